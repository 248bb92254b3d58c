# SPDX-License-Identifier: GPL-3.0-or-later
"""While a new record is typed: who may be the same, so that nobody is registered twice."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.core.i18n import _
from desktop.widgets.form import Form
from desktop.widgets.jobs import Search
from desktop.widgets.parts import button, empty, tint
from desktop.widgets.source import Source

_SETTLED = 400  # milliseconds without a key


class Similar(QWidget):
    """A tint line for each record that may be the one being typed; empty while there is none."""

    open_wanted = Signal(str)

    def __init__(self, source: Source, form: Form) -> None:
        super().__init__()
        self.setObjectName("similar")
        self._form = form
        self._lines = QVBoxLayout(self)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(0)
        self._search = Search(source.similar, self._show, parent=self)
        self._timer = QTimer(self, singleShot=True, interval=_SETTLED)
        self._timer.timeout.connect(lambda: self._search.ask(form.values()))
        form.changed.connect(self._timer.start)
        self.hide()

    def close_down(self) -> None:
        """Ask nothing more."""
        self._timer.stop()
        self._search.close()

    def _show(self, _asked: Mapping[str, Any], found: Sequence[tuple[str, str]]) -> None:
        empty(self._lines)
        for id, words in found:
            self._lines.addWidget(self._line(id, words))
        self.setVisible(bool(found))

    def _line(self, id: str, words: str) -> QWidget:
        sentence = _("Perhaps already registered: {record}").format(record=words)
        way = button(_("Open"), "similar_open", lambda: self.open_wanted.emit(id))
        way.setAccessibleName(_("Open {record}").format(record=words))
        return tint("note", sentence, way)
