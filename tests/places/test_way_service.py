# SPDX-License-Identifier: GPL-3.0-or-later
"""The way between two sectors: which active borders nobody can go round."""

from desktop.places.border_service import BorderNow
from desktop.places.way_service import _fewest


def border(a, b, status=""):
    return BorderNow(a + b, "", a, b, "", 0.0, "", status=status)


def test_a_way_round_is_found_and_none_is_told():
    held = [
        border("a", "b", "active"),
        border("a", "c"),
        border("c", "b", "dormant"),
        border("b", "d"),
    ]
    assert _fewest(held, "a", "d") == []


def test_what_cannot_be_gone_round_is_named():
    held = [
        border("a", "b", "active"),
        border("b", "d"),
        border("a", "c", "tense"),
        border("c", "e"),
    ]
    assert [one.id for one in _fewest(held, "a", "d")] == ["ab"]


def test_sectors_that_do_not_meet_say_nothing():
    assert _fewest([border("a", "b", "active")], "a", "z") == []
