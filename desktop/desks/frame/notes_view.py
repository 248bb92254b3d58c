# SPDX-License-Identifier: GPL-3.0-or-later
"""Notes older than their term ask to be shortened to their result, each by who works with it."""

from functools import partial

from PySide6.QtWidgets import QPlainTextEdit, QWidget

from desktop.core import records
from desktop.core.i18n import _, ngettext
from desktop.core.tables import Record
from desktop.desks.frame.column_view import ColumnView
from desktop.rights import notes, terms, words
from desktop.widgets import look
from desktop.widgets.framed import Framed
from desktop.widgets.parts import button, label, named, wrapped

MOST_NOTES = 20


class NotesView(ColumnView):
    """The long old notes of the files in sight, the oldest first."""

    name = "notes_view"

    def fill(self) -> None:
        with self._desk.workspace.work() as work:
            found = notes.old_notes(work)
            months = terms.terms(work).note_months
        said = ngettext(
            "A long note is kept {n} month. Then only its result is needed: what was agreed, what "
            "comes next. The story goes, in the history too.",
            "A long note is kept {n} months. Then only its result is needed: what was agreed, what "
            "comes next. The story goes, in the history too.",
            months,
        )
        self._column.addWidget(label(_("Notes to be shortened to their result"), "section"))
        self._column.addWidget(wrapped(said.format(n=months), "soft"))
        self._show(found)

    def _show(self, found: list[tuple[type[Record], str, str, str]]) -> None:
        if not found:
            self._column.addWidget(label(_("No long note is older than its term."), "soft"))
        for model, identity, name, code in found[:MOST_NOTES]:
            register = words.register(str(model.__tablename__))
            run = partial(self._shorten, model, identity, name)
            made = button(f"{register} · {code}", "old_note", run, "link")
            self._column.addWidget(made)
        if len(found) > MOST_NOTES:
            more = len(found) - MOST_NOTES
            said = ngettext("and {n} more", "and {n} more", more).format(n=more)
            self._column.addWidget(label(said, "soft"))

    def _shorten(self, model: type[Record], identity: str, name: str) -> None:
        with self._desk.workspace.work() as work:
            text = str(getattr(records.get(work, model, identity), name) or "")
        dialog = Shorten(text, self)
        if dialog.exec():
            with self._desk.workspace.work(write=True) as work:
                notes.shorten(work, model, identity, name, dialog.text)
            self._desk.toasts.show(_("The note was shortened; what it said before is gone."))
            self.reload()


class Shorten(Framed):
    """A long note above, its result below; only the result stays."""

    def __init__(self, note: str, parent: QWidget | None = None) -> None:
        super().__init__(parent, "shorten", _("Shorten the note"))
        before = named(QPlainTextEdit(), "note_before", _("The note as it stands"))
        before.setPlainText(note)
        self._longest = len(note)
        before.setReadOnly(True)
        self._result = named(QPlainTextEdit(), "note_result", _("Its result in one sentence"))
        column = self.head(_("Shorten the note"))
        for part in (before, self._result):
            part.setFixedHeight(look.height("row") * 4)
            part.setTabChangesFocus(True)
        column.addWidget(label(_("The note as it stands"), "field"))
        column.addWidget(before)
        column.addWidget(label(_("Its result in one sentence"), "field"))
        column.addWidget(self._result)
        self._problem = wrapped(_("Write less than the note says now."), "error", "note_problem")
        self._problem.hide()
        column.addWidget(self._problem)
        self._keep = button(_("Keep only the result"), "confirm_shorten", self.accept, "primary")
        self._keep.setEnabled(False)
        self._result.textChanged.connect(self._judge)
        self.end(
            self._keep,
            button(_("Go back"), "cancel_shorten", self.reject),
        )
        self._result.setFocus()

    def _judge(self) -> None:
        """A result is there, and shorter than the note: else nothing is won."""
        self._keep.setEnabled(0 < len(self.text) < self._longest)
        self._problem.setVisible(len(self.text) >= self._longest)

    @property
    def text(self) -> str:
        """What was written as the result."""
        return self._result.toPlainText().strip()
