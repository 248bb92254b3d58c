# SPDX-License-Identifier: GPL-3.0-or-later
"""The question of an empty map: where on earth it begins."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QLineEdit, QVBoxLayout

from desktop.core.errors import UserError
from desktop.core.i18n import _
from desktop.places import start_service
from desktop.widgets import look
from desktop.widgets.editors_flow import FlowLayout
from desktop.widgets.parts import button, named, wrapped

if TYPE_CHECKING:
    from desktop.core.store import Workspace


class StartBar(QFrame):
    """Shown while there is neither a sector nor anything else that says where the city lies."""

    begun = Signal()

    def __init__(self, workspace: "Workspace") -> None:
        super().__init__()
        named(self, "start_bar")
        look.mark(self, "card")
        self._workspace = workspace
        self._line = named(QLineEdit(), "map_start", _("Latitude and longitude"))
        self._line.setPlaceholderText(_("Latitude, longitude"))
        self._line.setFixedWidth(look.width(24))
        self._line.returnPressed.connect(self._begin)
        self._problem = wrapped("", "error", "start_problem")
        self._problem.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(*(look.space(3),) * 4)
        column.setSpacing(look.space(2))
        words = _(
            "The map is empty. Import sectors, lay a background under it, or say where it begins: "
            "the latitude and longitude of a place in your city."
        )
        column.addWidget(wrapped(words))
        column.addWidget(self._problem)
        row = FlowLayout(gap=2)
        row.addWidget(self._line)
        row.addWidget(button(_("Begin here"), "begin_here", self._begin, "primary"))
        column.addLayout(row)

    def _begin(self) -> None:
        try:
            with self._workspace.work(write=True) as work:
                start_service.begin(work, self._line.text())
        except UserError as error:
            self._problem.setText(str(error))
            self._problem.show()
            return
        self._problem.hide()
        self.begun.emit()
