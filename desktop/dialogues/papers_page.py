# SPDX-License-Identifier: GPL-3.0-or-later
"""The papers of a process and of each of its agreements, sealed with the key of their store.

No face, no voice, no plate, no telephone of anybody of a group may stand on them: a photograph
comes in only when whoever adds it says that it shows a paper.
"""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from desktop.core import i18n
from desktop.core.errors import UserError
from desktop.core.i18n import N_, _
from desktop.core.papers import cleaning
from desktop.dialogues import form, service
from desktop.widgets import dialogs, look
from desktop.widgets.papers import Papers
from desktop.widgets.parts import empty, label, named

if TYPE_CHECKING:
    from desktop.core.store import Workspace
    from desktop.widgets.toasts import Toasts


class ProcessPapers(QWidget):
    """Of which record: the process itself, or one of its agreements; its papers below."""

    def __init__(self, workspace: "Workspace", toasts: "Toasts", process: str) -> None:
        super().__init__()
        named(self, "process_papers", _("Papers"))
        look.mark(self, "page")
        self._workspace, self._toasts, self._process = workspace, toasts, process
        self.of = named(QComboBox(), "papers_of", _("Papers of"))
        self.papers: Papers | None = None
        self._room = QVBoxLayout()
        self._room.setContentsMargins(0, 0, 0, 0)
        column = QVBoxLayout(self)
        column.setContentsMargins(look.space(6), look.space(3), look.space(6), 0)
        column.addWidget(label(_("Papers of"), "field"))
        column.addWidget(self.of)
        column.addLayout(self._room, 1)
        self._offer()
        self._show()
        self.of.activated.connect(lambda _at: self._show())

    def reload(self) -> None:
        """Read agreements and papers again; what is shown stays while it is there."""
        chosen = self.of.currentData()
        self._offer()
        if self.of.currentData() != chosen:
            self._show()
        elif self.papers is not None:
            self.papers.reload()

    def keep_draft(self) -> None:
        """Nothing is typed here."""

    def close_down(self) -> None:
        """Forget what was shown."""
        if self.papers is not None:
            self.papers.close_down()

    def _offer(self) -> None:
        chosen = self.of.currentData()
        with self._workspace.work(form.STORE) as work:
            found = service.agreements(work, self._process)
        self.of.clear()
        self.of.addItem(_("The process"), self._process)
        for one in found:
            words = _("Agreement {code}, since {day}")
            day = i18n.format_day(one.since)
            self.of.addItem(words.format(code=one.code, day=day), one.id)
        self.of.setCurrentIndex(max(0, self.of.findData(chosen)))

    def _show(self) -> None:
        self.close_down()
        empty(self._room)
        record = str(self.of.currentData())
        self.papers = Papers(self._workspace, form.STORE, record, self._toasts, only_a_paper)
        self._room.addWidget(self.papers)


class NoVoice(UserError):
    """A voice note where nobody may be recognised."""

    def __init__(self) -> None:
        super().__init__(
            N_(
                "No voice may be kept here: whoever hears it could know who speaks. Nothing was "
                "added. Write down what was said, by code."
            )
        )


def only_a_paper(kind: str) -> bool:
    """Ask before a photograph comes in where faces may never be kept; a voice does not come in."""
    if kind in cleaning.SOUNDS:
        raise NoVoice
    answer = dialogs.ask(
        None,
        _("No face, voice or plate may be kept here"),
        _(
            "A picture of a paper may come in. One on which anybody, a vehicle or a house can be "
            "recognised may not: whoever finds it could find them."
        ),
        _("It shows a paper only"),
    )
    return answer.agreed
