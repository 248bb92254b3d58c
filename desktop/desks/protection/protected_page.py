# SPDX-License-Identifier: GPL-3.0-or-later
"""The page of protected incidents, there only while their store is open."""

from collections.abc import Sequence

from desktop.core.errors import UserError
from desktop.core.i18n import N_, ngettext
from desktop.desks.frame.desk import Desk
from desktop.dialogues.papers_page import only_a_paper
from desktop.incidents import service as incidents
from desktop.incidents.lines_page import StepsFor
from desktop.incidents.page import IncidentSource
from desktop.widgets.papers import Papers
from desktop.widgets.register import RegisterPage
from desktop.widgets.source import Tab


class ProtectedSource(IncidentSource):
    """Incidents kept apart to protect the people hurt."""

    title = N_("Protected incidents")

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.workspace, store=incidents.PROTECTED)
        self.toasts = self._toasts = desk.toasts

    def tabs(self, id: str) -> Sequence[Tab]:
        return (
            Tab(
                "protection",
                N_("Protection"),
                lambda _p: RegisterPage(StepsFor(self.workspace, id), self._toasts),
                after=True,
            ),
            *super().tabs(id),
            Tab(
                "papers",
                N_("Papers"),
                lambda _p: Papers(
                    self.workspace, incidents.PROTECTED, id, self._toasts, only_a_paper
                ),
                after=True,
            ),
        )


class ProtectedPage(RegisterPage):
    """Brings in what others sealed into the in-box, then shows the register."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(ProtectedSource(desk), desk.toasts)
        self.status.connect(desk.say)
        self._desk = desk
        self.take_deposits()

    def take_deposits(self) -> None:
        """Bring in what lies in the in-box; what cannot be read stays there and is told."""
        try:
            taken = incidents.take_deposits(self._desk.workspace)
        except UserError as error:
            self._desk.toasts.show(str(error))
            return
        if taken:
            words = ngettext(
                "{n} incident that was kept apart was brought in.",
                "{n} incidents that were kept apart were brought in.",
                taken,
            )
            self._desk.toasts.show(words.format(n=taken))
