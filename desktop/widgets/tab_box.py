# SPDX-License-Identifier: GPL-3.0-or-later
"""A box to choose the part of a record from, where its rows of tabs find no room."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QStandardItemModel
from PySide6.QtWidgets import QComboBox, QTabWidget, QWidget

from desktop.core.i18n import _
from desktop.widgets import look
from desktop.widgets.parts import LOWEST, is_low, named, show_tabs
from desktop.widgets.tab_groups import TabGroups


class TabBox(QComboBox):
    """Every tab of a record by its name, those of a group under the group's name."""

    def __init__(self, tabs: QTabWidget, groups: TabGroups) -> None:
        super().__init__()
        named(self, "tabs_box", _("Parts of this record"))
        self._tabs, self._groups = tabs, groups
        self._away = False
        self.setMinimumWidth(look.width(16))
        self.setMaximumWidth(look.width(26))
        self.activated.connect(lambda at: tabs.setCurrentWidget(self.itemData(at)))
        tabs.currentChanged.connect(lambda _at: self._point())
        self.hide()

    def offer(self) -> None:
        """Offer the tabs there are now."""
        self.clear()
        before = ""
        for at in range(self._tabs.count()):
            page = self._tabs.widget(at)
            group, title = self._groups.names(page) if page else ("", "")
            if group != before:
                self._part(group)
            before = group
            self.addItem(title or self._tabs.tabText(at).replace("&&", "&"), page)
        self.view().setMinimumWidth(self.view().sizeHintForColumn(0) + look.space(6))
        self._point()
        self.fit()

    def _part(self, group: str) -> None:
        """Draw a line where a group begins or ends, and say its name."""
        self.insertSeparator(self.count())
        model = self.model()
        if group and isinstance(model, QStandardItemModel):
            self.addItem(group)
            model.item(self.count() - 1).setEnabled(False)

    def forget(self) -> None:
        """Let go of the pages of the record before."""
        self.clear()

    def fold(self, *, away: bool) -> None:
        """Put tabs and box away, while something else has the page."""
        self._away = away
        self.fit()

    def fit(self) -> None:
        """Be there instead of the tabs, where they would scroll or take lines that are dear."""
        bar = self._tabs.tabBar()
        several = self.count() > 1 and not self._away
        narrow = bar.sizeHint().width() + look.space(4) > self._tabs.width()
        instead = is_low(self._tabs, LOWEST) or narrow
        self.setVisible(several and instead)
        self._groups.show_rows(shown=not instead)
        show_tabs(self._tabs, shown=several and not instead)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave the keys of the page to the page: a box takes every key that has a sign."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.ignore()
        else:
            super().keyPressEvent(event)

    @property
    def way(self) -> QWidget:
        """What turns from one part to another now: this box, or the row of tabs."""
        return self if self.isVisibleTo(self.window()) else self._tabs.tabBar()

    def _point(self) -> None:
        self.setCurrentIndex(self.findData(self._tabs.currentWidget()))
