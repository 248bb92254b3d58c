# SPDX-License-Identifier: GPL-3.0-or-later
"""Protection: people and keys, copies, rights, demands from outside, the journal; in tabs."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, cast

from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from desktop.core.i18n import N_, _
from desktop.desks.computer_page import ComputerPage
from desktop.desks.copies_page import CopiesPage
from desktop.desks.demands_page import DemandsPage
from desktop.desks.desk import Desk
from desktop.desks.journal_page import JournalPage
from desktop.desks.members_page import MembersPage
from desktop.desks.rights_page import RightsPage
from desktop.desks.wall_page import WallPage
from desktop.widgets import look
from desktop.widgets.parts import named


@dataclass(frozen=True, slots=True)
class Tab:
    """One tab: its name, its title, the action a role needs to see it, and what builds it."""

    name: str
    title: str
    action: str
    build: Callable[[Desk], QWidget]


TABS: tuple[Tab, ...] = (
    Tab("people", N_("People and keys"), "read", MembersPage),
    Tab("copies", N_("Copies"), "backup", CopiesPage),
    Tab("rights", N_("Rights of people"), "rights", RightsPage),
    Tab("demands", N_("Requests"), "demands", DemandsPage),
    Tab("journal", N_("Journal"), "journal", JournalPage),
    Tab("papers", N_("To print"), "read", WallPage),
    Tab("computer", N_("This computer"), "read", ComputerPage),
)
"""In the order of use. Each page answers ``reload``, ``keep_draft`` and ``close_down``."""


class ProtectionPage(QWidget):
    """Tabs are built when first shown: most days nobody opens one."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        look.mark(self, "page")
        self._desk = desk
        self.tabs = named(QTabWidget(), "protection_tabs", _("Protection"))
        self.tabs.setDocumentMode(True)
        self._made: dict[int, QWidget] = {}
        with desk.workspace.work() as work:
            self._offered = [tab for tab in TABS if work.could(tab.action)]
        for tab in self._offered:
            holder = QWidget()
            holder.setObjectName(f"tab_{tab.name}")
            column = QVBoxLayout(holder)
            column.setContentsMargins(0, 0, 0, 0)
            self.tabs.addTab(holder, _(tab.title).replace("&", "&&"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.tabs)
        self.setFocusProxy(self.tabs)
        self.tabs.currentChanged.connect(self._fill)
        self._fill(self.tabs.currentIndex())

    def open(self, name: str) -> None:
        """Show a tab by its name, as a line of My day asks."""
        for at, tab in enumerate(self._offered):
            if tab.name == name:
                self.tabs.setCurrentIndex(at)

    def page(self, name: str) -> QWidget:
        """Return the page of a tab, shown now."""
        self.open(name)
        return self._made[self.tabs.currentIndex()]

    def reload(self) -> None:
        """Show what changed in the store."""
        for page in self._made.values():
            cast(Any, page).reload()

    def keep_draft(self) -> None:
        """Keep what is being typed."""
        for page in self._made.values():
            cast(Any, page).keep_draft()

    def close_down(self) -> None:
        """Let go of every page."""
        for page in self._made.values():
            cast(Any, page).close_down()

    def _fill(self, at: int) -> None:
        if at < 0 or at in self._made:
            return
        page = self._offered[at].build(self._desk)
        holder = self.tabs.widget(at)
        inside = holder.layout() if holder else None
        if inside is not None:
            inside.addWidget(page)
        self._made[at] = page
