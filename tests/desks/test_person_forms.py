# SPDX-License-Identifier: GPL-3.0-or-later
"""The protected facts of a participant: what was typed outlives a lock, and ends with the save."""

from desktop.desks.person_forms import Restricted
from desktop.participants import service as participants
from tests.workspaces import person


def test_what_was_typed_comes_back_after_a_lock_and_is_gone_when_saved(program):
    workspace, desk = program.workspace, program.window.desk
    with workspace.work(write=True) as work:
        one = participants.register(work, person(danger="low")).id
    key = f"participants/{one}/protected"
    first = Restricted(workspace, one, desk)
    program.qtbot.addWidget(first)
    first.keep_draft()
    assert workspace.drafts().find(key) is None
    first.form.editor("danger").set_value("high")
    first.form.changed.emit()
    first.close_down()
    kept = workspace.drafts().find(key)
    assert kept is not None
    assert kept.values == {"danger": "high"}
    again = Restricted(workspace, one, desk)
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
