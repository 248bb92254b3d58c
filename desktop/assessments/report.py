# SPDX-License-Identifier: GPL-3.0-or-later
"""Before and after, part by part, on screen and on paper; and what the monthly report counts."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

import sqlalchemy as sa

from desktop.assessments import instrument_service
from desktop.assessments.model import MUCH, Assessment, AssessmentState
from desktop.assessments.service import Done, done
from desktop.core import i18n
from desktop.core.document import Block, Section, Table, Text
from desktop.core.i18n import _
from desktop.core.instruments import LEVELS, Instrument
from desktop.core.tables import table_of
from desktop.core.work import Work

Change = Literal["better", "worse", "same", ""]
MOST_COLUMNS = 3
_C = table_of(Assessment).c


@dataclass(frozen=True, slots=True)
class Row:
    """One part of an instrument: its score on each day, and which way it went at last."""

    title: str
    cells: tuple[str, ...]
    change: Change


@dataclass(frozen=True, slots=True)
class Compared:
    """One instrument over time: the first and the latest assessments side by side."""

    title: str
    days: tuple[date, ...]
    rows: tuple[Row, ...]
    meaning: str
    advice: str
    mixed: bool
    """Whether the columns were scored with different versions."""


def compared(work: Work, participant: str) -> list[Compared]:
    """Return every instrument one person was assessed with."""
    work.may("read")
    by_code: dict[str, list[Done]] = {}
    for one in done(work, participant):
        by_code.setdefault(one.instrument, []).append(one)
    return [
        beside(made, by_code[made.code])
        for made in instrument_service.every(work)
        if made.code in by_code
    ]


def beside(made: Instrument, scored: Sequence[Done]) -> Compared:
    """Return the first and the latest scores of an instrument, as they were counted then."""
    shown = [*scored[:1], *scored[1:][-(MOST_COLUMNS - 1) :]]
    rows = [
        _row(made, domain.title, [one.scores.get(domain.code) for one in shown])
        for domain in made.domains
    ]
    if len(made.domains) > 1:
        rows.append(_row(made, _("Together"), [one.total for one in shown]))
    last = next((one for one in made.bands if one.code == shown[-1].band), None)
    advice = ""
    if last is not None and last.advice:
        advice = last.advice.get(i18n.language()) or last.advice.get("en", "")
    return Compared(
        made.title,
        tuple(one.done_on for one in shown),
        tuple(rows),
        last.title if last else "",
        advice,
        len({one.version for one in shown}) > 1,
    )


def change_words(change: Change) -> str:
    """Return which way it went, in a word."""
    return {"better": _("Better"), "worse": _("Worse"), "same": _("The same"), "": ""}[change]


def sections(work: Work, participant: str) -> list[Section]:
    """Return before and after for the printed file: scores by part, no answer and no level."""
    found = []
    for one in compared(work, participant):
        header = [_("Part"), *(i18n.format_day(day) for day in one.days), _("How it went")]
        rows = [[row.title, *row.cells, change_words(row.change)] for row in one.rows]
        numeric = (False, *(True for _day in one.days), False)
        blocks: list[Block] = [Table("", header, rows, numeric)]
        if one.mixed:
            blocks.append(Text(mixed_words(), "note"))
        found.append(Section(one.title, blocks))
    return found


def mixed_words() -> str:
    """Return the sentence under scores of different versions."""
    return _("The instrument changed in between. Old scores stay as they were counted then.")


@dataclass(frozen=True, slots=True)
class Decided:
    """A level a person decided, on a day."""

    participant: str
    on: date
    level: str


def levels(work: Work, last: date) -> list[Decided]:
    """Return every decided level up to a day, the earliest first."""
    work.may("report")
    query = (
        sa.select(_C.participant, _C.done_on, _C.level)
        .where(
            _C.deleted_at.is_(None),
            _C.state == AssessmentState.COMPLETED.value,
            _C.level.is_not(None),
            _C.done_on <= last,
        )
        .order_by(_C.done_on, _C.row)
    )
    return [Decided(*row) for row in work.session.execute(query)]


def latest_levels(decided: Sequence[Decided]) -> dict[str, str]:
    """Return the level each person has now."""
    return {one.participant: one.level for one in decided}


def first_days(work: Work) -> dict[str, date]:
    """Return the day of the first completed assessment of each person."""
    work.may("report")
    query = (
        sa.select(_C.participant, sa.func.min(_C.done_on))
        .where(_C.deleted_at.is_(None), _C.state == AssessmentState.COMPLETED.value)
        .group_by(_C.participant)
    )
    return dict(work.session.execute(query).all())


def changes(
    decided: Sequence[Decided], people: Collection[str], days: int, on: date
) -> tuple[dict[str, bool], int]:
    """Return of whom the level is known at entry and ``days`` later whether it fell (I10).

    The second is how many have only the first level. Whoever was first assessed less than
    ``days`` before a day is in neither.
    """
    by_person: dict[str, list[Decided]] = {}
    for one in decided:
        if one.participant in people:
            by_person.setdefault(one.participant, []).append(one)
    found: dict[str, bool] = {}
    lacking = 0
    for who, held in by_person.items():
        later = [one for one in held if (one.on - held[0].on).days >= days]
        if later and later[0].level in LEVELS and held[0].level in LEVELS:
            found[who] = LEVELS.index(later[0].level) < LEVELS.index(held[0].level)
        elif (on - held[0].on).days >= days:
            lacking += 1
    return found, lacking


def wellbeing(
    work: Work, first: date, last: date, people: Collection[str]
) -> tuple[dict[str, bool], int]:
    """Return of those asked again in a period whether WHO-5 is at 50 or less (I45).

    The second is how many were asked again and left too much blank for a score.
    """
    work.may("report")
    query = (
        sa.select(_C.participant, _C.band)
        .where(
            _C.deleted_at.is_(None),
            _C.state == AssessmentState.COMPLETED.value,
            _C.instrument == "who5",
            _C.kind != "entry",
            _C.done_on >= first,
            _C.done_on <= last,
        )
        .order_by(_C.done_on, _C.row)
    )
    asked: set[str] = set()
    found: dict[str, bool] = {}
    for who, band in work.session.execute(query):
        if who in people:
            asked.add(who)
            if band:
                found[who] = band == "poor"
    return found, len(asked - found.keys())


def difficulties(work: Work, on: date) -> dict[str, bool]:
    """Return whether each person asked by a day has much difficulty with something (WG-SS).

    The cut-off is the standard one: a lot of difficulty, or no doing it at all, in one domain.
    """
    work.may("report")
    query = (
        sa.select(_C.participant, _C.total)
        .where(
            _C.deleted_at.is_(None),
            _C.state == AssessmentState.COMPLETED.value,
            _C.instrument == "wgss",
            _C.total.is_not(None),
            _C.done_on <= on,
        )
        .order_by(_C.done_on, _C.row)
    )
    return {who: total >= MUCH for who, total in work.session.execute(query)}


def _row(made: Instrument, title: str, scores: Sequence[float | None]) -> Row:
    cells = tuple("" if one is None else _number(one) for one in scores)
    return Row(title, cells, _change(made, scores))


def _number(score: float) -> str:
    return i18n.format_number(score, 0 if score == int(score) else 1)


def _change(made: Instrument, scores: Sequence[float | None]) -> Change:
    known = [one for one in scores if one is not None]
    if len(known) < 2 or len(known) < len(scores):
        return ""
    if known[-1] == known[0]:
        return "same"
    rose = known[-1] > known[0]
    return "better" if rose is made.better else "worse"
