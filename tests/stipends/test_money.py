# SPDX-License-Identifier: GPL-3.0-or-later
"""Not a cent is lost between the months: what was earned was handed over or is still owed."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.core import records
from desktop.stipends import line_service, rule_service, service
from tests.stipends.months import a_rule, begin, in_stipend

MONTHS = [date(2026, n, 1) for n in range(3, 9)]
LIVED = st.lists(
    st.tuples(
        st.integers(0, 4),  # sessions attended of four
        st.booleans(),  # came for the slip
        st.sampled_from(["content", "right", "wrong"]),  # what became of a disagreement
    ),
    min_size=1,
    max_size=len(MONTHS),
)


def live(work, held, month, met, *, came, answer):
    """Go through one month; return its line and what was earned in it."""
    made = begin(work, held, month)
    [line] = line_service.of(work, made.id)
    line_service.amend(work, line, {"sessions_due": 4, "sessions_met": met})
    service.prepare(work, made.id)
    earned = line.amount - line.carried
    service.approve(work, made.id)
    service.pay(work, made.id, line.amount)
    if came:
        line_service.hand_over(work, [line.row or 0])
    service.count(work, made.id, service.cash_of(work, made).expected)
    assert service.cash_of(work, made).difference == 0
    if answer != "content":
        line_service.amend(work, line, {"appeal_on": "2026-11-01"})
        right = answer == "right"
        line_service.answer(work, line.id, {"sessions_met": 4}, agreed=right)
        earned = rule_service.read(made.terms).amount if right else earned
    return line, earned


def test_what_was_earned_was_handed_over_or_is_owed(work):
    in_stipend(work, 1)

    @settings(max_examples=15)
    @given(LIVED)
    def check(lived):
        held = a_rule(work, amount=9_999)
        earned = handed = 0
        for month, (met, came, answer) in zip(MONTHS, lived, strict=False):
            line, more = live(work, held, month, met, came=came, answer=answer)
            earned += more
            handed += line.amount if line.state == "paid" else 0
        last = begin(work, held, date(2026, 10, 1))
        [line] = line_service.of(work, last.id)
        assert handed + line.carried == earned
        records.remove(work, last)

    check()
