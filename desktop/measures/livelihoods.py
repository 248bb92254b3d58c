# SPDX-License-Identifier: GPL-3.0-or-later
"""Work, study and income (I12 to I19, I21, I22 of domain.md section 4).

Nobody who was killed, died, disappeared or is detained stands in a denominator here.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta

from desktop.core import indicators
from desktop.core.erasure import month_of
from desktop.measures.asked import Asked
from desktop.measures.measure import Measure, count, of_people
from desktop.participants.service import age
from desktop.placements import income_service, permanence_service
from desktop.placements import report as placements
from desktop.placements import service as placement_service
from desktop.schooling.model import IN_SCHOOL
from desktop.stipends import report as stipends

ENROLLED_DAYS = 90
"""From so many days after enrolling on somebody counts in the placement rate (I13)."""
YOUNG = (15, 24)
POINT = "d90"
"""The checkpoint that is split (I14)."""
_WORKS = frozenset(
    {"formal_employee", "informal_employee", "own_account_formal", "own_account_informal"}
    | {"family_helper", "apprentice", "day_labour"}
)
_STUDIES = frozenset({"student"})
UNKNOWN = frozenset({"", "unknown", "declined", "not_asked"})


@dataclass(frozen=True, slots=True)
class Lives:
    """Whether lives changed, each indicator by itself."""

    placed: Measure
    formal: Measure
    income: Measure
    steady: Measure
    idle: Measure
    certified: Measure


def lives(asked: Asked) -> Lives:
    """Count what stands together in one table of the report."""
    return Lives(
        _ever_placed(asked), _formal(asked), _income(asked), _steady(asked), _idle(asked),
        _certified(asked),
    )  # fmt: skip


def begun(asked: Asked) -> Measure:
    """Count the people whose placement began in the period (I12)."""
    known = {one.id for one in asked.people}
    started = placements.started_between(asked.placed, asked.first, asked.on)
    people = {one.participant for one in started} & known
    return count("placed_new", sorted(people))


def lasting(asked: Asked) -> Iterator[Measure]:
    """Yield the two figures of permanence at 90 days, and the placements that ended (I14, I22)."""
    mine = {one.id for one in asked.mine}
    held = [one for one in asked.checked if one.point == POINT and one.placement in mine]
    for code, chosen in (
        ("retained", held),
        (
            "retained_reached",
            [one for one in held if one.outcome != permanence_service.NOT_REACHED],
        ),
    ):
        kept = permanence_service.RETAINED
        units = tuple((one.participant, int(one.outcome in kept), 1) for one in chosen)
        yield Measure(code, units)
    over = [
        one.participant
        for one in asked.mine
        if one.ended_on and asked.first <= one.ended_on <= asked.on
    ]
    yield count("ended", over, exact=False)


def supported(asked: Asked) -> Measure:
    """Count the months of stipend that were paid in full (I21)."""
    due = stipends.shares(asked.work, asked.first, asked.on, set(asked.counted), asked.pays_line)
    units = tuple((who, int(paid == stipends.WHOLE), 1) for who, paid in due)
    return Measure("stipend", units)


def _ever_placed(asked: Asked) -> Measure:
    """Count of those enrolled for 90 days who was ever placed in work (I13).

    The days run from the first of the month, which is all that stays of who is erased later.
    """
    ever = placement_service.ever_placed(asked.work, asked.on)
    if not asked.whole:
        ever &= {one.participant for one in asked.mine}
    since = asked.on - timedelta(days=ENROLLED_DAYS)
    found = {
        one.id: one.id in ever
        for one in asked.counted.values()
        if (month := month_of(one.registered_on)) and month <= since
    }
    return of_people("placed", found, exact=True)


def _formal(asked: Asked) -> Measure:
    """Count formal jobs with contract and social security, of all that run (I15)."""
    secured, jobs = placements.formal(asked.mine, asked.on)
    formal = {one.id for one in secured}
    known = [one for one in jobs if (one.formality or "") not in UNKNOWN]
    units = tuple((one.participant, int(one.id in formal), 1) for one in known)
    return Measure("formal", units, len(jobs) - len(known), exact=True)


def _income(asked: Asked) -> Measure:
    """Count who earns in a higher band than before the placement (I16); never an amount."""
    found, lacking = asked.incomes
    higher = {one.participant: one.steps > 0 for one in found}
    return of_people("income", higher, lacking)


def _steady(asked: Asked) -> Measure:
    held, lacking = income_service.steady(asked.work, asked.on, asked.counted)
    return of_people("steady", held, lacking)


def _idle(asked: Asked) -> Measure:
    """Count the young with an open file who neither work nor study (I18).

    A placement that runs or a school that is attended counts, whatever was noted at entry.
    """
    found: dict[str, bool] = {}
    unsure = 0
    busy = _busy(asked)
    for one in asked.counted.values():
        years = age(one.born, asked.on)
        if years is None or not YOUNG[0] <= years <= YOUNG[1] or not one.open_on(asked.on):
            continue
        if one.id in busy or one.work in _WORKS | _STUDIES or one.school in IN_SCHOOL:
            found[one.id] = False
        elif one.work in UNKNOWN:
            unsure += 1
        else:
            found[one.id] = True
    return of_people("idle", found, unsure)


def _busy(asked: Asked) -> set[str]:
    pupils = {one.person.id for one in asked.pupils if one.attends}
    return pupils | {one.participant for one in asked.mine if one.running_on(asked.on)}


def _certified(asked: Asked) -> Measure:
    """Count certificates, of those on the list of a course that ended in the period (I19)."""
    units = tuple((who, int(certified), 1) for _course, who, certified in asked.courses)
    return Measure("certified", units, exact=True)


def by_course(asked: Asked) -> Mapping[str, tuple[int, int]]:
    """Return (certificates, enrolled) of each course that ended in the period (I19)."""
    return indicators.tally((course, certified, 1) for course, _who, certified in asked.courses)
