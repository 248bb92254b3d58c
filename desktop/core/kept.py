# SPDX-License-Identifier: GPL-3.0-or-later
"""Questions put together once and asked many times: who asks, and of which day, is filled in then.

Putting a statement together costs several times what the database takes to answer it. What is kept
here is made of a sight alone (`core/scope.py`) and holds no value of anybody: a question asked
without the values it needs is refused, never answered with those of an earlier one.
"""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.sql import visitors

from desktop.core import scope
from desktop.core.scope import Sight
from desktop.core.work import Work

Question = Callable[[Sight], sa.Select[Any]]
"""Puts a statement together; a function of a module, so that it is known again."""
_DAY = "day_{n}"


def day(after: int = 0) -> sa.BindParameter[date]:
    """Stand for the day a question is asked of, or for one so many days after it."""
    return sa.bindparam(_DAY.format(n=after).replace("-", "before_"), type_=sa.Date)


def ask(work: Work, question: Question, on: date | None = None, **values: object) -> Sequence[Any]:
    """Return the rows of a question, asked by whoever works now, of a day if it names one."""
    statement, ahead = _made(question, work.sight)
    known = scope.values(work) | values
    if on is not None:
        known |= {name: on + timedelta(days=after) for name, after in ahead}
    return work.session.execute(statement, known).all()


@cache
def _made(question: Question, sight: Sight) -> tuple[sa.Select[Any], tuple[tuple[str, int], ...]]:
    statement = question(sight)
    parts = visitors.iterate(statement)
    named = {str(one.key) for one in parts if isinstance(one, sa.BindParameter)}
    return statement, tuple((name, _after(name)) for name in named if name.startswith("day_"))


def _after(name: str) -> int:
    return int(name.removeprefix("day_").replace("before_", "-"))
