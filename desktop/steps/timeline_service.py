# SPDX-License-Identifier: GPL-3.0-or-later
"""Timelines: data files in three languages, and those an organisation made, for a programme or all.

Each is steps with a number of days from an anchor.
"""

import tomllib
from array import array
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import sqlalchemy as sa

from desktop.core import i18n, listing, paths, records
from desktop.core.tables import table_of
from desktop.core.work import Work
from desktop.organisation import parts_service
from desktop.steps.timeline_model import OwnTimeline, read_steps

_TABLE = table_of(OwnTimeline)
_C = _TABLE.c

REGISTERED = "registered"
"""The anchor of timelines that count from the day a person was registered; else from today."""


CARRIED = parts_service.Part(
    OwnTimeline, ("title",), out=parts_service.signed, fit=parts_service.found
)
"""How a timeline of one's own goes along in a configuration."""


@dataclass(frozen=True, slots=True)
class Planned:
    """One step of a timeline."""

    key: str
    days: int
    words: Mapping[str, str]

    @property
    def text(self) -> str:
        """The step in the language in force."""
        return self.words[i18n.language()]


@dataclass(frozen=True, slots=True)
class Timeline:
    """A timeline with its steps in order."""

    name: str
    anchor: str
    titles: Mapping[str, str]
    steps: tuple[Planned, ...]

    @property
    def title(self) -> str:
        """The title in the language in force."""
        return self.titles[i18n.language()]


def names() -> list[str]:
    """Return the timelines there are, by name."""
    return sorted(path.stem for path in paths.resource("timelines").glob("*.toml"))


@cache
def read(name: str) -> Timeline:
    """Return a timeline; KeyError where there is none of that name."""
    if name not in names():
        raise KeyError(name)
    found = tomllib.loads(paths.resource("timelines", f"{name}.toml").read_text(encoding="utf-8"))
    steps = tuple(
        Planned(one["key"], one["days"], {lang: one[lang] for lang in ("en", "es", "pt_BR")})
        for one in found["step"]
    )
    return Timeline(name, found["anchor"], found["title"], steps)


def keys(work: Work) -> "array[int]":
    """Return the timelines the organisation made, by name."""
    return listing.snapshot(work, OwnTimeline, order=[_C.title, _C.row])


def rows(work: Work, wanted: Sequence[int]) -> list[tuple[Any, ...]]:
    """Return (title, programme, anchor, steps) of each."""
    columns = (_C.title, _C.programme, _C.anchor, _C.steps)
    return listing.page(work, _TABLE, _C.row, columns, wanted)


def own(work: Work, identity: str) -> OwnTimeline:
    """Return a timeline the organisation made."""
    work.may("read")
    return records.get(work, OwnTimeline, identity)


def own_steps(made: OwnTimeline) -> list[tuple[int, str]]:
    """Return (days, words) of each step of a timeline the organisation made."""
    return read_steps(made.steps)


def offered(work: Work, lines: Collection[str] | None = None) -> list[tuple[str, str]]:
    """Return (name, title) of every timeline for files of these programmes, one's own first.

    A timeline of one programme is offered where one of the programmes is that; None: anywhere.
    """
    work.may("read")
    query = sa.select(_C.id, _C.title).where(_C.deleted_at.is_(None)).order_by(_C.title, _C.row)
    if lines is not None:
        query = query.where(sa.or_(_C.programme.is_(None), _C.programme.in_(sorted(lines))))
    made = [(identity, title) for identity, title in work.session.execute(query)]
    return made + [(name, read(name).title) for name in names()]


def words(timeline: str, step: str, own: str) -> str:
    """Return what is to be done: one's own words, or those of the timeline's step."""
    if own or timeline not in names():
        return own
    found = [one.text for one in read(timeline).steps if one.key == step]
    return found[0] if found else step
