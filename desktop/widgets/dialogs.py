# SPDX-License-Identifier: GPL-3.0-or-later
"""Questions whose button carries the verb, errors in words, and choosing files.

A question is asked only where the outside world changes: print, export, send, erase.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop.core import values
from desktop.core.errors import UserError
from desktop.core.i18n import _, language
from desktop.widgets import choose, clipboard, icons, look
from desktop.widgets.framed import Framed
from desktop.widgets.parts import button, label, wrapped

LONGEST_REASON = 200
"""How much every record that keeps a reason has room for."""
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
    longest: int = LONGEST_REASON,
) -> Answer:
    """Ask and wait for the answer; ``verb`` is what the button says and does."""
    question = Question(parent, title, body, verb, danger=danger, reason=reason, longest=longest)
    question.exec()
    answer = question.answer()
    question.deleteLater()
    return answer


def which(parent: QWidget | None, title: str, body: str, verbs: Mapping[str, str]) -> str:
    """Ask which of several things to do; returns its name, empty for the way back."""
    question = Which(parent, title, body, verbs)
    question.exec()
    chosen = question.chosen
    question.deleteLater()
    return chosen


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


class Question(Framed):
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
        longest: int = LONGEST_REASON,
    ) -> None:
        super().__init__(parent, "question", title)
        column = _frame(self, title, body, "warning" if danger else "info")
        self._reason = QLineEdit()
        self._reason.setObjectName("reason")
        self._missing = wrapped(role="error", name="reason_error")
        self._missing.hide()
        if reason:
            self._reason.setAccessibleName(_("Reason"))
            for part in (label(_("Reason"), "field"), self._reason, self._missing):
                column.addWidget(part)
        self._needs_reason, self._longest = reason, longest
        back, go = QPushButton(_("Go back")), QPushButton(verb)
        back.setObjectName("back")
        go.setObjectName("go")
        look.mark(go, "danger" if danger else "primary")
        self.end(go, back)
        # Enter does the harmless thing, or the verb where nothing can be harmed
        (back if danger else go).setDefault(True)
        (self._reason if reason else back if danger else go).setFocus()
        back.clicked.connect(self.reject)
        go.clicked.connect(self._agree)

    def answer(self) -> Answer:
        """Return what was answered; closing the window is no agreement."""
        agreed = self.result() == QDialog.DialogCode.Accepted
        return Answer(agreed, values.line(self._reason.text()) if agreed else "")

    def _agree(self) -> None:
        if self._needs_reason and (missing := self._what_is_missing()):
            self._missing.setText(missing)
            self._missing.show()
            self._reason.setFocus()
            return
        self.accept()

    def _what_is_missing(self) -> str:
        """Return why the reason cannot be kept: once the dialog is gone it could not be mended."""
        try:
            kept = values.line(self._reason.text(), self._longest)
        except UserError as error:
            return str(error)
        return "" if kept else _("Write the reason. It is kept in the journal.")


class Which(Framed):
    """One question with a button for each thing that can be done, and the way back."""

    def __init__(
        self, parent: QWidget | None, title: str, body: str, verbs: Mapping[str, str]
    ) -> None:
        super().__init__(parent, "which", title)
        self.chosen = ""
        _frame(self, title, body, "info")
        made = [
            button(words, f"which_{name}", partial(self._take, name))
            for name, words in verbs.items()
        ]
        self.end(*made, button(_("Go back"), "back", self.reject))
        if made:
            made[0].setFocus()

    def _take(self, name: str) -> None:
        self.chosen = name
        self.accept()


class ErrorDialog(Framed):
    """What happened, what was kept, what to do; details fold open and can be copied."""

    def __init__(self, parent: QWidget | None, error: UserError, details: str = "") -> None:
        super().__init__(parent, "told_error", _("This did not work"))
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
        for made, name in ((self._fold, "fold"), (self._copy, "copy"), (close, "close")):
            made.setObjectName(name)
            made.setAutoDefault(False)
        self._fold.setCheckable(True)
        look.mark(self._fold, "quiet")
        icons.dress(self._fold, "chevron-down", "soft")
        self._details.hide()
        self._copy.hide()
        column.addWidget(self._details)
        self.end(look.mark(close, "primary"), self._copy, self._fold)
        close.setDefault(True)
        close.setFocus()
        close.clicked.connect(self.accept)
        self._fold.toggled.connect(self._unfold)
        self._copy.clicked.connect(self._copy_details)

    def _unfold(self, open_: bool) -> None:
        self._details.setVisible(open_)
        self._copy.setVisible(open_)
        icons.dress(self._fold, "chevron-up" if open_ else "chevron-down", "soft")

    def _copy_details(self) -> None:
        clipboard.copy(self._details.toPlainText())


def _frame(dialog: Framed, title: str, body: str, icon: str) -> QVBoxLayout:
    """Set up what all questions share and return the column for the rest."""
    dialog.setModal(True)
    colour = {"error": "danger", "warning": "warning"}.get(icon, "accent")
    head = QHBoxLayout()
    head.setSpacing(look.space(3))
    head.addWidget(icons.label(icon, colour), 0, Qt.AlignmentFlag.AlignTop)
    head.addWidget(wrapped(title, "section"), 1)
    dialog.column.addLayout(head)
    dialog.column.addWidget(wrapped(body, name="body"))
    return dialog.column


def _filters(patterns: Patterns) -> str:
    return ";;".join(f"{name} ({endings})" for name, endings in patterns)


def _ending(patterns: Patterns) -> str:
    return patterns[0][1].split()[0].removeprefix("*")
