# SPDX-License-Identifier: GPL-3.0-or-later
"""What the report says of school: who came back and stayed, and the days lost, small cells hidden.

Why somebody stays away from school can tell of a threat: every table here is a sensitive one.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from desktop.core import disclosure, i18n
from desktop.core.document import Block, Text
from desktop.core.i18n import _
from desktop.core.tables import table_of
from desktop.core.work import Work
from desktop.participants.report import Person, band_of
from desktop.participants.service import age
from desktop.schooling import service
from desktop.schooling.model import CAUSES, IN_SCHOOL, Schooling, SchoolMonth

_Y = table_of(Schooling).c
_M = table_of(SchoolMonth).c
ADULT = 18


@dataclass(frozen=True, slots=True)
class Pupil:
    """The schooling of one participant as tables split it."""

    person: Person
    mode: str
    avoids: str
    out: bool
    reason: str
    back: bool
    """Whether the person went back and attended a month later (domain.md I27)."""


@dataclass(frozen=True, slots=True)
class Lost:
    """School days of one pupil over the months of a period."""

    person: str
    school: str
    mode: str
    days: int
    missed: Mapping[str, int]


def blocks(
    work: Work, people: Sequence[Person], first: date, last: date, threshold: int
) -> Iterator[Block]:
    """Return everything of school, nothing where no pupil was written (I27, I28)."""
    held = pupils(work, people, last)
    lost = days(work, people, first, last)
    if not held and not lost:
        return
    yield from _returns(held, last, threshold)
    yield from _days(work, lost, threshold)
    modes = Counter(one.mode for one in held)
    titles = (
        (_("Pupils by how they go to school"), (_("How"), _("Participants")), modes),
        (
            _("Out of school now, by reason"),
            (_("Reason"), _("Participants")),
            Counter(one.reason for one in held if one.mode not in IN_SCHOOL and one.reason),
        ),
    )
    for (title, header, counts), name in zip(
        titles, ("school_attendance", "absence_cause"), strict=True
    ):
        table = disclosure.sensitive_table(
            title, header, counts, disclosure.labels(name), threshold
        )
        if table:
            yield table
    yield from _avoid(held, last, threshold)


def pupils(work: Work, people: Iterable[Person], on: date) -> list[Pupil]:
    """Return one row for each participant with schooling by a day, the latest deciding."""
    work.may("report")
    known = {person.id: person for person in people if person.counts_as_success}
    query = (
        sa.select(
            _Y.participant,
            _Y.mode,
            _Y.avoids,
            _Y.out_at_entry,
            _Y.out_reason,
            _Y.attends_after,
            _Y.returned_on,
        )
        .where(_Y.deleted_at.is_(None), sa.or_(_Y.since.is_(None), _Y.since <= on))
        .order_by(_Y.since, _Y.row)
    )
    found: dict[str, Pupil] = {}
    for who, mode, avoids, out, reason, after, returned in work.session.execute(query):
        if who not in known:
            continue
        before = found.get(who)
        back = after == "yes" and returned is not None and returned <= on
        found[who] = Pupil(
            known[who],
            mode,
            avoids or (before.avoids if before else ""),
            bool(out) or bool(before and before.out),
            reason or (before.reason if before else ""),
            back or bool(before and before.back),
        )
    return list(found.values())


def days(work: Work, people: Iterable[Person], first: date, last: date) -> list[Lost]:
    """Return the days of every pupil that were noted for the months of a period."""
    work.may("report")
    known = {person.id for person in people}
    query = sa.select(_M.participant, _M.school, _M.mode, _M.days, *(_M[one] for one in CAUSES))
    query = query.where(_M.deleted_at.is_(None), _M.month >= first.replace(day=1), _M.month <= last)
    return [
        Lost(who, school or "", mode or "", held, dict(zip(CAUSES, missed, strict=True)))
        for who, school, mode, held, *missed in work.session.execute(query)
        if who in known
    ]


def _returns(held: Sequence[Pupil], on: date, threshold: int) -> Iterator[Block]:
    for words, chosen in (
        (
            _("Back at school and attending after 30 days: {n} of {all} children ({share})."),
            [one for one in held if one.out and (age(one.person.born, on) or 0) < ADULT],
        ),
        (
            _("Of any age: {n} of {all} people who were out of school ({share})."),
            [one for one in held if one.out],
        ),
    ):
        yield Text(_of(words, sum(one.back for one in chosen), len(chosen), threshold))
    back = [one for one in held if one.out and one.back]
    splits: tuple[tuple[str, str, str, Callable[[Pupil], str]], ...] = (
        (_("Back at school, by sex"), _("Sex"), "sex_registered", lambda one: one.person.sex),
        (_("Back at school, by age"), _("Age"), "age_band", lambda one: band_of(one.person, on)),
        (_("Back at school, by reason"), _("Reason"), "absence_cause", lambda one: one.reason),
    )
    for title, heading, name, of in splits:
        counts = Counter(of(one) or "unknown" for one in back)
        header, names = (heading, _("Participants")), disclosure.labels(name)
        table = disclosure.sensitive_table(title, header, counts, names, threshold)
        if table:
            yield table


def _days(work: Work, lost: Sequence[Lost], threshold: int) -> Iterator[Block]:
    if not lost:
        return
    whole, border = sum(one.days for one in lost), sum(one.missed["border"] for one in lost)
    touched = {one.person for one in lost if one.missed["border"]}
    words = _("School days lost to borders: {n} of {all} days of the pupils followed ({share}).")
    if 0 < len(touched) < threshold:
        yield Text(words.format(n=disclosure.HIDDEN, all=i18n.format_number(whole), share="–"))
    else:
        share = disclosure.percent(border, whole) if len(_people(lost)) >= 10 else "–"
        numbers = i18n.format_number(border), i18n.format_number(whole)
        yield Text(words.format(n=numbers[0], all=numbers[1], share=share))
    causes = disclosure.labels("absence_cause")
    counts = {one: len({row.person for row in lost if row.missed[one]}) for one in CAUSES}
    titles = (
        (_("Pupils who missed days, by reason"), _("Reason"), counts, causes),
        (
            _("Pupils who lost days to a border, by how they go to school"),
            _("How"),
            _split(lost, lambda one: one.mode),
            disclosure.labels("school_attendance"),
        ),
        (
            _("Pupils who lost days to a border, by school"),
            _("School"),
            _split(lost, lambda one: one.school),
            service.schools(work),
        ),
    )
    for title, heading, counted, names in titles:
        table = disclosure.sensitive_table(
            title, (heading, _("Participants")), counted, names, threshold
        )
        if table:
            yield table


def _avoid(held: Sequence[Pupil], on: date, threshold: int) -> Iterator[Block]:
    counts = Counter(band_of(one.person, on) for one in held if one.avoids == "yes")
    title = _("Pupils who avoid places on the way, by age")
    header, names = (_("Age"), _("Participants")), disclosure.labels("age_band")
    table = disclosure.sensitive_table(title, header, counts, names, threshold)
    if table:
        yield table


def _split(lost: Sequence[Lost], of: Callable[[Lost], str]) -> dict[str, int]:
    found: dict[str, set[str]] = {}
    for one in lost:
        if one.missed["border"]:
            found.setdefault(of(one) or "unknown", set()).add(one.person)
    return {code: len(people) for code, people in found.items()}


def _people(lost: Sequence[Lost]) -> set[str]:
    return {one.person for one in lost}


def _of(words: str, part: int, whole: int, threshold: int) -> str:
    """Return "n of all" with what is too small to print hidden."""
    small = 0 < part < threshold or 0 < whole < threshold
    n = disclosure.HIDDEN if small else i18n.format_number(part)
    told = disclosure.HIDDEN if 0 < whole < threshold else i18n.format_number(whole)
    share = disclosure.HIDDEN if small else disclosure.percent(part, whole)
    return words.format(n=n, all=told, share=share)
