# SPDX-License-Identifier: GPL-3.0-or-later
"""Text that leaves for a spreadsheet stays text: a cell that begins a formula is neutralised."""

import re

_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)?", re.ASCII)
_GUARDED = re.compile(r"'[=+\-@\t\r\n＝＋－＠]")


def safe(text: str) -> str:
    """Return the text with an apostrophe before it where a spreadsheet would run it as a formula.

    A plain number keeps its sign: guarding ``-5`` would make text of every loss in a table.
    """
    if text.startswith(_STARTS) and not _NUMBER.fullmatch(text):
        return f"'{text}"
    return text


def plain(text: str) -> str:
    """Undo ``safe`` when a file of ours comes back."""
    return text[1:] if _GUARDED.match(text) and safe(text[1:]) == text else text
