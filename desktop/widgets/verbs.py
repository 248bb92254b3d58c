# SPDX-License-Identifier: GPL-3.0-or-later
"""The verbs of a record: one line, with what does not fit in a menu at its end."""

from collections.abc import Sequence

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from desktop.core.i18n import _
from desktop.widgets import look
from desktop.widgets.editors_flow import FlowLayout, flowing
from desktop.widgets.parts import empty, named

LARGE = 1.5
"""From this text size on the verbs of a record are pictures with tips."""


class Verbs(QWidget):
    """What does not fit beside the code waits in the menu: a second line takes from the record."""

    def __init__(self) -> None:
        super().__init__()
        self._flow = FlowLayout(self, gap=2)
        self._verbs: list[QPushButton] = []
        self._more = self._menu()
        self._flow.addWidget(self._more)
        flowing(self)

    def show_verbs(self, verbs: Sequence[QWidget]) -> None:
        """Show other verbs."""
        self._flow.takeAt(self._flow.count() - 1)  # the menu stays, the verbs go
        empty(self._flow)
        self._verbs = [verb for verb in verbs if isinstance(verb, QPushButton)]
        for verb in (*self._verbs, self._more):
            if look.scale() >= LARGE and verb is not self._more:
                _to_icon(verb)
            self._flow.addWidget(verb)
        self.updateGeometry()
        self.fit()

    def fit(self) -> None:
        """Fold what does not fit, or show all of it."""
        shown = len(self._verbs)
        if self._wide(self._verbs) > self.width():
            room = self.width() - self._more.sizeHint().width() - look.space(2)
            while shown and self._wide(self._verbs[:shown]) > room:
                shown -= 1
        for n, verb in enumerate(self._verbs):
            verb.setVisible(n < shown)
        self._more.setVisible(shown < len(self._verbs))

    def sizeHint(self) -> QSize:
        return QSize(self._wide(self._verbs), self._flow.sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        widest = max((verb.sizeHint().width() for verb in self._verbs), default=0)
        least = min(widest, self._more.sizeHint().width())
        return QSize(least, self._flow.minimumSize().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def _wide(self, verbs: Sequence[QWidget]) -> int:
        gap = look.space(2)
        return max(sum(verb.sizeHint().width() + gap for verb in verbs) - gap, 0)

    def _menu(self) -> QPushButton:
        more = named(QPushButton(_("More")), "more_verbs", _("More that can be done here"))
        more.setAutoDefault(False)
        menu = QMenu(more)
        menu.aboutToShow.connect(lambda: self._offer(menu))
        more.setMenu(menu)
        return more

    def _offer(self, menu: QMenu) -> None:
        menu.clear()
        for verb in self._verbs:
            if verb.isHidden():
                words = verb.text() or verb.accessibleName().replace("&", "&&")
                menu.addAction(verb.icon(), words, verb.click)


def _to_icon(verb: QPushButton) -> None:
    """Leave the picture of a button only; its word becomes the tip and what is read aloud."""
    if not verb.icon().isNull():
        words = verb.text().replace("&&", "&")
        verb.setAccessibleName(words)
        verb.setToolTip(words)
        verb.setText("")
