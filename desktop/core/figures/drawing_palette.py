# SPDX-License-Identifier: GPL-3.0-or-later
"""Colours of charts and maps: neighbours differ in grey as well, and hatches do the rest.

They stand here and not with the window's look because paper needs them without Qt. Each series
has a fill, the ink of its hatch and a colour for its line, dark enough to be drawn thin.
"""

from collections.abc import Mapping

LIGHT: Mapping[str, str] = {
    "series1": "#085557", "hatch1": "#085557", "line1": "#085557",
    "series2": "#F2D398", "hatch2": "#6B4A00", "line2": "#8A5A00",
    "series3": "#5B9BC8", "hatch3": "#1D1D1B", "line3": "#2F6F9F",
    "series4": "#FFFFFF", "hatch4": "#55524B", "line4": "#55524B",
    "series5": "#A34A33", "hatch5": "#FFFFFF", "line5": "#A34A33",
    "context": "#F3F1EB", "hatch_context": "#B5B0A4", "line_context": "#7F7B70",
    "area": "#F4F2EC", "water": "#BBD3E0",
    "tint1": "#EFF6F5", "tint2": "#CFE4E2", "tint3": "#A9CFCC", "tint4": "#80B6B3",
    "tint5": "#579C99",
}  # fmt: skip

DARK: Mapping[str, str] = {
    "series1": "#66C9C4", "hatch1": "#66C9C4", "line1": "#66C9C4",
    "series2": "#6B4E16", "hatch2": "#F5C26B", "line2": "#F5C26B",
    "series3": "#2F6F9F", "hatch3": "#DCEBF7", "line3": "#8FC1EA",
    "series4": "#1E2225", "hatch4": "#B9B6AE", "line4": "#B9B6AE",
    "series5": "#E08A73", "hatch5": "#1E2225", "line5": "#E08A73",
    "context": "#2A2F33", "hatch_context": "#6E757B", "line_context": "#8A9198",
    "area": "#262B2F", "water": "#23404F",
    "tint1": "#1F2B2C", "tint2": "#1E3A3B", "tint3": "#1F4B4B", "tint4": "#215D5D",
    "tint5": "#256F6E",
}  # fmt: skip

_BLACK, _WHITE = "#000000", "#FFFFFF"
CONTRAST: Mapping[str, str] = {
    name: _BLACK if name.startswith(("series", "context", "area", "tint", "water")) else _WHITE
    for name in LIGHT
} | {"series1": _WHITE, "series5": _WHITE, "hatch5": _BLACK, "water": "#00407F"}

SCREENS: Mapping[str, Mapping[str, str]] = {"light": LIGHT, "dark": DARK, "contrast": CONTRAST}
"""Colours of charts by theme of the window, to be joined with the theme's own."""

PAPER: Mapping[str, str] = {
    **LIGHT,
    "surface": "#FFFFFF", "line": "#CFCBC0", "edge": "#7F7B70", "text": "#1D1D1B",
    "soft": "#55524B", "accent": "#085557", "accent_tint": "#E0EFEE",
    "warning": "#704400", "warning_tint": "#FFF1D6",
}  # fmt: skip
"""Every colour of paper: those of the light theme."""
