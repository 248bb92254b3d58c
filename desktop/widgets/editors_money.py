# SPDX-License-Identifier: GPL-3.0-or-later
"""The editor of an amount of money: typed as the region writes it, kept in minor units."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from desktop.core import money
from desktop.core.errors import UserError
from desktop.core.fields import FieldSpec
from desktop.core.i18n import N_
from desktop.widgets.editors_line import LineEditor


class MoneyEditor(LineEditor):
    """An amount with the currency of the office beside it."""

    def __init__(self, spec: FieldSpec) -> None:
        super().__init__(spec, 14, QLabel(money.current().code))
        self._line.setInputMethodHints(Qt.InputMethodHint.ImhFormattedNumbersOnly)

    def value(self) -> object:
        typed = self._line.text().strip()
        if not typed:
            return self.empty()
        try:
            return money.read(typed)
        except money.NotMoney:
            return typed

    def set_value(self, value: object) -> None:
        self.show_text(money.plain(value) if isinstance(value, int) else str(value or ""))

    def problem(self) -> UserError | None:
        amount = self.value()
        if isinstance(amount, str):
            return money.NotMoney()
        if isinstance(amount, int) and amount >= money.LARGEST:
            return UserError(N_("This number is too large. Check it."))
        return None
