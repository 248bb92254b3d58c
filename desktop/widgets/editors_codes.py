# SPDX-License-Identifier: GPL-3.0-or-later
"""Editors of answers taken from a list: one code, yes or no, a link."""

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.core import codes
from desktop.core.errors import UserError
from desktop.core.fields import FieldSpec
from desktop.core.i18n import N_, _
from desktop.widgets.editors import Editor
from desktop.widgets.editors_flow import Choices, FlowLayout, flowing
from desktop.widgets.editors_pick import Options, PickLine, widest

FEW = 5
"""Up to so many answers stand side by side; more are picked from a list."""

_NOT_IN_LIST = N_("This is not in the list. Choose an entry of the list, or empty this field.")


def answers(spec: FieldSpec) -> list[tuple[str, str]]:
    """Return what a list offers, without the answers that are no answer."""
    offered = codes.offered(spec.about.codes)
    return [(code.code, code.label) for code in offered if code.code not in codes.NO_ANSWER]


def no_answers(spec: FieldSpec) -> list[tuple[str, str]]:
    """Return the answers of a list that are no answer, always in the same order."""
    offered = {code.code: code.label for code in codes.offered(spec.about.codes)}
    return [(code, offered[code]) for code in codes.NO_ANSWER if code in offered]


class ChoiceEditor(Editor):
    """One of a few codes, side by side."""

    def __init__(self, spec: FieldSpec) -> None:
        super().__init__(spec)
        self._choices = Choices(answers(spec), no_answers(spec))
        self._strange: str | None = None  # a code no longer offered is kept, not lost
        _fill(self, self._choices)
        self._choices.changed.connect(self._chose)

    def value(self) -> object:
        return self._choices.chosen() or self._strange or self.empty()

    def set_value(self, value: object) -> None:
        code = None if value is None else str(value)
        self._choices.choose(code)
        self._strange = code if code and self._choices.chosen() != code else None

    def controls(self) -> list[QWidget]:
        return list(self._choices.buttons())

    def name_parts(self, name: str, help_: str) -> None:
        _name_buttons(self._choices, name, help_)

    def _chose(self) -> None:
        self._strange = None
        self.changed.emit()


class YesNoEditor(Editor):
    """Yes, no, or not known, which is kept as no value."""

    def __init__(self, spec: FieldSpec) -> None:
        super().__init__(spec)
        answers = [("yes", _("Yes")), ("no", _("No"))]
        if not spec.required and spec.initial is None:
            answers.append(("not_known", _("Not known")))
        self._choices = Choices(answers)
        _fill(self, self._choices)
        self._choices.changed.connect(self.changed)

    def value(self) -> object:
        return {"yes": True, "no": False}.get(self._choices.chosen() or "")

    def set_value(self, value: object) -> None:
        words = {True: "yes", False: "no"}
        self._choices.choose(words.get(value) if isinstance(value, bool) else None)

    def state(self) -> object:
        return self._choices.chosen()

    def restore(self, state: object) -> None:
        self._choices.choose(str(state) if state else None)

    def controls(self) -> list[QWidget]:
        return list(self._choices.buttons())

    def name_parts(self, name: str, help_: str) -> None:
        _name_buttons(self._choices, name, help_)


class PickEditor(Editor):
    """One entry of a list too long to show: a code, or a link to another record."""

    def __init__(self, spec: FieldSpec, fill: Callable[[], Options]) -> None:
        super().__init__(spec)
        self._line = PickLine(fill, widest(fill()) if spec.about.codes else 40)
        small = no_answers(spec) if spec.about.codes else []
        self._small = Choices((), small)
        flow = FlowLayout(self, 2)
        flow.addWidget(self._line)
        flow.addWidget(self._small)
        self._small.setVisible(bool(small))  # in the form by now: alone it would be a window
        flowing(self)
        self._line.picked.connect(self._picked)
        self._line.key.connect(self._small.take_key)
        self._small.changed.connect(self._gave_none)

    def value(self) -> object:
        typed = self._line.text().strip()
        return self._small.chosen() or self._line.chosen() or typed or self.empty()

    def set_value(self, value: object) -> None:
        key = "" if value is None else str(value)
        self._small.choose(key)
        if self._small.chosen() or not key:
            self._line.choose(None)
        elif self._line.knows(key):
            self._line.choose(key)
        elif self.spec.about.codes and key in codes.read(self.spec.about.codes):
            self._line.choose(key, codes.label(self.spec.about.codes, key))
        else:
            self._line.choose(None, key)

    def problem(self) -> UserError | None:
        unread = self._line.text().strip() and not self._line.chosen()
        return UserError(_NOT_IN_LIST) if unread else None

    def controls(self) -> list[QWidget]:
        return [self._line, *self._small.buttons()]

    def name_parts(self, name: str, help_: str) -> None:
        self._line.setAccessibleName(name)
        self._line.setAccessibleDescription(help_)
        for button in self._small.buttons():
            button.setAccessibleName(f"{name}, {button.accessibleName()}")

    def _picked(self) -> None:
        self._small.choose(None)
        self.changed.emit()

    def _gave_none(self) -> None:
        if self._small.chosen():
            self._line.choose(None)
        self.changed.emit()


def _fill(editor: Editor, choices: Choices) -> None:
    row = QHBoxLayout(editor)
    row.setContentsMargins(0, 0, 0, 0)
    row.addWidget(choices)
    flowing(editor)


def _name_buttons(choices: Choices, name: str, help_: str) -> None:
    """Say the field's name before each answer: a button alone does not tell what it answers."""
    for button in choices.buttons():
        word = button.accessibleName() or button.text().replace("&&", "&")
        button.setAccessibleName(f"{name}, {word}")
        button.setAccessibleDescription(help_)
