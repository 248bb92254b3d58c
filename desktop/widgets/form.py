# SPDX-License-Identifier: GPL-3.0-or-later
"""A form made from FieldSpecs: one column of fields, in sections with a heading and a reason."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from desktop.core.errors import InvalidRecord, UserError
from desktop.core.fields import FieldSpec
from desktop.core.i18n import N_, _
from desktop.widgets import look
from desktop.widgets.editors import Editor
from desktop.widgets.editors_kinds import Links, editor
from desktop.widgets.form_history import History
from desktop.widgets.form_row import FieldRow, ProblemLine, words

Save = Callable[[dict[str, object]], object]


@dataclass(frozen=True, slots=True)
class FormSection:
    """A heading, why we ask, and the fields in their order."""

    title: str
    reason: str
    fields: Sequence[FieldSpec]


class Form(QScrollArea):
    """Editors for the fields of a record; it knows nothing of the record itself.

    ``values`` are plain Python values as a Draft expects them; an answer that cannot be read is
    the text typed. Ctrl+Z and Ctrl+Y go back and forth over all fields in the order of the work.
    """

    changed = Signal()

    def __init__(
        self,
        sections: Sequence[FormSection],
        links: Links | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._rows: dict[str, FieldRow] = {}
        self._others: dict[str, object] = {}
        self._build(sections, {} if links is None else links)
        for name, row in self._rows.items():
            if row.editor.spec.initial is not None:
                row.editor.set_value(row.editor.spec.initial)
            row.editor.changed.connect(lambda name=name: self._edited(name))
            for part in row.editor.findChildren(QWidget):
                part.installEventFilter(self)
        self._history = History({name: row.editor.state() for name, row in self._rows.items()})
        self._saved = self.values()

    def values(self) -> dict[str, object]:
        """Return every answer by field name, those given but not shown among them."""
        return self._others | {name: row.editor.value() for name, row in self._rows.items()}

    def set_values(self, values: Mapping[str, object]) -> None:
        """Show these answers; fields not named keep theirs, names not shown are handed back."""
        for name, value in values.items():
            if name in self._rows:
                self._rows[name].editor.set_value(value)
            else:
                self._others[name] = value
        self._history.restart({name: row.editor.state() for name, row in self._rows.items()})
        self._saved = self.values()

    def answer(self, values: Mapping[str, object]) -> None:
        """Write answers as if they were typed: they can be taken back and make a draft."""
        for name, value in values.items():
            if name in self._rows:
                self._rows[name].editor.set_value(value)
                self._edited(name)

    def show_cautions(self, cautions: Mapping[str, str]) -> None:
        """Say under a field what looks wrong about its answer; it can be saved all the same."""
        for name, row in self._rows.items():
            row.caution.say(cautions.get(name, ""))

    def is_dirty(self) -> bool:
        """Tell whether an answer differs from those last shown by ``set_values``."""
        return self.values() != self._saved

    def check(self) -> bool:
        """Show what the form itself can tell is missing or unreadable; True when all is well."""
        problems = dict(self._own_problems())
        self.show_problems(problems)
        return not problems

    def hand(self, save: Save) -> bool:
        """Hand the answers to ``save`` where nothing is missing; True when they are written."""
        return self.check() and self.give(save)

    def give(self, save: Save) -> bool:
        """Hand the answers to ``save`` and say under the fields what it refuses."""
        self.clear_problems()
        try:
            save(self.values())
        except InvalidRecord as refused:
            self.show_problems(refused.problems)
            return False
        except UserError as error:
            self.show_problems({"": error})
            return False
        return True

    def show_problems(self, problems: Mapping[str, UserError | str]) -> None:
        """Say under each field what is wrong and go to the first; what fits no field is on top."""
        self.clear_problems()
        for name, row in self._rows.items():
            if name in problems:
                row.show_problem(str(problems[name]))
        rest = [str(problem) for name, problem in problems.items() if name not in self._rows]
        self._top.say("\n".join(rest))
        first = next((row for name, row in self._rows.items() if name in problems), None)
        if first is not None:
            first.focus()
            # the rows move when the sentences appear: scroll after that
            QTimer.singleShot(0, first, lambda: self.ensureWidgetVisible(first, 0, look.space(6)))
        elif rest:
            self.verticalScrollBar().setValue(0)

    def clear_problems(self) -> None:
        """Take every problem away."""
        self._top.say("")
        for row in self._rows.values():
            row.show_problem("")

    def problems(self) -> dict[str, str]:
        """Return the sentences shown under the fields."""
        shown = {name: row.error.text() for name, row in self._rows.items()}
        return {name: text for name, text in shown.items() if text}

    def first_focus(self) -> None:
        """Put the keyboard in the first field."""
        for row in self._rows.values():
            row.focus()
            return

    def editor(self, name: str) -> Editor:
        """Return the editor of a field; KeyError when the form has no such field."""
        return self._rows[name].editor

    def undo(self) -> None:
        """Take back the last edit, wherever in the form it was made."""
        self._go(self._history.back())

    def redo(self) -> None:
        """Make the edit again that was last taken back."""
        self._go(self._history.forth())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kinds = (QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride)
        if isinstance(event, QKeyEvent) and event.type() in kinds:
            back = event.matches(QKeySequence.StandardKey.Undo)
            if back or event.matches(QKeySequence.StandardKey.Redo):
                event.accept()
                if event.type() == QEvent.Type.KeyPress:
                    (self.undo if back else self.redo)()
                return True
        return super().eventFilter(watched, event)

    def _build(self, sections: Sequence[FormSection], links: Links) -> None:
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside = look.mark(QWidget(), "page")
        column = QVBoxLayout(inside)
        edge = look.space(6)
        column.setContentsMargins(edge, edge, edge, edge)
        column.setSpacing(look.space(4))
        self._top = ProblemLine("form_error")
        column.addWidget(self._top)
        for section in sections:
            column.addLayout(self._section(section, links))
        column.addStretch(1)
        look.mark(self, "page")
        self.setWidget(inside)

    def _section(self, section: FormSection, links: Links) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(look.space(4))
        heading = QVBoxLayout()
        heading.setSpacing(look.space(1))
        if section.title:
            heading.addWidget(words(_(section.title), "section"))
        if section.reason:
            heading.addWidget(words(_(section.reason), "soft"))
        column.addLayout(heading)
        for spec in section.fields:
            if not spec.about.hidden:
                self._rows[spec.name] = FieldRow(editor(spec, links))
                column.addWidget(self._rows[spec.name])
        return column

    def _own_problems(self) -> Iterator[tuple[str, UserError]]:
        for name, row in self._rows.items():
            problem = row.editor.problem()
            if problem is not None:
                yield name, problem
            elif row.editor.spec.required and row.editor.value() in (None, "", []):
                yield name, UserError(N_("This answer is needed. Write or choose it to finish."))

    def _edited(self, name: str) -> None:
        row = self._rows[name]
        if self._history.note(name, row.editor.state()):
            row.show_problem("")
            self.changed.emit()

    def _go(self, step: tuple[str, object] | None) -> None:
        if step is None:
            return
        name, state = step
        row = self._rows[name]
        row.editor.restore(state)
        row.show_problem("")
        row.focus()
        self.changed.emit()
