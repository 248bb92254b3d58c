# SPDX-License-Identifier: GPL-3.0-or-later
"""One answer for each purpose; given ones end after a year and are asked again in time."""

from datetime import date

import pytest

from desktop.consents import service
from desktop.core import history, records
from desktop.core.errors import InvalidRecord
from desktop.participants import service as participants
from tests.workspaces import person

TODAY = date(2026, 11, 21)
ANA, EVA = "a" * 36, "b" * 36


def test_a_given_answer_holds_a_year(work):
    one = service.answer(work, ANA, "data_storage", "given")
    assert one.until == date(2027, 11, 21)
    assert service.given(work, ANA, "data_storage")
    assert service.covered(work, "data_storage", date(2027, 11, 21)) == {ANA}
    assert service.covered(work, "data_storage", date(2027, 11, 22)) == set()


@pytest.mark.parametrize("state", ["refused", "withdrawn", "pending", "expired"])
def test_everything_but_given_is_no(work, state):
    one = service.answer(work, ANA, "data_storage", state)
    assert one.until is None
    assert not service.given(work, ANA, "data_storage")
    assert service.covered(work, "data_storage", TODAY) == set()
    assert not service.given(work, EVA, "data_storage")


def test_a_later_answer_takes_the_place_of_the_first_and_history_keeps_both(work):
    one = service.answer(work, ANA, "image", "given", on=date(2026, 3, 1))
    again = service.answer(work, ANA, "image", "withdrawn")
    assert again.id == one.id
    assert len(service.keys(work, ANA)) == 1
    changes = {change.field: change.before for change in history.entries(work, one.id)}
    assert changes["state"] == "given"


def test_a_year_that_ran_out_is_no(work):
    service.answer(work, ANA, "data_storage", "given", on=date(2025, 11, 20))
    assert not service.given(work, ANA, "data_storage")


def test_answers_that_end_within_thirty_days_are_due(work):
    service.answer(work, ANA, "data_storage", "given", on=date(2025, 12, 21))
    service.answer(work, EVA, "data_storage", "given", on=date(2025, 12, 22))
    service.answer(work, EVA, "image", "refused", on=date(2025, 1, 1))
    assert service.due(work, TODAY) == [(ANA, "data_storage", date(2026, 12, 21))]


def test_the_day_to_ask_again_may_be_chosen(work):
    one = service.answer(work, ANA, "image", "given", until=date(2026, 12, 1))
    assert one.until == date(2026, 12, 1)
    with pytest.raises(InvalidRecord) as raised:
        service.answer(work, EVA, "image", "given", until=date(2026, 11, 1))
    assert list(raised.value.problems) == ["until"]


def test_an_answer_is_not_given_tomorrow(work):
    with pytest.raises(InvalidRecord):
        service.answer(work, ANA, "image", "given", on=date(2026, 11, 22))


def test_answers_of_people_who_left_do_not_crowd_out_the_others(work):
    gone = [participants.register(work, person()).id for _n in range(3)]
    here = participants.register(work, person()).id
    for one in gone:
        service.answer(work, one, "data_storage", "given", on=date(2024, 1, 1))
    participants.close(work, gone[0], "moved")
    participants.close(work, gone[1], "detained")
    records.remove(work, participants.get(work, gone[2]))
    service.answer(work, here, "data_storage", "given", on=date(2025, 12, 1))
    assert [who for who, _purpose, _day in service.due(work, TODAY)] == [here]


def test_a_duty_or_a_danger_to_life_holds_whatever_was_said_and_says_why(work):
    with pytest.raises(InvalidRecord) as raised:
        service.answer(work, ANA, "data_storage", "refused", basis="legal_duty")
    assert list(raised.value.problems) == ["basis_reason"]
    service.answer(
        work, ANA, "data_storage", "refused", basis="legal_duty", basis_reason="Ley de niñez."
    )
    assert service.given(work, ANA, "data_storage")
    service.answer(
        work, ANA, "image", "refused", basis="legitimate_interest", basis_reason="Memoria."
    )
    assert not service.given(work, ANA, "image")


def test_an_answer_put_off_is_due_after_two_weeks(work):
    who = participants.register(work, person()).id
    service.answer(work, who, "image", "pending", on=date(2026, 11, 6))
    service.answer(work, who, "participation", "pending", on=date(2026, 11, 10))
    assert service.due(work, TODAY) == [(who, "image", date(2026, 11, 20))]
