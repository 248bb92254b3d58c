# SPDX-License-Identifier: GPL-3.0-or-later
"""Protection: people and keys, copies, rights, demands from outside, the journal; in tabs."""

from dataclasses import replace

from desktop.core.i18n import N_, _
from desktop.desks.frame.desk import Desk
from desktop.desks.frame.lazy_tabs import LazyTabs, Tab
from desktop.desks.office.local_words_page import LocalWords
from desktop.desks.protection.computer_page import ComputerPage
from desktop.desks.protection.copies_page import CopiesPage
from desktop.desks.protection.demands_page import DemandsPage
from desktop.desks.protection.journal_page import JournalPage
from desktop.desks.protection.rights_page import RightsPage
from desktop.desks.protection.wall_page import WallPage
from desktop.desks.team.members_page import MembersPage

TABS: tuple[Tab, ...] = (
    Tab("people", N_("People and keys"), "read", MembersPage),
    Tab("copies", N_("Copies"), "backup", CopiesPage),
    Tab("rights", N_("Rights of people"), "rights", RightsPage),
    Tab("demands", N_("Requests"), "demands", DemandsPage),
    Tab("words", N_("Words of here"), "settings", LocalWords),
    Tab("journal", N_("Journal"), "journal", JournalPage),
    Tab("papers", N_("To print"), "read", WallPage),
    Tab("computer", N_("This computer"), "read", ComputerPage),
)
"""In the order of use."""


class ProtectionPage(LazyTabs):
    """What a role may do of it, in the order of use."""

    def __init__(self, desk: Desk) -> None:
        tabs = [replace(tab, title=_(tab.title)) for tab in TABS]
        super().__init__(desk, "protection_tabs", _("Protection"), tabs)
