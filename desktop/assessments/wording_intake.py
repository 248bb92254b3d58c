# SPDX-License-Identifier: GPL-3.0-or-later
"""The official wording of an instrument out of a text file: a line each, in the order of the paper.

An office copies the lines from the official paper into a text file and checks them by eye; here
they are only told apart. Nothing is kept before somebody has read them in the form.
"""

import re
from collections.abc import Sequence
from pathlib import Path

from desktop.core.errors import UserError
from desktop.core.i18n import N_

LARGEST = 100_000
_NUMBERED = re.compile(r"^\d{1,2}[.)\]]\s+")


class NoText(UserError):
    """The file is no text, or cannot be read."""

    def __init__(self) -> None:
        super().__init__(
            N_(
                "This file cannot be read as text. In the word processor choose Save as, Plain "
                "text, and try again. Nothing was changed."
            )
        )


class OtherLines(UserError):
    """The file has not as many lines as the instrument has questions and answers."""

    def __init__(self, found: int, wanted: int) -> None:
        super().__init__(
            N_(
                "The file has {found} lines with words, and {wanted} are needed: one for each "
                "field, in the same order. Nothing was changed."
            ),
            found=found,
            wanted=wanted,
        )


def read(path: Path, fields: Sequence[str], *, intro: str = "") -> dict[str, str]:
    """Return the words of each field; the line read aloud first (``intro``) may be left out."""
    lines = [_plain(line) for line in _text(path).splitlines() if line.strip()]
    asked = list(fields)
    if intro in asked and len(lines) == len(asked) - 1:
        asked.remove(intro)
    if len(lines) != len(asked):
        raise OtherLines(len(lines), len(fields))
    return dict(zip(asked, lines, strict=True))


def _text(path: Path) -> str:
    try:
        if path.stat().st_size > LARGEST:
            raise NoText
        raw = path.read_bytes()
    except OSError:
        raise NoText from None
    if b"\x00" in raw and not raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise NoText
    for encoding in _encodings(raw):
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise NoText


def _encodings(raw: bytes) -> tuple[str, ...]:
    """The Notepad of an old computer writes its own signs, or sixteen bits."""
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return ("utf-16",)
    return ("utf-8-sig", "cp1252")


def _plain(line: str) -> str:
    """Return a line without the number the paper puts before it."""
    return _NUMBERED.sub("", " ".join(line.split()), count=1)
