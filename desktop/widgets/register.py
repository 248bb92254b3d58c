# SPDX-License-Identifier: GPL-3.0-or-later
"""The page every register uses: its list, and over it the record that was opened."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from PySide6.QtCore import QEvent, QKeyCombination, Qt, Signal
from PySide6.QtGui import QFocusEvent, QHideEvent, QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QStackedWidget, QTabWidget, QVBoxLayout, QWidget
from shiboken6 import isValid

from desktop.core import clock
from desktop.core.errors import RecordGone
from desktop.core.i18n import _
from desktop.widgets import look
from desktop.widgets.list_pane import ListPane
from desktop.widgets.parts import is_low, show_tabs
from desktop.widgets.record_form import RecordForm
from desktop.widgets.record_view import DETAILS, RecordView
from desktop.widgets.source import Source
from desktop.widgets.toasts import Toast, Toasts


class RegisterPage(QWidget):
    """List and record of one register; leaving a record never asks, its draft stays."""

    opened = Signal(str)
    closed = Signal()
    saved = Signal(str)
    turned = Signal(bool)
    """A record came on show (True), or the list did."""
    status = Signal(str)
    """For the bottom line: what has been kept or saved, and when."""

    def __init__(self, source: Source, toasts: Toasts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(source.name)
        look.mark(self, "page")
        self._source, self._toasts = source, toasts
        self.list = ListPane(source)
        self.record = RecordView(source)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.list)
        self._stack.addWidget(self.record)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._stack)
        self._said: tuple[str, Toast | None] = ("", None)
        self._asked = False
        self._away = False
        self.list.opened.connect(self.open)
        self.list.new_wanted.connect(self.open_new)
        self.record.left.connect(self.close_record)
        self.record.finished.connect(self._finished)
        self.record.remove_wanted.connect(self.remove)
        self.record.kept.connect(self._tell_kept)
        self.record.said.connect(self.status)
        self.record.similar_wanted.connect(self.open)
        self.record.started_anew.connect(self._offer_draft)

    def open(self, key: int | str, tab: str = "") -> None:
        """Open a record by its row key or id, on a tab where one is named, as in ``id/plan``."""
        if isinstance(key, str) and not tab:
            key, _stroke, tab = key.partition("/")
        shown = self._source.load(key)
        self.record.close_record()
        self.record.show_record(shown)
        if tab:
            self.record.go_to(tab)
        self._show_record()
        self.opened.emit(self.record.id)

    def open_new(self, values: Mapping[str, Any] | None = None) -> None:
        """Open the form of a new record; ``values`` go before what it would start with."""
        self.record.close_record()
        self.record.show_new(self._source.new_values() | dict(values or {}))
        self._show_record()

    def close_record(self) -> None:
        """Go back to the list where it was; a draft is kept."""
        if self.in_record:
            self.record.close_record()
            self._stack.setCurrentWidget(self.list)
            self._make_room()
            self.list.focus_list()
            self.closed.emit()

    @property
    def in_record(self) -> bool:
        """Whether a record, or the form of a new one, is on show."""
        return self._stack.currentWidget() is self.record

    def reload(self) -> None:
        """Show what changed in the store; selection and what is being typed stay."""
        self.list.reload()
        try:
            self.record.refresh()
        except RecordGone as gone:
            self.close_record()
            self._toasts.show(str(gone))

    def stand_within(self) -> None:
        """Be a tab of a record: without a title of its own."""
        self.list.stand_within()

    def keep_draft(self) -> None:
        """Keep what is being typed now, as before a lock."""
        self.record.keep_draft()

    def remove(self) -> None:
        """Delete the record on show softly, with an Undo."""
        id, code = self.record.id, self.record.code
        if id is None:
            return
        self.close_record()
        self._remove(id, code)

    def close_down(self) -> None:
        """Keep the draft and end the search, before the page goes."""
        self.record.close_record()
        self.list.close_down()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._make_room()
        if not self._asked:
            self._asked = True
            self.list.reload()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._make_room()  # another tab was turned to: its bar must be there

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.record.start() if self.in_record else self.list.focus_list()

    def event(self, event: QEvent) -> bool:
        # The verbs of this page come before shortcuts of the window with the same keys.
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.ShortcutOverride
            and self._verb(event.keyCombination())
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if verb := self._verb(event.keyCombination()):
            verb()
        else:
            super().keyPressEvent(event)

    def _verb(self, keys: QKeyCombination) -> Callable[[], object] | None:
        """Return what a key means here and now; None leaves it to the window."""
        in_record = self.in_record
        return {
            _NEW: self.open_new if self._source.new_label else None,
            _FIND: self.list.search.setFocus
            if not in_record and not self.list.search.hasFocus()
            else None,
            _PRINT: self.record.print if in_record else None,
            _KEEP: self.keep_draft if in_record else None,
            _BACK: self.close_record if in_record else None,
            _EDIT: self._edit_current if not in_record else None,
            _DELETE: self._remove_current if not in_record and self.list.table.hasFocus() else None,
        }.get(keys)

    def _show_record(self) -> None:
        self._stack.setCurrentWidget(self.record)
        self._make_room()
        self.record.start()

    def _make_room(self) -> None:
        """Put away what stands around a record in a low window: tabs, and the head above them."""
        self.turned.emit(self.in_record)
        away = self.in_record and is_low(self) and self.isVisible()
        if away is self._away:
            return
        self._away = away
        above = self.parentWidget()
        while above is not None and not isinstance(above, RegisterPage):
            holder = above.parentWidget()
            if fold := getattr(above, "fold", None):
                fold(away=away)
            elif isinstance(above, QTabWidget) and not hasattr(holder, "fold"):
                show_tabs(above, shown=not away)
            above = holder

    def _finished(self, id: str, written: bool) -> None:
        new = self.record.id is None
        self.close_record()
        if not written:
            return
        if not id:  # it was sealed away as it was saved: nothing of it is here to show or undo
            self.list.reload()
            return
        shown = self._source.load(id)
        undo = self._source.take_back if new else self._source.undo
        self._say(id, _("Saved {code}.").format(code=shown.code), lambda: self._undo(undo, id))
        self._tell(_("Everything saved {time}"), clock.now())
        self.list.reload(shown.key)
        self.saved.emit(id)
        if new and self._source.tabs(id):  # what comes after the birth stands on those tabs
            self.open(id)

    def _undo(self, undo: Callable[[str], None], id: str) -> None:
        undo(id)
        self._tell(_("Taken back {time}"), clock.now())
        self.reload()
        self._focus_list()

    def _restore(self, id: str) -> None:
        self._source.restore(id)
        self._tell(_("Brought back {time}"), clock.now())
        self.list.reload()
        self._focus_list()

    def _focus_list(self) -> None:
        """Take the keyboard back from a toast that goes away."""
        if not self.in_record and self.isVisible():
            self.list.focus_list()

    def _edit_current(self) -> None:
        if self.list.table.key >= 0:
            self.open(self.list.table.key, DETAILS)

    def _remove_current(self) -> None:
        if self.list.table.key < 0:
            return
        shown = self._source.load(self.list.table.key)
        if shown.may_remove:
            self._remove(shown.id, shown.code)

    def _remove(self, id: str, code: str) -> None:
        self._source.remove(id)
        self.list.reload()
        self._say(id, _("{code} was deleted.").format(code=code), lambda: self._restore(id))

    def _offer_draft(self, form: RecordForm, answers: Mapping[str, Any]) -> None:
        key = form.key

        def put_back() -> None:
            if form in self.record.forms:
                form.put_back(answers)
            else:
                self._source.keep_draft(key, answers)

        self._toasts.show(_("The draft was put away."), put_back)

    def _say(self, id: str, words: str, undo: Callable[[], None]) -> None:
        """Say what was done with a record; only the newest deed can be taken back from here."""
        earlier, toast = self._said
        if earlier == id and toast is not None and isValid(toast):
            toast.leave()
        self._said = id, self._toasts.show(words, undo)

    def _tell_kept(self, moment: datetime) -> None:
        self._tell(_("Draft kept {time}"), moment)

    def _tell(self, words: str, moment: datetime) -> None:
        self.status.emit(words.format(time=moment.astimezone().strftime("%H:%M")))


_CTRL = Qt.KeyboardModifier.ControlModifier
_NEW = QKeyCombination(_CTRL, Qt.Key.Key_N)
_FIND = QKeyCombination(_CTRL, Qt.Key.Key_F)
_PRINT = QKeyCombination(_CTRL, Qt.Key.Key_P)
_KEEP = QKeyCombination(_CTRL, Qt.Key.Key_S)
_BACK = QKeyCombination(Qt.Key.Key_Escape)
_EDIT = QKeyCombination(Qt.Key.Key_F2)
_DELETE = QKeyCombination(Qt.Key.Key_Delete)
