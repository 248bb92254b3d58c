# SPDX-License-Identifier: GPL-3.0-or-later
"""No form takes an absurd answer silently: it is kept whole, or a sentence stands under the field.

Every form of a record is opened, every field that is typed into gets in turn everything a slip, a
cat or an attacker can type or paste, and *Finish* is pressed. Either the store holds afterwards
what was typed, or it holds what it held before, the text is still in the field, a draft keeps it,
and the field says in the language of the window what is wrong.
"""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

from desktop.core import clock, i18n
from desktop.core.fields import FieldSpec, Kind
from desktop.core.values import clean
from desktop.widgets.record_form import RecordForm
from desktop.widgets.record_source import RecordSource
from tests.demo_world import NOW
from tests.desks.absurd import ABSURD, HOSTILE, UNSEEN, Kept, plain, spanish, written
from tests.desks.all_forms import FORMS, ONLY_READ, Place, forms_of_the_program

MEANT = {("grant_payments", "amount")}
"""A repayment is less than nothing."""
GROWS = {("own_questions", "answers")}
"""Answers once offered stay: what is left out of the list comes back."""
SHAPED: dict[str, object] = {
    "currency": "USD",
    "sessions": 50,
    "due_on": NOW.date(),
    "month": date(2026, 6, 1),
    "steps": "14 Prueba",
}
"""Answers in the shape a field asks for."""


@pytest.mark.parametrize("name", FORMS)
def test_every_field_keeps_what_is_typed_or_says_why_not(place, qtbot, name):
    i18n.set_language("es")
    with clock.at(NOW):
        source = FORMS[name](place)
        trials: list[str | None] = [None] if source.new_label else []
        if (stored := _stored(source)) is not None:
            trials.append(stored)
        assert trials, "neither made nor changed here"
        wrong = [
            f"{'new' if identity is None else 'stored'} {one}"
            for identity in trials
            for one in Trial(name, source, place, qtbot, identity).faults()
        ]
    assert not wrong, "\n".join(wrong)


def test_no_form_of_the_program_is_forgotten(place):
    """A new register is typed into above, or it says in ``ONLY_READ`` why it cannot be."""
    with clock.at(NOW):
        tried = {type(made(place)) for made in FORMS.values()}
    known = {f"{one.__module__}.{one.__name__}" for one in tried} | set(ONLY_READ)
    assert forms_of_the_program() == known


def _of_its_own(spec: FieldSpec) -> Iterator[str]:
    """Give what only this field cannot be: not come yet, or before what it follows."""
    if spec.about.past:
        yield i18n.format_day(clock.today() + timedelta(days=1))
    if spec.about.after:
        yield "02/01/1950"


def _stored(source: RecordSource) -> str | None:
    """Return the id of a record that may be changed; a list that is no list has none to ask."""
    if type(source).list_keys is RecordSource.list_keys:
        return None
    keys = source.keys("", {}, "")
    shown = source.load(keys[0]) if keys else None
    return shown.id if shown and shown.may_edit else None


class Trial:
    """One form, and everything typed into it."""

    def __init__(
        self, name: str, source: RecordSource, place: Place, qtbot, identity: str | None
    ) -> None:
        self.name, self.source = name, source
        self.place, self.workspace = place, place.desk.workspace
        self.qtbot, self.id = qtbot, identity
        self.form: RecordForm
        self.saved: list[str] = []
        self.open()

    def open(self) -> None:
        self.source.drop_draft(self.id or "new")
        self.saved.clear()
        if self.id is None:
            sections = [*self.source.new_fields(), *self.source.own_fields()]
            values = self.source.new_values()
        else:
            sections = [*self.source.fields(), *self.source.own_fields()]
            sections += self.source.restricted_fields()
            values = dict(self.source.load(self.id).values)
        self.form = RecordForm(self.source, self.id, values, sections)
        self.qtbot.addWidget(self.form)
        self.form.finished.connect(lambda identity, _written: self.saved.append(identity))
        self.fields = {spec.name: spec for part in sections for spec in part.fields}
        for spec in self.fields.values():
            asked = spec.required or (self.name, spec.name) == ("sessions", "accepted")
            if asked and not spec.about.hidden:
                self.fill(spec)

    def fill(self, spec: FieldSpec) -> None:
        editor = self.form.form.editor(spec.name)
        if editor.value() in (None, "", []):
            editor.set_value(plain(spec, self.source.choices()))
            editor.changed.emit()

    def faults(self) -> Iterator[str]:
        for spec in self.fields.values():
            if spec.about.hidden:
                continue
            few = slice(0, None if self.id is None else 1)  # to read a whole file anew takes long
            for typed in (*ABSURD.get(spec.kind, ())[few], *_of_its_own(spec)):
                for fault in self.type_in(spec.name, typed):
                    yield f"{spec.name} <- {typed[:20]!r}: {fault}"
        yield from self.hostile()
        self.form.close_down()

    def line(self, name: str) -> QLineEdit | QPlainTextEdit | None:
        part = self.form.form.editor(name).controls()[0]
        return part if isinstance(part, QLineEdit | QPlainTextEdit) and part.isEnabled() else None

    def write(self, name: str, text: str) -> str:
        """Paste a text over what stands in a field; returns what the field shows then."""
        line = self.line(name)
        assert line is not None
        line.selectAll()
        if isinstance(line, QLineEdit):
            line.insert(text)
            line.textEdited.emit(line.text())
            return line.text()
        line.insertPlainText(text)
        return line.toPlainText()

    def type_in(self, name: str, text: str) -> Iterator[str]:
        if self.line(name) is None:
            return
        before, state = self.signature(), self.form.form.editor(name).state()
        shown = self.write(name, text)
        value = self.form.form.editor(name).value()
        self.form.finish()
        if self.saved:
            if text != "-1" or (self.name, name) not in MEANT:
                yield f"was saved as {str(value)[:20]!r}"
            self.open()
            return
        line = self.line(name)
        now = line.text() if isinstance(line, QLineEdit) else line.toPlainText()
        problems = self.form.form.problems()
        if now != shown:
            yield f"the field shows {now[:20]!r} instead of {shown[:20]!r}"
        if name not in problems:
            yield f"no sentence under it, but {problems or self.form.form._top.text()}"
        yield from (f"not in Spanish: {one}" for one in problems.values() if not spanish(one))
        if self.signature() != before:
            yield "something was written all the same"
        if self.form.differences() and not self.source.draft(self.form.key):
            yield "no draft was kept"
        self.form.form.editor(name).restore(state)

    def hostile(self) -> Iterator[str]:
        """Type what no eye sees into every field for words at once: it is all kept, and cleaned."""
        words = [n for n, s in self.fields.items() if s.kind in (Kind.TEXT, Kind.NOTE)]
        words = [n for n in words if not self.fields[n].about.hidden and self.line(n) is not None]
        for name in words:
            self.write(name, HOSTILE[: self.fields[name].max_length])
        self.form.finish()
        refused = self.form.form.problems()
        yield from (f"not in Spanish: {one}" for one in refused.values() if not spanish(one))
        for name in refused:  # a field with a shape of its own says so, and takes an answer in it
            answer = SHAPED.get(name, f"A-{len(self.id or '')}")
            self.form.form.editor(name).set_value(answer)
        typed = {name: self.form.form.editor(name).value() for name in words}
        if refused:
            self.form.finish()
        if self.saved:
            yield from self.read_back({n: v for n, v in typed.items() if n not in refused})
        else:
            yield f"cannot be saved: {self.form.form.problems()} {self.form.form._top.text()}"

    def read_back(self, typed: dict[str, object]) -> Iterator[str]:
        if not self.saved[-1]:
            return
        held = self.source.load(self.saved[-1]).values
        for name, value in typed.items():
            if held.get(name) != clean(value) and (self.name, name) not in GROWS:
                yield f"{name}: {value!r} came back as {held.get(name)!r}"
            if UNSEEN.search(str(held.get(name))):
                yield f"{name}: unseen signs are kept: {held.get(name)!r}"

    def signature(self) -> dict[str, Kept]:
        """Return what was ever written where this record stands."""
        store = self.source.store
        return written(self.place, *([store] if store in self.workspace.open_stores else []))
