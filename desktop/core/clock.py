# SPDX-License-Identifier: GPL-3.0-or-later
"""The one place that asks the time: days are local dates, moments are UTC."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, timedelta

_fixed: ContextVar[datetime | None] = ContextVar("fixed_moment", default=None)


def now() -> datetime:
    """Return the present moment in UTC, without fractions of a second finer than a millisecond."""
    moment = _fixed.get() or datetime.now(tz=UTC)
    return moment.replace(microsecond=moment.microsecond // 1000 * 1000)


def today() -> date:
    """Return the local calendar day; months in reports are local months."""
    return now().astimezone().date()


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Hold the clock still inside the block; demonstration and tests live in their own time."""
    token = _fixed.set(moment)
    try:
        yield
    finally:
        _fixed.reset(token)


def days_between(earlier: date, later: date) -> int:
    """Return whole days from ``earlier`` to ``later``; negative the other way round."""
    return (later - earlier) // timedelta(days=1)
