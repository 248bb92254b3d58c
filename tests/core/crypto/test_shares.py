# SPDX-License-Identifier: GPL-3.0-or-later
"""Two shares are the key, one is nothing, and a typing error is found where it stands."""

from contextlib import closing
from datetime import timedelta
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core import clock
from desktop.core.crypto import dealing, header, keys, paper, shares
from desktop.core.store import Workspace
from desktop.core.team import grants, members, passphrases, recovery
from tests.workspaces import let_in

SECRET = st.binary(min_size=32, max_size=32)
OTHER, THIRD = "cinco seis siete ocho", "nueve diez once doce"


@given(SECRET, st.integers(2, 255))
def test_any_two_give_the_secret(secret, count):
    points = shares.split(secret, count)
    assert len({one[0] for one in points}) == count
    for a, b in [(0, 1), (0, count - 1), (count - 1, count // 2 - 1)]:
        if a != b:
            assert shares.combine(points[a], points[b]) == secret


@given(SECRET, SECRET, st.integers(1, 255))
def test_one_alone_fits_every_secret(secret, other, number):
    """For every share and every secret there are lines that go through both."""
    slopes = bytes(32)
    share = shares.point(secret, slopes, number)
    down = shares._inverse(number)
    lines = bytes(shares._times(a ^ b, down) for a, b in zip(share[1:], other, strict=True))
    assert shares.point(other, lines, number) == share


@given(SECRET)
def test_printed_shares_come_back_with_their_number(secret):
    points = shares.split(secret)
    sheets = [shares.write(one) for one in points]
    assert [shares.read("\n".join(sheet)) for sheet in sheets] == points
    for one, two in permutations(sheets, 2):
        assert shares.key_from(["\n".join(one), "\n".join(two)]) == secret
    assert shares.key_from(["\n".join(sheet) for sheet in sheets]) == secret


def test_the_field_is_a_field():
    for a in range(1, 256):
        assert shares._times(a, shares._inverse(a)) == 1
        assert shares._times(a, 1) == a


@given(SECRET, st.integers(0, 59), st.integers(1, 31))
def test_a_wrong_character_is_named_by_its_line(secret, at, step):
    marks = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
    whole = "".join(shares.write(shares.split(secret)[0]))
    wrong = marks[(marks.index(whole[at]) + step) % 32]
    with pytest.raises(paper.Mistyped) as found:
        shares.read(whole[:at] + wrong + whole[at + 1 :])
    assert found.value.line in (0, at // 15 + 1)


def test_the_same_share_twice_and_the_key_in_place_of_a_share_are_refused():
    sheet = "".join(shares.write(shares.split(bytes(32))[0]))
    with pytest.raises(shares.SameShare):
        shares.key_from([sheet, sheet])
    with pytest.raises(paper.Mistyped):
        shares.read("".join(paper.write(bytes(range(32)))))
    with pytest.raises(paper.Mistyped):
        paper.read(sheet)


class TestPaperKey:
    """The paper key in three shares, and its yearly proof."""

    def test_shares_count_once_all_three_were_typed_back(self, workspace, made_once):
        typed = "\n".join(made_once.recovery)
        assert recovery.single_holder(workspace)
        sheets = ["".join(sheet) for sheet in recovery.cut(workspace, typed)]
        assert not recovery.is_shared(workspace)
        other = ["".join(sheet) for sheet in recovery.cut(workspace, typed)]
        with pytest.raises((paper.Mistyped, keys.WrongPassphrase)):
            recovery.shared(workspace, [*sheets[:2], other[2]])
        with pytest.raises(paper.Mistyped):
            recovery.shared(workspace, sheets[:2])
        recovery.shared(workspace, sheets)
        assert recovery.is_shared(workspace)
        assert not recovery.single_holder(workspace)
        opened = keys.unlock_with_recovery(
            header.load(workspace.folder), shares.key_from(sheets[1:])
        )
        assert opened.store_key("dialogues") == workspace.key_holder.store_key("dialogues")

    def test_shares_of_two_keys_open_nothing(self, workspace, made_once):
        mine = shares.write(shares.split(paper.read("".join(made_once.recovery)))[0])
        strange = shares.write(shares.split(bytes(32))[1])
        with pytest.raises(keys.WrongPassphrase):
            recovery.prove(workspace, ["".join(mine), "".join(strange)])

    def test_it_is_proven_every_year(self, workspace, made_once):
        day = clock.today()
        assert not recovery.drill_due(workspace, day)
        assert recovery.drill_due(workspace, day + timedelta(days=365))
        with clock.at(clock.now() + timedelta(days=400)):
            with pytest.raises(keys.WrongPassphrase):
                recovery.prove(workspace, "".join(paper.write(bytes(32))))
            recovery.prove(workspace, "\n".join(made_once.recovery))
            assert not recovery.drill_due(workspace, clock.today() + timedelta(days=364))

    def test_a_new_paper_key_has_to_be_proven(self, workspace):
        members.admit(workspace, "beto", "caseworker")
        rotated = members.dismiss(workspace, "beto")
        assert recovery.drill_due(workspace, clock.today())
        recovery.prove(workspace, "\n".join(rotated.recovery))
        assert not recovery.drill_due(workspace, clock.today())
        assert recovery.single_holder(workspace)
        members.admit(workspace, "caro", "coordinator")
        assert not recovery.single_holder(workspace)


class TestTwoTogether:
    """A store two members open together, by mathematics."""

    @pytest.fixture
    def folder(self, workspace, made_once):
        workspace.close()
        let_in(workspace.folder, made_once.unlocked, "beto", OTHER, "dialogue", ("dialogues",))
        let_in(workspace.folder, made_once.unlocked, "caro", THIRD, "dialogue", ("dialogues",))
        return workspace.folder

    def _as(self, folder, user, words):
        return keys.unlock(header.load(folder), user, words)

    def test_one_alone_opens_nothing_and_two_do(self, folder, made_once):
        with closing(Workspace(folder, made_once.unlocked)) as opened:
            before = opened.key_holder.store_key("dialogues")
            grants.require_two(opened, "dialogues")
            assert grants.needs_two(opened, "dialogues")
            assert opened.key_holder.store_key("dialogues") != before
            opened.close_store("dialogues")
            with pytest.raises(keys.NeedsTwo):
                opened.open_store("dialogues")
        beto, caro = self._as(folder, "beto", OTHER), self._as(folder, "caro", THIRD)
        with closing(Workspace(folder, beto)) as opened:
            with pytest.raises(keys.NeedsTwo):
                opened.open_store("dialogues")
            with pytest.raises(shares.SameShare):
                opened.open_store("dialogues", beto)
            opened.open_store("dialogues", caro)
            opened.drafts("dialogues").keep("process/new", {"a": "b"})
            opened.close_store("dialogues")
            with pytest.raises(keys.NeedsTwo):
                opened.place("dialogues")
        with closing(Workspace(folder, caro)) as opened:
            opened.open_store("dialogues", beto)
            assert opened.drafts("dialogues").find("process/new") is None  # a draft is its writer's
            grants.lift_two(opened, "dialogues")
        with closing(Workspace(folder, self._as(folder, "beto", OTHER))) as opened:
            opened.open_store("dialogues")
            assert opened.drafts("dialogues").find("process/new").values == {"a": "b"}

    def test_who_is_given_a_share_later_opens_with_any_other(self, folder, made_once):
        with closing(Workspace(folder, made_once.unlocked)) as opened:
            grants.require_two(opened, "dialogues")
            opened.open_store("dialogues")
            words = members.admit(opened, "dina", "dialogue").words
            grants.grant(opened, "dialogues", "dina")
            grants.revoke(opened, "dialogues", "caro")
            grants.revoke(opened, "dialogues", "beto")
            with pytest.raises(dealing.TooFewMembers):
                grants.revoke(opened, "dialogues", "dina")
            ana = opened.key_holder
        dina = self._as(folder, "dina", words)
        with closing(Workspace(folder, dina)) as opened:
            opened.open_store("dialogues", keys.again(made_once.unlocked, ana.header))

    def test_new_words_keep_a_share_a_share(self, folder, made_once):
        with closing(Workspace(folder, made_once.unlocked)) as opened:
            grants.require_two(opened, "dialogues")
            words = passphrases.drawn()
            passphrases.reissue(opened, "beto", words)
            more = members.admit(opened, "dina", "dialogue", stores=["dialogues"]).words
            sizes = {len(one) for one in opened.header.sealed["dialogues"].values()}
            assert len(sizes) == 2  # shares, and the whole of the paper key
        beto = self._as(folder, "beto", words)
        with closing(Workspace(folder, self._as(folder, "dina", more))) as opened:
            with pytest.raises(keys.NeedsTwo):
                opened.open_store("dialogues")
            opened.open_store("dialogues", beto)

    def test_the_paper_key_keeps_the_whole(self, folder, made_once):
        with closing(Workspace(folder, made_once.unlocked)) as opened:
            grants.require_two(opened, "dialogues")
        key = paper.read("".join(made_once.recovery))
        with closing(
            Workspace(folder, keys.unlock_with_recovery(header.load(folder), key))
        ) as opened:
            opened.open_store("dialogues")

    def test_a_rotation_deals_the_new_key(self, folder, made_once):
        with closing(Workspace(folder, made_once.unlocked)) as opened:
            grants.require_two(opened, "dialogues")
            opened.open_store("dialogues")
            members.dismiss(opened, "caro")
            assert grants.needs_two(opened, "dialogues")
        with closing(Workspace(folder, self._as(folder, "beto", OTHER))) as opened:
            with pytest.raises(keys.NeedsTwo):
                opened.open_store("dialogues")
            opened.open_store("dialogues", keys.again(made_once.unlocked, opened.header))
