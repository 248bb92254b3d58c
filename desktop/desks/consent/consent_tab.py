# SPDX-License-Identifier: GPL-3.0-or-later
"""The tab Consent: the one screen that asks, the way back, and what was answered so far."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.consents import acts_service
from desktop.consents import service as consents
from desktop.consents.acts_service import Waits
from desktop.core import clock, i18n
from desktop.core.i18n import _
from desktop.desks.consent.consent_dialog import talk
from desktop.desks.consent.consents_of import ConsentsOf
from desktop.desks.frame.day_line import Line
from desktop.desks.frame.desk import Desk
from desktop.desks.rights.withdraw_dialog import WithdrawDialog, follow
from desktop.participants import age_service
from desktop.widgets import dialogs, look
from desktop.widgets.parts import button, empty, tint
from desktop.widgets.register import RegisterPage
from desktop.widgets.verbs import Verbs

if TYPE_CHECKING:
    from desktop.core.store import Workspace

_FEW = 3


class ConsentTab(QWidget):
    """Asks on one screen; below stand the answers by purpose."""

    def __init__(self, desk: Desk, person: str) -> None:
        super().__init__()
        look.mark(self, "page")
        self._desk, self._person, self._away = desk, person, False
        source = ConsentsOf(desk.workspace, person)
        source.withdrew = self._follow
        self.register = RegisterPage(source, desk.toasts)
        self.status = self.register.status
        self._verbs = Verbs()
        self.register.list.add_verbs(self._verbs)
        self._above = QWidget()
        self._lines = QVBoxLayout(self._above)
        self._lines.setContentsMargins(look.space(6), look.space(3), look.space(6), 0)
        self._lines.setSpacing(look.space(2))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._above)
        whole.addWidget(self.register, 1)
        self.setFocusProxy(self.register)
        self._show_above()

    def reload(self) -> None:
        """Show what changed in the store."""
        self._show_above()
        self.register.reload()

    def stand_within(self) -> None:
        """Be a tab of a record."""
        self.register.stand_within()

    def keep_draft(self) -> None:
        """Keep what is being typed."""
        self.register.keep_draft()

    def close_down(self) -> None:
        """Let go of the register."""
        self.register.close_down()

    def fold(self, *, away: bool) -> None:
        """Make room for an answer that is open in a low window."""
        self._away = away
        self._above.setVisible(self._lines.count() > 0 and not away)

    def _show_above(self) -> None:
        empty(self._lines)
        with self._desk.workspace.work() as work:
            known = consents.latest(work, self._person)
            minor = age_service.is_minor(work, self._person, clock.today())
            waits = acts_service.waiting(work, self._person)
            answers = work.could("members")
            passed = acts_service.unseen(work, self._person) if work.could("glass") else []
        verbs = [button(_("Ask for consent"), "ask_consent", self._ask)]
        if any(one.state == "given" for one in known.values()):
            verbs.append(button(_("Withdraw consent …"), "withdraw_consent", self._withdraw))
        self._verbs.show_verbs(verbs)
        before: QWidget = self.register.list.search
        for one in verbs:
            QWidget.setTabOrder(before, one)
            before = one
        if minor and not waits and any(_lacks(one) for one in known.values()):
            words = _("Under 18: a yes counts once the guardian's answer stands beside it.")
            self._lines.addWidget(tint("warning", words))
        for wait in waits:
            self._lines.addWidget(self._waits(wait, may_answer=answers))
        for two in passed:
            words = _("Left without consent, a life in danger: {reason}").format(reason=two.reason)
            seen = button(_("I have seen it"), "override_seen", partial(self._see, two.id))
            self._lines.addWidget(tint("warning", words, seen))
        self._above.setVisible(self._lines.count() > 0 and not self._away)

    def _waits(self, one: Waits, *, may_answer: bool) -> QWidget:
        words = _("A supervisor stands in for the guardian. Answer by {day}: {reason}").format(
            day=i18n.format_moment(one.until), reason=one.reason
        )
        if not may_answer:
            return tint("warning", words)
        return tint(
            "warning", words, button(_("Answer …"), "stand_in", lambda: self._stand_in(one))
        )

    def _ask(self) -> None:
        if talk(self._desk, self._person):
            self.reload()

    def _withdraw(self) -> None:
        dialog = WithdrawDialog(self._desk, self._person)
        dialog.exec()
        dialog.deleteLater()
        self.reload()

    def _follow(self, purpose: str) -> None:
        """Lead through the steps, once the form that took a yes back is closed."""
        act = partial(follow, self._desk, self._person, [purpose])
        QTimer.singleShot(0, self, act)

    def _stand_in(self, one: Waits) -> None:
        body = _(
            "{reason}\n\nIn the place of the guardian you say whether what the child agreed to "
            "may be done. The interest of the child decides. Tell the child-protection body too."
        ).format(reason=one.reason)
        title = _("Stand in for the guardian?")
        answer = dialogs.which(
            None, title, body, {"yes": _("I agree for the child"), "no": _("I do not agree")}
        )
        if answer:
            with self._desk.workspace.work(write=True) as work:
                acts_service.answer_supervisor(work, one.id, agrees=answer == "yes")
            self.reload()

    def _see(self, identity: str) -> None:
        with self._desk.workspace.work(write=True) as work:
            acts_service.see(work, identity)
        self.reload()


def alerts(workspace: "Workspace") -> list[Line]:
    """Say to a coordinator where a guardian is to be stood in for, and what left without a yes."""
    with workspace.work() as work:
        if not work.could("glass"):
            return []
        waits, passed = acts_service.waiting(work), acts_service.unseen(work)
    stand = _("A supervisor is needed in the place of a guardian: {code}")
    left = _("Something of {code} left without consent, a life in danger")
    lines = [
        Line(
            stand.format(code=one.code),
            i18n.format_moment(one.until),
            "participants",
            one.person,
            late=one.until < clock.now(),
            verb=_("Answer …"),
        )
        for one in waits[:_FEW]
    ]
    return lines + [
        Line(
            left.format(code=one.code),
            i18n.format_moment(one.moment),
            "participants",
            one.person,
            verb=_("See the reason"),
        )
        for one in passed[:_FEW]
    ]


def _lacks(one: object) -> bool:
    guardian, form = getattr(one, "guardian", None), getattr(one, "form", None)
    return getattr(one, "state", "") == "given" and guardian is None and form != "guardian"
