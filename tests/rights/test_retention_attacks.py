# SPDX-License-Identifier: GPL-3.0-or-later
"""Nobody makes evidence past its time: not by a list, an answer, a term, a note nor a clock."""

from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from desktop.contacts import service as contacts
from desktop.contacts.model import Contact
from desktop.core import clock, history, journal, records
from desktop.core.tables import table_of
from desktop.core.team.approvals import TwoAreNeeded
from desktop.desks.processes_page import settle
from desktop.incidents import service as incidents
from desktop.incidents.model import Incident
from desktop.rights import holds, notes, retention, terms
from desktop.sources import service as sources
from desktop.sources.model import Statement
from tests.rights.canary import approve
from tests.rooms import NOON, register

PROOF = {"type": "threat", "occurred_on": "2026-07-15", "how_known": "from_person"}
OLD = NOON - timedelta(days=120)
AHEAD = NOON + timedelta(days=3650)
LONG = "dijo quien fue " * 20


def at(work, moment):
    """Let a unit of work act at another time."""
    work.moment = moment
    return clock.at(moment)


def lived(work, moment=NOON - timedelta(days=8)):
    """Somebody worked here lately, so that the clock did not leap ahead just now."""
    with clock.at(moment):
        journal.write(work, "open_store")


def old_rumour(work, **more):
    with at(work, OLD):
        made = incidents.record(work, {**PROOF, "how_known": "rumour", **more})
    lived(work)
    work.moment = NOON
    return made


def listed(work, kind="rumour_days"):
    return [one for past in retention.review(work) if past.kind == kind for one in past.ids]


@pytest.mark.parametrize("kind", ["incident_detail_years", "dialogue_months"])
def test_a_list_made_up_outside_touches_nothing(work, kind):
    made = incidents.record(work, {**PROOF, "note": "la prueba"})
    before = history.entries(work, made.id)
    assert retention.run(work, retention.Past(kind, (made.id,))) == 0
    assert records.get(work, Incident, made.id).note == "la prueba"
    assert history.entries(work, made.id) == before


@pytest.mark.parametrize("kind", [*retention.OF_RUMOURS, "screen_days", "closed_adult_years"])
def test_what_goes_whole_never_goes_by_one_persons_word(work, kind):
    rumour = old_rumour(work)
    with pytest.raises(TwoAreNeeded):
        retention.run(work, retention.Past(kind, (rumour.id,)))


def test_two_people_erase_the_rumours_past_their_term_and_no_other(workspace):
    with clock.at(NOON):
        with workspace.work(write=True) as work:
            rumour = old_rumour(work).id
            fresh = incidents.record(work, {**PROOF, "how_known": "rumour"}).id
            proof = incidents.record(work, PROOF).id
        past = retention.Past("rumour_days", (rumour, fresh, proof))
        with pytest.raises(TwoAreNeeded):
            retention.erase_rumours(workspace, "cases", past, "none")
        given = approve(workspace, retention.approved_as("cases"))
        assert retention.erase_rumours(workspace, "cases", past, given) == 1
        with workspace.work(write=True) as work:
            second = retention.Past("rumour_days", (old_rumour(work).id,))
        with pytest.raises(TwoAreNeeded):  # an approval is good once
            retention.erase_rumours(workspace, "cases", second, given)
        with workspace.work() as work:
            left = set(work.session.execute(sa.select(table_of(Incident).c.id)).scalars())
    assert {fresh, proof} <= left
    assert rumour not in left


def test_a_proof_that_is_called_a_rumour_today_is_none(work):
    proof = old_rumour(work, how_known="from_person")
    incidents.amend(work, proof, {"how_known": "rumour"})
    assert proof.id not in listed(work)


def test_what_was_confirmed_once_is_no_rumour(work):
    proof = old_rumour(work)
    incidents.amend(work, proof, {"certainty": "confirmed"})
    assert listed(work) == []
    incidents.amend(work, proof, {"certainty": "not_confirmed"})
    assert listed(work) == []


def test_a_slip_of_the_pen_corrected_at_once_counts_as_a_rumour(work):
    with at(work, OLD):
        made = incidents.record(work, PROOF)
        incidents.amend(work, made, {"how_known": "rumour"})
    lived(work)
    work.moment = NOON
    assert listed(work) == [made.id]


@pytest.fixture
def note(work):
    person = register(work)
    with at(work, NOON - timedelta(days=500)):
        made = contacts.note(work, {"participant": person.id, "kind": "phone", "note": LONG})
    work.moment = NOON
    lived(work)
    return made


def test_a_note_is_not_shortened_before_its_term(work, note):
    fresh = contacts.note(work, {"participant": note.participant, "kind": "phone", "note": LONG})
    with pytest.raises(notes.NotYet):
        notes.shorten(work, Contact, fresh.id, "note", "ok")
    assert records.get(work, Contact, fresh.id).note.startswith("dijo")


def test_a_hold_keeps_the_notes_of_a_file(work, note):
    hold = holds.place(work, note.participant, "fiscalia")
    assert notes.old_notes(work) == []
    with pytest.raises(notes.NotYet):
        notes.shorten(work, Contact, note.id, "note", "ok")
    holds.lift(work, hold.id)
    notes.shorten(work, Contact, note.id, "note", "ok")
    latest = journal.entries(work)[0]
    assert (latest.action, latest.object) == ("shorten", note.id)


def test_a_term_made_shorter_holds_for_a_month_more(work):
    terms.set_terms(work, terms.Terms(note_months=1, rumour_days=400))
    assert terms.chosen_terms(work).note_months == 1
    now = terms.terms(work)
    assert (now.note_months, now.rumour_days) == (terms.Terms().note_months, 400)
    assert terms.begins(work) == date(2026, 12, 21)
    terms.set_terms(work, terms.Terms(note_months=1, rumour_days=400))  # again is no new month
    assert terms.begins(work) == date(2026, 12, 21)
    later = NOON + timedelta(days=31)
    with clock.at(later):
        assert terms.terms(work).note_months == 1
        assert terms.begins(work) is None


def test_a_clock_ten_years_ahead_makes_nothing_old(work, note):
    rumour = incidents.record(work, {**PROOF, "how_known": "rumour"})
    with at(work, AHEAD):
        journal.write(work, "open_store")
        assert rumour.id not in listed(work)
        assert listed(work, "incident_detail_years") == []
    with at(work, AHEAD + timedelta(days=9)):  # who stays there long enough is believed
        assert rumour.id in listed(work)


def test_opening_the_sources_under_a_wrong_clock_destroys_no_rumour(workspace):
    with clock.at(NOON):
        workspace.open_store("sources")
        with workspace.work("sources", write=True) as work:
            sources.hear(work, {"heard_on": clock.today(), "words": "amenaza"})
    for moment in (AHEAD, NOON + timedelta(days=100)):
        with clock.at(moment):
            settle(workspace, "sources")
            with workspace.work("sources") as work:
                assert retention.review(work) == []
    with workspace.work("sources") as work:
        assert len(work.session.execute(sa.select(table_of(Statement).c.id)).all()) == 1


def test_a_rumour_that_was_heard_is_listed_and_goes_by_two(workspace):
    with clock.at(OLD):
        workspace.open_store("sources")
        with workspace.work("sources", write=True) as work:
            heard = {"heard_on": OLD.date(), "words": "amenaza"}
            gone = sources.hear(work, heard).id
            judged = sources.hear(work, {**heard, "credibility": "2"})
    with clock.at(NOON):
        with workspace.work("sources", write=True) as work:
            lived(work)
            records.amend(work, records.get(work, Statement, judged.id), {"credibility": "6"})
        with workspace.work("sources") as work:
            (past,) = retention.review(work)
        assert past == retention.Past("heard_days", (gone,))
        given = approve(workspace, retention.approved_as("sources"))
        assert retention.erase_rumours(workspace, "sources", past, given) == 1
        with workspace.work("sources") as work:
            left = work.session.execute(sa.select(table_of(Statement).c.id)).scalars().all()
            assert (left, history.entries(work, gone)) == ([judged.id], [])
