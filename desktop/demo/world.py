# SPDX-License-Identifier: GPL-3.0-or-later
"""The invented world as data: city, story, and the dice that everything is drawn with."""

import json
import random
import tomllib
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from desktop.core import clock, dates, paths

MONTHS = 18
LOCALES = {"es": "es_CO", "pt_BR": "pt_BR", "en": "es_CO"}
_STORIES = {"es": "es", "pt_BR": "pt", "en": "es"}


@dataclass(slots=True)
class World:
    """Story and dice; ``ids`` fills as things are made (sector code > id ...)."""

    language: str
    story: dict[str, Any]
    dice: random.Random
    today: date
    months: list[date]
    ids: dict[str, dict[str, str]] = field(default_factory=dict)

    @property
    def sectors(self) -> list[str]:
        """The ids of the sectors, in the order of their codes."""
        return [self.ids["sector"][code] for code in sorted(self.ids["sector"])]

    def day_in(self, month: date) -> date:
        """Return a day of a month that is not in the future."""
        last = min(dates.month_end(month), self.today)
        return month + timedelta(days=self.dice.randint(0, max(0, (last - month).days)))

    def chance(self, share: float) -> bool:
        """Throw a coin that falls with a share of heads."""
        return self.dice.random() < share

    def one_of(self, weights: dict[str, float]) -> str:
        """Draw a code by its weight."""
        return self.dice.choices(list(weights), list(weights.values()))[0]


def read(language: str, seed: int) -> World:
    """Return the world of a language; English hears the Spanish story."""
    name = _STORIES[language]
    with paths.resource("demo", f"story_{name}.toml").open("rb") as file:
        story = tomllib.load(file)
    today = clock.today()
    first = date(today.year, today.month, 1)
    months = [first]
    while len(months) < MONTHS:
        months.insert(0, (months[0] - timedelta(days=1)).replace(day=1))
    return World(language, story, random.Random(seed), today, months)  # noqa: S311 - a story


def city_file(language: str) -> Path:
    """Return the path of the outlines of the sectors."""
    return paths.resource("demo", f"city_{_STORIES[language]}.geojson")


def river(language: str) -> dict[str, Any]:
    """Return the river as GeoJSON."""
    text = paths.resource("demo", f"river_{_STORIES[language]}.geojson").read_text("utf-8")
    found: dict[str, Any] = json.loads(text)
    return found
