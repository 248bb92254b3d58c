# SPDX-License-Identifier: GPL-3.0-or-later
"""Requests from outside, a tab of the protection: the register, and the page that comes before."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.core.i18n import _
from desktop.core.team import members
from desktop.demands.page import DemandSource
from desktop.desks.frame import paper
from desktop.desks.frame.desk import Desk
from desktop.releases import service as releases
from desktop.widgets import look
from desktop.widgets.parts import button, is_low, tint
from desktop.widgets.register import RegisterPage


class DemandsPage(QWidget):
    """The register; two of those who can sign in decide, and what left is in the ledger."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        look.mark(self, "page")
        self._desk = desk
        source = DemandSource(desk.workspace, self._deciders, self._released)
        source.printer = lambda identity: paper.ask_and_save(desk, source, identity)
        self.register = RegisterPage(source, desk.toasts)
        self.register.status.connect(desk.say)
        self.register.stand_within()
        words = _("Somebody is at the door? The page says what to do, step by step.")
        show = button(_("See the page"), "to_the_page", self._to_the_page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        bar = tint("note", words, show)
        self.register.turned.connect(lambda on: bar.setVisible(not (on and is_low(self))))
        column.addWidget(bar)
        column.addWidget(self.register, 1)

    def reload(self) -> None:
        """Show what changed in the store."""
        self.register.reload()

    def keep_draft(self) -> None:
        """Keep what is being typed."""
        self.register.keep_draft()

    def close_down(self) -> None:
        """Let go of the register."""
        self.register.close_down()

    def _to_the_page(self) -> None:
        self._desk.go("protection", "papers")

    def _deciders(self) -> list[tuple[str, str]]:
        return [(one.user, one.user) for one in members.listed(self._desk.workspace)]

    def _released(self) -> list[tuple[str, str]]:
        with self._desk.workspace.work() as work:
            return releases.offered(work)
