# SPDX-License-Identifier: GPL-3.0-or-later
"""Withdraw consent, and the steps after it: what is done, what is left, and whether to erase."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from desktop.core import codes, i18n
from desktop.core.i18n import N_, _, ngettext
from desktop.core.work import Work
from desktop.desks.frame.desk import Desk
from desktop.desks.rights.erase_view import EraseDialog
from desktop.organisation import service as organisation
from desktop.rights import withdrawal
from desktop.widgets import look
from desktop.widgets.editors_flow import FlowLayout
from desktop.widgets.framed import Framed
from desktop.widgets.parts import button, label, named, tint, wrapped

_STOPS = {
    "contact_employer": N_("From now on nobody calls the employer. Ask only the person."),
    "contact_school": N_("From now on nobody speaks with the school."),
    "contact_family": N_("From now on nobody makes contact with the family."),
    "follow_up": N_("From now on nobody looks for this person after the end."),
}


class WithdrawDialog(Framed):
    """Take consent back in one step: all of it, or single purposes."""

    def __init__(self, desk: Desk, person: str, parent: QWidget | None = None) -> None:
        super().__init__(parent, "withdraw_dialog", _("Withdraw consent"))
        self._desk, self._person = desk, person
        with desk.workspace.work() as work:
            known = withdrawal.given(work, person)
        self._boxes: dict[str, QCheckBox] = {}
        column = self.head(_("Withdraw consent"))
        for purpose in known:
            box = named(QCheckBox(codes.label("consent_purpose", purpose)), f"drop_{purpose}")
            box.setChecked(True)
            column.addWidget(box)
            self._boxes[purpose] = box
        if not known:
            column.addWidget(wrapped(_("Nothing is agreed to at present."), "strong"))
        for line in (
            _("The purpose is off at once, reminders stop, datasets leave the person out."),
            _("What stays: the journal without content, printed figures, what tax law asks."),
        ):
            column.addWidget(wrapped(line, "soft"))
        go = button(_("Withdraw"), "confirm_withdraw", self._go, "primary")
        go.setEnabled(bool(known))
        self.end(go, button(_("Go back"), "cancel_withdraw", self.reject))

    def _go(self) -> None:
        chosen = [purpose for purpose, box in self._boxes.items() if box.isChecked()]
        with self._desk.workspace.work(write=True) as work:
            done = withdrawal.withdraw(work, self._person, chosen, country=country(work))
        self.accept()
        guide(self._desk, self._person, done)


class AfterWithdrawal(Framed):
    """The steps after a withdrawal, in their order; the last asks about erasing."""

    def __init__(
        self,
        desk: Desk,
        person: str,
        done: withdrawal.Withdrawn,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent, "after_withdrawal", _("After the withdrawal"), wide=72)
        self._desk, self._person = desk, person
        with desk.workspace.work() as work:
            left = withdrawal.left(work, person, done.purposes)
            self._may_erase = work.could("erase")
        column = self.head(_("After the withdrawal"))
        self._done(column, done)
        column.addSpacing(look.space(2))
        column.addWidget(label(_("What is left to do"), "field"))
        column.addWidget(
            wrapped(_("Tell the person that it is done, and that it costs no service."))
        )
        self._left(column, left)
        self._erasure = QVBoxLayout()
        column.addLayout(self._erasure)
        self._ask_erasure()
        self.end(button(_("Close"), "steps_close", self.accept, "primary"))

    def _done(self, column: QVBoxLayout, done: withdrawal.Withdrawn) -> None:
        column.addWidget(label(_("Already done"), "field"))
        off = ", ".join(codes.label("consent_purpose", one) for one in done.purposes)
        lines = [
            _("Taken back: {purposes}").format(purposes=off),
            _("The next datasets leave the person out of what was taken back."),
            _("The request was written down as answered."),
        ]
        if done.closed:
            lines.insert(1, _("The file is closed and its reminders have stopped."))
        for line in lines:
            column.addWidget(wrapped(f"✓ {line}"))

    def _left(self, column: QVBoxLayout, left: withdrawal.Left) -> None:
        if left.told:
            words = ngettext(
                "{n} referral is under way. Tell the service that nothing more may be passed on, "
                "and end it.",
                "{n} referrals are under way. Tell the services that nothing more may be passed "
                "on, and end them.",
                left.told,
            )
            self._step(column, words, left.told, _("To the referrals"), "referrals")
        if left.pictures:
            words = ngettext(
                "{n} picture or voice note is kept. Remove it if it shows or tells of this person.",
                "{n} pictures or voice notes are kept. Remove those that show or tell of this "
                "person.",
                left.pictures,
            )
            self._step(column, words, left.pictures, _("To the papers"), "papers")
        for purpose in left.stops:
            column.addWidget(wrapped(_(_STOPS[purpose])))

    def _step(self, column: QVBoxLayout, words: str, n: int, verb: str, place: str) -> None:
        go = button(verb, f"step_{place}", partial(self._lead, place))
        column.addWidget(tint("warning", words.format(n=i18n.format_number(n)), go))

    def _lead(self, place: str) -> None:
        self.accept()
        self._desk.go("participants", f"{self._person}/{place}")

    def _ask_erasure(self) -> None:
        words = _("Ask: does the person also want everything we keep to be erased?")
        verbs: Sequence[tuple[str, str, Callable[[], None]]] = (
            (_("Yes: write the request down"), "note_erasure", self._note_erasure),
        )
        if self._may_erase:
            verbs = ((_("Yes: erase …"), "step_erase", self._erase), *verbs)
        self._erasure.addWidget(tint("note", words))
        row = FlowLayout(gap=2)
        for verb, name, act in verbs:
            row.addWidget(button(verb, name, act))
        self._erasure.addLayout(row)

    def _erase(self) -> None:
        self.accept()
        dialog = EraseDialog(self._desk, self._person, self.parentWidget())
        dialog.exec()
        dialog.deleteLater()

    def _note_erasure(self) -> None:
        with self._desk.workspace.work(write=True) as work:
            made = withdrawal.ask_erasure(work, self._person, country=country(work))
            day = i18n.format_day(made.due_on)
        self.accept()
        words = _("The request is written down. It is to be answered by {day}.")
        self._desk.toasts.show(words.format(day=day))


def guide(desk: Desk, person: str, done: withdrawal.Withdrawn) -> None:
    """Lead through the steps after a withdrawal, where anything was taken back."""
    if not done.purposes:
        return
    dialog = AfterWithdrawal(desk, person, done)
    dialog.exec()
    dialog.deleteLater()


def follow(desk: Desk, person: str, purposes: Sequence[str]) -> None:
    """Do what follows where these were just taken back, and lead through the steps."""
    with desk.workspace.work(write=True) as work:
        done = withdrawal.followed(work, person, purposes, country=country(work))
    guide(desk, person, done)


def country(work: Work) -> str:
    """Return the country whose days of answer hold, by its letters."""
    return organisation.about(work).country.lower() or "other"
