# SPDX-License-Identifier: GPL-3.0-or-later
"""A rescue brings nobody back whom the team erased, even where the stones lie on a broken page."""

from contextlib import closing

import pytest

from desktop.contacts import service as contacts
from desktop.core import db, journal, records
from desktop.core.backups import backup, rescue
from desktop.core.i18n import set_language
from desktop.core.store import Workspace
from desktop.households import service as households
from desktop.participants import merge_service
from desktop.participants.model import Participant
from desktop.rights import doubts, erasing
from desktop.shell import rescue_page
from tests.core.backups.test_forgotten import everything
from tests.workspaces import add, person

CANARY = "Canaritoqueseborra"
STAYS = "Rocíoquesequeda"


@pytest.fixture
def lost(workspace, tmp_path):
    """Somebody erased after the only copy, somebody who stays, and where every table begins."""
    gone = add(workspace, given_names=CANARY)
    stays = add(workspace, given_names=STAYS)
    with workspace.work(write=True) as work:
        for one in (gone, stays):
            seen = {"participant": one, "kind": "visit_home", "note": f"{CANARY[:9]} {one}"}
            contacts.note(work, seen)
        rows = [person(note=f"{n} " + "x" * 500) for n in range(60)]
        records.create_many(work, Participant, rows)
    copies = tmp_path / "workspace-copies"
    backup.backup(workspace, copies)
    with workspace.work(write=True) as work:
        erasing.erase_here(work, gone)
    pages = first_pages(workspace)
    workspace.close()
    return workspace, copies, pages, gone


def first_pages(workspace):
    """Where every table and index begins; what was written lies in the file itself."""
    with closing(db.connect(workspace.place("cases"))) as connection:
        found = connection.execute("SELECT name, rootpage FROM sqlite_schema WHERE rootpage > 0")
        pages = {str(name): int(page) for name, page in found}
        db.emptied(connection)
        return pages


def spoil(workspace, pages, *tables):
    """Break the first page of some tables: none of their rows can be found any more."""
    path = workspace.folder / "cases.db"
    content = bytearray(path.read_bytes())
    for name in tables:
        content[(pages[name] - 1) * 4096 + 50] ^= 1
    path.write_bytes(content)


def saved(workspace, copies, tmp_path):
    done = rescue.rescue(workspace.folder, tmp_path / "saved", workspace.key_holder, copies)
    opened = Workspace(tmp_path / "saved", workspace.key_holder)
    try:
        text = everything(opened)
        with opened.work() as work:
            return done, text, doubts.since(work)
    finally:
        opened.close()


@pytest.mark.parametrize(
    "broken",
    [
        ("tombstone",),
        ("tombstone", "participant"),
        ("tombstone", "participant", "contact"),
        ("tombstone", "participant", "change"),
        ("tombstone", "participant", "contact", "change"),
        ("participant", "change", "journal"),
    ],
    ids="+".join,
)
def test_whom_the_team_erased_stays_away(lost, tmp_path, broken):
    workspace, copies, pages, gone = lost
    spoil(workspace, pages, *broken)
    done, text, doubt = saved(workspace, copies, tmp_path)
    assert CANARY not in text
    assert f"{CANARY[:9]} {gone}" not in text
    assert STAYS in text
    assert done.certain
    assert doubt is None
    assert not any("certificate" in line for line in told(done))


def test_nor_do_the_files_merged_into_one_or_the_place_in_the_home_of_another(workspace, tmp_path):
    gone = add(workspace, given_names=CANARY)
    merged, stays = add(workspace, given_names=CANARY), add(workspace, given_names=STAYS)
    with workspace.work(write=True) as work:
        households.add(work, stays, {"relation": "sibling", "person": gone, "called": CANARY})
        merge_service.merge(work, gone, merged)
    backup.backup(workspace, tmp_path / "workspace-copies")
    with workspace.work(write=True) as work:
        erasing.erase_here(work, gone)
    pages = first_pages(workspace)
    workspace.close()
    spoil(workspace, pages, "tombstone", "participant", "household_member", "change")
    done, text, _doubt = saved(workspace, tmp_path / "workspace-copies", tmp_path)
    assert done.stores[0].from_copy > 0
    assert CANARY not in text
    assert STAYS in text


def told(done):
    set_language("en")
    return rescue_page.told(done)


def test_where_nothing_says_whom_it_is_told_and_asked_until_a_coordinator_answers(lost, tmp_path):
    workspace, copies, pages, _gone = lost
    spoil(workspace, pages, "tombstone", "participant", "change", "journal")
    done, _text, doubt = saved(workspace, copies, tmp_path)
    assert not done.certain
    assert doubt is not None
    assert any("certificates on paper" in line for line in told(done))
    opened = Workspace(tmp_path / "saved", workspace.key_holder)
    try:
        with opened.work(write=True) as work:
            doubts.confirm(work)
            assert doubts.since(work) is None
            assert journal.entries(work)[0].action == "rescue_compared"
    finally:
        opened.close()


def test_an_act_that_only_counts_what_it_erased_leaves_a_doubt(workspace, tmp_path):
    add(workspace)
    backup.backup(workspace, tmp_path / "workspace-copies")
    with workspace.work(write=True) as work:
        journal.write(work, "retention", "rumour_days:1")
    pages = first_pages(workspace)
    workspace.close()
    spoil(workspace, pages, "tombstone", "participant", "change")
    done, _text, doubt = saved(workspace, tmp_path / "workspace-copies", tmp_path)
    assert not done.certain
    assert doubt is not None


def test_a_copy_alone_leaves_a_doubt(lost, tmp_path):
    workspace, copies, _pages, _gone = lost
    (workspace.folder / "cases.db").write_bytes(b"\x00" * 20_000)
    done, _text, doubt = saved(workspace, copies, tmp_path)
    assert done.stores[0].how == "copy"
    assert not done.certain
    assert doubt is not None
