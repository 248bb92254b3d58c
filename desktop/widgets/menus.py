# SPDX-License-Identifier: GPL-3.0-or-later
"""A button with a menu of what can be done now."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QMenu, QPushButton

from desktop.widgets.parts import named

Entry = tuple[str, str, Callable[[], object]]
"""An entry of a menu: its words, its name and what it does."""


def menu_button(words: str, name: str, entries: Callable[[], Sequence[Entry]]) -> QPushButton:
    """Return a button with a menu that is made anew each time it opens."""
    made = named(QPushButton(words), name)
    made.setAutoDefault(False)
    menu = QMenu(made)

    def offer() -> None:
        menu.clear()
        for title, called, act in entries():
            action = menu.addAction(title.replace("&", "&&"))
            action.setObjectName(called)
            action.triggered.connect(lambda _checked, run=act: run())

    menu.aboutToShow.connect(offer)
    made.setMenu(menu)
    return made
