# SPDX-License-Identifier: GPL-3.0-or-later
"""A page of questions beside a map: a column at the left, the preview, one verb at the foot."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from desktop.core.document import Map
from desktop.core.errors import UserError
from desktop.core.i18n import _
from desktop.widgets import look
from desktop.widgets.map_canvas import MapCanvas
from desktop.widgets.parts import button, empty, label, tint

if TYPE_CHECKING:
    from desktop.core.store import Workspace
    from desktop.widgets.jobs import Jobs


class StepPage(QWidget):
    """What looking at a file and looking for borders share; nothing is written before the verb."""

    left = Signal()

    def __init__(
        self, workspace: "Workspace", jobs: "Jobs", title: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        look.mark(self, "page")
        self.workspace, self.jobs = workspace, jobs
        self.canvas = MapCanvas()
        self.beside = QStackedWidget()
        self.column = QVBoxLayout()
        self.head = QHBoxLayout()
        self._verb: Callable[[], None] | None = None
        self._go = button("", "go", self._do, "primary")
        self._lay_out(title)
        self.start()

    def start(self) -> None:
        """Forget everything shown."""
        empty(self.column)
        self.canvas.show_map(Map("", []))
        self.beside.setCurrentWidget(self.canvas)
        self._go.hide()

    def finish(self) -> None:
        """Leave the page."""
        self.start()
        self.left.emit()

    def offer(self, words: str, verb: Callable[[], None]) -> None:
        """Offer the verb that ends this step."""
        self._verb = verb
        self._go.setText(words.replace("&", "&&"))
        self._go.show()
        self._go.setEnabled(True)

    def hold(self) -> None:
        """Let the verb wait while something is worked out."""
        self._go.setEnabled(False)

    def say(self, words: str) -> None:
        """Add a sentence to the column."""
        self.column.addWidget(sentence(words))

    def failed(self, error: Exception) -> None:
        """Tell a foreseen failure in place of everything else."""
        if not isinstance(error, UserError):
            raise error
        self.start()
        self.column.addWidget(tint("danger", str(error)))

    def _do(self) -> None:
        if self._verb is not None:
            self._verb()

    def _lay_out(self, title: str) -> None:
        whole = QVBoxLayout(self)
        whole.setContentsMargins(*(look.space(6),) * 4)
        whole.setSpacing(look.space(4))
        self.head.addWidget(label(title, "title"), 1)
        whole.addLayout(self.head)
        inside = look.mark(QWidget(), "page")
        inside.setLayout(self.column)
        self.column.setContentsMargins(*(look.RING + 2,) * 4)  # room for the focus ring
        self.column.setSpacing(look.space(2))
        self.column.setAlignment(Qt.AlignmentFlag.AlignTop)
        area = QScrollArea()
        area.setWidget(inside)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFixedWidth(look.width(38))
        middle = QHBoxLayout()
        middle.setSpacing(look.space(6))
        middle.addWidget(area)
        self.beside.addWidget(self.canvas)
        middle.addWidget(self.beside, 1)
        whole.addLayout(middle, 1)
        foot = QHBoxLayout()
        foot.addWidget(button(_("Go back"), "go_back", self.finish))
        foot.addStretch()
        foot.addWidget(self._go)
        whole.addLayout(foot)


def sentence(words: str) -> QWidget:
    """Return a line of words that wraps."""
    line = label(words)
    line.setWordWrap(True)
    return line
