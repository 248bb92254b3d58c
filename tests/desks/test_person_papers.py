# SPDX-License-Identifier: GPL-3.0-or-later
"""Papers of a participant: added by file or drop, shown from memory, removed, taken out."""

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit, QPushButton

from desktop.consents import service as consents
from desktop.contacts import phone_service
from desktop.core import clock, journal
from desktop.core.errors import UserError
from desktop.core.papers import attachments
from desktop.core.tasks import Asked
from desktop.desks.person.person_papers import ContactsTab
from desktop.widgets import choose
from desktop.widgets.papers import Papers
from tests.core.papers import files as made
from tests.core.papers import sounds
from tests.desks.people import page_of, tab


@pytest.fixture
def shown(program, person):
    page = page_of(program)
    page.open(person.id)
    return tab(program, page, "papers").findChild(Papers)


def held(program, person):
    with program.workspace.work() as work:
        return attachments.listed(work, person.id)


def agree(program, person):
    with program.workspace.work(write=True) as work:
        consents.answer(work, person.id, "image", "given")


def write(folder, name, content):
    (folder / name).write_bytes(content)
    return folder / name


def test_a_photograph_comes_in_clean_and_is_shown_from_memory(program, person, shown, tmp_path):
    agree(program, person)
    before = {path for path in tmp_path.rglob("*") if path.is_file()}
    photo = write(tmp_path, "cédula.jpg", made.jpeg((300, 200)))
    shown.add([photo])
    (paper,) = held(program, person)
    assert paper.name == "cédula.jpg"
    picture = shown.preview.findChild(QLabel, "paper_picture").pixmap()
    assert picture.width() < picture.height()  # it lay on its side and stands upright
    new = {path for path in tmp_path.rglob("*") if path.is_file()} - before - {photo}
    assert {path.suffix for path in new} <= {".sealed", ".db-wal", ".db-shm"}
    for path in new:
        assert made.MARK not in path.read_bytes()


def test_without_consent_a_face_stays_out_and_a_paper_may_come_in(program, person, shown, tmp_path):
    photo = write(tmp_path, "a.png", made.png())
    program.during(lambda dialog: dialog.reject())
    shown.add([photo])
    assert held(program, person) == []
    program.during(lambda dialog: dialog.findChild(QPushButton, "go").click())
    shown.add([photo])
    assert len(held(program, person)) == 1


def test_a_pdf_is_dropped_and_its_pages_are_turned(program, person, shown, tmp_path):
    file = write(tmp_path, "plan.pdf", made.pdf(2))
    dropped = QMimeData()
    dropped.setUrls([QUrl.fromLocalFile(str(file))])
    shown.dropEvent(
        QDropEvent(
            QPoint(5, 5),
            Qt.DropAction.CopyAction,
            dropped,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
    )
    assert [paper.kind for paper in held(program, person)] == ["pdf"]
    assert program.words("page_number") == "Página 1 de 2"
    program.press("page_after", shown)
    assert program.words("page_number") == "Página 2 de 2"
    assert not program.part(QPushButton, "page_after", shown).isEnabled()


def test_a_removed_paper_comes_back_by_undo(program, person, shown, tmp_path):
    shown.add([write(tmp_path, "nota.txt", "Línea".encode())])
    assert shown.preview.findChild(QPlainTextEdit).toPlainText() == "Línea"
    program.press("remove_paper", shown)
    assert held(program, person) == []
    assert shown.preview.findChild(QPlainTextEdit).toPlainText() == ""
    program.window.toasts.shown()[-1].undo()
    assert len(held(program, person)) == 1


def test_a_copy_goes_out_with_a_reason_only(program, person, shown, tmp_path, monkeypatch):
    shown.add([write(tmp_path, "nota.txt", b"uno")])
    target = tmp_path / "salida.txt"
    monkeypatch.setattr(choose, "path", lambda *_more: target)
    program.during(lambda dialog: dialog.reject())
    program.press("take_out", shown)
    assert not target.exists()

    def answer(dialog):
        dialog.findChild(QLineEdit, "reason").setText("Traslado")
        dialog.findChild(QPushButton, "go").click()

    program.during(answer)
    program.press("take_out", shown)
    assert target.read_bytes() == b"uno"
    with program.workspace.work() as work:
        assert journal.entries(work)[0].action == "take_out"


def test_what_is_refused_says_why_and_keeps_the_rest(program, person, shown, tmp_path):
    good = write(tmp_path, "nota.txt", b"uno")
    bad = write(tmp_path, "virus.jpg", b"MZ\x90\x00")
    with pytest.raises(UserError, match="Solo se pueden agregar"):
        shown.add([bad, good, tmp_path / "nada.txt"][:2])
    assert len(held(program, person)) == 1
    with pytest.raises(UserError, match="No se puede leer"):
        shown.add([tmp_path / "nada.txt"])


def test_an_altered_paper_is_told_in_the_preview(program, person, shown, tmp_path):
    shown.add([write(tmp_path, "nota.txt", b"uno")])
    (sealed,) = (program.workspace.folder / "attachments").glob("*.sealed")
    content = bytearray(sealed.read_bytes())
    content[500] ^= 1
    sealed.write_bytes(content)
    shown.reload()
    shown._show(0)
    assert "se dañó o lo cambió" in program.words("paper_words")


def test_a_photograph_leaves_the_task_to_delete_it_on_the_telephone(
    program, person, shown, tmp_path
):
    agree(program, person)
    shown.add([write(tmp_path, "foto.jpg", made.jpeg((30, 20)))])
    with program.workspace.work() as work:
        (task,) = phone_service.tasks(work, Asked(clock.today(), people=(person.id,)))
    assert task.person == person.id
    program.settle()
    assert program.has("phone_gone")
    program.press("phone_gone")
    with program.workspace.work() as work:
        assert phone_service.left(work, person.id) == []
    assert not program.has("phone_gone")


def test_a_voice_note_is_dropped_loses_who_and_where_and_leaves_its_task(
    program, person, shown, tmp_path
):
    own = write(tmp_path, "nota.opus", sounds.ogg())

    def answer(dialog):
        assert "voz" in program.texts(dialog)
        dialog.findChild(QPushButton, "go").click()

    program.during(answer)
    shown.add([own])
    (paper,) = held(program, person)
    assert paper.kind == "ogg"
    assert made.MARK not in attachments.read(program.workspace, "cases", paper.id)
    assert "no se reproduce" in program.words("paper_words")
    with program.workspace.work() as work:
        ((_id, kind, _day),) = phone_service.left(work, person.id)
    assert kind == "voice"
    assert "Nota de voz" in program.texts(page_of(program))


def test_a_photograph_dropped_on_the_contacts_goes_to_the_papers(program, person, shown, tmp_path):
    agree(program, person)
    page = page_of(program)
    contacts = tab(program, page, "contacts").findChild(ContactsTab)
    assert contacts.acceptDrops()
    file = QMimeData()
    file.setUrls([QUrl.fromLocalFile(str(write(tmp_path, "foto.jpg", made.jpeg((30, 20)))))])
    copy, left, none = (
        Qt.DropAction.CopyAction,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    contacts.dropEvent(QDropEvent(QPoint(5, 5), copy, file, left, none))
    assert [paper.kind for paper in held(program, person)] == ["jpeg"]
    with program.workspace.work() as work:
        assert len(phone_service.left(work, person.id)) == 1


def test_a_film_stays_out_and_says_why(program, person, shown, tmp_path):
    agree(program, person)
    film = write(tmp_path, "video.mp4", sounds.m4a(handler=b"vide"))
    with pytest.raises(UserError, match="más que una voz"):
        shown.add([film])
    assert held(program, person) == []
