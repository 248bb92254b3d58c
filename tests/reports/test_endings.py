# SPDX-License-Identifier: GPL-3.0-or-later
"""How files ended, conferences, releases and what is kept from somebody, as counts that hide few."""

from datetime import UTC, date, datetime, timedelta

import pytest

from desktop import slices
from desktop.activities import service as activities
from desktop.activities.model import Activity
from desktop.cards import service as cards
from desktop.closures import service as closures
from desktop.consents import withhold_service
from desktop.consents.withhold_model import KeptFrom
from desktop.core import clock, records
from desktop.core.document import Table, Text
from desktop.participants.model import Participant
from desktop.places.model import Place
from desktop.reentry import service as reentry
from desktop.reports import monthly, period
from desktop.supervision.conference_model import Conference
from tests.workspaces import person

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
NOVEMBER = period.parse("2026-11")
DAY = date(2026, 11, 9)


@pytest.fixture
def work(workspace):
    with clock.at(NOON), workspace.work(write=True) as held:
        yield held


def register(work, **more):
    return records.create(work, Participant, person(**more)).id


def told(work, **more):
    """Return the tables by title, and every sentence."""
    asked = {"edition": "donor", "language": "en", "is_demo": False, **more}
    blocks = [one for s in monthly.build(work, NOVEMBER, **asked).sections for one in s.blocks]
    tables = {
        one.title: [list(row) for row in one.rows] for one in blocks if isinstance(one, Table)
    }
    return tables, [one.body for one in blocks if isinstance(one, Text)]


def confer(work, who, **more):
    values = {"participant": who, "held_on": DAY, "agreed": "algo", **more}
    records.create(work, Conference, values)


def month(work):
    """Twelve closings, twelve releases, twelve who want something kept, and three conferences."""
    people = [register(work) for _n in range(12)]
    for n, who in enumerate(people):
        kept = {"participant": who, "whom": "family", "reason": "other", "asked_on": DAY}
        records.create(work, KeptFrom, kept)
        release = {"participant": who, "kind": "release", "due_on": DAY, "first_time": n < 6}
        reentry.record(work, release)
    ended = [register(work) for _n in range(12)]
    for n, who in enumerate(ended):
        marks = ["studies"] if n < 6 else ["papers", "studies"]
        values = {"reason": "goals_met", "outcome": "reached" if n < 7 else "partly"}
        more = {"criteria": marks, "safe": "yes" if n < 5 else "no", "closed_on": DAY}
        closures.close(work, who, {**values, **more})
    confer(work, people[0], person_there="yes")
    confer(work, people[0], person_there="no")
    confer(work, people[1])
    return people, ended


def test_the_month_tells_how_files_ended_and_what_was_talked_over(work):
    month(work)
    tables, words = told(work)
    assert tables["How files ended"] == [
        ["What was agreed was reached", "7", "12", "58%", "0"],
        ["In school or training", "12", "12", "100%", "0"],
        ["Papers in order", "6", "12", "50%", "0"],
        ["Felt safe at the end", "5", "12", "42%", "0"],
    ]
    assert "Case conferences held: 3. Different people they were about: 2." in words
    assert tables["Case conferences"][0][1:] == ["1", "2", "–", "1"]
    assert tables["Back from prison"][0][1:] == ["6", "12", "50%", "0"]
    assert "12 people asked that something about them is kept from somebody." in words


def test_of_few_people_nothing_of_this_is_said(work):
    for _n in range(3):
        who = register(work)
        kept = {"participant": who, "whom": "family", "reason": "other", "asked_on": DAY}
        records.create(work, KeptFrom, kept)
        reentry.record(work, {"participant": who, "kind": "release", "due_on": DAY})
        closures.close(work, who, {"reason": "goals_met", "criteria": ["papers"]})
    tables, words = told(work)
    assert not {"How files ended", "Back from prison"} & tables.keys()
    assert not [one for one in words if "kept from" in one]


def test_the_public_is_told_later_than_the_donor(work):
    people, _ended = month(work)
    tables, _words = told(work, edition="public")
    assert tables["Back from prison"][0][1:] == ["–", "12", "–", "0"]
    for who in people[:3]:
        [held] = withhold_service.standing(work, who)
        records.amend(work, held, {"ended_on": DAY})
    assert "12 people asked" not in "".join(told(work, edition="public")[1])
    assert "9 people asked" in "".join(told(work)[1])


def test_past_months_stay_when_somebody_is_erased(work):
    people, ended = month(work)
    before = told(work)
    with clock.later(timedelta(days=40)):
        slices.erase(work, people[0])
        slices.erase(work, ended[0])
        after = told(work)
    for title in ("How files ended", "Case conferences", "Back from prison"):
        assert after[0][title] == before[0][title], title
    assert chosen(after[1]) == chosen(before[1])


def chosen(words):
    return [one for one in words if "Case conferences" in one or "kept from" in one]


def towns(work):
    made = []
    for name in ("Loma Verde", "Puerto Azul"):
        above = records.create(work, Place, {"level": "municipality", "name": name}).id
        below = {"level": "sector", "name": f"{name} 1", "parent": above}
        made.append(records.create(work, Place, below).id)
    return made


def test_activities_and_cards_are_told_by_municipality(work):
    sectors = towns(work)
    for n, sector in enumerate((*sectors, sectors[0])):
        values = {"type": "community_event", "held_on": DAY, "title": "Cancha", "sector": sector}
        records.create(work, Activity, {**values, "women_18_28": 4 + n})
        batch = cards.begin(
            work, {"questions": "safety", "collected_on": DAY, "sector": sector, "wave": "1"}
        )
        for card in range(10):
            cards.add(work, batch.id, {"night": "very_safe" if card < 5 else "very_unsafe"})
    assert sum(n for _sector, n, _came in activities.by_sector(work, DAY, DAY)) == 3
    tables, _words = told(work)
    assert tables["Community activities, by municipality"] == [
        ["Loma Verde", "2", "10"],
        ["Puerto Azul", "1", "5"],
        ["Total", "3", "15"],
    ]
    assert tables["Feel safe at night, by municipality"] == [
        ["Loma Verde", "10", "20", "50%"],
        ["Puerto Azul", "5", "10", "50%"],
        ["Total", "15", "30", "50%"],
    ]
