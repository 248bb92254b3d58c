# SPDX-License-Identifier: GPL-3.0-or-later
"""The top line: one search box for everything, who is signed in, language, lock."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QWidget,
)

from desktop.core import i18n
from desktop.core.i18n import _
from desktop.core.store import Workspace
from desktop.core.team import role_words
from desktop.widgets import icons, look
from desktop.widgets.parts import Elided, button, named

_ANY_WIDTH = 16_777_215  # Qt's own word for no limit
Find = Callable[[str], list[tuple[str, str, str]]]
"""From what was typed to (place, record id, words) of what was found."""


class TopLine(QFrame):
    """Search, name of the user, language and Lock, the only filled danger button."""

    lock_pressed = Signal()
    cover_pressed = Signal()
    alert_pressed = Signal()
    found = Signal(str, str)
    language_chosen = Signal(str)

    def __init__(
        self,
        workspace: Workspace,
        find: Find,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        look.mark(self, "surface")
        self._find = find
        self.search = named(QLineEdit(), "search_all", _("Search everything"))
        self.search.setPlaceholderText(_("Search everything (Ctrl+K)"))
        self.search.setClearButtonEnabled(True)
        self.search.setMaximumWidth(look.width(44))
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(60)
        self._results = named(QListWidget(self), "search_results", _("Found"))
        self._results.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the keyboard stays in the box
        self._results.hide()
        user = role_words.signed_in(workspace.user)
        self._signed_in = Elided(user, "soft", "signed_in")
        self._language = self._languages()
        self._alert = button(_("Alert"), "alert_button", self.alert_pressed.emit)
        self._cover = button(_("Cover"), "cover", self.cover_pressed.emit)
        self._lay_out(user)
        self.search.textEdited.connect(lambda _text: self._wait.start())
        self.search.returnPressed.connect(self._take_current)
        self.search.installEventFilter(self)
        self._wait.timeout.connect(self._look)
        self._results.itemActivated.connect(self._take)
        self._results.itemClicked.connect(self._take)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the arrows choose among what was found; Esc, or leaving the box, puts it away."""
        if event.type() == QEvent.Type.FocusOut:
            self._results.hide()
        elif isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
            if self._results.isVisible() and step:
                row = self._results.currentRow() + step
                self._results.setCurrentRow(max(0, min(row, self._results.count() - 1)))
                return True
            if event.key() == Qt.Key.Key_Escape:
                self._results.hide()
                self.search.clear()
                return True
        return super().eventFilter(watched, event)

    def _lay_out(self, user: str) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(look.space(4), look.space(2), look.space(4), look.space(2))
        row.setSpacing(look.space(3))
        row.addWidget(self.search, 1)
        row.addStretch()
        person = icons.label("person", "soft")
        person.setToolTip(user)
        row.addWidget(person, alignment=Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._signed_in)
        row.addWidget(self._language)
        icons.dress(self._alert, "alert")
        self._alert.setAccessibleName(_("Alert"))
        row.addWidget(self._alert)
        icons.dress(self._cover, "eye-off")
        self._cover.setAccessibleName(_("Cover"))
        row.addWidget(self._cover)
        lock = button(_("Lock"), "lock", self.lock_pressed.emit, "danger")
        icons.dress(lock, "lock", "on_danger")
        lock.setToolTip("Ctrl+L")
        row.addWidget(lock)

    def stand(self, *, narrow: bool, roomy: bool = True) -> None:
        """Leave room for the search in a window narrow for its text: Lock alone keeps its word."""
        self._language.setMaximumWidth(look.width(9) if narrow else _ANY_WIDTH)
        self._signed_in.setVisible(not narrow)
        self._cover.setText("" if narrow else _("Cover"))
        self._alert.setText(_("Alert") if roomy else "")
        self._alert.setToolTip("F9" if roomy else f"{_('Alert')}: F9")
        tip = _("A blank page until you type your word (Esc twice)")
        self._cover.setToolTip(f"{_('Cover')}: {tip}" if narrow else tip)
        for n, (code, name) in enumerate(i18n.LANGUAGES.items()):
            self._language.setItemText(n, code[:2].upper() if narrow else name)

    def _languages(self) -> QComboBox:
        box = named(QComboBox(), "language", _("Language"))
        for code, name in i18n.LANGUAGES.items():
            box.addItem(name, code)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        box.setCurrentIndex(box.findData(i18n.language()))
        box.activated.connect(lambda at: self.language_chosen.emit(str(box.itemData(at))))
        return box

    def _look(self) -> None:
        text = self.search.text().strip()
        self._results.clear()
        for place, record, words in self._find(text) if len(text) > 1 else []:
            item = QListWidgetItem(words, self._results)
            item.setData(Qt.ItemDataRole.UserRole, (place, record))
        if not text or not self._results.count():
            self._results.hide()
            return
        window = self.window()
        self._results.setParent(window)
        rows = min(8, self._results.count())
        start = self.search.mapTo(window, QPoint(0, self.search.height()))
        wide = min(max(self.search.width(), look.width(44)), window.width() - start.x())
        self._results.setFixedSize(wide, rows * look.height("row") + look.space(2))
        self._results.move(start)
        self._results.setCurrentRow(0)
        self._results.show()
        self._results.raise_()

    def _take_current(self) -> None:
        """Take the chosen one; the first one where Enter came before the list."""
        if self._wait.isActive() or not self._results.isVisible():
            self._wait.stop()
            self._look()
        if self._results.isVisible():
            self._take(self._results.currentItem())

    def _take(self, item: QListWidgetItem) -> None:
        place, record = item.data(Qt.ItemDataRole.UserRole)
        self._results.hide()
        self.search.clear()
        self.found.emit(place, record)
