# SPDX-License-Identifier: GPL-3.0-or-later
"""Invented groups with their lists and attendance, anonymous cards and a tally of complaints."""

from datetime import date, timedelta
from typing import Any

from desktop.activities.model import Activity
from desktop.activities.series_model import Attendance, Series, SeriesMember
from desktop.cards import question_service as questions
from desktop.cards import service as cards
from desktop.cards.complaint_model import Complaint
from desktop.cards.model import Card, as_answers
from desktop.core import records
from desktop.core.work import Work
from desktop.demo.world import World
from desktop.livelihoods import certificate_service as certificates
from desktop.participants import service as participants

Row = dict[str, Any]

_GROUPS = 4
_ON_A_LIST = 14
_SESSIONS = 7
_CARDS = (24, 41)
_KINDS = ("support_group", "course", "families", "sport_art")
_MARKS = {"present": 0.74, "late": 0.08, "excused": 0.08, "absent": 0.1}
_COMPLAINTS = ("service", "waiting", "treatment", "payment", "data")


def make(work: Work, world: World) -> None:
    """Write everything that is about several people at once."""
    people = list(participants.open_codes(work, list(participants.codes_of(work))))
    for number in range(min(_GROUPS, len(people) // 3)):
        _group(work, world, number, people)
    for number, name in enumerate(questions.names()):
        _batch(work, world, name, world.months[-1 - number % 2])
    rows = [_complaint(world, month) for month in world.months[-6:]]
    records.create_many(work, Complaint, rows)


def _group(work: Work, world: World, number: int, people: list[str]) -> None:
    title = world.story["activities"]["group_session"][number]
    sector = world.dice.choice(world.sectors)
    first = world.today - timedelta(days=7 * _SESSIONS + number)
    course = _KINDS[number % len(_KINDS)] == certificates.COURSE
    series = records.create(
        work,
        Series,
        {
            "title": title,
            "kind": _KINDS[number % len(_KINDS)],
            "sector": sector,
            "programme": world.dice.choice(sorted(world.ids["programme"].values())),
            "starts_on": first,
            "sessions": _SESSIONS + 3,
            "ends_on": first + timedelta(days=7 * (_SESSIONS - 1)) if course else None,
        },
    )
    listed = world.dice.sample(people, min(_ON_A_LIST, len(people)))
    members = [{"series": series.id, "participant": one, "joined_on": first} for one in listed]
    records.create_many(work, SeriesMember, members)
    for week in range(_SESSIONS):
        day = first + timedelta(days=7 * week)
        _session(work, world, series, day, listed)
    if course:
        certificates.issue_all(work, series.id)


def _session(work: Work, world: World, series: Series, day: date, listed: list[str]) -> None:
    held = records.create(
        work,
        Activity,
        {
            "type": "group_session",
            "held_on": day,
            "title": series.title,
            "series": series.id,
            "sector": series.sector,
            "programme": series.programme,
            "women_18_28": len(listed) // 2,
            "men_18_28": len(listed) // 3,
            "hours": 2,
        },
    )
    last = world.today - timedelta(days=5)
    marks = [
        {"activity": held.id, "participant": one, "mark": world.one_of(_MARKS)}
        for one in (listed if day <= last else [])
    ]
    if marks:
        records.create_many(work, Attendance, marks)


def _batch(work: Work, world: World, name: str, month: date) -> None:
    batch = cards.begin(
        work,
        {
            "questions": name,
            "collected_on": world.day_in(month),
            "sector": world.dice.choice(world.sectors),
            "handed_out": _CARDS[1] + 4,
        },
    )
    asked = questions.read(name).questions
    rows = [
        {"batch": batch.id, "answers": as_answers({q.key: _answer(world, q) for q in asked})}
        for _n in range(world.dice.randint(*_CARDS))
    ]
    records.create_many(work, Card, rows)


def _answer(world: World, question: questions.Question) -> str:
    offered = question.answers
    return str(world.dice.choices(offered, [1 / (1 + at) for at in range(len(offered))])[0].code)


def _complaint(world: World, month: date) -> Row:
    received = world.day_in(month)
    closed = received + timedelta(days=world.dice.randint(3, 45))
    return {
        "received_on": received,
        "type": world.dice.choice(_COMPLAINTS),
        "channel": world.dice.choice(("box", "in_person", "phone")),
        "closed_on": closed if closed <= world.today else None,
    }
