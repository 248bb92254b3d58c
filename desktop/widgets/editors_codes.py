# SPDX-License-Identifier: GPL-3.0-or-later
"""Editors of answers taken from a list: one code, several codes, yes or no, a link."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop.core import codes
from desktop.core.errors import UserError
from desktop.core.fields import FieldSpec
from desktop.core.i18n import N_, _
from desktop.widgets import look
from desktop.widgets.editors import Editor
from desktop.widgets.editors_flow import NO_ANSWER_KEYS, Choices, FlowLayout, flowing
from desktop.widgets.editors_pick import Options, PickLine, fold, widest

FEW = 5
"""Up to so many answers stand side by side; more are picked from a list."""

_NOT_IN_LIST = N_("This is not in the list. Choose an entry of the list, or empty this field.")


class ChoiceEditor(Editor):
    """One of a few codes, side by side."""

    def __init__(self, spec: FieldSpec) -> None:
        super().__init__(spec)
        self._choices = Choices(_answers(spec), _no_answers(spec))
        self._strange: str | None = None  # a code no longer offered is kept, not lost
        _fill(self, self._choices)
        self._choices.changed.connect(self._chose)

    def value(self) -> object:
        return self._choices.chosen() or self._strange or self.empty()

    def set_value(self, value: object) -> None:
        code = None if value is None else str(value)
        self._choices.choose(code)
        self._strange = code if code and self._choices.chosen() != code else None

    def controls(self) -> list[QWidget]:
        return list(self._choices.buttons())

    def name_parts(self, name: str, help_: str) -> None:
        _name_buttons(self._choices, name, help_)

    def _chose(self) -> None:
        self._strange = None
        self.changed.emit()


class YesNoEditor(Editor):
    """Yes, no, or not known, which is kept as no value."""

    def __init__(self, spec: FieldSpec) -> None:
        super().__init__(spec)
        answers = [("yes", _("Yes")), ("no", _("No"))]
        if not spec.required and spec.default is None:
            answers.append(("not_known", _("Not known")))
        self._choices = Choices(answers)
        _fill(self, self._choices)
        self._choices.changed.connect(self.changed)

    def value(self) -> object:
        return {"yes": True, "no": False}.get(self._choices.chosen() or "")

    def set_value(self, value: object) -> None:
        words = {True: "yes", False: "no"}
        self._choices.choose(words.get(value) if isinstance(value, bool) else None)

    def state(self) -> object:
        return self._choices.chosen()

    def restore(self, state: object) -> None:
        self._choices.choose(str(state) if state else None)

    def controls(self) -> list[QWidget]:
        return list(self._choices.buttons())

    def name_parts(self, name: str, help_: str) -> None:
        _name_buttons(self._choices, name, help_)


class PickEditor(Editor):
    """One entry of a list too long to show: a code, or a link to another record."""

    def __init__(self, spec: FieldSpec, fill: Callable[[], Options]) -> None:
        super().__init__(spec)
        self._line = PickLine(fill, widest(fill()) if spec.about.codes else 40)
        small = _no_answers(spec) if spec.about.codes else []
        self._small = Choices((), small)
        self._small.setVisible(bool(small))
        flow = FlowLayout(self, 2)
        flow.addWidget(self._line)
        flow.addWidget(self._small)
        flowing(self)
        self._line.picked.connect(self._picked)
        self._line.key.connect(self._small.take_key)
        self._small.changed.connect(self._gave_none)

    def value(self) -> object:
        typed = self._line.text().strip()
        return self._small.chosen() or self._line.chosen() or typed or self.empty()

    def set_value(self, value: object) -> None:
        key = "" if value is None else str(value)
        self._small.choose(key)
        if self._small.chosen() or not key:
            self._line.choose(None)
        elif self._line.knows(key):
            self._line.choose(key)
        elif self.spec.about.codes and key in codes.read(self.spec.about.codes):
            self._line.choose(key, codes.label(self.spec.about.codes, key))
        else:
            self._line.choose(None, key)

    def problem(self) -> UserError | None:
        unread = self._line.text().strip() and not self._line.chosen()
        return UserError(_NOT_IN_LIST) if unread else None

    def controls(self) -> list[QWidget]:
        return [self._line, *self._small.buttons()]

    def name_parts(self, name: str, help_: str) -> None:
        self._line.setAccessibleName(name)
        self._line.setAccessibleDescription(help_)
        for button in self._small.buttons():
            button.setAccessibleName(f"{name}, {button.accessibleName()}")

    def _picked(self) -> None:
        self._small.choose(None)
        self.changed.emit()

    def _gave_none(self) -> None:
        if self._small.chosen():
            self._line.choose(None)
        self.changed.emit()


class CodesEditor(Editor):
    """Several codes of a list: ticks, a line that narrows the list, and what was ticked above."""

    def __init__(self, spec: FieldSpec) -> None:
        super().__init__(spec)
        self._chosen: list[str] = []
        self._answers = _answers(spec)
        self._small = Choices((), _no_answers(spec))
        self._chips = QWidget()
        self._flow = FlowLayout(self._chips)
        self._filter = PickFilter()
        self._list = QListWidget()
        self._list.setMaximumWidth(look.width(48))
        self._filter.setMaximumWidth(look.width(48))
        self._filter.setVisible(len(self._answers) > 6)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.space(1))
        for part in (self._chips, self._filter, self._list, self._small):
            column.addWidget(part)
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
        first: list[QWidget] = [self._filter] if len(self._answers) > 6 else []
        return [*first, self._list, *self._small.buttons()]

    def name_parts(self, name: str, help_: str) -> None:
        super().name_parts(name, help_)
        self._filter.setAccessibleName(f"{name}, {_('Type to search')}")

    def _fit_list(self) -> None:
        """Show whole rows only."""
        self._list.ensurePolished()
        rows = min(len(self._answers), 6)
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
            label = codes.label(self.spec.about.codes, code)
            chip = QPushButton(f"{label}  ×".replace("&", "&&"))
            chip.setAccessibleName(_("Take away {what}").format(what=label))
            chip.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the list beside it does the same by key
            look.mark(chip, "chip")
            chip.clicked.connect(lambda _on, code=code: self._drop(code))
            self._flow.addWidget(chip)
        self._chips.setVisible(bool(self._chosen))
        self._flow.invalidate()

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


def _answers(spec: FieldSpec) -> list[tuple[str, str]]:
    """Return what a list offers, without the answers that are no answer."""
    offered = codes.offered(spec.about.codes)
    return [(code.code, code.label) for code in offered if code.code not in codes.NO_ANSWER]


def _no_answers(spec: FieldSpec) -> list[str]:
    offered = {code.code for code in codes.offered(spec.about.codes)}
    return [code for code in codes.NO_ANSWER if code in offered]


def _fill(editor: Editor, choices: Choices) -> None:
    row = QHBoxLayout(editor)
    row.setContentsMargins(0, 0, 0, 0)
    row.addWidget(choices)
    flowing(editor)


def _name_buttons(choices: Choices, name: str, help_: str) -> None:
    """Say the field's name before each answer: a button alone does not tell what it answers."""
    for button in choices.buttons():
        word = button.accessibleName() or button.text().replace("&&", "&")
        button.setAccessibleName(f"{name}, {word}")
        button.setAccessibleDescription(help_)
