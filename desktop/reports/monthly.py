# SPDX-License-Identifier: GPL-3.0-or-later
"""The monthly report: which sections an edition has, in which order, and what they are given."""

from collections.abc import Iterator
from datetime import timedelta

from desktop.access import report as access
from desktop.activities import report as activities
from desktop.cards import report as cards
from desktop.contacts import report as contacts
from desktop.core import clock, i18n, journal
from desktop.core.crypto.header import Header
from desktop.core.document import Block, Document, Section, Signature, Text
from desktop.core.i18n import _
from desktop.core.work import Work
from desktop.enrolments import report as enrolments
from desktop.incidents import around_report
from desktop.incidents import service as incident_service
from desktop.incidents.analysis_report import Asked
from desktop.incidents.analysis_service import Chosen
from desktop.incidents.figures_service import Apart
from desktop.organisation import service as organisation
from desktop.organisation.grant_service import Covered
from desktop.participants import report as participants
from desktop.places import report as territory
from desktop.places import service as places
from desktop.quarters import report as quarters
from desktop.reports import (
    casework,
    front,
    grants,
    groups,
    limits,
    livelihoods,
    living,
    services,
    small,
    violence,
)
from desktop.reports.facts import Edition, Facts, read
from desktop.reports.period import Period
from desktop.safety import report as safety

__all__ = ["Edition", "build"]
DESTROY_DAYS = 30


def build(
    work: Work,
    period: Period,
    *,
    edition: Edition,
    language: str,
    is_demo: bool,
    grant: str = "",
    header: Header | None = None,
    apart: Apart | None = None,
) -> Document:
    """Return the report as plain data, in a language of its own; ``grant`` narrows it to one.

    ``header`` is what signed figures of quarters are held against; without it none are told.
    ``apart`` are the totals of the protected store, where it was open.
    """
    work.may("report")
    with i18n.speaking(language):
        about = organisation.about(work)
        facts = read(work, period, edition, about.smallest_cell, grant)
        facts.apart = apart
        sections = [
            Section(one.title, list(small.gathered(one.blocks)), one.new_page)
            for one in (*_told(facts), *_quarterly(facts, header))
        ]
        if edition == "team":
            sections.append(Section(_("Sectors and borders"), list(_territory(facts)), True))
        sections.append(Section(_("Limits of these data"), list(limits.blocks(facts))))
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
            marks=marks(edition, is_demo=is_demo),
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
    yield Section(_("Key figures"), list(front.blocks(facts)))
    yield Section(_("Participants"), list(_participants(facts)))
    yield Section(_("The case"), list(casework.blocks(facts)))
    yield Section(_("Placements"), list(livelihoods.placements(facts)))
    yield from _living(facts)
    yield services.section(facts)
    if not facts.grant:
        yield Section(_("Incidents"), list(violence.blocks(facts)))
    if facts.edition != "public" and (barred := list(_ways(facts))):
        yield Section(_("Getting there"), barred)
    yield Section(_("Activities and contacts"), list(_activities(facts)))
    if told := list(groups.blocks(facts)):
        yield Section(_("The same figures, group by group"), told)
    if facts.grant:
        yield Section(_("Money of the grant"), [grants.money(facts.work, facts.grant, facts.on)])
    elif said := list(_voices(facts)):
        yield Section(_("What people say"), said)


def _quarterly(facts: Facts, header: Header | None) -> Iterator[Section]:
    """Yield what was handed over signed for the quarters that end in this period.

    It is for the team and for donors who know of this work; a public page would point at those who
    do it, and of one grant nothing is told apart.
    """
    if header is None or facts.grant or facts.edition == "public":
        return
    told = list(quarters.blocks(facts.work, header, facts.period.first, facts.period.last))
    if told:
        yield Section(quarters.title(), told)


def _participants(facts: Facts) -> Iterator[Block]:
    first, last = facts.period.first, facts.period.last
    columns = (
        (_("New"), participants.new_between(facts.people, first, last)),
        (_("Active"), facts.active_on(facts.on)),
        (_("Ever enrolled"), facts.people),
    )
    yield participants.by_sex(_("Participants by sex"), columns)
    yield participants.by_age(_("Participants by age"), columns, facts.on)
    yield participants.by_programme(
        _("Participants by programme"), columns, organisation.titles(facts.work)
    )
    yield participants.by_source(_("New participants, by how they came to us"), columns[0][1])
    names = organisation.titles(facts.work)
    yield from enrolments.blocks(facts.work, first, facts.on, names, facts.people)
    yield from safety.left(facts.work, facts.people, (first, last, facts.on), facts.threshold)


def _living(facts: Facts) -> Iterator[Section]:
    told = list(
        living.blocks(facts.work, facts.people, facts.period.first, facts.on, facts.threshold)
    )
    if told:
        yield Section(_("School and home"), told)


def _ways(facts: Facts) -> Iterator[Block]:
    """Return whom an active border keeps from a place, in counts by municipality at the finest."""
    yield from access.blocks(facts.work, facts.people, facts.on, facts.threshold)


def _activities(facts: Facts) -> Iterator[Block]:
    first, last = facts.period.first, facts.period.last
    tables = (
        activities.by_type(facts.work, first, last, facts.grant),
        contacts.by_kind(facts.work, first, last, facts.ids if facts.grant else None),
    )
    if not any(tables):
        yield Text(_("Nothing was recorded in this period."))
    yield from (table for table in tables if table)
    names = {spot.id: spot.label for spot in places.places(facts.work, "municipality")}
    above = places.municipality_of(facts.work)
    if where := activities.by_place(facts.work, first, last, facts.grant, above, names):
        yield where
    if came := activities.people(facts.work, first, last, facts.grant):
        yield came
    yield from activities.mediations(facts.work, first, last, facts.threshold, facts.grant)


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
    asked = Asked(Chosen(facts.period.first, facts.period.last))
    yield from around_report.by_border(facts.work, asked)


def _grant_facts(grant: Covered | None) -> list[tuple[str, str]]:
    return [(_("Grant"), f"{grant.reference} · {grant.donor}")] if grant else []


def marks(edition: Edition, *, is_demo: bool) -> list[str]:
    """Return what stands on every page of an edition; one of the team says when it is destroyed."""
    found = [_("Demonstration data")] if is_demo else []
    if edition == "team":
        until = i18n.format_day(clock.today() + timedelta(days=DESTROY_DAYS))
        found.append(_("Team only. Destroy by {day}").format(day=until))
    return found


def _edition(edition: Edition) -> str:
    return {"donor": _("Donor"), "public": _("Public"), "team": _("Team")}[edition]
