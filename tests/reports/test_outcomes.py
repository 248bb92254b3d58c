# SPDX-License-Identifier: GPL-3.0-or-later
"""Indicators counted by hand on small workspaces: I13, I15 to I19, targets, quality of data."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.activities.series_model import Series, SeriesMember
from desktop.core import clock, disclosure, indicators, records
from desktop.core.document import Table
from desktop.core.errors import InvalidRecord
from desktop.core.indicators import Part
from desktop.livelihoods.model import Certificate
from desktop.organisation.grant_model import Grant, Target
from desktop.organisation.model import Programme
from desktop.participants.model import Participant
from desktop.placements import income_service
from desktop.placements.model import Checkpoint, Placement
from desktop.reports import facts, monthly, outcomes, period, quality, targets
from desktop.schooling.model import Schooling
from tests.workspaces import person

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
TODAY = NOON.date()
NOVEMBER = period.parse("2026-11")


@pytest.fixture
def work(workspace):
    with clock.at(NOON), workspace.work(write=True) as held:
        yield held


def register(work, **more):
    return records.create(work, Participant, person(**more)).id


def place(work, who, **more):
    values = {"participant": who, "type": "formal_job", "starts_on": date(2026, 3, 1), **more}
    return records.create(work, Placement, values).id


def check(work, placement, point="d180", **more):
    due = {"placement": placement, "point": point, "due_on": date(2026, 8, 28)}
    answer = {"done_on": date(2026, 8, 28), "result": "retained_same"}
    return records.create(work, Checkpoint, {**due, **answer, **more})


def read(work, threshold=1, edition="donor", span=NOVEMBER):
    return facts.read(work, span, edition, threshold, "")


def lines(work):
    """Return (count, of, without data) of each indicator by the first words of its title."""
    [table] = [
        one
        for one in outcomes.blocks(read(work))
        if isinstance(one, Table) and one.title == "Work, study and income"
    ]
    return {row[0].split(",")[0]: (row[1], row[2], row[4]) for row in table.rows}


def test_the_placement_rate_counts_who_was_enrolled_for_ninety_days_and_no_course(work):
    early = date(2026, 8, 22)
    placed = register(work, registered_on=early)
    place(work, placed)
    only_course = register(work, registered_on=early)
    place(work, only_course, type="vocational")
    never_began = register(work, registered_on=early)
    place(work, never_began, status="never_started")
    place(work, register(work, registered_on=date(2026, 9, 1)))  # the days run from the month
    killed = register(work, registered_on=early)
    place(work, killed)
    detained = register(work, registered_on=early)
    place(work, detained)
    records.amend(
        work,
        records.get(work, Participant, killed),
        {"status": "closed", "closed_on": TODAY, "closure_reason": "killed"},
    )
    records.amend(work, records.get(work, Participant, detained), {"closure_reason": "detained"})
    assert lines(work)["Placed at some time"] == ("1", "3", "0")


def test_a_formal_job_has_contract_and_security_and_who_was_not_asked_is_missing(work):
    place(work, register(work), formality="contract_and_security")
    place(work, register(work), formality="contract_only")
    place(work, register(work), type="informal_job", formality="contract_and_security")
    place(work, register(work), formality=None)
    ended = {"status": "ended_early", "ended_on": date(2026, 5, 1)}
    place(work, register(work), formality="contract_and_security", **ended)
    found = lines(work)["Formal jobs with contract and social security"]
    assert found == ("1", "3", "1")


def test_income_changes_in_bands_and_the_latest_answer_counts(work):
    up, down, blank = register(work), register(work), register(work)
    job = place(work, up, income_before="no_pay")
    early = {"due_on": date(2026, 5, 30), "done_on": date(2026, 5, 30)}
    check(work, job, "d90", **early, wage_band="below_minimum")
    check(work, job, wage_band="about_minimum")
    check(work, place(work, down, income_before="one_to_two"), wage_band="no_pay")
    check(work, place(work, blank, income_before="no_pay"), wage_band="declined")
    check(work, place(work, register(work), income_before="no_pay"), result="not_reached")
    everybody = {up, down, blank}
    found, lacking = income_service.changes(work, TODAY, everybody)
    assert {one.participant: one.steps for one in found} == {up: 2, down: -3}
    assert lacking == 1
    earlier, _lacking = income_service.changes(work, date(2026, 6, 1), everybody)
    assert [one.steps for one in earlier] == [1]


def test_income_is_steady_with_money_in_five_months_of_six(work):
    for months in (6, 5, 4, None):
        check(work, place(work, register(work)), income_months=months)
    still_open = {"due_on": TODAY - timedelta(days=13), "done_on": None, "result": None}
    check(work, place(work, register(work)), **still_open)
    found = lines(work)["With income in five or six of the last six months"]
    assert found == ("2", "3", "1")


def test_six_months_are_asked_of_nobody_placed_less_ago(work):
    with pytest.raises(InvalidRecord) as raised:
        check(work, place(work, register(work)), "d90", income_months=3)
    assert list(raised.value.problems) == ["income_months"]
    with pytest.raises(InvalidRecord):
        check(work, place(work, register(work)), income_months=7)


def test_the_young_who_neither_work_nor_study(work):
    young = {"born": "2008-01-01"}
    register(work, **young, work_status="unemployed")
    register(work, **young, work_status="day_labour")
    register(work, **young, work_status="student")
    register(work, **young)
    register(work, **young, work_status="not_asked")
    place(work, register(work, **young, work_status="unemployed"))
    pupil = register(work, **young, work_status="inactive_care")
    records.create(work, Schooling, {"participant": pupil, "mode": "attending"})
    register(work, born="1990", work_status="unemployed")
    register(work, born="2014", work_status="unemployed")
    closed = {"status": "closed", "closed_on": date(2026, 9, 1), "closure_reason": "moved"}
    register(work, **young, work_status="unemployed", **closed)
    assert lines(work)["Aged 15 to 24"] == ("1", "5", "2")


def test_certificates_of_those_on_the_list_of_a_course_that_ended(work):
    ended = {"title": "Soldadura", "kind": "course", "starts_on": "2026-09-01"}
    course = records.create(work, Series, {**ended, "ends_on": "2026-11-15"}).id
    runs = records.create(work, Series, {**ended, "ends_on": "2026-12-15"}).id
    for number in range(3):
        who = register(work)
        for series in (course, runs):
            records.create(work, SeriesMember, {"series": series, "participant": who})
        if number < 2:
            values = {"participant": who, "series": course, "kind": "attendance"}
            records.create(work, Certificate, {**values, "issued_on": "2026-11-16"})
    assert lines(work)["Certificates"] == ("2", "3", "0")


def target_row(work, **more):
    values = {"indicator": "new_participants", "target": 10, "baseline": 4}
    days = {"starts_on": "2026-01-01", "ends_on": "2026-12-31"}
    records.create(work, Target, {**values, **days, **more})
    read = facts.read(work, NOVEMBER, "donor", 1, "")
    table = targets.table(work, NOVEMBER.first, read.on, read.people, read.placements, None)
    assert table is not None
    return table.rows[0]


def test_a_target_stands_beside_the_month_and_all_that_was_reached(work):
    for day in ("2025-12-31", "2026-03-01", "2026-11-02", "2026-11-03"):
        register(work, registered_on=date.fromisoformat(day))
    assert target_row(work)[1:] == ["4", "10", "2", "3", "30%"]


def test_a_target_of_a_grant_counts_what_the_grant_pays(work):
    grant = records.create(
        work, Grant, {"reference": "KF-24", "donor": "Fondo", "currency": "USD"}
    ).id
    line = records.create(work, Programme, {"sign": "A", "title": "Uno", "grants": [grant]}).id
    register(work, registered_on=date(2026, 11, 2), programme=line)
    register(work, registered_on=date(2026, 11, 2))
    row = target_row(work, grant=grant)
    assert row == ["New participants (KF-24)", "4", "10", "1", "1", "10%"]


def test_a_share_of_few_people_is_no_figure_beside_a_target(work):
    assert target_row(work, indicator="women_active", target=50)[2:] == ["50%", "–", "–", "–"]
    assert target_row(work, indicator="other", target=5)[3:] == ["–", "–", "–"]


def test_the_quality_of_the_data_counts_whole_records_and_days_until_the_entry(work):
    whole = {"education": "primary", "work_status": "student", "living": "alone"}
    register(work, registered_on=TODAY, **whole, referral_source="self")
    register(work, registered_on=TODAY - timedelta(days=4))
    register(work, registered_on=date(2026, 10, 31))
    [form] = [one for one in quality.FORMS if one.model is Participant]
    found = quality.entries(work, form, NOVEMBER.first, TODAY)
    assert sorted((one.whole, one.days) for one in found) == [(False, 4), (True, 0)]


def test_a_report_of_an_empty_workspace_says_nothing_of_all_this(work):
    document = monthly.build(work, NOVEMBER, edition="team", language="en", is_demo=False)
    titles = [one.title for s in document.sections for one in s.blocks if isinstance(one, Table)]
    assert "Work, study and income" not in titles
    assert "Targets" not in titles
    assert "Quality of the data" not in titles


@given(
    st.dictionaries(
        st.sampled_from("abcdefg"),
        st.tuples(st.integers(0, 40), st.integers(0, 40)).map(lambda pair: (min(pair), max(pair))),
    ),
    st.integers(2, 11),
)
def test_no_line_of_a_sensitive_split_points_at_few(counts, threshold):
    names = {code: code for code in "abcdefg"}
    table = indicators.split("t", "h", counts, names, threshold)
    if table is None:
        return
    for _name, part, whole, share in table.rows[:-1]:
        for number in (int(part), int(whole), int(whole) - int(part)):
            assert number == 0 or number >= threshold
        assert share == disclosure.percent(int(part), int(whole))
    shown = [(int(row[1]), int(row[2])) for row in table.rows]
    assert (sum(a for a, _b in shown[:-1]), sum(b for _a, b in shown[:-1])) == shown[-1]


def test_an_indicator_is_hidden_where_it_or_its_rest_is_small():
    parts = [Part("a", 3, 40, 1, sensitive=True), Part("b", 38, 40, 0, sensitive=True)]
    table = indicators.table("t", [*parts, Part("c", 3, 40)], 5)
    assert table is not None
    assert [row[1:] for row in table.rows] == [
        ["–", "40", "–", "1"],
        ["–", "40", "–", "0"],
        ["3", "40", "8%", "0"],
    ]
