# SPDX-License-Identifier: GPL-3.0-or-later
"""What is past its time: listed, held back by a hold, and treated only when somebody says so."""

from datetime import UTC, date, datetime

import pytest

from desktop.contacts import service as contacts
from desktop.contacts.model import Contact
from desktop.core import clock, history, journal, records, soundness
from desktop.core.errors import NotAllowed
from desktop.core.work import User
from desktop.dialogues.model import Process
from desktop.incidents import service as incidents
from desktop.incidents.model import Incident
from desktop.participants import service as participants
from desktop.rights import certificate, holds, notes, retention, terms
from tests.rooms import register

TODAY = date(2026, 11, 21)


def closed(work, on, reason="goals_met", **more):
    person = register(work, registered_on=date(2015, 1, 1), **more)
    participants.close(work, person.id, reason, on)
    return person


def lived(work):
    """Somebody worked here lately, so that the clock did not leap ahead just now."""
    with clock.at(datetime(2026, 11, 10, tzinfo=UTC)):
        journal.write(work, "open_store")


def kinds(work):
    return {past.kind: past for past in retention.review(work)}


def test_files_come_onto_the_list_when_their_term_is_over(work):
    old = closed(work, date(2021, 11, 20), born="1990")
    closed(work, date(2021, 11, 30), born="1990")
    screened = closed(work, date(2026, 8, 1), "not_eligible")
    closed(work, date(2026, 9, 1), "not_eligible")
    found = kinds(work)
    assert found["closed_adult_years"].ids == (old.id,)
    assert found["screen_days"].ids == (screened.id,)


def test_a_child_is_kept_until_five_years_after_turning_adult(work):
    grown = closed(work, date(2016, 5, 1), born="2002")
    closed(work, date(2016, 5, 1), born="2006")
    found = kinds(work)
    assert found["closed_minor_years"].ids == (grown.id,)
    assert "closed_adult_years" not in found


def test_a_hold_keeps_a_file_off_the_list(work):
    old = closed(work, date(2020, 1, 1), born="1990")
    holds.place(work, old.id, "court")
    assert kinds(work)["closed_adult_years"] == retention.Past("closed_adult_years", (), 1)


def incident(work, day, **more):
    values = {"type": "threat", "occurred_on": day, "how_known": "we_saw", **more}
    return incidents.record(work, values)


def test_an_old_incident_keeps_area_month_and_numbers_only(work):
    old = incident(
        work, "2024-03-17", note="by the bridge", victims=2, women=1, time_of_day="night"
    )
    new = incident(work, "2026-03-17", note="new")
    before = incidents.by_month(work, date(2024, 1, 1), date(2026, 12, 31))
    past = kinds(work)["incident_detail_years"]
    assert past.ids == (old.id,)
    assert retention.run(work, past) == 1
    left = records.get(work, Incident, old.id)
    assert (left.occurred_on, left.note, left.time_of_day) == ("2024-03", None, None)
    assert (left.victims, left.women) == (2, 1)
    assert "bridge" not in repr(history.entries(work, old.id))
    assert records.get(work, Incident, new.id).note == "new"
    assert incidents.by_month(work, date(2024, 1, 1), date(2026, 12, 31)) == before
    assert "incident_detail_years" not in kinds(work)


def test_an_old_rumour_is_listed(work):
    with clock.at(datetime(2026, 8, 1, tzinfo=UTC)):
        work.moment = clock.now()
        rumour = incident(work, "2026-07", how_known="rumour").id
    lived(work)
    assert kinds(work)["rumour_days"].ids == (rumour,)


def test_a_long_old_note_is_shortened_and_its_past_forgotten(work):
    person = register(work)
    with clock.at(datetime(2025, 6, 1, tzinfo=UTC)):
        work.moment = clock.now()
        long = contacts.note(
            work, {"participant": person.id, "kind": "phone", "note": "a long story " * 20}
        )
    lived(work)
    work.moment = datetime(2026, 11, 21, tzinfo=UTC)
    contacts.note(work, {"participant": person.id, "kind": "phone", "note": "a new story " * 20})
    assert [one[1:] for one in notes.old_notes(work)] == [(long.id, "note", long.code)]
    notes.shorten(work, Contact, long.id, "note", "agreed to come on Monday")
    assert notes.old_notes(work) == []
    assert "long story" not in repr(history.entries(work, long.id))


def test_terms_are_settings(work):
    terms.set_terms(work, terms.Terms(closed_adult_years=6, screen_days=91))
    assert terms.terms(work).closed_adult_years == 6
    closed(work, date(2021, 11, 1), born="1990")
    assert "closed_adult_years" not in kinds(work)


def test_who_may_not_erase_runs_nothing(work):
    incident(work, "2024-03-17", note="by the bridge")
    past = kinds(work)["incident_detail_years"]
    work.user = User("ines", "caseworker")
    with pytest.raises(NotAllowed):
        retention.run(work, past)


def test_the_list_is_due_once_a_month(work):
    assert retention.is_due(work)
    retention.reviewed(work)
    assert not retention.is_due(work)
    with clock.at(datetime(2026, 12, 23, tzinfo=UTC)):
        assert retention.is_due(work)


def test_the_paper_of_a_term_says_how_many_and_no_more():
    made = certificate.of_term("rumour_days", 3, "Office", language="es", is_demo=False)
    assert [list(row) for row in made.sections[0].blocks[0].rows] == [
        ["Rumores con plazo vencido", "3"]
    ]


def test_the_words_of_an_ended_dialogue_go_and_its_stages_stay(workspace):
    workspace.open_store("dialogues")
    with (
        clock.at(datetime(2025, 1, 5, tzinfo=UTC)),
        workspace.work("dialogues", write=True) as work,
    ):
        values = {"title": "D", "objective": "a long story", "started_on": date(2024, 1, 5)}
        made = records.create(work, Process, {**values, "ended_on": date(2025, 1, 4)}).id
    now = datetime(2026, 11, 21, tzinfo=UTC)
    with clock.at(now), workspace.work("dialogues", write=True) as work:
        lived(work)
        (past,) = retention.review(work)
        assert past.ids == (made,)
        retention.run(work, past)
        assert retention.review(work) == []
        assert "long story" not in repr(history.entries(work, made))
    assert soundness.problems(workspace) == []
