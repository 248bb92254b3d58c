# SPDX-License-Identifier: GPL-3.0-or-later
"""Looks every minute whether somebody is late from the field or is to be asked after by now.

The clock alone makes somebody late: nothing is written then, so no page would be told of it.
"""

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.core.store import Workspace
from desktop.desks.danger import safety_alerts

MINUTE = 60_000


class Lookout(QObject):
    """Tells each thing once, when it becomes so."""

    pressing = Signal(list)
    """What has become pressing since the last look, in words."""

    def __init__(self, workspace: Workspace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._told: frozenset[str] = frozenset()
        self._minute = QTimer(self)
        self._minute.setInterval(MINUTE)
        self._minute.timeout.connect(self.look)
        self._minute.start()

    def look(self) -> None:
        """Tell what is new; what was told and is over may be told again."""
        found = safety_alerts.pressing(self._workspace)
        new = [words for identity, words in found.items() if identity not in self._told]
        self._told = frozenset(found)
        if new:
            self.pressing.emit(new)

    def close(self) -> None:
        """Look no more."""
        self._minute.stop()
