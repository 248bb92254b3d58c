# SPDX-License-Identifier: GPL-3.0-or-later
"""The dialog that stands over the window while files get their new keys, and names each of them."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QProgressBar, QWidget

from desktop.core.i18n import _
from desktop.widgets import icons, look
from desktop.widgets.framed import Framed
from desktop.widgets.parts import label, named, wrapped


class Waiting(Framed):
    """Keeps everybody's hands off the window; a tick stands before what is done.

    To cut it short harms nothing: the next start finishes what was begun.
    """

    def __init__(self, parent: QWidget, parts: Sequence[str] = ()) -> None:
        super().__init__(parent, "waiting", _("Changing keys"), wide=48)
        self.setWindowModality(Qt.WindowModality.ApplicationModal)
        column = self.head(_("Changing keys"))
        about = _("Every file gets its new key. If the power fails, it goes on later.")
        column.addWidget(wrapped(about))
        self.ticks: list[QLabel] = []
        self._names: list[QLabel] = []
        column.addLayout(self._steps(parts))
        self.bar = named(QProgressBar(), "waiting_bar", _("Changing keys"))
        self.bar.setTextVisible(False)
        self.bar.setRange(0, len(parts))  # a total of nought: a bar that only moves
        column.addWidget(self.bar)
        self.column.addSpacing(look.space(2))
        self.show_step("", 0, len(parts))

    def show_step(self, _title: str, done: int, total: int) -> None:
        """Tick the first ``done`` parts; the one after them is under way."""
        if total != len(self.ticks) or done < self.bar.value():
            return
        self.bar.setValue(done)
        for at, (tick, name) in enumerate(zip(self.ticks, self._names, strict=True)):
            tick.setVisible(at < done)
            look.mark(name, "strong" if at == done else "" if at < done else "soft")
        if done < total:
            self.bar.setAccessibleName(self._names[done].text())

    def release(self) -> None:
        """Give the window back."""
        self.accept()
        self.deleteLater()

    def reject(self) -> None:
        """Esc does not end what is under way."""

    def closeEvent(self, event: QCloseEvent) -> None:
        event.ignore()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.accept()

    def _steps(self, parts: Sequence[str]) -> QGridLayout:
        grid = QGridLayout()
        grid.setColumnMinimumWidth(0, look.height("icon"))
        grid.setHorizontalSpacing(look.space(2))
        grid.setColumnStretch(1, 1)
        for row, words in enumerate(parts):
            tick = named(icons.label("check", "good"), f"tick_{row}", _("Done"))
            name = label(words, name=f"step_{row}")
            grid.setRowMinimumHeight(row, look.height("icon"))
            grid.addWidget(tick, row, 0)
            grid.addWidget(name, row, 1)
            self.ticks.append(tick)
            self._names.append(name)
        return grid
