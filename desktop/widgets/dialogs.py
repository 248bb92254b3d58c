# SPDX-License-Identifier: GPL-3.0-or-later
"""Questions whose button carries the verb, errors in words, and choosing files.

A question is asked only where the outside world changes: print, export, send, erase.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop.core.errors import UserError
from desktop.core.i18n import _, language
from desktop.widgets import choose, clipboard, icons, look

Patterns = Sequence[tuple[str, str]]
"""Kinds of file by their name and endings: ``[(_("Spreadsheets"), "*.xlsx *.csv")]``."""


@dataclass(frozen=True, slots=True)
class Answer:
    """Whether the user agreed, and the reason given where one was asked for."""

    agreed: bool
    reason: str = ""


def ask(
    parent: QWidget | None,
    title: str,
    body: str,
    verb: str,
    *,
    danger: bool = False,
    reason: bool = False,
) -> Answer:
    """Ask and wait for the answer; ``verb`` is what the button says and does."""
    question = Question(parent, title, body, verb, danger=danger, reason=reason)
    question.exec()
    answer = question.answer()
    question.deleteLater()
    return answer


def show_error(parent: QWidget | None, error: UserError, details: str = "") -> None:
    """Tell a foreseen error; ``details`` are for whoever helps, and must name no person."""
    told = ErrorDialog(parent, error, details)
    told.exec()
    told.deleteLater()


def choose_file_to_open(parent: QWidget | None, title: str, patterns: Patterns) -> Path | None:
    """Let the user choose a file that exists; None when they turn back."""
    return choose.path(parent, title, _filters(patterns), choose.OPEN)


def choose_file_to_save(
    parent: QWidget | None, title: str, patterns: Patterns, name: str = ""
) -> Path | None:
    """Let the user choose where to write; a missing ending is added. None when they turn back."""
    file = choose.path(parent, title, _filters(patterns), choose.SAVE, name)
    if file is None:
        return None
    return file if file.suffix or not patterns else file.with_suffix(_ending(patterns))


def choose_folder(parent: QWidget | None, title: str) -> Path | None:
    """Let the user choose a folder; None when they turn back."""
    return choose.path(parent, title, "", choose.FOLDER)


class Question(QDialog):
    """One question with two buttons: the verb, and the way back."""

    def __init__(
        self,
        parent: QWidget | None,
        title: str,
        body: str,
        verb: str,
        *,
        danger: bool = False,
        reason: bool = False,
    ) -> None:
        super().__init__(parent)
        column = _frame(self, title, body, "warning" if danger else "info")
        self._reason = QLineEdit()
        self._reason.setObjectName("reason")
        self._missing = _words("")
        look.mark(self._missing, "error")
        self._missing.setObjectName("reason_error")
        self._missing.hide()
        if reason:
            label = look.mark(_words(_("Reason")), "strong")
            self._reason.setAccessibleName(_("Reason"))
            for part in (label, self._reason, self._missing):
                column.addWidget(part)
        self._needs_reason = reason
        back, go = QPushButton(_("Go back")), QPushButton(verb)
        back.setObjectName("back")
        go.setObjectName("go")
        look.mark(go, "danger" if danger else "primary")
        column.addLayout(_buttons(go, back))
        # Enter does the harmless thing, or the verb where nothing can be harmed
        (back if danger else go).setDefault(True)
        (self._reason if reason else back if danger else go).setFocus()
        back.clicked.connect(self.reject)
        go.clicked.connect(self._agree)

    def answer(self) -> Answer:
        """Return what was answered; closing the window is no agreement."""
        agreed = self.result() == QDialog.DialogCode.Accepted
        return Answer(agreed, self._reason.text().strip() if agreed else "")

    def _agree(self) -> None:
        if self._needs_reason and not self._reason.text().strip():
            self._missing.setText(_("Write the reason. It is kept in the journal."))
            self._missing.show()
            self._reason.setFocus()
            self.adjustSize()
            return
        self.accept()


class ErrorDialog(QDialog):
    """What happened, what was kept, what to do; details fold open and can be copied."""

    def __init__(self, parent: QWidget | None, error: UserError, details: str = "") -> None:
        super().__init__(parent)
        column = _frame(self, _("This did not work"), str(error), "error")
        # the English sentence and the kind of error find the place in the program, and no person
        text = f"{type(error).__name__}: {error.message}\nlanguage: {language()}"
        self._details = QPlainTextEdit(f"{text}\n{details}".strip())
        self._details.setObjectName("details")
        self._details.setAccessibleName(_("Technical details"))
        self._details.setReadOnly(True)
        self._details.setTabChangesFocus(True)
        self._details.setFixedHeight(look.height("row") * 4)
        self._fold, close = QPushButton(_("Technical details")), QPushButton(_("Close"))
        self._copy = QPushButton(_("Copy"))
        for button, name in ((self._fold, "fold"), (self._copy, "copy"), (close, "close")):
            button.setObjectName(name)
            button.setAutoDefault(False)
        self._fold.setCheckable(True)
        look.mark(self._fold, "quiet")
        icons.dress(self._fold, "chevron-down", "soft")
        self._details.hide()
        self._copy.hide()
        column.addWidget(self._details)
        row = _buttons(look.mark(close, "primary"))
        row.insertWidget(0, self._fold)
        row.insertWidget(1, self._copy)
        column.addLayout(row)
        close.setDefault(True)
        close.setFocus()
        close.clicked.connect(self.accept)
        self._fold.toggled.connect(self._unfold)
        self._copy.clicked.connect(self._copy_details)

    def _unfold(self, open_: bool) -> None:
        self._details.setVisible(open_)
        self._copy.setVisible(open_)
        icons.dress(self._fold, "chevron-up" if open_ else "chevron-down", "soft")
        self.adjustSize()

    def _copy_details(self) -> None:
        clipboard.copy(self._details.toPlainText())


def _frame(dialog: QDialog, title: str, body: str, icon: str) -> QVBoxLayout:
    """Set up what all dialogues share and return the column for the rest."""
    dialog.setWindowTitle(title)
    dialog.setModal(True)
    dialog.setMinimumWidth(look.width(52))
    outer = QVBoxLayout(dialog)
    edge = look.space(5)
    outer.setContentsMargins(edge, edge, edge, edge)
    outer.setSpacing(look.space(4))
    top = QHBoxLayout()
    top.setSpacing(look.space(3))
    colour = {"error": "danger", "warning": "warning"}.get(icon, "accent")
    top.addWidget(icons.label(icon, colour))
    words = QVBoxLayout()
    words.setSpacing(look.space(2))
    words.addWidget(look.mark(_words(title), "section"))
    said = _words(body)
    said.setObjectName("body")
    words.addWidget(said)
    words.addStretch(1)
    top.addLayout(words, 1)
    outer.addLayout(top)
    line = QFrame()
    outer.addWidget(look.mark(line, "line"))
    column = QVBoxLayout()
    column.setSpacing(look.space(2))
    outer.addLayout(column)
    return column


def _words(text: str) -> QLabel:
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    return label


def _buttons(*buttons: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(look.space(2))
    row.addStretch(1)
    for button in buttons:
        row.addWidget(button)
    return row


def _filters(patterns: Patterns) -> str:
    return ";;".join(f"{name} ({endings})" for name, endings in patterns)


def _ending(patterns: Patterns) -> str:
    return patterns[0][1].split()[0].removeprefix("*")
