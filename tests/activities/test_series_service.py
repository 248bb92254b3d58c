# SPDX-License-Identifier: GPL-3.0-or-later
"""Who is on a list, who came, what share that is; and nobody is sent across an active border."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import select

from desktop import slices
from desktop.activities import (
    counts_service,
    meeting_service,
    report,
    session_service,
    share_service,
    sheet_report,
)
from desktop.activities import series_service as service
from desktop.activities import service as activities
from desktop.activities.model import Activity
from desktop.activities.series_model import CAME, Attendance, Series
from desktop.core import clock, i18n, records
from desktop.core.document import Table
from desktop.core.errors import InvalidRecord
from desktop.participants import service as participants
from desktop.places import border_service
from desktop.places.model import Border, Place
from desktop.safety import service as safety
from tests.rooms import complete

MARKS = st.sampled_from(("present", "late", "excused", "absent"))


def series(work, **more):
    return records.create(work, Series, {"title": "Círculo", "kind": "support_group", **more})


def session(work, made=None, day=None, **more):
    values = {
        "type": "group_session",
        "held_on": day or clock.today(),
        "title": "Círculo",
        "series": made.id if made else None,
        **more,
    }
    return records.create(work, Activity, values)


def apart(work):
    """Return two sectors with an active border between them."""
    a, b = sorted(
        records.create(work, Place, {"name": name, "level": "sector"}).id for name in "AB"
    )
    values = {"a": a, "b": b, "line": None, "metres": 1.0, "origin": "drawn"}
    border = records.create(work, Border, values)
    border_service.set_status(work, border.id, "active", "2026-01-01")
    return a, b


def on_list(work, made, *people):
    day = clock.today() - timedelta(60)
    for person in people:
        service.join(work, made.id, {"participant": person.id, "joined_on": day})


def test_the_grid_shows_who_is_on_the_list_by_code(work):
    made, here, gone = series(work), complete(work), complete(work)
    on_list(work, made, here, gone)
    service.join(work, made.id, {"participant": gone.id, "left_on": clock.today() - timedelta(1)})
    held = session(work, made)
    assert [line.code for line in service.lines(work, held.id)] == [here.code]
    guest = complete(work)
    service.mark(work, held.id, guest.id, "present")
    assert {line.code for line in service.lines(work, held.id)} == {here.code, guest.code}


def test_nobody_stands_twice_on_a_list(work):
    made, person = series(work), complete(work)
    on_list(work, made, person)
    on_list(work, made, person)
    assert len(service.member_keys(work, made.id)) == 1


def test_a_second_mark_replaces_the_first(work):
    held, person = session(work), complete(work)
    service.mark(work, held.id, person.id, "absent")
    service.mark(work, held.id, person.id, "present")
    assert [line.mark for line in service.lines(work, held.id)] == ["present"]
    service.unmark(work, held.id, person.id)
    assert service.lines(work, held.id) == []


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(MARKS, min_size=1, max_size=8))
def test_the_share_counts_what_was_not_excused(work, marks):
    made, person = series(work), complete(work)
    for n, mark in enumerate(marks):
        held = session(work, made, clock.today() - timedelta(n))
        service.mark(work, held.id, person.id, mark)
    counted = [mark for mark in marks if mark != "excused"]
    came = sum(mark in CAME for mark in counted)
    found = share_service.shares(work, made.id)
    assert [(one.held, one.came) for one in found] == ([(len(counted), came)] if counted else [])
    if counted:
        assert found[0].percent == came * 100 // len(counted)
        share = share_service.share_between(work, person.id, date(2026, 1, 1), clock.today())
        assert share == found[0]


def test_across_an_active_border_somebody_must_decide(work):
    home, there = apart(work)
    made, person = series(work, sector=there), complete(work, sector=home)
    with pytest.raises(InvalidRecord) as refused:
        service.join(work, made.id, {"participant": person.id})
    assert list(refused.value.problems) == ["accepted"]
    assert person.code in str(refused.value.problems["accepted"])
    joined = {"participant": person.id, "accepted": "La lleva su tía en carro."}
    service.join(work, made.id, joined)
    held = session(work, made, sector=there)
    assert [line.barred for line in service.lines(work, held.id)] == [True]
    assert service.bars(work, held.id, person.id)
    elsewhere = session(work, made, sector=home)
    assert [line.barred for line in service.lines(work, elsewhere.id)] == [False]


def test_the_head_count_is_raised_to_who_came_and_never_lowered(work):
    held = session(work, women_18_28=1, men_29=7)
    for sex, born in (("female", "2004"), ("female", "2003"), ("male", "2012"), ("female", "1980")):
        person = complete(work, sex=sex, born=born)
        service.mark(work, held.id, person.id, "present")
    service.mark(work, held.id, complete(work, sex="female", born="2005").id, "absent")
    activities.count_heads(work, held.id)
    assert (held.women_18_28, held.men_under_18, held.women_29, held.men_29) == (2, 1, 1, 7)


def test_the_report_counts_people_once(work):
    person = complete(work)
    for days in (1, 2, 3):
        held = session(work, day=clock.today() - timedelta(days))
        service.mark(work, held.id, person.id, "present")
    day = clock.today()
    assert counts_service.people_between(work, day - timedelta(9), day) == 1


def test_erasing_keeps_the_count_of_past_months_and_nobodys_sessions(work):
    person, other = complete(work), complete(work)
    day = clock.today()
    held = session(work, day=day - timedelta(2))
    for one in (person, other):
        service.mark(work, held.id, one.id, "present")
    service.mark(work, session(work, day=day - timedelta(1)).id, person.id, "present")
    gone, code = person.id, person.code
    slices.erase(work, gone)
    assert counts_service.people_between(work, day - timedelta(9), day) == 2
    assert code not in {line.code for line in service.lines(work, held.id)}
    assert len(service.lines(work, held.id)) == 1
    rows = work.session.exec(select(Attendance)).all()
    assert gone not in {row.participant for row in rows}


def test_the_blank_sheet_has_codes_and_no_title(work):
    made, person = series(work), complete(work, given_names="Rosalba")
    on_list(work, made, person)
    held = session(work, made)
    sheet = sheet_report.blank_sheet(work, held.id, is_demo=False)
    text = str(sheet)
    assert person.code in text
    assert "Rosalba" not in text
    assert "Círculo" not in text
    [table] = [one for one in sheet.sections[0].blocks if isinstance(one, Table)]
    assert len(table.rows) == sheet_report.FULL  # a page to write on


def test_a_closed_file_is_on_no_grid(work):
    made, person = series(work), complete(work)
    on_list(work, made, person)
    participants.close(work, person.id, "moved")
    assert service.lines(work, session(work, made).id) == []


def test_a_session_stands_on_the_timeline(work):
    person = complete(work)
    held = session(work)
    service.mark(work, held.id, person.id, "late")
    kinds = {kind: facts for _day, kind, facts in slices.timeline(work, person.id)}
    assert kinds["activity"] == {"type": "group_session", "mark": "late"}


def mediation(work, **more):
    values = {"type": "mediation", "title": "Ruido", "held_on": clock.today(), **more}
    return records.create(work, Activity, values)


def test_a_mediation_that_is_to_be_seen_again_is_a_task(work):
    day = clock.today()
    waits = mediation(
        work,
        held_on=day - timedelta(9),
        dispute="money",
        result="for_now",
        next_on=day - timedelta(2),
    )
    mediation(work, held_on=day - timedelta(9), next_on=day - timedelta(2), next_done_on=day)
    [task] = slices.due(work, day)
    assert task.leads_to == waits.id
    assert waits.code in task.said()


def test_a_dispute_belongs_to_a_mediation(work):
    with pytest.raises(InvalidRecord) as refused:
        session(work, dispute="money", result="resolved")
    assert set(refused.value.problems) == {"dispute", "result"}


def test_the_report_says_how_mediations_ended(work):
    for result in ("resolved", "resolved", "failed", None):
        mediation(work, dispute="neighbours", lethal="yes", result=result)
    day = clock.today()
    with i18n.speaking("es"):
        table, *_more = report.mediations(work, day, day, 5)
    assert [row[1] for row in table.rows] == ["2", "1", "1", "4"]


def test_a_session_with_a_list_and_no_mark_is_missing(work):
    made, person = series(work), complete(work)
    on_list(work, made, person)
    day = clock.today()
    held = session(work, made)
    session(work)
    assert service.unmarked(work, day, day) == 1
    service.mark(work, held.id, person.id, "absent")
    assert service.unmarked(work, day, day) == 0


def test_who_must_not_meet_is_found_on_one_list(work):
    made, one, other, third = series(work), complete(work), complete(work), complete(work)
    on_list(work, made, one, other)
    assert meeting_service.same_list(work, one.id, [other.id, third.id]) == {other.id}


def test_nobody_who_is_paused_is_expected_or_put_on_a_list(work):
    made, person, other = series(work), complete(work), complete(work)
    on_list(work, made, person)
    held = session(work, made)
    raised = safety.raise_for(work, person.id, {})
    safety.raise_for(work, other.id, {})
    assert service.lines(work, held.id) == []
    assert session_service.resting(work, held.id) == 1
    assert person.code not in str(sheet_report.blank_sheet(work, held.id, is_demo=False))
    with pytest.raises(InvalidRecord) as refused:
        on_list(work, made, other)
    assert list(refused.value.problems) == ["participant"]
    safety.lift(work, raised.id)
    assert [line.code for line in service.lines(work, held.id)] == [person.code]
    assert session_service.resting(work, held.id) == 0


def test_a_session_that_moves_across_a_border_is_decided_anew(work):
    home, there = apart(work)
    made, person = series(work, sector=home), complete(work, sector=home)
    on_list(work, made, person)
    values = {"type": "group_session", "title": "Círculo", "series": made.id}
    held = session_service.hold(work, {**values, "sector": home})
    with pytest.raises(InvalidRecord) as refused:
        session_service.amend(work, held, {"sector": there})
    assert person.code in str(refused.value.problems["accepted"])
    session_service.amend(work, held, {"sector": there, "accepted": "Van en el bus de la alcaldía"})
    assert [(one.barred, bool(one.accepted)) for one in service.lines(work, held.id)] == [
        (True, True)
    ]
    session_service.amend(work, held, {"sector": home})
    with pytest.raises(InvalidRecord):  # the words of another day are no decision of today
        session_service.amend(work, held, {"sector": there})
    with pytest.raises(InvalidRecord):
        session_service.hold(work, {**values, "sector": there})


def test_a_decision_of_the_list_holds_where_the_group_meets(work):
    home, there = apart(work)
    made, person = series(work, sector=there), complete(work, sector=home)
    day = clock.today() - timedelta(9)
    joined = {"participant": person.id, "joined_on": day, "accepted": "La lleva su tía."}
    service.join(work, made.id, joined)
    values = {"type": "group_session", "title": "Círculo", "series": made.id}
    held = session_service.hold(work, {**values, "sector": there})
    assert [one.accepted for one in service.lines(work, held.id)] == ["La lleva su tía."]
