# SPDX-License-Identifier: GPL-3.0-or-later
"""What My day says of the copies leads to the buttons that set it right; the disk tells they did."""

from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFileDialog, QLabel, QPushButton

from desktop.core import store
from desktop.core.backups import copies, drill, travel
from desktop.core.crypto import keys
from desktop.core.i18n import _
from desktop.core.store import Workspace
from desktop.desks.protection import copies_alerts
from desktop.desks.protection.copies_page import CopiesPage
from desktop.desks.protection.travel_dialog import BY_HAND, TravelDialog
from desktop.participants import service as participants
from tests.windows import Program
from tests.workspaces import add

WORTH_A_COPY = 30


@pytest.fixture
def full(own: Program) -> Program:
    """The program on a workspace with enough in it to lose."""
    for _number in range(WORTH_A_COPY):
        add(own.workspace, given_names="Obdulia")
    own.settle()
    return own


def kept(workspace: Workspace) -> list[Path]:
    return [one.path for one in copies.kept(workspace, copies.folder_of(workspace))]


def told(workspace: Workspace) -> list[str]:
    return [line.verb for line in copies_alerts.alerts(workspace)]


def take(program: Program, verb: str) -> CopiesPage:
    """Press the button of an alert of My day and return the page it leads to."""
    page = program.go("my_day")
    page.reload()
    program.settle()
    (step,) = [
        one
        for one in page.findChildren(QPushButton, "alert_go")
        if one.text() == verb and one.isVisible()
    ]
    step.click()
    program.settle()
    shown = program.window.pages["protection"].page("copies")  # type: ignore[attr-defined]
    assert isinstance(shown, CopiesPage)
    assert shown.isVisible()
    return shown


def choose_folder(folder: Path):
    def act(dialog: QDialog) -> None:
        assert isinstance(dialog, QFileDialog)
        dialog.selectFile(str(folder))
        dialog.accept()

    return act


def test_an_alert_leads_to_the_copy_that_is_missing_and_goes(full: Program) -> None:
    now, elsewhere, try_one = _("Copy now"), _("Copy to another medium"), _("Try a copy")
    assert kept(full.workspace) == []
    assert now in told(full.workspace)
    assert try_one not in told(full.workspace), "there is nothing to try yet"
    take(full, now)
    full.press("copy_now")
    (copy,) = kept(full.workspace)
    assert (copy / "manifest.json").is_file()
    assert now not in told(full.workspace)
    assert {elsewhere, try_one} <= set(told(full.workspace))


def test_a_copy_that_is_tried_leaves_nothing_behind_but_the_day(full: Program) -> None:
    full.go("protection").page("copies")
    full.settle()
    full.press("copy_now")
    folder = copies.folder_of(full.workspace)
    before = sorted(folder.rglob("*"))
    take(full, _("Try a copy"))
    full.press("try_copy")
    assert sorted(folder.rglob("*")) == before
    assert drill.last(full.workspace) is not None
    assert _("Try a copy") not in told(full.workspace)


def test_a_copy_goes_to_a_folder_of_ones_choice(full: Program, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    take(full, _("Copy to another medium"))

    def choose(dialog: QDialog) -> None:
        full.during(lambda question: question.findChild(QPushButton, "go").click())
        choose_folder(stick)(dialog)

    full.during(choose)
    full.press("copy_elsewhere")
    assert len(copies.kept(full.workspace, stick)) == 1
    assert kept(full.workspace) == []


def test_a_travel_copy_opens_with_the_words_shown_once(full: Program, tmp_path: Path) -> None:
    person = add(full.workspace, given_names="Encarnación")
    with full.workspace.work() as work:
        code = participants.get(work, person).code
    usb = tmp_path / "usb"
    usb.mkdir()
    shown: list[str] = []

    def read(question: QDialog) -> None:
        shown.extend(one.text() for one in question.findChildren(QLabel))
        question.findChild(QPushButton, "go").click()

    def pack(dialog: QDialog) -> None:
        assert isinstance(dialog, TravelDialog)
        dialog.span.setCurrentIndex(dialog.span.findData(BY_HAND))
        full.qtbot.keyClicks(dialog.search, code)
        (item,) = dialog.found.findItems(code, Qt.MatchFlag.MatchExactly)
        item.setCheckState(Qt.CheckState.Checked)
        full.during(choose_folder(usb))
        dialog.findChild(QPushButton, "travel_choose").click()
        full.during(read)
        dialog.findChild(QPushButton, "travel_go").click()

    full.go("protection").page("copies")
    full.settle()
    full.during(pack)
    full.press("travel_copy")
    full.qtbot.waitUntil(lambda: bool(shown), timeout=60_000)
    full.settle()
    words = next(text for text in shown if "\n\n" in text).rsplit("\n\n", 1)[1]
    assert not [
        one for one in usb.rglob("*") if one.is_file() and words.encode() in one.read_bytes()
    ]
    unlocked = keys.unlock(store.load_header(usb), full.workspace.user.name, words)
    with closing(Workspace(usb, unlocked)) as taken, taken.work() as work:
        assert participants.get(work, person).given_names == "Encarnación"
        assert participants.find(work, "Obdulia") == []
        marked = travel.marked(work)
    assert marked is not None
