# SPDX-License-Identifier: GPL-3.0-or-later
"""A unit of work: all of it or nothing, a notice after it, drafts and deposits beside it."""

import threading
from contextlib import closing

import pytest

from desktop.core import changes, db, records, settings, store
from desktop.core.crypto import header, keys
from desktop.participants.model import Participant
from tests.workspaces import add, person, reopened


@pytest.fixture
def notices():
    heard: list[frozenset[str]] = []
    leave = changes.subscribe(heard.append)
    yield heard
    leave()


def count(workspace):
    with workspace.work() as work:
        return (
            work.session.connection().exec_driver_sql("SELECT count(*) FROM participant").scalar()
        )


def test_an_exception_takes_everything_back(workspace, notices):
    def fail():
        with workspace.work(write=True) as work:
            records.create(work, Participant, person())
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert count(workspace) == 0
    assert notices == []


def test_one_notice_follows_the_commit(workspace, notices):
    with workspace.work(write=True) as work:
        records.create(work, Participant, person())
        records.create(work, Participant, person())
        assert notices == []
    assert notices == [frozenset({"participant"})]
    count(workspace)
    assert len(notices) == 1


def test_who_left_hears_nothing_more(workspace):
    heard: list[frozenset[str]] = []
    leave = changes.subscribe(heard.append)
    leave()
    leave()
    add(workspace)
    assert heard == []


def test_a_reader_sees_one_moment(workspace):
    add(workspace)
    with workspace.work() as work:
        ask = work.session.connection().exec_driver_sql
        before = ask("SELECT count(*) FROM participant").scalar()
        add(workspace)
        assert ask("SELECT count(*) FROM participant").scalar() == before
    assert count(workspace) == before + 1


def test_threads_take_turns_and_lose_nothing(workspace):
    def write():
        for _ in range(5):
            add(workspace)

    threads = [threading.Thread(target=write) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert count(workspace) == 20


def test_who_waits_too_long_is_told(workspace, monkeypatch):
    monkeypatch.setattr(store, "PATIENCE", 0.05)
    with workspace.work(write=True) as work:
        records.create(work, Participant, person())
        told: list[BaseException] = []

        def late():
            try:
                add(workspace)
            except db.Busy as error:
                told.append(error)

        thread = threading.Thread(target=late)
        thread.start()
        thread.join()
    assert len(told) == 1
    assert count(workspace) == 1


def test_all_stores_exist_from_the_first_day_and_look_alike(fresh_workspace):
    for name in header.STORES:
        content = (fresh_workspace / f"{name}.db").read_bytes()
        assert len(content) > 20_000
        assert not content.startswith(b"SQLite")
        assert b"CREATE TABLE" not in content


def test_nothing_typed_stands_readable_in_any_file(workspace):
    add(workspace, given_names="Canarito")
    workspace.drafts().keep("participant/new", {"given_names": "Canarito"})
    workspace.deposit("sources", b"Canarito")
    for path in workspace.folder.rglob("*"):
        assert not path.is_file() or b"Canarito" not in path.read_bytes()
    workspace.close()
    for path in workspace.folder.rglob("*"):
        assert not path.is_file() or b"Canarito" not in path.read_bytes()


def test_drafts_survive_the_end_of_the_process(workspace):
    drafts = workspace.drafts()
    drafts.keep("participant/new", {"given_names": "Rocío"})
    drafts.keep("participant/new", {"given_names": "Rocío Inés"})
    drafts.keep("incident/new", {"note": "?"})
    with closing(reopened(workspace)) as again:
        assert again.drafts().find("participant/new").values == {"given_names": "Rocío Inés"}
        assert {kept.key for kept in again.drafts().all()} == {"participant/new", "incident/new"}
        again.drafts().drop("participant/new")
        assert again.drafts().find("participant/new") is None


def test_deposits_wait_for_a_member(workspace):
    workspace.deposit("sources", b"una voz")
    workspace.deposit("dialogues", b"otra")
    workspace.open_store("sources")
    assert [content for _path, content in workspace.deposits("sources")] == [b"una voz"]


def test_a_closed_store_is_closed(workspace):
    workspace.open_store("sources")
    assert workspace.open_stores == ("cases", "sources")
    workspace.close_store("sources")
    with pytest.raises(store.StoreClosed), workspace.work("sources"):
        pass


def test_settings_are_read_back(workspace):
    with workspace.work(write=True) as work:
        settings.write(work, "city", {"name": "Río Manso", "n": 3})
        settings.write(work, "city", {"name": "Río Manso", "n": 4})
    with workspace.work() as work:
        assert settings.read(work, "city") == {"name": "Río Manso", "n": 4}
        assert settings.read(work, "nothing", 7) == 7


def test_a_workspace_without_several_users_needs_no_name(fresh_workspace, made_once):
    found = store.load_header(fresh_workspace)
    assert store.only_user(found) == "ana"
    two = keys.add_slot(
        found, made_once.unlocked.data_key, {}, secret=b"x", user="beto", role="caseworker"
    )
    with pytest.raises(Exception, match="several users"):
        store.only_user(two)


def test_closing_notes_how_far_the_journal_got(workspace):
    assert workspace.head("cases") is None
    add(workspace)
    with closing(reopened(workspace)) as again:
        head = again.head("cases")
    assert head is not None
    assert head[0] == 1
    assert len(head[1]) == 64


def test_a_late_question_is_told_that_its_store_is_closed(workspace):
    """A timer of a page that was going asked once more, and KeyError reached the user."""
    workspace.close()
    for ask in (lambda: workspace.work().__enter__(), workspace.drafts):
        with pytest.raises(store.StoreClosed):
            ask()
