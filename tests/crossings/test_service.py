# SPDX-License-Identifier: GPL-3.0-or-later
"""What is known of a way: told by the person, by a safe way, by the line; never called safe."""

import json
from datetime import date

import pytest

from desktop.core import records
from desktop.crossings import answer_service, report, safe_service, service
from desktop.crossings.model import SafePlace, SafeRoute, Way
from desktop.crossings.service import Basis, Trip, Verdict
from desktop.participants import service as participants
from desktop.places import border_service
from desktop.places.model import Border, Place
from tests.workspaces import person

DAY = date(2026, 11, 21)


def square(x, y):
    """Return a square of one unit whose lower left corner stands at x, y."""
    ring = [[x, y], [x + 1, y], [x + 1, y + 1], [x, y + 1], [x, y]]
    return json.dumps({"type": "Polygon", "coordinates": [ring]})


def sectors(work, *names):
    return [records.create(work, Place, {"name": name, "level": "sector"}).id for name in names]


def drawn(work, name, x, y=0):
    """Write a square sector with its outline and its middle."""
    values = {"geometry": square(x, y), "lon": x + 0.5, "lat": y + 0.5}
    return records.create(work, Place, {"name": name, "level": "sector", **values}).id


def border(work, a, b, status="", *, at=None, since="2026-01-01", y=0):
    a, b = sorted((a, b))
    line = at is not None and {"type": "LineString", "coordinates": [[at, y], [at, y + 1]]}
    text = json.dumps(line) if line else None
    values = {"a": a, "b": b, "line": text, "metres": 10.0, "origin": "drawn"}
    made = records.create(work, Border, values)
    if status:
        border_service.set_status(work, made.id, status, since)
    return made.id


@pytest.fixture
def row(work):
    """Four squares beside each other, A to D, with the borders between them: B | C is active."""
    made = [drawn(work, name, n) for n, name in enumerate("ABCD")]
    statuses = ("", "active", "tense")
    lines = [
        border(work, here, there, status, at=n + 1)
        for n, (here, there, status) in enumerate(zip(made, made[1:], statuses, strict=False))
    ]
    return made, lines


def ids(found):
    return [one.id for one in found]


def check(work, home, there, on=DAY, **more):
    return service.check(work, home, there, on, **more)


def test_an_active_border_between_neighbours_is_told(work):
    home, there = sectors(work, "Norte", "Sur")
    made = border(work, home, there, "active")
    found = check(work, home, there)
    assert (found.verdict, ids(found.barring)) == (Verdict.BARRED, [made])
    assert check(work, home, there, date(2025, 12, 31)).verdict is Verdict.UNKNOWN


def test_a_place_without_an_outline_is_never_called_open(work):
    home, there = sectors(work, "Norte", "Sur")
    border(work, home, there, "tense")
    assert check(work, home, there).verdict is Verdict.UNKNOWN
    assert check(work, home, home).verdict is Verdict.HOME
    assert check(work, None, there).verdict is Verdict.UNKNOWN
    assert check(work, home, None).verdict is Verdict.UNKNOWN


def test_without_outlines_a_border_further_on_counts_too(work):
    home, between, there, other = sectors(work, "A", "B", "C", "D")
    border(work, home, between)
    last = border(work, between, there, "active")
    homes = {"x": home, "y": between, "z": other}
    found = service.crossings(work, there, homes, DAY)
    assert {who: ids(one.barring) for who, one in found.items()} == {"x": [last], "y": [last]}
    assert found["x"].basis is Basis.NEIGHBOURS


def test_of_two_ways_as_short_the_quiet_one_counts(work):
    home, left, right, there = sectors(work, "A", "B", "C", "D")
    border(work, home, left, "active")
    border(work, left, there)
    border(work, home, right)
    border(work, right, there)
    assert check(work, home, there).verdict is Verdict.UNKNOWN


def test_the_straight_line_meets_borders_in_the_order_of_the_way(work, row):
    (a, b, _c, d), (_ab, bc, cd) = row
    found = check(work, a, d)
    assert (found.verdict, found.basis) == (Verdict.BARRED, Basis.LINE)
    assert (ids(found.barring), ids(found.watched)) == ([bc], [cd])
    assert found.age == 324
    assert check(work, a, b).verdict is Verdict.NONE_KNOWN
    assert ids(check(work, d, a).barring) == [bc]


def test_a_gap_on_the_line_is_not_an_open_way(work, row):
    (a, *_rest), _lines = row
    far = drawn(work, "Lejos", 0, 3)
    near = drawn(work, "Cerca", 0, 1)
    border(work, near, far, at=None)
    assert check(work, a, far).verdict is Verdict.UNKNOWN


def test_the_way_a_person_told_counts_before_the_line(work, row):
    (a, _b, c, d), (_ab, bc, _cd) = row
    round_it = drawn(work, "Loma", 1, 1)
    border(work, a, round_it)
    border(work, round_it, c)
    who = participants.register(work, {**person(), "born": "1995", "sector": a}).id
    values = {"participant": who, "kind": "job", "ends_in": c, "through": [round_it]}
    records.create(work, Way, {**values, "drawn_on": date(2026, 11, 1)})
    found = check(work, a, c, person=who, kind="job")
    assert (found.verdict, found.basis) == (Verdict.NONE_KNOWN, Basis.OWN_WAY)
    assert found.drawn_on == date(2026, 11, 1)
    assert ids(check(work, a, c).barring) == [bc]
    assert check(work, a, d, person=who).is_barred


def test_a_way_drawn_as_a_line_is_followed_point_by_point(work, row):
    (a, _b, c, _d), _lines = row
    above = [drawn(work, f"Alto {n}", n, 1) for n in range(3)]
    border(work, a, above[0])
    who = participants.register(work, {**person(), "born": "1995", "sector": a}).id
    points = [[0.5, 0.5], [1.5, 0.5], [2.5, 0.5]]
    text = json.dumps({"type": "LineString", "coordinates": points})
    values = {"participant": who, "kind": "school", "ends_in": c, "line": text}
    records.create(work, Way, {**values, "drawn_on": date(2026, 11, 1)})
    found = check(work, a, c, person=who, kind="school")
    assert (found.verdict, found.basis) == (Verdict.BARRED, Basis.OWN_WAY)


def test_a_safe_way_opens_what_the_line_bars_until_a_border_on_it_is_active(work, row):
    (a, _b, c, _d), (_ab, bc, _cd) = row
    round_it = drawn(work, "Loma", 1, 1)
    first = border(work, a, round_it)
    border(work, round_it, c)
    values = {"title": "Por arriba", "starts_in": a, "ends_in": c, "through": [round_it]}
    made = records.create(work, SafeRoute, {**values, "drawn_on": date(2026, 11, 1)})
    found = check(work, c, a)
    assert (found.verdict, found.basis, found.who_may) == ("none_known", "safe_route", "alone")
    assert [one.id for one in safe_service.safe_routes(work, DAY)] == [made.id]
    border_service.set_status(work, first, "active", "2026-11-10")
    assert ids(check(work, a, c).barring) == [bc]
    assert safe_service.safe_routes(work, DAY) == []
    assert safe_service.barred(work, DAY) == {made.id}


def test_a_safe_place_that_ended_is_printed_no_more(work):
    (here,) = sectors(work, "Norte")
    values = {"title": "Casa comunal", "kind": "community_centre", "sector": here}
    made = records.create(work, SafePlace, {**values, "hours": "8-17"})
    told = safe_service.safe_places(work, DAY)
    assert [(one.title, one.sector_name, one.hours) for one in told] == [
        ("Casa comunal", "Norte", "8-17")
    ]
    records.amend(work, made, {"until": DAY})
    assert safe_service.safe_places(work, DAY) == []


def test_a_decision_holds_until_another_border_is_active(work, row):
    (a, b, c, _d), (ab, _bc, _cd) = row
    who = participants.register(work, {**person(), "born": "1995", "sector": a}).id
    key = (who, "job", c)
    made = answer_service.decide(work, key, "accompanied", found=check(work, a, c))
    assert answer_service.latest(work)[key] is made
    assert answer_service.holds(made, check(work, a, c))
    records.amend(work, made, {"decided_on": date(2026, 11, 1)})
    border_service.set_status(work, ab, "active", "2026-11-20")
    assert not answer_service.holds(made, check(work, a, c))
    assert answer_service.holds(made, check(work, b, c))


def test_what_is_known_is_said_with_its_day_and_its_age(work, row):
    (a, b, c, _d), _lines = row
    names = {a: "A", b: "B", c: "C"}
    barred = report.told(check(work, a, c), names)
    assert "B | C" in barred[0]
    assert "324" in barred[-1]
    quiet = report.told(check(work, a, b), names)
    assert len(quiet) == 2
    assert report.warnings(work, check(work, a, b)) == []
    assert report.warnings(work, check(work, None, b))


def test_many_ways_are_asked_at_once(work, row):
    made, _lines = row
    trips = [Trip(home, there) for home in made for there in made]
    found = service.check_all(work, trips, DAY)
    barred = {
        (made.index(t.home), made.index(t.there))
        for t, one in zip(trips, found, strict=True)
        if one.is_barred
    }
    assert barred == {(i, j) for i in range(4) for j in range(4) if (i < 2) != (j < 2)}
