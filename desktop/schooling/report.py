# SPDX-License-Identifier: GPL-3.0-or-later
"""What the report says of school: who came back and stayed, and the days lost, small cells hidden.

Why somebody stays away from school can tell of a threat: every table here is a sensitive one.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from desktop.core import disclosure, indicators
from desktop.core.document import Block
from desktop.core.i18n import _
from desktop.core.indicators import Part
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
    known: bool = True
    """Whether that can be told: nobody asked yet who went back of late."""

    @property
    def attends(self) -> bool:
        """Whether the person goes to school now."""
        return self.mode in IN_SCHOOL


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
    yield from _returns(held, lost, last, threshold)
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
        went = returned is not None and returned <= on
        back = went and after == "yes"
        found[who] = Pupil(
            known[who],
            mode,
            avoids or (before.avoids if before else ""),
            bool(out) or bool(before and before.out),
            reason or (before.reason if before else ""),
            back or bool(before and before.back),
            not went or after in ("yes", "no") or bool(before and before.back),
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


def _returns(
    held: Sequence[Pupil], lost: Sequence[Lost], on: date, threshold: int
) -> Iterator[Block]:
    """Tell who went back and stayed, and the days lost to borders, then each by why (I27, I28)."""
    out = [one for one in held if one.out]
    young = [one for one in out if (age(one.person.born, on) or 0) < ADULT]
    parts = [
        _back(_("Children back at school and attending after 30 days"), young),
        _back(_("The same of people of any age"), out),
        *_lost(held, lost, threshold),
    ]
    told = [one for one in parts if one.whole or one.missing]
    note = _("Without data: who went back less than 30 days ago or was not asked; days in pupils.")
    if table := indicators.table(_("Back at school, and days lost"), told, threshold, note):
        yield table
    counts = indicators.tally((one.reason or "unknown", one.back, 1) for one in out if one.known)
    title, names = _("Back at school, by reason"), disclosure.labels("absence_cause")
    if split := indicators.split(title, _("Reason"), counts, names, threshold):
        yield split


def _back(words: str, held: Sequence[Pupil]) -> Part:
    known = [one for one in held if one.known]
    back = sum(one.back for one in known)
    return Part(words, back, len(known), len(held) - len(known), sensitive=True)


def _lost(held: Sequence[Pupil], lost: Sequence[Lost], threshold: int) -> Iterator[Part]:
    """Yield the days lost to borders, unless so few pupils lost any that they would be known."""
    touched = {one.person for one in lost if one.missed["border"]}
    if lost and not 0 < len(touched) < threshold:
        border, whole = sum(one.missed["border"] for one in lost), sum(one.days for one in lost)
        without = {one.person.id for one in held if one.attends} - _people(lost)
        yield Part(_("School days lost to borders"), border, whole, len(without))


def _days(work: Work, lost: Sequence[Lost], threshold: int) -> Iterator[Block]:
    if not lost:
        return
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
