# SPDX-License-Identifier: GPL-3.0-or-later
"""Anonymous cards: typed in batches, counted by question, tied to nobody."""

from array import array
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa

from desktop.cards import question_service as questions
from desktop.cards.model import Card, CardBatch, as_answers
from desktop.cards.question_service import NO_ANSWER, QuestionSet
from desktop.core import codes, listing, records
from desktop.core.errors import InvalidRecord, UserError
from desktop.core.i18n import N_
from desktop.core.tables import table_of
from desktop.core.work import Work

_B, _C = table_of(CardBatch), table_of(Card)
Counts = dict[str, Counter[str]]
"""How often each answer was given, by question."""


class NoSuchQuestions(UserError):
    """The questions of a card are not among those of this program."""

    def __init__(self) -> None:
        super().__init__(N_("Choose which questions were asked."))


def begin(work: Work, values: Mapping[str, Any]) -> CardBatch:
    """Open a batch, for the version of the questions that is printed now."""
    work.may("create")
    name = str(values.get("questions") or "")
    if name not in questions.names():
        raise InvalidRecord({"questions": NoSuchQuestions()})
    return records.create(work, CardBatch, {**values, "version": questions.read(name).version})


def keys(work: Work, filters: Mapping[str, str]) -> "array[int]":
    """Return the batches, the latest first; ``questions`` narrows them."""
    work.may("read")
    wanted = filters.get("questions")
    where = [_B.c.questions == wanted] if wanted else []
    ordered: list[sa.ColumnElement[Any]] = [_B.c.collected_on.desc(), _B.c.row.desc()]
    return listing.snapshot(work, CardBatch, where=where, order=ordered)


def rows(work: Work, wanted: Sequence[int]) -> list[tuple[Any, ...]]:
    """Return code, collected_on, questions, wave, sector, cards and handed_out of each batch."""
    typed = (
        sa.select(sa.func.count())
        .where(_C.c.batch == _B.c.id, _C.c.deleted_at.is_(None))
        .correlate(_B)
        .scalar_subquery()
    )
    told = (_B.c.code, _B.c.collected_on, _B.c.questions, _B.c.wave, _B.c.sector)
    return listing.page(work, _B, _B.c.row, (*told, typed, _B.c.handed_out), wanted)


def questions_of(work: Work, batch: str) -> QuestionSet:
    """Return what the cards of a batch asked."""
    return questions.read(records.get(work, CardBatch, batch).questions)


def add(work: Work, batch: str, answers: Mapping[str, str]) -> Card:
    """Keep one card; a question left out was left blank on the paper."""
    asked = questions_of(work, batch)
    made = {one.key: str(answers.get(one.key) or NO_ANSWER) for one in asked.questions}
    for one in asked.questions:
        if made[one.key] not in codes.read(one.codes):
            raise InvalidRecord({"answers": UserError(N_("Choose an answer from the list."))})
    return records.create(work, Card, {"batch": batch, "answers": as_answers(made)})


def typed(work: Work, batch: str) -> int:
    """Return how many cards of a batch were typed in."""
    return listing.count(work, Card, _C.c.batch == batch)


def undo_last(work: Work, batch: str) -> Mapping[str, str]:
    """Take the card typed last back, and return its answers; empty where there is none."""
    work.may("remove")
    query = (
        sa.select(Card)
        .where(_C.c.batch == batch, _C.c.deleted_at.is_(None))
        .where(_C.c.created_by == work.user.name)
        .order_by(_C.c.row.desc())
        .limit(1)
    )
    last = work.session.execute(query).scalars().first()
    if last is None:
        return {}
    records.remove(work, last)
    kept: Mapping[str, str] = last.by_question()
    return kept


def counted(work: Work, batch: str) -> Counts:
    """Return the answers of one batch, by question."""
    work.may("read")
    return _count(work, _C.c.batch == batch)


def between(work: Work, name: str, first: date, last: date) -> tuple[int, Counts]:
    """Return (cards, answers by question) of a period; a period is the wave of the report."""
    work.may("report")
    batches = sa.select(_B.c.id).where(
        _B.c.deleted_at.is_(None), _B.c.questions == name, _B.c.collected_on.between(first, last)
    )
    counts = _count(work, _C.c.batch.in_(batches))
    return max((one.total() for one in counts.values()), default=0), counts


def crossed(work: Work, name: str, question: str, about: str, first: date, last: date) -> Counts:
    """Return the answers to one question of a period, by the answer to another of the same card."""
    work.may("report")
    query = (
        sa.select(_C.c.answers)
        .join(CardBatch, _B.c.id == _C.c.batch)
        .where(_C.c.deleted_at.is_(None), _B.c.deleted_at.is_(None), _B.c.questions == name)
        .where(_B.c.collected_on.between(first, last))
    )
    counts: Counts = {}
    for answers in work.session.execute(query).scalars():
        said = dict(answer.split("=", 1) for answer in answers)
        group = counts.setdefault(said.get(about, NO_ANSWER), Counter())
        group[said.get(question, NO_ANSWER)] += 1
    return counts


def by_sector(work: Work, name: str, question: str, first: date, last: date) -> Counts:
    """Return the answers to one question of a period, by the sector where the cards were given."""
    work.may("report")
    query = (
        sa.select(sa.func.coalesce(_B.c.sector, ""), _C.c.answers)
        .join(CardBatch, _B.c.id == _C.c.batch)
        .where(_C.c.deleted_at.is_(None), _B.c.deleted_at.is_(None), _B.c.questions == name)
        .where(_B.c.collected_on.between(first, last))
    )
    counts: Counts = {}
    for sector, answers in work.session.execute(query):
        said = dict(answer.split("=", 1) for answer in answers)
        counts.setdefault(sector, Counter())[said.get(question, NO_ANSWER)] += 1
    return counts


def _count(work: Work, *where: sa.ColumnElement[bool]) -> Counts:
    counts: Counts = {}
    query = sa.select(_C.c.answers).where(_C.c.deleted_at.is_(None), *where)
    for answers in work.session.execute(query).scalars():
        for answer in answers:
            question, code = answer.split("=", 1)
            counts.setdefault(question, Counter())[code] += 1
    return counts
