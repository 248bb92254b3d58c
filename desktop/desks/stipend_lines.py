# SPDX-License-Identifier: GPL-3.0-or-later
"""The lines of a month or of a person on the desk: why each amount, and who disagrees."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from desktop.core import records
from desktop.core.document import Table
from desktop.core.fields import chosen, specs
from desktop.core.i18n import N_, _
from desktop.desks.desk import Desk
from desktop.desks.permanence_page import table_view
from desktop.desks.stipend_dialogs import AppealDialog
from desktop.stipends import line_service, report, service
from desktop.stipends.model import MonthState, StipendLine
from desktop.stipends.page import LineSource
from desktop.widgets.form import FormSection
from desktop.widgets.source import Action
from desktop.widgets.source import Tab as RecordTab


class Lines(LineSource):
    """The people of a month or the months of a person, with the reason of every amount."""

    def __init__(self, desk: Desk, month: str = "", person: str = "") -> None:
        super().__init__(desk.workspace, month, person)
        self._desk = desk

    def tabs(self, id: str) -> Sequence[RecordTab]:
        def build(_parent: QWidget) -> QWidget:
            with self.workspace.work() as work:
                line = line_service.get(work, id)
                rows = report.explained(service.get(work, line.month), line)
            header = (_("What"), _("How much"), "")
            return table_view(Table(_("Why this amount"), header, rows))

        return (RecordTab("why", N_("Why this amount"), build, after=True),)

    def actions(self, id: str) -> Sequence[Action]:
        with self.workspace.work() as work:
            waits = line_service.get(work, id).appeal_answer == "waiting"
            if not waits or not work.could("stipends"):
                return ()
        return (Action("appeal", _("Answer …"), lambda: self._answer(id), "check"),)

    def together(self, keys: Sequence[int]) -> Sequence[Action]:
        """Offer to note several slips as handed over at once, on the pay day."""
        with self.workspace.work() as work:
            lines = [records.at_row(work, StipendLine, key) for key in keys]
            paying = all(service.get(work, line.month).state == MonthState.PAYING for line in lines)
        if not lines or not paying:
            return ()
        words = _("Handed over and marked")
        return (Action("slips_paid", words, lambda: self._hand_over(list(keys)), "check"),)

    def _hand_over(self, keys: Sequence[int]) -> None:
        with self.workspace.work(write=True) as work:
            line_service.hand_over(work, keys)

    def _answer(self, id: str) -> None:
        names = self._counted()
        with self.workspace.work() as work:
            line = line_service.get(work, id)
            values, says = records.values_of(line), line.appeal or ""
        section = FormSection("", "", chosen(specs(StipendLine.draft), names))
        asked = AppealDialog(None, says, section, {name: values[name] for name in names})
        if asked.exec():
            with self.workspace.work(write=True) as work:
                line_service.answer(work, id, asked.form.values(), agreed=asked.agreed)
        asked.deleteLater()
