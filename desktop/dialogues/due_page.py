# SPDX-License-Identifier: GPL-3.0-or-later
"""What falls due in every process, one line each; the line opens its process."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QWidget

from desktop.core import clock, tasks
from desktop.core.i18n import _
from desktop.dialogues import due_service
from desktop.dialogues.card_page import shape
from desktop.dialogues.due_service import Due
from desktop.dialogues.form import STORE
from desktop.dialogues.overview_page import scrolled
from desktop.dialogues.source_page import when_due
from desktop.widgets import look
from desktop.widgets.parts import button, empty, label, named, wrapped

if TYPE_CHECKING:
    from desktop.core.store import Workspace


class DueList(QScrollArea):
    """Checks, reviews, pilots and meetings, those that wait longest first."""

    def __init__(self, workspace: "Workspace", open_process: Callable[[str], None]) -> None:
        super().__init__()
        self._workspace, self._open = workspace, open_process
        self._column = scrolled(self, "due_list")
        self._read: object = None
        self.reload()

    def reload(self) -> None:
        """Ask every process again; where nothing changed, nothing on the screen moves."""
        day = clock.today()
        with self._workspace.work(STORE) as work:
            found = due_service.waiting(work, day, due_service.AHEAD_DAYS)
        if (found, day) == self._read:
            return
        self._read = (found, day)
        empty(self._column)
        soft = _("What is late, and what falls due in the next 30 days.")
        self._column.addWidget(wrapped(soft, "soft"))
        if not found:
            self._column.addWidget(label(_("Nothing falls due."), "soft", "nothing_due"))
        for one in found:
            self._column.addWidget(self._line(one))
        self._column.addStretch(1)

    def keep_draft(self) -> None:
        """Nothing is typed here."""

    def close_down(self) -> None:
        """Nothing is held here."""

    def _line(self, one: Due) -> QWidget:
        whole = named(QFrame(), "due_line", one.words)
        look.mark(whole, "card")
        row = QHBoxLayout(whole)
        row.setContentsMargins(look.space(3), look.space(1), look.space(1), look.space(1))
        row.setSpacing(look.space(3))
        late = tasks.is_overdue(one.on, clock.today())
        row.addWidget(shape("warning" if late else "note"), 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(wrapped(one.words, "", "due_words"), 1)
        row.addWidget(label(when_due(one.on), "meta", "due_when"))
        open_ = button(_("Open"), "open_due", partial(self._open, one.process), "quiet")
        open_.setAccessibleName(f"{_('Open')}, {one.words}")
        row.addWidget(open_)
        return whole
