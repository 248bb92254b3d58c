# SPDX-License-Identifier: GPL-3.0-or-later
"""What is kept apart: it opens by a second passphrase, and nothing of it is in the main store."""

import json

import pytest
import sqlalchemy as sa
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget

from desktop import slices
from desktop.core import clock, journal, store
from desktop.core.crypto import keys
from desktop.core.crypto.keys import NotAMember
from desktop.desks.frame.desk import Desk
from desktop.desks.processes_page import AskPassphrase, begin, close_store, open_store
from desktop.desks.protection.protected_page import ProtectedPage
from desktop.dialogues import form, service
from desktop.incidents import service as incidents
from desktop.widgets.jobs import Jobs
from desktop.widgets.toasts import Toasts
from tests.workspaces import let_in

WORDS, OTHER = "uno dos tres cuatro", "cinco seis siete ocho"
SECRETS = ("Z-99", "Paso de la loma", "Que nadie dispare de noche.", "Ninguna persona por otra.")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A workspace with a second user who was given no key but that of the main store."""
    made = tmp_path_factory.mktemp("apart") / "workspace"
    store.create(made, "ana", passphrase=WORDS)
    header = store.load_header(made)
    unlocked = keys.unlock(header, "ana", WORDS)
    let_in(made, unlocked, "beto", OTHER)
    return made


@pytest.fixture
def open_as(folder):
    opened = []

    def _open(user, words):
        opened.append(store.Workspace.open(folder, user, words))
        return opened[-1]

    yield _open
    for one in opened:
        one.close()


def answer(qtbot, asked, words):
    asked.show()
    qtbot.waitExposed(asked)
    qtbot.keyClicks(asked.passphrase.line, words)
    qtbot.keyClick(asked.passphrase.line, Qt.Key.Key_Return)


def test_a_part_whose_opening_fails_half_way_is_closed_again(workspace):
    workspace.open_store("sources")
    with workspace.work("sources", write=True) as work:
        work.session.execute(sa.text("DELETE FROM setting WHERE name = 'journal_key'"))
    workspace.close_store("sources")
    with pytest.raises(TypeError):  # none of the errors this program foresees
        begin(workspace, "sources")
    assert "sources" not in workspace.open_stores


def test_who_was_given_no_key_cannot_open(open_as, qtbot):
    workspace = open_as("beto", OTHER)
    with pytest.raises(NotAMember):
        workspace.open_store("dialogues")
    asked = AskPassphrase(None, workspace, "dialogues")
    qtbot.addWidget(asked)
    answer(qtbot, asked, OTHER)
    qtbot.waitUntil(asked.problem.isVisible)
    assert asked.problem.text() == str(NotAMember())
    assert workspace.open_stores == ("cases",)
    with pytest.raises(store.StoreClosed), workspace.work("dialogues"):
        pass
    asked.reject()


def test_a_wrong_passphrase_is_told_and_the_right_one_opens_and_is_noted(open_as, qtbot):
    workspace = open_as("ana", WORDS)
    asked = AskPassphrase(None, workspace, "dialogues")
    qtbot.addWidget(asked)
    answer(qtbot, asked, "no es esta")
    qtbot.waitUntil(asked.problem.isVisible)
    assert asked.problem.text().startswith(str(keys.WrongPassphrase()))
    assert "dialogues" not in workspace.open_stores
    qtbot.waitUntil(asked.findChild(QPushButton, "store_open").isEnabled)
    answer(qtbot, asked, WORDS)  # what was wrong is selected, so typing replaces it
    qtbot.waitUntil(lambda: "dialogues" in workspace.open_stores)
    qtbot.waitUntil(asked.isHidden)
    assert asked.result() == AskPassphrase.DialogCode.Accepted
    assert asked.passphrase.line.text() == ""
    assert open_store(None, workspace, "dialogues")
    with workspace.work("dialogues") as work:
        assert journal.entries(work)[0].action == "open_store"
    close_store(workspace, "dialogues")
    assert workspace.open_stores == ("cases",)
    workspace.open_store("dialogues")
    with workspace.work("dialogues") as work:
        assert [one.action for one in journal.entries(work, 2)] == ["close_store", "open_store"]


def test_nothing_of_the_dialogues_is_in_the_main_store(open_as, folder):
    workspace = open_as("ana", WORDS)
    workspace.open_store("dialogues")
    sign, title, objective, red_lines = SECRETS
    with workspace.work("dialogues", write=True) as work:
        group = service.register_group(work, {"sign": sign, "kind": "militia"})
        values = {"title": title, "objective": objective, "red_lines": red_lines}
        process = service.begin(work, values)
        agreement = service.agree(work, process.id, {"title": title, "groups": [group.id]})
        clause = service.promise(work, agreement.id, {"commitment": "no_killing"})
        service.record_breach(work, clause.id, {"severity": "minor", "happened_on": clock.today()})
    hidden = (*SECRETS, group.id, group.code, process.id, process.code, clause.id, clause.code)
    with workspace.work() as main:
        everything = dump(main)
        tables = set(everything)
    assert not tables & {"armed_group", "holding", "process", "agreement", "clause", "breach"}
    assert "participant" in tables
    told = json.dumps(everything, default=str, ensure_ascii=False)
    assert [one for one in hidden if one in told] == []
    words = ("Z-99", "loma", "nadie")
    assert [place for place, _id, _words in slices.find(workspace, "loma")] == ["dialogues"]
    workspace.close_store("dialogues")
    assert [one for word in words for one in slices.find(workspace, word)] == []
    workspace.open_store("dialogues")
    raw = b"".join(path.read_bytes() for path in folder.iterdir() if path.is_file())
    assert [one for one in hidden if one.encode() in raw] == []
    with workspace.work("dialogues") as work:
        inside = json.dumps(dump(work), default=str, ensure_ascii=False)
    assert [one for one in hidden if one not in inside] == []


def dump(work):
    """Return every row of every table of a store, the search's own tables among them."""
    raw = work.session.connection()
    names = [
        row[0] for row in raw.exec_driver_sql("SELECT name FROM sqlite_schema WHERE type = 'table'")
    ]
    return {
        name: [list(row) for row in raw.exec_driver_sql(f'SELECT * FROM "{name}"')]
        for name in names
    }


def test_protected_incidents_come_in_when_their_page_is_opened(open_as, qtbot):
    workspace = open_as("beto", OTHER)
    values = {"type": "sexual_violence", "occurred_on": "2026-02", "how_known": "from_person"}
    assert incidents.record_protected(workspace, values)
    workspace.close()
    workspace = open_as("ana", WORDS)
    workspace.open_store("protected")
    window = QWidget()
    qtbot.addWidget(window)
    toasts = Toasts(window)
    desk = Desk(workspace, Jobs(window), toasts, lambda _n, _r: None, lambda _w: None)
    page = ProtectedPage(desk)
    page.setParent(window)
    window.show()
    qtbot.waitUntil(lambda: page.list.table.model().rowCount() == 1)
    assert workspace.deposits("protected") == []
    assert len(toasts.shown()) == 1
    page.take_deposits()
    assert len(toasts.shown()) == 1
    offered = form.offered_incidents(workspace)
    with workspace.work("protected") as work:
        assert offered == incidents.offered(work, "")
    page.close_down()


def test_where_two_must_meet_the_second_types_too(made_once, fresh_workspace, qtbot):
    from desktop.core.team import grants, members

    workspace = store.Workspace(fresh_workspace, made_once.unlocked)
    try:
        words = members.admit(
            workspace, "beto", "dialogue", stores=("dialogues",), language="es"
        ).words
        grants.require_two(workspace, "dialogues")
        workspace.close_store("dialogues")
        asked = AskPassphrase(None, workspace, "dialogues")
        qtbot.addWidget(asked)
        answer(qtbot, asked, WORDS)
        qtbot.waitUntil(asked.problem.isVisible, timeout=20_000)
        assert "dialogues" not in workspace.open_stores
        qtbot.waitUntil(asked.findChild(QPushButton, "store_open").isEnabled)
        qtbot.keyClicks(asked.second, "beto")
        qtbot.keyClicks(asked.second_words.line, words)
        answer(qtbot, asked, WORDS)
        qtbot.waitUntil(lambda: "dialogues" in workspace.open_stores, timeout=20_000)
        asked.reject()
    finally:
        workspace.close()
