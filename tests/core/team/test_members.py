# SPDX-License-Identifier: GPL-3.0-or-later
"""People come in through signed entries; nobody gets a key by holding another one."""

import json
from contextlib import closing
from dataclasses import replace

import pytest

from desktop.core import journal, settings
from desktop.core.crypto import header, keys, sealing, trust
from desktop.core.errors import NotAllowed
from desktop.core.store import Workspace
from desktop.core.team import grants, member_errors, members, passphrases
from desktop.core.work import User
from tests.workspaces import WORDS, let_in, reopened

OTHER = "cinco seis siete ocho"


@pytest.fixture
def two(workspace, made_once):
    """A workspace of ana, coordinator, and beto, who was given the main store only."""
    workspace.close()
    let_in(workspace.folder, made_once.unlocked, "beto", OTHER)
    return workspace.folder


@pytest.fixture
def beto(two):
    return keys.unlock(header.load(two), "beto", OTHER)


@pytest.fixture
def ana(two, made_once):
    return keys.again(made_once.unlocked, header.load(two))


def test_somebody_let_in_can_sign_in_with_the_words_given(workspace):
    got = members.admit(
        workspace, "Beto", "caseworker", scope="team", team="norte", stores=["sources"]
    )
    assert len(got.words.split()) == 6
    with workspace.work() as work:
        assert journal.entries(work)[0].action == "admit"
    workspace.close()
    with closing(Workspace.open(workspace.folder, "beto", got.words)) as other:
        assert other.user == User("Beto", "caseworker", "team", "norte", frozenset({"Beto"}))
        other.open_store("sources")
        with pytest.raises(keys.NotAMember):
            other.open_store("dialogues")
        (ana, beto) = sorted(members.listed(other), key=lambda one: one.user.lower())
        assert (beto.scope, beto.team, beto.stores) == ("team", "norte", ("sources",))
        assert ana.stores == header.SEALED_STORES
        assert members.directors(other) == ["ana"]
        with pytest.raises(NotAllowed):
            members.admit(other, "caro", "caseworker")


@pytest.mark.parametrize(
    "name", ["ANA", "ana ", "a", " ", "ana maría pérez", "x" * 31, "a\nb", "", "Recovery"]
)
def test_names_are_short_words_of_their_own(workspace, name):
    with pytest.raises((member_errors.NameTaken, member_errors.NameUnfit)):
        members.admit(workspace, name, "caseworker")
    assert len(members.listed(workspace)) == 1


@pytest.mark.parametrize("role", ["auditor", "technician"])
def test_who_audits_or_mends_holds_no_key(workspace, role):
    got = members.admit(workspace, "caro", role, stores=["sources"])
    workspace.close()
    opened = keys.unlock(header.load(workspace.folder), "caro", got.words)
    assert opened.data_key == b""
    assert opened.role == role
    for attempt in (lambda: opened.key("x"), lambda: opened.store_key("cases"),
                    lambda: Workspace(workspace.folder, opened)):  # fmt: skip
        with pytest.raises(keys.NoRecords):
            attempt()
    with pytest.raises(keys.NotAMember):
        opened.store_key("sources")
    sealed = keys.sealed_to(opened.header, opened.slot.public, "log", b"lines")
    assert keys.read_sealed(opened, "log", sealed) == b"lines"


def test_a_key_is_handed_on_by_who_has_it(workspace):
    got = members.admit(workspace, "beto", "dialogue")
    with pytest.raises(member_errors.NoSuchMember):
        grants.grant(workspace, "dialogues", "caro")
    grants.grant(workspace, "dialogues", "BETO")
    workspace.close()
    with closing(Workspace.open(workspace.folder, "beto", got.words)) as other:
        other.open_store("dialogues")
        with pytest.raises(keys.NotAMember):
            grants.grant(other, "sources", "beto")
        with pytest.raises(keys.NotAMember):
            grants.grant(other, "cases", "beto")
    with closing(Workspace(workspace.folder, workspace.key_holder)) as again:
        grants.revoke(again, "dialogues", "beto")
        assert members.find(again, "beto").stores == ()


def test_roles_change_by_signature_alone(workspace):
    got = members.admit(workspace, "beto", "caseworker")
    members.change(workspace, "beto", role="coordinator", scope="own", team="sur")
    assert members.directors(workspace) == ["ana", "beto"]
    before = workspace.header.directory.key
    members.change(workspace, "beto", role="data_officer")
    assert workspace.header.directory.key != before  # who was a director knows the old one
    assert set(workspace.header.directory.seeds) == {
        slot.id for slot in workspace.header.slots if slot.user in ("ana", "")
    }
    with pytest.raises(member_errors.LastDirector):
        members.change(workspace, "ana", role="caseworker")
    with pytest.raises(member_errors.NeedsRotation):
        members.change(workspace, "beto", role="auditor")
    workspace.close()
    with closing(Workspace.open(workspace.folder, "beto", got.words)) as other:
        assert other.user.role == "data_officer"


def test_a_technician_may_become_a_caseworker(workspace):
    got = members.admit(workspace, "beto", "technician")
    members.change(workspace, "beto", role="caseworker")
    workspace.close()
    Workspace.open(workspace.folder, "beto", got.words).close()


def test_a_passphrase_is_changed_without_touching_the_stores(workspace):
    before = (workspace.folder / "sources.db").read_bytes()
    with pytest.raises(keys.WrongPassphrase):
        passphrases.prove(workspace, "otra cosa")
    words = passphrases.drawn()
    passphrases.change(workspace, passphrases.prove(workspace, WORDS), words)
    workspace.close()
    assert (workspace.folder / "sources.db").read_bytes() == before
    for name in (header.NAME, "vereda.old"):
        found = header.from_bytes((workspace.folder / name).read_bytes())
        with pytest.raises(keys.WrongPassphrase):
            keys.unlock(found, "ana", WORDS)
    with closing(Workspace.open(workspace.folder, "ana", words)) as again:
        again.open_store("dialogues")
        assert members.directors(again) == ["ana"]


def test_who_forgot_gets_new_words_and_keeps_the_stores(workspace):
    first = members.admit(workspace, "beto", "dialogue", team="sur", stores=["dialogues"])
    second = passphrases.drawn()
    passphrases.reissue(workspace, "beto", second)
    workspace.close()
    with pytest.raises(keys.WrongPassphrase):
        keys.unlock(header.load(workspace.folder), "beto", first.words)
    with closing(Workspace.open(workspace.folder, "beto", second)) as other:
        other.open_store("dialogues")
        assert members.find(other, "beto").team == "sur"


def test_words_that_were_only_drawn_open_nothing_and_fewer_are_not_taken(workspace):
    words = passphrases.drawn()
    proved = passphrases.prove(workspace, WORDS)
    for few in ("", "uno dos tres", " ".join(words.split()[:5])):
        with pytest.raises(ValueError):
            passphrases.change(workspace, proved, few)
    found = header.load(workspace.folder)
    with pytest.raises(keys.WrongPassphrase):
        keys.unlock(found, "ana", words)
    assert keys.unlock(found, "ana", WORDS).slot.user == "ana"


def test_nobody_but_a_coordinator_gives_a_colleague_new_words(workspace):
    members.admit(workspace, "beto", "caseworker")
    workspace.user = User("eva", "data_officer")
    with pytest.raises(NotAllowed):
        passphrases.reissue(workspace, "beto", passphrases.drawn())


def test_both_sides_read_the_same_six_words(workspace):
    got = members.admit(workspace, "beto", "caseworker")
    seen = members.fingerprint(workspace, "beto")
    workspace.close()
    with closing(Workspace.open(workspace.folder, "beto", got.words)) as other:
        assert members.own_fingerprint(other) == seen
        assert members.fingerprint(other, "ana") != seen
    assert len(seen.split()) == 6


class TestHolderOfTheDataKey:
    """A colleague can recompute the MAC of the header; nothing he changes there is believed."""

    def _refused(self, folder, ana, forged, data_key):
        header.save(folder, keys.signed(forged, data_key))
        with pytest.raises(header.HeaderAltered):
            Workspace(folder, ana)
        with pytest.raises((header.HeaderAltered, keys.WrongPassphrase)):
            keys.unlock(header.load(folder), "ana", WORDS)

    def _entry(self, found, user, **changes):
        known = found.directory
        entries = tuple(replace(e, **changes) if e.user == user else e for e in known.entries)
        return replace(found, directory=replace(known, entries=entries))

    def test_cannot_rise(self, two, ana, beto):
        risen = self._entry(beto.header, "beto", role="coordinator")
        self._refused(two, ana, risen, beto.data_key)

    def test_cannot_widen_the_scope_of_anybody(self, two, ana, beto):
        self._refused(two, ana, self._entry(beto.header, "ana", scope="own"), beto.data_key)

    def test_cannot_swap_the_directors_public_key(self, two, ana, beto):
        """The hole that was found in the prototype: the next grant would have gone to the thief."""
        private = sealing.new_private()
        public = sealing.public_of(private)
        found = self._entry(beto.header, "ana", public=public)
        slots = tuple(replace(s, public=public) if s.user == "ana" else s for s in found.slots)
        self._refused(two, ana, replace(found, slots=slots), beto.data_key)
        self._refused(two, ana, self._entry(beto.header, "ana", public=public), beto.data_key)
        self._refused(two, ana, replace(beto.header, slots=slots), beto.data_key)

    def test_cannot_swap_another_members_key_before_a_grant(self, workspace, made_once):
        folder = workspace.folder
        workspace.close()
        let_in(folder, made_once.unlocked, "beto", OTHER)
        let_in(folder, made_once.unlocked, "caro", "nueve diez once doce")
        beto = keys.unlock(header.load(folder), "beto", OTHER)
        thief = sealing.public_of(sealing.new_private())
        with closing(Workspace(folder, made_once.unlocked)) as opened:
            now = header.load(folder)
            found = self._entry(now, "caro", public=thief)
            slots = tuple(replace(s, public=thief) if s.user == "caro" else s for s in now.slots)
            header.save(folder, keys.signed(replace(found, slots=slots), beto.data_key))
            with pytest.raises(header.HeaderAltered):
                grants.grant(opened, "dialogues", "caro")
            assert header.load(folder).sealed == now.sealed
            header.save(folder, now)

    def test_cannot_bring_a_directory_of_his_own(self, two, ana, beto):
        own, _seed = trust.founded(replace(beto.header, directory=None), "beto")
        self._refused(two, ana, own, beto.data_key)

    def test_cannot_pin_his_own_key_for_somebody_else(self, two, ana, beto):
        own, _seed = trust.founded(replace(beto.header, directory=None), "beto")
        for pins in ({}, {ana.slot.id: own.pins.get(beto.slot.id, "00" * 40)}):
            self._refused(two, ana, replace(own, pins=pins), beto.data_key)

    def test_cannot_take_the_directory_away(self, two, ana, beto):
        bare = replace(beto.header, directory=None, pins={})
        self._refused(two, ana, bare, beto.data_key)

    def test_cannot_go_back_to_the_first_format(self, two, ana, beto):
        """Slots of the present form do not open in the first one."""
        old = replace(beto.header, format=header.FIRST_FORMAT)
        header.save(two, keys.signed(old, beto.data_key))
        with pytest.raises((header.HeaderDamaged, keys.WrongPassphrase)):
            keys.unlock(header.load(two), "ana", WORDS)

    def test_cannot_put_an_old_directory_back(self, two, ana, beto):
        older = beto.header
        with closing(Workspace(two, ana)) as opened:
            members.change(opened, "beto", scope="own")
        present = header.load(two)
        with closing(Workspace(two, keys.again(ana, present))):
            pass  # ana's pin now knows the later serial number
        present = header.load(two)
        self._refused(two, ana, replace(present, directory=older.directory), beto.data_key)

    def test_an_old_header_put_back_whole_is_found_by_the_store(self, two, ana, beto):
        older = header.load(two)
        with closing(Workspace(two, ana)) as opened:
            members.change(opened, "beto", scope="own")
            opened.open_store("dialogues")
        header.save(two, older)
        with pytest.raises(header.HeaderAltered):
            Workspace(two, ana)

    def test_cannot_swap_an_inbox(self, two, ana, beto):
        thief = sealing.public_of(sealing.new_private())
        boxes = {**beto.header.inboxes, "dialogues": thief}
        self._refused(two, ana, replace(beto.header, inboxes=boxes), beto.data_key)

    def test_cannot_let_in_a_friend(self, two, ana, beto):
        bare = replace(beto.header, directory=None)
        grown = keys.add_slot(bare, beto.data_key, {}, secret=b"x", user="d", role="coordinator")
        grown = replace(grown, directory=beto.header.directory)
        self._refused(two, ana, grown, beto.data_key)

    def test_cannot_hand_out_another_data_key(self, two, ana, beto):
        """Else ana would write where only the thief reads."""
        for key in (beto.data_key, bytes(32)):
            forged = keys.give_data(beto.header, ana.slot, key)
            header.save(two, keys.signed(forged, key))
            with pytest.raises(header.HeaderAltered):
                keys.unlock(header.load(two), "ana", WORDS)

    def test_the_pin_inside_a_sealed_store_outlives_every_header(self, two, ana, beto):
        """A whole directory of the thief's, with ana's slot as of the first format: the store says no."""
        with closing(Workspace(two, ana)) as opened:
            opened.open_store("dialogues")
            with opened.work("dialogues") as work:
                pinned = settings.read(work, trust.PIN)
        own, _seed = trust.founded(replace(beto.header, directory=None), "beto")
        assert trust.store_agrees(beto.header, pinned)
        assert not trust.store_agrees(own, pinned)
        assert not trust.store_agrees(replace(own, directory=None), pinned)

    def test_cannot_sign(self, two, beto):
        with pytest.raises(keys.NotAMember):
            beto.signing_seed()
        stolen = beto.header.directory
        seeds = {beto.slot.id: stolen.seeds[beto.header.slots[0].id]}
        forged = replace(beto.header, directory=replace(stolen, seeds=seeds))
        with pytest.raises(header.HeaderAltered):
            replace(beto, header=forged).signing_seed()


def test_a_stranger_changes_nothing_without_any_key(two, ana):
    whole = json.loads(header.to_bytes(header.load(two)))
    assert whole["format"] == header.FORMAT
    for name in ("pins", "data", "pending"):
        whole_again = {**whole, name: {}} if whole[name] else {**whole, name: {"cases": "00" * 92}}
        found = header.from_bytes(json.dumps(whole_again).encode())
        with pytest.raises(header.HeaderDamaged):
            keys.unlock(found, "ana", WORDS)


def test_reopening_pins_the_present_directory(workspace):
    members.admit(workspace, "beto", "caseworker")
    with closing(reopened(workspace)) as again:
        assert set(again.header.pins) == {again.key_holder.slot.id}
        with again.work() as work:
            assert settings.read(work, trust.PIN) == trust.pin_of(again.header)


def test_a_key_file_damaged_after_somebody_was_let_in_still_opens_from_its_copy(workspace):
    """The stores have the new directory pinned: a copy with the earlier one would open nothing."""
    members.admit(workspace, "bea", "caseworker")
    (workspace.folder / header.NAME).write_bytes(b"{damaged")
    workspace.close()
    again = Workspace(workspace.folder, workspace.key_holder)
    assert [one.user for one in members.listed(again)] == ["ana", "bea"]
    again.close()
