# SPDX-License-Identifier: GPL-3.0-or-later
"""Pages that are a register, put on the desk: participants, activities, the territory."""

from datetime import date
from functools import partial

from PySide6.QtWidgets import QWidget

from desktop.desks import around_page, map_marks, map_papers
from desktop.desks.frame.desk import Desk
from desktop.desks.frame.open_register import register
from desktop.desks.person.people_page import PeopleSource
from desktop.desks.working_lists import WorkingLists
from desktop.incidents import context_service
from desktop.incidents import service as incidents
from desktop.places.page import TerritoryPage


def participants(desk: Desk) -> QWidget:
    """Return the participants page."""
    page = register(desk, PeopleSource(desk))
    page.list.add_foot(WorkingLists(desk, page))
    return page


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
    page.source.more = partial(around_page.tabs, desk.workspace)
    page.status.connect(desk.say)
    page.map.offer_marks(
        lambda on: map_marks.marks(desk, page.map, on), lambda: map_marks.verbs(desk, page.map)
    )
    page.map.offer_papers(lambda: map_papers.offered(desk, page.map))
    return page
