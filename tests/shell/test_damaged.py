# SPDX-License-Identifier: GPL-3.0-or-later
"""A workspace that does not open because a file is damaged leads to who can help."""

import json
import shutil

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from desktop.core.backups import backup, key_file
from desktop.core.crypto import header, keys
from desktop.core.errors import UserError
from desktop.core.team import members
from tests.workspaces import USER, WORDS, add


@pytest.fixture
def folder(workspace, tmp_path):
    """A closed workspace with somebody in it and a copy beside it."""
    add(workspace, given_names="Rocío")
    backup.backup(workspace, tmp_path / "workspace-copies")
    workspace.close()
    return workspace.folder


def begin(program, folder):
    program.preferences.workspace = folder
    program.app._folder = folder
    program.app.start()
    program.settle()


def type_words(program, name, words=WORDS):
    program.part(QLineEdit, name).setFocus()
    program.part(QLineEdit, name).setText(words)


def unlock(program):
    type_words(program, "passphrase")
    program.key(Qt.Key.Key_Return)
    program.qtbot.waitUntil(lambda: not program.app.jobs.busy, timeout=20_000)
    program.settle()


def spoil(folder):
    """Break the key file and the one beside it."""
    (folder / header.NAME).write_bytes(b"\x00" * 500)
    (folder / header.NAME).with_suffix(".old").unlink(missing_ok=True)


def test_a_damaged_store_leads_to_the_rescue(first_time, folder):
    program = first_time
    (folder / "cases.db").write_bytes(b"\x00" * 20_000)
    begin(program, folder)
    assert not program.has("unlock_help")
    unlock(program)
    assert program.has("unlock_problem")
    program.press("unlock_help")
    assert program.has("rescue")
    assert str(folder) in program.texts()


def test_a_wrong_passphrase_leads_nowhere(first_time, folder):
    program = first_time
    begin(program, folder)
    type_words(program, "passphrase", "otra frase cualquiera")
    program.key(Qt.Key.Key_Return)
    program.qtbot.waitUntil(lambda: program.has("unlock_problem"), timeout=20_000)
    assert not program.has("unlock_help")


def test_a_damaged_key_file_is_mended_from_the_newest_copy(first_time, folder):
    program = first_time
    spoil(folder)
    begin(program, folder)
    assert program.has("mend")
    assert "copia más reciente" in program.words("mend_found")
    assert program.app.entry.focusWidget().objectName() == "copy_user"
    type_words(program, "copy_passphrase")
    program.press("mend_go")
    program.qtbot.waitUntil(lambda: program.app.window is not None, timeout=30_000)
    assert program.workspace.user.name == USER
    aside = (folder / header.NAME).with_suffix(header.ASIDE)
    assert aside.read_bytes() == b"\x00" * 500
    members.admit(program.workspace, "rosa", "caseworker")
    assert not aside.exists()  # the list of people has changed: no earlier file stays


def test_without_a_copy_it_says_so_and_offers_the_rescue(first_time, folder):
    program = first_time
    spoil(folder)
    shutil.rmtree(folder.with_name("workspace-copies"))
    begin(program, folder)
    assert "Ninguna copia" in program.words("mend_found")
    program.press("mend_rescue")
    assert program.has("rescue")


def test_a_key_file_altered_under_its_seal_leads_there_too(first_time, folder):
    """It can be read and every slot opens; only its seal does not fit."""
    program = first_time
    for name in (header.NAME, "vereda.old"):
        if (folder / name).is_file():
            found = json.loads((folder / name).read_bytes())
            found["mac"] = "0" * 64
            (folder / name).write_bytes(json.dumps(found).encode())
    begin(program, folder)
    unlock(program)
    program.press("unlock_help")
    assert program.has("mend")


def test_a_key_file_that_opens_nothing_leaves_the_damaged_one_in_its_place(
    folder, made_once, tmp_path
):
    spoil(folder)
    found = key_file.spare(folder, tmp_path / "workspace-copies")
    assert found is not None
    assert found.made_at is not None
    (folder / "cases.db").write_bytes(b"\x00" * 20_000)

    def unlock(found):
        return keys.unlock(found, USER, WORDS)

    with pytest.raises(UserError):
        key_file.put_back(folder, found, unlock)
    with pytest.raises(keys.WrongPassphrase):
        key_file.put_back(folder, found, lambda one: keys.unlock(one, USER, "x"))
    assert (folder / header.NAME).read_bytes() == b"\x00" * 500


def test_an_earlier_list_of_people_is_not_put_back(workspace, tmp_path):
    """The copy was made before somebody was dismissed: what the stores have pinned decides."""
    members.admit(workspace, "beto", "caseworker")
    backup.backup(workspace, tmp_path / "workspace-copies")
    members.change(workspace, "beto", role="data_officer")
    workspace.close()
    spoil(workspace.folder)
    found = key_file.spare(workspace.folder, tmp_path / "workspace-copies")
    assert found is not None
    with pytest.raises(header.HeaderAltered):
        key_file.put_back(workspace.folder, found, lambda one: keys.unlock(one, USER, WORDS))
    assert (workspace.folder / header.NAME).read_bytes() == b"\x00" * 500
