# SPDX-License-Identifier: GPL-3.0-or-later
"""The question before every import of incidents: ours, or an official series."""

from datetime import date

from PySide6.QtCore import QDate, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QDateEdit,
    QGridLayout,
    QLineEdit,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from desktop.core import clock
from desktop.core.i18n import _
from desktop.imports.service import Context
from desktop.widgets import look
from desktop.widgets.parts import label, named


class OwnershipPanel(QWidget):
    """Two answers and none chosen before; an official series also needs its source and date."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ours = named(QRadioButton(_("Our own records")), "ours")
        self._official = named(QRadioButton(_("An official series, as context")), "context")
        self._group = QButtonGroup(self)
        self._source = named(QLineEdit(), "source", _("Source"))
        self._source.setMaxLength(160)
        self._source.setFixedWidth(look.width(40))
        self._as_of = named(QDateEdit(), "as_of", _("Date of the source"))
        self._as_of.setDisplayFormat("dd/MM/yyyy")
        self._as_of.setCalendarPopup(True)
        self._as_of.setFixedWidth(look.width(16))
        today = clock.today()
        self._as_of.setDate(QDate(today.year, today.month, today.day))
        self._as_of.setMaximumDate(QDate(today.year, today.month, today.day))
        self._facts = QWidget()
        self._lay_out()
        for choice in (self._ours, self._official):
            self._group.addButton(choice)
            choice.toggled.connect(lambda _on: self._choose())
        self._source.textChanged.connect(lambda _text: self.changed.emit())
        self._as_of.dateChanged.connect(lambda _day: self.changed.emit())

    def answered(self) -> bool:
        """Tell whether the question is answered, the source included."""
        return self._ours.isChecked() or (
            self._official.isChecked() and bool(self._source.text().strip())
        )

    def is_official(self) -> bool:
        """Tell whether the rows are an official series."""
        return self._official.isChecked()

    def context(self) -> Context | None:
        """Return source and date of an official series; None for our own records."""
        if not self._official.isChecked():
            return None
        day = self._as_of.date()
        return Context(self._source.text().strip(), date(day.year(), day.month(), day.day()))

    def ask_anew(self) -> None:
        """Forget the answer: another file is another question."""
        self._group.setExclusive(False)
        for choice in (self._ours, self._official):
            choice.setChecked(False)
        self._group.setExclusive(True)
        self._facts.hide()

    def _choose(self) -> None:
        self._facts.setVisible(self._official.isChecked())
        self.changed.emit()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.space())
        column.addWidget(self._ours)
        column.addWidget(
            label(_("They enter our register and are counted in every report."), "soft")
        )
        column.addWidget(self._official)
        words = _(
            "They stand beside ours on the map and in charts, in a colour of their own with source"
            " and date, and are never counted as ours."
        )
        explained = label(words, "soft")
        explained.setWordWrap(True)
        column.addWidget(explained)
        grid = QGridLayout(self._facts)
        grid.setContentsMargins(look.space(6), 0, 0, 0)
        grid.setColumnStretch(2, 1)
        for place, (title, part) in enumerate(
            ((_("Source"), self._source), (_("Date of the source"), self._as_of))
        ):
            said = label(title)
            said.setBuddy(part)
            grid.addWidget(said, place, 0)
            grid.addWidget(part, place, 1)
        column.addWidget(self._facts)
        self._facts.hide()
