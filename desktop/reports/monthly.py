# SPDX-License-Identifier: GPL-3.0-or-later
"""The monthly report: which sections an edition has, in which order, and what they are given."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from desktop.activities import report as activities
from desktop.activities import service as activity_service
from desktop.cards import report as cards
from desktop.consents import export as consents
from desktop.contacts import report as contacts
from desktop.contacts import service as contact_service
from desktop.core import clock, disclosure, i18n, journal
from desktop.core.document import Block, Document, KeyFigure, KeyFigures, Section, Signature, Text
from desktop.core.i18n import _, ngettext
from desktop.core.tasks import is_overdue
from desktop.core.work import Work
from desktop.enrolments import report as enrolments
from desktop.incidents import report as incidents
from desktop.incidents import service as incident_service
from desktop.organisation import service as organisation
from desktop.organisation.grant_service import Covered
from desktop.participants import report as participants
from desktop.placements import permanence_service
from desktop.placements import report as placements
from desktop.placements import service as placement_service
from desktop.places import report as territory
from desktop.places import service as places
from desktop.reports import casework, grants, livelihoods, living, services
from desktop.reports.period import Period
from desktop.safety import report as safety

Edition = Literal["donor", "public", "team"]
DESTROY_DAYS = 30


@dataclass(slots=True)
class Facts:
    """Everything a report is drawn from, read once."""

    work: Work
    period: Period
    edition: Edition
    threshold: int
    people: list[participants.Person]
    placements: list[placements.Placed]
    active: set[str]
    grant: Covered | None = None
    """Where the report is for one grant: people and placements are then those it pays."""

    @property
    def on(self) -> date:
        """The last day that counts: the period's, or today while the period runs."""
        return min(self.period.last, clock.today())


def build(
    work: Work, period: Period, *, edition: Edition, language: str, is_demo: bool, grant: str = ""
) -> Document:
    """Return the report as plain data, in a language of its own; ``grant`` narrows it to one."""
    work.may("report")
    with i18n.speaking(language):
        about = organisation.about(work)
        facts = _read(work, period, edition, about.smallest_cell, grant)
        sections = list(_told(facts))
        if edition == "team":
            sections.append(Section(_("Sectors and borders"), list(_territory(facts)), True))
        sections.append(Section(_("Limits of these data"), list(_limits(facts))))
        sections.append(Section(_("Signatures"), [Signature([_("Prepared by"), _("Reviewed by")])]))
        _seq, tag = journal.head(work)
        return Document(
            title=_("Monthly report") if period.months == 1 else _("Report"),
            subtitle=period.title,
            language=language,
            sections=sections,
            organisation=about.title or _("Organisation without a name"),
            header=" · ".join(part for part in (about.title, period.title, about.city) if part),
            foot=_("contains no names · journal {head}").format(head=tag[:12]),
            marks=_marks(edition, is_demo=is_demo),
            facts=[
                (_("Period"), f"{i18n.format_day(period.first)} – {i18n.format_day(period.last)}"),
                (_("Place"), about.city),
                (_("Edition"), _edition(edition)),
                *_grant_facts(facts.grant),
                (_("Data as of"), i18n.format_day(clock.today())),
                (_("Journal head"), tag[:12]),
            ],
            paper=about.paper,
        )


def _told(facts: Facts) -> Iterator[Section]:
    """Yield the sections of the work; for one grant those only that can be told of it alone."""
    yield Section(_("Key figures"), [_key_figures(facts)])
    yield Section(_("Participants"), list(_participants(facts)))
    if facts.grant:
        yield Section(_("Placements"), list(_placements(facts)))
        yield Section(_("Activities and contacts"), list(_activities(facts)))
        yield Section(_("Money of the grant"), [grants.money(facts.work, facts.grant, facts.on)])
        return
    yield Section(_("The case"), list(_casework(facts)))
    yield Section(_("Placements"), list(_placements(facts)))
    yield from _living(facts)
    yield services.section(facts.work, facts.period, facts.on, facts.people)
    yield Section(_("Incidents"), list(_incidents(facts)))
    yield Section(_("Activities and contacts"), list(_activities(facts)))
    if said := list(_voices(facts)):
        yield Section(_("What people say"), said)


def _read(work: Work, period: Period, edition: Edition, threshold: int, grant: str) -> Facts:
    cut = min(period.last, clock.today())
    found = grants.find(work, grant) if grant else None
    people, placed = participants.people(work), placements.placements(work)
    if found:
        people, placed = grants.narrowed(work, found, people, placed)
    return Facts(
        work,
        period,
        edition,
        threshold * 2 if edition == "public" else threshold,
        people,
        placed,
        contact_service.active(work, cut),
        found,
    )


def _active(facts: Facts, on: date) -> list[participants.Person]:
    reached = facts.active if on == facts.on else contact_service.active(facts.work, on)
    return [p for p in facts.people if p.id in reached and p.open_on(on)]


def _key_figures(facts: Facts) -> KeyFigures:
    first, last = facts.period.first, facts.period.last
    earlier = facts.period.before()
    active, was_active = _active(facts, facts.on), _active(facts, earlier.last)
    women = sum(person.sex == "female" for person in active)
    held = activity_service.between(facts.work, first, last, facts.grant)
    before = activity_service.between(facts.work, earlier.first, earlier.last, facts.grant)
    pairs = [
        (
            _("New participants"),
            len(participants.new_between(facts.people, first, last)),
            len(participants.new_between(facts.people, earlier.first, earlier.last)),
        ),
        (_("Active participants"), len(active), len(was_active)),
        (
            _("Placements started"),
            len(placements.started_between(facts.placements, first, last)),
            len(placements.started_between(facts.placements, earlier.first, earlier.last)),
        ),
        (
            _("Activities"),
            sum(n for _k, n, _p in held),
            sum(n for _k, n, _p in before),
        ),
    ]
    figures = [
        KeyFigure(title, i18n.format_number(now), _before(then)) for title, now, then in pairs
    ]
    figures.insert(2, KeyFigure(_("Women among active"), disclosure.percent(women, len(active))))
    figures += [
        KeyFigure(_("Attendances"), i18n.format_number(sum(people for _k, _n, people in held))),
        KeyFigure(_("Still in work or study at 90 days"), _at_90(facts)),
    ]
    if not facts.grant:
        figures.append(KeyFigure(_("Incidents recorded"), _all_incidents(facts)))
    return KeyFigures(figures)


def _before(then: int) -> str:
    return _("before: {n}").format(n=i18n.format_number(then))


def _at_90(facts: Facts) -> str:
    figures = {one.point: one for one in _permanence(facts)}
    return disclosure.percent(figures["d90"].retained, figures["d90"].due)


def _all_incidents(facts: Facts) -> str:
    n, _sure = incidents.unconfirmed(facts.work, facts.period.first, facts.period.last)
    return disclosure.written(None if 0 < n < facts.threshold else n)


def _permanence(facts: Facts) -> list[permanence_service.Permanence]:
    counted = {person.id for person in facts.people if person.counts_as_success}
    return permanence_service.permanence(facts.work, facts.on, counted)


def _participants(facts: Facts) -> Iterator[Block]:
    first, last = facts.period.first, facts.period.last
    columns = (
        (_("New"), participants.new_between(facts.people, first, last)),
        (_("Active"), _active(facts, facts.on)),
        (_("Ever enrolled"), facts.people),
    )
    yield participants.by_sex(_("Participants by sex"), columns)
    yield participants.by_age(_("Participants by age"), columns, facts.on)
    yield participants.by_programme(
        _("Participants by programme"), columns, organisation.titles(facts.work)
    )
    names = organisation.titles(facts.work)
    yield from enrolments.blocks(facts.work, first, facts.on, names, facts.people)
    yield from safety.left(facts.work, facts.people, (first, last, facts.on), facts.threshold)


def _living(facts: Facts) -> Iterator[Section]:
    told = list(
        living.blocks(facts.work, facts.people, facts.period.first, facts.on, facts.threshold)
    )
    if told:
        yield Section(_("School and home"), told)


def _casework(facts: Facts) -> Iterator[Block]:
    before = facts.period.before()
    days = (facts.period.first, facts.on, before.first, before.last)
    active = _active(facts, facts.on)
    return casework.blocks(facts.work, days, facts.people, active, facts.threshold)


def _placements(facts: Facts) -> Iterator[Block]:
    first, last = facts.period.first, facts.period.last
    return livelihoods.placements(
        facts.work, first, last, facts.placements, facts.people, facts.threshold
    )


def _incidents(facts: Facts) -> Iterator[Block]:
    work, threshold = facts.work, facts.threshold
    first, last = facts.period.first, facts.period.last
    n, sure = incidents.unconfirmed(work, first, last)
    yield Text(_("Only confirmed incidents stand in the table by type."))
    if n - sure >= threshold:
        words = ngettext("{n} more is not confirmed.", "{n} more are not confirmed.", n - sure)
        yield Text(words.format(n=i18n.format_number(n - sure)))
    names = {spot.id: spot.label for spot in places.places(work, "municipality")}
    by_place = incidents.by_place(
        work,
        first,
        last,
        threshold,
        title=_("All incidents by municipality"),
        heading=_("Municipality"),
        above=places.municipality_of(work),
        names=names,
    )
    for table in (incidents.by_type(work, first, last, threshold), by_place):
        if table:
            yield table
    yield incidents.by_month(work, last, threshold)
    yield from incidents.official(work, last)


def _activities(facts: Facts) -> Iterator[Block]:
    first, last = facts.period.first, facts.period.last
    tables = (
        activities.by_type(facts.work, first, last, facts.grant),
        None if facts.grant else contacts.by_kind(facts.work, first, last),
    )
    if not any(tables):
        yield Text(_("Nothing was recorded in this period."))
    yield from (table for table in tables if table)
    if came := activities.people(facts.work, first, last):
        yield came
    yield from activities.mediations(facts.work, first, last, facts.threshold)


def _voices(facts: Facts) -> Iterator[Block]:
    """Return what people said without a name: cards, then the tally of complaints."""
    first, last = facts.period.first, facts.period.last
    yield from cards.cards(facts.work, first, last, facts.threshold)
    yield from cards.complaints(facts.work, first, last, facts.on, facts.threshold)


def _territory(facts: Facts) -> Iterator[Block]:
    counts = incident_service.by_sector(facts.work, facts.period.first, facts.period.last)
    yield Text(_("For the team only. Do not leave this page where others can read it."), "warning")
    yield territory.map_of(facts.work, facts.on, counts)
    yield from territory.tables_of(territory.territory(facts.work, facts.on, counts))


def _limits(facts: Facts) -> Iterator[Block]:
    work, period = facts.work, facts.period
    open_files = [p for p in facts.people if p.open_on(facts.on)]
    incomplete = sum(not person.complete for person in open_files)
    agreed = consents.countable(work, facts.on)
    without = sum(person.id not in agreed for person in open_files)
    due = [] if facts.grant else placement_service.due(work, facts.on)
    late = sum(is_overdue(on, facts.on) for *_who, on in due)
    yield Text(_("What is open or missing in this report is written here."))
    vague = 0 if facts.grant else incident_service.only_year(work, period.first, period.last)
    for n, words in (
        (
            incomplete,
            ngettext(
                "{n} open file is not complete.", "{n} open files are not complete.", incomplete
            ),
        ),
        (
            without,
            ngettext(
                "{n} open file has no valid consent for anonymous figures and is in no dataset.",
                "{n} open files have no valid consent for anonymous figures and are in no dataset.",
                without,
            ),
        ),
        (late, ngettext("{n} checkpoint is late.", "{n} checkpoints are late.", late)),
        (
            vague,
            ngettext(
                "{n} incident is known only by its year and stands in no month.",
                "{n} incidents are known only by their year and stand in no month.",
                vague,
            ),
        ),
    ):
        if n:
            yield Text(words.format(n=i18n.format_number(n)), "item")
    yield Text(
        _("Numbers of people below {n} are hidden where they could harm somebody.").format(
            n=facts.threshold
        ),
        "item",
    )
    yield Text(_("No percentage is printed for fewer than ten people."), "item")
    yield Text(_("Incidents recorded are not all that happened; most are never reported."), "item")


def _grant_facts(grant: Covered | None) -> list[tuple[str, str]]:
    return [(_("Grant"), f"{grant.reference} · {grant.donor}")] if grant else []


def _marks(edition: Edition, *, is_demo: bool) -> list[str]:
    marks = [_("Demonstration data")] if is_demo else []
    if edition == "team":
        until = i18n.format_day(clock.today() + timedelta(days=DESTROY_DAYS))
        marks.append(_("Team only. Destroy by {day}").format(day=until))
    return marks


def _edition(edition: Edition) -> str:
    return {"donor": _("Donor"), "public": _("Public"), "team": _("Team")}[edition]
