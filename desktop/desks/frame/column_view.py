# SPDX-License-Identifier: GPL-3.0-or-later
"""A page that is one column of parts: it scrolls, and is filled anew when something changed."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desktop.widgets.parts import empty, scrolled

if TYPE_CHECKING:
    from desktop.desks.frame.desk import Desk


class ColumnView(QWidget):
    """What it shows is read in ``fill``; nothing is typed in it, dialogs keep their own."""

    name: str

    def __init__(self, desk: "Desk") -> None:
        super().__init__()
        self.setObjectName(self.name)
        self._desk = desk
        self._column = scrolled(self)
        self.reload()

    def fill(self) -> None:
        """Put into the column what there is now."""
        raise NotImplementedError

    def reload(self) -> None:
        """Show what there is now."""
        empty(self._column)
        self.fill()
        self._column.addStretch()

    def keep_draft(self) -> None:
        """Nothing is typed here."""

    def close_down(self) -> None:
        """Nothing is held here."""
