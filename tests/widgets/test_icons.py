# SPDX-License-Identifier: GPL-3.0-or-later
"""Icons are drawn, take the colour asked for and follow the theme."""

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QPushButton

from desktop.core import paths
from desktop.widgets import icons, look


@pytest.fixture(autouse=True)
def _light(qapp):
    look.apply(qapp)
    yield
    look.apply(qapp)


@pytest.mark.parametrize("name", icons.names())
def test_every_icon_shows_something_in_its_colour_only(name):
    image = icons.picture(name, "danger").toImage()
    seen = _opaque(image)
    assert seen
    assert seen == {look.colour("danger").name()}


@pytest.mark.parametrize("name", icons.names())
def test_every_file_is_an_outline_of_twenty_pixels(name):
    text = paths.resource("icons", f"{name}.svg").read_text(encoding="utf-8")
    assert 'viewBox="0 0 20 20"' in text
    assert "http" not in text.replace("http://www.w3.org/2000/svg", "")


def test_the_icons_the_window_needs_are_there():
    needed = "day people briefcase calendar map border clipboard-check database gear lock search"
    needed += " alert eye-off print plus undo trash history chevron-down check warning info"
    assert set(needed.split()) <= set(icons.names())


def test_an_unknown_name_fails_where_it_is_written(qtbot):
    with pytest.raises(FileNotFoundError):
        icons.icon("no-such-icon")


def test_a_dressed_button_follows_the_theme_and_the_text_size(qapp, qtbot):
    button = QPushButton()
    qtbot.addWidget(button)
    icons.dress(button, "plus", word="Add a person")
    button.show()
    look.apply(qapp, "dark", 2.0)
    assert button.iconSize().width() == 40
    assert _opaque(button.icon().pixmap(40, 40).toImage()) == {look.colour("text").name()}
    assert button.accessibleName() == button.toolTip() == "Add a person"


def test_the_last_dress_counts(qapp, qtbot):
    button = QPushButton()
    qtbot.addWidget(button)
    icons.dress(button, "plus", "danger")
    icons.dress(button, "plus", "good")
    look.apply(qapp, "dark")
    assert _opaque(button.icon().pixmap(20, 20).toImage()) == {look.colour("good").name()}


def _opaque(image: QImage) -> set[str]:
    """Return the colours of the fully painted pixels; edges are softened and left out."""
    spots = ((x, y) for x in range(image.width()) for y in range(image.height()))
    return {
        image.pixelColor(x, y).name() for x, y in spots if image.pixelColor(x, y).alpha() == 255
    }
