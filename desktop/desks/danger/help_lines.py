# SPDX-License-Identifier: GPL-3.0-or-later
"""Whom to call, offline: the help lines of the country and the organisation's own numbers."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QGridLayout, QLineEdit, QVBoxLayout, QWidget

from desktop.core import i18n
from desktop.core.errors import UserError
from desktop.core.i18n import _
from desktop.safety import lines_service
from desktop.safety.lines_service import HelpLine, OnCall
from desktop.widgets import look
from desktop.widgets.parts import button, empty, label, named, scrolled, wrapped

if TYPE_CHECKING:
    from desktop.core.store import Workspace
    from desktop.desks.frame.desk import Desk

_EMPTY_LINES = 3


def lines_card(workspace: "Workspace") -> QFrame:
    """Return the numbers to read aloud: one's own first, then those of the country."""
    card = QFrame()
    card.setObjectName("lines_card")
    look.mark(card, "card")
    column = QVBoxLayout(card)
    column.setContentsMargins(*(look.space(4),) * 4)
    column.setSpacing(look.space(2))
    with workspace.work() as work:
        own, lines = lines_service.on_call(work), lines_service.help_lines(work)
    column.addWidget(label(_("Whom to call"), "section"))
    if own:
        column.addLayout(_grid([(one.number, _said(one)) for one in own]))
    if lines:
        column.addLayout(_grid([(one.number, one.name) for one in lines]))
        column.addWidget(wrapped(_checked(lines), "meta"))
    if not own and not lines:
        words = _("No numbers yet. A coordinator writes them under Safety, Help lines.")
        column.addWidget(wrapped(words, "soft"))
    return card


class HelpLinesPage(QWidget):
    """The numbers, and for who may change settings the organisation's own to edit."""

    def __init__(self, desk: "Desk") -> None:
        super().__init__()
        self.setObjectName("help_lines")
        self._desk = desk
        self._rows: list[tuple[QLineEdit, QLineEdit, QLineEdit]] = []
        self._kept: list[OnCall] = []
        self._column = scrolled(self)
        self._problem = wrapped("", "error", "lines_problem")
        self.reload()

    def reload(self) -> None:
        """Show what is kept now; what is being typed stays."""
        if self._rows and self._typed() != self._kept:
            return
        empty(self._column)
        self._column.addWidget(lines_card(self._desk.workspace))
        with self._desk.workspace.work() as work:
            own, may = lines_service.on_call(work), work.could("settings")
        self._rows = []
        if may:
            self._column.addLayout(self._edit(own))
        self._kept = self._typed()
        self._column.addStretch()

    def keep_draft(self) -> None:
        """Numbers are saved at once or not at all."""

    def close_down(self) -> None:
        """Nothing is held here."""

    def _edit(self, own: Sequence[OnCall]) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(look.space(2))
        column.addWidget(label(_("Our own numbers"), "section"))
        column.addWidget(
            wrapped(_("A role, not a name: who is on call, the driver, the safe house."), "soft")
        )
        grid = QGridLayout()
        grid.setSpacing(look.space(2))
        titles = (_("Role"), _("Telephone"), _("Hours"))
        for at, title in enumerate(titles):
            grid.addWidget(label(title, "field"), 0, at)
        for row, one in enumerate([*own, *[OnCall("", "")] * _EMPTY_LINES], start=1):
            parts = [
                named(QLineEdit(words), f"line_{name}_{row}", title)
                for name, title, words in zip(
                    ("role", "number", "hours"),
                    titles,
                    (one.role, one.number, one.hours),
                    strict=True,
                )
            ]
            for at, part in enumerate(parts):
                grid.addWidget(part, row, at)
            self._rows.append((parts[0], parts[1], parts[2]))
        column.addLayout(grid)
        self._problem = wrapped("", "error", "lines_problem")
        self._problem.hide()
        column.addWidget(self._problem)
        column.addWidget(button(_("Save the numbers"), "save_lines", self._save, "primary"))
        return column

    def _typed(self) -> list[OnCall]:
        return [OnCall(*(part.text().strip() for part in row)) for row in self._rows]

    def _save(self) -> None:
        typed = self._typed()
        try:
            with self._desk.workspace.work(write=True) as work:
                lines_service.keep(work, typed)
        except UserError as error:
            self._problem.setText(str(error))
            self._problem.show()
            return
        self._kept = typed
        self.reload()
        self._desk.toasts.show(_("Saved"))


def _grid(pairs: Sequence[tuple[str, str]]) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(look.space(4))
    grid.setVerticalSpacing(look.space())
    grid.setColumnStretch(1, 1)
    for row, (number, words) in enumerate(pairs):
        grid.addWidget(label(number, "section"), row, 0)
        grid.addWidget(wrapped(words), row, 1)
    return grid


def _said(one: OnCall) -> str:
    return f"{one.role} · {one.hours}" if one.hours else one.role


def _checked(lines: Sequence[HelpLine]) -> str:
    days = [one.checked_on for one in lines if one.checked_on]
    if not days:
        return _("These numbers change: try them before you need them.")
    words = _("Last looked up on {day}. Numbers change: try them before you need them.")
    return words.format(day=i18n.format_day(min(days)))
