# SPDX-License-Identifier: GPL-3.0-or-later
"""Type, sizes and colours on paper; the two embedded fonts are the window's own."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from reportlab import rl_config
from reportlab.lib.colors import Color, HexColor
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from desktop.core import paths
from desktop.core.figures import drawing
from desktop.core.figures.drawing_palette import PAPER

PLAIN = "Sans"
BOLD = "Sans-Bold"

MM = 72 / 25.4
MARGIN = 20 * MM
PAPERS = {"A4": (210 * MM, 297 * MM), "Letter": (612.0, 792.0)}
INK: Mapping[str, Color] = {name: HexColor(value) for name, value in PAPER.items()}

_UNPRINTABLE = re.compile(
    r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]"
)


@dataclass(frozen=True, slots=True)
class Style:
    """How one kind of text is set; spaces are those before and after it."""

    size: float
    leading: float
    bold: bool = False
    colour: str = "text"
    before: float = 0.0
    after: float = 0.0
    indent: float = 0.0
    tint: str = ""


STYLES = {
    "body": Style(10, 14, after=6),
    "strong": Style(10, 14, bold=True, after=6),
    "item": Style(10, 14, after=3, indent=11),
    "numbered": Style(10, 14, after=3, indent=17),
    "note": Style(8, 11, colour="soft", after=8),
    "warning": Style(9.5, 13.5, before=2, after=9, indent=10, tint="warning_tint"),
    "title": Style(24, 30, bold=True, after=2),
    "small title": Style(16, 21, bold=True, after=2),
    "subtitle": Style(12.5, 17, colour="soft", after=4),
    "section": Style(14, 18, bold=True, colour="accent", before=16, after=6),
    "caption": Style(10, 13.5, bold=True, before=6, after=4),
    "fine": Style(8, 10.5, colour="soft"),
    "label": Style(8, 10.5, colour="soft"),
    "fact": Style(10, 13.5),
    "contents": Style(9.5, 14),
    "organisation": Style(11, 15, bold=True, colour="accent", after=5),
}


def prepare() -> None:
    """Make the bundled fonts known to ReportLab, and let it use no other."""
    if PLAIN in pdfmetrics.getRegisteredFontNames():
        return
    for name, file in ((PLAIN, "NotoSans-Regular.ttf"), (BOLD, "NotoSans-Bold.ttf")):
        pdfmetrics.registerFont(TTFont(name, str(paths.resource("fonts", file))))
    pdfmetrics.registerFontFamily(PLAIN, PLAIN, BOLD, PLAIN, BOLD)
    rl_config.useA85 = 0  # the tag pass writes every stream anew
    rl_config.canvas_basefontname = PLAIN  # Helvetica would be named in the file, not embedded


def font(*, bold: bool) -> str:
    """Return the name of one of the two fonts."""
    return BOLD if bold else PLAIN


def measure(text: str, size: float, bold: bool = False) -> float:
    """Return how wide a text is in points."""
    return _width(text, bold) * size


@lru_cache(maxsize=20_000)
def _width(text: str, bold: bool) -> float:
    return float(pdfmetrics.stringWidth(text, font(bold=bold), 1))


def lines(text: str, width: float, style: Style) -> list[str]:
    """Break a text as a style sets it."""
    return drawing.wrap(text, width, lambda part: measure(part, style.size, style.bold))


def clean(text: str) -> str:
    """Return a text without signs that cannot be printed, its accents joined to their letters."""
    return unicodedata.normalize("NFC", _UNPRINTABLE.sub(" ", text))
