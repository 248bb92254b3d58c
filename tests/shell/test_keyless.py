# SPDX-License-Identifier: GPL-3.0-or-later
"""Auditor and technician sign in with a passphrase and find no record behind it."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from desktop.core import members, store


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
