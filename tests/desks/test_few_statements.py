# SPDX-License-Identifier: GPL-3.0-or-later
"""What a caseworker waits for asks few statements, however many people and entries there are."""

import re
from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from desktop import slices
from desktop.consents import service as consents
from desktop.contacts import service as contacts
from desktop.core import clock, holding, records
from desktop.core.tables import metadata
from desktop.core.tasks import Asked
from desktop.core.work import User
from desktop.participants import likeness_service
from desktop.participants import service as participants
from desktop.placements import service as placements
from tests.rooms import complete, register
from tests.statements import asked

OPENING, OF_A_NEW_FILE = 5, 2
"""The person, which registers tell of one, and those that do: contacts, placements, checks."""
MY_DAY = 40
"""One statement or two of each room that has tasks, and one for the codes."""


def contact(work, person, days, **more):
    on = clock.today() - timedelta(days)
    values = {"participant": person.id, "kind": "phone", "happened_on": on, **more}
    return contacts.note(work, values)


def place(work, person):
    day = clock.today() - timedelta(40)
    values = {"participant": person.id, "type": "formal_job", "starts_on": day}
    return placements.place(work, values)


def opened(work, person):
    with asked() as found:
        participants.get(work, person.id)
        events = slices.timeline(work, person.id)
    return len(found), len(events)


def test_opening_a_file_asks_no_more_for_many_entries_than_for_one(work):
    person = complete(work)
    place(work, person)
    contact(work, person, 0)
    few, told = opened(work, person)
    for days in range(30):
        contact(work, person, days)
    place(work, person), place(work, person)
    many, more = opened(work, person)
    assert more == told + 32
    assert few == many <= OPENING


def test_a_new_file_is_not_asked_of_every_register(work):
    count, told = opened(work, complete(work))
    assert told == 0
    assert count <= OF_A_NEW_FILE


def test_a_register_that_tells_something_is_asked(demo):
    """Asking first which registers hold anything leaves out nothing that would be told."""
    with demo.work() as work:
        people = work.session.execute(sa.select(metadata.tables["participant"].c.id)).scalars()
        for person in list(people)[:40]:
            everything = [event for ask, _begin in slices.TIMELINES for event in ask(work, person)]
            everything.sort(key=lambda event: event[0], reverse=True)
            assert slices.timeline(work, person) == everything


def test_a_room_whose_registers_hold_nothing_has_nothing_that_waits(demo):
    """My day passes over such a room: it must not remind of anything that stands elsewhere."""
    asked_of = Asked(clock.today() + timedelta(60), most=None)
    waited = 0
    with demo.work(write=True) as work:
        work.session.execute(sa.text("PRAGMA defer_foreign_keys = ON"))
        for ask, begin in slices.TASKS:
            waited += bool(ask(work, asked_of))
            held = work.session.begin_nested()
            for name in begin:
                work.session.execute(metadata.tables[name].delete())
            assert ask(work, asked_of) == [], ask.__module__
            held.rollback()
    assert waited


def test_passing_over_empty_registers_leaves_out_nothing_that_waits(demo, monkeypatch):
    with demo.work() as work:
        told = slices.due(work, clock.today(), most=None)
        monkeypatch.setattr(holding, "used", lambda _work, among: set(among))
        assert slices.due(work, clock.today(), most=None) == told


def test_every_room_begins_its_timeline_at_a_register_that_hangs_on_a_person():
    for _ask, begin in slices.TIMELINES:
        assert begin
        for name in begin:
            column = metadata.tables[name].c[holding.LINK]
            leading = {next(iter(index.columns)) for index in metadata.tables[name].indexes}
            assert column in leading, f"{name} has no index that begins with the person"


WHOLE = re.compile(r"SCAN (participant|contact|placement|checkpoint)\b(?!.*(USING|VIRTUAL))")
"""How a plan says that a large table is gone through row by row, without an index."""


@pytest.mark.parametrize(
    "user",
    [User("ana"), User("bea", "caseworker", "own"), User("lia", "caseworker", "team", "norte")],
    ids=["everybody", "own", "team"],
)
def test_nothing_a_caseworker_waits_for_goes_through_all_files(work, user, monkeypatch):
    """A hundred thousand files of others must cost nothing who has sixty."""
    person = complete(work, given_names="Ana")
    contact(work, person, 20, next_on=clock.today())
    place(work, person)
    records.give(work, person, user.name)
    monkeypatch.setattr(work, "user", user)
    with asked() as found:
        slices.due(work, clock.today())
        slices.due(work, clock.today(), [person.id])
        contacts.not_found(work, clock.today())
        participants.keys(work, "", {"status": "open"}, "")
        participants.keys(work, "ana", {"sex": "female"}, "code")
        participants.get(work, person.id)
        slices.timeline(work, person.id)
        consents.given(work, person.id, "data_storage")
        likeness_service.similar(work, {"given_names": "Ana", "born": "2001"})
    went = {line: one.words for one in found for line in one.plan(work) if WHOLE.match(line)}
    assert went == {}


@pytest.mark.parametrize("people", [1, 30])
def test_my_day_asks_as_much_of_many_people_as_of_one(work, people):
    for _ in range(people):
        person = register(work, registered_on=clock.today() - timedelta(30))
        contact(work, person, 20, next_on=clock.today() - timedelta(2))
        place(work, person)
    with asked() as found:
        waiting = slices.due(work, clock.today())
    assert len(waiting) >= 3 * people
    assert len(found) <= MY_DAY


def test_of_two_contacts_on_the_last_day_the_earlier_promise_counts(work):
    person, day = complete(work), clock.today()
    contact(work, person, 30, next_on=day - timedelta(20))
    contact(work, person, 9)
    contact(work, person, 9, next_on=day - timedelta(1))
    contact(work, person, 9, next_on=day - timedelta(3))
    contact(work, person, 9, next_on=day + timedelta(3))
    assert contacts.due(work, day) == [(person.id, day - timedelta(3))]
    contact(work, person, 8)
    assert contacts.due(work, day) == []


def test_a_duplicate_check_asks_few_statements(work):
    for number in range(20):
        complete(work, given_names="Yésica", family_names="Quiñónez", born=str(1990 + number))
    with asked() as found:
        values = {"given_names": "Jessica", "family_names": "Quinones", "born": "1999"}
        assert likeness_service.similar(work, values)
    assert len(found) <= 6


def test_the_index_of_placements_that_wait_is_the_one_that_is_asked(work):
    place(work, complete(work))
    with asked() as found:
        placements.tasks(work, Asked(clock.today()))
    (plan,) = [one.plan(work) for one in found if "starts_on" in one.words]
    assert any("ix_placement_waiting" in line for line in plan)


def test_the_index_of_attempts_is_the_one_that_is_asked(work):
    """The word in the statement is the word of the index, else it would be passed over."""
    with asked() as found:
        contacts.not_found(work, date(2026, 11, 21))
    assert "contact.kind = 'not_found'" in found[-1].words
