# SPDX-License-Identifier: GPL-3.0-or-later
"""The left rail: the places of the program in the order of the work, with words and icons."""

from collections.abc import Iterable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QButtonGroup,
    QScrollArea,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop.core.i18n import _
from desktop.desks.frame.desk import Place
from desktop.widgets import icons, look
from desktop.widgets.parts import named


class Rail(QScrollArea):
    """One button a place; Alt with a number goes there by keyboard."""

    chosen = Signal(str)

    def __init__(self, places: Iterable[Place], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("rail")
        self.setAccessibleName(_("Places of the program"))
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inner = self._inner = QWidget()
        look.mark(inner, "surface")
        self._column = QVBoxLayout(inner)
        self._column.setContentsMargins(0, look.space(2), 0, look.space(2))
        self._column.setSpacing(0)
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self._buttons: dict[str, QToolButton] = {}
        self._parted = False
        shown = list(places)
        for place in shown:
            self._add(place)
        if not self._parted:
            self._column.addStretch(1)
        self.setWidget(inner)
        self.setFixedWidth(inner.sizeHint().width() + look.space(2))

    def stand(self, *, narrow: bool) -> None:
        """Show icons alone where the window is narrow for its text; the words are tool tips."""
        style = Qt.ToolButtonStyle
        for made in self._buttons.values():
            made.setToolButtonStyle(
                style.ToolButtonIconOnly if narrow else style.ToolButtonTextBesideIcon
            )
            made.setToolTip(made.text() if narrow else "")
        bar = self.verticalScrollBar().sizeHint().width()
        self.setFixedWidth(self._inner.sizeHint().width() + (bar if narrow else look.space(2)))

    def show_place(self, name: str) -> None:
        """Mark the place that is on show."""
        if name in self._buttons:
            self._buttons[name].setChecked(True)

    def _add(self, place: Place) -> None:
        if place.apart and not self._parted:
            self._column.addStretch(1)
            self._parted = True
        made = named(QToolButton(), f"go_{place.name}", _(place.title))
        made.setText(_(place.title))
        made.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        made.setCheckable(True)
        made.setMinimumHeight(look.height("row") + look.space(2))
        made.setIconSize(QSize(look.height("icon"), look.height("icon")))
        look.mark(made, "rail")
        icons.dress(made, place.icon)
        made.clicked.connect(lambda _on=False, name=place.name: self.chosen.emit(name))
        self._group.addButton(made)
        self._column.addWidget(made)
        self._buttons[place.name] = made
        if len(self._buttons) <= 9:
            keys = QShortcut(QKeySequence(f"Alt+{len(self._buttons)}"), self)
            keys.activated.connect(made.click)
