# SPDX-License-Identifier: GPL-3.0-or-later
"""Pages that are a register, put on the desk: participants, activities, the territory."""

from datetime import date
from functools import partial
from typing import cast

from PySide6.QtWidgets import QWidget

from desktop.activities.page import ActivitySource
from desktop.core.i18n import _
from desktop.desks import paper
from desktop.desks.desk import Desk
from desktop.desks.lazy_tabs import LazyTabs, Tab
from desktop.desks.people_page import PeopleSource
from desktop.desks.school_page import SchoolPage
from desktop.desks.school_tabs import SchoolSource
from desktop.incidents import context_service
from desktop.incidents import service as incidents
from desktop.places.page import TerritoryPage
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
    """Return the activities page with the school days of the month beside it."""
    return ActivitiesPage(desk)


class ActivitiesPage(LazyTabs):
    """Activities, the school grid, and the directory of schools."""

    def __init__(self, desk: Desk) -> None:
        tabs = (
            Tab("activities", _("Activities"), "read", _held),
            Tab("school", _("School days"), "read", SchoolPage),
            Tab("schools", _("Schools"), "read", _schools),
        )
        super().__init__(desk, "activity_tabs", _("Activities"), tabs)
        self._names = frozenset(tab.name for tab in tabs)

    def open(self, name: str | int) -> None:
        """Show a tab by its name, or an activity by its id or the number of its row."""
        if isinstance(name, str) and name.partition("/")[0] in self._names:
            super().open(name)
        else:
            cast(RegisterPage, self.page("activities")).open(name)


def _held(desk: Desk) -> QWidget:
    return register(desk, ActivitySource(desk.workspace))


def _schools(desk: Desk) -> QWidget:
    return register(desk, SchoolSource(desk.workspace))


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
