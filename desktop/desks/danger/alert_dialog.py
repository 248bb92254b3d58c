# SPDX-License-Identifier: GPL-3.0-or-later
"""Raise an alert from anywhere: a code and Enter; everything else can wait."""

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from desktop.core.errors import InvalidRecord
from desktop.core.fields import About, FieldSpec, Kind, Privacy, chosen, specs
from desktop.core.i18n import N_, _, ngettext
from desktop.desks.frame.form_dialog import FormDialog, Questions, asked
from desktop.safety import service
from desktop.safety.model import AlertDraft
from desktop.widgets.form import FormSection

if TYPE_CHECKING:
    from desktop.desks.frame.desk import Desk

_WHO = FieldSpec(
    "who",
    N_("Who is in danger"),
    Kind.TEXT,
    About(
        help=N_("The code of the person, or the login word of somebody of the team."),
        privacy=Privacy.IDENTIFIER,
    ),
    required=True,
    max_length=40,
)
NAME = "alert"
_SOON = 200
"""Milliseconds."""
_REST = ("line", "threat", "tonight", "agreed_with", "by_phone")


def raise_alert(desk: "Desk", code: str = "") -> None:
    """Ask who is in danger, raise the alert, and show what there is to do."""
    raised: list[service.Raised] = []

    def save(values: dict[str, Any]) -> None:
        who = str(values.pop("who") or "")
        try:
            raised.append(service.raise_alert(desk.workspace, who, values))
        except service.NobodyKnown as error:
            raise InvalidRecord({"who": error}) from None

    rest = FormSection(N_("If there is time"), N_("No names."), chosen(specs(AlertDraft), _REST))
    questions = Questions(
        NAME,
        _("Alert"),
        [FormSection("", "", [_WHO]), rest],
        _("Raise the alert"),
        about=_(
            "Calls, visits, sessions and checks of this person and the household stop at once, "
            "until somebody lifts the pause."
        ),
        role="danger",
        values={"who": code} if code else {},
        draft=f"alert/{desk.workspace.user.name}",
    )
    dialog = FormDialog(desk.workspace, questions, save)
    if asked(dialog) and raised:
        if QApplication.activeModalWidget() is not None:
            desk.toasts.show(
                _("The alert was raised. What there is to do opens when you leave this dialog.")
            )
        _show_when_free(desk, raised[0])


def _show_when_free(desk: "Desk", raised: service.Raised) -> None:
    """Leave a dialog that was open its page until it is answered, then show what there is to do."""
    if QApplication.activeModalWidget() is None:
        _show(desk, raised)
    else:
        QTimer.singleShot(_SOON, desk.toasts, partial(_show_when_free, desk, raised))


def _show(desk: "Desk", raised: service.Raised) -> None:
    if not raised.person:
        desk.go("safety", "alerts")
        desk.toasts.show(_("The team sees this alert on My day until it ends."))
        return
    desk.go("participants", f"{raised.person}/safety")
    words = ngettext(
        "{n} person is paused. The safety plan and whom to call are below.",
        "{n} people are paused. The safety plan and whom to call are below.",
        raised.paused,
    )
    desk.toasts.show(words.format(n=raised.paused))
