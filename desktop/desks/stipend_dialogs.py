# SPDX-License-Identifier: GPL-3.0-or-later
"""Questions around the money of a stipend: how much was taken, what came back, who is right."""

from collections.abc import Mapping

from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.core.fields import About, FieldSpec, Kind, Privacy
from desktop.core.i18n import N_, _
from desktop.widgets.editors_money import MoneyEditor
from desktop.widgets.form import Form, FormSection
from desktop.widgets.framed import Framed
from desktop.widgets.parts import button, label, named, wrapped


class AmountDialog(Framed):
    """One amount, and where it may differ from what was expected the reason why."""

    def __init__(
        self, parent: QWidget | None, title: str, words: str, verb: str, *, reason: str = ""
    ) -> None:
        super().__init__(parent, "amount_dialog", title)
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

    @property
    def amount(self) -> int:
        """The minor units typed."""
        value = self.editor.value()
        return value if isinstance(value, int) else 0

    def _agree(self) -> None:
        problem = self.editor.problem()
        if problem is not None or not isinstance(self.editor.value(), int):
            self._problem.setText(str(problem) if problem else _("This answer is needed."))
            self._problem.show()
            return
        self.accept()


class AppealDialog(Framed):
    """What the person says, the counts as they should have been, and who is right."""

    def __init__(
        self, parent: QWidget | None, says: str, section: FormSection, values: Mapping[str, object]
    ) -> None:
        title = _("Answer a disagreement")
        super().__init__(parent, "appeal_dialog", title)
        column = self.head(title)
        column.addWidget(wrapped(says or _("Nothing was written.")))
        about = _("Correct the counts. The month stays; a difference is paid with the next one.")
        column.addWidget(wrapped(about, "soft"))
        self.form = Form([section])
        self.form.set_values(values)
        self.hold(self.form)
        self.agreed = False
        self.end(
            button(_("The person is right"), "appeal_agree", self._right, "primary"),
            button(_("The month stays as it was"), "appeal_keep", self.accept),
            button(_("Go back"), "appeal_back", self.reject),
        )

    def _right(self) -> None:
        if self.form.check():
            self.agreed = True
            self.accept()
