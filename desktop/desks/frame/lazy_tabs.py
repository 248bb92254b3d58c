# SPDX-License-Identifier: GPL-3.0-or-later
"""Tabs whose pages are built when first shown; a box to choose from where they find no room."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, cast

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.desks.frame.desk import Desk
from desktop.widgets import look
from desktop.widgets.parts import named, show_tabs


@dataclass(frozen=True, slots=True)
class Tab:
    """One tab: its name, its title, the action a role needs to see it, and what builds it."""

    name: str
    title: str
    action: str
    build: Callable[[Desk], QWidget]
    """The page answers ``reload``, ``keep_draft`` and ``close_down``."""


class LazyTabs(QWidget):
    """Most days nobody opens most of them; what a role may not do is not offered."""

    def __init__(self, desk: Desk, name: str, title: str, tabs: Sequence[Tab]) -> None:
        super().__init__()
        look.mark(self, "page")
        self._desk = desk
        self.tabs = named(QTabWidget(), name, title)
        self.tabs.setDocumentMode(True)
        self._made: dict[int, QWidget] = {}
        self._roomy, self._away = True, False
        with desk.workspace.work() as work:
            self._offered = [tab for tab in tabs if work.could(tab.action)]
        for tab in self._offered:
            holder = QWidget()
            holder.setObjectName(f"tab_{tab.name}")
            inside = QVBoxLayout(holder)
            inside.setContentsMargins(0, 0, 0, 0)
            self.tabs.addTab(holder, tab.title.replace("&", "&&"))
        self.box = self._chooser(name, title)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._line = QHBoxLayout()
        self._line.setContentsMargins(look.space(6), look.space(), look.space(6), 0)
        self._line.setSpacing(look.space(2))
        self._line.addWidget(self.box)
        self._line.addStretch(1)
        column.addLayout(self._line)
        column.addWidget(self.tabs, 1)
        self.setFocusProxy(self.tabs)
        self.tabs.currentChanged.connect(self._turn)
        self._turn(self.tabs.currentIndex())

    def open(self, name: str) -> None:
        """Show a tab by its name, and one within it after a stroke, as a line of My day asks."""
        first, _stroke, within = name.partition("/")
        for at, tab in enumerate(self._offered):
            if tab.name == first:
                self.tabs.setCurrentIndex(at)
                if within:
                    cast(Any, self._made[at]).open(within)

    def page(self, name: str) -> QWidget:
        """Return the page of a tab, shown now."""
        self.open(name)
        return self._made[self.tabs.currentIndex()]

    def reload(self) -> None:
        """Show what changed in the store."""
        for page in self._made.values():
            cast(Any, page).reload()

    def keep_draft(self) -> None:
        """Keep what is being typed."""
        for page in self._made.values():
            cast(Any, page).keep_draft()

    def close_down(self) -> None:
        """Let go of every page."""
        for page in self._made.values():
            cast(Any, page).close_down()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        bar = self.tabs.tabBar()
        self._roomy = bar.sizeHint().width() + look.space(6) <= event.size().width()
        self._show_choice()
        self.setFocusProxy(bar if self._roomy else self.box)
        self._join()

    def stand_in(self, line: QHBoxLayout | None) -> None:
        """Choose in the line of the tabs around these, or again in one's own."""
        place = line or self._line
        if place.indexOf(self.box) < 0:
            place.insertWidget(max(0, place.count() - 1), self.box)
            self._show_choice()

    def fold(self, *, away: bool) -> None:
        """Put the choice away, while a record of one of the tabs is open in a low window."""
        self._away = away
        self._show_choice()

    def _show_choice(self) -> None:
        show_tabs(self.tabs, shown=self._roomy and not self._away)
        self.box.setVisible(not self._roomy and not self._away)

    def _join(self) -> None:
        """Let tabs within tabs choose in the same line, where both have a box for it."""
        for at, page in self._made.items():
            if isinstance(page, LazyTabs):
                shown = at == self.tabs.currentIndex()
                page.stand_in(self._line if shown and not self._roomy else None)

    def _chooser(self, name: str, title: str) -> QComboBox:
        box = named(QComboBox(), f"{name}_box", title)
        box.addItems([tab.title for tab in self._offered])
        box.activated.connect(self.tabs.setCurrentIndex)
        self.tabs.currentChanged.connect(box.setCurrentIndex)
        box.hide()
        return box

    def _turn(self, at: int) -> None:
        self._fill(at)
        self._join()

    def _fill(self, at: int) -> None:
        if at < 0 or at in self._made:
            return
        page = self._offered[at].build(self._desk)
        holder = self.tabs.widget(at)
        inside = holder.layout() if holder else None
        if inside is not None:
            inside.addWidget(page)
        self._made[at] = page
