# SPDX-License-Identifier: GPL-3.0-or-later
"""A hand on the keyboard: finds its way by Tab, answers every kind of field, and counts."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QListWidget, QWidget

from desktop.widgets.editors import Editor
from desktop.widgets.editors_codes import ChoiceEditor, PickEditor, YesNoEditor
from desktop.widgets.editors_pick import PickLine, fold, matching
from desktop.widgets.editors_several import PickFilter, SeveralEditor
from desktop.widgets.form import Form
from tests.windows import CTRL, NONE, Program

SECONDS_A_KEY = 0.28
"""An average typist's second for a key, of Card, Moran and Newell's keystroke-level model (1980)."""
SECONDS_TO_THINK = 1.35
"""Their second for making up one's mind, once before every answer."""
_YES_NO = {True: "yes", False: "no"}


class Keyboard:
    """Types as a caseworker does, and counts."""

    def __init__(self, program: Program) -> None:
        self._program = program
        self.keys = self.answers = 0
        self.steps: list[tuple[str, int, int]] = []
        """Each step of a journey with its keys and its answers."""

    def key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE) -> None:
        self._program.key(key, modifiers)
        self.keys += 1 if modifiers == NONE else 2

    def type(self, words: str) -> None:
        self._program.write(words)
        self.keys += len(words)

    def to(self, name: str, most: int = 12) -> None:
        """Press Tab until a control within the editor of this name has the keyboard."""
        for _step in range(most):
            part = QApplication.focusWidget()
            while part is not None:
                if part.objectName() == name:
                    self.answers += 1
                    return
                part = part.parentWidget()
            self.key(Qt.Key.Key_Tab)
        raise AssertionError(f"{most} Tabs do not lead to {name}")

    def answer(self, form: Form, **answers: object) -> None:
        """Go to each field in turn and answer it as its kind is answered."""
        for name, value in answers.items():
            self.to(name, most=99)
            editor = form.editor(name)
            self._say(editor, value)
            chosen = isinstance(editor, (ChoiceEditor, YesNoEditor, PickEditor, SeveralEditor))
            assert not chosen or editor.value() == value, (name, editor.value(), value)
            assert editor.problem() is None, (name, editor.problem())

    @contextmanager
    def step(self, title: str) -> Iterator[None]:
        """Count what one step of a journey takes."""
        keys, answers = self.keys, self.answers
        yield
        self.steps.append((title, self.keys - keys, self.answers - answers))

    @property
    def seconds(self) -> float:
        return _seconds(self.keys, self.answers)

    def told(self) -> str:
        """Return the steps with what they took, a line each."""
        lines = [
            f"{title}: {keys} keys, {answers} answers, {_seconds(keys, answers):.0f} s"
            for title, keys, answers in self.steps
        ]
        return "\n".join(lines)

    def _say(self, editor: Editor, value: object) -> None:
        if isinstance(editor, (ChoiceEditor, YesNoEditor)):
            self._walk_to(_YES_NO[value] if isinstance(value, bool) else str(value))
        elif isinstance(editor, PickEditor):
            self._pick(editor, str(value))
        elif isinstance(editor, SeveralEditor):
            assert isinstance(value, list)
            self._tick(editor, value)
        else:
            self._write(value)

    def _walk_to(self, code: str) -> None:
        for _step in range(12):
            part = QApplication.focusWidget()
            assert part is not None
            if part.objectName() == code:
                if not part.isChecked():  # type: ignore[attr-defined]
                    self.key(Qt.Key.Key_Space)
                return
            self.key(Qt.Key.Key_Right)
        raise AssertionError(f"no answer {code} to walk to")

    def _pick(self, editor: PickEditor, key: str) -> None:
        line = editor.findChild(PickLine)
        assert line is not None
        self._empty()
        self.type(shortest(line._entries(), key))
        self.key(Qt.Key.Key_Return)

    def _tick(self, editor: SeveralEditor, codes: Sequence[str]) -> None:
        entries = [(code, label, fold(label)) for code, label in editor._answers]
        line = QApplication.focusWidget()
        for code in codes:
            if isinstance(line, PickFilter):
                words = next(plain for known, _label, plain in entries if known == code)
                self.type(words)
                self.key(Qt.Key.Key_Return)
            else:
                assert isinstance(line, QListWidget)
                at = [known for known, *_rest in entries].index(code)
                self.key(Qt.Key.Key_Home)
                for _step in range(at):
                    self.key(Qt.Key.Key_Down)
                self.key(Qt.Key.Key_Space)

    def _write(self, value: object) -> None:
        self._empty()
        self.type(f"{value:%d/%m/%Y}" if isinstance(value, date) else str(value))

    def _empty(self) -> None:
        """Mark what a line holds, so that the first letter takes its place."""
        line = QApplication.focusWidget()
        if isinstance(line, QLineEdit) and line.text():
            self.key(Qt.Key.Key_A, CTRL)


def shortest(entries: Sequence[tuple[str, str, str]], key: str) -> str:
    """Return the fewest letters with which Enter picks an entry."""
    words = next(plain for known, _label, plain in entries if known == key)
    for size in range(1, len(words) + 1):
        if matching(entries, words[:size])[0][0] == key:
            return words[:size]
    return words


def holder(name: str, under: QWidget) -> QWidget:
    """Return the visible part of that name."""
    found = [one for one in under.findChildren(QWidget, name) if one.isVisible()]
    assert found, f"nothing visible named {name}"
    return found[0]


def _seconds(keys: int, answers: int) -> float:
    return keys * SECONDS_A_KEY + answers * SECONDS_TO_THINK
