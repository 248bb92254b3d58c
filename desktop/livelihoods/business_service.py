# SPDX-License-Identifier: GPL-3.0-or-later
"""The business of a plan: the placement it lives in, the way to it, and which grant paid it."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

import sqlalchemy as sa

from desktop.core import money, records, scope
from desktop.core.i18n import N_
from desktop.core.tables import table_of
from desktop.core.work import Work
from desktop.crossings import service as crossings
from desktop.crossings.model import JOB
from desktop.livelihoods.model import SeedPlan, SeedTranche, SeedVisit
from desktop.placements import service as placements
from desktop.placements import way_service
from desktop.placements.model import ENDED, Placement, PlacementStatus

TYPE = "own_business"
_C = table_of(SeedPlan).c
_T = table_of(SeedTranche).c
_P = table_of(Placement).c
_VISITS = table_of(SeedVisit)


def follow(work: Work, plan: SeedPlan) -> str | None:
    """Return the placement of a business: made when it opens, ended when it closes.

    Its checkpoints come with it, and nobody types the same day twice.
    """
    work.may("amend", plan)
    if plan.opened_on is None:
        return plan.placement
    held = _held(work, plan)
    if held is None:
        values = {"participant": plan.participant, "type": TYPE, "starts_on": plan.opened_on}
        held = placements.place(work, values)
    elif held.starts_on != plan.opened_on and held.id == plan.placement:
        placements.amend(work, held, {"starts_on": plan.opened_on})
    if plan.closed_on and held.status not in ENDED:
        ended = {"status": PlacementStatus.ENDED_EARLY.value, "ended_on": plan.closed_on}
        placements.amend(work, held, {"exit_reason": "unknown", **ended})
    return held.id


def planned(work: Work, plan: SeedPlan) -> int:
    """Return what all parts of a plan are worth together."""
    work.may("read")
    query = sa.select(sa.func.coalesce(sa.func.sum(_T.amount), 0)).where(
        _T.seed_plan == plan.id, _T.deleted_at.is_(None)
    )
    return int(work.session.execute(query).scalar_one())


def require_safe_way(work: Work, values: Mapping[str, Any]) -> None:
    """Ask how the way is safe where the business stands across an active border."""
    work.may("read")
    words = N_("The way to this business crosses an active border. Say how it is safe.")
    way_service.require_answer(work, values, str(values.get("sector") or ""), words)


def going(work: Work, on: date) -> list[crossings.Going]:
    """Return who keeps a business of their own where on a day."""
    work.may("read")
    query = sa.select(_C.participant, _C.sector).where(
        _C.deleted_at.is_(None),
        _C.sector.is_not(None),
        _C.opened_on <= on,
        sa.or_(_C.closed_on.is_(None), _C.closed_on > on),
        *work.visible(table_of(SeedPlan)),
    )
    return [crossings.Going(who, JOB, where, "") for who, where in work.session.execute(query)]


def under_pressure(work: Work, plan: str) -> bool:
    """Tell whether the last visit to a business heard that somebody asks for money."""
    scope.enter(work, "read", _VISITS.name)
    query = (
        sa.select(_VISITS.c.pressure)
        .where(_VISITS.c.seed_plan == plan, _VISITS.c.deleted_at.is_(None))
        .order_by(_VISITS.c.happened_on.desc(), _VISITS.c.row.desc())
        .limit(1)
    )
    return work.session.execute(query).scalar() == "yes"


def paid_from(work: Work, lines: Collection[str], until: date) -> dict[str, dict[str, int]]:
    """Return what seed capital cost each line of a grant up to a day: minor units by currency."""
    work.may("read")
    query = (
        sa.select(_C.grant_line, _C.currency, sa.func.sum(_T.amount))
        .join(table_of(SeedTranche), _T.seed_plan == _C.id)
        .where(_C.grant_line.in_(lines), _T.given_on <= until)
        .where(_C.deleted_at.is_(None), _T.deleted_at.is_(None))
        .group_by(_C.grant_line, _C.currency)
    )
    found: dict[str, dict[str, int]] = {}
    for line, currency, given in work.session.execute(query):
        held = found.setdefault(line, {})
        code = currency or money.current().code
        held[code] = held.get(code, 0) + int(given)
    return found


def _held(work: Work, plan: SeedPlan) -> Placement | None:
    """Return the placement of a plan, or one of an own business the person has already."""
    if plan.placement:
        return records.get(work, Placement, plan.placement, deleted=True)
    query = (
        sa.select(Placement)
        .where(_P.participant == plan.participant, _P.type == TYPE, _P.deleted_at.is_(None))
        .where(_P.status.not_in(ENDED))
        .order_by(_P.starts_on.desc())
        .limit(1)
    )
    return work.session.execute(query).scalars().first()
