# SPDX-License-Identifier: GPL-3.0-or-later
"""What somebody who had a key, or a role, still tries with it afterwards."""

import shutil
from contextlib import closing
from dataclasses import replace

import pytest

from desktop.core import inbox, journal, pins, settings, soundness
from desktop.core.crypto import boxes, directory, generation, header, keys, trust
from desktop.core.errors import NotAllowed
from desktop.core.store import Workspace
from desktop.core.team import grants, member_errors, members, passphrases, rotation
from tests.workspaces import WORDS, let_in, reopened

OTHER, THIRD, FOURTH = "cinco seis siete ocho", "nueve diez once doce", "trece catorce quince"


@pytest.fixture(scope="module")
def team_once(made_once, tmp_path_factory):
    """Ana and beto, coordinators; caro and dina, members of the dialogues."""
    folder = tmp_path_factory.mktemp("team") / "workspace"
    shutil.copytree(made_once.folder, folder)
    let_in(folder, made_once.unlocked, "beto", OTHER, "coordinator")
    let_in(folder, made_once.unlocked, "caro", THIRD, "dialogue", ("dialogues",))
    let_in(folder, made_once.unlocked, "dina", FOURTH, "dialogue", ("dialogues",))
    found = header.load(folder)
    people = {"beto": OTHER, "caro": THIRD, "dina": FOURTH}
    holders = {name: keys.unlock(found, name, words) for name, words in people.items()}
    return folder, holders | {"ana": keys.again(made_once.unlocked, found)}


@pytest.fixture
def team(team_once, tmp_path):
    folder = tmp_path / "team"
    shutil.copytree(team_once[0], folder)
    return folder


@pytest.fixture
def holders(team_once):
    return team_once[1]


def opened(folder, unlocked):
    return closing(Workspace(folder, keys.again(unlocked, header.load(folder))))


def acts(workspace, store="cases"):
    with workspace.work(store) as work:
        return [one.action for one in journal.entries(work)]


class TestWhoWasCoordinator:
    """Beto kept the key that signed the list of people."""

    def forged(self, team, beto, seed, before):
        """The list as before, with beto a coordinator still, signed anew with the kept key."""
        old = replace(before, pins={})
        again = trust.written(old, seed, old.directory.entries)
        for _more in range(5):
            again = trust.written(again, seed, again.directory.entries)
        header.save(team, keys.signed(again, beto.data_key), forget=True)

    @pytest.fixture
    def demoted(self, team, holders):
        beto, before = holders["beto"], header.load(team)
        seed = beto.signing_seed()
        with opened(team, holders["ana"]) as ana:
            members.change(ana, "beto", role="caseworker")
            assert pins.unheard(ana.header) == ()
        return seed, before

    def test_every_store_that_could_be_opened_has_heard(self, team, holders, demoted):
        seed, before = demoted
        true = header.load(team)
        self.forged(team, holders["beto"], seed, before)
        for name in ("ana", "caro"):
            with pytest.raises(header.HeaderAltered):
                Workspace(team, keys.again(holders[name], header.load(team)))
        header.save(team, true)
        with opened(team, holders["caro"]) as caro:
            caro.open_store("dialogues")
            assert pins.told(caro) == {}

    def test_the_paper_slot_and_passphrase_slots_follow(self, team, holders, demoted):
        """A pin taken out of the header must not bring the first day's key back."""
        seed, before = demoted
        caro = keys.unlock(header.load(team), "caro", THIRD)
        Workspace(team, caro).close()
        true = header.load(team)
        self.forged(team, holders["beto"], seed, replace(before, slots=true.slots, data=true.data))
        with pytest.raises(header.HeaderAltered):
            keys.unlock(header.load(team), "caro", THIRD)

    def test_who_believed_the_fork_is_told_once_the_true_list_is_back(self, team, holders, demoted):
        """Beto swaps the main store's memory too, which the key he has allows."""
        seed, before = demoted
        true = header.load(team)
        cases = (team / "cases.db").read_bytes()
        self.forged(team, holders["beto"], seed, before)
        with closing(keys_only(team, holders["beto"])) as connection:
            connection.execute("DELETE FROM setting WHERE name = ?", (trust.PIN,))
        forged = header.load(team)
        with closing(Workspace(team, keys.again(holders["caro"], forged))) as caro:
            with pytest.raises(header.HeaderAltered):
                caro.open_store("dialogues")
            seen = header.load(team).pins
        (team / "cases.db").write_bytes(cases)
        back = replace(true, pins={**true.pins, **seen})
        header.save(team, keys.signed(back, holders["beto"].data_key))
        with opened(team, holders["caro"]) as caro:
            assert pins.told(caro) == {pins.FORKED: ("cases",)}
            assert pins.FORKED in acts(caro)
            assert any("coordinator once" in line for line in soundness.problems(caro))
        with opened(team, holders["ana"]) as ana:
            assert pins.FORKED in pins.told(ana)
            pins.seen(ana)
            assert pins.told(ana) == {}

    def test_a_link_cannot_be_made_later_than_it_was(self, team, holders, demoted):
        seed, _before = demoted
        true = header.load(team)
        known = true.directory
        assert known is not None
        (only,) = known.line
        later = directory.link(true.workspace, seed, only.after, int(only.at) + 90)
        bent = replace(true, directory=replace(known, line=(later,)))
        header.save(team, keys.signed(bent, holders["beto"].data_key))
        with pytest.raises(header.HeaderAltered):
            keys.again(holders["caro"], header.load(team))

    def test_a_store_nobody_could_open_then_is_told_of(self, team, holders):
        with opened(team, holders["ana"]) as ana:
            grants.revoke(ana, "dialogues", "ana")
            members.change(ana, "beto", role="caseworker")
            assert pins.unheard(ana.header) == ("dialogues",)
        with opened(team, holders["caro"]) as caro:
            caro.open_store("dialogues")
            assert pins.unheard(caro.header) == ()

    def test_the_dismissal_of_a_coordinator_tells_too(self, team, holders):
        with opened(team, holders["ana"]) as ana:
            grants.revoke(ana, "dialogues", "ana")
            members.dismiss(ana, "beto")
            assert pins.unheard(ana.header) == ("dialogues",)


def keys_only(folder, unlocked):
    """Open the main store as any program can that was given its key."""
    from desktop.core import db, opening

    return db.connect(opening.place(folder, unlocked, "cases"))


class TestOlderHeader:
    """A genuine key file from before a change that moved no list of people."""

    def test_a_key_that_was_taken_does_not_come_back_unseen(self, team, holders):
        older = (team / header.NAME).read_bytes()
        with opened(team, holders["ana"]) as ana:
            grants.revoke(ana, "dialogues", "caro")
            assert (team / "vereda.old").read_bytes() == (team / header.NAME).read_bytes()
        (team / header.NAME).write_bytes(older)
        with opened(team, holders["caro"]) as caro:
            assert pins.told(caro) == {pins.OLDER: ("cases",)}
            caro.open_store("dialogues")
            assert pins.told(caro) == {pins.OLDER: ("cases", "dialogues")}
            assert pins.OLDER in acts(caro)
            with pytest.raises(NotAllowed):
                pins.seen(caro)
        with opened(team, holders["ana"]) as ana:
            assert any("older key file" in line for line in soundness.problems(ana))
            assert acts(ana).count(pins.OLDER) == 1
            ana.open_store("dialogues")
            pins.seen(ana)
            assert pins.told(ana) == {}
            assert soundness.problems(ana) == []
        with opened(team, holders["ana"]) as ana:
            assert pins.told(ana) == {}

    def test_an_earlier_passphrase_does_not_come_back_unseen(self, workspace):
        older = (workspace.folder / header.NAME).read_bytes()
        passphrases.change(workspace, passphrases.prove(workspace, WORDS), passphrases.drawn())
        workspace.close()
        (workspace.folder / header.NAME).write_bytes(older)
        with closing(Workspace.open(workspace.folder, "ana", WORDS)) as thief:
            assert pins.OLDER in pins.told(thief)

    def test_what_every_minute_writes_moves_nothing(self, workspace):
        count = generation.of(workspace.header)
        with workspace.work(write=True) as work:
            journal.write(work, "look")
        workspace.note_heads()
        again = reopened(workspace)
        assert generation.of(again.header) == count
        again.close()

    def test_a_cut_between_the_header_and_the_note_in_the_stores_is_no_news(self, team, holders):
        """The header is written first: the stores then know of an earlier one, never of a later."""
        before = {path: path.read_bytes() for path in team.glob("*.db")}
        with opened(team, holders["ana"]) as ana:
            grants.revoke(ana, "dialogues", "caro")
        for path, content in before.items():
            path.write_bytes(content)
            path.with_name(f"{path.name}-wal").unlink(missing_ok=True)
        with opened(team, holders["ana"]) as ana:
            ana.open_store("dialogues")
            assert pins.told(ana) == {}

    def test_the_copy_beside_a_damaged_key_file_is_never_an_older_one(self, team, holders):
        with opened(team, holders["ana"]) as ana:
            grants.grant(ana, "sources", "beto")
        (team / header.NAME).write_bytes(b"{cut")
        with opened(team, holders["ana"]) as ana:
            assert pins.told(ana) == {}


class TestInbox:
    """Caro held the dialogues and copied the private key of their in-box."""

    @pytest.fixture
    def kept(self, team, holders):
        with opened(team, holders["caro"]) as caro:
            caro.open_store("dialogues")
            with caro.work("dialogues") as work:
                return inbox.privates_of(work, caro.key_holder.store_key("dialogues"))

    def reads(self, folder, kept):
        return inbox.opened(folder, header.load(folder), "dialogues", kept)

    def test_a_coordinator_makes_the_box_new_with_the_key(self, team, holders, kept):
        with opened(team, holders["ana"]) as ana:
            ana.deposit("dialogues", b"antes")
            grants.revoke(ana, "dialogues", "caro")
            rotation.rotate_store(ana, "dialogues")
            ana.deposit("dialogues", b"luego")
            assert {said for _path, said in ana.deposits("dialogues")} == {b"antes", b"luego"}
        assert [said for _path, said in self.reads(team, kept)] == [b"antes"]

    def test_a_members_new_box_waits_for_a_coordinator_and_is_used_meanwhile(
        self, team, holders, kept
    ):
        with opened(team, holders["ana"]) as ana:
            grants.revoke(ana, "dialogues", "caro")
        with opened(team, holders["dina"]) as dina:
            rotation.rotate_store(dina, "dialogues")
            dina.deposit("dialogues", b"luego")
            assert boxes.waiting(dina.header)
        with opened(team, holders["beto"]) as beto:
            beto.deposit("dialogues", b"aun")
        assert self.reads(team, kept) == []
        with opened(team, holders["ana"]) as ana:
            assert boxes.waiting(ana.header)
            ana.open_store("dialogues")
            assert not boxes.waiting(ana.header)
            ana.deposit("dialogues", b"al fin")
        assert self.reads(team, kept) == []
        with opened(team, holders["dina"]) as dina:
            dina.open_store("dialogues")
            found = {said for _path, said in dina.deposits("dialogues")}
            assert found == {b"luego", b"aun", b"al fin"}
            assert soundness.problems(dina) == []
            with dina.work("dialogues") as work:
                assert settings.read(work, "inbox_private") is None

    def test_a_coordinator_without_the_key_signs_after_six_words(self, team, holders, kept):
        with opened(team, holders["dina"]) as dina:
            rotation.rotate_store(dina, "dialogues")
            words = grants.box_words(dina, "dialogues")
            with pytest.raises(NotAllowed):
                grants.sign_box(dina, "dialogues", words)
        with opened(team, holders["beto"]) as beto:
            with pytest.raises(header.HeaderAltered):
                grants.sign_box(beto, "dialogues", "seis palabras de otra llave aquí")
            grants.sign_box(beto, "dialogues", words)
            assert grants.box_words(beto, "dialogues") == ""
            beto.deposit("dialogues", b"una voz")
        assert self.reads(team, kept) == []
        with opened(team, holders["dina"]) as dina:
            dina.open_store("dialogues")
            assert [said for _path, said in dina.deposits("dialogues")] == [b"una voz"]

    def test_a_box_slipped_in_is_found_by_the_members(self, team, holders):
        thief = boxes.public_of(bytes(range(32)))
        now = header.load(team)
        more = {**now.more, boxes.WAITING: {"dialogues": thief}}
        header.save(team, keys.signed(replace(now, more=more), holders["beto"].data_key))
        with opened(team, holders["beto"]) as beto:
            beto.deposit("dialogues", b"una voz")  # the thief lacks the signed box's key
        assert self.reads(team, [boxes.private_of(bytes(range(32)))]) == []
        with opened(team, holders["dina"]) as dina, pytest.raises(header.HeaderAltered):
            dina.open_store("dialogues")

    def test_names_and_sizes_tell_nothing(self, workspace):
        for store, content in (("sources", b"x"), ("dialogues", b"y" * 3_000), ("cases", b"")):
            workspace.deposit(store, content)
        found = sorted((workspace.folder / inbox.NAME).iterdir())
        assert len({len(path.name) for path in found}) == 1
        assert {path.stat().st_size for path in found} == {boxes.SIZES[0]}
        assert len({path.stat().st_mtime for path in found}) == 1
        assert not any(store in path.name for path in found for store in header.STORES)
        workspace.open_store("sources")
        assert [said for _path, said in workspace.deposits("sources")] == [b"x"]
        for size in (5_000, 60_000, 1_000_000):
            workspace.deposit("sources", b"z" * size)
        sizes = {path.stat().st_size for path in (workspace.folder / inbox.NAME).iterdir()}
        assert sizes == {boxes.SIZES[0], boxes.SIZES[1], boxes.SIZES[2], boxes.SIZES[4]}
        with pytest.raises(boxes.TooLong):
            workspace.deposit("sources", b"z" * boxes.SIZES[-1])

    def test_what_was_left_in_the_earlier_form_is_still_collected(self, workspace):
        from desktop.core.crypto import sealing, slots

        box = workspace.folder / inbox.NAME
        box.mkdir()
        info = slots.place(workspace.header, "inbox/sources")
        sealed = sealing.seal_to(workspace.header.inboxes["sources"], b"antigua", info)
        (box / "sources-0011223344556677.sealed").write_bytes(sealed)
        workspace.open_store("sources")
        assert [said for _path, said in workspace.deposits("sources")] == [b"antigua"]


class TestTaking:
    """Whose key to a store may be taken, and by whom; the window is not asked."""

    def test_a_member_takes_nobody_elses_key_and_may_give_up_the_own(self, team, holders):
        with opened(team, holders["caro"]) as caro:
            with pytest.raises(NotAllowed):
                grants.revoke(caro, "dialogues", "dina")
            assert "refused" in acts(caro)
            assert "dialogues" in members.find(caro, "dina").stores
            grants.revoke(caro, "dialogues", "caro")
            assert members.find(caro, "caro").stores == ()

    def test_a_coordinator_without_the_key_takes_none(self, team, holders):
        with opened(team, holders["beto"]) as beto, pytest.raises(keys.NotAMember):
            grants.revoke(beto, "dialogues", "caro")

    def test_the_last_one_keeps_the_key(self, workspace):
        with pytest.raises(member_errors.LastKeeper):
            grants.revoke(workspace, "sources", "ana")
