# SPDX-License-Identifier: GPL-3.0-or-later
"""Hand one or several files to another worker, and confirm what was handed to oneself."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox, QDialog, QLineEdit, QWidget

from desktop.core import clock, i18n
from desktop.core.i18n import _, ngettext
from desktop.desks.frame.day_line import Line
from desktop.participants import handover_service as handovers
from desktop.participants import service as participants
from desktop.participants.handover_service import Waiting
from desktop.widgets import dialogs
from desktop.widgets.framed import Framed
from desktop.widgets.parts import button, label, named, wrapped

if TYPE_CHECKING:
    from desktop.core.store import Workspace
    from desktop.desks.frame.desk import Desk

_FEW = 3
"""Up to so many files each has its own line on My day."""
_CODES = 8
"""Codes shown of the files that are about to change hands."""


class HandOver(Framed):
    """To whom, why, and a word for the receiver; the button says what will happen."""

    def __init__(
        self, workspace: "Workspace", people: Sequence[str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent, "hand_over", _("Hand over to another worker"))
        self._workspace, self._people = workspace, list(people)
        self.given = 0
        self.receiver = named(QComboBox(), "hand_over_to", _("To whom"))
        self.reason = named(QLineEdit(), "hand_over_reason", _("Why"))
        self.note = named(QLineEdit(), "hand_over_note", _("A word for the receiver"))
        self.problem = wrapped("", "error", "hand_over_problem")
        self.go = button(_("Hand over"), "hand_over_go", self._go, "primary")
        self._lay_out()
        self._offer()

    def _lay_out(self) -> None:
        column = self.head(_("Hand over to another worker"))
        column.addWidget(wrapped(self._said()))
        for field in (self.receiver, self.reason, self.note):
            column.addWidget(label(field.accessibleName(), "field"))
            column.addWidget(field)
        column.addWidget(
            wrapped(
                _(
                    "The receiver reads this word on My day and confirms. Write no name in it. "
                    "What lies in a closed part does not go along."
                ),
                "meta",
            )
        )
        column.addWidget(self.problem)
        self.problem.hide()
        self.end(self.go, button(_("Go back"), "hand_over_back", self.reject))
        self.receiver.setFocus()

    def _offer(self) -> None:
        """Offer everybody but who has all of these files already."""
        with self._workspace.work() as work:
            workers = {participants.get(work, one).worker for one in self._people}
        users = [one for one in handovers.receivers(self._workspace) if workers != {one}]
        for user in users:
            self.receiver.addItem(user, user)
        self.go.setEnabled(bool(users))
        if not users:
            self.problem.setText(
                _(
                    "Nobody else can receive these files. Let somebody in first, under "
                    "Protection, People and keys."
                )
            )
            self.problem.show()

    def _said(self) -> str:
        with self._workspace.work() as work:
            codes = sorted(participants.codes_of(work, self._people).values())
        shown = ", ".join(codes[:_CODES]) + (" …" if len(codes) > _CODES else "")
        words = ngettext(
            "The file of {codes} goes with all that hangs on it, at once.",
            "{codes}: {n} files go with all that hangs on them, at once.",
            len(codes),
        )
        return words.format(n=i18n.format_number(len(codes)), codes=shown)

    def _go(self) -> None:
        def give() -> None:
            self.given = handovers.hand_over(
                self._workspace,
                self._people,
                str(self.receiver.currentData()),
                reason=self.reason.text(),
                note=self.note.text(),
            )

        self.carry_out(give)


def hand_over(desk: "Desk", people: Sequence[str]) -> bool:
    """Ask and hand over; True when files changed hands."""
    dialog = HandOver(desk.workspace, people)
    done = dialog.exec() == QDialog.DialogCode.Accepted
    given, receiver = dialog.given, dialog.receiver.currentText()
    dialog.deleteLater()
    if done:
        words = ngettext(
            "{n} file was handed over to {user}.", "{n} files were handed over to {user}.", given
        )
        desk.toasts.show(words.format(n=given, user=receiver))
    return done


def receive(desk: "Desk", one: Waiting) -> None:
    """Show who handed a file over and why, and let its receiver confirm."""
    parts = [
        _("{user}, {day}: {reason}").format(
            user=one.giver, day=i18n.format_day(one.handed_on), reason=one.reason
        ),
        one.note,
    ]
    title = _("A file was handed over to you")
    body = "\n\n".join(part for part in parts if part)
    if dialogs.ask(None, title, body, _("I have received it")).agreed:
        with desk.workspace.work(write=True) as work:
            handovers.confirm(work, one.id)


def alerts(workspace: "Workspace") -> list[Line]:
    """Say on My day what was handed to oneself, and to a coordinator what nobody confirmed."""
    with workspace.work() as work:
        if not work.could("read"):
            return []
        mine = handovers.waiting(work)
        late = handovers.overdue(work, clock.today()) if work.could("members") else []
    lines = [
        Line(
            _("The file of {code} was handed over to you.").format(code=one.code),
            one.note,
            "participants",
            one.person,
            verb=_("Look at it"),
        )
        for one in mine[:_FEW]
    ]
    if len(mine) > _FEW:
        more = len(mine) - _FEW
        words = ngettext(
            "{n} more file was handed over to you.", "{n} more files were handed over to you.", more
        )
        one = mine[_FEW]
        lines.append(Line(words.format(n=more), "", "participants", one.person))
    waits = _("{user} has not confirmed the file of {code}.")
    lines += [
        Line(
            waits.format(user=one.receiver, code=one.code),
            i18n.format_day(one.handed_on),
            "participants",
            one.person,
        )
        for one in late[:_FEW]
        if one.receiver != workspace.user.name
    ]
    return lines
