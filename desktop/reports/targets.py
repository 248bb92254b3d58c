# SPDX-License-Identifier: GPL-3.0-or-later
"""Targets beside what was reached: baseline, target, the period, since the count began, share."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from desktop.activities import service as activities
from desktop.contacts import service as contacts
from desktop.core import codes, disclosure, i18n
from desktop.core.document import Table
from desktop.core.i18n import _
from desktop.core.work import Work
from desktop.organisation import grant_service
from desktop.organisation import service as organisation
from desktop.organisation.grant_model import Target
from desktop.organisation.grant_service import Covered
from desktop.participants import report as participants
from desktop.participants.report import Person
from desktop.placements import permanence_service
from desktop.placements import report as placements
from desktop.placements.report import Placed
from desktop.reports import grants

SHARES = frozenset({"women_active", "retained"})
"""Indicators in percent; they and who is active are read on a day, not added up."""
_POINT = "d90"


@dataclass(frozen=True, slots=True)
class _Ground:
    """Whom and what a target is counted over."""

    work: Work
    people: Sequence[Person]
    held: Sequence[Placed]
    paid: Covered | None
    programme: str


def table(
    work: Work,
    first: date,
    on: date,
    people: Sequence[Person],
    held: Sequence[Placed],
    grant: Covered | None,
) -> Table | None:
    """Return the targets counted in a period, for one grant its own; None where there is none."""
    work.may("report")
    wanted = [
        one
        for one in grant_service.targets(work, first, on)
        if grant is None or one.grant == grant.id
    ]
    if not wanted:
        return None
    rows = [_row(one, _ground(work, one, people, held), first, on) for one in wanted]
    header = [_("Indicator"), _("Baseline"), _("Target"), _("Period"), _("So far"), _("Reached")]
    days = sorted({one.ends_on for one in wanted})
    note = _("So far: from the first day of each target. To be reached by {day}.").format(
        day=", ".join(i18n.format_day(day) for day in days)
    )
    numeric = (False, *(True for _cell in header[1:]))
    return Table(_("Targets"), header, rows, numeric, note=note, widths=(4, 1, 1, 1, 1, 1))


def reached(ground: _Ground, indicator: str, first: date, last: date) -> float | None:
    """Return what an indicator says of some days; None where it says nothing that may be told."""
    people = ground.people
    counts: dict[str, Callable[[], float | None]] = {
        "new_participants": lambda: len(participants.new_between(people, first, last)),
        "active_participants": lambda: len(_active(ground, last)),
        "women_active": lambda: _women(ground, last),
        "placements_started": lambda: len(placements.started_between(ground.held, first, last)),
        "retained": lambda: _retained(ground, last),
        "activities": lambda: sum(n for _kind, n, _people in _held(ground, first, last)),
        "attendances": lambda: sum(came for _kind, _n, came in _held(ground, first, last)),
        "goals_met": lambda: sum(
            one.closure_reason == "goals_met"
            and one.closed_on is not None
            and first <= one.closed_on <= last
            for one in people
        ),
    }
    return counts[indicator]() if indicator in counts else None


def _ground(
    work: Work, target: Target, people: Sequence[Person], held: Sequence[Placed]
) -> _Ground:
    """Narrow the work to the grant and the programme a target names."""
    paid = grant_service.covered(work, target.grant) if target.grant else None
    if paid:
        people, held = grants.narrowed(work, paid, people, held)
    if target.programme:
        people = grants.enrolled(work, people, frozenset({target.programme}))
        known = {one.id for one in people}
        held = [one for one in held if one.participant in known]
    return _Ground(work, people, held, paid, target.programme or "")


def _row(target: Target, ground: _Ground, first: date, on: date) -> list[str]:
    begun, last = max(first, target.starts_on), min(on, target.ends_on)
    now = reached(ground, target.indicator, begun, last)
    whole = reached(ground, target.indicator, target.starts_on, last)
    share = None if whole is None or not target.target else whole / target.target
    return [
        _title(target, ground),
        *(_written(value, target.indicator) for value in (target.baseline, target.target)),
        *(_written(value, target.indicator) for value in (now, whole)),
        disclosure.HIDDEN if share is None else i18n.format_percent(share),
    ]


def _title(target: Target, ground: _Ground) -> str:
    words = target.wording or codes.label("indicator", target.indicator)
    about = [ground.paid.reference] if ground.paid else []
    if target.programme:
        about.append(organisation.signs(ground.work).get(target.programme, ""))
    told = " · ".join(part for part in about if part)
    return f"{words} ({told})" if told else words


def _written(value: float | None, indicator: str) -> str:
    if value is None:
        return disclosure.HIDDEN
    if indicator in SHARES:
        return i18n.format_percent(value / 100)
    return i18n.format_number(value, 0 if value == int(value) else 1)


def _active(ground: _Ground, on: date) -> list[Person]:
    reached_by = contacts.active(ground.work, on)
    return [one for one in ground.people if one.id in reached_by and one.open_on(on)]


def _women(ground: _Ground, on: date) -> float | None:
    active = _active(ground, on)
    part = disclosure.share(sum(one.sex == "female" for one in active), len(active))
    return None if part is None else part * 100


def _retained(ground: _Ground, on: date) -> float | None:
    """Return the share still in work or study at 90 days, of all due by a day."""
    counted = {one.id for one in ground.people if one.counts_as_success}
    only = {one.id for one in ground.held}
    found = permanence_service.permanence(ground.work, on, counted, only=only)
    [figure] = [one for one in found if one.point == _POINT]
    part = disclosure.share(figure.retained, figure.due)
    return None if part is None else part * 100


def _held(ground: _Ground, first: date, last: date) -> list[tuple[str, int, int]]:
    return activities.between(ground.work, first, last, ground.paid, ground.programme)
