# SPDX-License-Identifier: GPL-3.0-or-later
"""The invented city: sectors, borders found from their outlines, patterns and dated statuses."""

import json
from datetime import timedelta

from desktop.core import records
from desktop.core.work import Work
from desktop.demo.world import World, city_file
from desktop.places import areas_intake, border_service, geojson_intake, pattern_service, service
from desktop.places.model import Place

_PATTERNS = {"contested": 0.25, "one_group": 0.4, "truce": 0.1, "unknown": 0.25}
_STATUSES = ("active", "tense", "suspected", "dormant", "demilitarised")


def make(work: Work, world: World) -> None:
    """Write the city with its levels, find the borders and give some of them a history."""
    source = geojson_intake.read(city_file(world.language))
    choice = areas_intake.Choice(name="name", code="code", parent="district")
    areas = areas_intake.prepare(source, choice).areas
    city = world.story["organisation"]["city"]
    town = service.parents_for(work, [city], level="municipality")[city]
    districts = service.parents_for(work, [area.parent for area in areas], under=town)
    done = service.import_areas(work, areas, districts)
    world.ids["sector"] = {
        area.official_code: identity for area, identity in zip(areas, done.ids, strict=True)
    }
    _populations(work, world)
    world.ids["border"] = {}
    found = border_service.find(service.outlines(work), border_service.OFFERED_TOLERANCE)
    border_service.keep(work, found, border_service.OFFERED_TOLERANCE)
    _patterns(work, world)
    _histories(work, world)


def _populations(work: Work, world: World) -> None:
    features = json.loads(city_file(world.language).read_text(encoding="utf-8"))["features"]
    for feature in features:
        facts = feature["properties"]
        values = {
            "population": facts["population"],
            "population_year": world.today.year - 2,
            "population_source": facts["source"],
        }
        place = records.get(work, Place, world.ids["sector"][facts["code"]])
        records.amend(work, place, values)


def _patterns(work: Work, world: World) -> None:
    since = (world.months[0] - timedelta(days=90)).isoformat()[:7]
    for sector in world.sectors:
        pattern_service.set_pattern(work, sector, world.one_of(_PATTERNS), since)


def _histories(work: Work, world: World) -> None:
    """Give every third border a first status and some of them a later one."""
    borders = sorted(
        border_service.borders(work, world.today), key=lambda border: (border.a, border.b)
    )
    order = {identity: code for code, identity in world.ids["sector"].items()}
    borders.sort(key=lambda border: sorted((order[border.a], order[border.b])))
    for number, border in enumerate(borders):
        if number % 3:
            continue
        status = _STATUSES[number // 3 % len(_STATUSES)]
        began = world.months[0] + timedelta(days=world.dice.randint(0, 120))
        border_service.set_status(work, border.id, status, began.isoformat(), certainty="confirmed")
        world.ids["border"][border.id] = status
        if world.chance(0.4):
            later = world.months[-2] + timedelta(days=world.dice.randint(0, 25))
            border_service.set_status(work, border.id, "tense", later.isoformat())
