# SPDX-License-Identifier: GPL-3.0-or-later
"""Reviewing from anywhere: by who is signed in, or by another's passphrase on the same laptop."""

from functools import partial

from PySide6.QtWidgets import QWidget

from desktop.core import codes, i18n
from desktop.core.i18n import _
from desktop.core.team import approvals
from desktop.desks.frame.desk import Desk
from desktop.desks.team.approval_dialog import approve
from desktop.supervision import service as supervision
from desktop.supervision.service import Waiting
from desktop.widgets import dialogs
from desktop.widgets.parts import button, tint
from desktop.widgets.source import Action


def line(desk: Desk, one: Waiting, parent: QWidget) -> QWidget:
    """Return the tint line that says since when something waits, with what can be done."""
    words = _("Waiting for review since {day}. Work goes on meanwhile.").format(
        day=i18n.format_day(one.since)
    )
    back = button(_("Give back …"), "review_back", lambda: give_back(desk, one, parent))
    go = button(_("Review …"), "review_go", lambda: review(desk, one, parent))
    with desk.workspace.work() as work:
        mine = supervision.may_decide(work, one.by)
    return tint("note", words, go, *([back] if mine else []))


def closing(desk: Desk, person: str) -> tuple[Action, ...]:
    """Return the verb that reviews the closing of a file, while it waits for that."""
    with desk.workspace.work() as work:
        found = supervision.one_waiting(work, person)
    if found is None:
        return ()
    return (
        Action("review_closing", _("Review the closing …"), partial(review, desk, found), "check"),
    )


def review(desk: Desk, one: Waiting, parent: QWidget | None = None) -> None:
    """Mark as reviewed; who wrote it asks a second person for the passphrase."""
    with desk.workspace.work() as work:
        mine = supervision.may_decide(work, one.by)
    about = codes.label("review_about", one.about)
    title = _("{what} of {code}").format(what=about, code=one.code)
    given = ""
    if mine:
        body = _("You have read it and agree. Your name and the day are kept with it.")
        if not dialogs.ask(parent, title, body, _("Mark as reviewed")).agreed:
            return
    else:
        approval = approve(parent, desk.workspace, approvals.REVIEW, one.id, title)
        if approval is None:
            return
        given = approval.id
    with desk.workspace.work(write=True) as work:
        supervision.approve(work, one.id, approval=given)
    desk.toasts.show(_("Marked as reviewed."))


def give_back(desk: Desk, one: Waiting, parent: QWidget | None = None) -> None:
    """Give something back with a sentence that says what is missing."""
    body = _("Say what is missing, without names. It stays in use meanwhile.")
    answer = dialogs.ask(
        parent,
        _("Give it back to {user}").format(user=one.by),
        body,
        _("Give back"),
        reason=True,
        longest=600,
    )
    if not answer.agreed:
        return
    with desk.workspace.work(write=True) as work:
        supervision.give_back(work, one.id, answer.reason)
    desk.toasts.show(_("It was given back with your comment."))
