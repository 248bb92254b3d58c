# SPDX-License-Identifier: GPL-3.0-or-later
"""The activities page: activities, groups and courses, school days, cards, complaints."""

from functools import partial
from typing import cast

from PySide6.QtWidgets import QWidget

from desktop.activities import sheet_report
from desktop.activities.page import ActivitySource
from desktop.cards import report as card_report
from desktop.cards.complaint_page import ComplaintSource
from desktop.cards.page import CardSource
from desktop.core.i18n import _
from desktop.core.tables import is_id
from desktop.desks.frame import paper
from desktop.desks.frame.desk import Desk
from desktop.desks.frame.lazy_tabs import LazyTabs, Tab
from desktop.desks.livelihood.certificates_page import Groups
from desktop.desks.person.school_tabs import SchoolSource
from desktop.desks.school_page import SchoolPage
from desktop.organisation import uses_service
from desktop.widgets.record_source import RecordSource
from desktop.widgets.register import RegisterPage

FIRST = "activities"


class ActivitiesPage(LazyTabs):
    """What happens with many people at once; who only counts heads stays on the first tab."""

    def __init__(self, desk: Desk) -> None:
        with desk.workspace.work() as work:
            on = uses_service.used(work)
        school = (
            Tab("school", _("School days"), "read", SchoolPage),
            Tab("schools", _("Schools"), "read", _schools),
        )
        tabs = (
            Tab(FIRST, _("Activities"), "read", _activities),
            Tab("series", _("Groups and courses"), "read", _series),
            *(school if uses_service.SCHOOL in on else ()),
            Tab("cards", _("Cards"), "read", _cards),
            Tab("complaints", _("Complaints"), "complaints", _complaints),
        )
        super().__init__(desk, "activity_tabs", _("Activities"), tabs)

    def open(self, name: str | int) -> None:
        """Show a tab, a record of a tab after a stroke, or an activity by its id or its row."""
        tabs = {tab.name for tab in self._offered}
        if isinstance(name, str) and name.partition("/")[0] in tabs:
            super().open(name)
        elif isinstance(name, int) or is_id(name):
            cast(RegisterPage, self.page(FIRST)).open(name)
        else:  # a tab that the office does not use any more
            super().open(FIRST)


def _register(desk: Desk, source: RecordSource) -> QWidget:
    source.printer = partial(paper.ask_and_save, desk, source)
    page = RegisterPage(source, desk.toasts)
    page.status.connect(desk.say)
    page.stand_within()
    return page


def _activities(desk: Desk) -> QWidget:
    return _register(desk, ActivitySource(desk.workspace, partial(_print_sheet, desk)))


def _series(desk: Desk) -> QWidget:
    return _register(desk, Groups(desk, partial(_print_sheet, desk)))


def _cards(desk: Desk) -> QWidget:
    return _register(desk, CardSource(desk.workspace, partial(_print_cards, desk)))


def _schools(desk: Desk) -> QWidget:
    return _register(desk, SchoolSource(desk.workspace))


def _complaints(desk: Desk) -> QWidget:
    return _register(desk, ComplaintSource(desk.workspace))


def _print_sheet(desk: Desk, activity: str) -> None:
    with desk.workspace.work() as work:
        sheet = sheet_report.blank_sheet(work, activity, is_demo=desk.workspace.is_demo)
    paper.draw_noted(desk, sheet, "print", activity)


def _print_cards(desk: Desk, name: str) -> None:
    blank = card_report.blank_cards(name, is_demo=desk.workspace.is_demo)
    paper.draw_noted(desk, blank, "print", name)
