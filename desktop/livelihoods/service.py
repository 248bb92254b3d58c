# SPDX-License-Identifier: GPL-3.0-or-later
"""Seed capital: approved by somebody else, paid in parts, the next part after proof of the last."""

from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa

from desktop.core import clock, journal, listing, money, records, scope
from desktop.core.errors import InvalidRecord, UserError
from desktop.core.i18n import N_
from desktop.core.tables import table_of
from desktop.core.team import approvals
from desktop.core.work import Work
from desktop.livelihoods import business_service
from desktop.livelihoods.model import SeedPlan, SeedState, SeedTranche, SeedVisit
from desktop.participants import service as participants

_TABLE = table_of(SeedPlan)
_C = _TABLE.c
_TRANCHES = table_of(SeedTranche)
_T = _TRANCHES.c
_VISITS = table_of(SeedVisit)
_V = _VISITS.c

PROOF_DAYS = 14
"""Days after the money in which somebody looks at what was bought."""
ALIVE = {"6": 182, "12": 365}
"""Months after the opening at which a business is looked at, and the same in days."""
LOOK_DAYS = 45
"""Days after such a point until which a visit still tells how it stood then."""
OPEN = frozenset({"open", "open_less"})
APART_FROM = 3


class NeedsProof(UserError):
    """The tranche before was given and nobody has seen what was bought."""

    def __init__(self) -> None:
        super().__init__(
            N_("First somebody looks at what was bought with the part before. Nothing was changed.")
        )


@dataclass(frozen=True, slots=True)
class Alive:
    """Businesses open long enough for a point, those seen by then, and those still open."""

    months: str
    due: int
    seen: int
    alive: int


def plan(work: Work, values: Mapping[str, Any]) -> SeedPlan:
    """Write a plan."""
    work.may("create")
    business_service.require_safe_way(work, values)
    kept = {"currency": money.current().code, "written_by": work.user.name}
    return records.create(work, SeedPlan, {**kept, **values})


def amend(work: Work, record: SeedPlan, values: Mapping[str, Any]) -> SeedPlan:
    """Change a plan; the amount stays once it is approved, and an opening makes it run."""
    work.may("amend", record)
    fixed = record.state != SeedState.DRAFT and values.get("amount", record.amount) != record.amount
    if fixed:
        words = N_("The plan is approved, so its amount stays. Write a new plan for more.")
        raise InvalidRecord({"amount": UserError(words)})
    amount = values.get("amount")
    if isinstance(amount, int) and amount < (planned := business_service.planned(work, record)):
        words = N_("The parts already planned are worth {n}, which is more.")
        shown = money.show(planned, record.currency)
        raise InvalidRecord({"amount": UserError(words, n=shown)})
    if record.state == SeedState.DRAFT and values.get("opened_on"):
        words = N_("The plan is not approved yet, so the business cannot open with it.")
        raise InvalidRecord({"opened_on": UserError(words)})
    if values.get("sector") not in (None, record.sector):
        business_service.require_safe_way(work, {**records.values_of(record), **values})
    made = records.amend(work, record, values)
    follows = {"state": _state(made), "placement": business_service.follow(work, made)}
    return records.amend(work, made, follows)


def approve(work: Work, identity: str) -> SeedPlan:
    """Approve a plan somebody else wrote, once its risk was thought about."""
    work.may("stipends")
    record = _approvable(work, identity)
    if needs_another(work, record):
        raise UserError(N_("You wrote this plan. Somebody else has to approve it."))
    return _approved(work, record, work.user.name)


def approve_together(work: Work, identity: str, approval: str) -> SeedPlan:
    """Approve what the signed-in user wrote, by the passphrase a second person has proved."""
    work.may("stipends")
    record = _approvable(work, identity)
    second = approvals.use(work, approval, approvals.SEED, record.id).users[-1]
    if work.holders >= APART_FROM and second == record.written_by:
        raise UserError(N_("You wrote this plan. Somebody else has to approve it."))
    return _approved(work, record, second)


def needs_another(work: Work, record: SeedPlan) -> bool:
    """Tell whether the signed-in user wrote a plan and somebody else has to approve it."""
    work.may("read")
    return work.holders >= APART_FROM and record.written_by == work.user.name


def ask_before_approval(work: Work, identity: str) -> SeedPlan:
    """Return a plan that may be approved now; refuse in words where something is missing."""
    work.may("stipends")
    return _approvable(work, identity)


def tranche(work: Work, values: Mapping[str, Any]) -> SeedTranche:
    """Write a part of the money; all parts together are no more than the plan."""
    work.may("create")
    record = records.get(work, SeedPlan, str(values.get("seed_plan") or ""))
    _fits(work, record, values)
    return records.create(work, SeedTranche, values)


def amend_tranche(work: Work, part: SeedTranche, values: Mapping[str, Any]) -> SeedTranche:
    """Change a part; the money is given when the plan is approved and the part before is proved."""
    work.may("amend")
    record = records.get(work, SeedPlan, part.seed_plan)
    _fits(work, record, {**records.values_of(part), **values}, part)
    return records.amend(work, part, values)


def keys(
    work: Work, text: str = "", filters: Mapping[str, str] | None = None, person: str = ""
) -> "array[int]":
    """Return the plans, the latest first: ``state``, or those of one person."""
    chosen = filters or {}
    where = [_C.state == chosen["state"]] if chosen.get("state") else []
    if person:
        where.append(_C.participant == person)
    if text.strip():
        people = [one for one, _code in participants.offered(work, text, limit=500)]
        code = _C.code.contains(text.strip().upper(), autoescape=True)
        where.append(sa.or_(code, _C.participant.in_(people)))
    return listing.snapshot(work, SeedPlan, where=where, order=[_C.row.desc()])


def rows(work: Work, wanted: Sequence[int]) -> list[tuple[Any, ...]]:
    """Return (code, participant, idea, amount, currency, given, state) of each plan."""
    given = (
        sa.select(sa.func.coalesce(sa.func.sum(_T.amount), 0))
        .where(_T.seed_plan == _C.id, _T.deleted_at.is_(None), _T.given_on.is_not(None))
        .correlate(_TABLE)
        .scalar_subquery()
    )
    columns = (_C.code, _C.participant, _C.idea, _C.amount, _C.currency, given, _C.state)
    return listing.page(work, _TABLE, _C.row, columns, wanted)


def tranche_keys(work: Work, plan: str) -> "array[int]":
    """Return the parts of one plan in the order they are given."""
    return listing.snapshot(
        work, SeedTranche, where=[_T.seed_plan == plan], order=[_T.due_on, _T.row]
    )


def tranche_rows(work: Work, wanted: Sequence[int]) -> list[tuple[Any, ...]]:
    """Return (due_on, amount, given_on, proof, spent) of each part."""
    columns = (_T.due_on, _T.amount, _T.given_on, _T.proof, _T.spent)
    return listing.page(work, _TRANCHES, _T.row, columns, wanted)


def given(work: Work, plan: str) -> bool:
    """Tell whether money of a plan was handed over: such a plan is not deleted."""
    scope.enter(work, "read", _TRANCHES.name)
    query = sa.select(_T.row).where(
        _T.seed_plan == plan, _T.given_on.is_not(None), _T.deleted_at.is_(None)
    )
    return work.session.execute(query.limit(1)).first() is not None


def visit_keys(work: Work, plan: str) -> "array[int]":
    """Return the visits to one business, the latest first."""
    order = [_V.happened_on.desc(), _V.row.desc()]
    return listing.snapshot(work, SeedVisit, where=[_V.seed_plan == plan], order=order)


def visit_rows(work: Work, wanted: Sequence[int]) -> list[tuple[Any, ...]]:
    """Return (happened_on, found, sales_band, pressure, next_on) of each visit."""
    columns = (_V.happened_on, _V.found, _V.sales_band, _V.pressure, _V.next_on)
    return listing.page(work, _VISITS, _V.row, columns, wanted)


def survival(work: Work, on: date, people: set[str]) -> list[Alive]:
    """Return how many businesses were still open half a year and a year after they opened."""
    work.may("report")
    query = sa.select(_C.id, _C.participant, _C.opened_on, _C.closed_on).where(
        _C.deleted_at.is_(None), _C.opened_on.is_not(None)
    )
    opened = [row for row in work.session.execute(query) if row.participant in people]
    visits: dict[str, list[tuple[date, str]]] = {}
    for plan, day, found in work.session.execute(
        sa.select(_V.seed_plan, _V.happened_on, _V.found).where(_V.deleted_at.is_(None))
    ):
        visits.setdefault(plan, []).append((day, found))
    return [_alive(months, days, opened, visits, on) for months, days in ALIVE.items()]


def timeline(work: Work, person: str) -> list[tuple[date, str, Mapping[str, Any]]]:
    """Return (day, kind, facts) of a person's businesses; never an amount."""
    work.may("read")
    query = sa.select(_C.approved_on, _C.opened_on, _C.closed_on).where(
        _C.participant == person, _C.deleted_at.is_(None), *work.visible(_TABLE)
    )
    kinds = ("seed_approved", "seed_opened", "seed_closed")
    return [
        (day, kind, {})
        for row in work.session.execute(query)
        for day, kind in zip(row, kinds, strict=True)
        if day
    ]


def _alive(
    months: str,
    days: int,
    opened: Sequence[Any],
    visits: Mapping[str, list[tuple[date, str]]],
    on: date,
) -> Alive:
    """Count one point: closed before it is known; else a visit around or after it must tell."""
    due = seen = alive = 0
    for one in opened:
        point = one.opened_on + timedelta(days=days)
        if point + timedelta(days=LOOK_DAYS) > on:
            continue
        due += 1
        gone = one.closed_on is not None and one.closed_on <= point
        later = [found for day, found in visits.get(one.id, []) if day >= point]
        told = [found for found in later if found != "not_reached"]
        seen += bool(gone or told)
        alive += not gone and any(found in OPEN for found in told)
    return Alive(months, due, seen, alive)


def _approvable(work: Work, identity: str) -> SeedPlan:
    record = records.get(work, SeedPlan, identity)
    if record.state != SeedState.DRAFT:
        raise UserError(N_("This plan was already approved."))
    if not record.extortion_risk:
        raise UserError(N_("Say first how high the risk of extortion is for this business."))
    return record


def _approved(work: Work, record: SeedPlan, by: str) -> SeedPlan:
    values = {"approved_by": by, "approved_on": clock.today()}
    made = records.amend(work, record, {**values, "state": SeedState.APPROVED.value})
    journal.write(work, "seed_approved", made.id)
    return made


def _state(record: SeedPlan) -> str:
    if record.state == SeedState.DRAFT:
        return str(record.state)
    if record.closed_on:
        return SeedState.CLOSED.value
    return SeedState.RUNNING.value if record.opened_on else SeedState.APPROVED.value


def _fits(
    work: Work, record: SeedPlan, values: Mapping[str, Any], part: SeedTranche | None = None
) -> None:
    work.may("amend", record)
    query = sa.select(SeedTranche).where(_T.seed_plan == record.id, _T.deleted_at.is_(None))
    others = [
        one for one in work.session.execute(query).scalars() if part is None or one.id != part.id
    ]
    amount = values.get("amount")
    if isinstance(amount, int) and amount + sum(one.amount for one in others) > record.amount:
        words = N_("All parts together are more than the plan: {n} are left.")
        left = record.amount - sum(one.amount for one in others)
        raise InvalidRecord({"amount": UserError(words, n=money.show(left, record.currency))})
    if not values.get("given_on") or (part is not None and part.given_on):
        return
    if record.state == SeedState.DRAFT:
        words = N_("The plan is not approved yet, so no money is given.")
        raise InvalidRecord({"given_on": UserError(words)})
    if any(one.given_on and not one.proof for one in others):
        raise InvalidRecord({"given_on": NeedsProof()})
