# SPDX-License-Identifier: GPL-3.0-or-later
"""One alert as a card: what is known, what somebody found when asking again, what was given."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout

from desktop.core import clock, codes, i18n
from desktop.core.errors import UserError
from desktop.core.fields import chosen, specs
from desktop.core.i18n import N_, _
from desktop.core.tasks import is_overdue, when
from desktop.core.work import Work
from desktop.desks.frame.form_dialog import FormDialog, Questions, asked
from desktop.desks.frame.plan_card import add_words
from desktop.safety import plan_service, relief_service, service
from desktop.safety.model import CHECKS, Alert, StaffAlert
from desktop.safety.relief_model import ReliefDraft
from desktop.safety.relief_service import Given
from desktop.widgets import dialogs, look
from desktop.widgets.editors_flow import FlowLayout
from desktop.widgets.form import FormSection
from desktop.widgets.parts import button, label, tint, wrapped

if TYPE_CHECKING:
    from desktop.desks.frame.desk import Desk

_ASKED = {
    "check_24h": N_("After 24 hours"),
    "check_72h": N_("After 72 hours"),
    "check_7d": N_("After 7 days"),
}
_CASH = "cash"


class AlertCard(QFrame):
    """Each thing that waits has its button; what only a coordinator signs is offered to them."""

    def __init__(self, desk: "Desk", identity: str, who: str = "") -> None:
        super().__init__()
        self.setObjectName("alert_card")
        look.mark(self, "card")
        self._desk, self._id = desk, identity
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(*(look.space(4),) * 4)
        self._column.setSpacing(look.space(3))
        with desk.workspace.work() as work:
            alert = service.get(work, identity)
            given = relief_service.given(work, identity)
            self._signs = work.could("members")
            sign_by = service.sign_by(work, alert)
            colleague = alert.staff if isinstance(alert, StaffAlert) else ""
            plan = plan_service.of_staff(work, colleague) if colleague else None
        self._head(alert, who)
        for line in _facts(alert):
            self._column.addWidget(wrapped(line))
        if plan is not None:
            add_words(self._column, plan)
        self._checks(alert)
        self._help(given)
        if sign_by is not None:
            self._to_sign(sign_by)

    def _head(self, alert: Alert | StaffAlert, who: str) -> None:
        since = i18n.format_moment(alert.created_at)
        if alert.lifted_at is not None:
            words = _("The pause was lifted on {moment} by {user}.").format(
                moment=i18n.format_moment(alert.lifted_at), user=alert.lifted_by
            )
            self._column.addWidget(tint("warning", f"{who} {words}".strip()))
            return
        if isinstance(alert, Alert):
            words = _("Alert since {moment}. Nobody calls, visits or expects this person.")
            lift = button(_("Lift the pause …"), "lift_alert", self._lift)
        else:
            words = _("Alert since {moment}. Nobody sends this colleague out.")
            lift = button(_("The danger is over …"), "lift_alert", self._lift)
        said = f"{who} · {words}" if who else words
        self._column.addWidget(tint("danger", said.format(moment=since), lift))

    def _checks(self, alert: Alert | StaffAlert) -> None:
        for field, words in _ASKED.items():
            if found := getattr(alert, field):
                answer = codes.label("alert_check", found)
                self._column.addWidget(label(f"{_(words)}: {answer}", "soft"))
        if alert.ended_at is not None:
            return
        due = service.due_at(alert)
        open_ones = [field for field, _after in CHECKS if getattr(alert, field) is None]
        which = _(_ASKED[open_ones[0]]) if open_ones else _("Once more")
        words = _("{which}: ask by {moment}. What did you find?").format(
            which=which, moment=i18n.format_moment(due)
        )
        self._column.addWidget(wrapped(words, "error" if due < clock.now() else "field"))
        self._column.addLayout(
            _row(
                button(words, f"found_{code}", partial(self._found, code))
                for code, words in codes.choices("alert_check")
            )
        )

    def _help(self, given: Sequence[Given]) -> None:
        for one in given:
            self._column.addWidget(wrapped(_given(one)))
            if one.answer is None and self._signs:
                self._column.addLayout(
                    _row(
                        button(words, f"answer_{code}", partial(self._answer, one.id, code))
                        for code, words in codes.choices("relief_answer")
                    )
                )
        self._column.addLayout(
            _row(
                button(f"{words} …", f"give_{code}", partial(self._give, code))
                for code, words in codes.choices("relief_kind")
            )
        )

    def _to_sign(self, by: date) -> None:
        day = clock.today()
        words = _("Agreed by telephone. To be countersigned by {day} ({when}).").format(
            day=i18n.format_day(by), when=when(by, day)
        )
        sign = (button(_("Countersign"), "countersign", self._sign),) if self._signs else ()
        self._column.addWidget(tint("danger" if is_overdue(by, day) else "note", words, *sign))

    def _found(self, code: str) -> None:
        self._write(lambda work: service.check(work, self._id, code))

    def _sign(self) -> None:
        self._write(lambda work: service.countersign(work, self._id))

    def _answer(self, relief: str, code: str) -> None:
        self._write(lambda work: relief_service.answer(work, relief, code))

    def _lift(self) -> None:
        answer = dialogs.ask(
            self.window(),
            _("Lift the pause?"),
            _("Calls, visits, sessions and checks come back. The alert is asked after as before."),
            _("Lift the pause"),
            reason=True,
        )
        if answer.agreed:
            self._write(lambda work: service.lift(work, self._id, answer.reason))

    def _give(self, kind: str) -> None:
        names = ("amount", "given_on") if kind == _CASH else ("people", "given_on")

        def save(values: dict[str, object]) -> None:
            with self._desk.workspace.work(write=True) as work:
                relief_service.give(work, self._id, {**values, "kind": kind})

        questions = Questions(
            "relief",
            codes.label("relief_kind", kind),
            [FormSection("", "", chosen(specs(ReliefDraft), names))],
            _("Note it"),
            about=_("It is given now; a coordinator approves it afterwards."),
        )
        asked(FormDialog(self._desk.workspace, questions, save, self.window()))

    def _write(self, act: Callable[[Work], object]) -> None:
        try:
            with self._desk.workspace.work(write=True) as work:
                act(work)
        except UserError as error:
            dialogs.show_error(self.window(), error)


def _facts(alert: Alert | StaffAlert) -> list[str]:
    """Return what was said when it was raised, a line each."""
    pairs = (
        (N_("What is happening"), alert.line or ""),
        (N_("What is threatened"), codes.label("threat_kind", alert.threat)),
        (N_("Needed tonight"), codes.labels("needed_tonight", alert.tonight)),
        (N_("Agreed with"), alert.agreed_with or ""),
        (N_("Countersigned by"), alert.signed_by or ""),
        (N_("Why it was lifted"), alert.lifted_why or ""),
    )
    return [f"{_(title)}: {words}" for title, words in pairs if words]


def _given(one: Given) -> str:
    """Say what was given and whether it was approved."""
    amount = i18n.format_number(one.amount, 2) if one.amount is not None else ""
    people = _("for {n} people").format(n=one.people) if one.people else ""
    answer = (
        _("{answer}, {user}, {day}").format(
            answer=codes.label("relief_answer", one.answer),
            user=one.answered_by,
            day=i18n.format_day(one.answered_on),
        )
        if one.answer
        else _("waits for approval")
    )
    parts = (codes.label("relief_kind", one.kind), amount, people, i18n.format_day(one.given_on))
    return " · ".join([*(part for part in parts if part), answer])


def _row(buttons: Iterable[QPushButton]) -> FlowLayout:
    row = FlowLayout(gap=2)
    for one in buttons:
        row.addWidget(one)
    return row
