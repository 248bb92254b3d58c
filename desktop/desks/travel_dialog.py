# SPDX-License-Identifier: GPL-3.0-or-later
"""Choosing who goes along on a travel copy, and where it lies."""

from datetime import date, timedelta
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QWidget

from desktop.contacts import service as contacts
from desktop.core import clock, i18n
from desktop.core.i18n import _, ngettext
from desktop.core.store import Workspace
from desktop.core.work import Work
from desktop.participants import service as participants
from desktop.placements import service as placements
from desktop.widgets import dialogs
from desktop.widgets.framed import Framed
from desktop.widgets.parts import button, label, named, wrapped

MOST = 5_000


class TravelDialog(Framed):
    """Today's or this week's people, into a folder; ``people`` and ``folder`` are the answer."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent, "travel", _("Travel copy"))
        self._workspace = workspace
        self.people: list[str] = []
        self.folder: Path | None = None
        self.span = named(QComboBox(), "travel_span", _("Who goes along"))
        for days, words in ((0, _("Who is due today")), (7, _("Who is due this week"))):
            self.span.addItem(words, days)
        self.count = label("", "soft", "travel_count")
        self.where = wrapped(_("No folder chosen yet"), "soft", "travel_folder")
        self.go = button(_("Make the travel copy"), "travel_go", self.accept, "primary")
        self._lay_out()
        self.span.currentIndexChanged.connect(lambda _at: self._ask())
        self._ask()

    def choose(self, folder: Path) -> None:
        """Use a folder; the copy gets one of its own inside when it is not empty."""
        day = clock.today().isoformat()
        taken = folder.is_dir() and any(folder.iterdir())
        self.folder = folder / f"vereda-travel-{day}" if taken else folder
        self.where.setText(str(self.folder))
        self._ready()

    def _lay_out(self) -> None:
        column = self.head(_("Travel copy"))
        words = _(
            "Only the files of these people go along, under a passphrase of their own. The parts "
            "that stay closed are empty there. What is typed on it does not come back by itself."
        )
        column.addWidget(wrapped(words))
        column.addWidget(label(_("Who goes along"), "field"))
        column.addWidget(self.span)
        column.addWidget(self.count)
        column.addWidget(label(_("Folder"), "field"))
        column.addWidget(self.where)
        choose = button(_("Choose a folder"), "travel_choose", self._choose)
        column.addWidget(choose, 0, Qt.AlignmentFlag.AlignLeft)
        self.end(self.go, button(_("Go back"), "travel_back", self.reject))

    def _ask(self) -> None:
        day = clock.today() + timedelta(days=int(self.span.currentData()))
        with self._workspace.work() as work:
            self.people = due_people(work, day)
        n = len(self.people)
        words = ngettext("{n} participant", "{n} participants", n)
        self.count.setText(words.format(n=i18n.format_number(n)))
        self._ready()

    def _choose(self) -> None:
        folder = dialogs.choose_folder(
            self, _("Choose a folder on the memory stick or another disk")
        )
        if folder is not None:
            self.choose(folder)

    def _ready(self) -> None:
        self.go.setEnabled(bool(self.people) and self.folder is not None)


def due_people(work: Work, until: date) -> list[str]:
    """Return the ids of everybody somebody promised to see, or must ask, until a day."""
    found = [person for person, _due in contacts.due(work, until)]
    found += [check[1] for check in placements.due(work, until, MOST)]
    return list(participants.open_codes(work, list(dict.fromkeys(found))))
