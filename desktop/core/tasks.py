# SPDX-License-Identifier: GPL-3.0-or-later
"""A task is anything with a due date and no done date; nobody types one a second time.

Each room answers ``tasks(work, asked)`` in its service out of its own dated rows (README, "Add a
register"). My day, lists, the month and the paper ask here, and nowhere else, whether one is late.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any

from desktop.core import clock, codes
from desktop.core.i18n import _, ngettext

if TYPE_CHECKING:
    import sqlalchemy as sa

    from desktop.core.kept import Question
    from desktop.core.scope import Sight
    from desktop.core.work import Work

MOST = 5_000
"""Tasks one room is asked for where nothing else is said; the oldest come first."""

PEOPLE = "people"
"""What the ids of the people asked for are handed over as."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a room is asked: everything that waits on a day, of these people if any are named."""

    day: date
    people: tuple[str, ...] | None = None
    most: int | None = MOST

    def rows(
        self, work: "Work", question: "Question", person: "sa.ColumnElement[Any] | None"
    ) -> "Sequence[Any]":
        """Return the rows of a question, of the people asked for and as many as are wanted.

        ``person`` is the column that says who a row is about; None where it is about nobody.
        """
        from desktop.core import kept

        narrowed = _narrowed(question, None if self.people is None else person)
        most = -1 if self.most is None else self.most
        people = json.dumps(self.people or ())
        return kept.ask(work, narrowed, self.day, most=most, **{PEOPLE: people})


@cache
def _narrowed(question: "Question", person: "sa.ColumnElement[Any] | None") -> "Question":
    """Return a question kept to some people, if any are named, and to a number of rows."""
    import sqlalchemy as sa

    from desktop.core import listing

    def narrowed(sight: "Sight") -> "sa.Select[Any]":
        query = question(sight).limit(sa.bindparam("most", type_=sa.Integer))
        return query if person is None else query.where(person.in_(listing.handed(PEOPLE)))

    return narrowed


_NOTHING: Mapping[str, Any] = {}


@dataclass(slots=True)
class Task:  # not frozen: thousands are made whenever a day is asked, and get their codes after
    """One thing that waits: ``words`` is a marked sentence that may hold ``{code}`` of the person.

    ``labels`` fills its other holes: (code list, code); ``texts`` those filled as they are.
    ``place`` and ``record`` are where its line leads; left empty, the person. ``early`` slips
    before its day: an answer that ends soon. A room that gives the ``code`` of an open file whose
    person may be reminded, because its own question asked for that, says so with ``is_open``.
    """

    words: str
    on: date
    person: str = ""
    place: str = "participants"
    record: str = ""
    labels: Mapping[str, tuple[str, str]] = field(default_factory=lambda: _NOTHING)
    texts: Mapping[str, str] = field(default_factory=lambda: _NOTHING)
    early: bool = False
    code: str = ""
    is_open: bool = False

    @property
    def leads_to(self) -> str:
        """The id its line opens."""
        return self.record or self.person

    def said(self) -> str:
        """Return the task in words of the language in force."""
        filled = {hole: codes.label(name, code) for hole, (name, code) in self.labels.items()}
        return _(self.words).format(code=self.code, **filled, **self.texts)


def is_overdue(due: date | None, day: date, done: date | None = None) -> bool:
    """Tell whether something is late on a day: its day has gone by and it was not done."""
    return due is not None and done is None and due < day


def late_first(found: list[Task]) -> list[Task]:
    """Return tasks with the one that waits longest first."""
    return sorted(found, key=lambda task: (task.on, task.words, task.code))


def when(due: date, day: date) -> str:
    """Say how far a due day is: late by so many days, today, or in so many."""
    if is_overdue(due, day):
        late = clock.days_between(due, day)
        return ngettext("{n} day late", "{n} days late", late).format(n=late)
    if due == day:
        return _("today")
    ahead = clock.days_between(day, due)
    return ngettext("in {n} day", "in {n} days", ahead).format(n=ahead)
