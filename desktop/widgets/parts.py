# SPDX-License-Identifier: GPL-3.0-or-later
"""Small pieces every page is built from: named controls, labels, buttons and tint lines."""

from collections.abc import Callable
from typing import TypeVar

import shiboken6
from PySide6.QtCore import QEvent, QSize, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QSpinBox,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.core import i18n
from desktop.widgets import icons, look

_TINT_ICONS = {"warning": "warning", "danger": "error", "note": "info", "good": "check"}

Part = TypeVar("Part", bound=QWidget)
LOW, LOWEST = 20, 12
"""Rows of text a window must be high to be roomy, and those under which every line counts."""


class Elided(QLabel):
    """One line of words that ends in three dots where the width ends; the tip says all of it."""

    def __init__(self, words: str, role: str = "", name: str = "") -> None:
        super().__init__()
        self.setObjectName(name)
        self.setTextFormat(Qt.TextFormat.PlainText)
        if role:
            look.mark(self, role)
        self.say(words)

    def say(self, words: str) -> None:
        """Show other words."""
        self._words = words
        self.setAccessibleName(words)
        self._cut()
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        letters = self.fontMetrics()
        edges = self.contentsMargins().left() + self.contentsMargins().right()
        return QSize(
            letters.horizontalAdvance(self._words) + edges + 2, super().sizeHint().height()
        )

    def minimumSizeHint(self) -> QSize:
        return QSize(self.fontMetrics().averageCharWidth() * 4, super().sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._cut()

    def _cut(self) -> None:
        shown = self.fontMetrics().elidedText(
            self._words, Qt.TextElideMode.ElideRight, max(self.contentsRect().width(), 1)
        )
        self.setText(shown)
        self.setToolTip(self._words if shown != self._words else "")


def named(part: Part, name: str, accessible: str = "") -> Part:
    """Give a control the name tests find it by and the name a screen reader says."""
    part.setObjectName(name)
    if accessible:
        part.setAccessibleName(accessible)
    return part


def label(text: str = "", role: str = "", name: str = "") -> QLabel:
    """Return a line of words in one of the dresses of the look; it never reads mark-up."""
    made = named(QLabel(), name)
    made.setText(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    if role:
        look.mark(made, role)
    return made


class _Paragraph(QLabel):
    """Words that wrap, and ask for the height they need at the width they were given.

    A layout asks a wrapped label how low it may become for a width of its own guess; in a dialog
    or beside a stretch the real width is another one, and the last line would be cut.
    """

    _needed = 0

    def minimumSizeHint(self) -> QSize:
        return super().minimumSizeHint().expandedTo(QSize(0, self._needed))

    def setText(self, text: str) -> None:
        super().setText(text)
        self._measure()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._measure()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._measure()

    def _measure(self) -> None:
        """Take the measure anew, once a layout has given a width at all."""
        placed = self.testAttribute(Qt.WidgetAttribute.WA_Resized)
        needed = self.heightForWidth(self.width()) if placed else 0
        if needed != self._needed:
            self._needed = needed
            self.updateGeometry()


def wrapped(text: str = "", role: str = "", name: str = "") -> QLabel:
    """Return a paragraph that wraps and is never cut; it never reads mark-up."""
    made = named(_Paragraph(), name)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(True)
    made.setText(text)
    if role:
        look.mark(made, role)
    return made


def is_low(part: QWidget, rows: int = LOW) -> bool:
    """Tell whether the window is so low for its text that what can fold folds."""
    return part.window().height() < rows * look.height("row")


def button(text: str, name: str, pressed: Callable[[], object], role: str = "") -> QPushButton:
    """Return a button with a word; an ampersand in a translated word is no mnemonic."""
    made = named(QPushButton(text.replace("&", "&&")), name)
    made.setAutoDefault(False)
    made.clicked.connect(lambda _checked: pressed())
    if role:
        look.mark(made, role)
    return made


def tint(role: str, words: str, *more: QWidget, text: QLabel | None = None) -> QFrame:
    """Return a full-width tint line with words and, on the right, what can be done about it.

    ``text`` shows the words where a plain label that wraps would not do.
    """
    bar = named(QFrame(), f"{role}_bar", words)
    look.mark(bar, role)
    row = QHBoxLayout(bar)
    row.setContentsMargins(look.space(3), look.space(), look.space(2), look.space())
    row.setSpacing(look.space(2))
    row.addWidget(icons.label(_TINT_ICONS[role], role), 0, Qt.AlignmentFlag.AlignVCenter)
    row.addWidget(text or wrapped(words), 1)
    for part in more:
        row.addWidget(part)
    return bar


def scrolled(page: QWidget) -> QVBoxLayout:
    """Make a page scroll and return the column its parts go into."""
    look.mark(page, "page")
    inside = QWidget()
    look.mark(inside, "page")
    column = QVBoxLayout(inside)
    column.setContentsMargins(*(look.space(6),) * 4)
    column.setSpacing(look.space(3))
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setWidget(inside)
    whole = QVBoxLayout(page)
    whole.setContentsMargins(0, 0, 0, 0)
    whole.addWidget(area)
    return column


def number(name: str, accessible: str) -> QSpinBox:
    """Return a box for a small number, its figures as far from the edge as in every other field."""
    made = named(QSpinBox(), name, accessible)
    for line in made.findChildren(QLineEdit):
        line.setTextMargins(look.space(), 0, 0, 0)  # the style sheet's padding does not reach it
    return made


def offer_languages(box: QComboBox, spoken: str) -> None:
    """Fill a box with the languages Vereda speaks, each in its own words, one of them chosen."""
    for code, name in i18n.LANGUAGES.items():
        box.addItem(name, code)
    box.setCurrentIndex(max(0, box.findData(spoken)))


def empty(layout: QLayout) -> None:
    """Take everything out of a layout and delete it."""
    while layout.count() and (item := layout.takeAt(0)):
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
        elif (inner := item.layout()) is not None:
            empty(inner)


def bring_into_view(part: QWidget) -> None:
    """Scroll so far that a part just shown can be read, once its place is known."""

    def scroll() -> None:
        above = part.parentWidget() if shiboken6.isValid(part) else None
        while above is not None and not isinstance(above, QScrollArea):
            above = above.parentWidget()
        if above is not None:
            above.ensureWidgetVisible(part)

    QTimer.singleShot(0, part, scroll)


def show_tabs(tabs: QTabWidget, *, shown: bool) -> None:
    """Show a row of tabs again where it was, or put it away, out of the way of the Tab key too."""
    bar = tabs.tabBar()
    if bar.isVisibleTo(tabs) is shown:
        return
    bar.setVisible(shown)  # Qt stops at a hidden row for ever: the frame hands it the keyboard
    tabs.setFocusPolicy(Qt.FocusPolicy.TabFocus if shown else Qt.FocusPolicy.NoFocus)
    if shown:  # Qt lays a hidden row out as if it were narrow: let it look anew
        bar.setUsesScrollButtons(False)
        bar.setUsesScrollButtons(True)
