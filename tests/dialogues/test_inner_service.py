# SPDX-License-Identifier: GPL-3.0-or-later
"""Meetings, people by code, posts, the chain of a group's code, and what falls due."""

from datetime import UTC, date, datetime, timedelta

import pytest

from desktop.core import clock, codes, records
from desktop.core.errors import InvalidRecord
from desktop.core.pointing import StillNamed
from desktop.dialogues import due_service, group_service, inner_service, service
from desktop.dialogues.agreement_model import Agreement
from desktop.dialogues.ground_model import GoodSign, Post, Presence, Zone
from desktop.dialogues.meeting_model import Gesture, Meeting
from desktop.dialogues.model import Group, Process
from desktop.dialogues.stage_service import gates

TODAY = date(2026, 3, 10)


@pytest.fixture(autouse=True)
def march():
    with clock.at(datetime(2026, 3, 10, 15, tzinfo=UTC)):
        yield


def begin(work, **more):
    values = {"title": "Camino", "objective": "Paso.", "started_on": date(2026, 1, 1)}
    return service.begin(work, values | more)


def barred(work, process, stage):
    return [gate.name for gate in gates(work, process, stage) if not gate.met]


def test_a_contact_warns_of_few_people_and_of_what_is_not_settled(work):
    process = begin(work, least_people="from_24")
    contact = {"kind": "armed", "headcount": "from_12", "groundwork": ["purpose"]}
    found = inner_service.cautions(work, process.id, contact)
    assert "24 to 49" in found["headcount"]
    assert "There is a safety plan" in found["groundwork"]
    whole = {"headcount": "from_50", "groundwork": list(codes.read("contact_check"))}
    assert inner_service.cautions(work, process.id, contact | whole) == {}
    assert inner_service.cautions(work, process.id, {**contact, "kind": "community"}) == {}


def test_a_consultation_without_an_armed_party_passes_no_gate_but_the_last(work):
    plain = begin(work, kind="consultation")
    assert barred(work, plain, "agreement") == []
    assert barred(work, plain, "closed") == ["exit_reason"]


def test_a_gesture_counts_when_it_was_seen(work):
    process = begin(work, stage="good_faith", exit_strategy="Por pasos.")
    promised = {"process": process.id, "kind": "release", "promised_on": TODAY}
    gesture = records.create(work, Gesture, promised)
    assert barred(work, process, "pilot") == ["gestures"]
    records.amend(work, gesture, {"seen_on": TODAY})
    assert barred(work, process, "pilot") == []


def test_every_clause_is_held_against_the_red_lines(work):
    process = begin(work, stage="pilot", pilot_decision="extend")
    agreement = service.agree(work, process.id, {"title": "A", "since": TODAY})
    clause = service.promise(work, agreement.id, {"commitment": "no_killing"})
    assert barred(work, process, "agreement") == ["within_red_lines"]
    records.amend(work, clause, {"red_line_on": TODAY, "red_lines_touched": ["payment"]})
    assert barred(work, process, "agreement") == ["within_red_lines"]
    records.amend(work, clause, {"red_lines_touched": []})
    assert barred(work, process, "agreement") == []


def test_the_steps_of_a_breach_keep_their_own_days(work):
    process = begin(work)
    agreement = service.agree(work, process.id, {"title": "A", "since": date(2026, 1, 1)})
    clause = service.promise(work, agreement.id, {"commitment": "no_killing"})
    told = {"happened_on": date(2026, 2, 1), "alleged_on": date(2026, 2, 3), "severity": "minor"}
    breach = service.record_breach(work, clause.id, told)
    assert (breach.verified_on, breach.investigated_on) == (None, None)
    service.verify_breach(work, breach.id, "confirmed")
    assert breach.verified_on == TODAY
    service.amend_breach(work, breach, {"investigation": "done"})
    assert breach.investigated_on == TODAY
    (happened,) = service.happenings(work, clause.id)
    assert [step for step, _day in happened.steps] == ["told", "verified", "looked_into"]
    with pytest.raises(InvalidRecord) as raised:
        service.amend_breach(work, breach, {"alleged_on": date(2026, 1, 30)})
    assert set(raised.value.problems) == {"alleged_on"}


def test_a_chain_of_codes_is_walked_both_ways_and_has_no_circle(work):
    old, new, part, last = (
        service.register_group(work, {"sign": sign}) for sign in ("A-1", "B-2", "C-3", "D-4")
    )
    merged = {"became": new.id, "became_how": "merged", "became_on": date(2025, 1, 1)}
    service.amend_group(work, old, merged)
    service.amend_group(work, part, {"came_from": new.id, "came_on": date(2025, 6, 1)})
    renamed = {"became": last.id, "became_how": "renamed", "became_on": date(2025, 9, 1)}
    service.amend_group(work, part, renamed)
    story = [
        ("merged", old.id, new.id),
        ("split", new.id, part.id),
        ("renamed", part.id, last.id),
    ]
    for one in (old, new, part, last):
        assert [line[1:] for line in inner_service.chain(work, one.id)] == story
    with pytest.raises(InvalidRecord):
        service.amend_group(work, last, {"became": part.id, "became_how": "renamed"})
    with pytest.raises(InvalidRecord):
        service.amend_group(work, new, {"became": last.id})  # how is not said
    group_service.hold(work, {"group": old.id, "sector": "s"})
    with pytest.raises(StillNamed):
        records.remove(work, records.get(work, Group, old.id))


def test_people_have_codes_of_their_own_that_are_no_names(work):
    inner_service.know(work, {"sign": "f-1", "independent": True})
    with pytest.raises(InvalidRecord):
        inner_service.know(work, {"sign": "F-1"})
    with pytest.raises(InvalidRecord):
        inner_service.know(work, {"sign": "Marta"})
    assert list(inner_service.people(work, offered=True).values()) == ["F-1"]


def test_a_day_stands_once_in_the_log_of_a_post(work):
    process = begin(work)
    values = {"process": process.id, "operator": "community", "hours": 12, "since": TODAY}
    post = records.create(work, Post, values)
    week = {"post": post.id, "first": date(2026, 3, 1), "last": date(2026, 3, 7), "hours": 10}
    log = inner_service.staffed(work, week)
    with pytest.raises(InvalidRecord):
        inner_service.staffed(work, {"post": post.id, "first": date(2026, 3, 7), "hours": 3})
    inner_service.staffed(work, {**week, "hours": 9}, log)
    inner_service.staffed(work, {"post": post.id, "first": date(2026, 3, 8), "hours": 3})
    assert inner_service.presence(work, [post.id], TODAY) == {post.id: (66, date(2026, 3, 8))}


def test_what_falls_due_stands_in_one_list_until_its_process_closes(work):
    process = begin(work, stage="pilot", pilot_until=date(2026, 3, 5))
    agreement = service.agree(
        work, process.id, {"title": "A", "since": date(2026, 1, 1), "review_on": date(2026, 3, 20)}
    )
    clause = service.promise(work, agreement.id, {"commitment": "no_killing", "check_every": 30})
    for held, following in ((date(2026, 1, 5), date(2026, 1, 9)), (date(2026, 2, 1), TODAY)):
        met = {"process": process.id, "held_on": held, "kind": "community", "next_on": following}
        records.create(work, Meeting, met)
    found = [(one.what, one.code) for one in due_service.waiting(work, TODAY)]
    assert found == [
        ("check", clause.code),
        ("pilot", process.code),
        ("meeting", process.code),
    ]
    ahead = {one.what for one in due_service.waiting(work, TODAY, 30)}
    assert ahead == {"check", "pilot", "meeting", "agreement", "review"}
    service.advance(work, process.id, "closed", "Por seguridad.")
    assert due_service.waiting(work, TODAY, 30) == []


def test_what_hangs_on_a_process_goes_with_it(work):
    """A register whose required link names a process is erased with it, whatever it is."""
    from desktop.core import erasure

    process = begin(work)
    of = {"process": process.id}
    post = records.create(work, Post, {**of, "operator": "police", "since": TODAY})
    log = records.create(work, Presence, {"post": post.id, "first": TODAY, "hours": 3})
    zone = records.create(work, Zone, {**of, "category": "school"})
    sign = records.create(work, GoodSign, {**of, "seen_on": TODAY, "signs": ["crossing"]})
    meeting = records.create(work, Meeting, {**of, "held_on": TODAY, "kind": "team"})
    agreement = records.create(work, Agreement, {**of, "title": "A"})
    found = erasure.belonging(work, str(Process.__tablename__), process.id)
    gone = {one for ids in found.values() for one in ids}
    assert {one.id for one in (post, log, zone, sign, meeting, agreement)} < gone


def test_a_term_ends_before_it_began_nowhere(work):
    process = begin(work)
    before = TODAY - timedelta(1)
    for model, values in (
        (Zone, {"category": "school", "since": TODAY, "until": before}),
        (Post, {"operator": "police", "since": TODAY, "until": before}),
        (Gesture, {"kind": "release", "promised_on": TODAY, "seen_on": before}),
        (GoodSign, {"seen_on": TODAY, "signs": []}),
    ):
        with pytest.raises(InvalidRecord):
            records.create(work, model, {"process": process.id, **values})
