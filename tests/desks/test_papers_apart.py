# SPDX-License-Identifier: GPL-3.0-or-later
"""Papers of processes, agreements and protected incidents: sealed with their store, gone with it."""

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtWidgets import QComboBox, QPlainTextEdit, QPushButton, QWidget

from desktop.core import journal
from desktop.core.backups import copies
from desktop.core.papers import attachments
from desktop.core.store import StoreClosed
from desktop.desks.processes_page import close_store
from desktop.desks.protection import phone_alerts
from desktop.dialogues import service as dialogues
from desktop.dialogues.papers_page import ProcessPapers
from desktop.incidents import service as incidents
from desktop.organisation import service as organisation
from desktop.rights import retention
from desktop.widgets.papers import Papers
from tests.core.papers import files as made

WORDS = "quetzal 4417: lo acordado"


@pytest.fixture
def process(program):
    program.workspace.open_store("dialogues")
    with program.workspace.work("dialogues", write=True) as work:
        begun = dialogues.begin(
            work, {"title": "Dos", "objective": "Paz", "started_on": date(2026, 1, 1)}
        )
        agreed = dialogues.agree(work, begun.id, {"title": "Cancha", "since": date(2026, 2, 1)})
    program.app.rebuild()
    program.settle()
    return begun.id, agreed.id


@pytest.fixture
def protected(program):
    program.workspace.open_store("protected")
    with program.workspace.work("protected", write=True) as work:
        values = {"type": "threat", "occurred_on": "2026-11-01", "how_known": "from_person"}
        incident = incidents.record(work, {**values, "under_18": 1, "victims": 1}).id
    program.app.rebuild()
    program.settle()
    return incident


def text_file(folder, words=WORDS):
    (folder / "hoja.txt").write_text(words, encoding="utf-8")
    return folder / "hoja.txt"


def papers_of(program, place, record, kind=Papers):
    page = program.go(place)
    page = getattr(page, "processes", page)
    page.open(record, "papers")
    program.settle()
    return page, page.record.tabs.currentWidget().findChild(kind)


def listed(program, store, record):
    with program.workspace.work(store) as work:
        return attachments.listed(work, record)


def on_disk(folder, words):
    return [
        path for path in folder.rglob("*") if path.is_file() and words.encode() in path.read_bytes()
    ]


def test_a_protected_incident_keeps_papers_under_the_key_of_its_store(program, protected, tmp_path):
    _page, shown = papers_of(program, "protected", protected)
    shown.add([text_file(tmp_path)])
    assert shown.preview.findChild(QPlainTextEdit).toPlainText() == WORDS
    (paper,) = listed(program, "protected", protected)
    with program.workspace.work() as work:  # nothing of it in the main store
        assert attachments.names_of_files(work) == set()
    with program.workspace.work("protected") as work:
        acts = [(one.action, one.object) for one in journal.entries(work)]
    assert ("view_paper", paper.id) in acts
    assert on_disk(program.workspace.folder, WORDS) == []


def test_an_incident_opens_on_what_happened_and_not_on_its_papers(program, protected):
    page = program.go("protected")
    page.open(protected)
    program.settle()
    assert page.record.tabs.currentWidget().objectName() == "tab_details"


def test_it_is_gone_from_the_window_when_the_store_closes(program, protected, tmp_path):
    _page, shown = papers_of(program, "protected", protected)
    shown.add([text_file(tmp_path)])
    (paper,) = listed(program, "protected", protected)
    workspace = program.workspace
    program.app.rebuild(lambda: close_store(workspace, "protected"))
    program.settle()
    texts = [one.toPlainText() for one in program.window.findChildren(QPlainTextEdit)]
    assert WORDS not in texts
    assert program.window.findChild(QWidget, "papers") is None
    with pytest.raises(StoreClosed):
        attachments.read(workspace, "protected", paper.id)


def test_a_picture_comes_in_only_as_that_of_a_paper(program, protected, tmp_path):
    _page, shown = papers_of(program, "protected", protected)
    (tmp_path / "a.png").write_bytes(made.png())
    program.during(lambda dialog: dialog.reject())
    shown.add([tmp_path / "a.png"])
    assert listed(program, "protected", protected) == []
    program.during(lambda dialog: dialog.findChild(QPushButton, "go").click())
    shown.add([tmp_path / "a.png"])
    assert [one.kind for one in listed(program, "protected", protected)] == ["png"]


def test_a_process_and_each_of_its_agreements_have_their_own(program, process, tmp_path):
    begun, agreed = process
    _page, shown = papers_of(program, "dialogues", begun, ProcessPapers)
    shown.papers.add([text_file(tmp_path, "del proceso")])
    box = shown.findChild(QComboBox, "papers_of")
    box.setCurrentIndex(box.findData(agreed))
    box.activated.emit(box.currentIndex())
    shown.papers.add([text_file(tmp_path)])
    program.settle()
    assert len(listed(program, "dialogues", begun)) == 1
    assert len(listed(program, "dialogues", agreed)) == 1
    assert box.currentData() == agreed  # the reload after it did not turn the page


def test_they_go_with_the_words_of_an_ended_dialogue_and_with_an_old_incident(
    program, process, protected, tmp_path
):
    begun, agreed = process
    workspace = program.workspace
    for store, record in (("dialogues", begun), ("dialogues", agreed), ("protected", protected)):
        attachments.attach(workspace, store, record, "hoja.txt", WORDS.encode())
    files = set((workspace.folder / attachments.FOLDER).iterdir())
    with workspace.work("dialogues", write=True) as work:
        retention._forget_words(work, (begun,))
    with workspace.work("protected", write=True) as work:
        retention._coarsen(work, (protected,))
    assert listed(program, "dialogues", begun) == listed(program, "dialogues", agreed) == []
    assert listed(program, "protected", protected) == []
    assert not files & set((workspace.folder / attachments.FOLDER).iterdir())


def test_copies_hold_them(program, protected, tmp_path):
    attachments.attach(program.workspace, "protected", protected, "hoja.txt", WORDS.encode())
    (name,) = (one.name for one in (program.workspace.folder / attachments.FOLDER).iterdir())
    made_copy = copies.make(program.workspace, tmp_path / "copias")
    held = {path.name for path in made_copy.rglob("*")}
    assert name in held
    assert on_disk(tmp_path / "copias", WORDS) == []


def test_the_count_of_what_is_elsewhere_is_for_who_holds_the_key(program):
    workspace = program.workspace
    with workspace.work(write=True) as work:
        organisation.describe(work, replace(organisation.about(work), stubs=True))
    values = {"type": "threat", "occurred_on": "2026-11-02", "how_known": "from_person"}
    incidents.record_protected(workspace, {**values, "under_18": 1, "victims": 1})
    page = program.go("incidents").page("incidents")
    page.reload()
    assert page.elsewhere.isVisible()
    assert page.elsewhere.text() == "1 en otro lugar este mes"


def test_a_picture_kept_apart_waits_until_it_is_gone_from_the_telephone(
    program, protected, tmp_path
):
    _page, papers = papers_of(program, "protected", protected)
    photo = tmp_path / "hoja.png"
    photo.write_bytes(made.png())
    program.during(lambda dialog: dialog.findChild(QPushButton, "go").click())
    papers.add([photo])
    program.settle()
    assert program.has("phone_gone", papers)
    (told,) = phone_alerts.alerts(program.workspace)
    assert (told.place, told.record) == ("protected", protected)
    papers.remove()  # the telephone knows nothing of that
    program.settle()
    assert program.has("phone_gone", papers)
    program.press("phone_gone", papers)
    assert not program.has("phone_gone", papers)
    assert phone_alerts.alerts(program.workspace) == []
    with program.workspace.work("protected") as work:
        assert journal.entries(work)[0].action == "phone_gone"
