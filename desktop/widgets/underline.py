# SPDX-License-Identifier: GPL-3.0-or-later
"""Underlines in a note what should not stand in it, and puts a code in its place with one key.

Known words come as (code, word) pairs: one written small is known in any dress, one with a capital
only where it is written so, because Rosa and Paz are also other words. Telephone numbers and number
plates are told by their shape. A word is looked up by its folded form, so that ten thousand people
cost no more than ten.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import (
    QKeyEvent,
    QSyntaxHighlighter,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
)
from PySide6.QtWidgets import QApplication, QMenu, QPlainTextEdit, QWidget

from desktop.core.i18n import _
from desktop.widgets import look

Known = Callable[[], Iterable[tuple[str, str]]]
"""What gives the (code, word) pairs; asked when the first letter is typed, not before."""

KEY = Qt.Key.Key_Period
"""With Ctrl: puts the code in the place of what is underlined at the cursor."""
SHORTEST = 4
"""Letters a known word must have: shorter ones are too often other words."""
MOST_CODES = 5
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_PHONE = re.compile(r"(?<![\w/.-])[+(]?\d[\d\s().-]{5,}\d(?![\w/-])")
_PLATE = re.compile(r"(?<!\w)[A-Z]{3}[- ]?(?:\d{3,4}|\d[A-Z]\d{2})(?!\w)")
_DAY = re.compile(r"\d{1,2}[-./]\d{1,2}[-./]\d{2,4}|\d{4}-\d{2}-\d{2}")
_LEAST_DIGITS = 7


@dataclass(frozen=True, slots=True)
class Mark:
    """One place in a line that should be a code; ``codes`` are what may stand there."""

    start: int
    length: int
    codes: tuple[str, ...]


class Names:
    """Known words by their folded form, each with the codes it may stand for."""

    def __init__(self, pairs: Iterable[tuple[str, str]]) -> None:
        self._names: dict[str, dict[str, None]] = {}
        self._words: dict[str, dict[str, None]] = {}
        for code, words in pairs:
            for word in words.split():
                if len(word) >= SHORTEST:
                    held = self._words if word[0].islower() else self._names
                    held.setdefault(folded(word), {})[code] = None

    def marks(self, line: str) -> list[Mark]:
        """Return what should not stand in a line, in its order; nothing overlaps."""
        found = [*self._known(line), *_shaped(line)]
        found.sort(key=lambda mark: (mark.start, -mark.length))
        kept: list[Mark] = []
        for mark in found:
            if not kept or mark.start >= kept[-1].start + kept[-1].length:
                kept.append(mark)
        return kept

    def _known(self, line: str) -> Iterator[Mark]:
        for word in _WORD.finditer(line):
            plain = folded(word.group())
            codes = self._words.get(plain) or {}
            if word.group()[0].isupper():
                codes = {**codes, **self._names.get(plain, {})}
            if codes:
                yield Mark(word.start(), len(word.group()), tuple(codes)[:MOST_CODES])


class KnownWords(QObject):
    """What no note of a window should hold: read once, again where it may have changed.

    It hangs on the window, so that every note under it or in a dialog above it finds it, whoever
    made the form.
    """

    def __init__(self, window: QWidget, known: Known, tables: frozenset[str]) -> None:
        super().__init__(window)
        self._ask, self._tables = known, tables
        self._names: Names | None = None

    @property
    def names(self) -> Names:
        """The known words, read when first needed."""
        if self._names is None:
            self._names = Names(self._ask())
        return self._names

    def heed(self, tables: frozenset[str]) -> None:
        """Read them again, if these tables hold them."""
        if tables & self._tables:
            self._names = None


def words_here() -> KnownWords | None:
    """Return the known words of the window that is open; None where no store is."""
    direct = Qt.FindChildOption.FindDirectChildrenOnly
    for window in QApplication.topLevelWidgets():
        if found := window.findChild(KnownWords, options=direct):
            return found
    return None


class Underline(QSyntaxHighlighter):
    """The wavy line under names, telephone numbers and plates in one document."""

    def __init__(self, document: QTextDocument, words: KnownWords) -> None:
        super().__init__(document)
        self._words = words
        self._dress = QTextCharFormat()
        self._dress.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
        self._dress.setUnderlineColor(look.colour("warning"))

    @property
    def names(self) -> Names:
        """The known words."""
        return self._words.names

    def highlightBlock(self, text: str) -> None:
        if text:
            for mark in self.names.marks(text):
                self.setFormat(mark.start, mark.length, self._dress)


class CodeHelper(QObject):
    """Ctrl and the full stop, or the menu, put a code where something is underlined."""

    def __init__(self, text: QPlainTextEdit, words: KnownWords) -> None:
        super().__init__(text)
        self._text = text
        self.underline = Underline(text.document(), words)
        text.installEventFilter(self)
        text.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        text.customContextMenuRequested.connect(self._show_menu)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kinds = (QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride)
        if isinstance(event, QKeyEvent) and event.type() in kinds and _is_key(event):
            event.accept()
            if event.type() == QEvent.Type.KeyPress:
                self.put()
            return True
        return super().eventFilter(watched, event)

    def put(self) -> None:
        """Put the code in the place of what is underlined at the cursor, or last before it."""
        found = self._at_cursor()
        if found is None:
            return
        at, mark = found
        if len(mark.codes) == 1:
            self._replace(at, mark, mark.codes[0])
            return
        menu = QMenu(self._text)
        self._offer(menu, at, mark)
        menu.popup(self._text.viewport().mapToGlobal(self._text.cursorRect().bottomLeft()))

    def _at_cursor(self) -> tuple[int, Mark] | None:
        cursor = self._text.textCursor()
        block = cursor.block()
        marks = self.underline.names.marks(block.text())
        before = [mark for mark in marks if mark.start <= cursor.positionInBlock()]
        return (block.position(), before[-1]) if before else None

    def _replace(self, at: int, mark: Mark, code: str) -> None:
        cursor = self._text.textCursor()
        cursor.setPosition(at + mark.start)
        cursor.setPosition(at + mark.start + mark.length, QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(code)

    def _offer(self, menu: QMenu, at: int, mark: Mark) -> None:
        for code in mark.codes:
            action = menu.addAction(_("Write {code} instead").format(code=code))
            action.triggered.connect(partial(self._take, at, mark, code))

    def _take(self, at: int, mark: Mark, code: str, *_more: object) -> None:
        self._replace(at, mark, code)

    def _show_menu(self, place: QPoint) -> None:
        self._text.setTextCursor(self._text.cursorForPosition(place))
        menu = self._text.createStandardContextMenu()
        if (found := self._at_cursor()) is not None:
            menu.addSeparator()
            self._offer(menu, *found)
        menu.popup(self._text.viewport().mapToGlobal(place))


def _is_key(event: QKeyEvent) -> bool:
    return event.key() == KEY and event.modifiers() == Qt.KeyboardModifier.ControlModifier


def folded(word: str) -> str:
    """Return a word without accents and case."""
    if word.isascii():
        return word.casefold()
    plain = unicodedata.normalize("NFKD", word)
    return "".join(sign for sign in plain if not unicodedata.combining(sign)).casefold()


def _shaped(line: str) -> Iterator[Mark]:
    for number in _PHONE.finditer(line):
        digits = sum(sign.isdigit() for sign in number.group())
        if digits >= _LEAST_DIGITS and not _DAY.fullmatch(number.group().strip()):
            yield Mark(number.start(), len(number.group()), (_("[telephone]"),))
    for plate in _PLATE.finditer(line):
        yield Mark(plate.start(), len(plate.group()), (_("[plate]"),))
