# SPDX-License-Identifier: GPL-3.0-or-later
"""Dialogue processes and their reviews; the other verbs of the store can be called here.

Every function runs on the dialogues store.
"""

from array import array
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa

from desktop.core import clock, listing, records
from desktop.core.tables import table_of
from desktop.core.work import Work
from desktop.dialogues.agreement_service import (
    ClauseNow,
    Happening,
    agree,
    agreements,
    amend_breach,
    clause_now,
    clauses,
    clauses_of,
    days_without_breach,
    due,
    happenings,
    next_check,
    promise,
    record_breach,
    record_check,
    verify_breach,
)
from desktop.dialogues.group_service import (
    amend_group,
    amend_holding,
    groups_offered,
    hold,
    holder,
    holders,
    register_group,
    sectors_held,
    signs,
)
from desktop.dialogues.model import OVER, PATH, Process, Review
from desktop.dialogues.stage_service import (
    Gate,
    Passed,
    advance,
    gates,
    next_stage,
    passed,
    standing,
)

__all__ = [
    "ClauseNow",
    "Gate",
    "Happening",
    "Passed",
    "advance",
    "agree",
    "agreements",
    "amend_breach",
    "amend_group",
    "amend_holding",
    "begin",
    "by_stage",
    "clause_now",
    "clauses",
    "clauses_of",
    "days_without_breach",
    "due",
    "find",
    "gates",
    "groups_offered",
    "happenings",
    "hold",
    "holder",
    "holders",
    "keys",
    "next_check",
    "next_review",
    "next_stage",
    "passed",
    "promise",
    "record_breach",
    "record_check",
    "register_group",
    "review",
    "review_keys",
    "review_rows",
    "rows",
    "sectors_held",
    "signs",
    "standing",
    "verify_breach",
]

_TABLE = table_of(Process)
_C = _TABLE.c
_REVIEWS = table_of(Review)
_V = _REVIEWS.c

REVIEW_DAYS = 91
"""Whether a process does harm is asked every quarter (domain.md section 5, rule 7)."""


def begin(work: Work, values: Mapping[str, Any]) -> Process:
    """Write a new process; it begins with its preparation, or where the team found it."""
    work.may("create")
    since = values.get("started_on") or clock.today()
    return records.create(work, Process, {"stage_since": since, **values})


def keys(work: Work, text: str, filters: Mapping[str, str], order: str) -> "array[int]":
    """Return the list's keys; ``stage`` is one of V26, ``open`` yes leaves out what is closed."""
    work.may("read")
    where: list[sa.ColumnElement[bool]] = []
    if filters.get("stage"):
        where.append(_C.stage == filters["stage"])
    if filters.get("open") == "yes":
        where.append(_C.stage.not_in(OVER))
    name = order.lstrip("-")
    columns: list[sa.ColumnElement[Any]] = [_C.started_on.desc(), _C.row.desc()]
    if name in ("code", "title", "stage", "started_on"):
        columns = [_C[name].desc() if order.startswith("-") else _C[name], _C.row]
    return listing.snapshot(work, Process, where=where, order=columns, text=text)


def rows(work: Work, wanted: Sequence[int]) -> list[tuple[Any, ...]]:
    """Return id, code, title, stage, stage_since and started_on of each process."""
    columns = (_C.id, _C.code, _C.title, _C.stage, _C.stage_since, _C.started_on)
    return listing.page(work, _TABLE, _C.row, columns, wanted)


def by_stage(work: Work) -> dict[str, int]:
    """Return how many processes stand at each stage (I29)."""
    work.may("read")
    query = sa.select(_C.stage, sa.func.count()).where(_C.deleted_at.is_(None)).group_by(_C.stage)
    return {stage: int(n) for stage, n in work.session.execute(query)}


def find(work: Work, text: str, limit: int = 8) -> list[tuple[str, str]]:
    """Return (id, words) of processes that match; asked only while the store is open."""
    found = keys(work, text, {}, "title")[:limit]
    rows = listing.page(work, _TABLE, _C.row, (_C.id, _C.code, _C.title), found)
    return [(row[0], f"{row[1]} · {row[2]}") for row in rows]


def review(work: Work, process: str, values: Mapping[str, Any]) -> Review:
    """Write the quarterly look at whether a process does harm."""
    work.may("create")
    return records.create(work, Review, {**values, "process": process})


def next_review(work: Work, process: Process) -> date | None:
    """Return when harm is to be looked at next; None before the first contact and after the end."""
    work.may("read")
    if process.stage in OVER or process.stage == PATH[0]:
        return None
    query = sa.select(sa.func.max(_V.reviewed_on)).where(
        _V.process == process.id, _V.deleted_at.is_(None)
    )
    last = work.session.execute(query).scalar() or process.started_on
    return last + timedelta(days=REVIEW_DAYS) if last else None


def review_keys(work: Work, process: str) -> "array[int]":
    """Return the reviews of a process, the latest first."""
    order = [_V.reviewed_on.desc(), _V.row.desc()]
    return listing.snapshot(work, Review, where=[_V.process == process], order=order)


def review_rows(work: Work, wanted: Sequence[int]) -> list[tuple[Any, ...]]:
    """Return reviewed_on, signs, decision and note of each review."""
    columns = (_V.reviewed_on, _V.signs, _V.decision, _V.note)
    return listing.page(work, _REVIEWS, _V.row, columns, wanted)
