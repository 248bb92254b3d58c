# SPDX-License-Identifier: GPL-3.0-or-later
"""The papers of a participant; faces and voices of people only where that was agreed to.

A picture or voice note still lies on the telephone it came from: a task until it is gone there.
"""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.consents import service as consents
from desktop.contacts import phone_service
from desktop.core import codes, i18n
from desktop.core.i18n import N_, _
from desktop.core.papers import cleaning
from desktop.desks.person.person_tabs import ContactsOf
from desktop.widgets import dialogs, look
from desktop.widgets.papers import PICTURES, Papers, dropped
from desktop.widgets.parts import button, empty, tint
from desktop.widgets.register import RegisterPage

if TYPE_CHECKING:
    from desktop.desks.frame.desk import Desk

IMAGE = "image"
_FACES: tuple[str, str, str] = (
    N_("Photographs of people are off"),
    N_(
        "This person has not agreed to images. A picture of a paper may come in; one that shows a "
        "face may not. Ask first, and note the answer on the tab Consent."
    ),
    N_("It shows a paper only"),
)
_VOICES: tuple[str, str, str] = (
    N_("Voices of people are off"),
    N_(
        "This person has not agreed to pictures or recordings. A note you speak yourself may come "
        "in; the voice of the person may not. Ask first, and note the answer on the tab Consent."
    ),
    N_("It is only my own voice"),
)


class PersonPapers(QWidget):
    """The papers, and above them what is still to be deleted on a telephone."""

    def __init__(self, desk: "Desk", person: str) -> None:
        super().__init__()
        look.mark(self, "page")
        self._desk, self._person = desk, person
        self.papers = Papers(desk.workspace, "cases", person, desk.toasts, self._agreed)
        self._lines = QVBoxLayout()
        self._lines.setContentsMargins(look.space(6), look.space(2), look.space(6), 0)
        self._lines.setSpacing(look.space())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._lines)
        column.addWidget(self.papers, 1)
        self.setFocusProxy(self.papers)
        self.papers.came.connect(self._came)
        self._show_left()

    def reload(self) -> None:
        """Show what changed in the store."""
        self.papers.reload()
        self._show_left()

    def keep_draft(self) -> None:
        """Nothing is typed here."""

    def close_down(self) -> None:
        """Forget what was shown."""
        self.papers.close_down()

    def _show_left(self) -> None:
        empty(self._lines)
        with self._desk.workspace.work() as work:
            left = phone_service.left(work, self._person)
            may = work.could("amend")
        words = _("Still on the telephone it came from: {kind}, {day}. Delete it there.")
        for identity, kind, day in left:
            said = words.format(kind=codes.label("phone_copy_kind", kind), day=i18n.format_day(day))
            gone = button(_("It is deleted"), "phone_gone", partial(self._gone, identity))
            self._lines.addWidget(tint("warning", said, *([gone] if may else [])))

    def _came(self, kind: str) -> None:
        lies = "photo" if kind in PICTURES else "voice" if kind in cleaning.SOUNDS else ""
        if lies:
            with self._desk.workspace.work(write=True) as work:
                phone_service.brought(work, self._person, lies)
            self._show_left()

    def _gone(self, identity: str) -> None:
        with self._desk.workspace.work(write=True) as work:
            phone_service.gone(work, identity)
        self._show_left()

    def _agreed(self, kind: str) -> bool:
        with self._desk.workspace.work() as work:
            if consents.given(work, self._person, IMAGE):
                return True
        title, body, own = _VOICES if kind in cleaning.SOUNDS else _FACES
        return dialogs.ask(None, _(title), _(body), _(own)).agreed


class ContactsTab(RegisterPage):
    """The contacts; a photograph or a voice note dropped here goes to the papers, cleaned."""

    def __init__(self, desk: "Desk", person: str) -> None:
        super().__init__(ContactsOf(desk.workspace, person), desk.toasts)
        self._desk, self._person = desk, person
        with desk.workspace.work() as work:
            self.setAcceptDrops(work.could("amend"))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        papers = PersonPapers(self._desk, self._person)
        try:
            papers.papers.add(dropped(event.mimeData()))
        finally:
            papers.close_down()
            papers.deleteLater()


def person_papers(desk: "Desk", person: str) -> PersonPapers:
    """Return the tab of one participant."""
    return PersonPapers(desk, person)
