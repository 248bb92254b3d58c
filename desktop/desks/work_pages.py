# SPDX-License-Identifier: GPL-3.0-or-later
"""Pages that are a register or two, put on the desk: participants, placements, activities."""

from datetime import date
from functools import partial

from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from desktop.activities.page import ActivitySource
from desktop.core.i18n import _
from desktop.desks import paper
from desktop.desks.desk import Desk
from desktop.desks.people_page import PeopleSource
from desktop.incidents import context_service
from desktop.incidents import service as incidents
from desktop.placements.page import EmployerSource, PlacementSource
from desktop.places.page import TerritoryPage
from desktop.widgets import look
from desktop.widgets.parts import named
from desktop.widgets.record_source import RecordSource
from desktop.widgets.register import RegisterPage
from desktop.widgets.source import Source


def register(desk: Desk, source: Source) -> RegisterPage:
    """Return the page of one register, its bottom line and its printer connected."""
    if isinstance(source, RecordSource):
        source.printer = partial(paper.ask_and_save, desk, source)
    page = RegisterPage(source, desk.toasts)
    page.status.connect(desk.say)
    return page


def participants(desk: Desk) -> QWidget:
    """Return the participants page."""
    return register(desk, PeopleSource(desk))


def activities(desk: Desk) -> QWidget:
    """Return the activities page."""
    return register(desk, ActivitySource(desk.workspace))


def territory(desk: Desk) -> QWidget:
    """Return the territory page with the incidents that stand on its map."""

    def counts(first: date, last: date) -> dict[str, int]:
        with desk.workspace.work() as work:
            return incidents.by_sector(work, first, last)

    def official(first: date, last: date) -> dict[str, int]:
        with desk.workspace.work() as work:
            figures = context_service.by_sector(work, first, last)
        found: dict[str, int] = {}
        for one in figures:
            found[one.key] = found.get(one.key, 0) + one.count
        return found

    page = TerritoryPage(desk.workspace, desk.jobs, counts, desk.toasts, official)
    page.status.connect(desk.say)
    return page


class PlacementsPage(QWidget):
    """Placements and the employers who offer them."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        look.mark(self, "page")
        self.placements = register(desk, PlacementSource(desk.workspace, desk.toasts))
        self.employers = register(desk, EmployerSource(desk.workspace))
        self.tabs = named(QTabWidget(), "placement_tabs", _("Placements"))
        self.tabs.setDocumentMode(True)
        self.tabs.addTab(self.placements, _("Placements"))
        self.tabs.addTab(self.employers, _("Employers and hosts"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.tabs)
        self.setFocusProxy(self.tabs)

    def open(self, record: str) -> None:
        """Open an employer found by the search for everything."""
        self.tabs.setCurrentWidget(self.employers)
        self.employers.open(record)

    def reload(self) -> None:
        """Show what changed in the store."""
        self.placements.reload()
        self.employers.reload()

    def keep_draft(self) -> None:
        """Keep what is being typed."""
        self.placements.keep_draft()
        self.employers.keep_draft()

    def close_down(self) -> None:
        """Let go of both registers."""
        self.placements.close_down()
        self.employers.close_down()
