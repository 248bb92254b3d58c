# SPDX-License-Identifier: GPL-3.0-or-later
"""Tabs that belong together stand as one in the row above, with a row of their own inside."""

from dataclasses import dataclass

from PySide6.QtWidgets import QBoxLayout, QTabBar, QTabWidget, QWidget

from desktop.core.i18n import _
from desktop.widgets import look
from desktop.widgets.parts import named


@dataclass(slots=True)
class _Member:
    group: str
    title: str
    row: QTabBar | None = None


class TabGroups:
    """Of a group only the page seen last has its tab in the upper row, under the group's name.

    Every page stays a page of the tab widget, so that whoever turns to one by its name finds it.
    """

    def __init__(self, tabs: QTabWidget) -> None:
        self._tabs = tabs
        self._members: dict[QWidget, _Member] = {}
        self._rows = True

    def clear(self) -> None:
        """Forget the pages of the record before."""
        self._members.clear()

    def join(self, page: QWidget, group: str, title: str) -> None:
        """Make a page of the tab widget one of a group; nothing is done without a name for it."""
        if group:
            self._members[page] = _Member(group, title)

    def settle(self) -> None:
        """Fold every group to its first page, once all of them are there."""
        seen = set()
        for page, member in self._members.items():
            if len(self._pages(member.group)) < 2:  # alone: it goes by its own name
                continue
            at = self._tabs.indexOf(page)
            self._tabs.setTabText(at, _escaped(member.group))
            self._tabs.setTabVisible(at, member.group not in seen)
            seen.add(member.group)

    def look_at(self, page: QWidget) -> None:
        """Let a page that is shown now stand for its group, with the row to the others."""
        member = self._members.get(page)
        pages = self._pages(member.group) if member else []
        if member is None or len(pages) < 2:
            return
        for one in pages:
            self._tabs.setTabVisible(self._tabs.indexOf(one), one is page)
        if member.row is None:
            member.row = self._row(page, pages)

    def names(self, page: QWidget) -> tuple[str, str]:
        """Return the group and the own name of a page; nothing for one that stands alone."""
        member = self._members.get(page)
        if member is None or len(self._pages(member.group)) < 2:
            return "", ""
        return member.group, member.title

    def show_rows(self, *, shown: bool) -> None:
        """Show the rows inside the pages, or put them away where a box stands for them."""
        self._rows = shown
        for member in self._members.values():
            if member.row is not None:
                member.row.setVisible(shown)

    def _row(self, page: QWidget, pages: list[QWidget]) -> QTabBar:
        """Return the row inside a page; turning it turns the pages, and it stays where it was."""
        group = self._members[page].group
        row = named(QTabBar(), "group_tabs", _("Parts of {group}").format(group=group))
        look.mark(row, "inner")
        row.setDrawBase(False)
        row.setExpanding(False)
        for one in pages:
            row.addTab(_escaped(self._members[one].title))
        own = pages.index(page)
        row.setCurrentIndex(own)

        def turn(at: int) -> None:
            if at == own:
                return
            row.setCurrentIndex(own)  # this row belongs to this page, and says so when it is back
            self._tabs.setCurrentWidget(pages[at])
            other = self._members[pages[at]].row
            if other is not None:
                other.setFocus()

        row.currentChanged.connect(turn)
        layout = page.layout()
        if isinstance(layout, QBoxLayout):
            layout.insertWidget(0, row)
        row.setVisible(self._rows)
        return row

    def _pages(self, group: str) -> list[QWidget]:
        return [page for page, member in self._members.items() if member.group == group]


def _escaped(title: str) -> str:
    return title.replace("&", "&&")
