# SPDX-License-Identifier: GPL-3.0-or-later
"""What follows from a rule: whole numbers, explained, and never a part for what nobody asked."""

import csv
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core import paths
from desktop.core.errors import InvalidRecord
from desktop.core.values import validated
from desktop.stipends import rule_service
from desktop.stipends.model import LineState, MonthState
from desktop.stipends.rule_model import PARTS, RuleDraft, Terms
from desktop.stipends.rule_service import outcome

TERMS = Terms(10_000, "USD", {"sessions": 50, "meetings": 50}, ((90, 100), (70, 70)))
STEPPED = {"from_1": 90, "pays_1": 100, "from_2": 70, "pays_2": 70}
COUNTS = st.dictionaries(
    st.sampled_from(PARTS),
    st.integers(0, 60).flatmap(lambda due: st.tuples(st.just(due), st.integers(0, due))),
)
WEIGHTS = st.dictionaries(st.sampled_from(PARTS), st.integers(1, 100), min_size=1)
STEPS = st.lists(st.integers(1, 100), min_size=1, max_size=4, unique=True).map(
    lambda found: tuple((n, n) for n in sorted(found, reverse=True))
)


@given(WEIGHTS, STEPS, COUNTS, st.integers(1, 10**9))
def test_the_percent_is_the_weighed_share_and_100_only_for_all(weights, steps, counts, amount):
    found = outcome(Terms(amount, "USD", weights, steps), counts, excused=False)
    asked = [one for one in found.parts if one.due]
    if not asked:
        assert (found.share, found.amount) == (100, amount)
        return
    whole = sum(one.weight for one in asked)
    exact = sum(Fraction(one.met * one.weight, one.due) for one in asked) * 100 / whole
    assert abs(found.share - exact) <= Fraction(1, 2) or (found.share, exact > 99) == (99, True)
    assert (found.share == 100) == (exact == 100)
    assert 0 <= found.amount <= amount


@given(WEIGHTS, STEPS, COUNTS, st.integers(1, 10**9))
def test_who_does_more_is_never_paid_less(weights, steps, counts, amount):
    terms = Terms(amount, "USD", weights, steps)
    before = outcome(terms, counts, excused=False)
    for part, (due, met) in counts.items():
        if met < due:
            after = outcome(terms, {**counts, part: (due, met + 1)}, excused=False)
            assert after.share >= before.share
            assert after.amount >= before.amount


@given(COUNTS)
def test_who_is_excused_loses_nothing(counts):
    assert outcome(TERMS, counts, excused=True).amount == TERMS.amount


@pytest.mark.parametrize(
    ("sessions", "meetings", "share", "pays"),
    [
        ((4, 4), (2, 2), 100, 100),
        ((4, 4), (5, 4), 90, 100),
        ((4, 3), (4, 3), 75, 70),
        ((4, 2), (2, 1), 50, 0),
        ((0, 0), (4, 3), 75, 70),
        ((0, 0), (0, 0), 100, 100),
    ],
)
def test_by_hand(sessions, meetings, share, pays):
    found = outcome(TERMS, {"sessions": sessions, "meetings": meetings}, excused=False)
    assert (found.share, found.pays, found.amount) == (share, pays, 100 * pays)


@given(WEIGHTS, STEPS, st.integers(1, 10**11))
def test_a_month_reads_back_the_terms_it_kept(weights, steps, amount):
    terms = Terms(amount, "COP", weights, steps)
    assert rule_service.read(rule_service.kept(terms)) == terms


def test_nothing_but_the_programme_can_count():
    """No police record, no laboratory, nobody else's word: neither a component nor a field."""
    with paths.resource("codes", "stipend_part.csv").open(encoding="utf-8") as file:
        assert tuple(row["code"] for row in csv.DictReader(file)) == PARTS
    fields = {"title", "starts_on", "until", "amount", "currency", *PARTS}
    steps = {f"{end}_{n}" for n in range(1, 5) for end in ("from", "pays")}
    assert set(RuleDraft.model_fields) == fields | steps


@pytest.mark.parametrize(
    "states", [("stipend_state", MonthState), ("stipend_line_state", LineState)]
)
def test_the_states_are_those_of_the_list(states):
    name, kind = states
    with paths.resource("codes", f"{name}.csv").open(encoding="utf-8") as file:
        assert [row["code"] for row in csv.DictReader(file)] == [one.value for one in kind]


@pytest.mark.parametrize(
    ("values", "wrong"),
    [
        ({"sessions": None}, "sessions"),
        ({"from_1": 70, "pays_1": 70, "from_2": 90, "pays_2": 100}, "from_2"),
        ({"from_2": 50, "pays_2": 100, "pays_1": 90}, "from_2"),
        ({"pays_2": None}, "pays_2"),
        ({"from_1": None, "pays_1": None, "from_2": None, "pays_2": None}, "from_1"),
        ({"amount": 0}, "amount"),
        ({"amount": 1.5}, "amount"),
        ({"sessions": 101}, "sessions"),
        ({"until": "2025-01-01", "starts_on": "2026-01-01"}, "until"),
    ],
)
def test_a_rule_that_cannot_be_is_refused(values, wrong):
    with pytest.raises(InvalidRecord) as raised:
        validated(RuleDraft, {"title": "R", "amount": 10_000, "sessions": 100, **STEPPED, **values})
    assert list(raised.value.problems) == [wrong]
