# SPDX-License-Identifier: GPL-3.0-or-later
"""Copies are made by themselves, in the window's background and before it closes."""

from datetime import timedelta

import pytest
from PySide6.QtWidgets import QLabel, QPushButton

from desktop.core import clock
from desktop.core.backups import copies
from desktop.shell import keeper
from tests.demo_world import NOW
from tests.workspaces import add


@pytest.fixture
def kept(workspace, qtbot):
    made = keeper.Keeper(workspace)
    yield made
    made.close()


def folders(workspace):
    return [one.path for one in copies.kept(workspace, copies.folder_of(workspace))]


def test_a_copy_appears_without_being_asked_for(workspace, kept, qtbot):
    with clock.at(NOW):
        add(workspace)
        with qtbot.waitSignal(kept.warned) as told:
            kept.look()
        assert told.args == [""]
        assert len(folders(workspace)) == 1
        with qtbot.waitSignal(kept.warned):
            kept.look()
        assert len(folders(workspace)) == 1, "half an hour has not passed"


def test_what_cannot_be_copied_is_told_and_the_work_goes_on(workspace, kept, qtbot, tmp_path):
    (tmp_path / "file").write_text("x")
    copies.choose(workspace, tmp_path / "file")
    with qtbot.waitSignal(kept.warned) as told:
        kept.look()
    assert "Copies" in told.args[0]
    add(workspace)


def test_the_demonstration_is_not_copied(demo, qtbot):
    assert not keeper.wanted(demo)
    left = []
    assert keeper.before_leaving(demo, "Notas", lambda: left.append(True)) is None
    assert left == [True]


def test_closing_makes_a_copy_first(workspace, qtbot):
    add(workspace)
    left = []
    shown = keeper.before_leaving(workspace, "Notas", lambda: left.append(True))
    qtbot.addWidget(shown)
    assert shown.isVisible()
    assert shown.windowTitle() == "Notas"
    qtbot.waitUntil(lambda: bool(left), timeout=20_000)
    assert not shown.isVisible()
    assert len(folders(workspace)) == 1
    assert keeper.before_leaving(workspace, "Notas", lambda: left.append(True)) is None, (
        "nothing changed"
    )
    assert left == [True, True]


def test_the_copy_before_closing_can_be_left_for_later(workspace, qtbot):
    add(workspace)
    left = []
    shown = keeper.before_leaving(workspace, "Notas", lambda: left.append(True))
    qtbot.addWidget(shown)
    shown.findChild(QPushButton, "leaving_later").click()
    assert left == [True]
    assert copies.due(workspace, apart=timedelta(0)) is not bool(folders(workspace))
    assert not list(copies.folder_of(workspace).glob(".*")), "nothing half is left"


def test_a_copy_that_fails_while_closing_is_told_before_the_end(workspace, qtbot, tmp_path):
    (tmp_path / "file").write_text("x")
    copies.choose(workspace, tmp_path / "file")
    left = []
    shown = keeper.before_leaving(workspace, "Notas", lambda: left.append(True))
    qtbot.addWidget(shown)
    words = shown.findChild(QLabel, "leaving_words")
    qtbot.waitUntil(lambda: "backup" in words.text(), timeout=20_000)
    assert left == []
    shown.findChild(QPushButton, "leaving_later").click()
    assert left == [True]
