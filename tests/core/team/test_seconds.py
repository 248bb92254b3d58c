# SPDX-License-Identifier: GPL-3.0-or-later
"""Two passphrases in one hand are not two people: each road to a second one was walked once."""

from contextlib import closing
from datetime import datetime, timedelta

import pytest

from desktop.core import clock, founding
from desktop.core.crypto import paper
from desktop.core.store import Workspace
from desktop.core.team import approvals, members, passphrases, seconds
from desktop.core.team.approvals import ERASE
from tests.workspaces import USER, WORDS, Made, add, join, reopened

DAY = timedelta(days=1)
NEW_WORDS = "seis palabras que nadie diría hoy"


def approve(workspace: Workspace, words: str, when: datetime | None = None) -> str:
    with clock.at(when or clock.now()):
        return approvals.second(workspace, "bea", words, ERASE, "x").how


def named(workspace: Workspace) -> list[str]:
    with workspace.work() as work:
        return seconds.lately(work, workspace.header)


def test_whom_one_lets_in_is_ones_second_after_a_week(workspace: Workspace) -> None:
    words = members.admit(workspace, "bea", "data_officer").words
    with pytest.raises(seconds.TooNew) as told:
        approve(workspace, words)
    assert told.value.values == {"n": 7}
    assert named(workspace) == ["bea"]
    assert approve(workspace, words, clock.now() + 7 * DAY) == "second"


def test_new_words_for_an_absent_colleague_make_no_second(workspace: Workspace) -> None:
    join(workspace, "bea", "coordinator")
    assert named(workspace) == []
    passphrases.reissue(workspace, "bea", NEW_WORDS)
    with pytest.raises(seconds.TooNew):
        approve(workspace, NEW_WORDS)
    assert named(workspace) == ["bea"]


def test_the_paper_key_makes_no_second(workspace: Workspace, made_once: Made) -> None:
    join(workspace, "bea", "data_officer")
    workspace.close()
    words = founding.renew(workspace.folder, paper.read("".join(made_once.recovery)), "bea")
    with closing(reopened(workspace)) as again:
        with pytest.raises(seconds.TooNew):
            approve(again, words)
        assert named(again) == ["bea"]


def test_a_clock_set_back_for_letting_in_gains_nothing(workspace: Workspace) -> None:
    add(workspace)
    with clock.at(clock.now() - 30 * DAY):
        words = members.admit(workspace, "bea", "data_officer").words
    with pytest.raises(seconds.TooNew):
        approve(workspace, words)


def test_whom_somebody_else_let_in_waits_as_well(workspace: Workspace) -> None:
    """Whoever lets somebody in can sign in as that one, and go on from there."""
    lia = join(workspace, "lia", "coordinator")
    workspace.close()
    with closing(Workspace.open(workspace.folder, "lia", lia)) as other:
        words = members.admit(other, "bea", "data_officer").words
    with closing(reopened(workspace)) as again:
        with pytest.raises(seconds.TooNew):
            approve(again, words)
        assert approve(again, words, clock.now() + 7 * DAY) == "second"


def test_who_was_let_in_is_not_the_first_of_two_either(workspace: Workspace) -> None:
    words = members.admit(workspace, "bea", "coordinator").words
    workspace.close()
    with (
        closing(Workspace.open(workspace.folder, "bea", words)) as mine,
        pytest.raises(seconds.TooNew),
    ):
        approvals.second(mine, USER, WORDS, ERASE, "x")


def test_new_words_of_ones_own_keep_ones_standing(workspace: Workspace) -> None:
    words = join(workspace, "bea", "data_officer")
    workspace.close()
    with closing(Workspace.open(workspace.folder, "bea", words)) as bea:
        passphrases.change(bea, bea.key_holder, NEW_WORDS)
    with closing(reopened(workspace)) as again:
        assert approve(again, NEW_WORDS) == "second"


def test_a_team_cut_down_to_two_does_not_become_small_for_a_month(workspace: Workspace) -> None:
    person = add(workspace)
    for name in ("bea", "caro"):
        join(workspace, name, "caseworker")
    members.dismiss(workspace, "caro")
    for days, small in ((0, False), (29, False), (31, True)):
        with clock.at(clock.now() + days * DAY), workspace.work(write=True) as work:
            assert seconds.is_small(work) is small
            if not small:
                with pytest.raises(approvals.TeamIsLarge):
                    approvals.ask(work, ERASE, person, "because")
    assert workspace.user.name == USER
