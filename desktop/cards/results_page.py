# SPDX-License-Identifier: GPL-3.0-or-later
"""What the cards of one batch say, as the report would print it: small numbers stay hidden."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from desktop.cards import report, service
from desktop.core.document import Block, Table, Text
from desktop.core.i18n import _
from desktop.organisation import service as organisation
from desktop.widgets import look
from desktop.widgets.parts import empty, label, named, scrolled, wrapped

if TYPE_CHECKING:
    from desktop.core.store import Workspace


class ResultsPage(QWidget):
    """A table a question, once there are enough cards."""

    def __init__(self, workspace: "Workspace", batch: str) -> None:
        super().__init__()
        named(self, "card_results", _("Results"))
        self._workspace, self._batch = workspace, batch
        self._column = QVBoxLayout()
        self._column.setSpacing(look.space(3))
        outer = scrolled(self)
        outer.addLayout(self._column)
        outer.addStretch(1)
        self.reload()

    def reload(self) -> None:
        """Count again."""
        with self._workspace.work() as work:
            asked = service.questions_of(work, self._batch)
            n, counts = service.typed(work, self._batch), service.counted(work, self._batch)
            least = organisation.about(work).smallest_cell
        empty(self._column)
        if n < least:
            words = _("The results are shown from {n} cards on, so that nobody is found out.")
            self._column.addWidget(wrapped(words.format(n=least), "soft"))
            return
        for block in report.results(asked, n, counts, least):
            self._show(block)

    def _show(self, block: Block) -> None:
        if isinstance(block, Text):
            self._column.addWidget(wrapped(block.body, "strong"))
        elif isinstance(block, Table):
            self._column.addWidget(wrapped(block.title, "soft"))
            grid = QGridLayout()
            grid.setHorizontalSpacing(look.space(6))
            grid.setColumnStretch(2, 1)
            for row, (answer, count, *rest) in enumerate(block.rows):
                grid.addWidget(label(answer), row, 0)
                grid.addWidget(label(count, "strong"), row, 1, Qt.AlignmentFlag.AlignRight)
                if rest:  # an indicator: how many answered, and the share of them
                    words = _("of {all} who answered: {share}")
                    told = words.format(all=rest[0], share=rest[1])
                    grid.addWidget(label(told, "soft"), row, 2)
            self._column.addLayout(grid)
