# SPDX-License-Identifier: GPL-3.0-or-later
"""Help on F1: the page of what is on screen, offline, in the user's language."""

from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QTextBrowser,
    QWidget,
)

from desktop.core import i18n, paths
from desktop.core.i18n import N_, _
from desktop.widgets import look
from desktop.widgets.parts import named

PAGES = (
    ("first_steps", N_("First steps")),
    ("my_day", N_("My day")),
    ("participants", N_("Participants")),
    ("household_school", N_("Home, school and release")),
    ("reviews", N_("Assessment, plan and supervision")),
    ("placements", N_("Placements")),
    ("stipends", N_("Stipends, seed capital, courses")),
    ("services", N_("Services")),
    ("activities", N_("Activities")),
    ("territory", N_("Territory")),
    ("map", N_("Map")),
    ("ways", N_("Ways")),
    ("incidents", N_("Incidents")),
    ("incidents_fast", N_("Writing incidents fast")),
    ("analysis", N_("Analysis of incidents")),
    ("dialogues", N_("Processes")),
    ("close_month", N_("Close the month")),
    ("data", N_("Data")),
    ("settings", N_("Settings")),
    ("administration", N_("Administration")),
    ("protection_tabs", N_("Protection")),
    ("safety", N_("Safety")),
    ("protection", N_("What protects you and what does not")),
    ("people_keys", N_("People and keys")),
    ("keyboard", N_("Keyboard")),
)
_TOLD_BY = {"protection": "protection_tabs", "protected": "incidents", "sources": "dialogues"}
"""The page that tells of a place where it does not have the name of the place."""


class Help(QDialog):
    """A list of pages and the page itself."""

    def __init__(self, page: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("help")
        self.setWindowTitle(_("Help"))
        self._pages = named(QListWidget(), "help_pages", _("Help pages"))
        self._text = named(QTextBrowser(), "help_text", _("Help"))
        self._text.setOpenLinks(False)
        row = QHBoxLayout(self)
        row.addWidget(self._pages)
        row.addWidget(self._text, 1)
        for name, title in PAGES:
            item = QListWidgetItem(_(title), self._pages)
            item.setData(256, name)
        room = self.screen().availableGeometry()
        self._pages.setFixedWidth(min(look.width(26), room.width() // 3))
        self._pages.currentItemChanged.connect(lambda item, _old: self._show(item))
        names = [name for name, _title in PAGES]
        self._pages.setCurrentRow(names.index(page) if page in names else 0)
        wide, high = room.width() * 9 // 10, room.height() * 9 // 10
        self.resize(min(look.width(90), wide), min(look.width(62), high))

    def _show(self, item: QListWidgetItem) -> None:
        path = paths.resource("help", i18n.language(), f"{item.data(256)}.md")
        self._text.setMarkdown(path.read_text(encoding="utf-8"))


def show(parent: QWidget, page: str) -> None:
    """Open the help on a page; it stays open beside the work."""
    opened = Help(_TOLD_BY.get(page, page), parent)
    opened.setModal(False)
    opened.show()
