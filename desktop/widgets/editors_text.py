# SPDX-License-Identifier: GPL-3.0-or-later
"""Editors of words and numbers."""

import re

from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from desktop.core import i18n
from desktop.core.errors import UserError
from desktop.core.fields import FieldSpec
from desktop.core.i18n import N_, _
from desktop.widgets import look
from desktop.widgets.editors import Editor, clean, too_long
from desktop.widgets.editors_line import LineEditor
from desktop.widgets.underline import CodeHelper, words_here

_WIDEST = 56
_NOTE_LINES = (3, 10)
_NUMBER = re.compile(r"([+-]?)(\d[\d.,]*)", re.ASCII)


class TextEditor(LineEditor):
    """One line of words."""

    def __init__(self, spec: FieldSpec) -> None:
        super().__init__(spec, min(spec.max_length or 40, _WIDEST))

    def value(self) -> object:
        return clean(self._line.text()) or self.empty()

    def set_value(self, value: object) -> None:
        self.show_text("" if value is None else str(value))
        self._line.setCursorPosition(0)

    def problem(self) -> UserError | None:
        return too_long(clean(self._line.text()), self.spec.max_length)

    def restore(self, state: object) -> None:
        before = self._line.text()
        self.set_value(state)
        self._line.setCursorPosition(changed_until(before, self._line.text()))


class NoteEditor(Editor):
    """Several lines of words; it grows with them and says what to write."""

    def __init__(self, spec: FieldSpec) -> None:
        super().__init__(spec)
        self._text = QPlainTextEdit()
        words = words_here()
        if words is not None:
            CodeHelper(self._text, words)
        self._text.setTabChangesFocus(True)
        self._text.setMaximumWidth(look.width(72))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.space(1))
        column.addWidget(self._text)
        said = _("What helps, not who did it.")
        if words is not None:
            said = f"{said} {_('Ctrl and the full stop put a code where something is underlined.')}"
        hint = QLabel(said)
        hint.setWordWrap(True)
        column.addWidget(look.mark(hint, "meta"))
        self._hint = hint.text()
        self._text.textChanged.connect(self.changed)
        self._text.document().documentLayout().documentSizeChanged.connect(self._grow)
        self._grow()

    def value(self) -> object:
        return clean(self._text.toPlainText()) or self.empty()

    def set_value(self, value: object) -> None:
        self._text.blockSignals(True)
        self._text.setPlainText("" if value is None else str(value))
        self._text.blockSignals(False)
        self._grow()

    def problem(self) -> UserError | None:
        return too_long(clean(self._text.toPlainText()), self.spec.max_length)

    def state(self) -> object:
        return self._text.toPlainText()

    def restore(self, state: object) -> None:
        before = self._text.toPlainText()
        self.set_value(state)
        cursor = self._text.textCursor()
        cursor.setPosition(_units(str(state), changed_until(before, str(state))))
        self._text.setTextCursor(cursor)

    def controls(self) -> list[QWidget]:
        return [self._text]

    def name_parts(self, name: str, help_: str) -> None:
        super().name_parts(name, f"{help_} {self._hint}".strip())

    def _grow(self) -> None:
        least, most = _NOTE_LINES
        lines = min(max(round(self._text.document().size().height()), least), most)
        self._text.setFixedHeight(lines * self._text.fontMetrics().lineSpacing() + look.space(5))


class NumberEditor(LineEditor):
    """A whole or decimal number as the region writes it, with its unit beside it."""

    def __init__(self, spec: FieldSpec, *, whole: bool) -> None:
        super().__init__(spec, 12, QLabel(_(spec.about.unit)) if spec.about.unit else None)
        self._whole = whole
        wanted = Qt.InputMethodHint.ImhDigitsOnly if whole else None
        self._line.setInputMethodHints(wanted or Qt.InputMethodHint.ImhFormattedNumbersOnly)

    def value(self) -> object:
        typed = self._line.text().strip()
        if not typed:
            return self.empty()
        number = read_number(typed, whole=self._whole)
        return typed if number is None else number

    def set_value(self, value: object) -> None:
        self.show_text(write_number(value))

    def problem(self) -> UserError | None:
        number = self.value()
        if isinstance(number, str):
            if self._whole:
                return UserError(N_("This is not a whole number. Write it in figures."))
            return UserError(N_("This is not a number. Write it in figures."))
        if isinstance(number, (int, float)):
            return self._out_of_range(number)
        return None

    def _out_of_range(self, number: float) -> UserError | None:
        least, most = self.spec.minimum, self.spec.maximum
        below = least is not None and number < least
        above = most is not None and number > most
        if not below and not above:
            return None
        shown = {"least": _short(least), "most": _short(most)}
        if most is None:
            return UserError(N_("This number is too small. Write {least} or more."), **shown)
        if least is None:
            return UserError(N_("This number is too large. Write {most} or less."), **shown)
        return UserError(N_("Write a number from {least} to {most}."), **shown)


def read_number(text: str, *, whole: bool) -> float | None:
    """Read a number as people of the region type it; None when it is none."""
    found = _NUMBER.fullmatch(re.sub(r"[\s'’]", "", text).replace("−", "-"))
    if not found:
        return None
    sign, digits = found.groups()
    mark = _decimal_mark()
    thousands = "." if mark == "," else ","
    if re.fullmatch(rf"\d{{1,3}}(\{thousands}\d{{3}})+(\{mark}\d*)?", digits):
        digits = digits.replace(thousands, "")
    plain = digits.replace(",", ".")
    if plain.count(".") > 1:
        return None
    if whole:
        figures, _dot, rest = plain.partition(".")
        return int(sign + figures) if not rest.strip("0") and len(figures) <= 18 else None
    number = float(sign + plain)
    return number if abs(number) < 1e300 else None


def write_number(value: object) -> str:
    """Write a number the way ``read_number`` reads it, without separators of thousands."""
    if isinstance(value, float):
        plain = f"{value:.15f}".rstrip("0").rstrip(".")
        exact = plain if float(plain) == value else repr(value)
        return exact.replace(".", _decimal_mark()) if "e" not in exact else _long(value)
    return "" if value is None else str(value)


def changed_until(before: str, after: str) -> int:
    """Return where, in the text after, the difference to the text before ends."""
    tail = 0
    while (
        tail < min(len(before), len(after)) and before[len(before) - 1 - tail] == after[-1 - tail]
    ):
        tail += 1
    return len(after) - tail


def _units(text: str, place: int) -> int:
    """Return a place counted as Qt counts: a sign beyond the first 65,536 is two."""
    return len(text[:place].encode("utf-16-le", "surrogatepass")) // 2


def _decimal_mark() -> str:
    return "," if QLocale(i18n.region()).decimalPoint() == "," else "."


def _long(value: float) -> str:
    """Write out a very small or very large number in plain figures."""
    from decimal import Decimal

    return format(Decimal(repr(value)), "f").replace(".", _decimal_mark())


def _short(bound: float | None) -> str:
    if bound is None:
        return ""
    return write_number(int(bound) if bound == int(bound) else bound)
