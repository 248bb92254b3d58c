# SPDX-License-Identifier: GPL-3.0-or-later
"""Type a pile of cards: one key an answer, Enter for the next, Ctrl+Z for the last one back."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QKeyCombination, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.cards import service
from desktop.cards.question_service import NO_ANSWER, Question
from desktop.core import codes, i18n
from desktop.core.i18n import _, ngettext
from desktop.widgets import look
from desktop.widgets.editors_flow import FlowLayout
from desktop.widgets.parts import button, empty, label, named, wrapped

if TYPE_CHECKING:
    from desktop.core.store import Workspace

_UNDO = QKeyCombination(Qt.KeyboardModifier.ControlModifier, Qt.Key.Key_Z)
_KEYS = "123456789abcdefgh"
"""The key of each answer, in the order of the list."""


class TypingPage(QWidget):
    """One card after the other; what is half typed is kept as a draft at every key."""

    def __init__(self, workspace: "Workspace", batch: str) -> None:
        super().__init__()
        named(self, "typing", _("Type cards"))
        look.mark(self, "page")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._workspace, self._batch = workspace, batch
        self._drafts, self._draft = workspace.drafts(), f"cards/{batch}"
        with workspace.work() as work:
            self._asked = service.questions_of(work, batch).questions
            self._may = work.could("create")
        kept = self._drafts.find(self._draft)
        self._answers = {key: str(code) for key, code in kept.values.items()} if kept else {}
        self._at = 0
        self._lay_out()
        self._go(self._first_open())

    def keep_draft(self) -> None:
        """Every answer is kept as it is pressed."""

    def close_down(self) -> None:
        """Nothing is held here."""

    def reload(self) -> None:
        """Count the cards again."""
        self._tell()

    def event(self, event: QEvent) -> bool:
        # Ctrl+Z and the figures belong to the pile while it is being typed.
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.ShortcutOverride
            and event.keyCombination() == _UNDO
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if not self._may:
            super().keyPressEvent(event)
        elif event.keyCombination() == _UNDO:
            self._undo()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._finish()
        elif key in (Qt.Key.Key_Backspace, Qt.Key.Key_Up):
            self._go(max(self._at - 1, 0))
        elif key == Qt.Key.Key_Down:
            self._go(min(self._at + 1, len(self._asked)))
        elif not self._answer_by(event.text()):
            super().keyPressEvent(event)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(*(look.space(4),) * 4)
        column.setSpacing(look.space(2))
        self.told = label("", "section", "cards_told")
        keys = _("One key an answer · 0 left blank · Backspace one back · Enter next card · Ctrl+Z")
        column.addWidget(self.told)
        column.addWidget(wrapped(keys, "meta"))
        self._card = QVBoxLayout()
        self._card.setSpacing(look.space(2))
        column.addLayout(self._card)
        verbs = FlowLayout(gap=2)
        self.next = button(_("Next card"), "next_card", self._finish, "primary")
        self.back = button(_("Take the last card back"), "undo_card", self._undo)
        for part in (self.next, self.back):
            part.setEnabled(self._may)
            part.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            verbs.addWidget(part)
        column.addLayout(verbs)
        column.addStretch(1)

    def _first_open(self) -> int:
        known = [one.key in self._answers for one in self._asked]
        return known.index(False) if False in known else len(known)

    def _go(self, at: int) -> None:
        self._at = at
        self._show()
        self._tell()

    def _show(self) -> None:
        empty(self._card)
        for number, question in enumerate(self._asked):
            now = number == self._at
            self._card.addWidget(wrapped(question.text, "strong" if now else "soft"))
            given = self._answers.get(question.key)
            if now:
                self._card.addLayout(self._offer(question, given))
            elif given:
                self._card.addWidget(label(codes.label(question.codes, given), "chip"))
        if self._at == len(self._asked):
            self._card.addWidget(label(_("Card complete. Enter for the next one."), "strong"))

    def _offer(self, question: Question, given: str | None) -> FlowLayout:
        """Return the answers of the current question as buttons that show their key."""
        row = FlowLayout(gap=2)
        answers = [
            (key, one.code, one.label) for key, one in zip(_KEYS, question.answers, strict=False)
        ]
        for key, code, words in (*answers, ("0", NO_ANSWER, _("Left blank"))):
            made = button(f"{key}  {words}", f"answer_{key}", self._pressed(key))
            made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            made.setEnabled(self._may)
            made.setCheckable(True)
            made.setChecked(code == given)
            row.addWidget(made)
        return row

    def _pressed(self, key: str) -> Callable[[], object]:
        return lambda: self._answer_by(key)

    def _answer_by(self, key: str) -> bool:
        """Answer the current question by its key; False where the key means nothing here."""
        if self._at >= len(self._asked) or len(key) != 1:
            return False
        question = self._asked[self._at]
        answers = (
            [NO_ANSWER]
            if key == "0"
            else [
                one.code
                for letter, one in zip(_KEYS, question.answers, strict=False)
                if letter == key
            ]
        )
        if not answers:
            return False
        self._answers[question.key] = answers[0]
        self._drafts.keep(self._draft, self._answers)
        self._go(self._at + 1)
        return True

    def _finish(self) -> None:
        """Keep the card and begin the next one; an empty card is none."""
        if not self._answers:
            return
        with self._workspace.work(write=True) as work:
            service.add(work, self._batch, self._answers)
        self._answers = {}
        self._drafts.drop(self._draft)
        self._go(0)
        self.setFocus()

    def _undo(self) -> None:
        """Take the card typed last back to the screen, to be put right."""
        with self._workspace.work(write=True) as work:
            last = service.undo_last(work, self._batch)
        if last:
            self._answers = dict(last)
            self._drafts.keep(self._draft, self._answers)
            self._go(0)
        self.setFocus()

    def _tell(self) -> None:
        with self._workspace.work() as work:
            n = service.typed(work, self._batch)
        words = ngettext("{n} card typed", "{n} cards typed", n)
        self.told.setText(words.format(n=i18n.format_number(n)))
        self.back.setEnabled(self._may and n > 0)
