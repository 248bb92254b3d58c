# SPDX-License-Identifier: GPL-3.0-or-later
"""A line that picks one entry of a list: it opens on typing and does not mind accents."""

import re
import unicodedata
from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QModelIndex, Qt, Signal
from PySide6.QtGui import QFocusEvent, QIcon, QKeyEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QCompleter, QLineEdit

from desktop.core import paths
from desktop.core.i18n import _
from desktop.widgets.editors import Line
from desktop.widgets.editors_flow import NO_ANSWER_KEYS

Options = Sequence[tuple[str, str]]
_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.ASCII)
_MOST = 200  # nobody reads on; a letter more narrows the list
_KEY_ROLE = Qt.ItemDataRole.UserRole


class PickLine(Line):
    """Holds the key of the entry chosen; the letters typed are only the way to it.

    ``fill`` is asked for the entries when the list is first opened, so that a long list of
    people costs nothing until somebody wants it.
    """

    picked = Signal()
    key = Signal(str)

    def __init__(self, fill: Callable[[], Options], letters: int) -> None:
        super().__init__(letters)
        self._fill = fill
        self._options: list[tuple[str, str, str]] | None = None
        self._chosen: str | None = None
        self._model = QStandardItemModel(self)
        self._list = QCompleter(self._model, self)
        self._list.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._list.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._list.setMaxVisibleItems(10)
        self.setCompleter(self._list)
        arrow = QIcon(str(paths.resource("look", "chevron.svg")))
        opener = self.addAction(arrow, QLineEdit.ActionPosition.TrailingPosition)
        opener.setText(_("Open the list"))
        opener.setToolTip(_("Open the list"))
        self.setPlaceholderText(_("Type to search"))
        opener.triggered.connect(self.open_list)
        self.textEdited.connect(self._typed)
        self._list.activated[QModelIndex].connect(self._take)  # type: ignore[index]

    def chosen(self) -> str | None:
        """Return the key of the entry chosen, None where the text is not one."""
        return self._chosen

    def choose(self, key: str | None, label: str = "") -> None:
        """Show an entry without telling; ``label`` names one the list no longer offers."""
        self._chosen = key or None
        self.setText(label or self.label_of(key or ""))
        self.setCursorPosition(0)

    def label_of(self, key: str) -> str:
        """Return the words of an entry; a key the list does not know is only named as such."""
        for known, label, _folded in self._entries():
            if known == key:
                return label
        return _("No longer in the list") if key else ""

    def knows(self, key: str) -> bool:
        """Tell whether the text is the key of an entry, or looks like one that was."""
        return any(known == key for known, *_rest in self._entries()) or bool(_ID.fullmatch(key))

    def open_list(self) -> None:
        """Show all entries."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self._show("")
        self._list.complete()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_F4) and not self._is_open():
            self.open_list()
        elif not self.text() and event.text() in NO_ANSWER_KEYS.values():
            self.key.emit(event.text())
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._settle(enter=True):
            event.accept()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self._settle()
        super().focusOutEvent(event)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LanguageChange:
            self._options = None
        return super().event(event)

    def _typed(self, text: str) -> None:
        """Narrow the list; what was chosen before no longer is."""
        self._chosen = None
        self._show(text)
        self.picked.emit()

    def _show(self, text: str) -> None:
        self._model.clear()
        for key, label in matching(self._entries(), text)[:_MOST]:
            item = QStandardItem(label)
            item.setData(key, _KEY_ROLE)
            item.setEditable(False)
            self._model.appendRow(item)

    def _is_open(self) -> bool:
        popup = self._list.popup()
        return popup is not None and popup.isVisible()

    def _take(self, index: QModelIndex) -> None:
        self._set(index.data(_KEY_ROLE))

    def _settle(self, *, enter: bool = False) -> bool:
        """Choose the one entry the letters still allow, at Enter the first of several."""
        text = self.text().strip()
        if self._chosen is not None or not text:
            return False
        found = matching(self._entries(), text)
        exact = [key for key, label in found if fold(label) == fold(text)]
        only = exact if len(exact) == 1 else [key for key, _label in found]
        if not only or (len(only) > 1 and not enter):
            return False
        self._set(only[0])
        return True

    def _set(self, key: str) -> None:
        self.choose(key)
        self.picked.emit()

    def _entries(self) -> list[tuple[str, str, str]]:
        if self._options is None:
            self._options = [(key, label, fold(label)) for key, label in self._fill()]
        return self._options


def fold(text: str) -> str:
    """Return a text as search compares it: small letters, no accents."""
    plain = unicodedata.normalize("NFKD", text)  # some capitals show only then: 𝐀 is an A
    apart = unicodedata.normalize("NFKD", plain.casefold())
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def matching(entries: Sequence[tuple[str, str, str]], text: str) -> list[tuple[str, str]]:
    """Return the entries with every word of the text; beginnings of words come first."""
    wanted = fold(text).split()
    found = [entry for entry in entries if all(word in entry[2] for word in wanted)]
    first = " ".join(wanted)
    found.sort(key=lambda entry: (not entry[2].startswith(first), f" {first}" not in entry[2]))
    return [(key, label) for key, label, _folded in found]


def widest(options: Options) -> int:
    """Return how many letters wide a line for these entries should be."""
    return min(max([len(label) for _key, label in options] + [12]) + 4, 48)
