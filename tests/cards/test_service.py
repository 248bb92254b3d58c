# SPDX-License-Identifier: GPL-3.0-or-later
"""Cards have no person; small numbers stay hidden; complaints are a tally with a term."""

from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop import slices
from desktop.cards import complaint_service as complaints
from desktop.cards import question_service as questions
from desktop.cards import report, service
from desktop.cards.complaint_model import Complaint
from desktop.cards.model import CardBatch, CardDraft
from desktop.core import clock, codes, i18n, records
from desktop.core.document import Table, Text
from desktop.core.errors import InvalidRecord, NotAllowed
from desktop.core.fields import specs
from desktop.core.tasks import Asked, is_overdue

_DAYS = (date(2025, 1, 1) + timedelta(n) for n in range(300))
"""Each example of a property has a day of its own."""
YEAR = (date(2026, 1, 1), date(2026, 12, 31))


def batch(work, name="safety", **more):
    return service.begin(work, {"questions": name, "collected_on": clock.today(), **more})


@pytest.mark.parametrize("name", questions.names())
def test_every_question_is_whole_in_three_languages(name):
    asked = questions.read(name)
    for language in ("en", "es", "pt_BR"):
        with i18n.speaking(language):
            assert asked.title
            assert all(one.text for one in asked.questions)
            assert all(2 <= len(one.answers) <= 17 for one in asked.questions)
            assert report.blank_cards(name, is_demo=False).sections
    assert len({one.key for one in asked.questions}) == len(asked.questions)


def test_a_card_has_nothing_that_could_name_a_person():
    assert {spec.name for spec in specs(CardDraft)} == {"batch", "answers"}
    assert all("participant" not in (s.about.link, s.name) for s in specs(CardDraft))


def test_a_question_left_out_was_left_blank(work):
    made = batch(work)
    card = service.add(work, made.id, {"night": "very_safe"})
    assert card.by_question() == {"night": "very_safe", "sex": "not_asked", "age": "not_asked"}
    assert service.typed(work, made.id) == 1


def test_an_answer_that_is_not_on_the_card_is_refused(work):
    with pytest.raises(InvalidRecord):
        service.add(work, batch(work).id, {"night": "no such answer"})
    with pytest.raises(InvalidRecord):
        batch(work, "no such questions")


def test_the_card_typed_last_comes_back(work):
    made = batch(work)
    service.add(work, made.id, {"night": "very_safe"})
    service.add(work, made.id, {"night": "very_unsafe"})
    assert service.undo_last(work, made.id)["night"] == "very_unsafe"
    assert service.typed(work, made.id) == 1
    service.undo_last(work, made.id)
    assert service.undo_last(work, made.id) == {}


@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.sampled_from(sorted(codes.read("safety_at_night"))), max_size=30))
def test_no_small_number_is_printed(work, answers):
    day = next(_DAYS)
    made = batch(work, collected_on=day)
    for answer in answers:
        service.add(work, made.id, {"night": answer})
    with i18n.speaking("es"):
        blocks = list(report.cards(work, day, day, 5))
    if len(answers) < 5:
        assert not any(isinstance(block, Table) for block in blocks)
    counts = Counter(answers)
    labels = {codes.label("safety_at_night", code): n for code, n in counts.items()}
    for block in blocks:
        if isinstance(block, Table):
            shown = [row for row in block.rows if row[0] in labels and row[1].isdigit()]
            assert all(int(row[1]) >= 5 or labels[row[0]] == 0 for row in shown)


def blocks(work):
    with i18n.speaking("en"):
        return list(report.cards(work, *YEAR, 5))


def indicator(work):
    """Return what the line of the indicator says: count, of, share, without data."""
    [table] = [
        one
        for one in blocks(work)
        if isinstance(one, Table) and one.title == "Share of those who answered"
    ]
    return table.rows[0][1:]


def titles(work):
    return [one.title for one in blocks(work) if isinstance(one, Table)]


def test_the_share_who_feel_safe_leaves_out_who_did_not_answer(work):
    made = batch(work)
    for answer, n in (("very_safe", 6), ("very_unsafe", 6), ("declined", 8)):
        for _n in range(n):
            service.add(work, made.id, {"night": answer})
    assert indicator(work) == ["6", "12", "50%", "8"]


def test_the_burden_is_a_median_and_a_share(work):
    made = batch(work, "extortion")
    for answer, n in (("none", 3), ("one", 3), ("two", 5), ("three", 1)):
        for _n in range(n):
            service.add(work, made.id, {"groups": answer})
    assert indicator(work) == ["6", "12", "50%", "0"]
    assert "Groups paid, median: 1.5." in [
        one.body for one in blocks(work) if isinstance(one, Text)
    ]


def test_answers_one_by_one_do_not_give_away_what_the_indicator_hides(work):
    made = batch(work)
    for answer, n in (("very_safe", 12), ("fairly_safe", 3), ("very_unsafe", 9)):
        for _n in range(n):
            service.add(work, made.id, {"night": answer})
    assert indicator(work) == ["15", "24", "62%", "0"]
    assert questions.read("safety").questions[0].words["en"] not in titles(work)


def test_safety_is_split_by_sex_where_every_cell_is_large_enough(work):
    made = batch(work)
    for sex, answer, n in (
        ("female", "very_safe", 6),
        ("female", "very_unsafe", 9),
        ("male", "fairly_safe", 8),
        ("male", "very_unsafe", 5),
    ):
        for _n in range(n):
            service.add(work, made.id, {"night": answer, "sex": sex})
    [table] = [
        one
        for one in blocks(work)
        if isinstance(one, Table) and one.title == "Feel safe at night, by sex"
    ]
    assert [row[1:] for row in table.rows] == [
        ["6", "15", "40%"],
        ["8", "13", "62%"],
        ["14", "28", "50%"],
    ]


def complain(work, received, closed=None, kind="service"):
    values = {"received_on": received, "type": kind, "closed_on": closed}
    return records.create(work, Complaint, values)


def test_a_complaint_is_late_after_thirty_days(work):
    day = clock.today()
    late = complain(work, day - timedelta(31))
    complain(work, day - timedelta(30), closed=day)
    soon = complain(work, day - timedelta(20))
    complain(work, day)
    found = slices.due(work, day)
    assert [(task.code, is_overdue(task.on, day)) for task in found] == [
        (late.code, True),
        (soon.code, False),
    ]


def test_in_time_counts_only_what_fell_due(work):
    day = clock.today()
    complain(work, day - timedelta(60), closed=day - timedelta(40))
    complain(work, day - timedelta(60), closed=day - timedelta(10))
    complain(work, day - timedelta(60))
    complain(work, day - timedelta(3))
    complain(work, day - timedelta(3), closed=day)
    assert complaints.in_time(work, *YEAR, day) == (2, 4)
    assert complaints.tally(work, *YEAR) == {"service": 5}


@pytest.mark.parametrize("role", ["caseworker", "dialogue"])
def test_who_keeps_no_complaints_sees_none(work, role):
    from dataclasses import replace

    complain(work, clock.today() - timedelta(40))
    own = work.user
    work.user = replace(own, role=role)
    try:
        assert complaints.tasks(work, Asked(clock.today())) == []
        with pytest.raises(NotAllowed):
            complaints.keys(work, {})
    finally:
        work.user = own
        work.refused.clear()


def test_a_batch_keeps_the_version_of_its_questions(work):
    assert batch(work).version == questions.read("safety").version
    assert records.get(work, CardBatch, batch(work).id).questions == "safety"
