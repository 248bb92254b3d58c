# SPDX-License-Identifier: GPL-3.0-or-later
"""Auditor and technician sign in with a passphrase and find no record behind it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QSpinBox

from desktop.core import audit_log, store
from desktop.core.backups import ciphertext
from desktop.core.crypto import keys
from desktop.core.team import members
from desktop.desks.protection import audit_service
from desktop.participants import service as participants
from desktop.shell import keyless
from tests.workspaces import add


@pytest.fixture
def words(demo_folder, demo_keys):
    """The passphrases of an auditor and a technician let into the demonstration."""
    opened = store.Workspace(demo_folder, demo_keys)
    found = {
        role: members.admit(opened, name, role, language="es").words
        for name, role in (("luz", "auditor"), ("paz", "technician"))
    }
    opened.close()
    return found


def sign_in(program, name, words):
    program.app.start()
    program.settle()
    program.part(QLineEdit, "user").setFocus()
    program.write(name)
    program.key(Qt.Key.Key_Return)
    program.write(words)
    program.key(Qt.Key.Key_Return)


@pytest.mark.parametrize(("name", "role"), [("luz", "auditor"), ("paz", "technician")])
def test_there_is_no_way_to_a_record(closed, words, name, role):
    program = closed
    sign_in(program, name, words[role])
    program.qtbot.waitUntil(lambda: program.has(f"keyless_{role}"), timeout=20_000)
    assert program.app.window is None
    assert program.app.workspace is None
    assert len(program.words("keyless_words").split()) == 6
    program.press("keyless_leave")
    assert program.has("unlock")
    assert program.part(QLineEdit, "passphrase").text() == ""


@pytest.fixture
def log(demo_folder, demo_keys, words, tmp_path):
    """A journal handed over to the auditor, with a person registered after the first one."""
    opened = store.Workspace(demo_folder, demo_keys)
    audit_log.write(opened, "luz", tmp_path / "first.log")
    people = [add(opened) for _n in range(3)]
    with opened.work(write=True) as work:
        for person in people:
            participants.show_name(work, person)
    path = tmp_path / "journal.log"
    audit_log.write(opened, "luz", path)
    opened.close()
    return path


def test_the_auditor_reads_a_journal_and_draws_people_to_ask_for(
    closed, words, log, demo_folder, demo_keys
):
    program = closed
    sign_in(program, "luz", words["auditor"])
    program.qtbot.waitUntil(lambda: program.has("keyless_auditor"), timeout=20_000)
    page = program.entry.findChild(keyless.Auditor)
    page.read(log)
    program.qtbot.waitUntil(lambda: program.has("log_verdict"), timeout=20_000)
    assert page.table.rowCount() > 3
    assert program.words("log_heads")
    program.part(QSpinBox, "sample_size").setValue(2)
    program.press("sample_draw")
    drawn = program.words("sample").split("\n")
    assert len(set(drawn)) == 2
    opened = store.Workspace(demo_folder, demo_keys)
    with opened.work(write=True) as work:
        seen = audit_service.look(work, drawn)  # what the auditor reads out, the coordinator shows
    opened.close()
    assert [one.known for one in seen] == [True, True]
    assert all(one.code.startswith("P-") for one in seen)


def test_a_file_that_is_no_journal_is_refused(closed, words, tmp_path):
    program = closed
    sign_in(program, "luz", words["auditor"])
    program.qtbot.waitUntil(lambda: program.has("keyless_auditor"), timeout=20_000)
    (tmp_path / "other.log").write_text("{}", encoding="utf-8")
    program.entry.findChild(keyless.Auditor).read(tmp_path / "other.log")
    program.qtbot.waitUntil(lambda: program.has("keyless_problem"), timeout=20_000)
    assert program.words("keyless_problem") == str(audit_log.LogUnreadable())
    assert not program.has("log_verdict")


@given(st.lists(st.uuids().map(str), unique=True, max_size=40), st.integers(1, 60))
def test_a_sample_is_of_what_was_there_each_once(found, count):
    drawn = keyless.sample(found, count)
    assert len(drawn) == len(set(drawn)) == min(count, len(found))
    assert set(drawn) <= set(found)


def test_the_technician_copies_what_is_locked_and_brings_it_back(
    closed, words, demo_folder, tmp_path
):
    program = closed
    sign_in(program, "paz", words["technician"])
    program.qtbot.waitUntil(lambda: program.has("keyless_technician"), timeout=20_000)
    page = program.entry.findChild(keyless.Technician)
    target, empty = tmp_path / "stick", tmp_path / "new"
    target.mkdir()
    empty.mkdir()
    page.copy_into(target)
    program.qtbot.waitUntil(lambda: program.has("as_is_done"), timeout=20_000)
    [copy] = target.iterdir()
    page.put_back(copy, empty)
    program.qtbot.waitUntil(lambda: str(empty) in program.words("as_is_done"), timeout=20_000)
    for name in ("vereda.key", "cases.db"):
        assert (empty / name).read_bytes() == (demo_folder / name).read_bytes()
    assert keys.unlock(store.load_header(empty), "paz", words["technician"]).role == "technician"
    (copy / "cases.db").write_bytes(b"other")
    second = tmp_path / "second"
    second.mkdir()
    page.put_back(copy, second)
    program.qtbot.waitUntil(lambda: program.has("keyless_problem"), timeout=20_000)
    assert program.words("keyless_problem") == str(ciphertext.CopyAltered())
    assert not any(second.iterdir())
