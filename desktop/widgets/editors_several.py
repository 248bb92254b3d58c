# SPDX-License-Identifier: GPL-3.0-or-later
"""Editor of answers of which several may be true: codes or links."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop.core import codes
from desktop.core.fields import FieldSpec
from desktop.core.i18n import _
from desktop.widgets import look
from desktop.widgets.editors import Editor
from desktop.widgets.editors_flow import NO_ANSWER_KEYS, Answers, Choices, FlowLayout
from desktop.widgets.editors_pick import fold

_ROWS = 6


class SeveralEditor(Editor):
    """Several entries of a list: ticks, a line that narrows it, and what was ticked above."""

    def __init__(self, spec: FieldSpec, answers: Answers, small: Answers = ()) -> None:
        """Offer answers, then those that are no answer."""
        super().__init__(spec)
        self._chosen: list[str] = []
        self._answers = answers
        self._small = Choices((), small)
        self._chips = QWidget()
        self._flow = FlowLayout(self._chips)
        self._filter = PickFilter()
        self._list = QListWidget()
        self._list.setMaximumWidth(look.width(48))
        self._filter.setMaximumWidth(look.width(48))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.space(1))
        for part in (self._chips, self._filter, self._list, self._small):
            column.addWidget(part)
        # Only what stands in the form already may be shown: alone it would be a window.
        self._filter.setVisible(len(self._answers) > _ROWS)
        self._small.setVisible(bool(self._small.buttons()))
        self._fill_list()
        self._filter.textChanged.connect(self._narrow)
        self._filter.entered.connect(self._tick_first)
        self._filter.key.connect(self._small.take_key)
        self._list.itemChanged.connect(self._ticked)
        self._small.changed.connect(self._gave_none)
        self._show_chips()
        self._fit_list()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._fit_list()

    def value(self) -> object:
        none = self._small.chosen()
        chosen = [none] if none else list(self._chosen)
        return chosen or self.empty()

    def set_value(self, value: object) -> None:
        given = [str(code) for code in value] if isinstance(value, (list, tuple)) else []
        self._small.choose(given[0] if len(given) == 1 else None)
        self._chosen = [] if self._small.chosen() else given
        self._show_ticks()

    def controls(self) -> list[QWidget]:
        first: list[QWidget] = [self._filter] if len(self._answers) > _ROWS else []
        return [*first, self._list, *self._small.buttons()]

    def name_parts(self, name: str, help_: str) -> None:
        super().name_parts(name, help_)
        self._filter.setAccessibleName(f"{name}, {_('Type to search')}")

    def _fit_list(self) -> None:
        """Show whole rows only."""
        self._list.ensurePolished()
        rows = min(len(self._answers), _ROWS)
        self._list.setFixedHeight(rows * max(self._list.sizeHintForRow(0), 1) + look.space(1))

    def _fill_list(self) -> None:
        for code, label in self._answers:
            item = QListWidgetItem(label, self._list)
            item.setData(Qt.ItemDataRole.UserRole, code)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Unchecked)

    def _narrow(self, text: str) -> None:
        wanted = fold(text).split()
        for item in self._items():
            item.setHidden(not all(word in fold(item.text()) for word in wanted))

    def _tick_first(self) -> None:
        """Tick, or give back, the first entry the letters still show."""
        for item in self._items():
            if not item.isHidden():
                on = item.checkState() == Qt.CheckState.Checked
                item.setCheckState(Qt.CheckState.Unchecked if on else Qt.CheckState.Checked)
                self._filter.clear()
                return

    def _ticked(self, item: QListWidgetItem) -> None:
        code = item.data(Qt.ItemDataRole.UserRole)
        on = item.checkState() == Qt.CheckState.Checked
        if on and code not in self._chosen:
            self._chosen.append(code)
        elif not on and code in self._chosen:
            self._chosen.remove(code)
        self._small.choose(None)
        self._show_chips()
        self.changed.emit()

    def _gave_none(self) -> None:
        if self._small.chosen():
            self._chosen = []
            self._show_ticks()
        self.changed.emit()

    def _show_ticks(self) -> None:
        self._list.blockSignals(True)
        for item in self._items():
            on = item.data(Qt.ItemDataRole.UserRole) in self._chosen
            item.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)
        self._list.blockSignals(False)
        self._show_chips()

    def _show_chips(self) -> None:
        for chip in self._chips.findChildren(QPushButton):
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        for code in self._chosen:
            label = self._label(code)
            chip = QPushButton(f"{label}  ×".replace("&", "&&"))
            chip.setAccessibleName(_("Take away {what}").format(what=label))
            chip.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the list beside it does the same by key
            look.mark(chip, "chip")
            chip.clicked.connect(lambda _on, code=code: self._drop(code))
            self._flow.addWidget(chip)
        self._chips.setVisible(bool(self._chosen))
        self._flow.invalidate()

    def _label(self, code: str) -> str:
        if self.spec.about.codes:
            return codes.label(self.spec.about.codes, code)
        return dict(self._answers).get(code) or _("No longer in the list")

    def _drop(self, code: str) -> None:
        self._chosen.remove(code)
        self._show_ticks()
        self.changed.emit()

    def _items(self) -> list[QListWidgetItem]:
        return [self._list.item(row) for row in range(self._list.count())]


class PickFilter(QLineEdit):
    """A line that narrows the list under it: Enter ticks the first entry, Down walks into it."""

    entered = Signal()
    key = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setPlaceholderText(_("Type to search"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.text():
            self.entered.emit()
        elif event.key() == Qt.Key.Key_Down:
            self.focusNextChild()
        elif not self.text() and event.text() in NO_ANSWER_KEYS.values():
            self.key.emit(event.text())
        else:
            super().keyPressEvent(event)
