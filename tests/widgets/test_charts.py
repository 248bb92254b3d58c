# SPDX-License-Identifier: GPL-3.0-or-later
"""Charts on screen: painted, focusable, said aloud, and alike in grey."""

import itertools

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAccessible, QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication

from desktop.core.document import Chart, Series
from desktop.core.figures.drawing import Picture, Words, box, filled
from desktop.core.figures.drawing_palette import SCREENS
from desktop.core.figures.drawing_plot import CONTEXT, LOOKS
from desktop.widgets import look
from desktop.widgets.charts import ChartView, paint
from tests.reports import paper


@pytest.fixture(autouse=True)
def dressed(qapp):
    look.apply(qapp, "light")
    yield
    look.apply(qapp, "light")


def colours(image: QImage) -> set[str]:
    return {
        image.pixelColor(x, y).name().upper()
        for x in range(image.width())
        for y in range(0, image.height(), 2)
    }


@pytest.mark.parametrize("kind", ["bar", "line", "stacked", "hbar"])
@pytest.mark.parametrize("theme", ["light", "dark", "contrast"])
def test_a_chart_is_painted_in_the_colours_of_the_theme(qtbot, qapp, kind, theme):
    look.apply(qapp, theme)
    view = ChartView(paper._chart(kind))
    qtbot.addWidget(view)
    view.resize(520, 320)
    seen = colours(view.grab().toImage())
    wanted = SCREENS[theme]["line1" if kind == "line" else "series1"]
    assert wanted in seen
    assert look.tokens()["text"] in seen


def test_a_chart_says_its_figures_to_a_screen_reader(qtbot):
    view = ChartView(Chart("Nuevas por mes", "bar", ["ene", "feb"], [Series("Nuevas", [12, None])]))
    qtbot.addWidget(view)
    spoken = QAccessible.queryAccessibleInterface(view)
    assert spoken.text(QAccessible.Text.Name) == "Nuevas por mes"
    assert spoken.text(QAccessible.Text.Description) == "Nuevas: ene 12, feb no figure"
    assert view.focusPolicy() == Qt.FocusPolicy.StrongFocus


def test_new_figures_are_shown_and_said(qtbot):
    view = ChartView(Chart("T", "bar", ["a"], [Series("s", [1])]))
    qtbot.addWidget(view)
    view.resize(300, 200)
    before = view.grab().toImage()
    view.set_chart(Chart("T", "bar", ["a", "b"], [Series("s", [1, 5])]))
    assert view.grab().toImage() != before
    assert "b 5" in view.accessibleDescription()


def test_a_chart_grows_with_its_categories_and_its_text(qtbot, qapp):
    few = ChartView(Chart("T", "hbar", ["a", "b"], [Series("s", [1, 2])]))
    many = ChartView(Chart("T", "hbar", [f"c{n}" for n in range(40)], [Series("s", range(40))]))
    for view in (few, many):
        qtbot.addWidget(view)
    assert many.heightForWidth(400) > 3 * few.heightForWidth(400)
    before = few.heightForWidth(400)
    look.apply(qapp, "light", 1.5)
    QApplication.sendEvent(few, QEvent(QEvent.Type.FontChange))
    assert few.heightForWidth(400) > before


def test_fills_can_be_told_apart_in_grey():
    """Two fills differ in mean grey, or one has a hatch the other has not, or at another angle."""
    tones = {}
    for one in (*LOOKS, CONTEXT):
        image = QImage(80, 80, QImage.Format.Format_RGB32)
        image.fill(QColor("white"))
        painter = QPainter(image)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ring = box(0, 0, 80, 80)
        marks = filled(ring, one.fill, one.hatch, one.ink)
        paint(painter, Picture(80, 80, marks), {**SCREENS["light"], **look.tokens("light")})
        painter.end()
        grey = image.convertToFormat(QImage.Format.Format_Grayscale8)
        levels = [grey.pixelColor(x, y).red() for x in range(10, 70) for y in range(10, 70)]
        tones[one.fill] = sum(levels) / len(levels), one.hatch
    for (first, hatch), (second, other) in itertools.combinations(tones.values(), 2):
        assert abs(first - second) > 25 or hatch != other
        assert abs(first - second) > 8


def test_turned_words_read_upwards(qtbot):
    image = QImage(60, 120, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    words = Words((30, 110), "12.345", 14, turned=True)
    paint(painter, Picture(60, 120, [words]), look.tokens("light"))
    painter.end()
    dark = [(x, y) for x in range(60) for y in range(120) if image.pixelColor(x, y).red() < 128]
    wide = max(x for x, _y in dark) - min(x for x, _y in dark)
    tall = max(y for _x, y in dark) - min(y for _x, y in dark)
    assert tall > 2 * wide
    assert max(y for _x, y in dark) <= 111
