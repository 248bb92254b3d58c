# SPDX-License-Identifier: GPL-3.0-or-later
"""A travel copy holds the people who go along and nobody else, in its files and with its key."""

from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta

import pytest

from desktop.consents import service as consents
from desktop.contacts import service as contacts
from desktop.core import clock, db, history, records, store
from desktop.core.backups import backup, travel
from desktop.core.crypto import keys
from desktop.core.store import Workspace
from tests.core.backups.test_copies import NOON
from tests.core.backups.test_forgotten import everything
from tests.faults.test_told import told
from tests.workspaces import USER, WORDS, add

ALONG, BEHIND, APART = "Acompañanteque", "Canaritoqueseda", "Secretoquenadie"


@pytest.fixture
def office(workspace):
    goes = add(workspace, given_names=ALONG, note=f"{ALONG} dijo")
    stays = add(workspace, given_names=BEHIND, note=f"{BEHIND} dijo")
    for name in ("dialogues", "protected", "sources"):
        workspace.open_store(name)
        with workspace.work(name, write=True) as work:
            from desktop.core import settings

            settings.write(work, "mark", APART)
    return workspace, goes, stays


def made(workspace, folder, people, **how):
    created = travel.make(workspace, folder, people, **how)
    unlocked = keys.unlock(store.load_header(folder), USER, created.passphrase)
    return created, Workspace(folder, unlocked)


def test_who_goes_along_is_there_with_history_and_nobody_else_is(office, tmp_path):
    workspace, goes, stays = office
    with clock.at(NOON):
        _created, taken = made(workspace, tmp_path / "travel", [goes])
        with closing(taken):
            with taken.work() as work:
                rows = work.session.connection().exec_driver_sql(
                    "SELECT id, given_names FROM participant"
                )
                assert [tuple(row) for row in rows] == [(goes, ALONG)]
                assert history.entries(work, goes)[0].value["given_names"] == ALONG
                assert travel.marked(work).people == 1
            whole = everything(taken)
            assert ALONG in whole
            assert BEHIND not in whole
            assert APART not in whole
            assert stays not in whole
            assert backup.check(taken) == []
    for path in (tmp_path / "travel").rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            assert ALONG.encode() not in content
            assert BEHIND.encode() not in content


def test_its_key_opens_nothing_in_the_office(office, tmp_path):
    workspace, goes, _stays = office
    created, taken = made(workspace, tmp_path / "travel", [goes])
    with closing(taken):
        assert taken.key_holder.data_key != workspace.key_holder.data_key
        assert taken.header.workspace != workspace.header.workspace
        assert len(created.passphrase.split()) >= 4
        with pytest.raises(keys.WrongPassphrase):
            keys.unlock(workspace.header, USER, created.passphrase)
        for name in ("dialogues", "protected", "sources"):
            assert (tmp_path / "travel" / f"{name}.db").is_file()
            taken.open_store(name)
            place = replace(workspace.place(name), path=taken.place(name).path)
            with pytest.raises(db.WrongKey):
                db.connect(place, read_only=True)


def test_the_same_passphrase_may_be_kept(office, tmp_path):
    workspace, goes, _stays = office
    _created, taken = made(workspace, tmp_path / "travel", [goes], passphrase=WORDS)
    taken.close()
    Workspace.open(tmp_path / "travel", USER, WORDS).close()


def test_what_belongs_to_the_person_goes_along(office, tmp_path):
    workspace, goes, stays = office
    with workspace.work(write=True) as work:
        for person in (goes, stays):
            consents.answer(work, person, "data_storage", "given")
    _created, taken = made(workspace, tmp_path / "travel", [goes])
    with closing(taken), taken.work() as work:
        rows = work.session.connection().exec_driver_sql("SELECT participant FROM consent")
        assert [row[0] for row in rows] == [goes]


def test_what_was_deleted_stays_in_the_office(office, tmp_path):
    """Nor does what hangs on it go along: nobody there could tell what it belonged to."""
    workspace, goes, _stays = office
    note = {"participant": goes, "kind": "visit_home", "happened_on": date(2026, 9, 30)}
    with workspace.work(write=True) as work:
        contacts.note(work, {**note, "note": "kept"})
        records.remove(work, contacts.note(work, {**note, "note": BEHIND}))
    _created, taken = made(workspace, tmp_path / "travel", [goes])
    with closing(taken):
        with taken.work() as work:
            rows = work.session.connection().exec_driver_sql("SELECT note FROM contact")
            assert [row[0] for row in rows] == ["kept"]
        assert BEHIND not in everything(taken)


def test_the_banner_says_until_when_and_then_that_it_is_over(office, tmp_path):
    workspace, goes, _stays = office
    with clock.at(NOON):
        _created, taken = made(workspace, tmp_path / "travel", [goes], days=3)
        with closing(taken):
            with taken.work() as work:
                mark = travel.marked(work)
            assert mark is not None
            assert "expired" not in travel.banner(mark)
            with workspace.work() as work:
                assert travel.marked(work) is None
    with clock.at(NOON + timedelta(days=4)):
        assert "expired" in travel.banner(mark)


def test_nobody_chosen_or_somebody_gone(workspace, tmp_path):
    with pytest.raises(travel.NobodyToTake) as refused:
        travel.make(workspace, tmp_path / "travel", ["not-here"])
    told(refused.value)
    assert not (tmp_path / "travel").exists()
