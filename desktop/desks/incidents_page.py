# SPDX-License-Identifier: GPL-3.0-or-later
"""The incidents page: what must be kept apart leaves the screen when it is saved."""

from functools import partial

from desktop.core import clock, i18n, leftovers
from desktop.core.i18n import _, ngettext
from desktop.desks.frame import paper
from desktop.desks.frame.desk import Desk
from desktop.incidents import stub_service
from desktop.incidents.page import IncidentSource
from desktop.widgets.parts import label
from desktop.widgets.register import RegisterPage


class IncidentsPage(RegisterPage):
    """Incidents of the main store; protected ones are sealed away as they are saved."""

    def __init__(self, desk: Desk) -> None:
        def deposited() -> None:
            desk.toasts.show(
                _("Kept apart, to protect the people hurt. It does not stay on this screen.")
            )

        def moved() -> None:
            until = i18n.format_day(leftovers.copies_until(clock.today()))
            words = _("Automatic copies made before may hold the data until {day}, encrypted.")
            desk.toasts.show(words.format(day=until))

        source = IncidentSource(desk.workspace, deposited=deposited, moved=moved)
        source.printer = partial(paper.ask_and_save, desk, source)
        super().__init__(source, desk.toasts)
        self.status.connect(desk.say)
        self._workspace = desk.workspace
        self.elsewhere = label("", "meta", "elsewhere")
        self.list.add_foot(self.elsewhere)
        self._count_elsewhere()

    def reload(self) -> None:
        """Show what changed in the store."""
        super().reload()
        self._count_elsewhere()

    def _count_elsewhere(self) -> None:
        n = stub_service.elsewhere(self._workspace, clock.today())
        words = ngettext("{n} elsewhere this month", "{n} elsewhere this month", n)
        self.elsewhere.setText(words.format(n=i18n.format_number(n)))
        self.elsewhere.setVisible(n > 0)
