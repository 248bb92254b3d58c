# SPDX-License-Identifier: GPL-3.0-or-later
"""The list of a register: search as you type, filters as a sentence, count, table, preview."""

from array import array
from dataclasses import dataclass, field

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop.core import clock, i18n
from desktop.core.errors import RecordGone
from desktop.core.i18n import _, ngettext
from desktop.widgets import icons, look
from desktop.widgets.editors_flow import FlowLayout
from desktop.widgets.filters import FilterLine
from desktop.widgets.jobs import Search
from desktop.widgets.parts import LOWEST, button, empty, is_low, label, named
from desktop.widgets.preview import Preview
from desktop.widgets.source import Beyond, Source
from desktop.widgets.table import RegisterTable
from desktop.widgets.verbs import Verbs

WIDE = 1280
"""From this width of the window on there is room for a preview."""
MOST_CHOSEN = 500
"""Rows that can be acted on together."""
_SETTLED = 120  # milliseconds a row must be current before its preview is read


@dataclass(frozen=True, slots=True)
class Query:
    """What the list was asked for."""

    text: str = ""
    filters: dict[str, str] = field(default_factory=dict)
    order: str = ""


class ListPane(QWidget):
    """Everything a list page shows; it opens nothing itself."""

    opened = Signal(object)
    """The row key of the record to open."""
    new_wanted = Signal()
    arrived = Signal(int)
    """Rows found by the newest search, once they are in the list."""

    def __init__(self, source: Source, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._source = source
        self._wanted: int | None = None
        self._within = self._close = self._crowded = False
        self.search = self._search_box()
        self.filters = FilterLine((*source.filters, *source.own_filters()), source.columns)
        self.table = RegisterTable(source.columns, source.rows, _(source.title))
        self.preview = Preview()
        self._new = button(_(source.new_label), "new", self.new_wanted.emit, "primary")
        icons.dress(self._new, "plus", "on_accent")
        self._count = label("", "meta", "count")
        self._nothing, self._sentence, self._way_out = self._empty_state()
        self._beyond: Beyond | None = None
        self._stack = QStackedWidget()
        self._together = FlowLayout(gap=2)
        self._asking = Search(self._fetch, self._show, source.interrupt, self)
        self._settle = QTimer(self, singleShot=True, interval=_SETTLED)
        self._lay_out()
        self._connect()

    def reload(self, key: int | None = None) -> None:
        """Ask again, as after a change somewhere; the current row stays, or ``key`` becomes it."""
        self._wanted = self._wanted if key is None else key
        self.filters.offer((*self._source.filters, *self._source.own_filters()))
        self._ask()

    def close_down(self) -> None:
        """End the search; nothing arrives afterwards."""
        self._settle.stop()
        self._asking.close()

    @property
    def busy(self) -> bool:
        """Whether a search has not arrived yet."""
        return self._asking.busy

    def add_verbs(self, verbs: Verbs) -> None:
        """Put what is done most often here beside the search."""
        self._line.insertWidget(self._line.indexOf(self._count) + 1, verbs)
        self._crowded = True

    def add_foot(self, part: QWidget) -> None:
        """Put a line under the list."""
        self._page.addWidget(part)

    def stand_within(self) -> None:
        """Take less room, as a tab that already has a title."""
        self._within = True
        self._stand()

    def _stand(self) -> None:
        """Do without the title in a low window as well: the rail and the tabs say where this is."""
        small = self._within or is_low(self)
        self._title.setVisible(not small)
        if self._source.new_label:
            (self._line if small else self._head).addWidget(self._new)
        self._stand_close()
        edge = look.space(3 if small else 6)
        side = look.space(6)
        self._page.setContentsMargins(side, edge, side, edge)

    def _stand_close(self) -> None:
        """Put search and filters into one line where every line counts: rows are what is read."""
        close = is_low(self, LOWEST) and not self.filters.unfolded
        self._count.setVisible(not close and not (self._crowded and is_low(self)))
        if close is self._close:
            return
        self._close = close
        if close:
            self._line.insertWidget(1, self.filters)
        else:
            self._under.addWidget(self.filters)
        title = _(self._source.new_label)
        self._new.setText("" if close else title.replace("&", "&&"))
        self._new.setAccessibleName(title)
        self._new.setToolTip(title if close else "")

    def focus_list(self) -> None:
        """Give the keyboard to the list, or to the search while there is nothing in it."""
        (self.table if self.table.key >= 0 else self.search).setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let arrows and Enter reach the list while the keyboard is in the search box."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_PageDown) and self.table.key >= 0:
                self.table.setFocus()
                return True
            if event.key() == Qt.Key.Key_Escape and self.search.text():
                self.search.clear()
                return True
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._stand()
        if not self._is_wide():
            self.preview.hide()

    def _ask(self) -> None:
        self._asking.ask(Query(self.search.text(), self.filters.chosen, self.filters.order))

    def _fetch(self, query: Query) -> "array[int]":
        return self._source.keys(query.text, query.filters, query.order)

    def _show(self, query: Query, keys: "array[int]") -> None:
        self.table.show_keys(keys, query.order)
        if self._wanted is not None:
            self.table.go_to(self._wanted)
            self._wanted = None
        words = ngettext("{n} record", "{n} records", len(keys)).format(
            n=i18n.format_number(len(keys))
        )
        time = clock.now().astimezone().strftime("%H:%M")
        self._count.setText(_("{records}, read at {time}").format(records=words, time=time))
        self.search.setToolTip(self._count.text())  # where the window is too low for the count
        self._offer_way_out(query, found=bool(len(keys)))
        self._stack.setCurrentIndex(0 if len(keys) else 1)
        self.arrived.emit(len(keys))

    def _offer_way_out(self, query: Query, *, found: bool) -> None:
        """Say what an empty list may mean, and offer the next step."""
        narrowed = bool(query.text.strip() or query.filters)
        self._beyond = None if found or not narrowed else self._source.beyond(query.text)
        if self._beyond is not None:
            sentence, verb = self._beyond.sentence, self._beyond.label
        elif narrowed:
            sentence = _("Nothing matches. Try fewer letters or fewer filters.")
            verb = _("Show everything")
        else:
            sentence, verb = _(self._source.empty_sentence), _(self._source.new_label)
        self._sentence.setText(sentence)
        self._way_out.setText(verb)
        again = not narrowed and is_low(self, LOWEST)  # the line above has this button already
        self._way_out.setVisible(bool(verb) and not again)

    def _leave_empty(self) -> None:
        if self._beyond is not None:
            self._beyond.run()
        elif self.search.text().strip() or self.filters.chosen:
            self.search.clear()
            self.filters.choose({})
        else:
            self.new_wanted.emit()

    def _type_on(self, letters: str) -> None:
        self.search.setFocus()
        self.search.insert(letters)

    def _offer_together(self, chosen: int) -> None:
        """Offer what can be done with several rows at once, while several are chosen."""
        empty(self._together)
        if not 1 < chosen <= MOST_CHOSEN:
            return
        keys = self.table.chosen_keys
        actions = self._source.together(keys)
        if not actions:
            return
        words = ngettext("{n} chosen", "{n} chosen", len(keys))
        said = label(words.format(n=i18n.format_number(len(keys))), "soft", "chosen")
        self._together.addWidget(said)
        for action in actions:
            made = button(action.label, action.name, action.run)
            icons.dress(made, action.icon)
            self._together.addWidget(made)

    def _open_current(self) -> None:
        if self.table.key >= 0 and not self.busy:
            self.opened.emit(self.table.key)

    def _preview(self, key: int) -> None:
        if not self._is_wide():
            self.opened.emit(key)
            return
        self.preview.setVisible(self.preview.isHidden())
        self._show_preview()

    def _show_preview(self) -> None:
        if self.preview.isHidden() or self.table.key < 0:
            return
        try:
            self.preview.show_record(self._source.load(self.table.key))
        except RecordGone:
            self.preview.hide()

    def _is_wide(self) -> bool:
        return self.window().width() >= WIDE

    def _connect(self) -> None:
        self.search.textChanged.connect(lambda _text: self._ask())
        self.search.returnPressed.connect(self._open_current)
        self.search.installEventFilter(self)
        self.filters.changed.connect(self._ask)
        self.filters.turned.connect(self._stand)
        self.table.sorted.connect(self.filters.sort)
        self.table.opened.connect(self.opened.emit)
        self.table.typed.connect(self._type_on)
        self.table.previewed.connect(self._preview)
        self.table.chosen.connect(self._offer_together)
        self.table.pointed.connect(lambda _key: self._settle.start())
        self._settle.timeout.connect(self._show_preview)
        self.preview.open_wanted.connect(self._open_current)

    def _lay_out(self) -> None:
        beside = QSplitter(Qt.Orientation.Horizontal)
        beside.addWidget(self.table)
        beside.addWidget(self.preview)
        beside.setStretchFactor(0, 2)
        beside.setStretchFactor(1, 1)
        beside.setChildrenCollapsible(False)
        beside.setContentsMargins(*(look.RING + 1,) * 4)  # room for the focus ring
        self.preview.hide()
        self._stack.addWidget(beside)
        self._stack.addWidget(self._nothing)
        self._title = label(_(self._source.title), "title", "list_title")
        self._page, self._line, self._head = QVBoxLayout(self), QHBoxLayout(), QHBoxLayout()
        self._under = QVBoxLayout()
        self._under.addWidget(self.filters)
        self._page.setContentsMargins(*(look.space(6),) * 4)
        self._page.setSpacing(look.space(2))
        self._head.addWidget(self._title, 1)
        if self._source.new_label:
            self._head.addWidget(self._new)
        self._line.addWidget(self.search, 1)
        self._line.addWidget(self._count)
        self._line.setSpacing(look.space(4))
        self._page.addLayout(self._head)
        self._page.addLayout(self._line)
        self._page.addLayout(self._under)
        self._page.addLayout(self._together)
        self._page.addWidget(self._stack, 1)
        asks = self.filters.asks or any(column.sortable for column in self._source.columns)
        self.filters.setVisible(bool(asks))

    def _search_box(self) -> QLineEdit:
        box = named(QLineEdit(), "search", _("Search in {list}").format(list=_(self._source.title)))
        box.setPlaceholderText(_("Search"))
        box.setClearButtonEnabled(True)
        box.setMinimumWidth(look.width(8))
        for cross in box.findChildren(QToolButton):
            cross.setAccessibleName(_("Clear the search"))
        return box

    def _empty_state(self) -> tuple[QWidget, QLabel, QPushButton]:
        whole = named(QWidget(), "empty_state")
        column = QVBoxLayout(whole)
        column.setSpacing(look.space(4))
        sentence = label("", "soft", "empty_sentence")
        sentence.setWordWrap(True)
        sentence.setAlignment(Qt.AlignmentFlag.AlignCenter)
        way_out = button("", "empty_button", self._leave_empty)
        column.addStretch(1)
        column.addWidget(sentence)
        column.addWidget(way_out, 0, Qt.AlignmentFlag.AlignCenter)
        column.addStretch(1)
        return whole, sentence, way_out
