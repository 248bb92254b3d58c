# SPDX-License-Identifier: GPL-3.0-or-later
"""People and their cases: new, active, waiting, assessed, planned, reached, served, at school.

I01, I02, I04 to I11, I24, I25, I27, I28 and I45 of domain.md section 4.
"""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from desktop.assessments import report as assessments
from desktop.assessments.model import FIRST_DAYS, LATER_DAYS
from desktop.enrolments import report as enrolments
from desktop.measures.asked import Asked
from desktop.measures.measure import Measure, count, of_people
from desktop.participants import report as participants
from desktop.participants.service import age
from desktop.plans import report as plans
from desktop.plans import service as needs
from desktop.referrals import report as referrals
from desktop.schooling import report as schooling

PLAN_DAYS = 30
"""Within how many days of the assessment a plan is agreed (I08)."""
ADULT = 18
_HIGH = frozenset({"high", "immediate"})


def people(asked: Asked) -> Iterator[Measure]:
    """Yield who is new, active and waiting, and how many of the active are women."""
    new = participants.new_between(asked.people, asked.first, asked.on)
    yield count("new", [one.id for one in new])
    yield count("active", [one.id for one in asked.active])
    known = {one.id for one in asked.people}
    waiting = {one.person for one in enrolments.waiting(asked.work, asked.on)} & known
    yield count("waiting", sorted(waiting), exact=False)
    women = {one.id: one.sex == "female" for one in asked.active}
    yield of_people("women", women, exact=True)


def course(asked: Asked) -> Iterator[Measure]:
    """Yield the course of the case: danger, assessment, plan, well-being (I06-I08, I10, I45)."""
    decided = assessments.levels(asked.work, asked.on)
    yield _in_danger(asked, assessments.latest_levels(decided))
    yield assessed_in_time(asked)
    yield planned_in_time(asked, asked.first_assessed, plans.agreed(asked.work))
    fell, lacking = assessments.changes(decided, asked.counted, LATER_DAYS, asked.on)
    yield of_people("danger_fell", fell, lacking)
    poor, blank = assessments.wellbeing(asked.work, asked.first, asked.on, asked.counted)
    if poor or blank:
        yield of_people("wellbeing", poor, blank)


def accompanied(asked: Asked) -> Iterator[Measure]:
    """Yield contacts kept, needs met, services and referrals (I09, I11, I24, I25)."""
    work, first, on = asked.work, asked.first, asked.on
    units = tuple((who, int(done), 1) for who, done in asked.promised)
    yield Measure("contacts_kept", units, exact=True)
    met = needs.open_in(work, first, on, asked.counted)
    units = tuple((who, int(is_met), 1) for who, _need, is_met in met)
    yield Measure("needs_met", units)
    known = {one.id for one in asked.people}
    given = {one.participant for one in referrals.services(work, first, on, asked.pays_service)}
    yield count("served", sorted(given & known))
    units = tuple(
        (one.participant, int(one.completed), 1) for one in referrals.sent(work, on, asked.counted)
    )
    yield Measure("referrals_done", units)


def at_school(asked: Asked) -> Iterator[Measure]:
    """Yield the children back at school, and the school days lost to borders (I27, I28)."""
    held = asked.pupils
    out = [one for one in held if one.out and _is_child(one.person.born, asked.on)]
    back = {one.person.id: one.back for one in out if one.known}
    lacking = sum(not one.known for one in out)
    yield of_people("back_at_school", back, lacking)
    lost = schooling.days(asked.work, asked.people, asked.first, asked.on)
    units = tuple((one.person, one.missed["border"], one.days) for one in lost)
    pupils = {one.person.id for one in held if one.attends}
    without = len(pupils - {one.person for one in lost})
    yield Measure("days_lost", units, without)


def assessed_in_time(asked: Asked) -> Measure:
    """Count those who entered and were assessed within 14 days (I07); some days still run."""
    begun, limit = asked.first_assessed, timedelta(days=FIRST_DAYS)
    found: dict[str, bool] = {}
    waiting = 0
    for one in participants.new_between(asked.counted.values(), asked.first, asked.on):
        since = one.registered_on or asked.on
        if one.id in begun and begun[one.id] <= since + limit:
            found[one.id] = True
        elif since + limit > asked.on:
            waiting += 1
        else:
            found[one.id] = False
    return of_people("assessed", found, waiting, exact=True)


def planned_in_time(
    asked: Asked, begun: Mapping[str, date], agreed: Mapping[str, list[date]]
) -> Measure:
    """Count plans agreed within 30 days, of those first assessed in the period before (I08)."""
    first, last = asked.before
    limit = timedelta(days=PLAN_DAYS)
    found = {
        who: any(on <= day <= on + limit for day in agreed.get(who, ()))
        for who, on in begun.items()
        if who in asked.counted and first <= on <= last
    }
    return of_people("planned", found, exact=True)


def _in_danger(asked: Asked, levels: Mapping[str, str]) -> Measure:
    sought = [one.id for one in asked.active if one.counts_as_success]
    high = {one: levels[one] in _HIGH for one in sought if one in levels}
    return of_people("danger", high, len(sought) - len(high))


def _is_child(born: str, on: date) -> bool:
    years = age(born, on)
    return years is not None and years < ADULT
