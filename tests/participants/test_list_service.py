# SPDX-License-Identifier: GPL-3.0-or-later
"""A working list is a filter under a name: one's own, or the team's; never a search."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core.errors import NotAllowed
from desktop.participants import handover_service as handovers
from desktop.participants import list_service as service
from desktop.participants import service as participants
from tests.rooms import register


def test_a_list_comes_back_as_it_was_kept(work):
    kept = service.keep(work, "Mujeres en la línea A", {"sex": "female", "status": "open"}, "-code")
    assert service.chosen(kept) == {"sex": "female", "status": "open"}
    assert [one.order for one in service.lists(work)] == ["-code"]
    service.keep(work, "Mujeres en la línea A", {"sex": "female"}, "")
    assert [service.chosen(one) for one in service.lists(work)] == [{"sex": "female"}]
    service.forget(work, kept.id)
    assert service.lists(work) == []


def test_only_the_teams_lists_are_seen_by_others(work):
    service.keep(work, "Mía", {"status": "open"}, "")
    shared = service.keep(work, "De todas", {"status": "closed"}, "", shared=True)
    own = work.user
    work.user = replace(own, name="bea", role="caseworker")
    try:
        assert [one.title for one in service.lists(work)] == ["De todas"]
        with pytest.raises(NotAllowed):
            service.forget(work, shared.id)
    finally:
        work.user = own
        work.refused.clear()


def test_keys_among_people_keep_the_order_of_the_list(work):
    people = [register(work) for _n in range(4)]
    some = {people[0].id, people[2].id}
    found = service.keys_among(work, "", {"status": "open"}, "code", some)
    assert service.ids(work, found) == [
        one.id for one in sorted((people[0], people[2]), key=lambda person: person.code)
    ]
    assert set(service.ids(work, participants.keys(work, "", {}, ""))) >= some


@given(
    st.lists(st.text(min_size=1), unique=True),
    st.lists(st.text(min_size=1), min_size=1, unique=True),
)
def test_files_are_dealt_out_evenly_and_all_of_them(people, among):
    shares = handovers.evenly(people, among)
    assert sorted(one for held in shares.values() for one in held) == sorted(people)
    sizes = [len(shares.get(one, ())) for one in among]
    assert max(sizes) - min(sizes) <= 1
