# SPDX-License-Identifier: GPL-3.0-or-later
"""Months of a stipend: prepared, approved and paid by different people where there are three."""

from array import array
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa

from desktop.core import clock, dates, journal, kept, listing, money, records, scope
from desktop.core.errors import InvalidRecord, NotYours, UserError
from desktop.core.i18n import N_
from desktop.core.scope import Sight
from desktop.core.tables import table_of
from desktop.core.tasks import Asked, Task
from desktop.core.team import approvals
from desktop.core.work import Work
from desktop.participants import service as participants
from desktop.placements import service as placements
from desktop.stipends import line_service, rule_service
from desktop.stipends.line_service import APART_FROM, TheSamePerson, require_another
from desktop.stipends.model import LineState, MonthState, StipendLine, StipendMonth
from desktop.stipends.rule_model import StipendRule

_TABLE = table_of(StipendMonth)
_C = _TABLE.c
_LINES = table_of(StipendLine)
_L = _LINES.c

TYPE = "stipend_program"


class NotNow(UserError):
    """The month is not in the state the step needs."""

    def __init__(self) -> None:
        super().__init__(
            N_("This month is at another step now. Open it again to see where it stands.")
        )


@dataclass(frozen=True, slots=True)
class Cash:
    """Minor units: what the slips are worth, what was handed over, what should come back."""

    whole: int
    paid: int
    taken: int
    returned: int

    @property
    def expected(self) -> int:
        """What should be in the box at the end of the day."""
        return self.taken - self.paid

    @property
    def difference(self) -> int:
        """How much more (or less) was counted than should have been there."""
        return self.returned - self.expected


def begin(work: Work, values: Mapping[str, Any]) -> StipendMonth:
    """Begin a month: the rule is kept as it is today, and everybody in the stipend gets a line."""
    work.may("stipends")
    rule = records.get(work, StipendRule, str(values.get("rule") or ""))
    day = values.get("month") or clock.today()
    first = (day if isinstance(day, date) else date.fromisoformat(str(day))).replace(day=1)
    if _exists(work, rule.id, first):
        raise InvalidRecord({"month": UserError(N_("This month was already begun."))})
    if rule.starts_on > dates.month_end(first) or (rule.until and rule.until < first):
        words = N_("The rule was not in force in this month.")
        raise InvalidRecord({"rule": UserError(words)})
    terms, line = rule_service.kept(rule.terms()), values.get("grant_line")
    kept = {"rule": rule.id, "month": first, "terms": terms, "grant_line": line}
    made = records.create(work, StipendMonth, kept)
    _add_everybody(work, made)
    return made


def count_again(work: Work, identity: str) -> StipendMonth:
    """Bring into a month being prepared what happened since: people who came, sessions, pauses."""
    work.may("stipends")
    month = _at(work, identity, MonthState.DRAFT)
    for line in line_service.of(work, month.id):
        line_service.count_again(work, month, line)
    _add_everybody(work, month)
    return month


def prepare(work: Work, identity: str) -> StipendMonth:
    """Close the counting: every line is worked out and waits for another person's approval."""
    work.may("stipends")
    month = _at(work, identity, MonthState.DRAFT)
    for line in line_service.of(work, month.id):
        line_service.work_out(work, month, line)
    return _step(
        work, month, MonthState.PREPARED, prepared_by=work.user.name, prepared_on=clock.today()
    )


def send_back(work: Work, identity: str) -> StipendMonth:
    """Open the counting again: something on a line was wrong."""
    work.may("stipends")
    month = _at(work, identity, MonthState.PREPARED)
    return _step(work, month, MonthState.DRAFT, prepared_by=None, prepared_on=None)


def approve(work: Work, identity: str) -> StipendMonth:
    """Approve what somebody else prepared."""
    work.may("stipends")
    month = _at(work, identity, MonthState.PREPARED)
    require_another(work, (month.prepared_by,))
    return _step(
        work, month, MonthState.APPROVED, approved_by=work.user.name, approved_on=clock.today()
    )


def approve_together(work: Work, identity: str, approval: str) -> StipendMonth:
    """Approve what the signed-in user prepared, by the passphrase a second person has proved."""
    work.may("stipends")
    month = _at(work, identity, MonthState.PREPARED)
    proved = approvals.use(work, approval, approvals.STIPEND, month.id)
    second = proved.users[-1]
    if work.holders >= APART_FROM and second == month.prepared_by:
        raise TheSamePerson
    return _step(work, month, MonthState.APPROVED, approved_by=second, approved_on=clock.today())


def needs_another(work: Work, month: StipendMonth) -> bool:
    """Tell whether the signed-in user may not do the next step of a month alone."""
    work.may("read")
    earlier = (month.prepared_by, month.approved_by)
    return work.holders >= APART_FROM and work.user.name in earlier


def pay(work: Work, identity: str, taken: int) -> StipendMonth:
    """Take the cash for the slips, no more; whoever does it prepared and approved nothing."""
    _of_everybody(work)
    month = _at(work, identity, MonthState.APPROVED)
    require_another(work, (month.prepared_by, month.approved_by))
    if taken > (whole := cash_of(work, month).whole):
        words = N_("The slips are worth {whole}. More cash than that is not taken out.")
        shown = money.show(whole, rule_service.read(month.terms).currency)
        raise InvalidRecord({"cash_taken": UserError(words, whole=shown)})
    return _step(
        work,
        month,
        MonthState.PAYING,
        paid_by=work.user.name,
        paid_on=clock.today(),
        cash_taken=taken,
    )


def count(work: Work, identity: str, returned: int, why: str = "") -> StipendMonth:
    """Count what came back and close the month; a difference, or a later day, needs its reason."""
    _of_everybody(work)
    month = _at(work, identity, MonthState.PAYING)
    if not why.strip():
        if returned != cash_of(work, month).expected:
            words = N_("The cash does not agree with the slips. Count again, or write why.")
            raise InvalidRecord({"difference": UserError(words)})
        if month.paid_on != clock.today():
            words = N_("The cash is counted on the pay day. Write why it was not.")
            raise InvalidRecord({"difference": UserError(words)})
    line_service.leave_rest(work, month.id)
    return _step(
        work,
        month,
        MonthState.CLOSED,
        cash_returned=returned,
        counted_by=work.user.name,
        counted_on=clock.today(),
        difference=why.strip() or None,
    )


def cash_of(work: Work, month: StipendMonth) -> Cash:
    """Return the sums of a month: everybody's, whoever's people they are."""
    scope.enter(work, "read", _LINES.name)
    whole, paid = sa.func.sum(_L.amount), sa.case((_L.state == LineState.PAID, _L.amount), else_=0)
    query = sa.select(whole, sa.func.sum(paid)).where(_L.month == month.id, _L.deleted_at.is_(None))
    found = work.session.execute(query).one()
    returned = month.cash_returned or 0
    return Cash(int(found[0] or 0), int(found[1] or 0), month.cash_taken or 0, returned)


def get(work: Work, identity: str) -> StipendMonth:
    """Return one month."""
    work.may("read")
    return records.get(work, StipendMonth, identity)


def keys(work: Work) -> "array[int]":
    """Return the months, the latest first."""
    return listing.snapshot(work, StipendMonth, order=[_C.month.desc(), _C.row.desc()])


def rows(work: Work, wanted: Sequence[int]) -> list[tuple[Any, ...]]:
    """Return (month, rule, people, state, paid_on) of each month."""
    people = (
        sa.select(sa.func.count())
        .select_from(_LINES)
        .where(_L.month == _C.id, _L.deleted_at.is_(None))
        .scalar_subquery()
    )
    columns = (_C.month, _C.rule, people, _C.state, _C.paid_on)
    return listing.page(work, _TABLE, _C.row, columns, wanted)


def tasks(work: Work, asked: Asked) -> list[Task]:
    """Return what waits of the money: cash to count the same day, months to approve, appeals."""
    scope.enter(work, "read", _TABLE.name)
    found = line_service.tasks(work, asked)
    if asked.people is not None:
        return found
    for identity, code, state, paid_on, prepared_on in kept.ask(work, _waiting):
        cash = state == MonthState.PAYING
        words = N_("Count the cash of {code}") if cash else N_("Approve {code}")
        on = paid_on if cash else prepared_on + timedelta(days=1)
        if cash or work.could("stipends"):
            found.append(
                Task(words, on, place="placements", record=f"stipends/{identity}", code=code)
            )
    return found


def _waiting(_sight: Sight) -> sa.Select[tuple[str, str, str, date, date]]:
    waiting = (MonthState.PAYING.value, MonthState.PREPARED.value)
    return sa.select(_C.id, _C.code, _C.state, _C.paid_on, _C.prepared_on).where(
        _C.deleted_at.is_(None), _C.state.in_(waiting)
    )


def _add_everybody(work: Work, month: StipendMonth) -> None:
    """Give a line to everybody in the stipend who has none; the numbers follow the codes."""
    held = placements.running(work, TYPE, month.month, dates.month_end(month.month))
    there = {line.participant for line in line_service.of(work, month.id)}
    known = participants.codes_of(work, sorted(held - there))
    for person in sorted(known, key=lambda one: known[one]):
        line_service.add(work, month, person)


def _exists(work: Work, rule: str, month: date) -> bool:
    query = sa.select(_C.row).where(_C.rule == rule, _C.month == month, _C.deleted_at.is_(None))
    return work.session.execute(query).first() is not None


def _at(work: Work, identity: str, state: MonthState) -> StipendMonth:
    month = get(work, identity)
    if month.state != state.value:
        raise NotNow
    return month


def _of_everybody(work: Work) -> None:
    """Let only somebody who sees every file handle the cash: the sum is everybody's."""
    work.may("amend")
    if work.scope != "all":
        work.refuse("amend", NotYours())


def _step(work: Work, month: StipendMonth, state: MonthState, **values: object) -> StipendMonth:
    made = records.amend(work, month, {"state": state.value, **values})
    journal.write(work, f"stipend_{state.value}", month.id)
    return made


def receiving(work: Work, lines: Collection[str], since: date) -> set[str]:
    """Return who stands in a month paid from some lines of a grant since a day."""
    work.may("read")
    months, held = table_of(StipendMonth).c, table_of(StipendLine).c
    query = (
        sa.select(held.participant)
        .join(table_of(StipendMonth), months.id == held.month)
        .where(months.grant_line.in_(lines), months.month >= since)
        .where(months.deleted_at.is_(None), held.deleted_at.is_(None), held.amount > 0)
    )
    return set(work.session.execute(query).scalars())


def paid_from(work: Work, lines: Collection[str], until: date) -> dict[str, dict[str, int]]:
    """Return what stipends cost each line of a grant up to a day: minor units by currency."""
    work.may("read")
    months = table_of(StipendMonth).c
    rules = table_of(StipendRule).c
    query = (
        sa.select(
            months.grant_line,
            rules.currency,
            sa.func.sum(months.cash_taken - sa.func.coalesce(months.cash_returned, 0)),
        )
        .join(table_of(StipendRule), rules.id == months.rule)
        .where(months.grant_line.in_(lines), months.paid_on <= until, months.deleted_at.is_(None))
        .group_by(months.grant_line, rules.currency)
    )
    found: dict[str, dict[str, int]] = {}
    for line, currency, spent in work.session.execute(query):
        if spent:
            found.setdefault(line, {})[currency or money.current().code] = int(spent)
    return found
