# SPDX-License-Identifier: GPL-3.0-or-later
"""The editor of an amount of money: typed as the region writes it, kept in minor units."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from desktop.core import money
from desktop.core.errors import UserError
from desktop.core.fields import FieldSpec
from desktop.core.i18n import N_
from desktop.widgets import look
from desktop.widgets.editors import Editor, Line


class MoneyEditor(Editor):
    """An amount with the currency of the office beside it."""

    def __init__(self, spec: FieldSpec) -> None:
        super().__init__(spec)
        self._line = Line(14)
        self._line.setInputMethodHints(Qt.InputMethodHint.ImhFormattedNumbersOnly)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look.space(2))
        row.addWidget(self._line)
        row.addWidget(look.mark(QLabel(money.current().code), "soft"))
        row.addStretch(1)
        self._line.textChanged.connect(self.changed)

    def value(self) -> object:
        typed = self._line.text().strip()
        if not typed:
            return self.empty()
        try:
            return money.read(typed)
        except money.NotMoney:
            return typed

    def set_value(self, value: object) -> None:
        self._line.blockSignals(True)
        self._line.setText(money.plain(value) if isinstance(value, int) else str(value or ""))
        self._line.blockSignals(False)

    def problem(self) -> UserError | None:
        amount = self.value()
        if isinstance(amount, str):
            return money.NotMoney()
        if isinstance(amount, int) and amount >= money.LARGEST:
            return UserError(N_("This number is too large. Check it."))
        return None

    def state(self) -> object:
        return self._line.text()

    def restore(self, state: object) -> None:
        self._line.blockSignals(True)
        self._line.setText(str(state))
        self._line.blockSignals(False)

    def controls(self) -> list[QWidget]:
        return [self._line]
