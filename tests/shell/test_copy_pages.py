# SPDX-License-Identifier: GPL-3.0-or-later
"""From the first screen: a copy is brought back, a damaged workspace is rescued."""

import pytest
from PySide6.QtWidgets import QLineEdit, QPushButton

from desktop.core import store
from desktop.core.backups import backup
from desktop.shell.rescue_page import RescuePage
from desktop.shell.restore_page import RestorePage
from desktop.widgets.jobs import Jobs
from tests.workspaces import USER, WORDS, add


@pytest.fixture
def jobs(qtbot):
    made = Jobs()
    yield made
    made.close()


@pytest.fixture
def kept(workspace, tmp_path):
    """A closed workspace with somebody in it, and the folder of its copies."""
    add(workspace, given_names="Rocío")
    folder = tmp_path / "workspace-copies"
    backup.backup(workspace, folder)
    workspace.close()
    return workspace, folder


def show(qtbot, page):
    qtbot.addWidget(page)
    page.show()
    return page


def type_key(page, words=WORDS):
    page.keys.user.setText(USER)
    line = page.keys.passphrase
    field = line if isinstance(line, QLineEdit) else line.findChild(QLineEdit)
    field.setText(words)


def test_a_copy_becomes_a_workspace(kept, jobs, qtbot, tmp_path):
    _workspace, folder = kept
    page = show(qtbot, RestorePage(jobs))
    page.go()
    assert page.problem.isVisible()
    page.choose_copy(folder)
    (tmp_path / "new").mkdir()
    page.choose_folder(tmp_path / "new")
    type_key(page, "otra frase cualquiera")
    page.go()
    qtbot.waitUntil(lambda: not jobs.busy, timeout=20_000)
    assert page.problem.isVisible()
    type_key(page)
    with qtbot.waitSignal(page.restored, timeout=20_000) as done:
        page.go()
    assert done.args == [tmp_path / "new"]
    store.Workspace.open(tmp_path / "new", USER, WORDS).close()


def test_a_living_workspace_is_kept_and_set_aside_only_when_asked(kept, jobs, qtbot, tmp_path):
    workspace, folder = kept
    page = show(qtbot, RestorePage(jobs))
    page.choose_copy(folder)
    page.choose_folder(tmp_path)
    assert not page.in_place.isVisible()
    page.choose_folder(workspace.folder)
    assert page.in_place.isVisible()
    assert page.beside.isVisible()
    assert page.in_place.sizeHint().width() <= page.in_place.width()  # its words are whole
    assert page.folder == tmp_path / "workspace-restored"
    page.in_place.setChecked(True)
    assert page.folder == workspace.folder
    before = (workspace.folder / "cases.db").read_bytes()
    type_key(page)
    page.go()
    qtbot.waitUntil(lambda: not jobs.busy, timeout=30_000)
    with qtbot.waitSignal(page.restored) as done:
        page.findChild(QPushButton, "restore_open").click()
    assert done.args == [workspace.folder]
    aside = [one for one in tmp_path.iterdir() if (one / "cases.db").is_file()]
    aside = [one for one in aside if one.parent == tmp_path and one != workspace.folder]
    assert [(one / "cases.db").read_bytes() for one in aside] == [before]
    store.Workspace.open(workspace.folder, USER, WORDS).close()


def test_the_paper_key_brings_a_copy_back_too(kept, jobs, qtbot, tmp_path, made_once):
    _workspace, folder = kept
    page = show(qtbot, RestorePage(jobs))
    page.choose_copy(next(folder.iterdir()))
    (tmp_path / "new").mkdir()
    page.choose_folder(tmp_path / "new")
    page.findChild(QPushButton, "copy_use_recovery").click()
    page.go()
    assert page.problem.isVisible()
    for line, words in zip(page.keys.lines.lines, made_once.recovery, strict=True):
        line.setText(words)
    with qtbot.waitSignal(page.restored, timeout=20_000):
        page.go()


def test_a_damaged_workspace_is_rescued_and_told_in_counts(kept, jobs, qtbot):
    workspace, folder = kept
    (workspace.folder / "cases.db").write_bytes(b"\x00" * 20_000)
    page = show(qtbot, RescuePage(jobs))
    page.go()
    assert page.problem.isVisible()
    page.choose(workspace.folder)
    assert page.copies == folder
    type_key(page)
    page.go()
    qtbot.waitUntil(lambda: not jobs.busy, timeout=20_000)
    with qtbot.waitSignal(page.rescued) as done:
        page.findChild(QPushButton, "rescue_open").click()
    target = done.args[0]
    assert target == workspace.folder.with_name("workspace-rescued")
    store.Workspace.open(target, USER, WORDS).close()
    assert (workspace.folder / "cases.db").read_bytes() == b"\x00" * 20_000


def test_the_first_screen_leads_to_both_and_back(first_time):
    first_time.app.start()
    first_time.settle()
    for name, page in (("bring_back", "restore"), ("rescue", "rescue")):
        first_time.press(name)
        assert first_time.has(page)
        first_time.press(f"{page}_back")
        assert first_time.has("first_start")
