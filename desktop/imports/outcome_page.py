# SPDX-License-Identifier: GPL-3.0-or-later
"""What a trial run found, with every refused row and its reason, and the imports made so far."""

import csv
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QGridLayout, QHeaderView, QTableView, QVBoxLayout, QWidget

from desktop.core import cells, i18n
from desktop.core.i18n import N_, _, ngettext
from desktop.imports.preview import Preview, Refusal
from desktop.imports.service import Batch
from desktop.widgets import look
from desktop.widgets.headed import Headed
from desktop.widgets.parts import button, empty, label, named, tint

Index = QModelIndex | QPersistentModelIndex

_TITLES = (N_("Row"), N_("Field"), N_("Reason"), N_("In the file"))
_SHOWN_ROWS = 8


class Refusals(Headed):
    """The refused rows; as many as there are, made into words only where they are seen."""

    titles = _TITLES

    def __init__(self, refused: Sequence[Refusal], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._refused = refused

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._refused)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        return told(self._refused[index.row()])[index.column()]


class TrialPanel(QWidget):
    """Counts, warnings and the list of refused rows of the latest trial run."""

    def __init__(self, save: Callable[[], object], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bars = QVBoxLayout()
        self._bars.setSpacing(look.space())
        self._table = named(QTableView(), "refused", _("Refused rows"))
        self._table.setTabKeyNavigation(False)
        self._table.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self._table.verticalHeader().hide()
        self._table.verticalHeader().setDefaultSectionSize(look.height("compact"))
        self._table.setMinimumHeight(look.height("compact") * _SHOWN_ROWS)
        self._save = button(_("Save this list"), "save_refused", save)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.space(2))
        column.addLayout(self._bars)
        column.addWidget(self._table)
        column.addWidget(self._save, 0, Qt.AlignmentFlag.AlignLeft)

    def show_preview(self, found: Preview) -> None:
        """Show what a trial run found."""
        empty(self._bars)
        for role, words in verdict(found):
            self._bars.addWidget(tint(role, words))
        model = Refusals(found.refused, self._table)
        self._table.setModel(model)
        header = self._table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        for place, wide in ((0, 10), (1, 24), (3, 28)):
            self._table.setColumnWidth(place, look.width(wide))
        for part in (self._table, self._save):
            part.setVisible(bool(found.refused))


class BatchesPanel(QWidget):
    """The imports made so far, each with its way back."""

    def __init__(self, undo: Callable[[Batch], object], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._undo = undo
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(look.space(4))
        self._grid.setVerticalSpacing(look.space())
        self._grid.setColumnStretch(2, 1)

    def show_batches(self, batches: Sequence[Batch], titles: dict[str, str]) -> None:
        """Show the list anew; ``titles`` are the names of the registers."""
        empty(self._grid)
        if not batches:
            self._grid.addWidget(label(_("Nothing was imported yet."), "soft"), 0, 0)
        for row, batch in enumerate(batches):
            where = _("Official series") if batch.context else titles.get(batch.register, "")
            when = i18n.format_moment(batch.imported_at)
            self._grid.addWidget(label(f"{batch.code}  {when}"), row, 0)
            self._grid.addWidget(label(" · ".join(filter(None, (where, batch.source)))), row, 1)
            self._grid.addWidget(label(_counts(batch), "soft"), row, 2)
            if batch.undone_on:
                day = i18n.format_day(batch.undone_on)
                self._grid.addWidget(label(_("undone on {day}").format(day=day), "soft"), row, 3)
            elif batch.register in titles:
                self._grid.addWidget(self._way_back(batch), row, 3)

    def _way_back(self, batch: Batch) -> QWidget:
        def press() -> None:
            self._undo(batch)

        made = button(_("Undo"), f"undo_{batch.code}", press)
        made.setAccessibleName(_("Undo import {code}").format(code=batch.code))
        return made


def verdict(found: Preview) -> list[tuple[str, str]]:
    """Return what to say about a trial run, each with the tint it stands on."""
    said = []
    if found.good:
        text = ngettext("{n} row can be imported.", "{n} rows can be imported.", found.good)
        said.append(("good", text.format(n=i18n.format_number(found.good))))
    if found.refused_rows:
        text = ngettext(
            "{n} row is refused and stays out. The list says why.",
            "{n} rows are refused and stay out. The list says why.",
            found.refused_rows,
        )
        said.append(("warning", text.format(n=i18n.format_number(found.refused_rows))))
    said += [("note", words) for words in beside(found)]
    if found.repeated:
        text = ngettext(
            "{n} row is the same as another in this file. It is imported all the same.",
            "{n} rows are the same as others in this file. They are imported all the same.",
            found.repeated,
        )
        said.append(("note", text.format(n=i18n.format_number(found.repeated))))
    return said or [("warning", _("This file has no rows."))]


def beside(found: Preview) -> list[str]:
    """Say of how many rows there are records already, and how many belong apart."""
    said = []
    if found.updated:
        text = ngettext(
            "{n} row is known by its number: what is here is brought up to date.",
            "{n} rows are known by their number: what is here is brought up to date.",
            found.updated,
        )
        said.append(text.format(n=i18n.format_number(found.updated)))
    if found.apart:
        text = ngettext(
            "{n} row is kept apart, to protect the people hurt; it does not come into this list.",
            "{n} rows are kept apart, to protect the people hurt; they do not come into this list.",
            len(found.apart),
        )
        said.append(text.format(n=i18n.format_number(len(found.apart))))
    return said


def told(refusal: Refusal) -> tuple[str, str, str, str]:
    """Return a refused row in words."""
    return (
        str(refusal.row),
        _(refusal.field) if refusal.field else "",
        str(refusal.reason),
        refusal.value,
    )


def save_refusals(path: Path, refused: Sequence[Refusal]) -> None:
    """Write the list as a spreadsheet program of the region opens it."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow([_(title) for title in _TITLES])
        for refusal in refused:
            writer.writerow([cells.safe(text) for text in told(refusal)])


def _counts(batch: Batch) -> str:
    said = ngettext("{n} row", "{n} rows", batch.written).format(
        n=i18n.format_number(batch.written)
    )
    if batch.refused:
        said += ", " + ngettext("{n} refused", "{n} refused", batch.refused).format(n=batch.refused)
    return said
