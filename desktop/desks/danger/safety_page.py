# SPDX-License-Identifier: GPL-3.0-or-later
"""Safety: alerts that go on, who is out in the field, and whom to call; in tabs."""

from dataclasses import replace

from desktop.core.i18n import N_, _
from desktop.core.work import Work
from desktop.desks.danger.alert_card import AlertCard
from desktop.desks.danger.alert_dialog import raise_alert
from desktop.desks.danger.board_view import BoardView
from desktop.desks.danger.help_lines import HelpLinesPage, lines_card
from desktop.desks.frame.column_view import ColumnView
from desktop.desks.frame.desk import Desk
from desktop.desks.frame.lazy_tabs import LazyTabs, Tab
from desktop.desks.frame.plan_card import OwnPlan
from desktop.safety import service
from desktop.safety.service import Standing
from desktop.widgets.editors_flow import FlowLayout
from desktop.widgets.parts import button, wrapped


class AlertsView(ColumnView):
    """Every alert that goes on, of people and of the team."""

    name = "alerts_view"

    def fill(self) -> None:
        with self._desk.workspace.work() as work:
            found = _shown(work) if work.could("read") else []
        row = FlowLayout(gap=2)
        row.addWidget(
            button(_("Alert … (F9)"), "new_alert", lambda: raise_alert(self._desk), "danger")
        )
        self._column.addLayout(row)
        if not found:
            self._column.addWidget(wrapped(_("No alert goes on."), "soft"))
        for one in found:
            self._column.addWidget(AlertCard(self._desk, one.id, one.who))
        if found:
            self._column.addWidget(lines_card(self._desk.workspace))


def _shown(work: Work) -> list[Standing]:
    """Return what goes on, then what has ended and waits for a signature."""
    found = service.standing(work)
    known = {one.id for one in found}
    return found + [one for one in service.unsigned(work) if one.id not in known]


TABS: tuple[Tab, ...] = (
    Tab("alerts", N_("Alerts"), "read", AlertsView),
    Tab("board", N_("Field board"), "read", BoardView),
    Tab("lines", N_("Help lines"), "read", HelpLinesPage),
    Tab("plan", N_("My plan"), "read", OwnPlan),
)


class SafetyPage(LazyTabs):
    """In the order of need."""

    def __init__(self, desk: Desk) -> None:
        tabs = [replace(tab, title=_(tab.title)) for tab in TABS]
        super().__init__(desk, "safety_tabs", _("Safety"), tabs)

    def open(self, name: str) -> None:
        """Show a tab, and put the keyboard where its next step is."""
        super().open(name)
        if name == "board":
            self._made[self.tabs.currentIndex()].setFocus()
