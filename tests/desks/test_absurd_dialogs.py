# SPDX-License-Identifier: GPL-3.0-or-later
"""No dialog takes an absurd answer silently, breaks on it, or loses what was typed."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit, QPushButton

from desktop.core import clock, i18n
from desktop.core.fields import specs
from desktop.desks.consent.consent_dialog import ConsentTalk
from desktop.desks.frame.form_dialog import FormDialog, Questions
from desktop.desks.frame.list_dialog import OnAList
from desktop.desks.livelihood.stipend_dialogs import AmountDialog
from desktop.desks.person.close_dialog import CloseFile
from desktop.desks.person.same_person import SamePerson
from desktop.desks.person.timelines_page import LayTogether
from desktop.desks.team.flag_dialog import FlagDialog
from desktop.desks.team.handover_dialog import HandOver
from desktop.safety import service as safety
from desktop.safety.model import AlertDraft
from desktop.widgets.form import Form, FormSection
from desktop.widgets.framed import Framed
from tests.demo_world import NOW
from tests.desks.absurd import ENDLESS, HOSTILE, spanish, written
from tests.desks.all_forms import Place

_LINES = (HOSTILE, "-1", ENDLESS)
_ALERT = FormSection("", "", [one for one in specs(AlertDraft) if not one.about.hidden])


def _alert(at: Place) -> Framed:
    def save(values: dict[str, object]) -> None:
        safety.raise_alert(at.desk.workspace, "P-00000", values)

    return FormDialog(at.desk.workspace, Questions("alert", "", [_ALERT], "Avisar"), save)


def _amount(at: Place) -> Framed:
    return AmountDialog(None, "", "", "Tomar", lambda _amount, _why: None, reason="Por qué")


DIALOGS: dict[str, Callable[[Place], Framed]] = {
    "alert": _alert,
    "amount": _amount,
    "close": lambda _at: CloseFile(None),
    "consent": lambda at: ConsentTalk(at.desk, at.person),
    "flag": lambda at: FlagDialog(None, at.desk.workspace, at.person),
    "hand_over": lambda at: HandOver(at.desk.workspace, [at.person]),
    "lay_together": lambda at: LayTogether(at.desk, [at.person]),
    "on_a_list": lambda at: OnAList(at.desk, [at.person]),
    "same_person": lambda at: SamePerson(at.desk, at.person),
}


@pytest.mark.parametrize("name", DIALOGS)
def test_a_dialog_does_it_or_says_why_not(place, qtbot, name):
    i18n.set_language("es")
    wrong = []
    with clock.at(NOW):
        for n in range(len(_lines(_made(place, qtbot, name)))):
            for text in _LINES:
                dialog = _made(place, qtbot, name)
                wrong += [
                    f"line {n} <- {text[:12]!r}: {one}" for one in _try(place, dialog, n, text)
                ]
                dialog.reject()
    assert not wrong, "\n".join(wrong)


def _made(place: Place, qtbot, name: str) -> Framed:
    dialog = DIALOGS[name](place)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def _lines(dialog: Framed) -> list[QLineEdit | QPlainTextEdit]:
    found: list[QLineEdit | QPlainTextEdit] = [
        *dialog.findChildren(QLineEdit),
        *dialog.findChildren(QPlainTextEdit),
    ]
    return [one for one in found if one.isVisible() and one.isEnabled() and not one.isReadOnly()]


def _try(place: Place, dialog: Framed, n: int, text: str) -> Iterator[str]:
    line = _lines(dialog)[n]
    before = written(place)
    line.setFocus()
    line.selectAll()
    line.insert(text) if isinstance(line, QLineEdit) else line.insertPlainText(text)
    shown = _text(line)
    for verb in [one for one in dialog.findChildren(QPushButton) if _is_verb(one)][:1]:
        verb.click()
    if dialog.result() or not dialog.isVisible():
        return
    if _text(line) != shown:
        yield f"the line shows {_text(line)[:20]!r}"
    if written(place) != before:
        yield "something was written all the same"
    told = list(_told(dialog))
    if not told:
        yield "nothing is said"
    yield from (f"not in Spanish: {one}" for one in told if not spanish(one))


def _is_verb(button: QPushButton) -> bool:
    return button.property("role") in ("primary", "danger") and button.isEnabled()


def _text(line: QLineEdit | QPlainTextEdit) -> str:
    return line.text() if isinstance(line, QLineEdit) else line.toPlainText()


def _told(dialog: Framed) -> Iterator[str]:
    for form in dialog.findChildren(Form):
        yield from form.problems().values()
    for label in dialog.findChildren(QLabel):
        if label.isVisible() and label.property("role") == "error" and label.text():
            yield label.text()
