# SPDX-License-Identifier: GPL-3.0-or-later
"""What every editor of one field can do. ``editors_kinds.editor`` chooses the one for a field."""

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QWidget

from desktop.core.errors import UserError
from desktop.core.fields import FieldSpec
from desktop.core.i18n import N_
from desktop.core.values import keepable
from desktop.widgets import look


class Editor(QWidget):
    """The editor of one field.

    ``value`` gives the plain Python value a Draft expects. What cannot be read as one is given
    back as the text typed, so that a kept draft loses nothing; ``problem`` then says what to do.
    """

    changed = Signal()

    def __init__(self, spec: FieldSpec) -> None:
        super().__init__()
        self.spec = spec
        self.setObjectName(spec.name)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)

    def value(self) -> object:
        """Return the answer, or ``empty()``."""
        raise NotImplementedError

    def set_value(self, value: object) -> None:
        """Show an answer without telling anybody that it changed."""
        raise NotImplementedError

    def problem(self) -> UserError | None:
        """Return why the answer cannot be kept as it stands; a missing one is no problem here."""
        return None

    def state(self) -> object:
        """Return what undo goes back to: the answer, or the very letters typed."""
        return self.value()

    def restore(self, state: object) -> None:
        """Go back to what ``state`` returned."""
        self.set_value(state)

    def controls(self) -> list[QWidget]:
        """Return the parts that take the keyboard, in order; the first one gets the label."""
        raise NotImplementedError

    def empty(self) -> object:
        """Return what no answer is for this field: an empty default where the field has one."""
        return self.spec.initial if self.spec.initial in ("", []) else None

    def name_parts(self, name: str, help_: str) -> None:
        """Give screen readers the field's name and help on each part that has none of its own."""
        for part in self.controls():
            if not part.accessibleName():
                part.setAccessibleName(name)
            part.setAccessibleDescription(help_)

    def set_wrong(self, wrong: bool) -> None:
        """Show a red frame, or take it away."""
        for part in self.controls():
            if part.property("wrong") != wrong:
                part.setProperty("wrong", wrong)
                part.style().unpolish(part)
                part.style().polish(part)


class Line(QLineEdit):
    """A line about so many letters wide where there is room, and narrower where there is not."""

    def __init__(self, letters: int) -> None:
        super().__init__()
        self._letters = letters
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(look.width(self._letters), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(look.width(min(self._letters, 6)), super().minimumSizeHint().height())


def clean(text: str) -> str:
    """Take out letters no eye sees and no file likes: NUL, control signs, halves of letters."""
    return keepable(text.replace("\r", "")).strip()


def too_long(text: str, limit: int | None) -> UserError | None:
    """Return a problem when a text is longer than its field."""
    if limit is None or len(text) <= limit:
        return None
    message = N_("This text is too long: {count} letters, and {limit} fit. Shorten it.")
    return UserError(message, count=len(text), limit=limit)
