# SPDX-License-Identifier: GPL-3.0-or-later
"""The form of one record with its draft: what was typed comes back, whatever happened."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.core import clock, i18n
from desktop.core.errors import InvalidRecord, UserError
from desktop.core.i18n import _
from desktop.widgets.cautions import Cautions
from desktop.widgets.form import Form, FormSection
from desktop.widgets.form_foot import DraftKeeper, FormFoot
from desktop.widgets.parts import Elided, button, tint
from desktop.widgets.similar import Similar
from desktop.widgets.source import KeptDraft, Source

NEW = "new"
"""The draft key of the record that is not there yet."""


class RecordForm(QWidget):
    """Form and foot; a draft holds only what differs, so it never writes over others' work."""

    finished = Signal(object, bool)
    """The id, and whether anything was written."""
    later = Signal()
    kept = Signal(object)
    """The moment a draft was kept."""
    similar_wanted = Signal(str)
    """The id of a record that may be the one being typed."""
    started_anew = Signal(object, object)
    """This form, and the draft that *Start anew* took away, for its undo."""

    def __init__(
        self,
        source: Source,
        id: str | None,
        values: Mapping[str, Any],
        sections: Sequence[FormSection],
        part: str = "",
    ) -> None:
        """Show some sections of a record; ``part`` gives the draft of a second form its own key."""
        super().__init__()
        self._source, self._id = source, id
        self.key = f"{id or NEW}/{part}" if part else id or NEW
        self.form = Form(sections, source.choices())
        self._stored: dict[str, Any] = {}
        self._clean: dict[str, Any] = {}
        self._done = False
        self._show_stored(values)
        self._foot = FormFoot()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self.form, 1)
        self._column.addWidget(self._foot)
        if draft := source.draft(self.key):
            self._continue(draft)
        self._keeper = DraftKeeper(self.form, self._keep)
        self._keeper.kept.connect(self._foot.show_kept)
        self._keeper.kept.connect(self.kept)
        self._similar = Similar(source, self.form) if id is None else None
        if self._similar:
            self._similar.open_wanted.connect(self.similar_wanted)
            self._column.insertWidget(0, self._similar)
        self._warner = Cautions(self.form, source.cautions)
        self._foot.finished.connect(self.finish)
        self._foot.later.connect(self.later)

    def start(self) -> None:
        """Give the keyboard to the search before a new record, or to the first field."""
        if not (self._similar and self._similar.start()):
            self.form.first_focus()

    def differences(self) -> dict[str, Any]:
        """Return the answers that differ from what is stored."""
        return {
            name: value
            for name, value in self.form.values().items()
            if value != self._clean.get(name)
        }

    def refresh(self, values: Mapping[str, Any]) -> None:
        """Take what the store now holds; what has been typed stays on top of it."""
        if values != self._stored:
            typed = self.differences()
            self._show_stored(values)
            if typed:
                self.form.set_values(typed)

    def finish(self) -> None:
        """Save; what cannot be saved is said under its field and stays a draft."""
        self.keep_now()  # whatever happens below, nothing typed is lost
        if self._id is not None:
            self.refresh(self._source.load(self._id).values)
        if not self.form.check():
            return
        written = self._id is None or bool(self.differences())
        id = self._id
        if written:
            try:
                id = self._source.save(id, self.form.values())
            except InvalidRecord as problem:
                self.form.show_problems(problem.problems)
                return
            except UserError as problem:
                self.form.show_problems({"": problem})
                return
        self._keeper.stop()
        self._done = True
        self._source.drop_draft(self.key)
        self.finished.emit(id, written)

    def keep_now(self) -> None:
        """Keep the draft without waiting."""
        if not self._done and (self._keeper.is_waiting() or self.differences()):
            self._keeper.keep_now()

    def close_down(self) -> None:
        """Keep the draft and look for nothing more, before the form goes."""
        self.keep_now()
        self._keeper.stop()
        self._warner.close_down()
        if self._similar:
            self._similar.close_down()

    def put_back(self, answers: Mapping[str, Any]) -> None:
        """Show the answers of a draft again and keep them."""
        self.form.set_values(answers)
        self._keeper.keep_now()

    def lock_answers(self) -> None:
        """Show the answers without letting them be changed."""
        self._foot.hide()
        if inside := self.form.widget():
            inside.setEnabled(False)

    def _show_stored(self, values: Mapping[str, Any]) -> None:
        self._stored = dict(values)
        self.form.set_values(values)
        self._clean = self.form.values()

    def _keep(self, _answers: Mapping[str, Any]) -> None:
        if answers := self._draft():
            self._source.keep_draft(self.key, answers)
        else:
            self._source.drop_draft(self.key)

    def _draft(self) -> dict[str, Any]:
        differences = self.differences()
        # A new record has nothing stored that the rest of its draft could come from.
        return self.form.values() if differences and self._id is None else differences

    def _continue(self, draft: KeptDraft) -> None:
        """Show the draft at once: whoever types on without reading the line loses nothing."""
        self.form.set_values(draft.values)
        time = draft.moment.astimezone().strftime("%H:%M")
        day = draft.moment.astimezone().date()
        words = (
            _("You have an unfinished draft from {time}.").format(time=time)
            if day == clock.today()
            else _("You have an unfinished draft from {day}.").format(day=i18n.format_day(day))
        )
        go_on = button(_("Continue"), "draft_continue", self._go_on)
        anew = button(_("Start anew"), "draft_anew", self._start_anew)
        self._bar = tint("note", words, go_on, anew, text=Elided(words))
        self._bar.setObjectName("draft_bar")
        self._column.insertWidget(0, self._bar)

    def _go_on(self) -> None:
        self._bar.hide()
        self.form.first_focus()

    def _start_anew(self) -> None:
        answers = self._draft()
        self.form.set_values(self._clean)
        self._source.drop_draft(self.key)
        self._go_on()
        self.started_anew.emit(self, answers)
