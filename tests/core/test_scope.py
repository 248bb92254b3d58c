# SPDX-License-Identifier: GPL-3.0-or-later
"""Own files, the team's, or all: what lies outside is in no list, no search and behind no link."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest

from desktop import slices
from desktop.consents import service as consents
from desktop.contacts import service as contacts
from desktop.core import clock, history, listing, records
from desktop.core.errors import NotYours
from desktop.core.store import Workspace
from desktop.core.tables import table_of
from desktop.core.work import User
from desktop.desks import my_day_page
from desktop.participants import likeness_service
from desktop.participants import service as participants
from desktop.participants.model import Participant
from desktop.placements import checkpoint_service
from desktop.placements import service as placements
from desktop.placements.model import Placement
from desktop.plans import service as plans
from tests.workspaces import person

BOSS = User("ana", "coordinator", "own")
BEA = User("bea", "caseworker", "own")
LIA = User("lia", "caseworker", "team", "norte", frozenset({"lia", "bea"}))
SOL = User("sol", "caseworker", "own")


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    """Hold the whole clock: a day a model fills in by itself must not lie after today."""
    with clock.at(datetime(2026, 11, 3, 15, 0, tzinfo=UTC)):
        yield


def register(workspace: Workspace, user: User, name: str) -> str:
    """Let somebody register a person with something on every tab."""
    workspace.user = user
    with workspace.work(write=True) as work:
        who = participants.register(work, person(given_names=name)).id
        contacts.note(
            work,
            {
                "participant": who,
                "kind": "phone",
                "happened_on": date(2026, 10, 1),
                "next_on": date(2026, 11, 2),
            },
        )
        plans.note(work, who, "job")
        consents.answer(work, who, "image", "given", on=date(2025, 11, 10))
        placements.place(
            work,
            {
                "participant": who,
                "type": "formal_job",
                "starts_on": date(2026, 9, 1),
                "status": "active",
            },
        )
    return who


@pytest.fixture
def files(workspace: Workspace) -> dict[str, str]:
    """One file of Bea's and one of Sol's."""
    return {"bea": register(workspace, BEA, "Rocío"), "sol": register(workspace, SOL, "Abril")}


def everything(workspace: Workspace, user: User) -> dict[str, Any]:
    """Return the ids of people that each list, reminder and link shows to somebody."""
    workspace.user = user
    day = clock.today()
    with workspace.work() as work:
        rows = participants.keys(work, "", {}, "")
        placed = placements.rows(work, placements.keys(work, "", {}, ""))
        return {
            "list": {records.at_row(work, Participant, row).id for row in rows},
            "offered": {one for one, _c in participants.offered(work, "")},
            "codes": set(participants.codes_of(work)),
            "to complete": {one for one, _c, _d in participants.due(work, day)},
            "promised": {one for one, _d in contacts.due(work, day)},
            "asked again": {one for one, _p, _d in consents.due(work, day)},
            "placements": {row[1] for row in placed},
            "checkpoints": {one for _k, one, _p, _d in placements.due(work, day)},
            "my day": {
                line.record
                for line in (*my_day_page.today(work), *my_day_page.slipping(work))
                if line.record
            },
        }


@pytest.mark.parametrize(
    ("user", "seen"),
    [
        (BEA, {"bea"}),
        (SOL, {"sol"}),
        (LIA, {"bea"}),
        (BOSS, {"bea", "sol"}),
        (User("eva", "caseworker", "all"), {"bea", "sol"}),
        (User("eva", "caseworker", "own"), set()),
    ],
)
def test_every_list_shows_what_lies_in_the_scope_and_nothing_else(
    workspace: Workspace, files: dict[str, str], user: User, seen: set[str]
) -> None:
    wanted = {files[name] for name in seen}
    assert everything(workspace, user) == dict.fromkeys(everything(workspace, user), wanted)


def test_search_does_not_find_what_lies_outside(
    workspace: Workspace, files: dict[str, str]
) -> None:
    workspace.user = BEA
    assert slices.find(workspace, "abril") == []
    assert [one for _p, one, _w in slices.find(workspace, "rocio")] == [files["bea"]]
    with workspace.work() as work:
        assert likeness_service.similar(work, {"given_names": "Abril", "born": "2004"}) == []
        other = table_of(Placement).c.participant == files["sol"]
        assert not listing.snapshot(work, Placement, where=[other])


def test_asking_by_id_row_or_code_is_refused(workspace: Workspace, files: dict[str, str]) -> None:
    workspace.user = SOL
    with workspace.work() as work:
        code = participants.get(work, files["sol"]).code
        (row,) = participants.keys(work, "", {}, "")
    workspace.user = BEA
    for ask in (
        lambda work: participants.get(work, files["sol"]),
        lambda work: records.by_code(work, Participant, code),
        lambda work: records.at_row(work, Participant, row),
        lambda work: history.entries(work, files["sol"]),
    ):
        with pytest.raises(NotYours), workspace.work() as work:
            ask(work)


def test_what_hangs_on_a_file_is_as_closed_as_the_file(
    workspace: Workspace, files: dict[str, str]
) -> None:
    workspace.user = SOL
    with workspace.work() as work:
        placed = placements.keys(work, "", {}, "")[0]
        placement = records.at_row(work, Placement, placed).id
        check = checkpoint_service.checkpoints(work, placement)[0].id
    workspace.user = BEA
    other = files["sol"]
    with workspace.work() as work:
        assert slices.timeline(work, other) == []
        assert not contacts.keys(work, other)
        assert not plans.keys(work, other)
        assert not consents.keys(work, other)
        assert not checkpoint_service.keys(work, placement)
        assert checkpoint_service.checkpoints(work, placement) == []
        assert placements.rows(work, [placed]) == [(None,) * 7]
        assert consents.latest(work, other) == {}
    for act in (
        lambda work: contacts.note(
            work, {"participant": other, "kind": "phone", "happened_on": date(2026, 11, 1)}
        ),
        lambda work: checkpoint_service.answer(work, check, {"result": "retained_same"}),
        lambda work: plans.note(work, other, "food"),
        lambda work: participants.close(work, other, "goals_met"),
        lambda work: slices.bars_closing(work, other),
    ):
        with pytest.raises(NotYours), workspace.work(write=True) as work:
            act(work)


def test_a_contact_cannot_be_turned_to_somebody_elses_file(
    workspace: Workspace, files: dict[str, str]
) -> None:
    from desktop.contacts.model import Contact

    workspace.user = BEA
    with workspace.work() as work:
        mine = records.at_row(work, Contact, contacts.keys(work, files["bea"])[0])
    with pytest.raises(NotYours), workspace.work(write=True) as work:
        records.amend(work, mine, {"participant": files["sol"]})
