# SPDX-License-Identifier: GPL-3.0-or-later
"""No dialog and no page takes an absurd answer silently, breaks on it, or loses what was typed.

Every place outside the registers is opened, every line that is typed into gets in turn what a slip,
a cat or an attacker can type or paste, and its verb is pressed. Either it is done, and what is kept
of it is whole and clean, or nothing is written, the text is still there, and a sentence in the
language of the window says why; where a form asks, it stands under that field.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from functools import partial

import pytest
import shiboken6
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QLineEdit, QPlainTextEdit, QPushButton
from PySide6.QtWidgets import QWidget as Shown

from desktop.core import clock, i18n
from desktop.core.errors import UserError
from desktop.core.fields import FieldSpec, Kind
from desktop.widgets.form import Form
from tests.demo_world import NOW
from tests.desks.absurd import ABSURD, ENDLESS, HOSTILE, plain, spanish, unclean, written
from tests.desks.all_dialogs import ELSEWHERE, TYPED, typing_places
from tests.desks.all_forms import Place

_LINES = (HOSTILE, "-1", ENDLESS)
_ALIKE = 1
_NARROWS = (Kind.CODES, Kind.LINKS)
"""Where the line only narrows what is offered."""
_SEARCHED = ("search",)


def test_no_place_of_the_program_is_forgotten():
    """Where something is typed it is tried below, or ``ELSEWHERE`` says where or why not."""
    tried = {one.tries for one in TYPED.values()}
    known = {place for place in typing_places() if place.partition(":")[2] in tried}
    assert {one.partition(":")[2] for one in known} == tried
    assert typing_places() == known | set(ELSEWHERE)


@pytest.mark.parametrize("name", TYPED)
def test_it_is_done_or_a_sentence_says_why_not(place, qtbot, name):
    i18n.set_language("es")
    wrong: list[str] = []
    with clock.at(NOW):
        trials: list[tuple[int, str]] = []
        _open(place, qtbot, name, lambda shown: trials.extend(_trials(shown)))
        assert trials, "nothing is typed here"
        for n, text in trials:
            said = f"line {n} <- {text[:12]!r}"
            act = partial(_note, place, name, n, text, said, wrong)
            _open(place, qtbot, name, act)
    assert not wrong, "\n".join(wrong)


def _note(
    place: Place, name: str, n: int, text: str, said: str, wrong: list[str], shown: Shown
) -> None:
    try:
        wrong += [f"{said}: {one}" for one in _try(place, name, shown, n, text)]
    except UserError as error:
        wrong.append(f"{said}: nobody catches {error!r}")


def _open(place: Place, qtbot, name: str, act: Callable[[Shown], None]) -> None:
    """Show a place anew, without the draft of the last time, and do something in it."""
    for store in ("cases", "dialogues"):
        drafts = place.desk.workspace.drafts(store)
        for kept in drafts.all():
            drafts.drop(kept.key)
    if TYPED[name].waits:
        _during(place, name, act)
        return
    shown = TYPED[name].made(place)
    assert shown is not None
    qtbot.addWidget(shown)
    shown.show()
    act(shown)
    if shiboken6.isValid(shown):
        shown.close()


def _during(place: Place, name: str, act: Callable[[Shown], None]) -> None:
    """Do something in a dialog that is waited for; an open one would keep the test for ever."""
    acted: list[str] = []

    def answer() -> None:
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, QDialog):
            return
        acted.append(dialog.objectName())
        try:
            if len(acted) == 1:
                act(dialog)
        finally:
            if shiboken6.isValid(dialog) and dialog.isVisible():
                dialog.reject()

    timer = QTimer(interval=1)
    timer.timeout.connect(answer)
    timer.start()
    TYPED[name].made(place)
    timer.stop()
    assert len(acted) == 1, acted


def _trials(shown: Shown) -> Iterator[tuple[int, str]]:
    """Return each line by its number with each text; of lines alike the first."""
    alike: Counter[Kind] = Counter()
    for n, line in enumerate(_lines(shown)):
        found = _field(line)
        texts: tuple[str, ...] = _LINES
        if found is not None:
            kind = found[1].kind
            alike[kind] += 1
            texts = (*ABSURD.get(kind, ()), HOSTILE)
            if kind in _NARROWS or alike[kind] > _ALIKE:
                texts = ()
        yield from ((n, text) for text in texts)


def _lines(shown: Shown) -> list[QLineEdit | QPlainTextEdit]:
    found: list[QLineEdit | QPlainTextEdit] = [
        *shown.findChildren(QLineEdit),
        *shown.findChildren(QPlainTextEdit),
    ]
    return [
        one
        for one in found
        if one.isVisible()
        and one.isEnabled()
        and not one.isReadOnly()
        and one.objectName() not in _SEARCHED
    ]


def _field(line: QLineEdit | QPlainTextEdit) -> tuple[Form, FieldSpec] | None:
    """Return the form and the field a line belongs to, where it is one of a form."""
    above = line.parentWidget()
    while above is not None and not isinstance(above, Form):
        above = above.parentWidget()
    if above is None:
        return None
    for spec in _asked(above):
        if line in above.editor(spec.name).controls():
            return above, spec
    return None


def _asked(form: Form) -> list[FieldSpec]:
    return [row.editor.spec for row in form._rows.values()]


def _try(place: Place, name: str, shown: Shown, n: int, text: str) -> Iterator[str]:
    _fill(shown, TYPED[name].answers)
    line = _lines(shown)[n]
    found, before = _field(line), written(place)
    typed = _type(line, text)
    if len(typed) < len(text) - text.count("\x00"):
        yield f"only {len(typed)} of {len(text)} characters are taken"
    _press(shown, TYPED[name].verb)
    yield from unclean(place, before)
    if not (shiboken6.isValid(line) and line.isVisible()):
        return  # it was done, and the line is gone
    told, wrote = list(_told(shown)), written(place) != before
    if told or not wrote:
        yield from _refused(line, typed, told, wrote=wrote)
    if told and found is not None and found[1].name not in found[0].problems():
        yield f"no sentence under the field, but {told}"


def _refused(
    line: QLineEdit | QPlainTextEdit, typed: str, told: list[str], *, wrote: bool
) -> Iterator[str]:
    if _text(line) != typed:
        yield f"the line shows {_text(line)[:20]!r}"
    if wrote:
        yield "something was written all the same"
    if not told:
        yield "nothing is said"
    yield from (f"not in Spanish: {one}" for one in told if not spanish(one))


def _fill(shown: Shown, answers: Mapping[str, object]) -> None:
    """Answer what a form must know, so that nothing but the absurd answer is in the way."""
    for form in shown.findChildren(Form):
        form.answer(answers)
        for spec in _asked(form):
            if spec.required and form.editor(spec.name).value() in (None, "", []):
                form.answer({spec.name: plain(spec)})


def _type(line: QLineEdit | QPlainTextEdit, text: str) -> str:
    """Paste a text over what stands in a line; returns what it shows then."""
    line.setFocus()
    line.selectAll()
    if isinstance(line, QLineEdit):
        line.insert(text)
        line.textEdited.emit(line.text())
    else:
        line.insertPlainText(text)
    return _text(line)


def _press(shown: Shown, verb: str) -> None:
    buttons = shown.findChildren(QPushButton)
    fit = [one for one in buttons if (one.objectName() == verb if verb else _is_verb(one))]
    assert fit, "nothing to press"
    fit[0].click()


def _is_verb(button: QPushButton) -> bool:
    return button.property("role") in ("primary", "danger") and button.isVisible()


def _text(line: QLineEdit | QPlainTextEdit) -> str:
    return line.text() if isinstance(line, QLineEdit) else line.toPlainText()


def _told(shown: Shown) -> Iterator[str]:
    for form in shown.findChildren(Form):
        yield from form.problems().values()
    for label in shown.findChildren(QLabel):
        if label.isVisible() and label.property("role") == "error" and label.text():
            yield label.text()
