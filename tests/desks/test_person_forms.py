# SPDX-License-Identifier: GPL-3.0-or-later
"""The protected facts of a participant: what was typed outlives a lock, and ends with the save."""

import shiboken6

from desktop.core import journal, records
from desktop.desks.person.people_page import PeopleSource
from desktop.desks.person.person_forms import Names, Restricted
from desktop.participants import service as participants
from tests.workspaces import person


def test_what_was_typed_comes_back_after_a_lock_and_is_gone_when_saved(program):
    workspace, desk = program.workspace, program.window.desk
    with workspace.work(write=True) as work:
        one = participants.register(work, person(danger="low")).id
    key = f"participants/{one}/restricted"
    first = Restricted(desk, one)
    program.qtbot.addWidget(first)
    first.keep_draft()
    assert workspace.drafts().find(key) is None
    first.form.editor("danger").set_value("high")
    first.form.changed.emit()
    first.close_down()
    kept = workspace.drafts().find(key)
    assert kept is not None
    assert kept.values == {"danger": "high"}
    again = Restricted(desk, one)
    program.qtbot.addWidget(again)
    assert again.form.values()["danger"] == "high"
    again._save()
    assert workspace.drafts().find(key) is None
    with workspace.work() as work:
        assert participants.get(work, one).danger == "high"
    again.form.editor("danger").set_value("low")
    again.form.changed.emit()
    again.keep_draft()
    assert workspace.drafts().find(key) is not None


def test_the_name_is_behind_a_tab_that_is_noted_and_nowhere_else_on_the_record(program):
    workspace, desk = program.workspace, program.window.desk
    with workspace.work(write=True) as work:
        held = participants.register(work, person(given_names="Encarnación"))
        records.amend(work, held, {"given_names": "Zenaida"})
    source = PeopleSource(desk)
    asked = [spec.name for part in source.fields() for spec in part.fields]
    assert not {"given_names", "family_names", "known_as", "document_number"} & set(asked)
    assert "given_names" in [spec.name for part in source.new_fields() for spec in part.fields]
    told = " ".join(f"{line.before} {line.after}" for line in source.history(held.id))
    assert "Encarnación" not in told
    assert "Zenaida" not in told
    shown = Names(desk, held.id)
    program.qtbot.addWidget(shown)
    assert shown.form.values()["given_names"] == "Zenaida"
    with workspace.work() as work:
        assert journal.entries(work, 1)[0].action == "show_name"


def test_undo_shows_what_is_stored_again_and_works_after_the_page_is_gone(program):
    workspace, desk = program.workspace, program.window.desk
    with workspace.work(write=True) as work:
        one = participants.register(work, person(danger="low")).id
    shown = Restricted(desk, one)
    for page_goes in (False, True):
        shown.form.editor("danger").set_value("high")
        shown._save()
        if page_goes:
            shiboken6.delete(shown)
        shown._undo()
        with workspace.work() as work:
            assert participants.get(work, one).danger == "low"
        assert page_goes or shown.form.values()["danger"] == "low"
