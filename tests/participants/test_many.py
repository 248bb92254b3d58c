# SPDX-License-Identifier: GPL-3.0-or-later
"""What was made fast for many people finds for few people what it always did."""

from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core import listing
from desktop.participants import age_service, likeness_service, service
from desktop.participants.model import ParticipantDraft
from tests.rooms import NOON, register

NAMES = ("José Wilson", "Chepe", "Yésica", "Jessica", "María", "Quiñónez", "Kinones", "Mina", "Zé")
FIGURES = ("+593 99 123 4567", "1234567", "0991234567", "17-12345-6", "17123456", "")


@pytest.mark.parametrize("many", [10_000, 1], ids=["along the list", "one by one"])
@pytest.mark.parametrize("order", ["", "-registered_on", "code", "-code", "born", "-sex"])
def test_both_ways_of_searching_find_the_same_in_the_same_order(work, monkeypatch, many, order):
    held = [
        register(work, given_names=f"Mar{name}", born=str(1990 + number), sex=sex)
        for number, name in enumerate(("ía", "io", "ta", "ina"))
        for sex in ("female", "male")
    ]
    register(work, given_names="Rosa")
    listing._many.cache_clear()
    monkeypatch.setattr(listing, "MANY", many)
    try:
        found = list(service.keys(work, "mar", {"sex": "female"}, order))
    finally:
        listing._many.cache_clear()
    name = order.lstrip("-") or "registered_on"
    wanted = sorted(
        (one for one in held if one.sex == "female"),
        key=lambda one: (getattr(one, name), one.row),
        reverse=order.startswith("-") or not order,
    )
    if order in ("-code", "-sex"):  # of equals the first comes first
        wanted = sorted(wanted, key=lambda one: one.row or 0)
        wanted.sort(key=lambda one: getattr(one, name), reverse=True)
    if order == "-registered_on":
        wanted = sorted(wanted, key=lambda one: one.row or 0)
    assert found == [one.row for one in wanted]


PEOPLE = st.fixed_dictionaries(
    {
        "given_names": st.lists(st.sampled_from(NAMES), max_size=2).map(" ".join),
        "family_names": st.lists(st.sampled_from(NAMES), max_size=2).map(" ".join),
        "known_as": st.sampled_from(NAMES),
        "born": st.sampled_from(("1998", "1999~", "2000-05", "2001-02-03", "1970")),
        "sex": st.sampled_from(("female", "male", "unknown", "declined")),
        "sector": st.sampled_from(("", "here", "there")),
        "safe_contact_number": st.sampled_from(FIGURES),
        "document_number": st.sampled_from(FIGURES),
    }
)


@given(PEOPLE, PEOPLE)
def test_nobody_is_more_alike_than_what_one_is_found_by_allows(typed, held):
    asked = likeness_service._asked(typed)
    row = SimpleNamespace(**held, **ParticipantDraft.derived(held))
    points, reasons = likeness_service._likeness(asked, row)
    assert not reasons or points <= likeness_service._at_most(asked, row)


def test_the_likeliest_are_found_among_many_who_share_a_name(work):
    for number in range(30):
        register(work, given_names="Yésica", family_names="Mina", born=str(1980 + number % 3))
    same = register(work, given_names="Yésica", family_names="Mina Quiñónez", born="2001")
    values = {"given_names": "Jessica", "family_names": "Quinones Mina", "born": "2001"}
    found = likeness_service.similar(work, {**values, "sex": "female"})
    assert found[0].id == same.id
    everybody = likeness_service.similar(work, {**values, "sex": "female"}, limit=100)
    assert found == everybody[:5]
    assert same.id not in {
        one.id for one in likeness_service.similar(work, values, besides=[same.id])
    }


def test_who_is_under_age_is_the_same_asked_of_few_and_of_all(work):
    young = [register(work, born=born).id for born in ("2009", "2012-01", "2008-11-22")]
    grown = [register(work, born=born).id for born in ("2008-11-21", "1990")]
    on = NOON.date()
    assert age_service.minors(work, on) == set(young)
    assert age_service.minors(work, on, [*young[:2], *grown]) == set(young[:2])
    assert age_service.minors(work, on, []) == set()
    assert age_service.minors(work, on, [f"nobody {n}" for n in range(3_000)]) == set(young)
