# SPDX-License-Identifier: GPL-3.0-or-later
"""The tokens keep the contrasts they promise, and a change of theme or size reaches every widget."""

import shutil

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QApplication,
    QLineEdit,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop.core import paths
from desktop.widgets import focus, look

GROUNDS = ("page", "surface")
TINTS = ("accent_tint", "danger_tint", "warning_tint", "good_tint", "note_tint")


@pytest.fixture
def app(qapp):
    yield qapp
    look.apply(qapp)


@pytest.mark.parametrize("theme", ["light", "dark", "contrast"])
@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("words", ["text", "soft", "accent", "danger", "warning", "good", "note"])
def test_words_reach_seven_to_one(theme, ground, words):
    tokens = look.tokens(theme)
    assert look.contrast(tokens[words], tokens[ground]) >= 7


@pytest.mark.parametrize("theme", ["light", "dark", "contrast"])
@pytest.mark.parametrize("tint", TINTS)
def test_text_on_every_tint_reaches_seven_to_one(theme, tint):
    tokens = look.tokens(theme)
    assert look.contrast(tokens["text"], tokens[tint]) >= 7


@pytest.mark.parametrize("theme", ["light", "dark", "contrast"])
@pytest.mark.parametrize(
    ("words", "ground"),
    [("on_accent", "accent"), ("on_danger", "danger"), ("on_selected", "selected")],
)
def test_words_on_filled_controls_reach_seven_to_one(theme, words, ground):
    tokens = look.tokens(theme)
    assert look.contrast(tokens[words], tokens[ground]) >= 7


@pytest.mark.parametrize("theme", ["light", "dark", "contrast"])
@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("control", ["edge", "focus", "accent", "danger"])
def test_controls_reach_three_to_one(theme, ground, control):
    tokens = look.tokens(theme)
    assert look.contrast(tokens[control], tokens[ground]) >= 3


def test_contrast_counts_as_the_standard_does():
    assert look.contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert look.contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


def test_every_theme_names_the_same_colours():
    names = set(look.tokens("light"))
    assert set(look.tokens("dark")) == names == set(look.tokens("contrast"))


def test_a_live_change_reaches_open_widgets(app: QApplication, qtbot):
    field = QLineEdit()
    qtbot.addWidget(field)
    look.apply(app, "light", 1.0)
    field.show()
    small = field.sizeHint().height()
    look.apply(app, "dark", 2.0)
    assert look.theme_name() == "dark"
    assert field.palette().color(QPalette.ColorRole.Base) == look.colour("surface")
    assert field.fontInfo().pointSizeF() == pytest.approx(21, abs=0.6)
    assert field.sizeHint().height() > small


def test_text_size_stays_between_90_and_200_percent(app):
    look.apply(app, "light", 5.0)
    assert look.scale() == 2.0
    look.apply(app, "light", 0.1)
    assert look.scale() == 0.9


def test_system_means_one_of_the_three(app):
    look.apply(app, "system")
    assert look.theme_name() in ("light", "dark", "contrast")


def test_the_ring_follows_the_keyboard(app, qtbot):
    look.apply(app)
    window = QWidget()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    first, second = QLineEdit(), QPushButton("x")
    column.addWidget(first)
    column.addWidget(second)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    first.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(lambda: _ringed(window) is first)
    qtbot.keyClick(first, Qt.Key.Key_Tab)
    qtbot.waitUntil(lambda: _ringed(window) is second)


def test_a_role_given_later_changes_the_dress(app, qtbot):
    look.apply(app)
    button = QPushButton("Finish")
    qtbot.addWidget(button)
    button.resize(200, 60)
    button.show()
    plain = button.grab().toImage().pixelColor(20, 30)
    look.mark(button, "primary")
    assert button.grab().toImage().pixelColor(20, 30) == look.colour("accent") != plain


def _ringed(window: QWidget) -> QWidget | None:
    ring = window.findChild(focus.Ring)
    return ring.target() if ring and ring.isVisible() else None


def test_a_folder_with_spaces_and_accents_dresses_the_same(app, qtbot, tmp_path, monkeypatch):
    """The last rules of the style sheet still hold after a picture's path was named in it."""
    odd = tmp_path / "Señal de paz"
    shutil.copytree(paths.resource(), odd / "resources")
    monkeypatch.setattr(paths, "resource", lambda *parts: odd.joinpath("resources", *parts))
    look.apply(app, "dark")
    look.apply(app, "light")
    made = QToolButton()
    qtbot.addWidget(made)
    made.setText("Mi día")
    look.mark(made, "rail")
    made.ensurePolished()
    plain = QToolButton()
    qtbot.addWidget(plain)
    plain.setText("Mi día")
    plain.ensurePolished()
    assert made.sizeHint().width() > plain.sizeHint().width() + look.space(2)
