# SPDX-License-Identifier: GPL-3.0-or-later
"""Somebody asks to be erased: from the page of the person to the certificate, window by window."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QLabel, QLineEdit, QPushButton

from desktop import slices
from desktop.core import clock, records
from desktop.core.errors import UserError
from desktop.participants import service as participants
from desktop.participants.model import Participant
from tests.desks.people import SIX, page_of
from tests.windows import Program
from tests.workspaces import join

PATIENCE = 60_000
SECRETS = ("Encarnación", "Zurbarán", "Chispa", "0998877665", "1712345678")


@pytest.fixture
def person(program: Program) -> Participant:
    with program.workspace.work(write=True) as work:
        return participants.register(work, SIX)


@contextmanager
def answered(program: Program, act: Callable[[QDialog], None]) -> Iterator[None]:
    """Answer the dialog that opens inside the block; whatever goes wrong there, it ends."""

    def within(dialog: QDialog) -> None:
        try:
            act(dialog)
        finally:
            if dialog.isVisible():
                dialog.reject()

    program.during(within)
    yield
    QApplication.processEvents()


def click(dialog: QDialog, name: str) -> None:
    dialog.findChild(QPushButton, name).click()


def approve_as(program: Program, user: str, words: str) -> Callable[[QDialog], None]:
    """Return what a second person does: type the name and the passphrase, and agree."""

    def type_in(dialog: QDialog) -> None:
        program.qtbot.keyClicks(dialog.findChild(QLineEdit, "approval_user"), user)
        program.qtbot.keyClicks(dialog.findChild(QLineEdit, "approval_passphrase"), words)
        click(dialog, "approval_go")
        program.qtbot.waitUntil(lambda: not dialog.isVisible(), timeout=PATIENCE)

    return type_in


def erase_in(program: Program, dialog: QDialog, approve: Callable[[QDialog], None]) -> None:
    with answered(program, approve):
        click(dialog, "erase_go")
    printing = lambda: dialog.findChild(QPushButton, "print_certificate")  # noqa: E731
    program.qtbot.waitUntil(lambda: printing() is not None, timeout=PATIENCE)


def print_into(program: Program, dialog: QDialog, target: Path) -> str:
    """Print the certificate and return what stands on it."""

    def save(asked: QDialog) -> None:
        assert isinstance(asked, QFileDialog)
        asked.selectFile(str(target))
        asked.accept()

    with answered(program, save):
        click(dialog, "print_certificate")
    with pypdfium2.PdfDocument(target) as pdf:
        return "\n".join(page.get_textpage().get_text_bounded() for page in pdf)


def open_rights(program: Program, person: str, act: Callable[[QDialog], None]) -> None:
    """Press Rights on the page of a person, then Erase, and act in the window that opens."""

    def choose(dialog: QDialog) -> None:
        with answered(program, act):
            click(dialog, "rights_erase")

    page = page_of(program)
    page.open(person)
    program.settle()
    with answered(program, choose):
        program.press("action_rights")
    program.settle()


def is_gone(program: Program, person: Participant) -> None:
    """The list, the search and the page of the person know nothing of them any more."""
    page = page_of(program)
    assert not page.in_record
    assert not [secret for secret in SECRETS if secret in program.texts()]
    assert person.code not in program.texts()
    for words in ("Zurbarán", "Chispa", person.code):
        assert slices.find(program.workspace, words) == []
    with program.workspace.work() as work, pytest.raises(UserError):
        records.get(work, Participant, person.id)


def test_two_people_erase_somebody_from_the_page_of_the_person(
    program: Program, person: Participant, tmp_path: Path
) -> None:
    words = join(program.workspace, "bea", "coordinator")
    papers: list[Path] = []
    program.window.desk.show_paper = papers.append
    target = tmp_path / "constancia.pdf"
    seen, certificate = [], []

    def act(dialog: QDialog) -> None:
        seen.extend(one.text() for one in dialog.findChildren(QLabel) if one.isVisible())
        erase_in(program, dialog, approve_as(program, "bea", words))
        certificate.append(print_into(program, dialog, target))
        click(dialog, "erase_back")

    open_rights(program, person.id, act)
    assert person.code in seen
    assert "Esto se borra para siempre" in seen
    assert papers == [target]
    (text,) = certificate
    assert "Constancia de borrado" in text
    assert "Aprobado por dos personas" in text
    assert not [secret for secret in (*SECRETS, person.code, "bea") if secret in text]
    is_gone(program, person)


def test_a_small_team_asks_waits_a_day_and_erases_alone(
    program: Program, person: Participant, tmp_path: Path
) -> None:
    asked, certificate = [], []
    program.window.desk.show_paper = lambda _path: None

    def ask(dialog: QDialog) -> None:
        program.qtbot.keyClicks(dialog.findChild(QLineEdit, "approval_reason"), "Sola este mes")
        click(dialog, "approval_ask")
        asked.append(dialog.findChild(QPushButton, "approval_alone") is None)

    def today(dialog: QDialog) -> None:
        with answered(program, ask):
            click(dialog, "erase_go")

    def tomorrow(dialog: QDialog) -> None:
        erase_in(program, dialog, lambda approval: click(approval, "approval_alone"))
        certificate.append(print_into(program, dialog, tmp_path / "constancia.pdf"))
        click(dialog, "erase_back")

    open_rights(program, person.id, today)
    assert asked == [True]
    with program.workspace.work() as work:
        assert participants.get(work, person.id).known_as == SIX["known_as"]
    with clock.later(timedelta(days=1)):
        open_rights(program, person.id, tomorrow)
        assert "Confirmado por una sola persona" in certificate[0]
        is_gone(program, person)
