# SPDX-License-Identifier: GPL-3.0-or-later
"""The box of the smallest group on the data page: the public only, and never on one's word alone."""

import json
from pathlib import Path

import pytest
from PySide6.QtWidgets import QComboBox, QDialog, QFileDialog, QLineEdit, QPushButton

from desktop.core.store import DEMO_PASSPHRASE, DEMO_USER
from desktop.desks.data_page import DatasetPage
from tests.windows import Program
from tests.workspaces import join

PATIENCE = 60_000


@pytest.fixture
def page(program: Program) -> DatasetPage:
    data = program.go("data")
    data.open("dataset")
    program.settle()
    program.window.desk.show_paper = lambda _path: None
    return data.dataset


def see(program: Program, page: DatasetPage) -> str:
    """See the verdict; return the size of the groups it was worked out with."""
    program.press("see_verdict")
    program.qtbot.waitUntil(lambda: page.card is not None, timeout=PATIENCE)
    program.qtbot.waitUntil(page.card.isVisible)
    return dict(page.verdict.details)["k"]


def write(program: Program, folder: Path, user: str, words: str) -> None:
    """Write the dataset; a second person types name and passphrase, or goes back."""

    def approve(dialog: QDialog) -> None:
        program.qtbot.keyClicks(dialog.findChild(QLineEdit, "approval_user"), user)
        program.qtbot.keyClicks(dialog.findChild(QLineEdit, "approval_passphrase"), words)
        go = dialog.findChild(QPushButton, "approval_go")
        go.click()
        done = lambda: not dialog.isVisible() or go.isEnabled()  # noqa: E731
        program.qtbot.waitUntil(done, timeout=PATIENCE)
        dialog.reject()

    def choose(dialog: QDialog) -> None:
        assert isinstance(dialog, QFileDialog)
        dialog.selectFile(str(folder))
        program.during(approve)
        dialog.accept()

    def agree(dialog: QDialog) -> None:
        program.during(choose)
        dialog.findChild(QPushButton, "go").click()

    folder.mkdir(exist_ok=True)
    program.during(agree)
    program.press("write_dataset")


def test_only_the_public_may_be_shown_smaller_groups(program: Program, page: DatasetPage) -> None:
    for recipient in ("donor", "partner", "internal"):
        page.choose(recipient)
        assert not program.has("group_size")
        assert page.k is None
    page.choose("public")
    box = program.part(QComboBox, "group_size")
    assert [box.itemData(at) for at in range(box.count())] == [11, 10, 9, 8, 7, 6, 5]
    assert page.k is None


def test_a_second_person_lets_smaller_groups_leave(
    program: Program, page: DatasetPage, tmp_path: Path
) -> None:
    words = join(program.workspace, "bea", "coordinator")
    page.choose("public")
    assert see(program, page) == "11"
    program.choose("group_size", 7)
    assert page.verdict is None, "a verdict on other groups is taken back"
    assert see(program, page) == "7"
    write(program, tmp_path / "out", DEMO_USER, DEMO_PASSPHRASE)
    assert not list((tmp_path / "out").iterdir()), "who asks is nobody's second"
    write(program, tmp_path / "out", "bea", words)
    (written,) = (tmp_path / "out").iterdir()
    figures = json.loads((written / "risk.json").read_text(encoding="utf-8"))
    assert figures["k"] == 7
    assert "dos personas" in figures["approved"]
