# SPDX-License-Identifier: GPL-3.0-or-later
"""The tab of a process with its agreements: cards, and in their place a form or one clause."""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop.core import clock, codes, records
from desktop.core.errors import RecordGone
from desktop.core.i18n import _
from desktop.dialogues import form, service
from desktop.dialogues.agreement_model import Clause
from desktop.dialogues.card_page import Verbs
from desktop.dialogues.clause_page import ClauseLog, ClauseVerbs
from desktop.dialogues.overview_page import AgreementVerbs, Overview
from desktop.dialogues.source_page import AgreementsOf, BreachesOf, ChecksOf, ClausesOf
from desktop.widgets import icons, look
from desktop.widgets.form import FormSection
from desktop.widgets.parts import button, label
from desktop.widgets.record_form import RecordForm
from desktop.widgets.record_source import Within
from desktop.widgets.toasts import Toasts

if TYPE_CHECKING:
    from desktop.core.store import Workspace


class Agreements(QWidget):
    """Shows the cards, one clause in full, or a form; Esc goes one step back."""

    status = Signal(str)

    def __init__(self, workspace: "Workspace", toasts: Toasts, process: str) -> None:
        super().__init__()
        look.mark(self, "page")
        self._workspace, self._toasts, self._process = workspace, toasts, process
        self._clause = ""
        """The clause shown in full, if one is."""
        self._form: RecordForm | None = None
        self._turn = ("", "")
        of_card = Verbs(self._check, self._breach, self._look_at)
        self.overview = Overview(AgreementVerbs(self._new, self._change, self._new_clause, of_card))
        self.log = ClauseLog(
            ClauseVerbs(
                self._check,
                self._breach,
                self._change_clause,
                self._change_check,
                self._change_breach,
            )
        )
        self._title, self._about = label("", "section", "inner_title"), label("", "soft")
        self._opened: tuple[Within, str] | None = None
        self._delete = button(_("Delete"), "inner_delete", self._remove)
        icons.dress(self._delete, "trash")
        self._within, self._stack = QStackedWidget(), QStackedWidget()
        self._lay_out()
        self.reload()

    def reload(self) -> None:
        """Show what changed; a form being filled in stays as it is."""
        with self._workspace.work(form.STORE) as work:
            today = clock.today()
            found = [
                (agreement, service.clauses(work, agreement, today))
                for agreement in service.agreements(work, self._process)
            ]
            self.overview.show_agreements(found, form.names(self._workspace, work))
        if self._clause and self._form is None:
            self._show_clause()

    def keep_draft(self) -> None:
        """Keep what is being typed."""
        if self._form:
            self._form.keep_now()

    def close_down(self) -> None:
        """Keep what is being typed, before the tab goes."""
        if self._form:
            self._form.close_down()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._stack.currentIndex():
            self._go_back()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._give_focus()

    def _new(self) -> None:
        self._open(AgreementsOf(self._workspace, self._process))

    def _change(self, agreement: str) -> None:
        self._open(AgreementsOf(self._workspace, self._process), agreement)

    def _new_clause(self, agreement: str) -> None:
        self._open(ClausesOf(self._workspace, agreement))

    def _change_clause(self, clause: str) -> None:
        with self._workspace.work(form.STORE) as work:
            agreement = records.get(work, Clause, clause).agreement
        self._open(ClausesOf(self._workspace, agreement), clause)

    def _check(self, clause: str) -> None:
        self._open(ChecksOf(self._workspace, clause), about=clause)

    def _breach(self, clause: str) -> None:
        self._open(BreachesOf(self._workspace, clause), about=clause)

    def _change_check(self, clause: str, check: str) -> None:
        self._open(ChecksOf(self._workspace, clause), check, about=clause)

    def _change_breach(self, clause: str, breach: str) -> None:
        self._open(BreachesOf(self._workspace, clause), breach, about=clause)

    def _look_at(self, clause: str) -> None:
        self._turn = self.overview.whose_turn()
        self._clause = clause
        self._show_clause()
        self._give_focus()

    def _show_clause(self) -> None:
        try:
            with self._workspace.work(form.STORE) as work:
                now = service.clause_now(work, self._clause, clock.today())
                happened = service.happenings(work, self._clause)
        except RecordGone:
            self._show_cards()
            return
        linked = [one.incident for one in happened if one.incident]
        self.log.show_clause(now, happened, form.incident_codes(self._workspace, linked))
        self._within.setCurrentWidget(self.log)
        self._show_inner(codes.label("commitment_type", now.commitment), now.code)

    def _open(self, source: Within, id: str | None = None, *, about: str = "") -> None:
        """Show the form of a new record, or of one that is there."""
        if not self._stack.currentIndex():
            self._turn = self.overview.whose_turn()
        values: dict[str, Any] = source.new_values()
        title, code = _(source.new_label), ""
        if id is not None:
            shown = source.load(id)
            values, title, code = dict(shown.values), _(source.heading), shown.code
        self._drop_form()
        made = RecordForm(source, id, values, _untitled(source.fields()))
        made.finished.connect(lambda saved, written: self._finished(source, id, saved, written))
        made.later.connect(self._go_back)
        made.started_anew.connect(self._offer_draft)
        self._form = made
        self._within.addWidget(made)
        self._within.setCurrentWidget(made)
        self._show_inner(title, self._named(about) if about else code)
        self._opened = (source, id) if id is not None else None
        self._delete.setVisible(id is not None)
        made.form.first_focus()

    def _named(self, clause: str) -> str:
        with self._workspace.work(form.STORE) as work:
            now = service.clause_now(work, clause, clock.today())
        return f"{codes.label('commitment_type', now.commitment)} · {now.code}"

    def _finished(self, source: Within, id: str | None, saved: str, written: bool) -> None:
        self._go_back()
        if not written:
            return
        undo = source.remove if id is None else source.undo
        words = _("Saved {code}.").format(code=source.load(saved).code)
        self._toasts.show(words, lambda: self._take_back(undo, saved))
        self._see_anew()

    def _remove(self) -> None:
        if self._opened is None:
            return
        source, id = self._opened
        code = source.load(id).code
        source.remove(id)
        self._go_back()
        source.drop_draft(id)
        words = _("{code} was deleted.").format(code=code)
        self._toasts.show(words, lambda: self._take_back(source.restore, id))
        self._see_anew()

    def _take_back(self, undo: Callable[[str], None], id: str) -> None:
        undo(id)
        self._see_anew()

    def _see_anew(self) -> None:
        self.reload()
        self._give_focus()

    def _offer_draft(self, shown: RecordForm, answers: Mapping[str, Any]) -> None:
        def put_back() -> None:
            if self._form is shown:
                shown.put_back(answers)

        self._toasts.show(_("The draft was put away."), put_back)

    def _go_back(self) -> None:
        """Go from a form to where it was opened, and from a clause to the cards."""
        to_clause = self._form is not None and self._clause
        self._drop_form()
        if to_clause:
            self._show_clause()
        else:
            self._show_cards()
        self._give_focus()

    def _show_cards(self) -> None:
        self._clause = ""
        self._stack.setCurrentIndex(0)

    def _show_inner(self, title: str, about: str) -> None:
        self._title.setText(title)
        self._about.setText(about)
        self._delete.hide()
        self._stack.setCurrentIndex(1)

    def _drop_form(self) -> None:
        if self._form is None:
            return
        self._form.close_down()
        self._within.removeWidget(self._form)
        self._form.deleteLater()
        self._form = None

    def _give_focus(self) -> None:
        """Put the keyboard where the work goes on, once what was built anew is on the screen."""
        QTimer.singleShot(0, self, self._take_focus)

    def _take_focus(self) -> None:
        if self._form:
            self._form.form.first_focus()
        elif self._clause:
            self.log.start()
        else:
            self.overview.give_turn(*self._turn)

    def _lay_out(self) -> None:
        back = button(_("Back"), "inner_back", self._go_back, "quiet")
        icons.dress(back, "chevron-left")
        head = QHBoxLayout()
        head.setContentsMargins(look.space(3), look.space(1), look.space(6), 0)
        head.setSpacing(look.space(2))
        head.addWidget(back)
        head.addWidget(self._title)
        head.addWidget(self._about, 1)
        head.addWidget(self._delete)
        self._about.setWordWrap(True)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self._within, 1)
        self._within.addWidget(self.log)
        self._stack.addWidget(self.overview)
        self._stack.addWidget(inner)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._stack)


def _untitled(sections: Sequence[FormSection]) -> list[FormSection]:
    """Return the sections without the first heading: the line above the form already says it."""
    first, *more = sections
    return [FormSection("", first.reason, first.fields), *more]
