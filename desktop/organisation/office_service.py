# SPDX-License-Identifier: GPL-3.0-or-later
"""Offices and staff."""

from array import array
from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from desktop.core import listing
from desktop.core.tables import table_of
from desktop.core.work import Work
from desktop.organisation.office_model import Office, Staff

_OFFICE, _STAFF = table_of(Office), table_of(Staff)
_O, _S = _OFFICE.c, _STAFF.c


def keys(work: Work, text: str = "") -> "array[int]":
    """Return the offices, those closed last."""
    work.may("read")
    return listing.snapshot(
        work, Office, order=[_O.closed_on.is_not(None), _O.title, _O.row], text=text
    )


def rows(work: Work, wanted: Sequence[int]) -> list[tuple[Any, ...]]:
    """Return (title, kind, city, closed_on) of each office."""
    columns = (_O.title, _O.kind, _O.city, _O.closed_on)
    return listing.page(work, _OFFICE, _O.row, columns, wanted)


def staff_keys(work: Work) -> "array[int]":
    """Return the posts, those left last."""
    work.may("read")
    return listing.snapshot(work, Staff, order=[_S.left_on.is_not(None), _S.word, _S.row])


def staff_rows(work: Work, wanted: Sequence[int]) -> list[tuple[Any, ...]]:
    """Return (word, post, office, share, began_on, left_on) of each post."""
    columns = (_S.word, _S.post, _S.office, _S.share, _S.began_on, _S.left_on)
    return listing.page(work, _STAFF, _S.row, columns, wanted)


def names(work: Work) -> dict[str, str]:
    """Return the name of every office by id."""
    work.may("read")
    return dict(work.session.execute(sa.select(_O.id, _O.title)).all())


def offered(work: Work) -> list[tuple[str, str]]:
    """Return (id, name) of the offices that are open."""
    work.may("read")
    query = sa.select(_O.id, _O.title).where(_O.deleted_at.is_(None), _O.closed_on.is_(None))
    return [(one, title) for one, title in work.session.execute(query.order_by(_O.title))]
