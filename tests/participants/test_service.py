# SPDX-License-Identifier: GPL-3.0-or-later
"""Six answers register a person; nobody is registered twice; a file closes and opens again."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core import clock, history, journal, records
from desktop.core.errors import InvalidRecord, UserError
from desktop.participants import likeness_service, service
from desktop.participants.model import Participant
from tests.rooms import complete, register

TODAY = date(2026, 11, 21)
NAMED = {"given_names": "María José", "family_names": "Ñáñez Peña", "born": "1998"}


def codes_like(work, **values):
    return [one.code for one in likeness_service.similar(work, values)]


def test_six_answers_register_a_person(work):
    answers = {
        "programme": None,
        "born": "2004~",
        "sex": "female",
        "sector": None,
        "safe_contact": "phone",
        "registered_on": "2026-11-21",
    }
    made = service.register(work, answers)
    assert (made.status, made.registered_on, made.rev) == ("open", TODAY, 1)
    assert made.code.startswith("P-")
    assert [one.field for one in history.entries(work, made.id)] == [history.BIRTH]
    assert journal.head(work)[0] > 0
    assert service.due(work, date(2026, 12, 5)) == [(made.id, made.code, date(2026, 12, 5))]


@pytest.mark.parametrize("missing", ["born", "sex", "safe_contact"])
def test_what_cannot_be_missing_is_asked_for(work, missing):
    answers = {"born": "2001", "sex": "female", "safe_contact": "phone"}
    del answers[missing]
    with pytest.raises(InvalidRecord) as raised:
        service.register(work, answers)
    assert list(raised.value.problems) == [missing]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("born", "2027"),
        ("born", "1899"),
        ("born", "1903"),
        ("born", "31/02/2001"),
        ("sex", "f"),
        ("registered_on", "2026-11-22"),
        ("dependants", 31),
        ("known_as", "x" * 61),
    ],
)
def test_an_answer_that_cannot_be_is_refused(work, name, value):
    with pytest.raises(InvalidRecord) as raised:
        register(work, **{name: value})
    assert list(raised.value.problems) == [name]


def test_a_name_without_its_accents_finds_the_person(work):
    held = register(work, **NAMED)
    assert codes_like(work, given_names="maria", born="1998") == [held.code]
    assert codes_like(work, family_names="NANEZ", born="1998") == [held.code]
    assert codes_like(work, given_names="María Jose", sex="female") == [held.code]


def test_a_second_name_is_as_good_as_the_first(work):
    held = register(work, **NAMED)
    assert codes_like(work, given_names="José", family_names="Pena", born="1998") == [held.code]
    assert codes_like(work, known_as="Peña", born="1998-05") == [held.code]


def test_one_reason_alone_is_not_enough(work):
    register(work, **NAMED)
    assert codes_like(work, given_names="María", born="1970") == []
    assert codes_like(work, given_names="Rosa", born="1998", sex="female") == []


@pytest.mark.parametrize("typed", ["+593 99 123 4567", "099-123-4567", "1234567", "(09) 9123.4567"])
def test_the_last_seven_digits_of_a_telephone_are_enough(work, typed):
    held = register(work, safe_contact_number="(+593) 99.123-4567")
    assert codes_like(work, safe_contact_number=typed) == [held.code]


def test_a_short_or_other_number_is_nobodys(work):
    register(work, safe_contact_number="0991234567")
    assert codes_like(work, safe_contact_number="4567") == []
    assert codes_like(work, safe_contact_number="0991234568") == []


@pytest.mark.parametrize("typed", ["0912345678", "091.234.567-8", "091 234 567 8", "091/2345678"])
@pytest.mark.parametrize("held_as", ["0912345678", "091 234-567.8"])
def test_a_document_is_the_same_however_it_is_punctuated(work, held_as, typed):
    held = register(work, document_type="national_id", document_number=held_as)
    assert codes_like(work, document_number=typed) == [held.code]


def test_a_document_with_letters_is_the_same_in_small_ones(work):
    held = register(work, document_type="passport", document_number="AB 123456")
    assert codes_like(work, document_number="ab123456") == [held.code]


def test_what_is_missing_is_never_similar(work):
    register(work, sex="not_asked", **NAMED)
    register(work, safe_contact_number=None, document_number=None, born="1998")
    assert codes_like(work, born="1998", sex="female") == []
    assert codes_like(work, safe_contact_number="", document_number=" ", given_names="") == []
    assert codes_like(work, given_names="María", sex="not_asked") == []


@pytest.mark.parametrize("typed", ["", "no sé", "13/13", "20", None])
def test_a_date_still_being_typed_disturbs_nothing(work, typed):
    held = register(work, safe_contact_number="0991234567")
    assert codes_like(work, born=typed, safe_contact_number="0991234567") == [held.code]


def test_the_likeliest_comes_first_and_deleted_ones_never(work):
    register(work, given_names="María", born="1990")
    both = register(work, **NAMED)
    gone = register(work, **NAMED)
    records.remove(work, gone)
    found = likeness_service.similar(work, {**NAMED, "sex": "female"})
    assert found[0].code == both.code
    assert len(found[0].reasons) == 3
    assert gone.code not in [one.code for one in found]


def test_a_file_closes_and_opens_again(work):
    person = complete(work, registered_on="2026-05-02")
    service.close(work, person.id, "moved", date(2026, 11, 20))
    assert (person.status, person.closed_on, person.closure_reason) == (
        "closed",
        date(2026, 11, 20),
        "moved",
    )
    with pytest.raises(UserError, match="already closed"):
        service.close(work, person.id, "moved")
    service.reopen(work, person.id)
    assert (person.status, person.closed_on, person.closure_reason) == ("open", None, None)
    fields = {one.field for one in history.entries(work, person.id)}
    assert {"status", "closed_on", "closure_reason"} <= fields


def test_a_file_needs_a_reason_we_know_and_a_day_after_its_first(work):
    person = register(work, registered_on="2026-11-10")
    with pytest.raises(InvalidRecord):
        service.close(work, person.id, "because")
    with pytest.raises(InvalidRecord):
        service.close(work, person.id, "moved", date(2026, 11, 9))
    assert person.status == "open"


@pytest.mark.parametrize("reason", ["detained", "disappeared"])
def test_detained_and_disappeared_stop_reminders_but_do_not_close(work, reason):
    person = register(work, registered_on="2026-06-01")
    assert service.due(work, TODAY)
    service.close(work, person.id, reason)
    assert (person.status, person.closed_on, person.closure_reason) == ("open", None, reason)
    assert service.due(work, TODAY) == []
    assert service.open_codes(work, [person.id]) == {}
    assert len(service.keys(work, "", {"status": "open"}, "")) == 1
    service.close(work, person.id, "killed")
    assert person.status == "closed"
    service.reopen(work, person.id)
    assert service.open_codes(work, [person.id]) == {person.id: person.code}


def test_files_are_due_fourteen_days_after_the_first_answer(work):
    late = register(work, registered_on="2026-11-07")
    register(work, registered_on="2026-11-08")
    complete(work, registered_on="2026-01-01")
    closed = register(work, registered_on="2026-01-01")
    service.close(work, closed.id, "moved")
    deleted = register(work, registered_on="2026-01-01")
    records.remove(work, deleted)
    assert service.due(work, TODAY) == [(late.id, late.code, TODAY)]


def test_the_list_narrows_by_state_and_by_what_was_typed(work):
    named, closed, incomplete = complete(work, **NAMED), complete(work), register(work)
    service.close(work, closed.id, "moved")

    def codes(text="", **filters):
        found = service.keys(work, text, filters, "code")
        return sorted(row[0] for row in service.rows(work, found))

    assert codes(status="open") == sorted([named.code, incomplete.code])
    assert codes(status="closed") == [closed.code]
    assert codes(status="incomplete") == [incomplete.code]
    assert codes("nanez maria") == [named.code]
    assert codes(named.code) == [named.code]
    assert codes(named.code.lower()) == [named.code]
    assert codes('"; DROP TABLE participant --') == []
    assert len(codes()) == 3


def test_the_search_finds_closed_files_too_and_links_offer_open_ones(work):
    person = complete(work, **NAMED)
    service.close(work, person.id, "moved")
    assert service.find(work, "Ñáñez") == [(person.id, person.code)]
    assert service.find(work, person.code) == [(person.id, person.code)]
    assert service.offered(work, "") == []


@pytest.mark.parametrize("order", ["code", "-code", "born", "-registered_on", "nonsense", ""])
def test_every_order_holds_everybody(work, order):
    made = {register(work).code for _ in range(3)}
    rows = service.rows(work, service.keys(work, "", {}, order))
    assert {row[0] for row in rows} == made


@given(born=st.dates(date(1930, 1, 1), date(2026, 1, 1)), on=st.dates(TODAY, date(2030, 12, 31)))
def test_age_counts_birthdays(born, on):
    birthdays = sum(
        1
        for year in range(born.year + 1, on.year + 1)
        if (on.year, on.month, on.day) >= (year, born.month, born.day)
    )
    assert service.age(born.isoformat(), on) == birthdays


def test_a_year_alone_counts_from_its_middle():
    assert service.age("2000", date(2026, 6, 30)) == 25
    assert service.age("2000", date(2026, 7, 15)) == 26
    assert service.age("2000~", TODAY) == 26
    assert service.age(None, TODAY) is None


def test_names_of_deleted_people_stay_known_to_links(work):
    person = register(work)
    records.remove(work, person)
    assert service.codes_of(work, [person.id]) == {person.id: person.code}
    assert person.id not in service.codes_of(work)


def test_undo_takes_the_last_save_back(work):
    person = register(work)
    with clock.at(clock.now().replace(hour=16)):
        work.moment = clock.now()
        records.amend(work, person, {"note": "Vive con su tía.", "dependants": 2})
    assert records.undo(work, person)
    assert (person.note, person.dependants) == (None, None)
    assert records.get(work, Participant, person.id).rev == 3
