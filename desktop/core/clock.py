# SPDX-License-Identifier: GPL-3.0-or-later
"""The one place that asks the time: days are local dates, moments are UTC."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from desktop.core import machine

_fixed: ContextVar[datetime | None] = ContextVar("fixed_moment", default=None)
_run_on: ContextVar[float] = ContextVar("seconds_run_on", default=0.0)
_BOOT = Path("/proc/sys/kernel/random/boot_id")


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


def since_boot() -> float:
    """Return the seconds this computer has run; whoever sets the clock does not move them."""
    return machine.elapsed() + _run_on.get()


def boot() -> str:
    """Return what tells one start of this computer from another; nothing where none is told."""
    try:
        return _BOOT.read_text(encoding="ascii").strip()
    except OSError:
        return ""


@contextmanager
def later(by: timedelta) -> Iterator[None]:
    """Let time have gone by inside the block, by every clock there is; tests live through it."""
    token = _run_on.set(_run_on.get() + by.total_seconds())
    try:
        with at(now() + by):
            yield
    finally:
        _run_on.reset(token)


def days_between(earlier: date, later: date) -> int:
    """Return whole days from ``earlier`` to ``later``; negative the other way round."""
    return (later - earlier) // timedelta(days=1)
