# SPDX-License-Identifier: GPL-3.0-or-later
"""A colleague with the main key, and Python, begins the journal anew: everybody who checks sees it."""

import secrets
from contextlib import closing
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest

from desktop.core import audit_log, chains, heads, journal, soundness
from desktop.core.crypto import header, keys, paper
from desktop.core.journal import Entry
from desktop.core.store import Workspace
from desktop.core.team import members, rotation
from tests.workspaces import USER, WORDS, Made, add, join, let_in, reopened

OTHER = "seis palabras de luis aqui van"
FIRST = 32


def forge(workspace: Workspace, hidden: str, start: int = 1) -> None:
    """Write the journal anew from one entry on without some acts, under a key of one's own.

    All that the data key can reach is made to fit: tags, heads, and the key as it is sealed to the
    paper and to each auditor.
    """
    fresh = secrets.token_bytes(FIRST)
    with workspace.work(write=True) as work:
        entries = list(journal.all_entries(work))
        ask = work.session.connection().exec_driver_sql
        ask(f"DELETE FROM journal WHERE seq >= {start}")
        before = entries[start - 2].tag if start > 1 else journal.EMPTY[1]
        key, number = fresh, start - 1
        for one in entries[start - 1 :]:
            if one.action == hidden:
                continue
            number += 1
            bare = replace(one, seq=number)
            before = _append(work, bare, journal.tag_of(key, before, bare))
            key = sha256(key).digest()
        ask(f"UPDATE setting SET value = '{key.hex()}:{number}' WHERE name = 'journal_key'")
    _seal(workspace, start, fresh, heads.sealed(workspace.place("cases").key, number, before))


def _append(work, entry: Entry, tag: str) -> str:
    text = entry.moment.isoformat(sep=" ", timespec="milliseconds")[:23]
    work.session.connection().connection.driver_connection.execute(
        'INSERT INTO journal (seq, moment, "user", device, "action", "object", tag) '
        "VALUES (?, ?, ?, ?, ?, ?, ?)",
        (entry.seq, text, entry.user, entry.device, entry.action, entry.object, tag),
    )
    return tag


def _seal(workspace: Workspace, start: int, fresh: bytes, head: str) -> None:
    def changed(found: header.Header) -> header.Header:
        more = dict(found.more)
        more["heads"] = {**more.get("heads", {}), "cases": head}
        if start == 1:
            for_paper = keys.sealed_to_paper(found, "chain/cases", fresh)
            more["chains"] = {**more["chains"], "cases": for_paper}
            found = replace(found, more=more)
        else:
            found = chains.with_segment(replace(found, more=more), "cases", start, fresh)
        more = dict(found.more)
        auditors = {}
        for slot, mine in more.get("auditors", {}).items():
            assert found.directory is not None
            public = found.directory.entry(slot).public
            sealed = keys.sealed_to(found, public, f"audit/cases/{start}", fresh)
            kept = [one for one in mine["cases"] if one["from"] < start]
            auditors[slot] = {**mine, "cases": [*kept, {"from": start, "key": sealed}]}
        return replace(found, more={**more, "auditors": auditors})

    workspace.change_header(changed)


@pytest.fixture
def audited(fresh_workspace: Path, made_once: Made) -> tuple[Path, str]:
    """A workspace with an auditor who has had the journal once, then an export; her words."""
    let_in(fresh_workspace, made_once.unlocked, "luis", OTHER)
    with closing(Workspace(fresh_workspace, made_once.unlocked)) as boss:
        words = members.admit(boss, "vera", "auditor").words
        add(boss)
        audit_log.write(boss, "vera", fresh_workspace.parent / "first.log")
        with boss.work(write=True) as work:
            journal.write(work, "export", "donor:3")
            journal.write(work, "print", "1")
    return fresh_workspace, words


@pytest.mark.parametrize("start", [1, 4])
def test_a_journal_begun_anew_by_a_colleague_is_seen(audited, made_once, start) -> None:
    folder, words = audited
    with closing(Workspace.open(folder, "luis", OTHER)) as mine:
        forge(mine, "export", start)
    with closing(Workspace.open(folder, USER, WORDS)) as boss:
        audit_log.write(boss, "vera", folder.parent / "second.log")
    vera = keys.unlock(header.load(folder), "vera", words)
    assert audit_log.read(vera, folder.parent / "first.log").sound
    assert not audit_log.read(vera, folder.parent / "second.log").sound
    with_paper = keys.unlock_with_recovery(
        header.load(folder), paper.read("".join(made_once.recovery))
    )
    with closing(Workspace(folder, with_paper)) as opened:
        assert any("journal" in line for line in soundness.problems(opened))


def test_the_first_keys_taken_away_are_missed(audited, made_once) -> None:
    folder, _words = audited
    with closing(Workspace.open(folder, "luis", OTHER)) as mine:
        mine.change_header(lambda found: replace(found, more={**found.more, "chains": {}}))
    with_paper = keys.unlock_with_recovery(
        header.load(folder), paper.read("".join(made_once.recovery))
    )
    with closing(Workspace(folder, with_paper)) as opened:
        assert any("proves the journal" in line for line in soundness.problems(opened))


def test_a_key_a_member_made_is_vouched_for_by_the_journal_itself(
    fresh_workspace, made_once
) -> None:
    """Who is no coordinator renews the key of a part: the entry before says which key comes."""
    let_in(fresh_workspace, made_once.unlocked, "luis", OTHER, stores=("sources",))
    with closing(Workspace(fresh_workspace, made_once.unlocked)) as boss:
        words = members.admit(boss, "vera", "auditor").words
        boss.open_store("sources")
        audit_log.write(boss, "vera", fresh_workspace.parent / "first.log")
    with closing(Workspace.open(fresh_workspace, "luis", OTHER)) as mine:
        rotation.rotate_store(mine, "sources")
    with closing(Workspace(fresh_workspace, made_once.unlocked)) as boss:
        boss = reopened(boss)
        boss.open_store("sources")
        audit_log.write(boss, "vera", fresh_workspace.parent / "second.log")
        assert soundness.problems(boss) == []
        boss.close()
    vera = keys.unlock(header.load(fresh_workspace), "vera", words)
    log = audit_log.read(vera, fresh_workspace.parent / "second.log")
    assert log.sound
    assert len(log.parts["sources"].starts) == 2


@pytest.mark.parametrize("how", ["demoted", "dismissed"])
def test_whoever_was_a_coordinator_hands_over_no_journal(
    workspace: Workspace, tmp_path, how
) -> None:
    """The earlier signing key and the public keys are enough to make the file; it is not believed."""
    join(workspace, "caro", "coordinator")
    beto = join(workspace, "beto", "coordinator")
    words = members.admit(workspace, "vera", "auditor").words
    workspace.close()
    with closing(Workspace.open(workspace.folder, "beto", beto)) as mine:
        audit_log.write(mine, "vera", tmp_path / "his.log")
    vera = keys.unlock(header.load(workspace.folder), "vera", words)
    assert audit_log.read(vera, tmp_path / "his.log").sound
    with closing(reopened(workspace)) as boss:
        if how == "demoted":
            members.change(boss, "beto", role="caseworker")
        else:
            members.dismiss(boss, "beto")
    vera = keys.unlock(header.load(workspace.folder), "vera", words)
    with pytest.raises(audit_log.LogUnreadable):
        audit_log.read(vera, tmp_path / "his.log")
