# SPDX-License-Identifier: GPL-3.0-or-later
"""The incidents page: what must be kept apart leaves the screen when it is saved."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QKeyCombination, Qt
from PySide6.QtWidgets import QWidget

from desktop.core import clock, i18n, leftovers
from desktop.core.i18n import _, ngettext
from desktop.desks.frame import paper
from desktop.desks.frame.desk import Desk
from desktop.incidents import sheet_report, stub_service
from desktop.incidents.page import IncidentSource
from desktop.incidents.paper_page import PaperEntry
from desktop.incidents.quick_page import QuickEntry
from desktop.widgets.editors_flow import FlowLayout
from desktop.widgets.parts import button, label
from desktop.widgets.register import RegisterPage

_QUICK = QKeyCombination(
    Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier, Qt.Key.Key_N
)


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
        source.toasts = desk.toasts
        source.printer = partial(paper.ask_and_save, desk, source)
        super().__init__(source, desk.toasts)
        self.status.connect(desk.say)
        self._workspace = desk.workspace
        self._desk = desk
        with desk.workspace.work() as work:
            self._may = work.could("create")
        verbs = FlowLayout(gap=2)
        for name, words, act in (
            ("quick_entry", _("Quick entry (Ctrl+Shift+N)"), self.quick),
            ("paper_entry", _("From a paper sheet"), self.from_paper),
        ):
            made = button(words, name, act)
            made.setEnabled(self._may)
            verbs.addWidget(made)
        holder = QWidget()
        holder.setLayout(verbs)
        self.list.add_foot(holder)
        self.elsewhere = label("", "meta", "elsewhere")
        self.list.add_foot(self.elsewhere)
        self._count_elsewhere()

    def reload(self) -> None:
        """Show what changed in the store."""
        super().reload()
        self._count_elsewhere()

    def _verb(self, keys: QKeyCombination) -> Callable[[], object] | None:
        if not self.in_record and keys == _QUICK and self._may:
            return self.quick
        return super()._verb(keys)

    def quick(self) -> None:
        """Write incidents one after the other, the least there is to say of each."""
        shown = QuickEntry(self, self._workspace, self.reload)
        shown.exec()
        shown.keep_draft()
        shown.deleteLater()

    def from_paper(self) -> None:
        """Type a whole sheet, a line an incident."""
        shown = PaperEntry(self, self._workspace, self.reload, self._blank_sheet)
        shown.exec()
        shown.keep_draft()
        shown.deleteLater()

    def _blank_sheet(self) -> None:
        with self._workspace.work() as work:
            blank = sheet_report.blank_sheet(work, is_demo=self._workspace.is_demo)
        paper.draw_noted(self._desk, blank, "print", "incident_sheet")

    def _count_elsewhere(self) -> None:
        n = stub_service.elsewhere(self._workspace, clock.today())
        words = ngettext("{n} elsewhere this month", "{n} elsewhere this month", n)
        self.elsewhere.setText(words.format(n=i18n.format_number(n)))
        self.elsewhere.setVisible(n > 0)
