# SPDX-License-Identifier: GPL-3.0-or-later
"""The frame of every dialog: words that scroll where the screen is low, buttons always in sight."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QShowEvent
from PySide6.QtWidgets import QDialog, QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from desktop.core.errors import UserError, sentences
from desktop.widgets import look
from desktop.widgets.editors_flow import FlowLayout
from desktop.widgets.parts import bring_into_view, wrapped

WIDTH = 60
"""Letters that a dialog is wide, where the screen is not narrower."""


class Framed(QDialog):
    """A heading and what is asked go into ``column``; what is done about it into ``end``.

    The dialog is as high as its words at its width, and never higher than the screen: Qt by
    itself gives a dialog two thirds of the screen and cuts the sentences that need more.
    """

    problem: QLabel
    """The line for what is wrong, of a dialog that has one."""

    def __init__(self, parent: QWidget | None, name: str, title: str, wide: int = WIDTH) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setWindowTitle(title)
        self._wide = wide
        self._inside = look.mark(QWidget(), "page")
        self._inside.installEventFilter(self)
        self.column = QVBoxLayout(self._inside)
        self.column.setContentsMargins(*(look.space(6),) * 3, look.space(4))
        self.column.setSpacing(look.space(2))
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        look.mark(self._area, "page")
        self._area.setWidget(self._inside)
        self._whole = QVBoxLayout(self)
        self._whole.setContentsMargins(0, 0, 0, 0)
        self._whole.setSpacing(0)
        self._whole.addWidget(self._area, 1)
        self._foot: QFrame | None = None
        self._held: QScrollArea | None = None

    def head(self, title: str) -> QVBoxLayout:
        """Add the heading and return the column to fill."""
        self.column.addWidget(wrapped(title, "section"))
        return self.column

    def end(self, *buttons: QWidget) -> None:
        """Add the foot: what is done first, then the way back; dangerous things carry colour."""
        self.column.addStretch()
        self._foot = foot(*buttons)
        self._whole.addWidget(self._foot)

    def hold(self, form: QScrollArea) -> None:
        """Show a form that scrolls by itself between the words and the foot."""
        self._held = form
        self._whole.addWidget(form, 1)

    def carry_out(self, act: Callable[[], object]) -> None:
        """Do what was asked and close; what keeps it from being done is said in ``problem``."""
        try:
            act()
        except UserError as error:
            self.problem.setText(sentences(error))
            self.problem.show()
            bring_into_view(self.problem)
            return
        self.accept()

    def fit(self) -> None:
        """Take the height the words need now, as far as the screen allows."""
        screen = room(self)
        wide = min(look.width(self._wide), screen.width())
        high = _height(self._inside, wide)
        if self._held is not None and (inside := self._held.widget()) is not None:
            self._area.setFixedHeight(high)
            high += _height(inside, wide)
        if self._foot is not None:
            high += _height(self._foot, wide) + 1
        policy = Qt.ScrollBarPolicy
        whole = high <= screen.height()  # a bar where all fits would take width, and then be needed
        self._area.setVerticalScrollBarPolicy(
            policy.ScrollBarAlwaysOff if whole else policy.ScrollBarAsNeeded
        )
        self.resize(wide, min(high, screen.height()))

    def adjustSize(self) -> None:
        self.fit()

    def showEvent(self, event: QShowEvent) -> None:
        self.fit()
        super().showEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest and self.isVisible():
            QTimer.singleShot(0, self, self.fit)  # a sentence appeared, went, or wraps anew
        return super().eventFilter(watched, event)


def foot(*buttons: QWidget) -> QFrame:
    """Return the line under a dialog with its buttons at the right."""
    made = QFrame()
    look.mark(made, "foot")
    row = FlowLayout(made, gap=2, right=True)
    row.setContentsMargins(look.space(6), look.space(2), look.space(6), look.space(2))
    for one in buttons:
        row.addWidget(one)
    return made


def _height(part: QWidget, wide: int) -> int:
    layout = part.layout()
    if layout is not None and layout.hasHeightForWidth():
        return layout.totalHeightForWidth(wide)
    return part.sizeHint().height()


def room(dialog: QWidget) -> QSize:
    """Return how large a dialog may be: the screen without its bars and the title of a window."""
    screen = dialog.screen() or QGuiApplication.primaryScreen()
    return screen.availableGeometry().size() - QSize(look.space(6), look.space(12))
