# SPDX-License-Identifier: GPL-3.0-or-later
"""All purposes on one screen: one text read aloud, one key a purpose, then Enter."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from desktop.consents import acts_service, pair_service
from desktop.consents import service as consents
from desktop.consents.model import Consent
from desktop.core import clock, codes, i18n
from desktop.core.errors import UserError, sentences
from desktop.core.i18n import _
from desktop.desks.consent import consent_words
from desktop.desks.frame import paper
from desktop.desks.frame.desk import Desk
from desktop.desks.rights import withdraw_dialog
from desktop.participants import age_service
from desktop.participants import service as participants
from desktop.rights.withdrawal import takes_back
from desktop.widgets import look
from desktop.widgets.editors_flow import Choices
from desktop.widgets.framed import Framed
from desktop.widgets.parts import bring_into_view, button, label, named, wrapped

GUARDIAN = "guardian"
_IN_LINE = 3
_FORMS = ("verbal_witnessed", "written")


class Asked(QWidget):
    """One question with its answers: a figure answers it and goes on to the next."""

    answered = Signal()

    def __init__(self, name: str, words: str, answers: list[tuple[str, str]], now: str) -> None:
        super().__init__()
        spoken = ", ".join(f"{n} {said}" for n, (_c, said) in enumerate(answers, start=1))
        named(self, f"ask_{name}", f"{words} {spoken}. {now}".strip())
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._codes = [code for code, _said in answers]
        self.choices = Choices([(c, f"{n}  {said}") for n, (c, said) in enumerate(answers, 1)])
        line = 0
        for one in self.choices.buttons():
            one.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            line += one.sizeHint().width() + look.space(2)
        if len(answers) <= _IN_LINE:  # three short answers stand in one line
            self.choices.setMinimumWidth(line)
        row = QHBoxLayout(self)
        row.setContentsMargins(look.space(2), 0, look.space(2), 0)
        row.setSpacing(look.space(2))
        said = QVBoxLayout()
        said.setSpacing(0)
        said.addWidget(wrapped(words))
        if now:
            said.addWidget(wrapped(now, "meta"))
        row.addLayout(said, 3)
        row.addWidget(self.choices, 2)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        figure = event.text()
        if figure.isdigit() and 1 <= int(figure) <= len(self._codes):
            self.choices.choose(self._codes[int(figure) - 1])
            self.choices.changed.emit()
            self.answered.emit()
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.choices.clear()
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.focusNextPrevChild(event.key() == Qt.Key.Key_Down)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        bring_into_view(self)


class ConsentTalk(Framed):
    """The talk about consent with one participant; what is not answered stays as it was."""

    def __init__(self, desk: Desk, person: str, parent: QWidget | None = None) -> None:
        super().__init__(parent, "consent_talk", _("Ask for consent"), wide=84)
        self._desk, self._person = desk, person
        self.withdrew: list[str] = []
        with desk.workspace.work() as work:
            known = consents.latest(work, person)
            self._minor = age_service.is_minor(work, person, clock.today())
            self._code = participants.get(work, person).code
        self.rows = {
            purpose: Asked(
                purpose,
                consent_words.question(purpose),
                [("given", _("Yes")), ("refused", _("No")), ("pending", _("Later"))],
                _now(known.get(purpose)),
            )
            for purpose, _words in codes.choices("consent_purpose")
        }
        self.guardian = Asked(
            GUARDIAN,
            _("What does the guardian say to all of this?"),
            codes.choices("guardian_answer"),
            "",
        )
        self.danger = named(QLineEdit(), "guardian_danger", _("Why the guardian cannot be asked"))
        self.form = named(QComboBox(), "consent_form", _("How it was given"))
        for one in _FORMS:
            self.form.addItem(codes.label("consent_form", one), one)
        self.witness = named(QLineEdit(), "consent_witness", _("Witness, by code"))
        self.problem = wrapped("", "error", "consent_problem")
        self.problem.hide()
        self._lay_out()
        self._chain()

    def _lay_out(self) -> None:
        column = self.head(_("Ask for consent"))
        column.addWidget(label(_("Read aloud"), "meta"))
        column.addWidget(wrapped(consent_words.opening(), name="read_aloud"))
        for row in self.rows.values():
            column.addWidget(row)
        if self._minor:
            words = _("This person is under 18: the guardian's answer stands beside the child's.")
            column.addWidget(wrapped(words, "soft"))
            column.addWidget(self.guardian)
            column.addWidget(self.danger)
            self.danger.setPlaceholderText(self.danger.accessibleName())
            self.danger.hide()
            self.guardian.choices.changed.connect(self._show_danger)
        across = QHBoxLayout()
        across.setSpacing(look.space(2))
        for field in (self.form, self.witness):
            across.addWidget(label(field.accessibleName(), "field"))
            across.addWidget(field)
        across.addStretch(1)
        column.addLayout(across)
        column.addWidget(self.problem)
        self.end(
            self._go(),
            button(_("Sheet to sign …"), "consent_sheet", self._print),
            button(_("Go back"), "consent_back", self.reject),
        )

    def _go(self) -> QPushButton:
        self.go = button(_("Keep the answers"), "consent_go", self._save, "primary")
        self.go.setDefault(True)
        return self.go

    def _chain(self) -> None:
        """Let each answer hand the keyboard on to the next question, the last one to the button."""
        rows = [*self.rows.values(), *([self.guardian] if self._minor else [])]
        for row, after in zip(rows, [*rows[1:], None], strict=True):
            row.answered.connect(self._to(after or self.go))
        rows[0].setFocus()

    def _to(self, part: QWidget) -> Callable[[], None]:
        def go_on() -> None:
            asked = self.danger if self.danger.isVisible() and part is self.go else part
            asked.setFocus(Qt.FocusReason.OtherFocusReason)

        return go_on

    def _show_danger(self) -> None:
        self.danger.setVisible(self.guardian.choices.chosen() == pair_service.STAND_IN)

    def _save(self) -> None:
        said = {purpose: row.choices.chosen() for purpose, row in self.rows.items()}
        answers = {purpose: state for purpose, state in said.items() if state}
        if not answers:
            self._say(_("Nothing was answered yet. Choose at least one answer."))
            return
        try:
            with self._desk.workspace.work(write=True) as work:
                before = consents.latest(work, self._person)
                back = [one for one, said in answers.items() if takes_back(before.get(one), said)]
                acts_service.sit(
                    work,
                    self._person,
                    answers,
                    form=str(self.form.currentData()),
                    witness=self.witness.text(),
                    guardian=self.guardian.choices.chosen() or "",
                    danger=self.danger.text(),
                )
        except UserError as error:
            self._say(sentences(error))
            return
        self.withdrew = back
        self.accept()

    def _say(self, words: str) -> None:
        self.problem.setText(words)
        self.problem.show()
        bring_into_view(self.problem)

    def _print(self) -> None:
        workspace = self._desk.workspace
        with workspace.work() as work:
            made = consent_words.sheet(work, self._code, is_demo=workspace.is_demo)
        paper.draw_noted(self._desk, made, "print", self._person)


def talk(desk: Desk, person: str) -> bool:
    """Ask for consent on one screen; True when answers were kept."""
    dialog = ConsentTalk(desk, person)
    kept = bool(dialog.exec())
    back = dialog.withdrew
    dialog.deleteLater()
    if kept:
        desk.toasts.show(_("The answers were kept."))
    if back:
        withdraw_dialog.follow(desk, person, back)
    return kept


def _now(one: Consent | None) -> str:
    if one is None:
        return ""
    said = codes.label("consent_status", one.state)
    words = _("so far: {answer}, {day}").format(answer=said, day=i18n.format_day(one.given_on))
    if one.basis != "consent":
        words = f"{words} · {codes.label('legal_basis', one.basis)}"
    return words
