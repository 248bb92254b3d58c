# SPDX-License-Identifier: GPL-3.0-or-later
"""Flags on a file: put one up with a day and a sentence, see it above the file, take it down."""

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from desktop.core import i18n
from desktop.core.fields import chosen, specs
from desktop.core.i18n import N_, _
from desktop.core.work import Work
from desktop.desks.frame.desk import Desk
from desktop.supervision import flag_service as flags
from desktop.supervision.model import FlagDraft
from desktop.widgets.form import Form, FormSection
from desktop.widgets.framed import Framed
from desktop.widgets.parts import button
from desktop.widgets.source import Action

if TYPE_CHECKING:
    from desktop.core.store import Workspace

_ASKED = ("due_on", "message")


class FlagDialog(Framed):
    """Two answers; nothing of it is lost but by turning back."""

    def __init__(self, parent: QWidget | None, workspace: "Workspace", person: str) -> None:
        super().__init__(parent, "flag_dialog", _("Put a flag on this file"))
        self._workspace, self._person = workspace, person
        self.form = Form([FormSection("", "", chosen(specs(FlagDraft), _ASKED))])
        self.head(_("Put a flag on this file"))
        self.hold(self.form)
        self.end(
            button(_("Put the flag up"), "flag_put", self._put, "primary"),
            button(_("Go back"), "flag_back", self.reject),
        )

    def _put(self) -> None:
        def put(values: Mapping[str, Any]) -> None:
            with self._workspace.work(write=True) as work:
                flags.put(work, self._person, values)

        if self.form.hand(put):
            self.accept()


def warnings(work: Work, person: str) -> list[str]:
    """Return the lines that stand above a file while a flag does."""
    words = N_("Flag for {day}: {message}")
    return [
        _(words).format(day=i18n.format_day(one.due_on), message=one.message)
        for one in flags.standing(work, person)
    ]


def actions(desk: Desk, person: str) -> tuple[Action, ...]:
    """Return the verbs of flags on one file."""
    with desk.workspace.work() as work:
        standing = flags.standing(work, person)
    put = Action("flag", _("Flag …"), partial(_put, desk, person), "alert")
    down = tuple(
        Action("flag_down", _("Take the flag down"), partial(_take_down, desk, one.id), "check")
        for one in standing[:1]
    )
    return (*down, put)


def _put(desk: Desk, person: str) -> None:
    dialog = FlagDialog(None, desk.workspace, person)
    dialog.exec()
    dialog.deleteLater()


def _take_down(desk: Desk, flag: str) -> None:
    with desk.workspace.work(write=True) as work:
        flags.take_down(work, flag)
    desk.toasts.show(_("The flag was taken down."), partial(_up_again, desk, flag))


def _up_again(desk: Desk, flag: str) -> None:
    with desk.workspace.work(write=True) as work:
        flags.put_up_again(work, flag)
