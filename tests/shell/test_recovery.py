# SPDX-License-Identifier: GPL-3.0-or-later
"""The paper key on the entry screen: a slip names its line, the right key gives new words."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from desktop.core import founding
from desktop.core.crypto import keys, paper, shares
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
    lines = [page.findChild(QLineEdit, f"recovery_{n}") for n in range(1, 5)]
    renew = page.findChild(QPushButton, "renew")
    slip = created.recovery[2][:-1] + ("0" if created.recovery[2][-1] != "0" else "1")
    for line, words in zip(lines, [*created.recovery[:2], slip, created.recovery[3]], strict=True):
        qtbot.keyClicks(line, words)
    qtbot.mouseClick(renew, Qt.MouseButton.LeftButton)
    problem = page.findChild(QLabel, "recovery_problem")
    assert problem.isVisible()
    assert "3" in problem.text()
    lines[2].clear()
    qtbot.keyClicks(lines[2], created.recovery[2].lower())
    qtbot.mouseClick(renew, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.findChild(QLabel, "new_passphrase") is not None, timeout=20_000)
    words = page.findChild(QLabel, "new_passphrase").text()
    assert keys.unlock(load_header(folder), "ana", words).slot.user == "ana"
    with qtbot.waitSignal(page.back):
        qtbot.mouseClick(page.findChild(QPushButton, "renewed"), Qt.MouseButton.LeftButton)
    jobs.close()


def test_two_parts_of_the_paper_do_as_well_and_an_unknown_name_is_told_nothing(
    qtbot: QtBot, made
) -> None:
    folder, created = made
    parts = [shares.write(one) for one in shares.split(paper.read("".join(created.recovery)))]
    jobs = Jobs()
    page = Recovery(jobs, folder, ["ana", "beto"])
    qtbot.addWidget(page)
    page.show()
    qtbot.keyClicks(page.user, "nadie")
    page.findChild(QCheckBox, "recovery_parts").click()
    QApplication.processEvents()
    for prefix, part in (("recovery", parts[2]), ("recovery_second", parts[0])):
        for n, words in enumerate(part, start=1):
            shown = [
                one for one in page.findChildren(QLineEdit, f"{prefix}_{n}") if one.isVisible()
            ]
            qtbot.keyClicks(shown[0], words)
    problem = page.findChild(QLabel, "recovery_problem")
    page.findChild(QPushButton, "renew").click()
    qtbot.waitUntil(problem.isVisible, timeout=20_000)
    assert problem.text() == str(keys.WrongPassphrase())
    page.user.clear()
    qtbot.keyClicks(page.user, "ana")
    page.findChild(QPushButton, "renew").click()
    qtbot.waitUntil(lambda: page.findChild(QLabel, "new_passphrase") is not None, timeout=20_000)
    words = page.findChild(QLabel, "new_passphrase").text()
    assert keys.unlock(load_header(folder), "ana", words).slot.user == "ana"
    jobs.close()
