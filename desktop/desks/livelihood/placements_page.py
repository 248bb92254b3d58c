# SPDX-License-Identifier: GPL-3.0-or-later
"""Placements, employers and what followed, on tabs; what an office does not use is not there."""

from PySide6.QtWidgets import QWidget

from desktop.core.i18n import _
from desktop.desks.frame.desk import Desk
from desktop.desks.frame.lazy_tabs import LazyTabs, Tab
from desktop.desks.frame.open_register import register
from desktop.desks.livelihood.certificates_page import Certificates
from desktop.desks.livelihood.permanence_page import PermanencePage
from desktop.desks.livelihood.seed_page import Seeds
from desktop.desks.livelihood.stipends_page import StipendsPage
from desktop.organisation import uses_service
from desktop.placements.employer_page import EmployerSource
from desktop.placements.page import PlacementSource
from desktop.widgets.register import RegisterPage


class PlacementsPage(LazyTabs):
    """Placements first, then who offers them, then who stayed."""

    def __init__(self, desk: Desk) -> None:
        tabs = [
            Tab("placements", _("Placements"), "read", _placements),
            Tab("employers", _("Employers and hosts"), "read", _employers),
            Tab("permanence", _("Permanence"), "report", PermanencePage),
        ]
        with desk.workspace.work() as work:
            on = uses_service.used(work)
        more = (
            Tab(uses_service.STIPENDS, _("Stipends"), "read", StipendsPage),
            Tab(uses_service.SEED, _("Seed capital"), "read", _seed),
            Tab(uses_service.COURSES, _("Certificates"), "read", _certificates),
        )
        tabs += [tab for tab in more if tab.name in on]
        super().__init__(desk, "placement_tabs", _("Placements"), tabs)

    def open(self, name: str) -> None:
        """Show a tab by its name, or an employer found by the search for everything."""
        if any(tab.name == name.partition("/")[0] for tab in self._offered):
            super().open(name)
        elif name:
            page = self.page("employers")
            assert isinstance(page, RegisterPage)  # noqa: S101 - built two lines above
            page.open(name)


def _placements(desk: Desk) -> QWidget:
    return register(desk, PlacementSource(desk.workspace, desk.toasts))


def _employers(desk: Desk) -> QWidget:
    return register(desk, EmployerSource(desk.workspace, desk.toasts))


def _seed(desk: Desk) -> QWidget:
    return register(desk, Seeds(desk))


def _certificates(desk: Desk) -> QWidget:
    return register(desk, Certificates(desk))
