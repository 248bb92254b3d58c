# SPDX-License-Identifier: GPL-3.0-or-later
"""Closing the window ends the program, and what was written since the last copy is copied first."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from desktop.core.backups import copies
from tests.windows import Program
from tests.workspaces import add

TOO_LONG = 60_000
HANGS = 3


@pytest.fixture(autouse=True)
def _loops_run_again(qapp: QApplication) -> Iterator[None]:
    """End one empty loop: what was told to end while none ran would end a later test's dialog."""
    yield
    QTimer.singleShot(0, qapp.quit)
    qapp.exec()


def run_until_closed(program: Program) -> int:
    """Close the window in the program's own loop; returns the code the loop ends with."""
    late = QTimer()
    late.setSingleShot(True)
    late.timeout.connect(lambda: QApplication.exit(HANGS))
    late.start(TOO_LONG)
    QTimer.singleShot(0, program.window.close)
    return QApplication.exec()


def test_closing_the_window_copies_what_is_new_and_ends(own: Program) -> None:
    workspace = own.workspace
    add(workspace)
    folder = copies.folder_of(workspace)
    assert copies.kept(workspace, folder) == []
    assert run_until_closed(own) == 0
    assert own.app._leaving is not None
    assert not own.app._leaving.isVisible()
    (copy,) = copies.kept(workspace, folder)
    assert copy.ours
    assert not list(folder.glob(".*")), "nothing half is left"
    own.app.close()
    assert own.app.workspace is None
    assert own.app.keeper is None


def test_closing_the_demonstration_ends_at_once(program: Program) -> None:
    folder = copies.folder_of(program.workspace)
    assert run_until_closed(program) == 0
    assert program.app._leaving is None
    assert not folder.exists()
