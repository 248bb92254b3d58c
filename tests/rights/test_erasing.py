# SPDX-License-Identifier: GPL-3.0-or-later
"""A person whose every field holds a word of its own is gone everywhere after the erasure."""

from contextlib import closing
from datetime import date

import pytest
import sqlalchemy as sa

from desktop import slices
from desktop.core import db, journal, records, settings, soundness, store, tombstones
from desktop.core.crypto.header import STORES
from desktop.core.document import Block
from desktop.core.errors import NotAllowed, RecordGone
from desktop.core.store import Workspace
from desktop.core.tables import glass
from desktop.core.team import approvals
from desktop.core.work import User
from desktop.participants import service as participants
from desktop.participants.model import Participant
from desktop.releases.model import Release
from desktop.reports import monthly
from desktop.reports.period import parse as period_of
from desktop.rights import erasing, holds, requests
from tests import raw
from tests.rights.canary import WORDS, approve, erase, everything, hits
from tests.workspaces import add


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
    """The report says what is open now and how the files at hand were typed, not only what was.

    Nobody asks an erased person anything, and a coded row is no form that somebody filled in,
    nor is it a file that a worker of the team accompanies.
    """
    told = getattr(block, "body", "") + getattr(block, "title", "")
    return any(
        words in told
        for words in (
            "late",
            "Quality of the data",
            "put together",
            "each worker",
            "Who accompanies",
        )
    )


def test_the_words_are_there_before(canary, workspace):
    assert hits(everything(workspace)) == WORDS[:12]
    with workspace.work() as work:
        assert participants.find(work, WORDS[2])
    with closing(db.connect(workspace.place("cases"))) as connection:
        db.checkpoint(connection)
    assert set(hits(raw.plain(workspace.place("cases")))) >= set(WORDS[:12])


def test_nothing_of_the_person_is_left_in_the_store(canary, workspace):
    done = erase(workspace, canary)
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
    erase(workspace, canary)
    for name in workspace.open_stores:
        place = workspace.place(name)
        for one in (place, store.drafts_place(place)):
            if one.path.exists():
                assert hits(raw.plain(one)) == []
                assert hits(raw.plain_log(one)) == []


def test_the_workspace_is_sound_afterwards(canary, workspace):
    erase(workspace, canary)
    assert soundness.problems(workspace) == []


def test_the_counts_of_past_months_stay(canary, workspace):
    before = counts(workspace)
    erase(workspace, canary)
    assert counts(workspace) == before


def test_what_stays_says_nothing_below_the_month_and_who_nobody(canary, workspace):
    erase(workspace, canary)
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
    erase(workspace, canary)
    with workspace.work() as work:
        stones = tombstones.laid(work)
        assert tombstones.lies(work, canary)
        assert {stone.register for stone in stones} >= {"participant", "contact", "placement"}
        assert ("erase", canary) in [(one.action, one.object) for one in journal.entries(work)]


def test_the_ledger_still_knows_how_many_left(canary, workspace):
    erase(workspace, canary)
    with workspace.work() as work:
        people = work.session.execute(sa.select(Release)).scalar_one().scheme["people"]
    assert len(people) == 2
    assert canary not in people


def test_the_request_stays_without_the_person(canary, workspace):
    erase(workspace, canary)
    with workspace.work() as work:
        rows = requests.rows(work, requests.keys(work, {}))
    assert len(rows) == 1
    assert rows[0][1] == "erasure"


def test_the_preview_counts_and_touches_nothing(canary, workspace):
    before = everything(workspace)
    found = erasing.preview(workspace, canary)
    assert found.registers["checkpoint"] == 6
    assert found.drafts == 2
    assert found.releases == 1
    assert set(found.sealed) == set(STORES) - {"cases"}
    assert found.copies_until == date(2027, 8, 21)
    assert everything(workspace) == before


def test_a_hold_stops_it(canary, workspace):
    with workspace.work(write=True) as work:
        hold = holds.place(work, canary, "court").id
    approval = approve(workspace, canary)
    with pytest.raises(erasing.OnHold):
        erasing.erase(workspace, canary, approval)
    assert hits(everything(workspace)) == WORDS[:12]
    with workspace.work(write=True) as work:
        holds.lift(work, hold)
    erasing.erase(workspace, canary, approval)
    assert hits(everything(workspace)) == []


def test_who_may_not_erase_does_not(canary, workspace):
    approval = approve(workspace, canary)
    workspace.user = User("ines", "caseworker")
    with pytest.raises(NotAllowed):
        erasing.erase(workspace, canary, approval)
    assert hits(everything(workspace)) == WORDS[:12]


def test_a_deleted_person_is_erased_without_a_coded_row(canary, workspace):
    with workspace.work(write=True) as work:
        records.remove(work, participants.get(work, canary))
        settings.write(work, "probe", 1)
    erase(workspace, canary)
    with workspace.work() as work:
        assert (
            work.session.execute(sa.select(sa.func.count()).select_from(Participant)).scalar() == 0
        )


def test_nobody_erases_without_an_approval_of_this_very_person(canary, workspace):
    other = add(workspace)
    for approval in ("", approve(workspace, other)):
        with pytest.raises(approvals.TwoAreNeeded):
            erasing.erase(workspace, canary, approval)
    assert hits(everything(workspace)) == WORDS[:12]


def test_an_approval_erases_once(canary, workspace):
    approval = approve(workspace, canary)
    erasing.erase(workspace, canary, approval)
    with pytest.raises((approvals.TwoAreNeeded, RecordGone)):
        erasing.erase(workspace, canary, approval)


def test_reasons_written_about_the_person_go_too(canary, workspace):
    with workspace.work(write=True) as work:
        opened = {"id": "g", "record": canary, "user": "ines", "reason": WORDS[3]}
        until = {"moment": work.moment, "until": work.moment}
        work.session.execute(glass.insert().values(**opened, **until))
        approvals.ask(work, approvals.ERASE, canary, WORDS[4])
    erase(workspace, canary)
    assert hits(everything(workspace)) == []
