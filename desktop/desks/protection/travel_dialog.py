# SPDX-License-Identifier: GPL-3.0-or-later
"""Choosing who goes along on a travel copy, and where it lies."""

from datetime import date, timedelta
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLineEdit, QListWidget, QListWidgetItem, QWidget

from desktop.contacts import service as contacts
from desktop.core import clock, i18n
from desktop.core.backups import travel
from desktop.core.i18n import _, ngettext
from desktop.core.store import Workspace
from desktop.core.work import Work
from desktop.participants import service as participants
from desktop.placements import service as placements
from desktop.widgets import dialogs, look
from desktop.widgets.framed import Framed
from desktop.widgets.parts import button, label, named, wrapped

MOST = 5_000
MOST_OFFERED = 30
BY_HAND = -1


class TravelDialog(Framed):
    """Who is due, or chosen by hand, into a folder; ``people`` and ``folder`` are the answer."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent, "travel", _("Travel copy"))
        self._workspace = workspace
        self.people: list[str] = []
        self.folder: Path | None = None
        self.span = named(QComboBox(), "travel_span", _("Who goes along"))
        for days, words in (
            (0, _("Who is due today")),
            (7, _("Who is due this week")),
            (BY_HAND, _("People I choose")),
        ):
            self.span.addItem(words, days)
        self._chosen: dict[str, str] = {}
        self.search = named(QLineEdit(), "travel_search", _("Code or name"))
        self.search.setPlaceholderText(_("Code or name"))
        self.found = named(QListWidget(), "travel_found", _("Who goes along"))
        self.found.setFixedHeight(look.height("row") * 5)
        self.count = wrapped("", "soft", "travel_count")
        self.where = wrapped(_("No folder chosen yet"), "soft", "travel_folder")
        self.go = button(_("Make the travel copy"), "travel_go", self.accept, "primary")
        self._lay_out()
        self.span.currentIndexChanged.connect(lambda _at: self._ask())
        self.search.textChanged.connect(lambda _text: self._offer())
        self.found.itemChanged.connect(self._tick)
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
        column.addWidget(self.search)
        column.addWidget(self.found)
        column.addWidget(self.count)
        column.addWidget(label(_("Folder"), "field"))
        column.addWidget(self.where)
        choose = button(_("Choose a folder"), "travel_choose", self._choose)
        column.addWidget(choose, 0, Qt.AlignmentFlag.AlignLeft)
        self.end(self.go, button(_("Go back"), "travel_back", self.reject))

    def _ask(self) -> None:
        """Show who goes along as it is chosen now, and what that means."""
        days = int(self.span.currentData())
        by_hand = days == BY_HAND
        self.search.setVisible(by_hand)
        self.found.setVisible(by_hand)
        if by_hand:
            self._offer()
            self.people = list(self._chosen)
        else:
            with self._workspace.work() as work:
                self.people = due_people(work, clock.today() + timedelta(days=days))
        self._tell()

    def _offer(self) -> None:
        """List who is chosen, then who matches; whoever was chosen never leaves the list."""
        with self._workspace.work() as work:
            matching = participants.offered(work, self.search.text(), MOST_OFFERED)
        self.found.blockSignals(True)
        self.found.clear()
        for identity, code in {**self._chosen, **dict(matching)}.items():
            item = QListWidgetItem(code, self.found)
            item.setData(Qt.ItemDataRole.UserRole, identity)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            ticked = identity in self._chosen
            item.setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)
        self.found.blockSignals(False)

    def _tick(self, item: QListWidgetItem) -> None:
        identity = str(item.data(Qt.ItemDataRole.UserRole))
        if item.checkState() == Qt.CheckState.Checked:
            self._chosen[identity] = item.text()
        else:
            self._chosen.pop(identity, None)
        self.people = list(self._chosen)
        self._tell()

    def _tell(self) -> None:
        found = travel.along(self._workspace, self.people)
        said = ngettext("{n} participant", "{n} participants", found.people)
        words = [said.format(n=i18n.format_number(found.people))]
        if found.people:
            more = _(
                "Records about them: {records}. Places, programmes and employers: {shared}. "
                "Their papers, everybody else and the journal stay here."
            )
            words.append(
                more.format(
                    records=i18n.format_number(found.records),
                    shared=i18n.format_number(found.pointed_to),
                )
            )
        self.count.setText(". ".join(words))
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
