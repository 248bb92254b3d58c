# SPDX-License-Identifier: GPL-3.0-or-later
"""Timelines are data files: steps with a number of days from an anchor, in three languages."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from desktop.core import i18n, paths

REGISTERED = "registered"
"""The anchor of timelines that count from the day a person was registered; else from today."""


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


def offered() -> list[tuple[str, str]]:
    """Return (name, title) of every timeline."""
    return [(name, read(name).title) for name in names()]


def words(timeline: str, step: str, own: str) -> str:
    """Return what is to be done: one's own words, or those of the timeline's step."""
    if own or timeline not in names():
        return own
    found = [one.text for one in read(timeline).steps if one.key == step]
    return found[0] if found else step
