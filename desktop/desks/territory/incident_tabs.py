# SPDX-License-Identifier: GPL-3.0-or-later
"""The place of incidents: the register, the analysis, and what happened around us."""

from typing import cast

from PySide6.QtGui import QResizeEvent

from desktop.core.i18n import _
from desktop.core.tables import is_id
from desktop.desks.frame.desk import Desk
from desktop.desks.frame.lazy_tabs import LazyTabs, Tab
from desktop.desks.frame.open_register import register
from desktop.desks.incidents_page import IncidentsPage
from desktop.desks.territory.analysis_page import AnalysisPage
from desktop.desks.territory.happenings_page import HappeningSource
from desktop.widgets.register import RegisterPage

FIRST = "incidents"


class IncidentTabs(LazyTabs):
    """Who only writes incidents down stays on the first tab."""

    def __init__(self, desk: Desk) -> None:
        tabs = (
            Tab(FIRST, _("Incidents"), "read", _incidents),
            Tab("analysis", _("Analysis"), "read", AnalysisPage),
            Tab("happenings", _("What happened around us"), "read", _happenings),
        )
        super().__init__(desk, "incident_tabs", _("Incidents"), tabs)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the keys with the register: Ctrl+N begins an incident as soon as one is here."""
        super().resizeEvent(event)
        self.setFocusProxy(self._made[0])

    def open(self, name: str | int) -> None:
        """Show a tab, a record of a tab after a stroke, or an incident by its id or its row."""
        tabs = {tab.name for tab in self._offered}
        if isinstance(name, str) and name.partition("/")[0] in tabs:
            super().open(name)
        elif isinstance(name, int) or is_id(name.partition("/")[0]):
            cast(RegisterPage, self.page(FIRST)).open(name)
        else:
            super().open(FIRST)


def _incidents(desk: Desk) -> RegisterPage:
    page = IncidentsPage(desk)
    page.stand_within()
    return page


def _happenings(desk: Desk) -> RegisterPage:
    page = register(desk, HappeningSource(desk.workspace))
    page.stand_within()
    return page
