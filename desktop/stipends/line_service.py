# SPDX-License-Identifier: GPL-3.0-or-later
"""The lines of a month: counted while it is a draft, paid on the day, answered when disagreed."""

from array import array
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa

from desktop.core import dates, kept, listing, records, scope
from desktop.core.errors import InvalidRecord, UserError
from desktop.core.i18n import N_
from desktop.core.scope import Sight
from desktop.core.tables import table_of
from desktop.core.tasks import Asked, Task
from desktop.core.work import Work
from desktop.participants import service as participants
from desktop.stipends import counts_service, rule_service
from desktop.stipends.model import LineState, MonthState, StipendLine, StipendMonth
from desktop.stipends.rule_model import PARTS
from desktop.stipends.rule_service import Outcome

_TABLE = table_of(StipendLine)
_C = _TABLE.c
_MONTHS = table_of(StipendMonth)
_M = _MONTHS.c

COUNTED = (*(f"{part}_{end}" for part in PARTS for end in ("due", "met")), "excuse")
"""What may be changed only while the month is being prepared."""
ON_THE_DAY = ("state", "mark")
DISAGREED = ("appeal_on", "appeal")
WAITING = "waiting"
ANSWER_DAYS = 10
"""Days in which somebody answers who disagrees."""
APART_FROM = 3
"""People who hold the key from whom on nobody does two steps of one month."""


class Settled(UserError):
    """A count of a month that is no longer being prepared."""

    def __init__(self) -> None:
        super().__init__(
            N_(
                "This month is settled, and its counts stay as they were. If something is wrong, "
                "write down that the person disagrees: the difference is paid with the next month."
            )
        )


class TheSamePerson(UserError):
    """Who did one of the steps may not do the next, where the team is large enough."""

    def __init__(self) -> None:
        super().__init__(
            N_(
                "You did an earlier step of this month. Somebody else has to do this one. "
                "Nothing was changed."
            )
        )


def require_another(work: Work, earlier: Sequence[str | None]) -> None:
    """Refuse who did an earlier step, in a team of three or more that hold the key."""
    work.may("read")
    if work.holders >= APART_FROM and work.user.name in earlier:
        raise TheSamePerson


def add(work: Work, month: StipendMonth, person: str) -> StipendLine:
    """Give a person a line, with what the program already knows of the month."""
    work.may("stipends")
    if month.state != MonthState.DRAFT:
        raise Settled
    there = sa.select(sa.func.count()).where(_C.month == month.id)
    number = int(work.session.execute(there.select_from(_TABLE)).scalar_one()) + 1
    values = {"month": month.id, "participant": person, "number": number}
    line = records.create(work, StipendLine, {**values, **_known(work, month, person)})
    return work_out(work, month, line)


def count_again(work: Work, month: StipendMonth, line: StipendLine) -> StipendLine:
    """Bring what has happened since into a line; a count corrected by hand is not turned back.

    A part is counted anew where more was asked than stands on the line, and an excuse only where
    none stands.
    """
    work.may("stipends")
    known = _known(work, month, line.participant)
    more = {
        name: value
        for part in PARTS
        for name, value in known.items()
        if name.startswith(part) and known[f"{part}_due"] > (getattr(line, f"{part}_due") or 0)
    }
    if "excuse" in known and not line.excuse:
        more["excuse"] = known["excuse"]
    return work_out(work, month, records.amend(work, line, more) if more else line)


def amend(work: Work, line: StipendLine, values: Mapping[str, Any]) -> StipendLine:
    """Change a line: its counts while the month is a draft, the slip on the day, a disagreement."""
    work.may("amend", line)
    month = records.get(work, StipendMonth, line.month)
    changed = {name for name in values if name in COUNTED and values[name] != getattr(line, name)}
    if changed and month.state != MonthState.DRAFT:
        raise Settled
    _on_the_day(work, month, line, values)
    kept = {name: values[name] for name in (*COUNTED, *ON_THE_DAY, *DISAGREED) if name in values}
    if kept.get("appeal_on") and not line.appeal_answer:
        kept["appeal_answer"] = WAITING
    made = records.amend(work, line, kept)
    return work_out(work, month, made) if month.state == MonthState.DRAFT else made


def work_out(work: Work, month: StipendMonth, line: StipendLine) -> StipendLine:
    """Work out what follows from the rule the month keeps, and what an earlier month still owes."""
    work.may("amend", line)
    found = outcome_of(month, line)
    carried = _owed(work, month, line)
    amount = found.amount + carried
    state = LineState.DUE if amount else LineState.NOTHING
    values = {"share": found.share, "pays": found.pays, "carried": carried, "amount": amount}
    return records.amend(work, line, {**values, "state": state.value})


def outcome_of(month: StipendMonth, line: StipendLine) -> Outcome:
    """Return what follows for a line, each part of it, from the terms its month keeps."""
    return rule_service.outcome(
        rule_service.read(month.terms), line.counts(), excused=bool(line.excuse)
    )


def hand_over(work: Work, lines: Sequence[int], mark: str = "signature") -> int:
    """Note several slips as paid at once; returns how many were."""
    work.may("amend")
    done = 0
    for row in lines:
        line = records.at_row(work, StipendLine, row)
        if line.state == LineState.DUE:
            amend(work, line, {"state": LineState.PAID.value, "mark": mark})
            done += 1
    return done


def answer(work: Work, identity: str, counts: Mapping[str, Any], *, agreed: bool) -> StipendLine:
    """Answer a disagreement; where the person is right the difference is owed, the month stays.

    Whoever prepared the month does not judge it where three people hold the key.
    """
    work.may("stipends")
    line = records.get(work, StipendLine, identity)
    month = records.get(work, StipendMonth, line.month)
    if line.appeal_answer != WAITING:
        raise UserError(N_("Nobody disagrees with this line, or it was answered already."))
    if month.state == MonthState.DRAFT:
        raise UserError(N_("This month is still being counted. Correct the counts on the line."))
    require_another(work, (month.prepared_by,))
    owed = _difference(month, line, counts) if agreed else 0
    values = {"appeal_answer": "agreed" if agreed else "kept", "appeal_by": work.user.name}
    return records.amend(work, line, {**values, "owed": line.owed + owed})


def leave_rest(work: Work, month: str) -> None:
    """Note the slips nobody came for: what they are worth is owed and comes with the next month."""
    work.may("amend")
    query = sa.select(StipendLine).where(
        _C.month == month, _C.deleted_at.is_(None), _C.state == LineState.DUE
    )
    for line in work.session.execute(query).scalars().all():
        left = {"state": LineState.NOT_COLLECTED.value, "owed": line.owed + line.amount}
        records.amend(work, line, left)


def tasks(work: Work, asked: Asked) -> list[Task]:
    """Return the disagreements nobody has answered; they wait for who may answer them."""
    scope.enter(work, "read", _TABLE.name)
    if not work.could("stipends"):
        return []
    words = N_("Answer {code}, who disagrees with the stipend")
    return [
        Task(words, on + timedelta(days=ANSWER_DAYS), person, "placements", f"stipends/{month}")
        for person, on, month in asked.rows(work, _appeals, _C.participant)
    ]


def _appeals(sight: Sight) -> sa.Select[tuple[str, date, str]]:
    return (
        sa.select(_C.participant, _C.appeal_on, _C.month)
        .join(_MONTHS, _M.id == _C.month)
        .where(_C.appeal_answer == WAITING, _C.deleted_at.is_(None), _M.deleted_at.is_(None))
        .where(_C.appeal_on <= kept.day(), participants.reminded(_C.participant))
        .where(*sight.clauses(_TABLE))
    )


def of(work: Work, month: str) -> list[StipendLine]:
    """Return the lines of a month in the order of their numbers."""
    scope.enter(work, "read", _TABLE.name)
    query = (
        sa.select(StipendLine)
        .where(_C.month == month, _C.deleted_at.is_(None), *work.visible(_TABLE))
        .order_by(_C.number)
    )
    return list(work.session.execute(query).scalars())


def get(work: Work, identity: str) -> StipendLine:
    """Return one line."""
    work.may("read")
    return records.get(work, StipendLine, identity)


def keys(work: Work, month: str = "", person: str = "") -> "array[int]":
    """Return the lines of a month by number, or those of a person, the latest month first."""
    where = [_C.month == month] if month else [_C.participant == person]
    order = [_C.number] if month else [_C.row.desc()]
    return listing.snapshot(work, StipendLine, where=where, order=order)


def rows(work: Work, wanted: Sequence[int]) -> list[tuple[Any, ...]]:
    """Return (number, participant, share, pays, amount, currency terms, state, appeal, month)."""
    month = sa.select(_M.month).where(_M.id == _C.month).scalar_subquery()
    terms = sa.select(_M.terms).where(_M.id == _C.month).scalar_subquery()
    columns = (_C.number, _C.participant, _C.share, _C.pays, _C.amount, terms, _C.state)
    return listing.page(work, _TABLE, _C.row, (*columns, _C.appeal_answer, month), wanted)


def timeline(work: Work, person: str) -> list[tuple[date, str, Mapping[str, Any]]]:
    """Return (day, kind, facts) of the slips a person was given."""
    scope.enter(work, "read", _TABLE.name)
    query = (
        sa.select(_M.paid_on, _M.month, _C.share)
        .join(_MONTHS, _M.id == _C.month)
        .where(_C.participant == person, _C.state == LineState.PAID, _C.deleted_at.is_(None))
        .where(_M.paid_on.is_not(None), *work.visible(_TABLE))
    )
    return [
        (on, "stipend", {"month": month, "share": share})
        for on, month, share in work.session.execute(query)
    ]


def _known(work: Work, month: StipendMonth, person: str) -> dict[str, Any]:
    """Return the fields of a line the program can fill for a person and a month."""
    terms, last = rule_service.read(month.terms), dates.month_end(month.month)
    known = counts_service.counts(work, person, month.month, last)
    found: dict[str, Any] = {
        f"{part}_{end}": value
        for part in terms.weights
        for end, value in zip(("due", "met"), known.get(part, ()), strict=False)
    }
    excuse = counts_service.excuse(work, person, month.month, last)
    return {**found, "excuse": excuse} if excuse else found


def _on_the_day(
    work: Work, month: StipendMonth, line: StipendLine, values: Mapping[str, Any]
) -> None:
    """Refuse a slip noted as paid before the cash was taken, or after it was counted, or empty."""
    given = [name for name in ON_THE_DAY if name in values and values[name] != getattr(line, name)]
    if not given:
        return
    if month.state != MonthState.PAYING:
        words = N_("A slip is noted as paid on the pay day, before the cash is counted.")
        raise InvalidRecord({given[0]: UserError(words)})
    empty = values.get("state", line.state) == LineState.NOTHING
    if empty is not (line.amount == 0):
        words = N_("Only a slip without an amount has nothing to hand over.")
        raise InvalidRecord({"state": UserError(words)})
    if values.get("state") == LineState.PAID != line.state and line.amount > _left(work, month):
        words = N_("The cash that was taken is not enough for this slip. Nothing was changed.")
        raise InvalidRecord({"state": UserError(words)})


def _left(work: Work, month: StipendMonth) -> int:
    """Return what is left of the cash of a month, in minor units."""
    query = sa.select(sa.func.coalesce(sa.func.sum(_C.amount), 0)).where(
        _C.month == month.id, _C.state == LineState.PAID, _C.deleted_at.is_(None)
    )
    return (month.cash_taken or 0) - int(work.session.execute(query).scalar_one())


def _owed(work: Work, month: StipendMonth, line: StipendLine) -> int:
    """Return what earlier months of the same rule owe and no other month has paid yet."""
    earlier = (
        sa.select(sa.func.coalesce(sa.func.sum(_C.owed), 0))
        .join(_MONTHS, _M.id == _C.month)
        .where(_C.participant == line.participant, _C.deleted_at.is_(None))
        .where(_M.deleted_at.is_(None), _M.rule == month.rule, _M.month < month.month)
    )
    carried = (
        sa.select(sa.func.coalesce(sa.func.sum(_C.carried), 0))
        .join(_MONTHS, _M.id == _C.month)
        .where(_C.participant == line.participant, _C.deleted_at.is_(None))
        .where(_M.deleted_at.is_(None), _M.rule == month.rule, _C.id != line.id)
    )
    owed = int(work.session.execute(earlier).scalar_one())
    return max(0, owed - int(work.session.execute(carried).scalar_one()))


def _difference(month: StipendMonth, line: StipendLine, counts: Mapping[str, Any]) -> int:
    right = {part: list(pair) for part, pair in line.counts().items()}
    for part in PARTS:
        for at, end in enumerate(("due", "met")):
            if counts.get(f"{part}_{end}") is not None:
                right[part][at] = int(counts[f"{part}_{end}"])
    excused = bool(counts.get("excuse") or line.excuse)
    pairs = {part: (due, met) for part, (due, met) in right.items()}
    found = rule_service.outcome(rule_service.read(month.terms), pairs, excused=excused)
    return max(0, found.amount - (line.amount - line.carried))
