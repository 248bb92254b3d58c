# SPDX-License-Identifier: GPL-3.0-or-later
"""Closing a file: reason, outcome, final scores, wishes and the way back; and what comes after."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QComboBox, QWidget

from desktop import slices
from desktop.assessments import service as assessments
from desktop.closures import service as closures
from desktop.closures.model import ClosureDraft
from desktop.consents import service as consents
from desktop.core import clock, codes, i18n, instruments
from desktop.core.errors import InvalidRecord, UserError
from desktop.core.fields import chosen, specs
from desktop.core.i18n import _, ngettext
from desktop.core.work import Work
from desktop.desks.danger.loss_dialog import something_grave
from desktop.desks.danger.safety_tab import leave_if_hidden
from desktop.desks.frame.desk import Desk
from desktop.desks.frame.lazy_tabs import LazyTabs, Tab
from desktop.desks.person.closure_tabs import AfterCareOf, ClosuresOf
from desktop.participants import service as participants
from desktop.safety import loss_service as losses
from desktop.supervision import service as supervision
from desktop.supervision.model import CLOSURE
from desktop.widgets import dialogs
from desktop.widgets.form import Form, FormSection
from desktop.widgets.framed import Framed
from desktop.widgets.parts import button, label, named, wrapped
from desktop.widgets.register import RegisterPage

ASKED = ("closed_on", "outcome", "criteria", "safe", "scores", "wishes", "way_back")


class CloseFile(Framed):
    """Why a file closes and how it went; only the reason is required."""

    def __init__(
        self, parent: QWidget | None = None, about: Sequence[str] = (), scores: str = ""
    ) -> None:
        super().__init__(parent, "close_file", _("Close the file"))
        self._reasons = named(QComboBox(), "closure_reason", _("Reason for closing"))
        for code, words in codes.choices("case_closure_reason"):
            self._reasons.addItem(words, code)
        column = self.head(_("Close the file"))
        first = _("Everything written stays. The file can be opened again at any time.")
        for line in (first, *about):
            column.addWidget(wrapped(line, "soft"))
        column.addWidget(label(_("Reason for closing"), "field"))
        column.addWidget(self._reasons)
        self.problem = wrapped("", "error", "close_problem")
        self.problem.hide()
        column.addWidget(self.problem)
        self.form = Form([FormSection("", "", chosen(specs(ClosureDraft), ASKED))])
        self.form.set_values({"scores": scores or None, "closed_on": clock.today()})
        self.hold(self.form)
        self.end(
            button(_("Close the file"), "confirm_close", self.accept, "primary"),
            button(_("Go back"), "cancel_close", self.reject),
        )

    @property
    def reason(self) -> str:
        """The chosen code of V24."""
        return str(self._reasons.currentData())

    @property
    def answers(self) -> dict[str, Any]:
        """Everything that was answered."""
        return {"reason": self.reason, **self.form.values()}

    def tell(self, error: UserError) -> None:
        """Say what keeps the file from closing; nothing typed is lost."""
        if isinstance(error, InvalidRecord):
            self.form.show_problems(error.problems)
        self.problem.setText(str(error))
        self.problem.show()


def close_file(desk: Desk, person: str) -> None:
    """Ask how it ended and close the file, or turn back."""
    with desk.workspace.work() as work:
        about, scores = _about(work, person), _scores(work, person)
    dialog = CloseFile(None, about, scores)
    done = False
    while not done and dialog.exec():
        if dialog.reason in codes.read("loss_kind"):
            if something_grave(desk, person, dialog.reason):
                leave_if_hidden(desk, person)
            break
        try:
            ended = _close(desk, person, dialog.answers)
        except UserError as error:
            dialog.tell(error)
        else:
            done = True
            _tell(desk, person, dialog.reason, ended)
    dialog.deleteLater()


def reopen(desk: Desk, person: str) -> None:
    """Ask why a file is opened again, and open it."""
    with desk.workspace.work() as work:
        lost = losses.of_person(work, person) is not None
    if lost:  # how it ended is said there, and what was stopped comes back with it
        desk.go("participants", f"{person}/safety")
        return
    words = _("What was to come after the end falls away. The reminders begin again.")
    reason = dialogs.which(
        None, _("Open the file again?"), words, dict(codes.choices("reopen_reason"))
    )
    if reason:
        _reopen(desk, person, reason)


def of_person(desk: Desk, person: str) -> LazyTabs:
    """Return the tab of what came after the end: the contacts agreed to, and each closing."""
    workspace, toasts = desk.workspace, desk.toasts
    return LazyTabs(
        desk,
        "ending_tabs",
        _("After the end"),
        (
            Tab(
                "after_care",
                _("After-care"),
                "read",
                lambda _d: RegisterPage(AfterCareOf(workspace, person), toasts),
            ),
            Tab(
                "closings",
                _("Closings"),
                "read",
                lambda _d: RegisterPage(ClosuresOf(workspace, person), toasts),
            ),
        ),
    )


def _close(desk: Desk, person: str, answers: dict[str, Any]) -> int:
    with desk.workspace.work(write=True) as work:
        bars = slices.bars_closing(work, person)
        ended = len(slices.due(work, clock.today(), [person]))
        closures.close(work, person, answers, bars=bars, tasks=ended)
        supervision.ask(work, CLOSURE, person, person)
    return ended


def _tell(desk: Desk, person: str, reason: str, ended: int) -> None:
    words = (
        _("Reminders about this person have stopped. The file stays open.")
        if reason in participants.ONLY_STOPS
        else _("The file was closed.")
    )
    if ended:
        said = ngettext("{n} task ended with it.", "{n} tasks ended with it.", ended)
        words = f"{words} {said.format(n=i18n.format_number(ended))}"
    desk.toasts.show(words, lambda: _reopen(desk, person, "closed_by_mistake"))


def _reopen(desk: Desk, person: str, reason: str) -> None:
    with desk.workspace.work(write=True) as work:
        closures.reopen(work, person, reason)
        supervision.withdraw(work, person)


def _about(work: Work, person: str) -> list[str]:
    bars = slices.bars_closing(work, person)
    lines = []
    if bars:
        words = ngettext(
            "{n} check of a placement is open: the file cannot end with its goals met.",
            "{n} checks of placements are open: the file cannot end with its goals met.",
            bars,
        )
        lines.append(words.format(n=bars))
    agreed = consents.given(work, person, closures.FOLLOW_UP)
    yes = _("Agreed: we look for this person 6, 12 and 24 months after the end.")
    no = _("No contact after the end was agreed to. Ask for it on the tab Consent first.")
    return [*lines, yes if agreed else no]


def _scores(work: Work, person: str) -> str:
    """Return the last score of each instrument in words, to be kept with the closing."""
    last = {one.instrument: one for one in assessments.done(work, person)}
    lines = []
    for one in last.values():
        title = instruments.shipped_one(one.instrument).title
        figures = "" if one.total is None else i18n.format_number(one.total)
        lines.append(f"{title}, {i18n.format_day(one.done_on)}: {figures}".rstrip(": "))
    return "\n".join(lines)[:600]
