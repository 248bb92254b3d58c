# SPDX-License-Identifier: GPL-3.0-or-later
"""Forgetting a computer from its settings, and what a first start tells about its disk."""

import pytest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from desktop.core import disk, machine
from desktop.core.backups import copies
from desktop.core.backups.forgetting import NoCopyElsewhere
from desktop.core.crypto import header
from desktop.core.disk import Disk
from desktop.shell import welcome
from desktop.shell.forget import Forget
from desktop.widgets.dialogs import ErrorDialog


@pytest.fixture
def settings(program):
    program.go("settings")
    return program


def test_without_a_copy_elsewhere_it_is_refused(settings):
    told = []

    def read(shown):
        assert isinstance(shown, ErrorDialog)
        told.append(shown.findChild(QWidget, "body").text())
        shown.accept()

    settings.during(read)
    settings.press("forget_computer")
    settings.qtbot.waitUntil(lambda: bool(told), timeout=20_000)
    assert told == [str(NoCopyElsewhere())]
    assert settings.locked == []


def test_the_shown_word_and_a_copy_elsewhere_destroy_the_keys_here(settings, monkeypatch, tmp_path):
    stick = tmp_path / "stick"
    stick.mkdir()
    real = copies._device
    monkeypatch.setattr(copies, "_device", lambda p: -7 if p.is_relative_to(stick) else real(p))
    copies.make(settings.workspace, stick)

    def type_word(shown):
        assert isinstance(shown, Forget)
        go = shown.findChild(QPushButton, "forget_go")
        assert not go.isEnabled()
        shown.typed.setText("otra")
        assert not go.isEnabled()
        shown.typed.setText(shown.word)
        go.click()

    settings.during(type_word)
    settings.press("forget_computer")
    settings.qtbot.waitUntil(lambda: settings.locked == [True], timeout=20_000)
    assert settings.workspace.folder / header.NAME in settings.app._doomed
    assert all(not path.is_relative_to(stick) for path in settings.app._doomed)


def test_an_open_disk_is_told_once(program, monkeypatch):
    monkeypatch.setattr(disk, "look", lambda _folder: Disk(encrypted=False, swap=True))
    window, jobs = program.window, program.app.jobs
    for times in (1, 0):
        welcome.greet(window, jobs, program.preferences, lambda: None)
        program.qtbot.waitUntil(lambda: not jobs.busy)
        QApplication.processEvents()
        assert program.has("notice_away") is bool(times)
        if times:
            program.press("notice_away")
            QApplication.processEvents()


def test_a_call_off_leaves_the_process_alive():
    call_off = machine.end_within(0.2, 9)
    call_off()
