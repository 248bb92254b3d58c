# SPDX-License-Identifier: GPL-3.0-or-later
"""New keys after a dismissal: those who stay notice nothing, who left opens nothing here any more."""

import shutil
from contextlib import closing

import pytest

from desktop.core import audit_log, chains, db, journal, opening, soundness
from desktop.core.backups import backup
from desktop.core.crypto import header, keys, paper
from desktop.core.errors import UserError
from desktop.core.store import Workspace
from desktop.core.team import grants, member_errors, members, rotation
from tests.workspaces import WORDS, add, let_in

OTHER, THIRD = "cinco seis siete ocho", "nueve diez once doce"


@pytest.fixture(scope="module")
def three_once(made_once, tmp_path_factory):
    """Ana, coordinator; beto, coordinator with every store; caro, dialogue team."""
    folder = tmp_path_factory.mktemp("three") / "workspace"
    shutil.copytree(made_once.folder, folder)
    let_in(folder, made_once.unlocked, "beto", OTHER, "coordinator", header.SEALED_STORES)
    let_in(folder, made_once.unlocked, "caro", THIRD, "dialogue", ("dialogues",))
    found = header.load(folder)
    holders = {
        "ana": keys.again(made_once.unlocked, found),
        "beto": keys.unlock(found, "beto", OTHER),
        "caro": keys.unlock(found, "caro", THIRD),
    }
    with closing(Workspace(folder, holders["ana"])) as opened:
        add(opened, given_names="Rocío")
        opened.drafts().keep("participant/new", {"given_names": "Inés"})
        opened.deposit("dialogues", b"una voz")
    return folder, holders


@pytest.fixture
def three(three_once, tmp_path):
    folder = tmp_path / "three"
    shutil.copytree(three_once[0], folder)
    return folder


@pytest.fixture
def holders(three_once):
    return three_once[1]


def opens(place):
    try:
        db.connect(place).close()
    except UserError:
        return False
    return True


def places(folder, unlocked):
    found = [opening.place(folder, unlocked, store) for store in header.STORES]
    return [*found, opening.drafts_place(found[0])]


def whole(folder, unlocked, recovery=None):
    """Everything the workspace held is there, and everything says it is sound."""
    with closing(Workspace(folder, keys.again(unlocked, header.load(folder)))) as opened:
        for store in header.SEALED_STORES:
            opened.open_store(store)
        assert opened.header.pending == {}
        kept = opened.drafts().find("participant/new")
        if opened.user.name == "ana":  # what she has not finished, nobody else sees
            assert kept.values == {"given_names": "Inés"}
        else:
            assert kept is None
        assert [content for _path, content in opened.deposits("dialogues")] == [b"una voz"]
        assert soundness.problems(opened) == []
        with opened.work() as work:
            assert any(one.action == "create" for one in journal.entries(work))
        opened.deposit("sources", b"otra")
        ((path, content),) = opened.deposits("sources")
        assert content == b"otra"
        path.unlink()
        add(opened)


def test_who_stays_notices_nothing_and_who_left_opens_nothing(three, holders):
    with closing(Workspace(three, holders["ana"])) as opened:
        rotated = members.dismiss(opened, "beto")
        assert rotated.left == ()
        assert [one.user for one in members.listed(opened)] == ["ana", "caro"]
        assert rotation.stale(opened) == ()
    whole(three, holders["ana"])
    caro = keys.unlock(header.load(three), "caro", THIRD)
    with closing(Workspace(three, caro)) as opened:
        opened.open_store("dialogues")
        with pytest.raises(keys.NotAMember):
            opened.open_store("sources")
    for name in (header.NAME, "vereda.old"):
        found = header.from_bytes((three / name).read_bytes())
        with pytest.raises(keys.WrongPassphrase):
            keys.unlock(found, "beto", OTHER)
    assert not any(opens(place) for place in places(three, holders["beto"]))
    assert not any(opens(place) for place in places(three, holders["ana"]))  # as she had them


def test_an_old_header_does_not_open_the_present_files(three, holders, three_once):
    with closing(Workspace(three, holders["ana"])) as opened:
        members.dismiss(opened, "beto")
    shutil.copyfile(three_once[0] / header.NAME, three / header.NAME)
    beto = keys.unlock(header.load(three), "beto", OTHER)
    with pytest.raises(db.WrongKey):
        Workspace(three, beto)


def test_an_old_copy_of_all_of_it_still_opens(three, holders, three_once, tmp_path):
    """The documented limit: nothing reaches copies made before."""
    with closing(Workspace(three, holders["ana"])) as opened:
        members.dismiss(opened, "beto")
    shutil.copytree(three_once[0], tmp_path / "stick")
    with closing(Workspace(tmp_path / "stick", holders["beto"])) as opened:
        opened.open_store("sources")
    assert "still opens" in rotation.OLD_COPIES


def test_the_old_paper_key_is_dead_and_the_new_one_opens(three, holders, made_once):
    with closing(Workspace(three, holders["ana"])) as opened:
        rotated = members.dismiss(opened, "caro")
    with pytest.raises(keys.WrongPassphrase):
        keys.unlock_with_recovery(header.load(three), paper.read("".join(made_once.recovery)))
    key = paper.read("".join(rotated.recovery))
    with closing(Workspace(three, keys.unlock_with_recovery(header.load(three), key))) as opened:
        for store in header.SEALED_STORES:
            opened.open_store(store)


def test_the_chain_goes_on_and_every_part_is_still_held_to_account(three, holders):
    with closing(Workspace(three, holders["ana"])) as opened:
        add(opened)
        rotated = members.dismiss(opened, "caro")
        add(opened)
    key = paper.read("".join(rotated.recovery))
    with_paper = keys.unlock_with_recovery(header.load(three), key)
    with closing(Workspace(three, with_paper)) as opened:
        known = chains.known_to(opened.key_holder, "cases")
        assert len(known) == 1
        assert known[0].number > 1
        with opened.work() as work:
            assert journal.broken_at(work, known) is None
            assert [one.action for one in journal.entries(work)].count(journal.TURN) == 1
        for seq in range(1, known[0].number + 2):
            with opened.work(write=True) as work:
                ask = work.session.connection().exec_driver_sql
                ask(f"UPDATE journal SET user = user || 'x' WHERE seq = {seq}")
                assert journal.broken_at(work, known) is not None
                ask(f"UPDATE journal SET user = rtrim(user, 'x') WHERE seq = {seq}")
                assert journal.broken_at(work, known) is None
        with opened.work(write=True) as work:
            ask = work.session.connection().exec_driver_sql
            ask(f"DELETE FROM journal WHERE seq >= {known[0].number}")
            assert journal.broken_at(work, known) is not None


def test_an_auditor_goes_on_proving_the_journal(three, holders):
    with closing(Workspace(three, holders["ana"])) as opened:
        words = members.admit(opened, "dina", "auditor").words
        audit_log.write(opened, "dina", three.parent / "first.log")
        now = keys.unlock(header.load(three), "dina", words)
        assert audit_log.read(now, three.parent / "first.log").sound
        add(opened)
        members.dismiss(opened, "caro")
        add(opened)
        audit_log.write(opened, "dina", three.parent / "second.log")
    dina = keys.unlock(header.load(three), "dina", words)
    log = audit_log.read(dina, three.parent / "second.log")
    assert log.sound  # also what was written before the turn
    assert len(log.parts["cases"].starts) == 2
    with pytest.raises(audit_log.LogUnreadable):  # whoever left still has the key that signed it
        audit_log.read(dina, three.parent / "first.log")


def test_a_backup_made_while_somebody_comes_in_can_be_restored(workspace, made_once, tmp_path):
    """The stores pin who was let in, the key header of the backup must know it too."""
    let_someone_in = iter([True])

    def progress(_done, _whole):
        if next(let_someone_in, False):
            members.admit(workspace, "beto", "caseworker")

    made = backup.backup(workspace, tmp_path / "disk", progress)
    workspace.close()
    backup.restore(made, tmp_path / "back", user="ana", passphrase=WORDS)
    with closing(Workspace(tmp_path / "back", made_once.unlocked)) as restored:
        assert [one.user for one in members.listed(restored)] == ["ana", "beto"]
        assert soundness.problems(restored) == []


def test_a_store_the_director_lacks_is_rotated_by_a_member(made_once, workspace):
    folder = workspace.folder
    workspace.close()
    let_in(folder, made_once.unlocked, "beto", OTHER, "dialogue", ("dialogues",))
    let_in(folder, made_once.unlocked, "caro", THIRD, "dialogue", ("dialogues",))
    with closing(Workspace(folder, made_once.unlocked)) as opened:
        grants.revoke(opened, "dialogues", "ana")
        with pytest.raises(keys.NotAMember):
            grants.grant(opened, "dialogues", "ana")
        rotated = members.dismiss(opened, "beto")
        assert rotated.left == ("dialogues",) == rotation.stale(opened)
    caro = keys.unlock(header.load(folder), "caro", THIRD)
    with closing(Workspace(folder, caro)) as opened:
        assert rotation.stale(opened) == ("dialogues",)
        opened.deposit("dialogues", b"una voz")
        before = opened.place("dialogues")
        rotation.rotate_store(opened, "dialogues")
        assert opened.open_stores == ("cases", "dialogues")
        assert rotation.stale(opened) == ()
        assert [content for _path, content in opened.deposits("dialogues")] == [b"una voz"]
        opened.deposit("dialogues", b"otra")
        assert len(opened.deposits("dialogues")) == 2
    assert not opens(before)


def test_nobody_dismisses_himself_nor_a_stranger(three, holders):
    with closing(Workspace(three, holders["ana"])) as opened:
        with pytest.raises(member_errors.LastDirector):
            members.dismiss(opened, "ana")
        with pytest.raises(member_errors.NoSuchMember):
            members.dismiss(opened, "nadie")
    with closing(Workspace(three, holders["caro"])) as opened, pytest.raises(UserError):
        members.dismiss(opened, "beto")


def stopped_after(folder, unlocked, count):
    """Rotate without caro and stop after some steps, as a power cut would; tells whether more came."""
    opened = Workspace(folder, unlocked)
    try:
        fresh = rotation.fresh_keys(opened, bytes(range(32)))
        caro = next(slot.id for slot in opened.header.slots if slot.user == "caro")
        road = rotation.steps(opened, fresh, caro)
        return all(next(road, None) is not None for _ in range(count))
    finally:
        opened._engines.clear()  # a cut closes nothing and notes nothing
        opened._lock.release()


@pytest.mark.parametrize("count", range(1, 16))
def test_a_cut_after_any_step_is_finished_by_the_next_who_opens(three, holders, count):
    more = stopped_after(three, holders["ana"], count)
    if not more:
        assert count > 12
    with pytest.raises(keys.WrongPassphrase):
        keys.unlock(header.load(three), "caro", THIRD)
    whole(three, holders["beto"])
    for name in (header.NAME, "vereda.old"):
        found = header.from_bytes((three / name).read_bytes())
        assert found.pending == {}
        assert all(slot.user != "caro" for slot in found.slots)
    assert not any(opens(place) for place in places(three, holders["ana"]))


def test_a_member_of_nothing_finishes_the_main_store_only(three, made_once, holders):
    let_in(three, made_once.unlocked, "dina", "trece catorce")
    dina = keys.unlock(header.load(three), "dina", "trece catorce")
    stopped_after(three, holders["ana"], 1)
    with closing(Workspace(three, keys.again(dina, header.load(three)))) as opened:
        assert set(opened.header.pending) == set(header.SEALED_STORES)
    whole(three, holders["beto"])


def test_no_copy_of_before_a_migration_keeps_the_earlier_key(three, holders):
    """What stands beside a store since a migration was written with the key of that day."""
    for place in [opening.place(three, holders["ana"], store) for store in header.STORES]:
        copy = place.path.with_suffix(".before-0099")
        with closing(db.connect(place)) as connection:
            db.backup(connection, db.Place(copy, place.key, place.identity))
    with closing(Workspace(three, holders["ana"])) as opened:
        rotated = members.dismiss(opened, "beto")
    assert rotated.left == ()
    assert list(three.glob("*.before-*")) == []
    whole(three, holders["ana"])
