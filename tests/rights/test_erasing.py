# SPDX-License-Identifier: GPL-3.0-or-later
"""A person whose every field holds a word of its own is gone everywhere after the erasure."""

import json
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
import sqlalchemy as sa

from desktop import slices
from desktop.consents import service as consents
from desktop.contacts import service as contacts
from desktop.contacts.model import Contact
from desktop.core import (
    backup,
    clock,
    db,
    journal,
    keys,
    records,
    settings,
    soundness,
    store,
    tombstones,
)
from desktop.core.document import Block
from desktop.core.errors import NotAllowed, RecordGone
from desktop.core.header import STORES
from desktop.core.store import Workspace
from desktop.core.work import User
from desktop.participants import service as participants
from desktop.participants.model import Participant
from desktop.placements import service as placements
from desktop.plans import service as plans
from desktop.releases.model import Release
from desktop.reports import monthly
from desktop.reports.period import parse as period_of
from desktop.rights import erasing, holds, requests
from tests import raw
from tests.rooms import NOON
from tests.workspaces import add

WORDS = [f"kanarie{letter}" for letter in "abcdefghijklm"]
TEXTS = (
    "safe_contact_number",
    "safe_contact_rule",
    "given_names",
    "family_names",
    "known_as",
    "document_number",
    "note",
)


@pytest.fixture
def now():
    with clock.at(NOON):
        yield


@pytest.fixture
def canary(now, workspace: Workspace) -> str:
    """Somebody with a word of their own in every field and every room."""
    person = add(
        workspace,
        **dict(zip(TEXTS, WORDS, strict=False)),
        registered_on=date(2026, 3, 17),
        groups=["youth_at_risk"],
        education="primary",
        work_status="unemployed",
        living="own_family",
        referral_source="self",
    )
    with workspace.work(write=True) as work:
        seen = {"participant": person, "kind": "visit_home", "happened_on": date(2026, 9, 30)}
        contacts.note(work, {**seen, "note": WORDS[7]})
        contact = work.session.execute(sa.select(Contact)).scalar_one()
        records.amend(work, contact, {"note": WORDS[8]})
        plans.note(work, person, "safety", "met")
        consents.answer(
            work, person, "anonymous_stats", "given", on=date(2026, 3, 17), witness=WORDS[9]
        )
        starts = {"participant": person, "type": "formal_job", "starts_on": date(2026, 7, 9)}
        placed = placements.place(work, {**starts, "note": WORDS[10]})
        check = placements.checkpoints(work, placed.id)[0]
        placements.answer(work, check.id, {"done_on": date(2026, 8, 9), "result": "retained_same"})
        asked = {"participant": person, "kind": "erasure", "answer": WORDS[11], "country": "co"}
        requests.receive(work, asked)
        release = records.create(
            work, Release, {"kind": "dataset", "recipient": "donor", "sha256": "0" * 64}
        )
        release.scheme = {"people": [person, "another"]}
        work.session.add(release)
    kept = workspace.drafts()
    kept.keep(f"participants/{person}/names", {"known_as": WORDS[12]})
    kept.keep("contact/new", {"participant": person, "note": WORDS[12]})
    kept.keep("activity/new", {"title": "other"})
    return person


def everything(workspace: Workspace, name: str = "cases") -> str:
    """Every value of every table of a store, search tables included, as text."""
    with closing(db.connect(workspace.place(name))) as connection:
        tables = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")
        rows = [
            row
            for (table,) in tables.fetchall()
            for row in connection.execute(f'SELECT * FROM "{table}"').fetchall()
        ]
    return repr(rows).lower()


def hits(content: bytes | str) -> list[str]:
    text = content if isinstance(content, bytes) else content.encode()
    return [word for word in WORDS if word.encode() in text.lower()]


def counts(workspace: Workspace) -> list[tuple[str, list[Block]]]:
    """Every table and sentence of the reports of the past months."""
    found = []
    for month in range(3, 11):
        with workspace.work() as work:
            period = period_of(f"2026-{month:02}")
            made = monthly.build(work, period, edition="team", language="en", is_demo=False)
        found += [
            (section.title, [block for block in section.blocks if not is_work_to_do(block)])
            for section in made.sections
        ]
    return found


def is_work_to_do(block: object) -> bool:
    """The report says which questions are open now; nobody asks an erased person anything."""
    return "late" in getattr(block, "body", "")


def test_the_words_are_there_before(canary, workspace):
    assert hits(everything(workspace)) == WORDS[:12]
    with workspace.work() as work:
        assert participants.find(work, WORDS[2])
    with closing(db.connect(workspace.place("cases"))) as connection:
        db.checkpoint(connection)
    assert set(hits(raw.plain(workspace.place("cases")))) >= set(WORDS[:12])


def test_nothing_of_the_person_is_left_in_the_store(canary, workspace):
    done = erasing.erase(workspace, canary, approved="by two")
    assert done.registers["participant"] == 1
    assert done.registers["contact"] == 1
    assert done.drafts == 2
    assert done.tidy
    assert hits(everything(workspace)) == []
    with workspace.work() as work:
        assert not any(slices.find(workspace, word) for word in WORDS)
        with pytest.raises(RecordGone):
            participants.get(work, canary)


def test_no_page_of_any_file_holds_a_word_even_a_free_one(canary, workspace):
    erasing.erase(workspace, canary)
    for name in workspace.open_stores:
        place = workspace.place(name)
        for one in (place, store.drafts_place(place)):
            if one.path.exists():
                assert hits(raw.plain(one)) == []
                assert hits(raw.plain_log(one)) == []


def test_the_next_backup_does_not_hold_the_person(canary, workspace, tmp_path):
    before = backup.backup(workspace, tmp_path / "before")
    erasing.erase(workspace, canary)
    after = backup.backup(workspace, tmp_path / "after")
    assert set(hits(copied(workspace, before))) >= set(WORDS[:12])
    assert hits(copied(workspace, after)) == []


def copied(workspace: Workspace, folder: Path) -> bytes:
    """The pages of the main store and its drafts in a backup."""
    identity = json.loads((folder / backup.MANIFEST).read_text("utf-8"))["id"]
    place = workspace.place("cases")
    found = b""
    for one in (place, store.drafts_place(place)):
        key = keys.derive(one.key, f"backup/{identity}")
        found += raw.plain(db.Place(folder / one.path.name, key, one.identity))
    return found


def test_the_workspace_is_sound_afterwards(canary, workspace):
    erasing.erase(workspace, canary)
    assert soundness.problems(workspace) == []


def test_the_counts_of_past_months_stay(canary, workspace):
    before = counts(workspace)
    erasing.erase(workspace, canary)
    assert counts(workspace) == before


def test_what_stays_says_nothing_below_the_month_and_who_nobody(canary, workspace):
    erasing.erase(workspace, canary)
    with workspace.work() as work:
        kept = work.session.execute(sa.select(Participant)).scalars().all()
        assert [(one.born, one.registered_on, one.sex) for one in kept] == [
            ("2002~", date(2026, 3, 1), "female")
        ]
        assert kept[0].id != canary
        assert kept[0].closed_on == date(2026, 11, 1)
        assert list(participants.keys(work, "", {}, "")) == []
        assert participants.codes_of(work, [canary]) == {}


def test_a_stone_lies_and_the_journal_says_so(canary, workspace):
    erasing.erase(workspace, canary)
    with workspace.work() as work:
        stones = tombstones.laid(work)
        assert tombstones.lies(work, canary)
        assert {stone.register for stone in stones} >= {"participant", "contact", "placement"}
        assert ("erase", canary) in [(one.action, one.object) for one in journal.entries(work)]


def test_an_older_copy_loses_the_person_again(canary, workspace, tmp_path):
    folder = backup.backup(workspace, tmp_path / "before")
    erasing.erase(workspace, canary)
    with workspace.work() as work:
        stones = tombstones.laid(work)
    target = tmp_path / "restored"
    holder = workspace.key_holder
    unlocked, backup._unlocked = backup._unlocked, lambda *_: holder  # no key is derived twice
    try:
        backup.restore(folder, target, user="ana", passphrase="")
    finally:
        backup._unlocked = unlocked
    older = Workspace(target, holder)
    try:
        assert hits(everything(older)) == WORDS[:12]
        with older.work(write=True) as work:
            assert tombstones.carry_over(work, stones) >= 5
        with older.work() as work:
            assert tombstones.lies(work, canary)
        left = hits(everything(older))
        assert left == [WORDS[11]]  # the request is not the person's own record
        assert soundness.problems(older) == []
    finally:
        older.close()


def test_the_ledger_still_knows_how_many_left(canary, workspace):
    erasing.erase(workspace, canary)
    with workspace.work() as work:
        people = work.session.execute(sa.select(Release)).scalar_one().scheme["people"]
    assert len(people) == 2
    assert canary not in people


def test_the_request_stays_without_the_person(canary, workspace):
    erasing.erase(workspace, canary)
    with workspace.work() as work:
        rows = requests.rows(work, requests.keys(work, {}))
    assert len(rows) == 1
    assert rows[0][1] == "erasure"


def test_the_preview_counts_and_touches_nothing(canary, workspace):
    before = everything(workspace)
    found = erasing.preview(workspace, canary)
    assert found.registers["checkpoint"] == 5
    assert found.drafts == 2
    assert found.releases == 1
    assert set(found.sealed) == set(STORES) - {"cases"}
    assert found.copies_until == date(2027, 8, 21)
    assert everything(workspace) == before


def test_a_hold_stops_it(canary, workspace):
    with workspace.work(write=True) as work:
        hold = holds.place(work, canary, "court").id
    with pytest.raises(erasing.OnHold):
        erasing.erase(workspace, canary)
    assert hits(everything(workspace)) == WORDS[:12]
    with workspace.work(write=True) as work:
        holds.lift(work, hold)
    erasing.erase(workspace, canary)
    assert hits(everything(workspace)) == []


def test_who_may_not_erase_does_not(canary, workspace):
    workspace.user = User("ines", "caseworker")
    with pytest.raises(NotAllowed):
        erasing.erase(workspace, canary)
    assert hits(everything(workspace)) == WORDS[:12]


def test_a_closed_store_is_asked_by_a_sealed_request(canary, workspace):
    erasing.erase(workspace, canary)
    for name in ("protected", "dialogues", "sources"):
        workspace.open_store(name)
        assert erasing.take_requests(workspace, name) == 1
        assert erasing.take_requests(workspace, name) == 0
        with workspace.work(name) as work:
            assert "erase" in [one.action for one in journal.entries(work)]


def test_open_stores_are_erased_at_once(canary, workspace):
    workspace.open_store("protected")
    done = erasing.erase(workspace, canary)
    assert set(done.sealed) == {"dialogues", "sources"}


def test_the_copies_of_a_migration_go_too(canary, workspace):
    copy = workspace.folder / "cases.before-0002"
    copy.write_bytes(b"older")
    erasing.erase(workspace, canary)
    assert not copy.exists()


def test_a_deleted_person_is_erased_without_a_coded_row(canary, workspace):
    with workspace.work(write=True) as work:
        records.remove(work, participants.get(work, canary))
        settings.write(work, "probe", 1)
    erasing.erase(workspace, canary)
    with workspace.work() as work:
        assert (
            work.session.execute(sa.select(sa.func.count()).select_from(Participant)).scalar() == 0
        )
