# SPDX-License-Identifier: GPL-3.0-or-later
"""Clocks jump, time zones change, midnight passes: order is kept, copies go on, ages are right."""

import os
import time
from contextlib import closing, contextmanager
from datetime import UTC, date, datetime, timedelta

import pytest

from desktop.core import clock, fields, history, journal, records, soundness
from desktop.core.backups import backup, copies
from desktop.core.store import Workspace
from desktop.participants import service as participants
from desktop.participants.model import Participant
from tests.workspaces import add, person

NOW = datetime(2026, 11, 20, 15, tzinfo=UTC)
JUMPS = [
    timedelta(0), timedelta(days=-1), timedelta(hours=1), timedelta(days=3650), timedelta(days=2),
    timedelta(days=-200),
]  # fmt: skip


@contextmanager
def living_in(zone):
    """Let the machine stand in another time zone."""
    if not hasattr(time, "tzset"):
        pytest.skip("this system has one time zone for all programs")
    before = os.environ.get("TZ")
    os.environ["TZ"] = zone
    time.tzset()
    try:
        yield
    finally:
        os.environ.pop("TZ") if before is None else os.environ.update(TZ=before)
        time.tzset()


def test_the_journal_keeps_its_order_over_every_jump(workspace):
    made = []
    for jump in JUMPS:
        with clock.at(NOW + jump):
            made.append(add(workspace))
    with workspace.work() as work:
        entries = journal.entries(work)[::-1]
    assert [one.object for one in entries if one.action == "create"] == made
    assert [one.seq for one in entries] == list(range(1, len(entries) + 1))
    assert sum(one.back for one in entries) == 3  # -1 day, +10 years to +2 days, and -200 days
    assert backup.check(workspace) == []
    assert "3" in soundness.notes(workspace)[0]


def test_the_last_save_is_undone_though_the_clock_went_back(workspace):
    with clock.at(NOW):
        identity = add(workspace, note="una")
        with workspace.work(write=True) as work:
            records.amend(work, records.get(work, Participant, identity), {"note": "dos"})
    with clock.at(NOW - timedelta(days=1)), workspace.work(write=True) as work:
        found = records.get(work, Participant, identity)
        records.amend(work, found, {"note": "tres"})
        assert [one.value for one in history.entries(work, identity)[:2]] == ["tres", "dos"]
        assert records.undo(work, found)
        assert found.note == "dos"


def test_copies_go_on_after_every_jump(workspace, tmp_path):
    for jump in JUMPS:
        with clock.at(NOW + jump):
            add(workspace)
            made = copies.make(workspace, tmp_path / "disk")
            assert backup.behind(workspace, made) == []
    with clock.at(NOW + timedelta(days=3)):
        add(workspace)
        assert copies.due(workspace)


def test_a_workspace_closed_in_the_future_opens_today(workspace):
    with clock.at(NOW + timedelta(days=3650)):
        add(workspace)
        workspace.close()
    with clock.at(NOW), closing(Workspace(workspace.folder, workspace.key_holder)) as again:
        add(again)
        assert backup.check(again) == []


@pytest.mark.parametrize(
    ("born", "on", "years"),
    [
        ("2008-02-29", date(2026, 2, 28), 17),
        ("2008-02-29", date(2026, 3, 1), 18),
        ("2008-02-29", date(2028, 2, 29), 20),
        ("2008-11-20", date(2026, 11, 19), 17),
        ("2008-11-20", date(2026, 11, 20), 18),
        ("2008-12-31", date(2027, 1, 1), 18),
    ],
)
def test_ages_turn_on_the_birthday(born, on, years):
    assert participants.age(born, on) == years


def test_the_day_is_the_local_one_whatever_the_time_zone():
    late = datetime(2026, 11, 21, 3, 30, tzinfo=UTC)
    days = {}
    for zone in ("America/Bogota", "America/Sao_Paulo", "Europe/Madrid", "Pacific/Auckland"):
        with living_in(zone), clock.at(late):
            days[zone] = clock.today()
    assert days["America/Bogota"] == date(2026, 11, 20)
    assert days["America/Sao_Paulo"] == date(2026, 11, 21)
    assert days["Europe/Madrid"] == date(2026, 11, 21)
    assert days["Pacific/Auckland"] == date(2026, 11, 21)


def test_a_journey_over_time_zones_and_summer_time_is_no_clock_going_back(workspace):
    for hour, zone in enumerate(("America/Bogota", "Europe/Madrid", "America/Santiago")):
        with living_in(zone), clock.at(NOW + timedelta(hours=hour)):
            add(workspace)
    for minute in (0, 50, 70):  # 25 October 2026, 01:00 UTC: Madrid's clocks show 02:00 twice
        with living_in("Europe/Madrid"):
            moment = datetime(2026, 11, 20, 19, tzinfo=UTC) + timedelta(minutes=minute)
            with clock.at(moment):
                add(workspace)
    assert soundness.notes(workspace) == []


def test_midnight_during_entry_keeps_the_day_that_was_typed(workspace):
    with living_in("America/Bogota"):
        with clock.at(datetime(2026, 11, 21, 4, 59, tzinfo=UTC)):
            typed = person(registered_on=clock.today())
            workspace.drafts().keep("participant/new", {"registered_on": clock.today().isoformat()})
        with clock.at(datetime(2026, 11, 21, 5, 1, tzinfo=UTC)):
            assert clock.today() == date(2026, 11, 21)
            with workspace.work(write=True) as work:
                saved = records.create(work, Participant, typed)
            kept = workspace.drafts().find("participant/new")
    assert saved.registered_on == date(2026, 11, 20)
    assert kept.values == {"registered_on": "2026-11-20"}


def test_a_form_opened_after_midnight_offers_the_new_day():
    with clock.at(NOW):
        today = clock.today()
        spec = fields.spec_of(Participant.draft, "registered_on")
        assert spec.initial == today
    with clock.at(NOW + timedelta(days=1)):
        later = fields.spec_of(Participant.draft, "registered_on")
        assert later.initial == today + timedelta(days=1)
