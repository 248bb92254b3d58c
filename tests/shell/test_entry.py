# SPDX-License-Identifier: GPL-3.0-or-later
"""From the first start to an open workspace, and every way that ends elsewhere."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QPushButton

from desktop.core import i18n, store
from desktop.core.crypto import keys
from desktop.core.store import Workspace
from desktop.core.team import members
from tests.demo_world import NOW


def begin(program):
    program.app.start()
    program.settle()


def type_recovery(program, lines):
    for at, words in enumerate(lines, start=1):
        line = program.part(QLineEdit, f"recovery_{at}")
        line.setFocus()
        line.selectAll()
        program.write(words)


def test_from_an_empty_computer_to_a_workspace_of_ones_own(first_time, tmp_path):
    program = first_time
    begin(program)
    assert program.has("first_start")
    program.press("start_empty")
    assert QApplication.focusWidget() is program.part(QLineEdit, "new_user")
    program.press("make")
    assert program.words("new_problem")
    program.part(QLineEdit, "new_user").setFocus()
    program.write("coordinadora")
    folder = tmp_path / "datos"
    folder.mkdir()
    program.during(lambda dialog: choose(dialog, folder))
    program.press("choose_folder")
    assert program.words("new_folder") == str(folder)
    program.press("make")
    program.qtbot.waitUntil(lambda: program.has("keys"), timeout=20_000)
    words = program.words("shown_passphrase")
    lines = program.words("shown_recovery").split("\n")
    assert len(lines) == 4

    type_recovery(program, [lines[0], lines[1], wrong(lines[2]), lines[3]])
    program.press("keys_done")
    assert program.has("keys")
    assert "3" in program.words("keys_problem")
    assert QApplication.focusWidget() is program.part(QLineEdit, "recovery_3")

    type_recovery(program, lines)
    program.key(Qt.Key.Key_Tab)
    program.press("keys_done")
    assert program.has("unlock")
    assert QApplication.focusWidget() is program.part(QLineEdit, "passphrase")
    program.write(words)
    program.key(Qt.Key.Key_Return)
    program.qtbot.waitUntil(lambda: program.app.window is not None, timeout=20_000)
    assert program.workspace.user.name == "coordinadora"
    assert not program.workspace.is_demo
    assert program.preferences.workspace == folder


def choose(dialog, folder):
    assert isinstance(dialog, QFileDialog)
    line = dialog.findChild(QLineEdit, "fileNameEdit")
    line.setText(str(folder))
    dialog.findChild(QPushButton, "").click() if line is None else dialog.accept()


def wrong(line):
    mark = next(mark for mark in line if mark.isalnum())
    other = "7" if mark != "7" else "8"
    return line.replace(mark, other, 1)


def test_a_folder_that_is_not_empty_gets_one_of_its_own_inside(first_time, tmp_path):
    from desktop.shell.newcomer import NewWorkspace

    program = first_time
    begin(program)
    program.press("start_empty")
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "other.txt").write_text("x", encoding="utf-8")
    program.top.findChild(NewWorkspace).choose(tmp_path / "full")
    assert program.words("new_folder") == str(tmp_path / "full" / "vereda")


def test_a_wrong_passphrase_is_told_and_the_right_one_opens(closed):
    program = closed
    begin(program)
    assert store.DEMO_PASSPHRASE in program.texts()
    line = program.part(QLineEdit, "passphrase")
    assert QApplication.focusWidget() is line
    program.write("sendero oscuro")
    program.key(Qt.Key.Key_Return)
    program.qtbot.waitUntil(lambda: program.has("unlock_problem"), timeout=20_000)
    assert line.hasFocus()
    assert line.selectedText()
    program.write(store.DEMO_PASSPHRASE)
    button = program.part(QPushButton, "unlock_button")
    program.key(Qt.Key.Key_Return)  # too early: each wrong try costs a wait
    assert program.app.window is None
    program.qtbot.waitUntil(button.isEnabled, timeout=20_000)
    program.key(Qt.Key.Key_Return)
    program.qtbot.waitUntil(lambda: program.app.window is not None, timeout=20_000)
    assert program.app.entry is None


def test_the_unlock_screen_tells_nothing_of_what_is_inside(closed, demo):
    from desktop.organisation import service as organisation

    with demo.work() as work:
        inside = organisation.about(work)
    begin(closed)
    assert inside.title
    assert inside.title not in closed.texts()
    assert inside.city not in closed.texts()


def test_the_language_of_the_unlock_screen(closed):
    begin(closed)
    assert closed.part(QPushButton, "unlock_button").text() == "Desbloquear"
    closed.choose("language", "pt_BR")
    closed.settle()
    assert closed.part(QPushButton, "unlock_button").text() == "Desbloquear"
    assert i18n.language() == "pt_BR"
    assert "Senha" in closed.texts() or "Frase" in closed.texts()
    closed.choose("language", "en")
    closed.settle()
    assert closed.part(QPushButton, "unlock_button").text() == "Unlock"
    assert closed.preferences.language == "en"


def test_the_way_to_another_workspace(closed, tmp_path):
    begin(closed)
    closed.press("other_workspace")
    assert closed.has("first_start")
    empty = tmp_path / "nothing"
    empty.mkdir()
    closed.during(lambda dialog: choose(dialog, empty))
    closed.press("open_existing")
    assert closed.has("first_start")
    assert not closed.has("unlock")
    assert str(store.NoWorkspaceHere()) in closed.texts()


def test_two_windows_on_one_folder_are_refused_with_who_and_since(closed, demo_folder, demo_keys):
    other = Workspace(demo_folder, demo_keys)
    try:
        begin(closed)
        closed.app.open(demo_folder, demo_keys)
        assert closed.app.window is None
        told = closed.words("unlock_problem")
        assert "demo" in told
        assert i18n.format_moment(NOW) in told
    finally:
        other.close()
    closed.app.open(demo_folder, demo_keys)
    assert closed.app.window is not None


@pytest.fixture
def shared(closed, demo_folder, demo_keys):
    """The demonstration with a second user, whose existence the locked window must not tell."""
    opened = Workspace(demo_folder, demo_keys)
    members.admit(opened, "rosa", "caseworker", language="es")
    opened.close()
    return closed


def test_with_several_users_the_name_is_typed_and_none_is_offered(shared):
    program = shared
    begin(program)
    name = program.part(QLineEdit, "user")
    assert QApplication.focusWidget() is name
    assert name.text() == name.placeholderText() == ""
    assert name.completer() is None
    assert "rosa" not in program.texts()
    program.write("nadie")
    program.key(Qt.Key.Key_Return)
    program.write(store.DEMO_PASSPHRASE)
    program.key(Qt.Key.Key_Return)
    program.qtbot.waitUntil(lambda: program.has("unlock_problem"), timeout=20_000)
    assert str(keys.WrongPassphrase()) in program.words("unlock_problem")
    button = program.part(QPushButton, "unlock_button")
    program.qtbot.waitUntil(button.isEnabled, timeout=20_000)
    name.setFocus()
    name.selectAll()
    program.write("demo")
    program.key(Qt.Key.Key_Return)
    program.write(store.DEMO_PASSPHRASE)
    program.key(Qt.Key.Key_Return)
    program.qtbot.waitUntil(lambda: program.app.window is not None, timeout=20_000)
    assert program.workspace.user.name == "demo"


def test_the_recovery_screen_offers_no_name_either(shared, demo_folder):
    program = shared
    begin(program)
    entry = program.entry.centralWidget()
    entry._recover(demo_folder, ["demo", "rosa"])
    program.settle()
    assert program.part(QLineEdit, "recovery_user").text() == ""
    assert "rosa" not in program.texts()
    assert "demo" not in program.texts()
