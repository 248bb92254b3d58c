# SPDX-License-Identifier: GPL-3.0-or-later
"""Two people, or one and a day: nobody approves alone what needs a second, whatever the clock."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from desktop.core import clock, journal
from desktop.core.crypto import header, keys, trust
from desktop.core.crypto.keys import WrongPassphrase
from desktop.core.errors import NotAllowed
from desktop.core.store import Workspace
from desktop.core.team import approvals, seconds, waits
from desktop.core.team.approvals import ERASE, OPEN, RELEASE
from desktop.core.work import User
from tests.workspaces import USER, WORDS, add, join

NOON = datetime(2026, 11, 10, 12, tzinfo=UTC)
DAY = timedelta(days=1)


def admit(workspace: Workspace, user: str, role: str, stores: tuple[str, ...] = ()) -> str:
    """Let somebody in, long ago; returns the passphrase."""
    return join(workspace, user, role, stores)


def enlarge(workspace: Workspace) -> str:
    """Make a team of three; returns the passphrase of its second coordinator, Bea."""
    admit(workspace, "lia", "caseworker")
    return admit(workspace, "bea", "coordinator")


def wrote(workspace: Workspace, *actions: str) -> list[tuple[str, str]]:
    """Return (user, action) of the journal's lines of some actions, in order."""
    with workspace.work() as work:
        lines = journal.entries(work)[::-1]
    return [(one.user, one.action) for one in lines if one.action in actions]


def test_a_second_person_approves_with_the_passphrase_and_both_are_noted(
    workspace: Workspace,
) -> None:
    person = add(workspace)
    words = admit(workspace, "bea", "data_officer")
    made = approvals.second(workspace, "bea", words, ERASE, person, "asked by the person")
    assert (made.how, made.users, made.reason) == ("second", (USER, "bea"), "asked by the person")
    assert wrote(workspace, "approved") == [(USER, "approved"), ("bea", "approved")]
    with workspace.work(write=True) as work:
        used = approvals.use(work, made.id, ERASE, person)
    assert used == made
    assert "two people" in approvals.words(used)
    assert wrote(workspace, "approval_used") == [(USER, "approval_used")]


@pytest.mark.parametrize(
    ("user", "words", "error"),
    [
        (USER, WORDS, approvals.SamePerson),
        ("bea", "not hers", WrongPassphrase),
        ("nobody", "", WrongPassphrase),
        ("lia", "", approvals.CannotApprove),
        ("sol", "", approvals.CannotApprove),
    ],
)
def test_who_cannot_approve(
    workspace: Workspace, user: str, words: str, error: type[Exception]
) -> None:
    known = {"bea": admit(workspace, "bea", "coordinator")}
    if user in ("lia", "sol"):
        known[user] = admit(workspace, user, "caseworker" if user == "lia" else "auditor")
    with pytest.raises(error):
        approvals.second(workspace, user, words or known.get(user, "x"), ERASE, "x")
    assert wrote(workspace, "approved") == []


def test_a_member_approves_opening_the_dialogues_and_nobody_else(workspace: Workspace) -> None:
    bea = admit(workspace, "bea", "caseworker", ("dialogues",))
    lia = admit(workspace, "lia", "coordinator")
    assert approvals.second(workspace, "bea", bea, OPEN).how == "second"
    with pytest.raises(approvals.CannotApprove):
        approvals.second(workspace, "lia", lia, OPEN)


def test_somebody_of_another_workspace_does_not_count(workspace: Workspace, tmp_path) -> None:
    from desktop.core import founding

    founding.create(tmp_path / "other", "bea", passphrase="bea bea")
    ours = workspace.folder / header.NAME
    kept = ours.read_bytes()
    ours.write_bytes((tmp_path / "other" / header.NAME).read_bytes())
    with pytest.raises(header.HeaderDamaged):
        approvals.second(workspace, "bea", "bea bea", ERASE, "x")
    ours.write_bytes(kept)


def test_an_approval_is_for_one_deed_of_one_person_once_and_for_a_day(
    workspace: Workspace,
) -> None:
    words = admit(workspace, "bea", "coordinator")
    with clock.at(NOON):
        made = approvals.second(workspace, "bea", words, RELEASE, "public:7")
    for when, user, action, thing in (
        (NOON, USER, ERASE, "public:7"),
        (NOON, USER, RELEASE, "public:5"),
        (NOON, "bea", RELEASE, "public:7"),
        (NOON + DAY, USER, RELEASE, "public:7"),
    ):
        workspace.user = User(user)
        with clock.at(when), pytest.raises(approvals.TwoAreNeeded):
            spend(workspace, made.id, action, thing)
    workspace.user = User(USER)
    with clock.at(NOON + DAY - timedelta(seconds=1)):
        spend(workspace, made.id, RELEASE, "public:7")
        with pytest.raises(approvals.TwoAreNeeded):
            spend(workspace, made.id, RELEASE, "public:7")


def spend(workspace: Workspace, identity: str, action: str, thing: str) -> None:
    with workspace.work(write=True) as work:
        approvals.use(work, identity, action, thing)


def is_small(workspace: Workspace) -> bool:
    with workspace.work() as work:
        return seconds.is_small(work)


def ask(workspace: Workspace, reason: str = "nobody else is here") -> str:
    with workspace.work(write=True) as work:
        return approvals.ask(work, ERASE, "x", reason)


def confirm(workspace: Workspace, identity: str) -> approvals.Approval:
    with workspace.work(write=True) as work:
        return approvals.confirm_alone(work, identity)


def test_one_person_confirms_alone_a_day_later_with_a_reason(workspace: Workspace) -> None:
    with clock.at(NOON):
        with pytest.raises(approvals.ReasonMissing):
            ask(workspace, "  ")
        request = ask(workspace)
    almost = DAY - timedelta(minutes=1)
    with clock.at(NOON), clock.later(almost), pytest.raises(approvals.TooEarly) as early:
        confirm(workspace, request)
    assert early.value.values == {"n": 1}
    with clock.at(NOON), clock.later(DAY):
        made = confirm(workspace, request)
        assert (made.how, made.users, made.reason) == ("alone", (USER,), "nobody else is here")
        spend(workspace, made.id, ERASE, "x")
        with pytest.raises(approvals.TwoAreNeeded):
            confirm(workspace, request)
    assert "24 hours" in approvals.words(made)


def test_an_approval_that_was_only_asked_for_is_none(workspace: Workspace) -> None:
    request = ask(workspace)
    with pytest.raises(approvals.TwoAreNeeded):
        spend(workspace, request, ERASE, "x")


def test_a_clock_set_back_before_asking_gains_nothing(workspace: Workspace) -> None:
    with clock.at(NOON):
        add(workspace)
    with clock.at(NOON - 2 * DAY):
        request = ask(workspace)
    with clock.at(NOON + timedelta(hours=1)), pytest.raises(approvals.TooEarly):
        confirm(workspace, request)
    with clock.at(NOON), clock.later(DAY + timedelta(hours=1)):
        assert confirm(workspace, request).how == "alone"


def test_a_clock_that_once_ran_years_ahead_does_not_stop_anybody(workspace: Workspace) -> None:
    with clock.at(NOON + 2000 * DAY):
        add(workspace)
    with clock.at(NOON):
        request = ask(workspace)
    with clock.at(NOON), clock.later(DAY):
        assert confirm(workspace, request).how == "alone"


def test_a_clock_set_forward_a_day_proves_no_day(workspace: Workspace) -> None:
    with clock.at(NOON):
        request = ask(workspace)
    with clock.at(NOON + 2 * DAY), pytest.raises(approvals.TooEarly):
        confirm(workspace, request)
    almost = timedelta(hours=23, minutes=50)
    with (
        clock.at(NOON),
        clock.later(almost),
        clock.at(NOON + 3 * DAY),
        pytest.raises(approvals.TooEarly),
    ):
        confirm(workspace, request)
    with clock.at(NOON), clock.later(DAY):
        assert confirm(workspace, request).how == "alone"


def test_after_a_new_start_of_the_computer_the_day_must_hold_work(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    with clock.at(NOON):
        request = ask(workspace)
    monkeypatch.setattr(clock, "boot", lambda: "another start")
    with clock.at(NOON + DAY), pytest.raises(approvals.TooEarly):
        confirm(workspace, request)
    for minutes in range(0, 80, 20):
        with clock.at(NOON + timedelta(hours=20, minutes=minutes)):
            add(workspace)
    with clock.at(NOON + DAY - timedelta(minutes=1)), pytest.raises(approvals.TooEarly):
        confirm(workspace, request)
    with clock.at(NOON + DAY):
        assert confirm(workspace, request).how == "alone"


def test_a_clock_set_back_after_asking_makes_the_request_void(workspace: Workspace) -> None:
    with clock.at(NOON):
        request = ask(workspace)
    with clock.at(NOON + DAY):
        add(workspace)
    with clock.at(NOON + timedelta(hours=2)):
        add(workspace)
    with clock.at(NOON), clock.later(2 * DAY), pytest.raises(waits.ClockMoved):
        confirm(workspace, request)
    with clock.at(NOON + 2 * DAY), workspace.work() as work:
        assert approvals.waiting(work, ERASE, "x") is None


def test_an_approval_that_ran_out_is_not_revived_by_a_clock_set_back(workspace: Workspace) -> None:
    words = admit(workspace, "bea", "coordinator")
    with clock.at(NOON):
        made = approvals.second(workspace, "bea", words, ERASE, "x")
        seen = approvals.second(workspace, "bea", words, ERASE, "y")
        assert approvals.settle(workspace) == 0
    with clock.at(NOON + 2 * DAY):
        add(workspace)  # the journal has seen this day
    with clock.at(NOON + timedelta(hours=1)), pytest.raises(approvals.TwoAreNeeded):
        spend(workspace, made.id, ERASE, "x")
    with clock.at(NOON + 2 * DAY):
        assert approvals.settle(workspace) == 2
        assert approvals.settle(workspace) == 0
    assert len(wrote(workspace, "approval_expired")) == 2
    with clock.at(NOON), pytest.raises(approvals.TwoAreNeeded):
        spend(workspace, seen.id, ERASE, "y")


def test_only_who_asked_confirms(workspace: Workspace) -> None:
    with clock.at(NOON):
        request = ask(workspace)
    workspace.user = User("bea")
    with clock.at(NOON + DAY), pytest.raises(NotAllowed):
        confirm(workspace, request)


def test_a_team_of_three_asks_a_second_person(workspace: Workspace) -> None:
    with clock.at(NOON):
        request = ask(workspace)
    bea = enlarge(workspace)
    with clock.at(NOON), clock.later(DAY):
        with pytest.raises(approvals.TeamIsLarge):
            confirm(workspace, request)
        with pytest.raises(approvals.TeamIsLarge):
            ask(workspace)
        assert approvals.second(workspace, "bea", bea, ERASE, "x").how == "second"


def test_an_auditor_does_not_make_a_small_team_large(workspace: Workspace) -> None:
    admit(workspace, "bea", "coordinator")
    admit(workspace, "sol", "auditor")
    assert is_small(workspace)


@pytest.mark.parametrize("action", [ERASE, RELEASE])
def test_the_first_person_needs_the_right_too(workspace: Workspace, action: str) -> None:
    workspace.user = User("eva", "caseworker")
    with pytest.raises(NotAllowed):
        approvals.second(workspace, "bea", "bea bea", action, "x")
    with pytest.raises(NotAllowed), workspace.work(write=True) as work:
        approvals.ask(work, action, "x", "because")


def test_a_header_laid_into_the_folder_brings_no_second_person_of_its_own(
    workspace: Workspace,
) -> None:
    """Who holds the data key can sign a header with somebody invented in it."""
    data_key = workspace.key_holder.data_key
    forged, seed = trust.started(replace(workspace.header, pins={}))
    forged = keys.add_slot(
        forged, data_key, {}, secret=keys.normal(WORDS), user="ghost", role="coordinator"
    )
    forged, _seed = trust.founded(forged, "ghost", seed)
    header.save(workspace.folder, keys.signed(forged, data_key))
    with pytest.raises(header.HeaderAltered):
        approvals.second(workspace, "ghost", WORDS, ERASE, "x")
    header.save(workspace.folder, workspace.header)
