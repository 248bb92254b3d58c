# SPDX-License-Identifier: GPL-3.0-or-later
"""How the columns of a list share the room there is."""

from collections.abc import Sequence

from PySide6.QtGui import QFont, QFontMetrics

from desktop.widgets import look
from desktop.widgets.source import Column

FEWEST = 12
"""Letters of words, at the least, that a column shows."""


def shared(room: int, wanted: Sequence[int], columns: Sequence[Column]) -> list[int]:
    """Share the room: what is left goes by weight; what is missing is taken from the widest.

    Either way the sum is the room, to the pixel: a list that nearly fits would scroll sideways.
    """
    if not wanted:
        return []
    left = room - sum(wanted)
    if left >= 0:
        total = sum(column.weight for column in columns) or 1
        widths = [width + left * columns[n].weight // total for n, width in enumerate(wanted)]
        return [*widths[:-1], room - sum(widths[:-1])]
    kept = _kept(room, wanted, columns)
    others = [n for n in range(len(wanted)) if n not in kept]
    room -= sum(wanted[n] for n in kept)
    widths = list(wanted)
    for done, n in enumerate(sorted(others, key=lambda n: wanted[n])):
        widths[n] = min(wanted[n], room // (len(others) - done))
        room -= widths[n]
    return widths


def least(columns: Sequence[Column], wanted: Sequence[int], letter: int) -> int:
    """Return how wide a list must be to be read at all; in less room it scrolls sideways.

    A code, a date and a number stand whole, and of words there is a beginning.
    """
    return sum(
        width if not n or column.weight == 0 else min(width, FEWEST * letter)
        for n, (column, width) in enumerate(zip(columns, wanted, strict=True))
    )


def title_width(letters: QFontMetrics, title: str, *, folded: bool) -> int:
    """Return how wide a title is in one line; folded, in two as even as its words allow."""
    words = title.split()
    if not folded or len(words) < 2:
        return letters.horizontalAdvance(title)
    parts = [(" ".join(words[:n]), " ".join(words[n:])) for n in range(1, len(words))]
    return min(max(map(letters.horizontalAdvance, part)) for part in parts)


def head_height(letters: QFontMetrics, titles: Sequence[str], widths: Sequence[int]) -> int:
    """Return how high the line of titles is: two lines where one of them breaks."""
    pairs = zip(titles, widths, strict=True)
    breaks = any(letters.horizontalAdvance(title) + look.space(4) > width for title, width in pairs)
    return letters.lineSpacing() * (2 if breaks else 1) + look.space(3)


def bold(font: QFont) -> QFontMetrics:
    """Return how wide letters are in a line of titles."""
    heavy = QFont(font)
    heavy.setBold(True)
    return QFontMetrics(heavy)


def _kept(room: int, wanted: Sequence[int], columns: Sequence[Column]) -> set[int]:
    """Return the columns that give nothing up: codes, dates and numbers, cut, say nothing."""
    short = {n for n, column in enumerate(columns) if column.weight == 0}
    for kept in (short, {0}):
        if len(kept) < len(wanted) and sum(wanted[n] for n in kept) <= room * 3 // 5:
            return kept
    return set()
