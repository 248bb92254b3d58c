# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether lives changed: placed, formal, steady, in work or study, certified (I13, I15-I21).

Nobody who was killed, died, disappeared or is detained stands in a denominator here.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median_low

from desktop.core import codes, disclosure, i18n, indicators
from desktop.core.document import Block, Text
from desktop.core.erasure import month_of
from desktop.core.i18n import _, ngettext
from desktop.core.indicators import Part
from desktop.core.work import Work
from desktop.livelihoods import certificate_service as certificates
from desktop.participants import report as participants
from desktop.participants.report import Person
from desktop.participants.service import age
from desktop.placements import employer_service, income_service
from desktop.placements import report as placements
from desktop.placements import service as placement_service
from desktop.placements.report import Placed
from desktop.reports.facts import Facts
from desktop.schooling import report as schooling
from desktop.schooling.model import IN_SCHOOL

ENROLLED_DAYS = 90
"""From so many days after enrolling on somebody counts in the placement rate (I13)."""
YOUNG = (15, 24)
_WORKS = frozenset(
    {"formal_employee", "informal_employee", "own_account_formal", "own_account_informal"}
    | {"family_helper", "apprentice", "day_labour"}
)
_STUDIES = frozenset({"student"})
_UNKNOWN = frozenset({"", "unknown", "declined", "not_asked"})

Yes = Mapping[str, bool]
"""Whether something holds, of each person of a denominator."""


@dataclass(frozen=True, slots=True)
class Told:
    """What the outcomes are counted from, read once."""

    work: Work
    first: date
    on: date
    people: Mapping[str, Person]
    """Those who stand in the denominators of success, by id."""
    held: Sequence[Placed]
    threshold: int
    whole: bool = True
    """Whether it is all the work, and not what one grant pays."""


def read(facts: Facts) -> Told:
    """Return what is counted, without whom no success is asked of."""
    counted = {one.id: one for one in facts.people if one.counts_as_success}
    mine = [one for one in facts.placements if one.participant in counted]
    whole = facts.grant is None
    return Told(facts.work, facts.period.first, facts.on, counted, mine, facts.threshold, whole)


def blocks(told: Told) -> Iterator[Block]:
    """Yield the indicators in one table, then their splits, one at a time."""
    placed, (idle, unsure) = _placed(told), _idle(told)
    parts = list(_parts(told, placed, idle, unsure))
    note = _("People who were killed, died, disappeared or are detained stand in none of these.")
    if table := indicators.table(_("Work, study and income"), parts, told.threshold, note):
        yield table
    yield from _placed_by(told, placed)
    yield from _formal_by_trade(told)
    yield from _income(told)
    counts = _split(idle, lambda one: told.people[one].sex)
    title = _("Aged 15 to 24, neither in work nor in study, by sex")
    if table := indicators.split(title, _("Sex"), counts, _sexes(), told.threshold):
        yield table
    yield from _courses(told)
    title, names = _("Places filled, by kind of employer"), disclosure.labels("employer_kind")
    kept, heading = _promises(told), _("Kind of employer")
    table = indicators.split(title, heading, kept, names, told.threshold, sensitive=False)
    if table:
        yield table


def _parts(told: Told, placed: Yes, idle: Yes, unsure: int) -> Iterator[Part]:
    words = _("Placed at some time, of those enrolled for {n} days or more").format(n=ENROLLED_DAYS)
    if placed:
        yield Part(words, sum(placed.values()), len(placed))
    secured, jobs = placements.formal(told.held, told.on)
    if jobs:
        vague = sum((one.formality or "") in _UNKNOWN for one in jobs)
        words = _("Formal jobs with contract and social security, of all jobs running")
        yield Part(words, len(secured), len(jobs) - vague, vague)
    steady, lacking = income_service.steady(told.work, told.on, told.people)
    if steady:
        words = _("With income in five or six of the last six months, half a year on")
        yield Part(words, sum(steady.values()), len(steady), lacking, sensitive=True)
    if idle:
        words = _("Aged 15 to 24, neither in work nor in school or training")
        yield Part(words, sum(idle.values()), len(idle), unsure, sensitive=True)
    done = certificates.completed(told.work, told.first, told.on, set(told.people))
    if done:
        words = _("Certificates, of those enrolled in courses that ended")
        yield Part(words, sum(certified for *_who, certified in done), len(done))
    kept = _promises(told)
    if kept:
        words = _("Places filled, of those employers promised and that are due")
        filled, places = (sum(pair[at] for pair in kept.values()) for at in (0, 1))
        yield Part(words, filled, places)


def _promises(told: Told) -> dict[str, tuple[int, int]]:
    """Return places filled and promised by kind of employer (I20); they are of no grant."""
    if not told.whole:
        return {}
    kinds = employer_service.kinds_and_trades(told.work)
    found: dict[str, tuple[int, int]] = {}
    for one in employer_service.promised(told.work, told.on):
        if one.due_on <= told.on:
            kind = kinds[one.employer][0]
            full, places = found.get(kind, (0, 0))
            found[kind] = (full + one.filled, places + one.places)
    return found


def _placed(told: Told) -> Yes:
    """Return of those enrolled for 90 days whether they were ever placed in work (I13).

    The days run from the first of the month, which is all that stays of who is erased later.
    """
    ever = placement_service.ever_placed(told.work, told.on)
    if not told.whole:
        ever &= {one.participant for one in told.held}
    since = told.on - timedelta(days=ENROLLED_DAYS)
    return {
        one.id: one.id in ever
        for one in told.people.values()
        if (month := month_of(one.registered_on)) and month <= since
    }


def _idle(told: Told) -> tuple[Yes, int]:
    """Return of the young with an open file who neither works nor studies, and who is unsure (I18).

    A placement that runs or a school that is attended counts, whatever was noted at entry.
    """
    held = schooling.pupils(told.work, told.people.values(), told.on)
    pupils = {one.person.id for one in held if one.mode in IN_SCHOOL}
    busy = {one.participant for one in told.held if one.running_on(told.on)} | pupils
    found: dict[str, bool] = {}
    unsure = 0
    for one in told.people.values():
        years = age(one.born, told.on)
        if years is None or not YOUNG[0] <= years <= YOUNG[1] or not one.open_on(told.on):
            continue
        if one.id in busy or one.work in _WORKS | _STUDIES or one.school in IN_SCHOOL:
            found[one.id] = False
        elif one.work in _UNKNOWN:
            unsure += 1
        else:
            found[one.id] = True
    return found, unsure


def _placed_by(told: Told, of: Yes) -> Iterator[Block]:
    """Split the placement rate by sex and by age (I13); output figures, exact."""
    for title, heading, names, key in (
        (
            _("Placed at some time, by sex"),
            _("Sex"),
            _sexes(),
            lambda one: told.people[one].sex,
        ),
        (
            _("Placed at some time, by age"),
            _("Age"),
            disclosure.labels("age_band"),
            lambda one: participants.band_of(told.people[one], told.on),
        ),
    ):
        table = indicators.split(
            title, heading, _split(of, key), names, told.threshold, sensitive=False
        )
        if table:
            yield table


def _sexes() -> dict[str, str]:
    return disclosure.labels("sex_registered")


def _formal_by_trade(told: Told) -> Iterator[Block]:
    """Split formal jobs by line of business (I15)."""
    facts = employer_service.kinds_and_trades(told.work)
    secured, jobs = placements.formal(told.held, told.on)
    formal = {one.id for one in secured}
    known = [one for one in jobs if (one.formality or "") not in _UNKNOWN]
    trades = {one.id: facts.get(one.employer or "", ("", "not_asked"))[1] for one in known}
    counts = _split({one.id: one.id in formal for one in known}, lambda one: trades[one])
    title, names = _("Formal jobs, by line of business"), disclosure.labels("employer_sector")
    heading = _("Line of business")
    table = indicators.split(title, heading, counts, names, told.threshold, sensitive=False)
    if table:
        yield table


def _income(told: Told) -> Iterator[Block]:
    """Tell how bands of income changed since before the placement (I16); never an amount."""
    found, lacking = income_service.changes(told.work, told.on, told.people)
    if len(found) < told.threshold:
        return
    steps = {"higher": 0, "same": 0, "lower": 0}
    for one in found:
        steps["higher" if one.steps > 0 else "lower" if one.steps < 0 else "same"] += 1
    names = {
        "higher": _("A higher band than before"),
        "same": _("The same band"),
        "lower": _("A lower band than before"),
    }
    title = _("Income since before the placement, in bands")
    header = (_("How it changed"), _("Participants"))
    table = disclosure.sensitive_table(title, header, steps, names, told.threshold)
    if table:
        yield table
    yield Text(_middle(found, lacking))
    by_type: dict[str, tuple[int, int]] = {}
    for one in found:
        up, all_of = by_type.get(one.type, (0, 0))
        by_type[one.type] = (up + (one.steps > 0), all_of + 1)
    names = disclosure.labels("placement_type")
    title = _("In a higher band than before, by type of placement")
    if split := indicators.split(title, _("Type"), by_type, names, told.threshold):
        yield split


def _middle(found: Sequence[income_service.Change], lacking: int) -> str:
    """Return the median before, at the check and of the change, and who lacks one of the two."""
    order = income_service.BANDS
    before, after = (
        codes.label("wage_band", order[median_low(order.index(band) for band in bands)])
        for bands in ([one.before for one in found], [one.after for one in found])
    )
    change = median_low(one.steps for one in found)
    words = ngettext(
        "Median before: {before}; at the latest check: {after}; median change: {n} band.",
        "Median before: {before}; at the latest check: {after}; median change: {n} bands.",
        abs(change),
    ).format(before=before.lower(), after=after.lower(), n=f"{change:+d}" if change else "0")
    rest = ngettext(
        "{n} person was reached and lacks one of the two.",
        "{n} people were reached and lack one of the two.",
        lacking,
    )
    return f"{words} {rest.format(n=i18n.format_number(lacking))}" if lacking else words


def _courses(told: Told) -> Iterator[Block]:
    """Split certificates by sex (I19)."""
    done = certificates.completed(told.work, told.first, told.on, set(told.people))
    sexes = {f"{course}/{one}": told.people[one].sex for course, one, _certified in done}
    of = {f"{course}/{one}": certified for course, one, certified in done}
    counts = _split(of, lambda one: sexes[one])
    title = _("Certificates of courses that ended, by sex")
    table = indicators.split(title, _("Sex"), counts, _sexes(), told.threshold, sensitive=False)
    if table:
        yield table


def _split(of: Yes, key: Callable[[str], str]) -> dict[str, tuple[int, int]]:
    found: dict[str, tuple[int, int]] = {}
    for one, holds in of.items():
        part, whole = found.get(key(one), (0, 0))
        found[key(one)] = (part + holds, whole + 1)
    return found
