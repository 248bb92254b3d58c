# SPDX-License-Identifier: GPL-3.0-or-later
"""The auditor reads who did what without a key to the records, and finds any tampering."""

import json
import shutil
from contextlib import closing
from dataclasses import replace

import pytest

from desktop.core import audit_log, journal
from desktop.core.crypto import header, keys, paper, sealing
from desktop.core.errors import NotAllowed, UserError
from desktop.core.store import Workspace
from desktop.core.tables import journal as table
from desktop.core.team import members
from tests.workspaces import USER, WORDS, add


@pytest.fixture(scope="module")
def audited(made_once, tmp_path_factory):
    """A workspace with an auditor in it, its key holders, and some entries."""
    folder = tmp_path_factory.mktemp("audited") / "workspace"
    shutil.copytree(made_once.folder, folder)
    with closing(Workspace(folder, made_once.unlocked)) as workspace:
        add(workspace, given_names="Canarito")
        words = members.admit(workspace, "auditora", "auditor").words
        members.admit(workspace, "tecnico", "technician")
    found = header.load(folder)
    auditor = keys.unlock(found, "auditora", words)
    return folder, keys.unlock(found, USER, WORDS), auditor


@pytest.fixture
def mine(audited, tmp_path):
    """The same in a folder of this test's own, opened; with the auditor's keys."""
    folder = tmp_path / "workspace"
    shutil.copytree(audited[0], folder)
    with closing(Workspace(folder, audited[1])) as workspace:
        yield workspace, audited[2], tmp_path / "bitacora.vereda-log"


def test_the_auditor_reads_every_entry_and_nothing_of_the_records(mine):
    workspace, auditor, path = mine
    audit_log.write(workspace, "Auditora", path)
    with workspace.work() as work:
        held = journal.entries(work, 1_000)[::-1]
        head = journal.head(work)
    log = audit_log.read(auditor, path)
    part = log.parts["cases"]
    assert log.sound
    assert part.entries == [replace(one, back=False) for one in held]
    assert part.head == head
    assert part.entries[-1].action == "hand_over_journal"
    for text in (b"Canarito", b"create", b"hand_over"):
        assert text not in path.read_bytes()
    assert all("Canarito" not in str(one) for one in part.entries)


def test_what_is_written_after_the_first_hand_over_is_proved(mine):
    workspace, auditor, path = mine
    audit_log.write(workspace, "auditora", path)
    first = audit_log.read(auditor, path).parts["cases"]
    assert first.proved_from == len(first.entries) + 1
    for _ in range(5):
        add(workspace)
    audit_log.write(workspace, "auditora", path)
    log = audit_log.read(auditor, path)
    assert log.sound
    assert log.parts["cases"].proved_from == first.proved_from
    assert len(log.parts["cases"].entries) == len(first.entries) + 6


def test_with_the_recovery_key_everything_is_proved_from_the_first_entry(mine, made_once):
    workspace, auditor, path = mine
    workspace.close()
    key = paper.read("".join(made_once.recovery))
    whole = keys.unlock_with_recovery(header.load(workspace.folder), key)
    with closing(Workspace(workspace.folder, whole)) as opened:
        audit_log.write(opened, "auditora", path)
        log = audit_log.read(auditor, path)
        assert log.sound
        assert log.parts["cases"].proved_from == 1


HARM = {
    "a user": "UPDATE journal SET user = 'otro' WHERE seq = :n",
    "an act": "UPDATE journal SET action = 'look' WHERE seq = :n",
    "a moment": "UPDATE journal SET moment = '2020-01-01T00:00:00.000' WHERE seq = :n",
    "an entry less": "DELETE FROM journal WHERE seq = :n; UPDATE journal SET seq = seq - 1 WHERE seq > :n",
    "two swapped": "UPDATE journal SET seq = -seq WHERE seq IN (:n, :n + 1); UPDATE journal SET seq = CASE seq WHEN -:n THEN :n + 1 ELSE :n END WHERE seq < 0",
    "one doubled": "UPDATE journal SET seq = -seq WHERE seq > :n; INSERT INTO journal SELECT :n + 1, moment, user, device, action, object, tag FROM journal WHERE seq = :n; UPDATE journal SET seq = 1 - seq WHERE seq < 0",
}  # fmt: skip


@pytest.mark.parametrize("harm", HARM.values(), ids=HARM.keys())
def test_tampering_is_found_at_its_place(mine, harm):
    workspace, auditor, path = mine
    audit_log.write(workspace, "auditora", path)
    for _ in range(6):
        add(workspace)
    at = audit_log.read(auditor, path).parts["cases"].proved_from + 2
    with workspace.work(write=True) as work:
        for statement in harm.split(";"):
            work.session.connection().exec_driver_sql(statement.replace(":n", str(at)))
    audit_log.write(workspace, "auditora", path)
    log = audit_log.read(auditor, path)
    assert not log.sound
    assert log.parts["cases"].broken_at in (at, at + 1)


def test_a_chain_written_anew_with_todays_key_is_found(mine):
    """Who holds every key of today cannot rewrite what was proved before."""
    workspace, auditor, path = mine
    audit_log.write(workspace, "auditora", path)
    for _ in range(6):
        add(workspace)
    with workspace.work(write=True) as work:
        last = journal.head(work)[0]
        key = journal.next_key(work)
        rows = journal.entries(work, 4)[::-1]
        before = journal.entries(work, 5)[-1].tag
        for row in rows:
            forged = replace(row, user="otro")
            before = journal.tag_of(key, before, forged)
            key = journal.step(key)
            work.session.execute(
                table.update().where(table.c.seq == row.seq).values(user="otro", tag=before)
            )
        value = f"{key.hex()}:{last}"
        work.session.connection().exec_driver_sql(
            "UPDATE setting SET value = ? WHERE name = 'journal_key'", (value,)
        )
    audit_log.write(workspace, "auditora", path)
    assert not audit_log.read(auditor, path).sound


def test_only_the_auditor_reads_it_and_every_changed_byte_is_refused(mine):
    workspace, auditor, path = mine
    audit_log.write(workspace, "auditora", path)
    with pytest.raises(audit_log.LogUnreadable):
        audit_log.read(workspace.key_holder, path)
    whole = path.read_bytes()
    found = json.loads(whole)
    for sealed in (
        found["sealed"][:-2],
        found["sealed"][::-1],
        "",
        "zz",
        None,
        3,
        found["sealed"] + "00",
    ):
        path.write_text(json.dumps({**found, "sealed": sealed}))
        with pytest.raises(audit_log.LogUnreadable):
            audit_log.read(auditor, path)
    for at in range(0, len(whole), max(1, len(whole) // 150)):
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        if json_of(path) not in (None, found) and json_of(path).get("auditor") == found["auditor"]:
            with pytest.raises(audit_log.LogUnreadable):
                audit_log.read(auditor, path)


def json_of(path):
    try:
        return json.loads(path.read_bytes())
    except ValueError:
        return None


@pytest.mark.parametrize("name", ["tecnico", USER, "nadie"])
def test_it_is_sealed_to_auditors_only(mine, name):
    workspace, _auditor, path = mine
    with pytest.raises(audit_log.NoAuditor):
        audit_log.write(workspace, name, path)
    assert not path.exists()


def test_the_auditor_opens_no_store(mine):
    workspace, auditor, _path = mine
    workspace.close()
    with pytest.raises(UserError):
        Workspace(workspace.folder, auditor)


def test_a_journal_anybody_sealed_to_the_auditor_is_not_read(mine):
    workspace, auditor, path = mine
    audit_log.write(workspace, "auditora", path)
    found = json.loads(path.read_bytes())
    known = header.load(workspace.folder)
    made_up = header.canonical({"made_at": "2026-11-20T10:00:00+00:00", "parts": {}})
    public = known.directory.entry(found["auditor"]).public
    forged = {**found, "sealed": keys.sealed_to(known, public, "log", made_up)}
    seed = sealing.new_seed()
    message = audit_log._signed(known, found["auditor"], forged["sealed"])
    own = {**forged, "by": sealing.verify_key(seed), "signature": sealing.sign(seed, message)}
    for whole in (forged, own):
        path.write_bytes(header.canonical(whole))
        with pytest.raises(audit_log.LogUnreadable):
            audit_log.read(auditor, path)


def test_only_who_signs_the_directory_hands_the_journal_over(mine, tmp_path):
    workspace, _auditor, path = mine
    words = members.admit(workspace, "datos", "data_officer").words
    workspace.close()
    officer = keys.unlock(header.load(workspace.folder), "datos", words)
    with closing(Workspace(workspace.folder, officer)) as opened:
        with opened.work() as work:
            before = journal.head(work)
        with pytest.raises(NotAllowed):
            audit_log.write(opened, "auditora", path)
        with opened.work() as work:
            assert journal.head(work) == before
    assert not path.exists()
