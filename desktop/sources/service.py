# SPDX-License-Identifier: GPL-3.0-or-later
"""The registers of the sources store, and the rumours that are 90 days old."""

from array import array
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa

from desktop.core import listing, records
from desktop.core.tables import table_of
from desktop.core.work import Work
from desktop.sources.model import (
    EXPIRES_DAYS,
    STORE,
    UNKNOWN_SOURCE,
    UNKNOWN_WORD,
    Source,
    Statement,
)

__all__ = [
    "STORE",
    "codes_of",
    "expires",
    "hear",
    "offered",
    "past",
    "register",
    "source_keys",
    "source_rows",
    "statement_keys",
    "statement_rows",
]

_SOURCES = table_of(Source)
_S = _SOURCES.c
_STATEMENTS = table_of(Statement)
_T = _STATEMENTS.c
_RUMOUR = sa.and_(_T.reliability == UNKNOWN_SOURCE, _T.credibility == UNKNOWN_WORD)


def register(work: Work, values: Mapping[str, Any]) -> Source:
    """Write a source; its code is random and tells nothing."""
    return records.create(work, Source, values)


def hear(work: Work, values: Mapping[str, Any]) -> Statement:
    """Write what was heard; without grades it is a rumour."""
    return records.create(work, Statement, values)


def source_keys(work: Work, filters: Mapping[str, str]) -> "array[int]":
    """Return the sources, the latest first; by ``kind`` if asked."""
    work.may("read")
    where = [_S.kind == filters["kind"]] if filters.get("kind") else []
    return listing.snapshot(work, Source, where=where, order=[_S.row.desc()])


def source_rows(work: Work, wanted: Sequence[int]) -> list[tuple[Any, ...]]:
    """Return code, kind, reliability, sector and number of statements of each source."""
    told = (
        sa.select(sa.func.count())
        .select_from(_STATEMENTS)
        .where(_T.source == _S.id, _T.deleted_at.is_(None))
        .scalar_subquery()
    )
    columns = (_S.code, _S.kind, _S.reliability, _S.sector, told)
    return listing.page(work, _SOURCES, _S.row, columns, wanted)


def statement_keys(work: Work, filters: Mapping[str, str]) -> "array[int]":
    """Return what was heard, the latest first; ``rumour`` yes or no narrows it."""
    work.may("read")
    where = {"yes": [_RUMOUR], "no": [sa.not_(_RUMOUR)]}.get(filters.get("rumour", ""), [])
    order = [_T.heard_on.desc(), _T.row.desc()]
    return listing.snapshot(work, Statement, where=where, order=order)


def statement_rows(work: Work, wanted: Sequence[int]) -> list[tuple[Any, ...]]:
    """Return heard_on, source, reliability, credibility, sector and words of each."""
    columns = (_T.heard_on, _T.source, _T.reliability, _T.credibility, _T.sector, _T.words)
    return listing.page(work, _STATEMENTS, _T.row, columns, wanted)


def codes_of(work: Work) -> dict[str, str]:
    """Return the code of every source by id."""
    work.may("read")
    return dict(work.session.execute(sa.select(_S.id, _S.code)).all())


def offered(work: Work) -> list[tuple[str, str]]:
    """Return (id, code) of the sources a form offers."""
    work.may("read")
    query = sa.select(_S.id, _S.code).where(_S.deleted_at.is_(None)).order_by(_S.code)
    return [(identity, code) for identity, code in work.session.execute(query)]


def expires(heard_on: date) -> date:
    """Return the day from which a rumour is listed, to be erased."""
    return heard_on + timedelta(days=EXPIRES_DAYS)


def past(work: Work, day: date) -> list[str]:
    """Return the rumours whose time was over on a day; those deleted by hand count too."""
    work.may("rights")
    last = day - timedelta(days=EXPIRES_DAYS)
    query = sa.select(_T.id).where(_RUMOUR, _T.heard_on <= last)
    return list(work.session.execute(query).scalars())
