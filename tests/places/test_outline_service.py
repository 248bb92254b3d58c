# SPDX-License-Identifier: GPL-3.0-or-later
"""Outlines drawn by hand: sound, woven with their neighbours, so that borders are really shared."""

from contextlib import suppress
from datetime import date

import pytest
import shapely
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.core.errors import UserError
from desktop.places import border_service, outline_service, service
from desktop.places.outline_service import CrossesItself, NoLine, TooFewCorners

DAY = date(2026, 6, 15)
LON, LAT, SIDE = -79.9, -2.19, 0.004


def square(column, row=0, side=SIDE):
    x, y = LON + column * side, LAT + row * side
    return [(x, y), (x + side, y), (x + side, y + side), (x, y + side)]


def outline(work, sector):
    return shapely.from_geojson(service.outlines(work)[sector])


def corners_of(work, sector):
    return {tuple(point) for point in shapely.get_coordinates(outline(work, sector))}


def test_two_squares_drawn_side_by_side_have_a_border(workspace):
    with workspace.work(write=True) as work:
        one = outline_service.draw(work, {"name": "Uno"}, square(0))
        two = outline_service.draw(work, {"name": "Dos"}, square(1))

        (border,) = border_service.borders(work, DAY)
    assert (one.borders, two.borders) == (0, 1)
    assert {border.a, border.b} == {one.id, two.id}
    assert border.metres == pytest.approx(442, abs=5)


def test_a_corner_in_the_middle_of_an_edge_is_put_into_that_edge(workspace):
    half = [(LON + SIDE, LAT + SIDE / 2), (LON + 2 * SIDE, LAT + SIDE / 2),
            (LON + 2 * SIDE, LAT + 2 * SIDE), (LON + SIDE, LAT + 2 * SIDE)]  # fmt: skip
    with workspace.work(write=True) as work:
        one = outline_service.draw(work, {"name": "Uno"}, square(0))
        two = outline_service.draw(work, {"name": "Dos"}, half)

        assert (LON + SIDE, round(LAT + SIDE / 2, 7)) in corners_of(work, one.id)
        assert (LON + SIDE, round(LAT + SIDE, 7)) in corners_of(work, two.id)
        (border,) = border_service.borders(work, DAY)
        assert border.metres == pytest.approx(221, abs=5)


def test_a_hand_that_misses_by_a_little_lands_on_the_corner(workspace):
    missed = [(x + 1e-6, y - 1e-6) for x, y in square(1)]
    with workspace.work(write=True) as work:
        one = outline_service.draw(work, {"name": "Uno"}, square(0))
        two = outline_service.draw(work, {"name": "Dos"}, missed)

        assert len(corners_of(work, one.id) & corners_of(work, two.id)) == 2
        assert len(border_service.borders(work, DAY)) == 1


def test_a_shared_corner_moves_in_both_sectors(workspace):
    with workspace.work(write=True) as work:
        one = outline_service.draw(work, {"name": "Uno"}, square(0))
        two = outline_service.draw(work, {"name": "Dos"}, square(1))
        before = square(0)
        after = (before[1][0] + SIDE / 4, before[1][1] - SIDE / 4)
        corners = [before[0], after, *before[2:]]
        outline_service.redraw(work, one.id, corners, {before[1]: after})

        places = [shapely.Point(corner) for corner in corners_of(work, two.id)]
        assert min(shapely.Point(after).distance(place) for place in places) < 1e-7
        (border,) = border_service.borders(work, DAY)
        assert border.metres > 442


def test_holes_and_further_parts_stay_when_an_outline_is_changed(workspace):
    island = square(5)
    hole = [(LON + SIDE / 3, LAT + SIDE / 3), (LON + SIDE / 2, LAT + SIDE / 3),
            (LON + SIDE / 2, LAT + SIDE / 2)]  # fmt: skip
    whole = shapely.MultiPolygon([(square(0), [hole]), (square(5, side=SIDE / 2), [])])
    with workspace.work(write=True) as work:
        made = outline_service.draw(work, {"name": "Uno"}, island)
        from desktop.core import records
        from desktop.places.model import Place

        place = records.get(work, Place, made.id)
        records.amend(work, place, {"geometry": shapely.to_geojson(whole)})
        outline_service.redraw(work, made.id, [*square(0)[:3], (LON, LAT + SIDE * 1.2)])

        kept = outline(work, made.id)
        assert len(kept.geoms) == 2
        assert len(kept.geoms[0].interiors) == 1


def test_a_sector_lies_where_its_neighbours_lie(workspace):
    with workspace.work(write=True) as work:
        district = service.parents_for(work, ["Norte"])["Norte"]
        service.parents_for(work, ["Sur"])
        outline_service.draw(work, {"name": "Uno", "parent": district}, square(0))
        two = outline_service.draw(work, {"name": "Dos"}, square(1))

        assert service.district_of(work)[two.id] == district


def test_what_lies_over_a_neighbour_is_told(workspace):
    with workspace.work(write=True) as work:
        outline_service.draw(work, {"name": "Uno"}, square(0))
        over = outline_service.draw(work, {"name": "Dos"}, square(0.5))
    assert over.over == ("Uno",)


@pytest.mark.parametrize(
    ("corners", "refusal"),
    [
        ([], TooFewCorners),
        (square(0)[:2], TooFewCorners),
        ([square(0)[0]] * 4, TooFewCorners),
        ([(LON, LAT), (LON + SIDE, LAT), (LON + 2 * SIDE, LAT)], TooFewCorners),
        ([square(0)[n] for n in (0, 2, 1, 3)], CrossesItself),
    ],
    ids=["none", "two", "one place", "on a line", "crossed"],
)
def test_what_encloses_nothing_is_refused_and_nothing_is_written(workspace, corners, refusal):
    with pytest.raises(refusal), workspace.work(write=True) as work:
        outline_service.draw(work, {"name": "Uno"}, corners)
    with workspace.work() as work:
        assert service.sectors(work) == []


def test_a_small_knot_is_mended(workspace):
    knot = [*square(0), (LON - 1e-6, LAT + SIDE / 2), (LON + 1e-6, LAT + SIDE / 2 + 1e-6),
            (LON - 1e-6, LAT + SIDE / 2 + 1e-6)]  # fmt: skip
    with workspace.work(write=True) as work:
        made = outline_service.draw(work, {"name": "Uno"}, knot)
        assert outline(work, made.id).is_valid


@pytest.fixture(scope="module")
def shared_workspace(made_once, tmp_path_factory):
    import shutil

    from desktop.core import store
    from tests.places.conftest import WORDS

    folder = tmp_path_factory.mktemp("outlines") / "workspace"
    shutil.copytree(made_once, folder)
    opened = store.Workspace.open(folder, "ana", WORDS)
    yield opened
    opened.close()


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(
        st.tuples(st.integers(0, 100), st.integers(0, 100)),
        min_size=0,
        max_size=9,
    )
)
def test_any_corners_become_a_sound_outline_or_a_sentence(shared_workspace, corners):
    points = [(LON + x / 10_000, LAT + y / 10_000) for x, y in corners]
    made = None
    with suppress(UserError), shared_workspace.work(write=True) as work:
        made = outline_service.draw(work, {"name": None}, points)
    with shared_workspace.work() as work:
        texts = service.outlines(work)
    assert all(shapely.from_geojson(text).is_valid for text in texts.values())
    assert made is None or shapely.from_geojson(texts[made.id]).area > 0


def test_a_border_line_is_drawn_and_drawn_again(workspace):
    with workspace.work(write=True) as work:
        one = outline_service.draw(work, {"name": "Uno"}, square(0))
        far = outline_service.draw(work, {"name": "Lejos"}, square(3))
        first = outline_service.draw_line(
            work, far.id, one.id, [(LON + 2 * SIDE, LAT), (LON + 2 * SIDE, LAT + SIDE)]
        )
        again = outline_service.draw_line(
            work, one.id, far.id, [(LON + 2 * SIDE, LAT), (LON + 2 * SIDE, LAT + SIDE / 2)]
        )
        (border,) = border_service.borders(work, DAY)
    assert first == again == border.id
    assert border.origin == "drawn"
    assert border.metres == pytest.approx(222, abs=3)


def test_a_line_of_one_point_or_of_one_sector_is_refused(workspace):
    with workspace.work(write=True) as work:
        one = outline_service.draw(work, {"name": "Uno"}, square(0))
        two = outline_service.draw(work, {"name": "Dos"}, square(3))
        with pytest.raises(NoLine):
            outline_service.draw_line(work, one.id, two.id, [(LON, LAT), (LON, LAT)])
        with pytest.raises(UserError):
            outline_service.draw_line(work, one.id, one.id, square(0)[:2])
        with pytest.raises(UserError):
            outline_service.draw_line(work, "", one.id, square(0)[:2])
