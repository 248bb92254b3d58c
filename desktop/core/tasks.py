# SPDX-License-Identifier: GPL-3.0-or-later
"""A task is anything with a due date and no done date; nobody types one a second time.

Each room answers ``tasks(work, asked)`` in its service out of its own dated rows (README, "Add a
register"). My day, lists, the month and the paper ask here, and nowhere else, whether one is late.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from desktop.core import clock, codes
from desktop.core.i18n import _, ngettext

if TYPE_CHECKING:
    import sqlalchemy as sa

MOST = 5_000
"""Tasks one room is asked for where nothing else is said; the oldest come first."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a room is asked: everything that waits on a day, of these people if any are named."""

    day: date
    people: tuple[str, ...] | None = None
    most: int | None = MOST

    def narrow(self, query: "sa.Select[Any]", person: "sa.ColumnElement[Any]") -> "sa.Select[Any]":
        """Return a query kept to the people asked for and to the number that is wanted."""
        if self.people is not None:
            query = query.where(person.in_(self.people))
        return query.limit(self.most)


@dataclass(slots=True)
class Task:  # not frozen: thousands are made whenever a day is asked, and get their codes after
    """One thing that waits: ``words`` is a marked sentence that may hold ``{code}`` of the person.

    ``labels`` fills its other holes: (code list, code); ``texts`` those filled as they are.
    ``place`` and ``record`` are where its line leads; left empty, the person. ``early`` slips
    before its day: an answer that ends soon.
    """

    words: str
    on: date
    person: str = ""
    place: str = "participants"
    record: str = ""
    labels: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)
    early: bool = False
    code: str = ""

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
