# SPDX-License-Identifier: GPL-3.0-or-later
"""A file closes in the window with its final scores; tasks end and say so, notes stay possible."""

from datetime import timedelta

import pytest
from PySide6.QtWidgets import QComboBox, QPushButton

from desktop.assessments import service as assessments
from desktop.closures import service as closures
from desktop.consents import service as consents
from desktop.contacts import service as contacts
from desktop.core import clock, i18n
from desktop.desks.person.close_dialog import CloseFile
from desktop.widgets.register import RegisterPage
from tests.desks.people import page_of, stored, tab


@pytest.fixture
def last(program, person):
    """The last of two assessments; a meeting is promised for today, contact after the end agreed."""
    today = clock.today()
    with program.workspace.work(write=True) as work:
        for level, answers in (("high", {"individual": ["threat_current"]}), ("low", {})):
            held = assessments.begin(work, person.id, "tally")
            assessments.complete(work, held.id, {**answers, "level": level, "reason": "Se mudó."})
        promised = {"participant": person.id, "kind": "visit_office", "next_on": today}
        contacts.note(work, {**promised, "happened_on": today - timedelta(days=3)})
        consents.answer(work, person.id, "follow_up", "given")
        return assessments.done(work, person.id)[-1]


def close(program, person, said):
    """Close the file with its goals met from its page; ``said`` is told scores and words."""
    page = page_of(program)
    page.open(person.id)
    program.settle()

    def answer(dialog):
        assert isinstance(dialog, CloseFile)
        said.extend([str(dialog.form.values()["scores"]), program.texts(dialog)])
        dialog.form.editor("wishes").set_value("Seguir en la panadería.")
        box = dialog.findChild(QComboBox, "closure_reason")
        box.setCurrentIndex(box.findData("goals_met"))
        dialog.findChild(QPushButton, "confirm_close").click()

    program.during(answer)
    program.press("action_close_file")
    return page


def test_the_last_scores_are_kept_and_the_tasks_end_and_say_so(program, person, last):
    said = []
    close(program, person, said)
    day, total = i18n.format_day(clock.today()), i18n.format_number(last.total or 0)
    assert said[0].endswith(f"{day}: {total}")
    assert len(said[0].splitlines()) == 1  # the last score of each instrument, not every one
    assert "6, 12 y 24 meses" in said[1]
    told = program.window.toasts.shown()[-1].accessibleName()
    assert "terminó" in told or "terminaron" in told
    with program.workspace.work() as work:
        kept = closures.latest(work, person.id)
        assert len(closures.after_care(work, person.id)) == 3
    assert (kept.scores, kept.wishes) == (said[0], "Seguir en la panadería.")
    assert kept.tasks_ended >= 1


@pytest.mark.usefixtures("last")
def test_after_the_end_notes_stay_possible_and_the_file_opens_again(program, person):
    page = close(program, person, [])
    page.open(person.id)
    program.settle()
    register = tab(program, page, "contacts").findChild(RegisterPage)
    register.open_new({"kind": "visit_office"})
    program.settle()
    register.record.forms[0].form.editor("kind").controls()[0].setFocus()
    program.finish()
    assert register.list.table.model().rowCount() == 2
    ending = tab(program, page, "ending").findChild(RegisterPage)
    assert ending.list.table.model().rowCount() == 3
    program.during(lambda asked: asked.findChild(QPushButton, "which_asked").click())
    program.press("action_reopen")
    assert stored(program, person.id).status == "open"
    with program.workspace.work() as work:
        assert closures.after_care(work, person.id) == []
