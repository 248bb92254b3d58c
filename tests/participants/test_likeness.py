# SPDX-License-Identifier: GPL-3.0-or-later
"""Somebody already here is found however the name is written, and said with the reasons."""

import pytest

from desktop.core import records
from desktop.core.tables import table_of
from desktop.participants import likeness_service, service
from desktop.participants.model import Participant
from tests.rooms import register

JOSE = {"given_names": "José Wilson", "family_names": "Quiñónez Hernández", "born": "1998"}


def found(work, text):
    return [code for _id, code in service.find(work, text)]


@pytest.mark.parametrize(
    "typed",
    [
        "jose",
        "chepe",
        "Zé",
        "pepe",
        "wilson",
        "Vilson",
        "kinones",
        "ernandez",
        "quin hern",
        "hernandez jose",
        "4567",
        "123 4567",
        "1712345",
        "17.123-45",
    ],
)
def test_a_person_is_found_by_what_people_remember(work, typed):
    held = register(
        work, **JOSE, safe_contact_number="+593 99 123 4567", document_number="17-12345-6"
    )
    register(work, given_names="Rosa", family_names="Mina", born="1990")
    assert found(work, typed) == [held.code]
    assert [one.code for one in likeness_service.look_up(work, typed)] == [held.code]


def test_two_beginnings_and_the_whole_code_still_find(work):
    held = register(work, **JOSE)
    assert found(work, held.code) == [held.code]
    assert found(work, "nadie") == []


@pytest.mark.parametrize(
    "typed", ["", "   ", '"', "a OR b", "NEAR(", "*", "x" * 10_000, "\0", "😀", "שלום"]
)
def test_whatever_is_typed_is_a_question(work, typed):
    register(work, **JOSE)
    likeness_service.look_up(work, typed)
    found(work, typed)
    likeness_service.similar(work, {"given_names": typed, "born": typed, "document_number": typed})


def test_the_reasons_are_said(work):
    held = register(work, **JOSE, sector="s1")
    typed = {"known_as": "Chepe", "family_names": "Ernandes", "born": "1998", "sector": "s1"}
    [one] = likeness_service.similar(work, typed)
    assert one.code == held.code
    assert one.reasons == ("a short form of the same name", "same year of birth", "same sector")
    [one] = likeness_service.similar(work, {"family_names": "Kiñones Hernández"})
    assert one.reasons == ("name that sounds the same",)


def test_about_the_same_age_counts_where_a_year_is_estimated(work):
    held = register(work, given_names="Yésica", born="2004~")
    assert [
        one.code
        for one in likeness_service.similar(work, {"given_names": "Jessica", "born": "2005"})
    ] == [held.code]
    assert not likeness_service.similar(work, {"given_names": "Jessica", "born": "2010"})


def test_the_best_five_come_and_another_sex_comes_last(work):
    for _n in range(7):
        register(work, **JOSE, sex="female")
    man = register(work, **JOSE, sex="male")
    best = likeness_service.similar(work, {**JOSE, "sex": "male"})
    assert len(best) == 5
    assert best[0].code == man.code
    assert "same sex" in best[0].reasons


def test_what_a_person_is_found_by_follows_every_change(work):
    held = register(work, **JOSE)
    records.amend(work, held, {"given_names": "Ramiro"})
    assert found(work, "wilson") == []
    assert found(work, "ramiro") == [held.code]
    records.undo(work, held)
    assert found(work, "chepe") == [held.code]


def test_an_import_is_found_as_well(work):
    records.create_many(
        work, Participant, [{"born": "1998", "sex": "male", "safe_contact": "phone", **JOSE}]
    )
    assert len(found(work, "chepe kinones")) == 1


def test_an_earlier_file_is_caught_up_with(workspace):
    with workspace.work(write=True) as work:
        held = register(work, **JOSE)
        table = table_of(Participant)
        work.session.execute(table.update().values(found_by=None))
    with workspace.work() as work:
        assert found(work, "chepe") == []
    likeness_service.catch_up(workspace)
    with workspace.work() as work:
        assert found(work, "chepe") == [held.code]


@pytest.mark.parametrize(
    ("typed", "carried"),
    [
        ("Rosa", {"given_names": "Rosa"}),
        ("Rosa Mina", {"given_names": "Rosa", "family_names": "Mina"}),
        ("Rosa Elena Mina Caicedo", {"given_names": "Rosa Elena", "family_names": "Mina Caicedo"}),
        ("099 123 4567", {"safe_contact_number": "099 123 4567"}),
        ("AB 12345", {"document_number": "AB 12345"}),
        ("  ", {}),
    ],
)
def test_what_was_searched_goes_into_the_form(typed, carried):
    assert likeness_service.carried(typed) == carried
