# SPDX-License-Identifier: GPL-3.0-or-later
"""Search before create, and then while the form is typed: nobody is registered twice."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop.core.i18n import _
from desktop.widgets import icons, look
from desktop.widgets.form import Form
from desktop.widgets.jobs import Search
from desktop.widgets.parts import button, empty, label, named, tint
from desktop.widgets.source import Source

_SETTLED = 400  # milliseconds without a key

Question = tuple[str, Mapping[str, Any]]


class Similar(QWidget):
    """A tint line for each record that may be the one being typed; none while there is none.

    Where the source can look people up, a search line stands above them: it has the keyboard
    first, and Enter takes what was typed down into the form.
    """

    open_wanted = Signal(str)

    def __init__(self, source: Source, form: Form) -> None:
        super().__init__()
        self.setObjectName("similar")
        self._source, self._form = source, form
        self.line: QLineEdit | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        if source.search_first:
            column.addLayout(self._search_line())
        self._lines = QVBoxLayout()
        self._lines.setSpacing(0)
        column.addLayout(self._lines)
        self._search = Search(self._fetch, self._show, parent=self)
        self._timer = QTimer(self, singleShot=True, interval=_SETTLED)
        self._timer.timeout.connect(self._ask)
        form.changed.connect(self._timer.start)
        self.setVisible(self.line is not None)

    def start(self) -> bool:
        """Take the keyboard where there is a search line; tell whether there is."""
        if self.line is None:
            return False
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def close_down(self) -> None:
        """Ask nothing more."""
        self._timer.stop()
        self._search.close()

    def _search_line(self) -> QHBoxLayout:
        title = _(self._source.search_first)
        self.line = named(QLineEdit(), "search_first", title)
        self.line.setPlaceholderText(_("Name, short name, telephone or document"))
        self.line.setClearButtonEnabled(True)
        icon = icons.icon("search", "soft")
        self.line.addAction(icon, QLineEdit.ActionPosition.LeadingPosition)
        self.line.textChanged.connect(self._timer_start)
        self.line.returnPressed.connect(self._go_on)
        words = label(title, "field")
        words.setBuddy(self.line)
        row = QHBoxLayout()
        row.setContentsMargins(look.space(6), look.space(2), look.space(6), look.space(2))
        row.setSpacing(look.space(2))
        row.addWidget(words)
        row.addWidget(self.line, 1)
        row.addWidget(button(_("Not here: go on"), "search_go_on", self._go_on))
        return row

    def _timer_start(self) -> None:
        self._timer.start()

    def _go_on(self) -> None:
        """Nobody of those found: what was typed goes into the form, where nothing stands yet."""
        assert self.line is not None  # noqa: S101 - only its own parts come here
        given = self._form.values()
        found = self._source.carried(self.line.text())
        fresh = {name: value for name, value in found.items() if given.get(name) in (None, "")}
        self._form.answer(fresh)
        self._form.first_focus()

    def _ask(self) -> None:
        text = self.line.text() if self.line else ""
        self._search.ask((text, self._form.values()))

    def _fetch(self, question: Question) -> Sequence[tuple[str, str]]:
        """Ask twice at most: for the text searched, and for what stands in the form."""
        text, values = question
        searched = self._source.look_up(text) if text.strip() else ()
        return list(dict([*self._source.similar(values), *searched]).items())

    def _show(self, _asked: Question, found: Sequence[tuple[str, str]]) -> None:
        empty(self._lines)
        for id, words in found[:MOST_SHOWN]:
            self._lines.addWidget(self._line(id, words))
        self.setVisible(bool(found) or self.line is not None)

    def _line(self, id: str, words: str) -> QWidget:
        sentence = _("Perhaps already registered: {record}").format(record=words)
        way = button(_("Open"), "similar_open", lambda: self.open_wanted.emit(id))
        way.setAccessibleName(_("Open {record}").format(record=words))
        return tint("note", sentence, way)


MOST_SHOWN = 5
"""More would be a list to read, not a question."""
