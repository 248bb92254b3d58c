# SPDX-License-Identifier: GPL-3.0-or-later
"""The lines of a month or of a person on the desk: why each amount, and who disagrees."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.core import codes, records
from desktop.core.document import Table
from desktop.core.fields import chosen, specs
from desktop.core.i18n import N_, _
from desktop.desks.frame.desk import Desk
from desktop.desks.frame.tables import table_view
from desktop.desks.livelihood.stipend_dialogs import AppealDialog
from desktop.stipends import line_service, report, service
from desktop.stipends.model import LineState, MonthState, StipendLine
from desktop.stipends.page import LineSource
from desktop.widgets import look
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
            header = (_("What"), _("How much"), _("Why"))
            page = look.mark(QWidget(), "page")
            column = QVBoxLayout(page)
            column.setContentsMargins(*(look.space(6),) * 4)
            column.addWidget(table_view(Table(_("Why this amount"), header, rows)))
            column.addStretch()
            return page

        return (RecordTab("why", N_("Why this amount"), build, after=True),)

    def actions(self, id: str) -> Sequence[Action]:
        with self.workspace.work() as work:
            line = line_service.get(work, id)
            may = work.could("stipends")
            paying = service.get(work, line.month).state == MonthState.PAYING
        if line.appeal_answer == line_service.WAITING and may:
            return (Action("appeal", _("Answer …"), lambda: self._answer(id), "check"),)
        if not paying or line.state != LineState.DUE:
            return ()
        marks = codes.choices("receipt_mark")
        return [
            Action(f"slip_{mark}", words, partial(self._paid, id, mark), "check")
            for mark, words in marks
        ]

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

    def _paid(self, id: str, mark: str) -> None:
        with self.workspace.work(write=True) as work:
            row = line_service.get(work, id).row or 0
            line_service.hand_over(work, [row], mark)
        self._desk.toasts.show(_("Noted as handed over."))

    def _answer(self, id: str) -> None:
        names = self._counted()
        with self.workspace.work() as work:
            line = line_service.get(work, id)
            values, says = records.values_of(line), line.appeal or ""
        section = FormSection("", "", chosen(specs(StipendLine.draft), names))

        def answer(counts: Mapping[str, Any], agreed: bool) -> None:
            with self.workspace.work(write=True) as work:
                line_service.answer(work, id, counts, agreed=agreed)

        shown = {name: values[name] for name in names}
        asked = AppealDialog(None, says, section, shown, answer)
        asked.exec()
        asked.deleteLater()
