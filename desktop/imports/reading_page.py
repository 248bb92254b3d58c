# SPDX-License-Identifier: GPL-3.0-or-later
"""What was detected about a file, in a sentence, with every part of it open to change."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSpinBox, QVBoxLayout, QWidget

from desktop.core.i18n import N_, _, ngettext
from desktop.imports.columns_page import Choice
from desktop.imports.reading import (
    CSV,
    DAY_FIRST,
    DELIMITERS,
    MONTH_FIRST,
    MOST_ROWS,
    UNCLEAR,
    YEAR_FIRST,
    Reading,
)
from desktop.widgets import look
from desktop.widgets.editors_flow import FlowLayout
from desktop.widgets.parts import empty, label, named, tint

Choices = Sequence[tuple[str, str]]

_KINDS = {"csv": N_("text with delimiters"), "xlsx": N_("XLSX workbook"), "xls": N_("XLS workbook")}
_ENCODINGS: Choices = (
    ("utf-8", N_("UTF-8")),
    ("utf-8-sig", N_("UTF-8 with a mark")),
    ("utf-16", N_("UTF-16")),
    ("utf-32", N_("UTF-32")),
    ("cp1252", N_("Western European, Windows")),
    ("latin-1", N_("Western European, ISO 8859-1")),
    ("cp850", N_("Western European, DOS")),
    ("mac_roman", N_("Western European, old Macintosh")),
)
_DELIMITER_WORDS = {
    "comma": N_("comma"),
    "semicolon": N_("semicolon"),
    "tab": N_("tab"),
    "pipe": N_("vertical bar"),
}
_DELIMITERS: Choices = tuple((sign, _DELIMITER_WORDS[name]) for sign, name in DELIMITERS.items())
_ORDERS: Choices = (
    (UNCLEAR, N_("choose one")),
    (DAY_FIRST, N_("day, month, year")),
    (MONTH_FIRST, N_("month, day, year")),
    (YEAR_FIRST, N_("year, month, day")),
)
_DECIMALS: Choices = ((".", N_("point, as in 1.5")), (",", N_("comma, as in 1,5")))


class ReadingPanel(QWidget):
    """Shows a reading; ``changed`` says which setting the user wants otherwise."""

    changed = Signal(dict)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sentence = label(name="reading_sentence")
        self._sentence.setWordWrap(True)
        self._warning = QVBoxLayout()
        self._sheet = _combo("sheet", _("Sheet"), ())
        self._encoding = _combo("encoding", _("Encoding"), _ENCODINGS)
        self._delimiter = _combo("delimiter", _("Delimiter"), _DELIMITERS)
        self._order = _combo("date_order", _("Order of dates"), _ORDERS)
        self._decimal = _combo("decimal", _("Decimal mark"), _DECIMALS)
        self._header = named(QSpinBox(), "header_row", _("Header row, 0 for none"))
        self._header.setRange(0, MOST_ROWS)
        self._header.setKeyboardTracking(False)
        self._cells = {
            "sheet": _under(_("Sheet"), self._sheet),
            "encoding": _under(_("Encoding"), self._encoding),
            "delimiter": _under(_("Delimiter"), self._delimiter),
            "header_row": _under(_("Header row, 0 for none"), self._header),
            "date_order": _under(_("Order of dates"), self._order),
            "decimal": _under(_("Decimal mark"), self._decimal),
        }
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.space(2))
        column.addWidget(self._sentence)
        column.addLayout(self._warning)
        flow = FlowLayout(gap=2)
        for cell in self._cells.values():
            flow.addWidget(cell)
        column.addLayout(flow)
        for name in ("sheet", "encoding", "delimiter", "date_order", "decimal"):
            combo: QComboBox = getattr(self, f"_{'order' if name == 'date_order' else name}")
            combo.activated.connect(lambda _at, name=name, one=combo: self._say(name, one))
        self._header.valueChanged.connect(lambda row: self.changed.emit({"header_row": row}))

    def show_reading(self, reading: Reading) -> None:
        """Show what was detected; nothing is reported as a change."""
        self._sentence.setText(sentence(reading))
        empty(self._warning)
        if reading.dates_are_unclear():
            words = _("The dates could be read day first or month first. Choose the order.")
            self._warning.addWidget(tint("warning", words))
        self._sheet.clear()
        for name in reading.sheets:
            self._sheet.addItem(name, name)
        _choose(self._sheet, reading.sheet)
        _choose(self._encoding, reading.encoding)
        _choose(self._delimiter, reading.delimiter)
        _choose(self._order, reading.date_order)
        _choose(self._decimal, reading.decimal)
        self._header.blockSignals(True)
        self._header.setValue(reading.header_row)
        self._header.blockSignals(False)
        is_text = reading.kind == CSV
        self._cells["sheet"].setVisible(len(reading.sheets) > 1)
        self._cells["encoding"].setVisible(is_text)
        self._cells["delimiter"].setVisible(is_text)

    def _say(self, name: str, combo: QComboBox) -> None:
        self.changed.emit({name: combo.currentData()})


def sentence(reading: Reading) -> str:
    """Tell in words what the file is."""
    found = [_(_KINDS[reading.kind])]
    if reading.kind == CSV:
        found.append(_(dict(_ENCODINGS).get(reading.encoding, reading.encoding)))
        word = dict(_DELIMITERS).get(reading.delimiter, reading.delimiter)
        found.append(_("delimiter {sign}").format(sign=_(word)))
    else:
        found.append(_("sheet {name}").format(name=reading.sheet))
    columns = len(reading.columns)
    found.append(ngettext("{n} column", "{n} columns", columns).format(n=columns))
    found.append(
        _("header in row {n}").format(n=reading.header_row)
        if reading.header_row
        else _("no header")
    )
    if any(column.looks == "date" for column in reading.columns) and reading.date_order:
        found.append(_("dates as {order}").format(order=_(dict(_ORDERS)[reading.date_order])))
    if any(column.looks == "code" for column in reading.columns):
        found.append(_("codes keep their leading zeros"))
    return _("We read it as {parts}.").format(parts=", ".join(found))


def _combo(name: str, accessible: str, choices: Choices) -> QComboBox:
    combo = named(Choice(), name, accessible)
    combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
    combo.setMaximumWidth(look.width(40))
    for code, word in choices:
        combo.addItem(_(word), code)
    return combo


def _choose(combo: QComboBox, code: str) -> None:
    combo.setCurrentIndex(combo.findData(code))


def _under(title: str, part: QWidget) -> QWidget:
    cell = QWidget()
    row = QVBoxLayout(cell)
    row.setContentsMargins(0, 0, look.space(2), 0)
    row.setSpacing(look.space())
    words = label(title, "meta")
    words.setBuddy(part)
    row.addWidget(words)
    line = QHBoxLayout()
    line.addWidget(part)
    line.setAlignment(Qt.AlignmentFlag.AlignLeft)
    row.addLayout(line)
    return cell
