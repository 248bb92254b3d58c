# SPDX-License-Identifier: GPL-3.0-or-later
"""Two people are needed: the second one writes name and passphrase; a small team waits a day."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from desktop.core import clock, i18n
from desktop.core.crypto import phrases
from desktop.core.errors import UserError
from desktop.core.i18n import _
from desktop.core.team import approvals, seconds
from desktop.core.team.approvals import Approval
from desktop.widgets import look
from desktop.widgets.editors_flow import FlowLayout
from desktop.widgets.framed import Framed
from desktop.widgets.jobs import Jobs, Progress
from desktop.widgets.parts import bring_into_view, button, empty, label, named, tint, wrapped
from desktop.widgets.passphrase import Passphrase

if TYPE_CHECKING:
    from desktop.core.store import Workspace


def approve(
    parent: QWidget | None, workspace: "Workspace", action: str, thing: str, about: str
) -> Approval | None:
    """Ask for a second person's approval of a deed; None when nobody gave it now.

    ``about`` says in a sentence what would be done.
    """
    asked = ApprovalDialog(parent, workspace, action, thing, about)
    asked.exec()
    given = asked.given
    asked.deleteLater()
    return given


class ApprovalDialog(Framed):
    """Name and passphrase of the second person; below, where allowed, the way of a small team."""

    def __init__(
        self,
        parent: QWidget | None,
        workspace: "Workspace",
        action: str,
        thing: str,
        about: str,
    ) -> None:
        super().__init__(parent, "approval", _("A second person is needed"))
        self._workspace, self._action, self._thing = workspace, action, thing
        self._jobs = Jobs(self)
        self.given: Approval | None = None
        self.user = named(QLineEdit(), "approval_user", _("Name of the second person"))
        self.passphrase = Passphrase("approval_passphrase")
        self.passphrase.entered.connect(self._try)
        self.user.returnPressed.connect(self.passphrase.ask)
        self.reason = named(QLineEdit(), "approval_reason", _("Reason"))
        self.problem = wrapped("", "error", "approval_problem")
        self.problem.hide()
        self._go = button(_("Approve together"), "approval_go", self._try, "primary")
        self._go.setAutoDefault(False)  # Enter on the name leads to the passphrase
        self._alone = QVBoxLayout()
        self._lay_out(about)
        self._fill_alone()
        self.user.setFocus()

    def done(self, result: int) -> None:
        """Forget what was typed, whatever the answer."""
        self._jobs.close()
        self.passphrase.forget()
        super().done(result)

    def _try(self) -> None:
        """Stretch the passphrase in a worker: it takes half a second on purpose."""
        user, tries = self.user.text().strip(), self.passphrase.tries()
        if not user or not any(tries):
            self._say(_("Write the name and the passphrase of the second person."))
            return
        self._go.setEnabled(False)
        self.problem.hide()
        workspace, action, thing = self._workspace, self._action, self._thing

        def prove(_progress: Progress) -> Approval:
            return phrases.first_right(
                tries, lambda words: approvals.second(workspace, user, words, action, thing)
            )

        self._jobs.run(prove, self._take, self._refused)

    def _take(self, given: Approval) -> None:
        self.given = given
        self.accept()

    def _refused(self, error: Exception) -> None:
        if not isinstance(error, UserError):
            raise error
        self._say(str(error))
        self.passphrase.ask()

    def _say(self, words: str) -> None:
        self._go.setEnabled(True)
        self.problem.setText(words)
        self.problem.show()
        bring_into_view(self.problem)

    def _ask(self) -> None:
        try:
            with self._workspace.work(write=True) as work:
                approvals.ask(work, self._action, self._thing, self.reason.text())
        except UserError as error:
            self._say(str(error))
            return
        self._fill_alone()

    def _confirm(self, request: str) -> None:
        try:
            with self._workspace.work(write=True) as work:
                given = approvals.confirm_alone(work, request)
        except UserError as error:
            self._say(str(error))
            return
        self._take(given)

    def _fill_alone(self) -> None:
        """Show the way of a team with fewer than three people, as far as it has been gone."""
        empty(self._alone)
        with self._workspace.work() as work:
            if not seconds.is_small(work):
                return
            asked = approvals.waiting(work, self._action, self._thing)
        self._alone.addSpacing(look.space(4))
        self._alone.addWidget(wrapped(_("If there is no second person"), "section"))
        if asked is None:
            words = _(
                "A team with fewer than three people may confirm alone: write a reason today and "
                "confirm after 24 hours. It is printed that one person confirmed."
            )
            self._alone.addWidget(wrapped(words, "soft"))
            self._alone.addWidget(label(_("Reason"), "field"))
            self._alone.addWidget(self.reason)
            self._alone.addLayout(_row(button(_("Ask now"), "approval_ask", self._ask)))
        elif asked.ready > clock.now():
            words = _("You asked for it. You can confirm it from {day} on.")
            when = i18n.format_moment(asked.ready)
            self._alone.addWidget(tint("note", words.format(day=when)))
        else:
            words = _("You asked for it with this reason: {reason}")
            self._alone.addWidget(wrapped(words.format(reason=asked.reason), "soft"))
            confirm = button(_("Confirm alone"), "approval_alone", lambda: self._confirm(asked.id))
            self._alone.addLayout(_row(confirm))

    def _lay_out(self, about: str) -> None:
        column = self.head(_("A second person is needed"))
        column.addWidget(wrapped(about))
        column.addWidget(wrapped(_("Both names are written in the journal."), "soft"))
        for words, line in (
            (_("Name of the second person"), self.user),
            (_("Passphrase"), self.passphrase),
        ):
            title = label(words, "field")
            title.setBuddy(line)
            column.addWidget(title)
            column.addWidget(line)
        column.addWidget(wrapped(_("Four letters complete a word."), "meta"))
        column.addWidget(self.problem)
        column.addLayout(self._alone)
        self.end(self._go, button(_("Go back"), "approval_back", self.reject))


def _row(made: QWidget) -> FlowLayout:
    """Let a button be as wide as its words."""
    row = FlowLayout(gap=2)
    row.addWidget(made)
    return row
