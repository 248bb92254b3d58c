# SPDX-License-Identifier: GPL-3.0-or-later
"""The local list: words that are underlined in every note, whoever writes it."""

from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from desktop.core.errors import UserError
from desktop.core.i18n import _
from desktop.desks.frame.desk import Desk
from desktop.participants import known_service
from desktop.widgets import look
from desktop.widgets.parts import button, label, named, wrapped


class LocalWords(QWidget):
    """One word a line; kept by who keeps the settings."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        look.mark(self, "page")
        self._desk = desk
        self.words = named(QPlainTextEdit(), "local_words", _("Words to underline, one a line"))
        self.words.setTabChangesFocus(True)
        self.words.setMaximumWidth(look.width(50))
        about = _(
            "Names of groups, of meeting places, words of the street: in a note they are "
            "underlined like names. Whoever opens the workspace can read this list, so write only "
            "words."
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(*(look.space(6),) * 4)
        column.setSpacing(look.space(2))
        column.addWidget(label(_("Words of here"), "section"))
        column.addWidget(wrapped(about, "soft"))
        column.addWidget(label(self.words.accessibleName(), "field"))
        column.addWidget(self.words, 1)
        self._problem = wrapped("", "error", "local_words_problem")
        self._problem.hide()
        column.addWidget(self._problem)
        row = QHBoxLayout()
        row.addWidget(button(_("Save"), "save_local_words", self._save, "primary"))
        row.addStretch(1)
        column.addLayout(row)
        self._stored = ""
        self.setFocusProxy(self.words)
        self.reload()

    def reload(self) -> None:
        """Show the list as it is kept, unless something is being typed."""
        if self.words.toPlainText() != self._stored:
            return
        with self._desk.workspace.work() as work:
            self._stored = "\n".join(known_service.local_words(work))
        self.words.setPlainText(self._stored)

    def keep_draft(self) -> None:
        """Nothing is kept but what is saved: the list is short."""

    def close_down(self) -> None:
        """Nothing is held here."""

    def _save(self) -> None:
        typed = self.words.toPlainText().splitlines()
        self._problem.hide()
        try:
            with self._desk.workspace.work(write=True) as work:
                kept = known_service.keep_local_words(work, typed)
        except UserError as error:
            self._problem.setText(str(error))
            self._problem.show()
            return
        self._stored = "\n".join(kept)
        self.words.setPlainText(self._stored)
        self._desk.toasts.show(_("Saved"))
