# SPDX-License-Identifier: GPL-3.0-or-later
"""Questions around the money of a stipend: how much was taken, what came back, who is right."""

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.core.errors import InvalidRecord, UserError
from desktop.core.fields import About, FieldSpec, Kind, Privacy
from desktop.core.i18n import N_, _
from desktop.widgets.editors_money import MoneyEditor
from desktop.widgets.form import Form, FormSection
from desktop.widgets.framed import Framed
from desktop.widgets.parts import bring_into_view, button, label, named, wrapped


class AmountDialog(Framed):
    """One amount, and where it may differ from what was expected the reason why.

    ``act`` does what the amount is for; what it refuses is said here, and nothing typed is lost.
    """

    def __init__(
        self,
        parent: QWidget | None,
        title: str,
        words: str,
        verb: str,
        act: Callable[[int, str], None],
        *,
        reason: str = "",
    ) -> None:
        super().__init__(parent, "amount_dialog", title)
        self._act = act
        column = self.head(title)
        column.addWidget(wrapped(words))
        spec = FieldSpec("amount", N_("Amount"), Kind.MONEY, About(privacy=Privacy.INSENSITIVE))
        self.editor = MoneyEditor(spec)
        self.editor.name_parts(_("Amount"), "")
        column.addWidget(label(_("Amount"), "field"))
        column.addWidget(self.editor)
        self.reason = named(QLineEdit(), "amount_reason", reason)
        if reason:
            column.addWidget(label(reason, "field"))
            column.addWidget(self.reason)
        self._problem = wrapped("", "error", "amount_problem")
        self._problem.hide()
        column.addWidget(self._problem)
        self.end(
            button(verb, "amount_go", self._agree, "primary"),
            button(_("Go back"), "amount_back", self.reject),
        )
        self.editor.controls()[0].setFocus()

    def _agree(self) -> None:
        problem, amount = self.editor.problem(), self.editor.value()
        if problem is not None or not isinstance(amount, int):
            self._say(str(problem) if problem else _("This answer is needed."))
            return
        try:
            self._act(amount, self.reason.text())
        except InvalidRecord as refused:
            self._say("\n".join(str(one) for one in refused.problems.values()))
        except UserError as refused:
            self._say(str(refused))
        else:
            self.accept()

    def _say(self, words: str) -> None:
        self._problem.setText(words)
        self._problem.show()
        bring_into_view(self._problem)


class AppealDialog(Framed):
    """What the person says, the counts as they should have been, and who is right.

    ``act`` writes the answer; what it refuses is said here, and nothing typed is lost.
    """

    def __init__(
        self,
        parent: QWidget | None,
        says: str,
        section: FormSection,
        values: Mapping[str, object],
        act: Callable[[Mapping[str, Any], bool], None],
    ) -> None:
        title = _("Answer a disagreement")
        super().__init__(parent, "appeal_dialog", title)
        self._act = act
        column = self.head(title)
        column.addWidget(wrapped(says or _("Nothing was written.")))
        about = _("Correct the counts. The month stays; a difference is paid with the next one.")
        column.addWidget(wrapped(about, "soft"))
        self._problem = wrapped("", "error", "appeal_problem")
        self._problem.hide()
        column.addWidget(self._problem)
        self.form = Form([section])
        self.form.set_values(values)
        self.hold(self.form)
        self.end(
            button(_("The person is right"), "appeal_agree", self._right, "primary"),
            button(_("The month stays as it was"), "appeal_keep", lambda: self._answer(False)),
            button(_("Go back"), "appeal_back", self.reject),
        )

    def _right(self) -> None:
        if self.form.check():
            self._answer(True)

    def _answer(self, agreed: bool) -> None:
        try:
            self._act(self.form.values(), agreed)
        except UserError as refused:
            self._problem.setText(str(refused))
            self._problem.show()
            bring_into_view(self._problem)
        else:
            self.accept()
