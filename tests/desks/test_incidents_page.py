# SPDX-License-Identifier: GPL-3.0-or-later
"""An incident that must be kept apart leaves the screen as it is saved, draft and all."""

import pytest
import sqlalchemy as sa
from PySide6.QtCore import Qt

from desktop.core.tables import change, table_of
from desktop.incidents.model import Incident
from tests.windows import ALT, CTRL

STORY = "Lo contó la maestra."


def begin(program, **answers):
    page = program.go("incidents").page("incidents")
    program.key(Qt.Key.Key_N, CTRL)
    program.settle()
    form = page.record.forms[0].form
    for name, value in {"occurred_on": "2026-11-03", "how_known": "from_others", **answers}.items():
        form.editor(name).set_value(value)
        form.editor(name).changed.emit()
    form.editor("note").controls()[0].setFocus()
    program.write(STORY)
    return page


def held(program):
    with program.workspace.work() as work:
        query = sa.select(sa.func.count()).select_from(table_of(Incident))
        return work.session.execute(query).scalar_one()


@pytest.mark.parametrize(
    "answers", [{"type": "sexual_violence"}, {"type": "homicide", "victims": 1, "under_18": 1}]
)
def test_what_must_be_kept_apart_does_not_stay(program, answers):
    before = held(program)
    page = begin(program, **answers)
    program.finish()
    assert not page.in_record
    assert held(program) == before
    assert len(list(program.workspace.folder.glob("inbox/*.sealed"))) == 1
    assert program.workspace.drafts().find("incidents/new") is None
    with program.workspace.work() as work:
        written = work.session.execute(sa.select(change.c.value)).scalars()
        assert not [text for text in written if STORY in text]
    assert STORY not in program.texts()
    program.key(Qt.Key.Key_N, CTRL)
    program.settle()
    assert page.record.forms[0].form.editor("note").value() in (None, "")


def test_an_ordinary_incident_stays_and_can_be_taken_back(program):
    before = held(program)
    page = begin(program, type="threat")
    program.finish()
    assert held(program) == before + 1
    key = page.list.table.key
    assert page._source.load(key).values["note"] == STORY
    program.key(Qt.Key.Key_Z, ALT)
    program.settle()
    assert page.list.table.key != key


def test_a_change_that_needs_protection_takes_the_record_away(program):
    before = held(program)
    page = begin(program, type="homicide", victims=2)
    program.finish()
    page.open(page.list.table.key, "details")
    program.settle()
    form = page.record.forms[0].form
    form.editor("under_18").set_value(1)
    form.editor("under_18").changed.emit()
    form.editor("note").controls()[0].setFocus()
    program.finish()
    assert not page.in_record
    assert held(program) == before
    assert len(list(program.workspace.folder.glob("inbox/*.sealed"))) == 1
    with program.workspace.work() as work:
        written = work.session.execute(sa.select(change.c.value)).scalars()
        assert not [text for text in written if STORY in text]
