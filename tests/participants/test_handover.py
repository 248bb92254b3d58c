# SPDX-License-Identifier: GPL-3.0-or-later
"""A file changes hands: the scope follows at once, nobody goes round it, the receiver confirms."""

import shutil
from contextlib import closing
from datetime import timedelta

import pytest

from desktop import slices
from desktop.contacts import service as contacts
from desktop.core import clock, history, journal, records
from desktop.core.crypto import keys
from desktop.core.errors import NotAllowed, NotYours
from desktop.core.store import Workspace, load_header
from desktop.core.team import members
from desktop.participants import handover_service as handovers
from desktop.participants import service as participants
from desktop.participants.model import Participant
from tests.rights.canary import everything
from tests.rooms import NOON
from tests.workspaces import let_in, person

ANA, BEA, SOL, EVA, DIA, DAT = "ana", "bea", "sol", "eva", "dia", "dat"
TEAM = (  # login word, role, scope
    (BEA, "caseworker", "own"),
    (SOL, "caseworker", "own"),
    (EVA, "caseworker", "all"),
    (DIA, "dialogue", "all"),
    (DAT, "data_officer", "all"),
    ("aud", "auditor", "all"),
)


class Office:
    """One folder, opened by whoever sits down at it; nobody only says who they are."""

    def __init__(self, folder, known):
        self._folder, self._known = folder, known
        self.opened = Workspace(folder, known[ANA])

    @property
    def user(self):
        return self.opened.user

    @user.setter
    def user(self, name):
        self.opened.close()
        self.opened = Workspace(self._folder, self._known[name])

    def work(self, **how):
        return self.opened.work(**how)


@pytest.fixture(scope="module")
def team(made_once, tmp_path_factory):
    """A closed workspace of six users, and the keys of each, derived once."""
    folder = tmp_path_factory.mktemp("team") / "workspace"
    shutil.copytree(made_once.folder, folder)
    for user, role, _scope in TEAM:
        let_in(folder, made_once.unlocked, user, f"tres cuatro {user}", role)
    with closing(Workspace(folder, made_once.unlocked)) as opened:
        for user, _role, scope in TEAM:
            members.change(opened, user, scope=scope)
    header = load_header(folder)
    known = {
        user: keys.unlock(header, user, f"tres cuatro {user}")
        for user, role, _s in TEAM
        if role != "auditor"
    }
    return folder, {ANA: keys.again(made_once.unlocked, header), **known}


@pytest.fixture
def office(team, tmp_path):
    """Ana directs; Bea and Sol work with files of their own; the auditor holds no key."""
    folder, known = team
    shutil.copytree(folder, tmp_path / "workspace")
    with clock.at(NOON):
        made = Office(tmp_path / "workspace", known)
        yield made
        made.opened.close()


def file_of(workspace, user, name="Rocío"):
    workspace.user = user
    with workspace.work(write=True) as work:
        who = participants.register(work, person(given_names=name)).id
        contacts.note(work, {"participant": who, "kind": "phone", "note": "llamó"})
    return who


def sees(workspace, user, who):
    workspace.user = user
    with workspace.work() as work:
        listed = [
            records.at_row(work, Participant, key).id for key in participants.keys(work, "", {}, "")
        ]
        told = bool(slices.timeline(work, who)) if who in listed else False
        return who in listed, told, bool(contacts.due(work, clock.today())) or told


def test_the_scope_follows_at_once_with_all_that_hangs_on_the_file(office):
    who = file_of(office, BEA)
    assert sees(office, BEA, who)[:2] == (True, True)
    assert sees(office, SOL, who)[0] is False
    office.user = BEA
    assert (
        handovers.hand_over(
            office.opened, [who], "sol", reason="turno de noche", note="llama tarde"
        )
        == 1
    )
    assert sees(office, BEA, who)[0] is False
    assert sees(office, SOL, who)[:2] == (True, True)
    office.user = BEA
    with office.work() as work:
        with pytest.raises(NotYours):
            records.get(work, Participant, who)
        assert slices.timeline(work, who) == []


def test_history_and_journal_keep_it_and_the_revision_fits_its_log(office):
    who = file_of(office, BEA)
    handovers.hand_over(office.opened, [who], "sol", reason="turno")
    office.user = ANA
    with office.work() as work:
        changes = [(one.field, one.value) for one in history.entries(work, who)]
        assert changes[0] == ("worker", "sol")
        acts = [one for one in journal.entries(work) if one.action == "hand_over"]
        assert [(one.user, one.object) for one in acts] == [("bea", who)]
        assert records.get(work, Participant, who).rev == len(changes)
        assert history.last_batch(work, who) == {}  # the Undo of a save gives no file back


def test_only_the_own_worker_and_a_coordinator_hand_over(office):
    who = file_of(office, BEA)
    for user in (EVA, SOL, DIA, DAT):
        office.user = user
        with pytest.raises(NotAllowed):
            handovers.hand_over(office.opened, [who], SOL, reason="x")
    office.user = ANA
    with office.work() as work:
        assert records.get(work, Participant, who).worker == "bea"
    assert handovers.hand_over(office.opened, [who], "sol", reason="x") == 1


@pytest.mark.parametrize("receiver", ["aud", "nobody", ""])
def test_who_has_no_key_or_is_not_there_receives_nothing(office, receiver):
    who = file_of(office, BEA)
    with pytest.raises(handovers.CannotReceive):
        handovers.hand_over(office.opened, [who], receiver, reason="x")


def test_a_reason_is_asked_for(office):
    who = file_of(office, BEA)
    with pytest.raises(handovers.HandoverReason):
        handovers.hand_over(office.opened, [who], "sol", reason="  ")


def test_several_go_together_or_none(office):
    hers, his = file_of(office, BEA), file_of(office, SOL, "Abril")
    office.user = BEA
    with pytest.raises(NotYours):
        handovers.hand_over(office.opened, [hers, his], "ana", reason="x")
    with office.work() as work:
        assert records.get(work, Participant, hers).worker == "bea"
    office.user = ANA
    assert (
        handovers.hand_over(office.opened, [hers, his, hers], "sol", reason="x") == 1
    )  # one is his


def test_the_receiver_confirms_and_nobody_else(office):
    who = file_of(office, BEA)
    handovers.hand_over(office.opened, [who], "sol", reason="turno", note="llama tarde")
    office.user = ANA
    with office.work() as work:
        assert handovers.waiting(work) == []
    office.user = SOL
    with office.work() as work:
        (one,) = handovers.waiting(work)
    assert (one.giver, one.reason, one.note) == ("bea", "turno", "llama tarde")
    office.user = ANA
    with office.work(write=True) as work, pytest.raises(NotYours):
        handovers.confirm(work, one.id)
    office.user = SOL
    with office.work(write=True) as work:
        handovers.confirm(work, one.id)
        assert handovers.waiting(work) == []


def test_what_nobody_confirmed_in_a_week_is_told_to_the_coordinator(office):
    who = file_of(office, BEA)
    handovers.hand_over(office.opened, [who], "sol", reason="turno")
    office.user = ANA
    with office.work() as work:
        assert handovers.overdue(work, clock.today() + timedelta(days=7)) == []
        assert [
            one.person for one in handovers.overdue(work, clock.today() + timedelta(days=8))
        ] == [who]
    office.user = SOL
    with office.work() as work, pytest.raises(NotAllowed):
        handovers.overdue(work, clock.today())


def test_handed_on_before_it_was_confirmed_waits_for_the_last_one_only(office):
    who = file_of(office, BEA)
    handovers.hand_over(office.opened, [who], "sol", reason="uno")
    office.user = SOL
    handovers.hand_over(office.opened, [who], "bea", reason="dos")
    with office.work() as work:
        assert handovers.waiting(work) == []
    office.user = BEA
    with office.work() as work:
        assert [one.reason for one in handovers.waiting(work)] == ["dos"]


def test_the_hand_overs_are_erased_with_the_file(office):
    who = file_of(office, BEA)
    handovers.hand_over(office.opened, [who], "sol", reason="palabra secreta")
    office.user = ANA
    with office.work(write=True) as work:
        gone = slices.erase(work, who)
    assert len(gone["handover"]) == 1
    assert "palabra secreta" not in everything(office.opened)
