# SPDX-License-Identifier: GPL-3.0-or-later
"""A row of widgets that breaks like words, and the buttons of which one is chosen."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QLabel,
    QLayout,
    QLayoutItem,
    QPushButton,
    QSizePolicy,
    QWidget,
    QWidgetItem,
)

from desktop.core import codes
from desktop.core.i18n import _
from desktop.widgets import look

Answers = Sequence[tuple[str, str]]
"""Codes with their labels."""

NO_ANSWER_KEYS = dict(zip(codes.NO_ANSWER, "?-.", strict=True))
"""The one key of each answer that is no answer; none of them begins a word."""


class FlowLayout(QLayout):
    """Widgets from left to right, going on in the next line where the width ends."""

    def __init__(self, parent: QWidget | None = None, gap: int = 1, *, right: bool = False) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._gap, self._right = look.space(gap), right
        self.setContentsMargins(0, 0, 0, 0)

    def addWidget(self, widget: QWidget) -> None:
        """Add a widget, with an item of its own.

        Qt for Python takes an item that Qt makes for another one that lay at the same place in
        memory before, and lets it go together with the layout that one was in.
        """
        self.addChildWidget(widget)
        self.addItem(QWidgetItem(widget))

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._arrange(QRect(0, 0, width, 0), moving=False)

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._arrange(rect, moving=True)

    def sizeHint(self) -> QSize:
        """Return the size of one single line."""
        hints = [item.sizeHint() for item in self._items if not item.isEmpty()]
        wide = sum(hint.width() for hint in hints) + self._gap * max(len(hints) - 1, 0)
        around = self.contentsMargins()
        return QSize(
            wide + around.left() + around.right(),
            max([hint.height() for hint in hints] + [0]) + around.top() + around.bottom(),
        )

    def minimumSize(self) -> QSize:
        size = QSize()
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        around = self.contentsMargins()
        return size + QSize(around.left() + around.right(), around.top() + around.bottom())

    def _arrange(self, rect: QRect, *, moving: bool) -> int:
        """Place the widgets, or only measure; return the height they take."""
        inside = rect.marginsRemoved(self.contentsMargins())
        y = inside.y()
        for line in self._lines(inside.width()):
            x = inside.x()
            high = max(size.height() for _item, size in line)
            if self._right:
                wide = sum(size.width() + self._gap for _item, size in line) - self._gap
                x = inside.right() + 1 - wide
            for item, size in line:
                if moving:
                    beside = isinstance(item.widget(), QLabel)  # words stand beside what they name
                    down = (high - size.height()) // 2 if beside else 0
                    item.setGeometry(QRect(QPoint(x, y + down), size))
                x += size.width() + self._gap
            y += high + self._gap
        return max(y - self._gap, inside.y()) - inside.y() + rect.height() - inside.height()

    def _lines(self, width: int) -> list[list[tuple[QLayoutItem, QSize]]]:
        """Part the widgets into lines of this width, each widget with the size it gets."""
        lines: list[list[tuple[QLayoutItem, QSize]]] = []
        left = 0
        for item in self._items:
            if item.isEmpty():
                continue
            wanted = item.sizeHint().expandedTo(item.minimumSize())
            wanted.setWidth(min(wanted.width(), width))
            if item.hasHeightForWidth():
                wanted.setHeight(item.heightForWidth(wanted.width()))
            if not lines or wanted.width() > left:
                lines.append([])
                left = width
            lines[-1].append((item, wanted))
            left -= wanted.width() + self._gap
        return lines


def flowing(widget: QWidget) -> None:
    """Let the height of a widget follow from the width it gets."""
    policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    policy.setHeightForWidth(True)
    widget.setSizePolicy(policy)


class Choices(QWidget):
    """Buttons of which one is pressed in: arrows walk, Space or a second click gives back."""

    changed = Signal()

    def __init__(self, answers: Answers, small: Answers = ()) -> None:
        """Offer answers, then those that are no answer: smaller, with their key before them."""
        super().__init__()
        self._group = QButtonGroup(self)
        self._buttons: dict[str, _Choice] = {}
        flow = FlowLayout(self)
        for code, label in answers:
            flow.addWidget(self._add(code, label, "choice"))
        for code, label in small:
            button = self._add(code, f"{NO_ANSWER_KEYS[code]}  {label}", "noanswer")
            button.setAccessibleName(label)
            button.setToolTip(_("Key {key}").format(key=NO_ANSWER_KEYS[code]))
            flow.addWidget(button)
        flowing(self)
        self._group.buttonToggled.connect(self._toggled)

    def chosen(self) -> str | None:
        """Return the code pressed in, None when there is none."""
        return next((code for code, button in self._buttons.items() if button.isChecked()), None)

    def choose(self, code: str | None) -> None:
        """Press one button in, or none, without telling; a code not offered clears too."""
        button = self._buttons.get(code or "")
        self._group.blockSignals(True)
        if button is not None:
            button.setChecked(True)
        else:
            self._release()
        self._group.blockSignals(False)

    def clear(self) -> None:
        """Give the choice back, as the user does."""
        if self.chosen() is not None:
            self._release()
            self.changed.emit()

    def buttons(self) -> list[QPushButton]:
        """Return the buttons in their order."""
        return list(self._buttons.values())

    def take_key(self, text: str) -> bool:
        """Choose the answer whose one key was pressed; False when there is none here."""
        code = next((code for code, key in NO_ANSWER_KEYS.items() if key == text), "")
        if code not in self._buttons:
            return False
        self._buttons[code].setChecked(True)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.clear()
        elif not self.take_key(event.text()):
            super().keyPressEvent(event)

    def _add(self, code: str, label: str, role: str) -> "_Choice":
        button = _Choice(label.replace("&", "&&"), self.clear)
        button.setObjectName(code)
        look.mark(button, role)
        self._group.addButton(button)
        self._buttons[code] = button
        return button

    def _toggled(self, _button: QPushButton, on: bool) -> None:
        if on:
            self.changed.emit()

    def _release(self) -> None:
        self._group.setExclusive(False)
        for button in self._buttons.values():
            button.setChecked(False)
        self._group.setExclusive(True)


class _Choice(QPushButton):
    """A button that stays pressed in; to screen readers one of a set of radio buttons."""

    def __init__(self, label: str, clear: Callable[[], None]) -> None:
        super().__init__(label)
        self._clear = clear
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setAutoDefault(False)

        # Qt gives back nothing that is chosen in a set of one: look before and after
        self._was_chosen = False
        self.pressed.connect(self._look)
        self.clicked.connect(self._give_back)

    def _look(self) -> None:
        self._was_chosen = self.isChecked()

    def _give_back(self) -> None:
        if self._was_chosen:
            self._clear()
