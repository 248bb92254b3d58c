# SPDX-License-Identifier: GPL-3.0-or-later
"""Charts and maps as marks on a plane: scales, hatches, labels, whatever the figures are."""

import math
from itertools import pairwise
from typing import Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.core import codes, i18n
from desktop.core.document import Chart, Map, Series, Shape
from desktop.core.figures.drawing import (
    Area,
    Dot,
    Picture,
    Stroke,
    Words,
    bounds,
    box,
    hatching,
    ticks,
    wrap,
)
from desktop.core.figures.drawing_charts import chart_picture, describe
from desktop.core.figures.drawing_maps import border, border_look, map_picture, middle
from desktop.core.figures.drawing_palette import CONTRAST, DARK, LIGHT, PAPER


def measure(text: str, size: float, bold: bool = False) -> float:
    return len(text) * size * (0.6 if bold else 0.55)


def words(picture: Picture) -> list[str]:
    return [mark.text for mark in picture.marks if isinstance(mark, Words)]


def corners(picture: Picture) -> list[tuple[float, float]]:
    """Every point a picture touches, the ends of its words included."""
    found: list[tuple[float, float]] = []
    for mark in picture.marks:
        match mark:
            case Area():
                found += [point for ring in mark.rings for point in ring]
            case Stroke():
                found += [point for line in mark.lines for point in line]
            case Dot():
                found.append(mark.centre)
            case Words():
                x, y = mark.at
                wide = measure(mark.text, mark.size, mark.bold)
                if mark.turned:
                    found += [(x, y), (x, y - wide)]
                    continue
                back = {"start": 0.0, "middle": wide / 2, "end": wide}[mark.anchor]
                found += [(x - back, y), (x - back + wide, y - mark.size * 0.7)]
    return found


values = st.one_of(st.none(), st.integers(0, 100_000), st.floats(0, 5_000, allow_nan=False))
names = st.text(st.characters(categories=["L"], max_codepoint=0x17F), min_size=1, max_size=40)


KINDS: list[Literal["bar", "hbar", "stacked", "line"]] = ["bar", "hbar", "stacked", "line"]


@st.composite
def charts(draw: st.DrawFn) -> Chart:
    count = draw(st.integers(1, 14))
    kind = draw(st.sampled_from(KINDS))
    series = [
        Series(
            draw(names), draw(st.lists(values, min_size=count, max_size=count)), draw(st.booleans())
        )
        for _ in range(draw(st.integers(1, 5)))
    ]
    return Chart("Title", kind, draw(st.lists(names, min_size=count, max_size=count)), series)


@given(st.floats(-1e9, 1e9), st.floats(-1e9, 1e9), st.booleans())
def test_ticks_cover_the_figures_and_zero_in_steps_of_one_two_or_five(low, high, whole):
    low, high = min(low, high), max(low, high)
    found = ticks(low, high, whole=whole)
    step = found[1] - found[0]
    assert found[0] <= min(low, 0) + step * 1e-6
    assert found[-1] >= max(high, 0) - step * 1e-6
    assert any(abs(tick) < step * 1e-6 for tick in found)
    assert 2 <= len(found) <= 9
    leading = step / 10 ** math.floor(math.log10(step * 1.0000001))
    assert min(abs(leading - nice) for nice in (1, 2, 5)) < 1e-4
    assert all(abs((b - a) - step) < step * 1e-6 for a, b in pairwise(found))
    if whole:
        assert all(tick == int(tick) for tick in found)


def test_no_half_people_on_the_axis():
    assert ticks(0, 3, whole=True) == [0, 1, 2, 3]
    assert ticks(0, 0, whole=True) == [0, 1]


@given(st.text(max_size=200), st.floats(5, 400))
def test_wrapped_lines_fit_and_keep_every_letter(text, width):
    lines = wrap(text, width, lambda part: measure(part, 8))
    assert all(measure(line, 8) <= width + 1e-6 or len(line) == 1 for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace("\n", "").replace(" ", "")


def test_a_line_breaks_between_words_when_it_can():
    assert wrap("uno dos tres", 40, lambda part: len(part) * 5) == ["uno dos", "tres"]


@given(
    st.sampled_from(["rising", "level", "crossed", "falling"]), st.floats(6, 300), st.floats(6, 300)
)
def test_hatches_stay_in_their_shape(hatch, wide, tall):
    ring = box(10, 20, 10 + wide, 20 + tall)
    lines = hatching(ring, hatch, 3.0)
    assert lines
    for x, y in (point for line in lines for point in line):
        assert 10 - 1e-6 <= x <= 10 + wide + 1e-6
        assert 20 - 1e-6 <= y <= 20 + tall + 1e-6


@settings(max_examples=50)
@given(charts(), st.sampled_from([240.0, 480.0]), st.one_of(st.none(), st.floats(60, 400)))
def test_nothing_leaves_the_picture(chart, width, height):
    picture = chart_picture(chart, width, measure, height=height)
    assert picture.width == width
    for x, y in corners(picture):
        assert -0.5 <= x <= width + 0.5
        assert -0.5 <= y <= picture.height + 0.5


@given(st.lists(st.integers(1, 500), min_size=2, max_size=8))
def test_bars_are_as_long_as_their_figures(figures):
    chart = Chart("", "hbar", [f"c{n}" for n in range(len(figures))], [Series("s", figures)])
    bars = [
        bounds(mark.rings[0])
        for mark in chart_picture(chart, 400, measure).marks
        if isinstance(mark, Area)
    ]
    assert len(bars) == len(figures)
    unit = (bars[0][2] - bars[0][0]) / figures[0]
    for (left, _top, right, _bottom), figure in zip(bars, figures, strict=True):
        assert right - left == pytest.approx(unit * figure, rel=1e-6)
        assert left == pytest.approx(bars[0][0])


def test_every_figure_is_written_and_a_gap_is_not_a_zero():
    chart = Chart("", "bar", ["a", "b", "c"], [Series("s", [7, None, 0])])
    said = words(chart_picture(chart, 300, measure))
    assert {"7", "–", "0"} <= set(said)
    assert any("not known" in text for text in said)


def test_labels_that_do_not_fit_lay_the_chart_down():
    long = [f"Amenaza en el camino al trabajo {n}" for n in range(9)]
    picture = chart_picture(Chart("", "bar", long, [Series("s", range(9))]), 300, measure)
    ends = [mark for mark in picture.marks if isinstance(mark, Words) and mark.anchor == "end"]
    assert len(ends) >= len(long)


def test_a_stack_leaves_context_out_of_its_sum():
    series = [Series("a", [2]), Series("b", [3]), Series("city", [90], context=True)]
    assert "5" in words(chart_picture(Chart("", "stacked", ["x"], series), 300, measure))


def test_a_stack_with_a_missing_part_does_not_pass_for_a_whole_one():
    series = [Series("a", [4, 4]), Series("b", [0, None])]
    said = words(chart_picture(Chart("", "stacked", ["x", "y"], series), 300, measure))
    assert "4 + –" in said


def test_a_line_breaks_where_a_figure_is_missing():
    chart = Chart("", "line", list("abcde"), [Series("s", [1, 2, None, 4, 5])])
    lines = [
        line
        for mark in chart_picture(chart, 300, measure).marks
        if isinstance(mark, Stroke) and mark.colour == "line1"
        for line in mark.lines
    ]
    assert [len(line) for line in lines] == [2, 2]


@pytest.mark.parametrize(
    "chart", [Chart("", "bar", [], []), Chart("", "line", ["a"], [Series("s", [None])])]
)
def test_a_chart_without_figures_says_so(chart):
    assert words(chart_picture(chart, 300, measure)) == [
        "There are no figures to draw for this period."
    ]


def test_a_chart_can_be_said():
    chart = Chart("T", "bar", ["ene", "feb"], [Series("s", [1200, None])])
    assert describe(chart) == "s: ene 1,200, feb no figure"
    with i18n.speaking("en", "es_CO"):
        assert "1.200" in describe(chart)


def test_every_border_status_has_its_own_line():
    looks = {code: border_look(code) for code in codes.read("border_status")}
    assert len(set(looks.values())) == len(looks)
    line = [[(0.0, 0.0), (9.0, 9.0)]]
    assert border(line, "dissolved") == []
    for status in set(looks) - {"dissolved"}:
        assert any(
            isinstance(m, Stroke) and m.colour == looks[status][0] for m in border(line, status)
        )


def test_a_label_stands_inside_a_bent_area():
    bent = [(0.0, 0.0), (10.0, 0.0), (10.0, 2.0), (2.0, 2.0), (2.0, 10.0), (0.0, 10.0)]
    x, y = middle(bent)
    assert (0 < x < 10 and 0 < y < 2) or (0 < x < 2 and 0 < y < 10)


def area(west: float, south: float, label: str, size: float = 800) -> Shape:
    ring = ((west, south), (west + size, south), (west + size, south + size), (west, south + size))
    return Shape((ring,), fill="tint2", label=label, count=6)


def test_a_map_keeps_its_shape_its_labels_and_its_room():
    plan = Map(
        "M",
        [area(0, 0, "Ribera"), area(800, 0, "Puerto")],
        [("tint2", "6 a 9"), ("active", "Activa")],
    )
    picture = map_picture(plan, 400, 300, measure)
    assert {"Ribera", "Puerto", "6", "6 a 9", "Activa"} <= set(words(picture))
    assert picture.height <= 300
    sides = next(bounds(m.rings[0]) for m in picture.marks if isinstance(m, Area))
    assert sides[2] - sides[0] == pytest.approx(sides[3] - sides[1])
    for x, y in corners(picture):
        assert -1 <= x <= 401
        assert -1 <= y <= picture.height + 1


def test_labels_do_not_lie_on_each_other():
    picture = map_picture(
        Map("M", [area(0, 0, "Ribera"), area(1, 1, "Puerto", 700)]), 200, 200, measure
    )
    assert "Ribera" in words(picture)
    assert "Puerto" not in words(picture)


def test_an_empty_map_says_so():
    assert words(map_picture(Map("M", []), 200, 200, measure)) == [
        "There is nothing to draw on this map."
    ]


def test_every_theme_has_every_colour():
    assert set(DARK) == set(LIGHT) == set(CONTRAST)
    assert set(LIGHT) < set(PAPER)
