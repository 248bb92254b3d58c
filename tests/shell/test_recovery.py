# SPDX-License-Identifier: GPL-3.0-or-later
"""The paper key on the entry screen: a slip names its line, the right key gives new words."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from desktop.core import founding, keys
from desktop.core.store import load_header
from desktop.shell.recovery import Recovery
from desktop.widgets.jobs import Jobs


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> tuple[Path, founding.Created]:
    folder = tmp_path_factory.mktemp("paper") / "workspace"
    return folder, founding.create(folder, "ana")


def test_the_paper_gives_a_new_passphrase(qtbot: QtBot, made) -> None:
    folder, created = made
    jobs = Jobs()
    page = Recovery(jobs, folder, ["ana"])
    qtbot.addWidget(page)
    page.show()
    renew = page.findChild(QPushButton, "renew")
    slip = created.recovery[2][:-1] + ("0" if created.recovery[2][-1] != "0" else "1")
    for line, words in zip(
        page.typed.lines, [*created.recovery[:2], slip, created.recovery[3]], strict=True
    ):
        qtbot.keyClicks(line, words)
    qtbot.mouseClick(renew, Qt.MouseButton.LeftButton)
    problem = page.findChild(QLabel, "recovery_problem")
    assert problem.isVisible()
    assert "3" in problem.text()
    page.typed.lines[2].clear()
    qtbot.keyClicks(page.typed.lines[2], created.recovery[2].lower())
    qtbot.mouseClick(renew, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.findChild(QLabel, "new_passphrase") is not None, timeout=20_000)
    words = page.findChild(QLabel, "new_passphrase").text()
    assert keys.unlock(load_header(folder), "ana", words).slot.user == "ana"
    with qtbot.waitSignal(page.back):
        qtbot.mouseClick(page.findChild(QPushButton, "renewed"), Qt.MouseButton.LeftButton)
    jobs.close()
