# SPDX-License-Identifier: GPL-3.0-or-later
"""A legal hold is set by anybody of the team and let go of by a coordinator only, on no road."""

from collections.abc import Callable

import pytest

from desktop.core import bulk, clock, journal, records, removal
from desktop.core.errors import NotAllowed
from desktop.core.store import Workspace
from desktop.core.work import User, Work
from desktop.rights import erasing, holds
from desktop.rights.model import LegalHold
from tests.workspaces import add

BATCH = "0190a000-0000-7000-8000-00000000beef"


@pytest.fixture
def held(workspace: Workspace) -> tuple[str, str]:
    """A person and the hold that a caseworker set on them."""
    person = add(workspace)
    workspace.user = User("eva", "caseworker")
    with workspace.work(write=True) as work:
        hold = holds.place(work, person, "court order").id
    return person, hold


def _lift(work: Work, hold: str) -> None:
    holds.lift(work, hold)


def _amend(work: Work, hold: str) -> None:
    records.amend(work, records.get(work, LegalHold, hold), {"lifted_on": clock.today()})


def _turn(work: Work, hold: str) -> None:
    """Point the hold at somebody else."""
    record = records.get(work, LegalHold, hold)
    records.amend(work, record, {"participant": add_here(work)})


def _remove(work: Work, hold: str) -> None:
    records.remove(work, records.get(work, LegalHold, hold))


def _restore(work: Work, hold: str) -> None:
    records.restore(work, records.get(work, LegalHold, hold, deleted=True))


def _undo(work: Work, hold: str) -> None:
    records.undo(work, records.get(work, LegalHold, hold))


def add_here(work: Work) -> str:
    from desktop.participants.model import Participant
    from tests.workspaces import person

    return records.create(work, Participant, person()).id


@pytest.mark.parametrize("road", [_lift, _amend, _turn, _remove])
@pytest.mark.parametrize("role", ["caseworker", "dialogue", "data_officer"])
def test_nobody_but_a_coordinator_lets_go_of_a_hold(
    workspace: Workspace, held: tuple[str, str], road: Callable[[Work, str], None], role: str
) -> None:
    person, hold = held
    workspace.user = User("eva", role)
    with pytest.raises(NotAllowed), workspace.work(write=True) as work:
        road(work, hold)
    with workspace.work() as work:
        assert holds.on(work, person)
        assert journal.entries(work)[0].action == "refused"


def test_a_coordinator_lifts_a_hold(workspace: Workspace, held: tuple[str, str]) -> None:
    person, hold = held
    workspace.user = User("ana")
    with workspace.work(write=True) as work:
        holds.lift(work, hold)
        assert not holds.on(work, person)
        assert [one.action for one in journal.entries(work, 2)] == ["lift_hold", "amend"]


def test_what_a_coordinator_changed_is_not_undone_by_others(
    workspace: Workspace, held: tuple[str, str]
) -> None:
    """A hold lifted by mistake and set again stands: nobody undoes the setting."""
    person, hold = held
    workspace.user = User("ana")
    with workspace.work(write=True) as work:
        records.amend(work, holds.lift(work, hold), {"lifted_on": None})
    workspace.user = User("eva", "caseworker")
    with pytest.raises(NotAllowed), workspace.work(write=True) as work:
        _undo(work, hold)
    with workspace.work() as work:
        assert holds.on(work, person)


def test_a_removed_hold_is_not_brought_back_by_others(
    workspace: Workspace, held: tuple[str, str]
) -> None:
    _person, hold = held
    workspace.user = User("ana")
    with workspace.work(write=True) as work:
        _remove(work, hold)
    workspace.user = User("eva", "caseworker")
    with pytest.raises(NotAllowed), workspace.work(write=True) as work:
        _restore(work, hold)


def test_taking_back_an_import_lets_go_of_no_hold(workspace: Workspace) -> None:
    person = add(workspace)
    with workspace.work(write=True) as work:
        rows = [{"participant": person, "reason": "court", "since": clock.today()}]
        bulk.create_many(work, LegalHold, rows, import_id=BATCH)
    workspace.user = User("dora", "data_officer")
    with pytest.raises(NotAllowed), workspace.work(write=True) as work:
        removal.remove_import(work, LegalHold, BATCH)
    with workspace.work() as work:
        assert holds.on(work, person)


def test_what_is_held_is_not_erased_below_the_guided_way_either(
    workspace: Workspace, held: tuple[str, str]
) -> None:
    person, _hold = held
    workspace.user = User("dora", "data_officer")
    with pytest.raises(erasing.OnHold), workspace.work(write=True) as work:
        erasing.erase_here(work, person)
    workspace.user = User("eva", "caseworker")
    with pytest.raises(NotAllowed), workspace.work(write=True) as work:
        erasing.erase_here(work, person)
