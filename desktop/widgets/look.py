# SPDX-License-Identifier: GPL-3.0-or-later
"""How everything looks: the one file that owns every colour, font size, space and height.

``apply`` dresses the program and may be called again at any time to change theme or text size.
Widgets ask ``colour``, ``space``, ``font`` and ``height`` when they paint or are built, and mark
themselves with ``mark(widget, role)`` to get one of the dresses in ``resources/look/window.qss``.
"""

from collections.abc import Mapping
from functools import cache
from string import Template
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication, QStyleFactory, QWidget

from desktop.core import paths
from desktop.widgets import focus

THEMES: Final = ("system", "light", "dark", "contrast")
SCALES: Final = (0.9, 1.0, 1.1, 1.25, 1.5, 1.75, 2.0)
CORNER: Final = 4
RING: Final = 2

_BASE_POINTS: Final = 10.5
_SIZES: Final = {"meta": 0.9, "body": 1.0, "section": 1.2, "title": 1.5}
_HEIGHTS: Final = {
    "row": 32,
    "compact": 26,
    "control": 32,
    "icon": 20,
    "small_icon": 16,
}
_GRID: Final = 4

_LIGHT: Final = {
    "page": "#F7F6F2",
    "surface": "#FFFFFF",
    "line": "#CFCBC0",
    "edge": "#7F7B70",
    "text": "#1D1D1B",
    "soft": "#55524B",
    "accent": "#085557",
    "on_accent": "#FFFFFF",
    "accent_tint": "#E0EFEE",
    "danger": "#961A1D",
    "on_danger": "#FFFFFF",
    "danger_tint": "#FBE7E6",
    "warning": "#704400",
    "warning_tint": "#FFF1D6",
    "good": "#1A5733",
    "good_tint": "#E3F2E7",
    "note": "#1C4A85",
    "note_tint": "#E4EDF8",
    "focus": "#085557",
    "selected": "#E0EFEE",
    "on_selected": "#1D1D1B",
}
_DARK: Final = {
    "page": "#15181A",
    "surface": "#1E2225",
    "line": "#3B4146",
    "edge": "#8A9198",
    "text": "#EEEDE8",
    "soft": "#B9B6AE",
    "accent": "#66C9C4",
    "on_accent": "#15181A",
    "accent_tint": "#173A3A",
    "danger": "#FF9C96",
    "on_danger": "#15181A",
    "danger_tint": "#45191A",
    "warning": "#F5C26B",
    "warning_tint": "#43300F",
    "good": "#86D3A0",
    "good_tint": "#173722",
    "note": "#9DC3F5",
    "note_tint": "#18304F",
    "focus": "#66C9C4",
    "selected": "#173A3A",
    "on_selected": "#EEEDE8",
}
_WHITE, _BLACK, _YELLOW = "#FFFFFF", "#000000", "#FFE600"
_CONTRAST: Final = {
    name: _BLACK if name in ("page", "surface") or name.endswith("_tint") else _WHITE
    for name in _LIGHT
} | {"on_accent": _BLACK, "on_danger": _BLACK, "on_selected": _BLACK, "focus": _YELLOW}
_PALETTES: Final = {"light": _LIGHT, "dark": _DARK, "contrast": _CONTRAST}


def apply(app: QApplication, theme: str = "light", scale: float = 1.0) -> None:
    """Dress the whole program; call again to change theme or text size while it runs."""
    app.setProperty("look_theme", _resolve(app, theme))
    app.setProperty("look_scale", min(max(scale, SCALES[0]), SCALES[-1]))
    if app.style().objectName() != "fusion":
        app.setStyle(QStyleFactory.create("Fusion"))
    sheet = _sheet()
    if app.styleSheet() != sheet:  # dressing a large window again takes a good part of a second
        app.setStyleSheet("")  # from one sheet straight to another takes four times as long
        app.setFont(font())
        app.setPalette(_palette())
        app.setStyleSheet(sheet)
    focus.watch(app, lambda: colour("focus"), RING, CORNER)


def colour(name: str) -> QColor:
    """Return a named colour of the theme in force."""
    return QColor(tokens()[name])


def tokens(theme: str = "") -> Mapping[str, str]:
    """Return the colours of a theme by name, of the one in force when none is named."""
    return _PALETTES[theme or theme_name()]


def theme_name() -> str:
    """Return light, dark or contrast: what is shown now, never ``system``."""
    app = QApplication.instance()
    return str((app.property("look_theme") if app else None) or "light")


def scale() -> float:
    """Return the text size in force, 1.0 for 100 %."""
    app = QApplication.instance()
    return float((app.property("look_scale") if app else None) or 1.0)


def space(steps: int = 2) -> int:
    """Return a distance on the 4 px grid: 2 inside a group, 4 between groups, 6 around a page."""
    return _GRID * steps


def height(of: str = "row") -> int:
    """Return a height that grows with the text: row, compact, control, icon, small_icon."""
    return round(_HEIGHTS[of] * max(1.0, scale()))


def width(characters: int) -> int:
    """Return the width of an input that shows about this many characters, its frame included."""
    # 0.55 em is an average letter of the bundled font; points are a 96th of an inch times 0.75.
    return round(characters * 0.55 * _BASE_POINTS * scale() / 0.75) + space(6)


def font(size: str = "body", *, bold: bool | None = None) -> QFont:
    """Return the bundled font in one of the sizes meta, body, section and title."""
    chosen = QFont(_family())
    chosen.setPointSizeF(_BASE_POINTS * _SIZES[size] * scale())
    chosen.setBold(size in ("section", "title") if bold is None else bold)
    chosen.setFeature(QFont.Tag("tnum"), 1)  # figures stand under figures
    return chosen


def mark(widget: QWidget, role: str) -> QWidget:
    """Give a widget a role of the style sheet, also after it was shown; return the widget.

    Buttons: primary, danger, quiet, link, choice, noanswer, chip; a tool button: rail. Labels:
    title, section, strong, soft, meta, error, warning, good, chip, count. Frames: page, surface,
    card, line, foot, popup, toast, and the tinted bars warning, danger, good, note, accent.
    """
    if widget.property("role") != role:
        widget.setProperty("role", role)
        widget.style().unpolish(widget)
        widget.style().polish(widget)
    return widget


def contrast(first: str, second: str) -> float:
    """Return the contrast of two colours as WCAG 2 counts it, from 1 to 21."""
    lighter, darker = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _resolve(app: QApplication, theme: str) -> str:
    if theme in _PALETTES:
        return theme
    hints = app.styleHints()
    if hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast:
        return "contrast"
    return "dark" if hints.colorScheme() == Qt.ColorScheme.Dark else "light"


@cache
def _family() -> str:
    """Load the bundled font once; without it the system's own stands in."""
    families: list[str] = []
    for name in ("NotoSans-Regular.ttf", "NotoSans-Bold.ttf"):
        file = paths.resource("fonts", name)
        if file.exists():
            families += QFontDatabase.applicationFontFamilies(
                QFontDatabase.addApplicationFont(str(file))
            )
    return families[0] if families else QFont().family()


def _palette() -> QPalette:
    role = QPalette.ColorRole
    chosen = QPalette()
    for what, name in {
        role.Window: "page",
        role.WindowText: "text",
        role.Base: "surface",
        role.AlternateBase: "page",
        role.Text: "text",
        role.Button: "surface",
        role.ButtonText: "text",
        role.BrightText: "danger",
        role.ToolTipBase: "surface",
        role.ToolTipText: "text",
        role.Highlight: "accent",
        role.HighlightedText: "on_accent",
        role.PlaceholderText: "soft",
        role.Link: "accent",
        role.LinkVisited: "accent",
        role.Accent: "accent",
        role.Light: "surface",
        role.Midlight: "line",
        role.Mid: "line",
        role.Dark: "edge",
        role.Shadow: "edge",
    }.items():
        chosen.setColor(what, colour(name))
    for what in (role.WindowText, role.Text, role.ButtonText):
        chosen.setColor(QPalette.ColorGroup.Disabled, what, colour("soft"))
    return chosen


def _sheet() -> str:
    """Fill the style sheet with the tokens of the theme and the text size in force."""
    points = {f"pt_{name}": f"{_BASE_POINTS * by * scale():.2f}pt" for name, by in _SIZES.items()}
    heights = {f"h_{name}": f"{height(name)}px" for name in _HEIGHTS}
    spaces = {f"s{steps}": f"{space(steps)}px" for steps in range(1, 7)}
    tick = "light" if theme_name() == "light" else "dark"
    pictures = {
        "tick": paths.resource("look", f"tick-{tick}.svg").as_posix(),
        "chevron": paths.resource("look", "chevron.svg").as_posix(),
        "chevron_left": paths.resource("look", "chevron-left.svg").as_posix(),
        "chevron_right": paths.resource("look", "chevron-right.svg").as_posix(),
        "chevron_up": paths.resource("look", "chevron-up.svg").as_posix(),
    }
    numbers = {"corner": f"{CORNER}px", "ring": f"{RING}px", "hair": "1px"}
    round_mark = {
        "radius_mark": f"{height('small_icon') // 2 + 1}px",
        "radius_chip": f"{CORNER * 3}px",
    }
    words = {**tokens(), **points, **heights, **spaces, **pictures, **numbers, **round_mark}
    return Template(paths.resource("look", "window.qss").read_text(encoding="utf-8")).substitute(
        words
    )


def _luminance(text: str) -> float:
    shade = QColor(text)
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (shade.redF(), shade.greenF(), shade.blueF())
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
