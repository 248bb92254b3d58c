# SPDX-License-Identifier: GPL-3.0-or-later
"""What the office uses, a tab of the settings: what is off is nowhere in the window."""

from PySide6.QtWidgets import QCheckBox, QWidget

from desktop.core.i18n import _
from desktop.desks.frame.desk import Desk
from desktop.organisation import uses_service
from desktop.widgets.editors_flow import FlowLayout
from desktop.widgets.parts import button, named, scrolled, wrapped


class UsesPage(QWidget):
    """One box for each thing; what was recorded stays when it is turned off."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setObjectName("uses_page")
        self._desk = desk
        column = scrolled(self)
        words = _("Turn on only what your office uses. What is off is nowhere in the window.")
        column.addWidget(wrapped(words, "soft"))
        with desk.workspace.work() as work:
            on = uses_service.used(work)
        self._boxes: dict[str, QCheckBox] = {}
        for name, title in uses_service.USES.items():
            box = named(QCheckBox(_(title)), f"use_{name}", _(title))
            box.setChecked(name in on)
            self._boxes[name] = box
            column.addWidget(box)
        verbs = FlowLayout(gap=2)
        verbs.addWidget(button(_("Save"), "save_uses", self._save, "primary"))
        column.addLayout(verbs)
        column.addStretch()

    def _save(self) -> None:
        wanted = frozenset(name for name, box in self._boxes.items() if box.isChecked())
        with self._desk.workspace.work(write=True) as work:
            uses_service.use(work, wanted)
        self._desk.remake()
        self._desk.toasts.show(_("Saved. Pages opened from now on show it."))
