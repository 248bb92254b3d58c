# SPDX-License-Identifier: GPL-3.0-or-later
"""One field of a form: its label, its editor, its help, and what is wrong with it."""

from html import escape

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop.core.i18n import _
from desktop.widgets import icons, look
from desktop.widgets.editors import Editor


class FieldRow(QWidget):
    """Label above the editor, help and error under it."""

    def __init__(self, editor: Editor) -> None:
        super().__init__()
        self.editor = editor
        spec = editor.spec
        title, help_ = _(spec.title), _(spec.about.help)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.space(1))
        column.addWidget(_heading(title, editor, required=spec.required))
        column.addWidget(editor)
        if help_:
            column.addWidget(words(help_, "meta"))
        self.error = ProblemLine(f"{spec.name}_error")
        column.addWidget(self.error)
        self.caution = ProblemLine(f"{spec.name}_caution", "warning")
        column.addWidget(self.caution)
        needed = _("Required") if spec.required else ""
        self._help = ". ".join(part for part in (needed, help_.rstrip(".")) if part)
        editor.name_parts(title, self._help)

    def show_problem(self, text: str) -> None:
        """Show what is wrong and what to do; an empty text takes it away."""
        self.error.say(text)
        self.editor.set_wrong(bool(text))
        for part in self.editor.controls():
            part.setAccessibleDescription(f"{text} {self._help}".strip())

    def focus(self) -> None:
        """Put the keyboard where this field is answered."""
        self.editor.controls()[0].setFocus(Qt.FocusReason.OtherFocusReason)


class ProblemLine(QFrame):
    """An icon and a sentence in the colour of danger; it takes no room while it says nothing.

    ``warning`` is its milder dress: what looks wrong and may be right.
    """

    def __init__(self, name: str, tone: str = "danger") -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look.space(1))
        self._words = words("", "error" if tone == "danger" else "soft")
        self._words.setObjectName(name)
        row.addWidget(icons.label("error" if tone == "danger" else "warning", tone, "small_icon"))
        row.addWidget(self._words, 1)
        self.hide()

    def say(self, text: str) -> None:
        """Show a sentence, announced to screen readers; an empty one hides the line."""
        self._words.setText(text)
        self.setVisible(bool(text))
        if text:
            QAccessible.updateAccessibility(QAccessibleEvent(self._words, QAccessible.Event.Alert))

    def text(self) -> str:
        """Return the sentence shown."""
        return self._words.text()


def words(text: str, role: str) -> QLabel:
    """Return a label in a role of the style sheet that breaks its lines and takes no markup."""
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    look.mark(label, role)
    return label


def _heading(title: str, editor: Editor, *, required: bool) -> QLabel:
    """Return the label of a field: its title, then a dot and the word where it is required."""
    mark = f"<small style='font-weight: 400'>&nbsp; ● {escape(_('Required'))}</small>"
    label = QLabel(escape(title) + (mark if required else ""))
    label.setTextFormat(Qt.TextFormat.RichText)
    label.setWordWrap(True)
    label.setBuddy(editor.controls()[0])
    look.mark(label, "field")
    return label
