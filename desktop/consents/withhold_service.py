# SPDX-License-Identifier: GPL-3.0-or-later
"""What is kept from whom, asked at every door something of a person leaves by."""

from array import array
from collections.abc import Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Any

import sqlalchemy as sa

from desktop.consents.withhold_model import SERVICE, KeptFrom
from desktop.core import clock, codes, erasure, listing
from desktop.core.errors import UserError
from desktop.core.i18n import N_
from desktop.core.tables import table_of
from desktop.core.work import Work

_TABLE = table_of(KeptFrom)
_C = _TABLE.c
WHOM: Mapping[str, str] = MappingProxyType(
    {
        "contact_family": "family",
        "contact_school": "school",
        "contact_employer": "employer",
        "referral_sharing": SERVICE,
    }
)
"""Whom a purpose speaks to."""


OTHER = "other"


class IsKept(UserError):
    """The person asked that this is not told there."""

    def __init__(self, whom: str, what: str) -> None:
        super().__init__(
            N_(
                "This person asked that it is not told there. From whom: {whom}. What: {what}. "
                "Nothing left. If this has changed, note it on the tab Consent."
            ),
            whom=codes.label("kept_from", whom),
            what=codes.label("kept_what", what),
        )


def standing(work: Work, participant: str) -> list[KeptFrom]:
    """Return what is kept from somebody today, the latest first."""
    work.may("read")
    today = clock.today()
    query = (
        sa.select(KeptFrom)
        .where(_C.participant == participant, _C.deleted_at.is_(None), *work.visible(_TABLE))
        .where(sa.or_(_C.ended_on.is_(None), _C.ended_on > today))
        .order_by(_C.asked_on.desc(), _C.row.desc())
    )
    return list(work.session.execute(query).scalars())


def bar(work: Work, participant: str, purpose: str, provider: str | None = None) -> IsKept | None:
    """Return what keeps a purpose from being served; of services only the one named, or all."""
    work.may("read")
    if purpose not in WHOM:
        return None
    for one in standing(work, participant):
        if one.whom == WHOM[purpose] and one.provider in (None, provider):
            return IsKept(one.whom, one.what)
    return None


def keys(work: Work, participant: str) -> "array[int]":
    """Return what is or was kept of one participant, the latest first."""
    order: list[sa.ColumnElement[Any]] = [_C.asked_on.desc(), _C.row.desc()]
    return listing.snapshot(work, KeptFrom, where=[_C.participant == participant], order=order)


def rows(work: Work, wanted: Sequence[int]) -> list[tuple[Any, ...]]:
    """Return (whom, provider, what, reason, asked_on, ended_on) of each."""
    columns = (_C.whom, _C.provider, _C.what, _C.reason, _C.asked_on, _C.ended_on)
    return listing.page(work, _TABLE, _C.row, columns, wanted)


def asked_for(work: Work, on: date) -> set[str]:
    """Return who wanted something kept from somebody on a day; never what, and never from whom."""
    work.may("report")
    query = sa.select(_C.participant).where(
        _C.deleted_at.is_(None),
        _C.asked_on <= on,
        sa.or_(_C.ended_on.is_(None), _C.ended_on > on),
    )
    return set(work.session.execute(query).scalars())


def coded(work: Work, person: str, kept: str) -> None:
    """Keep of an erased person that something was kept, and the month: not from whom, or why."""
    work.may("erase")
    query = sa.select(_C.asked_on, _C.ended_on).where(
        _C.participant == person, _C.deleted_at.is_(None)
    )
    rows = [
        {
            "participant": kept,
            "whom": OTHER,
            "reason": OTHER,
            "asked_on": erasure.month_of(asked_on),
            "ended_on": erasure.month_of(ended_on),
        }
        for asked_on, ended_on in work.session.execute(query).all()
    ]
    erasure.keep_coded(work, KeptFrom, rows)
