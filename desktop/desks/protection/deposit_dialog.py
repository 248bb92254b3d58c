# SPDX-License-Identifier: GPL-3.0-or-later
"""Leave a note for a part kept apart: month, sector, words; sealed and gone from the screen."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox, QDialog, QWidget

from desktop.core.i18n import _
from desktop.deposits import page, service
from desktop.places.form import sector_choices
from desktop.widgets.form import Form
from desktop.widgets.framed import Framed
from desktop.widgets.parts import button, label, named

if TYPE_CHECKING:
    from desktop.core.store import Workspace


def leave(parent: QWidget | None, workspace: "Workspace") -> bool:
    """Let somebody leave a note; True when one was sealed."""
    asked = LeaveNote(parent, workspace)
    left = asked.exec() == QDialog.DialogCode.Accepted
    asked.deleteLater()
    return left


class LeaveNote(Framed):
    """No draft of it is kept: it is short, and nothing of it may stay here."""

    def __init__(self, parent: QWidget | None, workspace: "Workspace") -> None:
        super().__init__(parent, "leave_note_dialog", _("Leave a note"))
        self._workspace = workspace
        self.part = named(QComboBox(), "note_part", _("For whom"))
        for store, words in (
            ("sources", _("Who tells us what")),
            ("dialogues", _("Dialogue processes and groups")),
        ):
            self.part.addItem(words, store)
        self.form = Form([page.section()], {"sector": sector_choices(workspace)})
        self._lay_out()

    def _seal(self) -> None:
        part = str(self.part.currentData())
        if self.form.hand(lambda values: service.leave(self._workspace, part, values)):
            self.accept()

    def _lay_out(self) -> None:
        column = self.head(_("Leave a note"))
        column.addWidget(label(_("For whom"), "field"))
        column.addWidget(self.part)
        self.hold(self.form)
        self.end(
            button(_("Seal the note"), "note_seal", self._seal, "primary"),
            button(_("Go back"), "note_back", self.reject),
        )
