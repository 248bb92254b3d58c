# SPDX-License-Identifier: GPL-3.0-or-later
"""Every kept copy comes back bit-equal, and one that does not is told."""

from datetime import UTC, datetime, timedelta

import pytest

from desktop.core import clock, db, journal
from desktop.core.backups import backup, copies, drill
from tests.faults.test_told import told
from tests.workspaces import add

NOON = datetime(2026, 11, 21, 15, 0, tzinfo=UTC)


def left_behind(folder):
    return [path.name for path in folder.iterdir() if path.name.startswith(".")]


def test_every_kept_copy_comes_back_bit_equal(workspace, tmp_path):
    folder = tmp_path / "copies"
    for number in range(4):
        add(workspace, given_names=f"Persona {number}", groups=["youth_at_risk"])
        workspace.drafts().keep(f"participant/{number}", {"given_names": "Inés"})
        with clock.at(NOON + timedelta(days=number)):
            backup.backup(workspace, folder)
    with clock.at(NOON + timedelta(days=9)):
        found = copies.kept(workspace, folder)
        done = [drill.drill(workspace, one) for one in found]
    assert len(done) == 4
    rows = [one.rows for one in done]
    assert rows == sorted(rows, reverse=True)
    assert len(set(rows)) == 4, "each holds another number of rows"
    assert all(one.tables > 80 for one in done)
    assert left_behind(folder) == []


def test_a_trial_is_noted_and_due_again_after_a_month(workspace, tmp_path):
    backup.backup(workspace, tmp_path / "copies")
    assert drill.due(workspace)
    with clock.at(NOON):
        drill.drill(workspace, copies.kept(workspace, tmp_path / "copies")[0])
        assert drill.last(workspace) == NOON
        assert not drill.due(workspace)
        with workspace.work() as work:
            assert journal.entries(work)[0].action == "drill"
    with clock.at(NOON + timedelta(days=32)):
        assert drill.due(workspace)


def test_a_copy_that_does_not_come_back_is_told_and_noted(workspace, tmp_path):
    folder = tmp_path / "copies"
    made = backup.backup(workspace, folder)
    content = bytearray((made / "dialogues.db").read_bytes())
    content[5000] ^= 1
    (made / "dialogues.db").write_bytes(content)
    with pytest.raises(drill.DrillFailed) as refused:
        drill.drill(workspace, copies.kept(workspace, folder)[0])
    told(refused.value)
    assert left_behind(folder) == []
    assert drill.due(workspace)
    with workspace.work() as work:
        assert journal.entries(work)[0].action == "drill_failed"


def test_one_changed_value_is_a_difference(workspace, tmp_path):
    add(workspace, given_names="Rocío")
    place = workspace.place("cases")
    connection = db.connect(place)
    try:
        before = drill.digests(connection)
        connection.execute("UPDATE participant SET given_names = 'Rocio'")
        after = drill.digests(connection)
    finally:
        connection.close()
    different = {name for name in before if before[name] != after[name]}
    assert "participant" in different
    assert all("participant" in name for name in different)
