# SPDX-License-Identifier: GPL-3.0-or-later
"""The invented city and its story: sound geometry, links that hold, no words that harm."""

import csv
import json
import re
import tomllib
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from shapely import Polygon, unary_union
from shapely.geometry import shape

RESOURCES = Path(__file__).parents[2] / "resources"
DEMO = RESOURCES / "demo"
METRE = 1 / 111_000
LANGUAGES = ["es", "pt"]
FORBIDDEN = re.compile(
    r"\b(retenid[oa]s?|retid[oa]s?|menor(es)?|delin[cq]uentes?|bandid[oa]s?|pandiller[oa]s?"
    r"|indocumentad[oa]s?|denúncias?|beneficiári[oa]s?|beneficiari[oa]s?|víctimas?|vítimas?)\b",
    re.IGNORECASE,
)


def features(name: str) -> list[dict[str, Any]]:
    read = json.loads((DEMO / f"{name}.geojson").read_text(encoding="utf-8"))
    assert set(read) == {"type", "features"}
    return list(read["features"])


def sectors(language: str) -> dict[str, Polygon]:
    return {
        feature["properties"]["code"]: Polygon(feature["geometry"]["coordinates"][0])
        for feature in features(f"city_{language}")
    }


def story(language: str) -> dict[str, Any]:
    return tomllib.loads((DEMO / f"story_{language}.toml").read_text(encoding="utf-8"))


def codes(name: str) -> set[str]:
    with (RESOURCES / "codes" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return {row["code"] for row in csv.DictReader(file)}


@pytest.mark.parametrize("language", LANGUAGES)
def test_twenty_four_sectors_in_five_districts(language: str) -> None:
    facts = [feature["properties"] for feature in features(f"city_{language}")]
    assert [fact["code"] for fact in facts] == [f"S{n:02d}" for n in range(1, 25)]
    assert len({fact["district"] for fact in facts}) == 5
    assert len({fact["name"] for fact in facts}) == 24
    assert all(fact["source"] == "invented" for fact in facts)
    assert sum(fact["population"] < 1000 for fact in facts) == 1, "one place too small for a rate"


@pytest.mark.parametrize("language", LANGUAGES)
def test_shapes_are_valid_and_turn_the_right_way(language: str) -> None:
    for polygon in sectors(language).values():
        assert polygon.is_valid
        assert polygon.exterior.is_ccw


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_city_lies_in_the_open_sea(language: str) -> None:
    west, south, east, north = unary_union(list(sectors(language).values())).bounds
    sea = {"es": (-86.5, -5.0, -83.5, -2.0), "pt": (-30.5, -11.0, -26.5, -8.0)}[language]
    assert sea[0] < west < east < sea[2]
    assert sea[1] < south < north < sea[3]


@pytest.mark.parametrize("language", LANGUAGES)
def test_edges_are_shared_but_for_two_faults_under_twenty_metres(language: str) -> None:
    shapes = sectors(language)
    overlaps = {
        pair: shapes[pair[0]].intersection(shapes[pair[1]])
        for pair in combinations(shapes, 2)
        if shapes[pair[0]].intersection(shapes[pair[1]]).area > METRE**2
    }
    assert len(overlaps) == 1
    (overlap,) = overlaps.values()
    assert overlap.buffer(-10 * METRE).is_empty, "no part is 20 m wide"
    city = unary_union(list(shapes.values()))
    assert isinstance(city, Polygon)
    closed = city.buffer(10 * METRE).buffer(-10 * METRE)
    gap = max(
        (Polygon(ring).area for ring in city.interiors),
        default=closed.difference(city).area,
    )
    assert gap > 1000 * METRE**2
    assert not any(Polygon(ring).buffer(-10 * METRE).area for ring in city.interiors)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_river_crosses_the_whole_city(language: str) -> None:
    (feature,) = features(f"river_{language}")
    assert feature["properties"]["kind"] == "river"
    river = shape(feature["geometry"])
    city = unary_union(list(sectors(language).values())).buffer(20 * METRE).buffer(-20 * METRE)
    assert river.crosses(city)
    assert not city.contains(shape({"type": "Point", "coordinates": river.coords[0]}))
    assert not city.contains(shape({"type": "Point", "coordinates": river.coords[-1]}))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_story_points_at_sectors_and_codes_that_exist(language: str) -> None:
    told, places = story(language), sectors(language)
    assert [programme["code"] for programme in told["programmes"]] == ["A", "B", "C"]
    assert len(told["employers"]) == 15
    assert all(employer["place"] in places for employer in told["employers"])
    assert all(employer["sector"] in codes("employer_sector") for employer in told["employers"])
    assert all(site["place"] in places for site in told["sites"])
    assert all(site["kind"] in codes("place_type") for site in told["sites"])
    assert all(partner["service"] in codes("service") for partner in told["partners"])
    assert set(told["activities"]) <= codes("activity_type")
    assert set(told["notes"]) <= codes("contact_kind") | {"placement"}
    assert set(told["incidents"]["texts"]) <= codes("incident_type")
    clauses = {clause["type"] for clause in told["dialogues"]["clauses"]}
    assert clauses <= codes("commitment_type")
    assert all(re.fullmatch(r"[A-Z]-\d", group) for group in told["dialogues"]["groups"])


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_process_joins_two_neighbouring_sectors(language: str) -> None:
    places = sectors(language)
    for process in story(language)["dialogues"]["processes"]:
        one, other = process["places"]
        assert places[one].buffer(20 * METRE).intersects(places[other])


@pytest.mark.parametrize("language", LANGUAGES)
def test_notes_are_short_and_say_what_helps(language: str) -> None:
    told = story(language)
    notes = [note for kind in told["notes"].values() for note in kind]
    assert len(notes) >= 40
    assert len(set(notes)) == len(notes)
    assert max(map(len, notes)) <= 120
    text = (DEMO / f"story_{language}.toml").read_text(encoding="utf-8")
    assert not FORBIDDEN.search(text)
