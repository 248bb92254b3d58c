# SPDX-License-Identifier: GPL-3.0-or-later
"""A file ends with its outcome; contacts after it where they were agreed to; and the way back."""

from datetime import date, timedelta

import pytest

from desktop import slices
from desktop.closures import service
from desktop.consents import service as consents
from desktop.contacts import service as contacts
from desktop.core import clock
from desktop.core.errors import InvalidRecord, UserError
from desktop.core.tasks import Asked
from desktop.participants import service as participants
from tests.workspaces import person

TODAY = date(2026, 11, 21)
MET = {"reason": "goals_met", "outcome": "reached", "wishes": "Seguir en la panadería."}


@pytest.fixture
def who(work):
    made = participants.register(work, {**person(), "born": "1995", "registered_on": "2026-01-12"})
    return made.id


def closed(work, who, values, **more):
    """Close a file; a closing there must be."""
    made = service.close(work, who, values, **more)
    assert made is not None
    return made


def test_closing_keeps_how_it_went(work, who):
    made = service.close(work, who, MET, tasks=3)
    kept = participants.get(work, who)
    assert (kept.status, kept.closure_reason, kept.closed_on) == ("closed", "goals_met", TODAY)
    assert (made.outcome, made.tasks_ended) == ("reached", 3)
    assert service.after_care(work, who) == []


def test_an_open_check_bars_an_end_as_completed_and_nothing_else(work, who):
    with pytest.raises(service.Barred):
        service.close(work, who, MET, bars=1)
    assert participants.get(work, who).status == "open"
    assert service.close(work, who, {"reason": "moved"}, bars=1) is not None


def test_no_correction_of_a_closing_goes_round_an_open_check(work, who):
    made = closed(work, who, {"reason": "moved"}, bars=1)
    with pytest.raises(InvalidRecord) as raised:
        service.amend(work, made, {"reason": "goals_met"}, bars=1)
    assert list(raised.value.problems) == ["reason"]
    service.amend(work, made, {"reason": "goals_met"}, bars=0)
    assert participants.get(work, who).closure_reason == "goals_met"


@pytest.mark.parametrize("reason", sorted(participants.NOT_SUCCESS))
def test_nobody_is_written_dead_or_detained_by_correcting_a_closing(work, who, reason):
    made = closed(work, who, {"reason": "moved"})
    with pytest.raises(InvalidRecord):
        service.amend(work, made, {"reason": reason})
    assert participants.get(work, who).closure_reason == "moved"


def test_a_corrected_day_moves_the_file_and_what_was_agreed_for_later(work, who):
    consents.answer(work, who, "follow_up", "given")
    made = closed(work, who, MET)
    service.amend(work, made, {"closed_on": date(2026, 8, 31), "reason": "transferred"})
    kept = participants.get(work, who)
    assert (kept.closed_on, kept.closure_reason) == (date(2026, 8, 31), "transferred")
    assert service.after_care(work, who)[0].due_on == date(2027, 2, 28)
    service.reopen(work, who)
    service.amend(work, made, {"reason": "moved"})
    assert participants.get(work, who).closure_reason is None, "the file is open again"


def test_nobody_left_before_they_came(work, who):
    before = date(2026, 1, 11)
    with pytest.raises(InvalidRecord) as raised:
        service.close(work, who, {**MET, "closed_on": before})
    assert list(raised.value.problems) == ["closed_on"]
    assert participants.get(work, who).status == "open"


def test_after_care_is_laid_out_where_it_was_agreed_to(work, who):
    consents.answer(work, who, "follow_up", "given")
    service.close(work, who, {**MET, "closed_on": date(2026, 8, 31)})
    due = [(one.point, one.due_on) for one in service.after_care(work, who)]
    assert due == [
        ("m6", date(2027, 2, 28)),
        ("m12", date(2027, 8, 31)),
        ("m24", date(2028, 8, 31)),
    ]


def test_after_care_is_a_task_although_the_file_is_closed_until_it_is_withdrawn(work, who):
    consents.answer(work, who, "follow_up", "given", until=date(2028, 1, 1))
    service.close(work, who, {**MET, "closed_on": date(2026, 3, 1)})
    (task,) = slices.due(work, date(2026, 9, 2))
    assert (task.leads_to, task.on) == (who, date(2026, 9, 1))
    assert participants.get(work, who).code in task.said()
    assert service.tasks(work, Asked(date(2026, 9, 2), people=("x",))) == []
    consents.answer(work, who, "follow_up", "withdrawn")
    assert slices.due(work, date(2026, 9, 2)) == []


@pytest.mark.parametrize("reason", ["killed", "died", "not_eligible"])
def test_nobody_looks_for_the_dead(work, who, reason):
    consents.answer(work, who, "follow_up", "given")
    service.close(work, who, {"reason": reason})
    assert service.after_care(work, who) == []


@pytest.mark.parametrize("reason", sorted(participants.ONLY_STOPS))
def test_an_arrest_or_a_disappearance_closes_nothing(work, who, reason):
    assert service.close(work, who, {"reason": reason}) is None
    kept = participants.get(work, who)
    assert (kept.status, kept.closure_reason) == ("open", reason)
    assert service.latest(work, who) is None


def test_closing_ends_the_tasks_and_notes_stay_possible(work, who):
    promised = clock.today()
    values = {"participant": who, "kind": "phone", "happened_on": promised - timedelta(days=3)}
    contacts.note(work, {**values, "next_on": promised})
    assert "Contact {code}" in [task.words for task in slices.due(work, promised)]
    service.close(work, who, MET)
    assert slices.due(work, promised) == []
    assert contacts.note(work, {"participant": who, "kind": "visit_office"}).id


def test_the_way_back_stands_open(work, who):
    consents.answer(work, who, "follow_up", "given")
    service.close(work, who, MET)
    service.reopen(work, who, "new_need")
    assert participants.get(work, who).status == "open"
    last = service.latest(work, who)
    assert (last.reopened_on, last.reopen_reason) == (TODAY, "new_need")
    assert service.after_care(work, who) == []
    again = service.close(work, who, {"reason": "moved"})
    assert service.latest(work, who).id == again.id


def test_a_closed_file_does_not_close_again_and_nothing_is_half_kept(work, who):
    service.close(work, who, MET)
    with pytest.raises(UserError):
        service.close(work, who, MET)


def test_the_timeline_tells_the_end_and_the_beginning(work, who):
    service.close(work, who, MET)
    service.reopen(work, who)
    kinds = [kind for _day, kind, _facts in slices.timeline(work, who)]
    assert sorted(kinds) == ["closed", "reopened"]
