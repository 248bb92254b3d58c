# SPDX-License-Identifier: GPL-3.0-or-later
"""What My day says before everything else: each part of the house adds its own question here."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from desktop.desks.consent import consent_tab
from desktop.desks.danger import safety_alerts
from desktop.desks.frame.day_line import Line
from desktop.desks.office import grant_pages
from desktop.desks.person.people_page import broken_glass
from desktop.desks.protection import clock_alerts, copies_alerts, phone_alerts, rights_page
from desktop.desks.team import handover_dialog, members_alerts

if TYPE_CHECKING:
    from desktop.core.store import Workspace

ALERTS: tuple[Callable[["Workspace"], list[Line]], ...] = (
    safety_alerts.ask,
    members_alerts.ask,
    broken_glass,
    consent_tab.alerts,
    handover_dialog.alerts,
    copies_alerts.alerts,
    phone_alerts.alerts,
    clock_alerts.alerts,
    rights_page.alerts,
    grant_pages.alerts,
)
"""In the order of weight. Each looks at the open workspace and returns what is to be told now.

Each function lives in the file of what it asks about; a late line is shown as a danger.
"""


def all_of(workspace: "Workspace") -> list[Line]:
    """Ask every part."""
    return [line for ask in ALERTS for line in ask(workspace)]
