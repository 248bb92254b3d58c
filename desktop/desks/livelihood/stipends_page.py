# SPDX-License-Identifier: GPL-3.0-or-later
"""Stipends on the desk: months with their people and papers, and the rules."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from desktop.core import money
from desktop.core.document import Document
from desktop.core.i18n import N_, _
from desktop.core.team import approvals
from desktop.desks.frame import paper
from desktop.desks.frame.desk import Desk
from desktop.desks.frame.lazy_tabs import LazyTabs, Tab
from desktop.desks.frame.open_register import register
from desktop.desks.livelihood.stipend_dialogs import AmountDialog
from desktop.desks.livelihood.stipend_lines import Lines
from desktop.desks.team.approval_dialog import approve
from desktop.stipends import report, rule_service, service
from desktop.stipends.model import MonthState
from desktop.stipends.page import MonthSource, RuleSource
from desktop.widgets.register import RegisterPage
from desktop.widgets.source import Action
from desktop.widgets.source import Tab as RecordTab


class StipendsPage(LazyTabs):
    """Months first; a rule is seldom written."""

    def __init__(self, desk: Desk) -> None:
        tabs = (
            Tab("months", _("Months"), "read", lambda d: register(d, Months(d))),
            Tab(
                "rules",
                _("Rules"),
                "stipends",
                lambda d: register(d, RuleSource(d.workspace)),
            ),
        )
        super().__init__(desk, "stipend_tabs", _("Stipends"), tabs)

    def open(self, name: str) -> None:
        """Show a part by its name, or the month a line of My day leads to."""
        if name in ("months", "rules"):
            super().open(name)
        elif name:
            page = self.page("months")
            assert isinstance(page, RegisterPage)  # noqa: S101 - built two lines above
            page.open(name)


class Months(MonthSource):
    """A month with its people, its steps and its papers."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.workspace)
        self._desk = desk
        with desk.workspace.work() as work:
            if not work.could("stipends"):
                self.new_label = ""

    def tabs(self, id: str) -> Sequence[RecordTab]:
        def build(_parent: QWidget) -> QWidget:
            return RegisterPage(Lines(self._desk, month=id), self._desk.toasts)

        return (RecordTab("people", N_("People"), build),)

    def actions(self, id: str) -> Sequence[Action]:
        with self.workspace.work() as work:
            state, may = service.get(work, id).state, work.could("stipends")
        steps: dict[str, tuple[Action, ...]] = {
            MonthState.DRAFT: (
                Action("stipend_prepare", _("Prepare"), lambda: self._prepare(id), "check"),
                Action("stipend_again", _("Count again"), lambda: self._again(id), "redo"),
            ),
            MonthState.PREPARED: (
                Action("stipend_approve", _("Approve"), lambda: self._approve(id), "check"),
                Action("stipend_back", _("Send back"), lambda: self._send_back(id), "undo"),
            ),
        }
        papers = (
            Action("stipend_slips", _("Slips"), lambda: self._slips(id), "print"),
            Action("stipend_sheet", _("Control sheet"), lambda: self._sheet(id), "print"),
        )
        if state == MonthState.APPROVED:
            take = Action("stipend_pay", _("Take the cash"), lambda: self._pay(id), "check")
            return (take, *papers) if may else (take,)
        if state == MonthState.PAYING:
            count = Action("stipend_count", _("Count the cash"), lambda: self._count(id), "check")
            return (count, *papers) if may else (count,)
        return steps.get(state, ()) if may else ()

    def _again(self, id: str) -> None:
        with self.workspace.work(write=True) as work:
            service.count_again(work, id)
        self._desk.toasts.show(_("What happened since was added. Your corrections stay."))

    def _prepare(self, id: str) -> None:
        with self.workspace.work(write=True) as work:
            service.prepare(work, id)
        self._desk.toasts.show(_("The month waits for another person's approval."))

    def _send_back(self, id: str) -> None:
        with self.workspace.work(write=True) as work:
            service.send_back(work, id)

    def _approve(self, id: str) -> None:
        with self.workspace.work() as work:
            month = service.get(work, id)
            another = service.needs_another(work, month)
        if not another:
            with self.workspace.work(write=True) as work:
                service.approve(work, id)
            return
        about = _("Approve the stipends of {code}.").format(code=month.code)
        given = approve(None, self.workspace, approvals.STIPEND, id, about)
        if given is not None:
            with self.workspace.work(write=True) as work:
                service.approve_together(work, id, given.id)

    def _pay(self, id: str) -> None:
        with self.workspace.work() as work:
            month = service.get(work, id)
            whole = service.cash_of(work, month).whole
            currency = rule_service.read(month.terms).currency
        words = _("All slips together are worth {whole}. How much do you take with you?").format(
            whole=money.show(whole, currency)
        )

        def take(amount: int, _why: str) -> None:
            with self.workspace.work(write=True) as work:
                service.pay(work, id, amount)

        _ask(AmountDialog(None, _("Take the cash"), words, _("Take the cash"), take))

    def _count(self, id: str) -> None:
        words = _(
            "Count what came back, today, before anything else. A slip nobody came for is paid "
            "with the next month."
        )

        def count(amount: int, why: str) -> None:
            with self.workspace.work(write=True) as work:
                service.count(work, id, amount, why)

        verb, reason = _("Close the month"), _("Why it differs, if it does")
        _ask(AmountDialog(None, _("Count the cash"), words, verb, count, reason=reason))

    def _slips(self, id: str) -> None:
        with self.workspace.work() as work:
            made = report.slips(work, id)
        self._print(made, id)

    def _sheet(self, id: str) -> None:
        with self.workspace.work() as work:
            made = report.control_sheet(work, id)
        self._print(made, id)

    def _print(self, made: Document, id: str) -> None:
        paper.draw_noted(self._desk, made, "print", id)


def _ask(asked: AmountDialog) -> None:
    asked.exec()
    asked.deleteLater()
