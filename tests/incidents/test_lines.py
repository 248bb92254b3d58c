# SPDX-License-Identifier: GPL-3.0-or-later
"""The people hurt line by line: the numbers follow, and a child takes the incident away."""

import json
from datetime import date, timedelta

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st

from desktop.core import clock, codes, deposited, erasure, records, tombstones
from desktop.core.errors import InvalidRecord, UserError
from desktop.core.fields import spec_of
from desktop.core.tables import change, new_id, table_of
from desktop.core.work import User
from desktop.incidents import (
    chain_service,
    export,
    hurt_service,
    protection_service,
    service,
    verify_service,
    victim_service,
)
from desktop.incidents.model import Incident, belongs_apart
from desktop.incidents.page import IncidentSource
from desktop.incidents.protection_model import Protection
from desktop.incidents.victim_model import Victim
from desktop.organisation import uses_service
from desktop.rights import retention
from tests.workspaces import add

VALUES = {"type": "threat", "occurred_on": "2026-10-15", "how_known": "from_person"}
CHILD = {"unit": "person", "age_band": "12-13", "sex": "female"}


@pytest.fixture
def incident(workspace):
    with workspace.work(write=True) as work:
        return service.record(work, VALUES).id


def held(workspace, incident, store="cases"):
    with workspace.work(store) as work:
        return records.values_of(records.get(work, Incident, incident))


def lines(workspace, incident, store="cases"):
    with workspace.work(store) as work:
        return hurt_service.lines_of(work, incident)


def in_main(workspace, model=Incident):
    with workspace.work() as work:
        return work.session.execute(
            sa.select(sa.func.count()).select_from(table_of(model))
        ).scalar_one()


def test_the_numbers_of_the_incident_follow_its_lines(workspace, incident):
    write = victim_service.write_line
    write(workspace, "cases", incident, {"unit": "person", "sex": "female", "harm": "killed"})
    family = {"unit": "family", "number": 4, "profile": "trader"}
    second = write(workspace, "cases", incident, family)
    now = held(workspace, incident)
    assert (now["victims"], now["women"], now["killed"]) == (5, 1, 1)
    assert now["victim_profiles"] == ["trader"]
    write(workspace, "cases", incident, None, second.id)
    now = held(workspace, incident)
    assert (now["victims"], now["victim_profiles"]) == (1, [])


def test_a_number_somebody_typed_does_not_shrink_with_a_line(workspace, incident):
    with workspace.work(write=True) as work:
        service.amend(work, records.get(work, Incident, incident), {"victims": 9})
    line = victim_service.write_line(workspace, "cases", incident, {"unit": "group", "number": 3})
    victim_service.write_line(workspace, "cases", incident, None, line.id)
    assert held(workspace, incident)["victims"] == 9


@pytest.mark.parametrize("opened", [False, True])
def test_a_line_about_a_child_takes_the_incident_away_with_all_its_lines(
    workspace, incident, opened
):
    victim_service.write_line(workspace, "cases", incident, {"unit": "family", "number": 3})
    if opened:
        workspace.open_store("protected")
    done = victim_service.write_line(workspace, "cases", incident, CHILD)
    assert (done.moved, done.sealed) == (True, not opened)
    assert in_main(workspace) == in_main(workspace, Victim) == 0
    with workspace.work() as work:
        assert tombstones.lies(work, incident)
        said = work.session.execute(sa.select(change.c.value)).scalars()
        assert not [text for text in said if "12-13" in text or "threat" in text]
    if not opened:
        workspace.open_store("protected")
        assert service.take_deposits(workspace) == 1
    with workspace.work("protected") as work:
        (kept,) = work.session.execute(sa.select(Incident)).scalars().all()
        assert (kept.victims, kept.under_18) == (4, 1)
        assert len(hurt_service.lines_of(work, kept.id)) == 2


def test_a_participant_who_may_be_a_child_is_one(workspace, incident):
    young = add(workspace, born="2010")
    done = victim_service.write_line(
        workspace, "cases", incident, {"unit": "person", "participant": young}
    )
    assert done.moved
    assert in_main(workspace) == 0


def test_an_adult_participant_stays_a_link_that_erasure_takes_out(workspace, incident):
    adult = add(workspace, born="1990-04-02")
    line = {"unit": "person", "participant": adult}
    assert not victim_service.write_line(workspace, "cases", incident, line).moved
    assert held(workspace, incident)["participants"] == [adult]
    with workspace.work(write=True) as work:
        found = erasure.belonging(work, "participant", adult)
        assert "incident_victim" not in found
        erasure.erase(work, found, "participant", adult)
    (left,) = lines(workspace, incident)
    assert (left["participant"], left["unit"]) == (None, "person")
    assert held(workspace, incident)["participants"] == []


def test_a_participant_is_one_person(workspace, incident):
    line = {"unit": "family", "number": 3, "participant": add(workspace)}
    with pytest.raises(InvalidRecord):
        victim_service.write_line(workspace, "cases", incident, line)


answers = st.fixed_dictionaries(
    {
        "unit": st.just("group"),
        "number": st.integers(1, 40),
        "sex": st.sampled_from([None, "female", "male"]),
        "harm": st.sampled_from([None, "killed", "injured"]),
        "age_band": st.sampled_from([None, "0-11", "14-17", "18-28", "60+", "unknown"]),
        "profile": st.sampled_from([None, "child", "adolescent", "trader", "woman"]),
    }
)


@given(st.lists(answers, max_size=6))
def test_whoever_is_under_18_in_any_line_makes_it_belong_apart(given_lines):
    whole = hurt_service.joined({"type": "threat"}, given_lines)
    young = [one for one in given_lines if hurt_service.is_young(one)]
    assert belongs_apart(whole) == bool(young)
    assert (whole.get("under_18") or 0) == sum(one["number"] for one in young)
    assert (whole.get("victims") or 0) == sum(one["number"] for one in given_lines)


@pytest.mark.parametrize(
    "answers",
    [
        {"type": "femicide"},
        {"gender_based": True},
        {"gbv_type": "physical"},
        {"type": "extortion", "refusal_result": "sexual_violence"},
    ],
)
def test_violence_of_gender_is_refused_by_the_main_store(workspace, answers):
    with workspace.work(write=True) as work, pytest.raises(service.BelongsApart):
        service.record(work, {**VALUES, **answers})


def test_without_her_agreement_nothing_is_written(workspace):
    told = {**VALUES, "type": "sexual_violence", "agreed": False}
    with pytest.raises(InvalidRecord):
        service.record_protected(workspace, told)
    assert not list(workspace.folder.glob("inbox/*.sealed"))


def test_a_clock_starts_when_it_was_told_not_when_it_was_taken_in(workspace):
    service.record_protected(workspace, {**VALUES, "rumour": True})
    workspace.open_store("protected")
    service.take_deposits(workspace)
    with workspace.work("protected") as work:
        (running,) = protection_service.running(work)
        (kept,) = work.session.execute(sa.select(Incident)).scalars().all()
        left = protection_service.told_at(kept.extra["left_at"])
        assert left is not None
        assert running.due == left + timedelta(hours=protection_service.HOURS)


def test_a_step_begun_stops_the_clock_and_names_who(workspace):
    workspace.open_store("protected")
    with workspace.work("protected", write=True) as work:
        protection_service.set_hours(work, 6)
    service.record_protected(workspace, {**VALUES, "under_18": 1, "victims": 1})
    with workspace.work("protected", write=True) as work:
        (running,) = protection_service.running(work)
        assert running.due - work.moment <= timedelta(hours=6)
        protection_service.start(work, running.id)
        assert protection_service.running(work) == []
        assert records.get(work, Protection, running.id).staff == workspace.user.name


def test_the_main_store_has_no_table_for_what_is_done(workspace):
    with workspace.work() as work:
        assert not sa.inspect(work.session.connection()).has_table("protection_action")


@pytest.mark.parametrize("hurt", ["x", [{"unit": 3}], [{"number": -1}], [{}] * 500, {"a": 1}])
def test_lines_that_are_none_are_not_taken_in(workspace, hurt):
    content = {"id": new_id(), "code": "", **VALUES, "rumour": True, "hurt": hurt}
    workspace.deposit("protected", json.dumps(content).encode())
    workspace.open_store("protected")
    with pytest.raises((UserError, deposited.NotTaken)):
        service.take_deposits(workspace)
    with workspace.work("protected") as work:
        assert work.session.execute(sa.select(Incident)).first() is None
        assert work.session.execute(sa.select(Victim)).first() is None


@pytest.fixture
def near(workspace):
    """Three incidents of one sector and one of another, in the order they happened."""
    with workspace.work(write=True) as work:
        return [
            service.record(work, {**VALUES, "occurred_on": day, "sector": sector}).id
            for day, sector in (
                ("2026-08-01", "s" * 36),
                ("2026-10-01", "s" * 36),
                ("2026-10-10", "t" * 36),
                ("2026-10-15", "s" * 36),
            )
        ]


def test_what_is_suggested_is_near_in_place_and_time(workspace, near):
    _old, first, other, last = near
    with workspace.work() as work:
        assert [one.id for one in chain_service.suggestions(work, last)] == [first]
        both = chain_service.suggestions(work, last, ["t" * 36])
        assert [one.id for one in both] == [first, other]


def test_a_chain_is_read_from_any_of_its_incidents(workspace, near):
    _old, first, other, last = near
    with workspace.work(write=True) as work:
        chain_service.link(work, other, first, "escalation")
        chain_service.link(work, last, other, "retaliation")
        for one in (first, other, last):
            chain = chain_service.chain(work, one)
            assert [(part.id, part.depth) for part in chain] == [(first, 0), (other, 1), (last, 2)]
        with pytest.raises(chain_service.GoesInCircles):
            chain_service.link(work, first, last, None)
        chain_service.unlink(work, last)
        assert len(chain_service.chain(work, first)) == 2


def test_who_moves_apart_leaves_no_trace_in_the_chain_of_others(workspace, near):
    _old, first, other, last = near
    with workspace.work(write=True) as work:
        chain_service.link(work, last, first, "retaliation")
    service.move_apart(workspace, first, {"rumour": True})
    assert held(workspace, last)["follows"] is None
    with workspace.work() as work:
        said = work.session.execute(sa.select(change.c.value)).scalars()
        assert not [text for text in said if first in text]
    del other


def test_what_did_not_happen_counts_nowhere(workspace):

    with workspace.work(write=True) as work:
        service.record(work, {**VALUES, "certainty": "discarded"})
        assert service.by_type(work, date(2026, 1, 1), date(2026, 12, 31)) == []
    assert "discarded" in codes.read("incident_certainty")


def test_who_recorded_it_does_not_make_it_sure_alone_a_day_later(workspace):
    workspace.user = User("luis", "caseworker")
    with workspace.work(write=True) as work:
        mine = service.record(work, VALUES).id
        work.holders = 2
        service.amend(work, records.get(work, Incident, mine), {"certainty": "confirmed"})
        held_now = records.get(work, Incident, mine)
        assert held_now.verified_on == clock.today()
        service.amend(work, held_now, {"certainty": "in_check"})
        held_now.created_at -= timedelta(days=2)
        for wanted in ("confirmed", "discarded"):
            with pytest.raises(verify_service.SomebodyElseChecks):
                verify_service.verify(work, mine, wanted)
        service.amend(work, held_now, {"note": "x"})
    workspace.user = User("bea", "caseworker")
    with workspace.work(write=True) as work:
        work.holders = 2
        verify_service.verify(work, mine, "discarded")
        assert records.get(work, Incident, mine).certainty == "discarded"


def test_grades_are_asked_only_where_the_office_wants_them_and_never_printed(workspace):
    def asked():
        return {spec.name for part in IncidentSource(workspace).fields() for spec in part.fields}

    grades = {"source_grade", "info_grade"}
    assert not grades & asked()
    with workspace.work(write=True) as work:
        uses_service.use(work, frozenset({uses_service.GRADES}))
    assert grades <= asked()
    assert not any(spec_of(Incident.draft, name).about.printed for name in grades)


def test_nothing_is_found_by_its_author(workspace):
    with workspace.work(write=True) as work:
        service.record(work, {**VALUES, "author": "state_agent"})
        for text in ("state_agent", "Agente estatal", "State agent"):
            assert service.find(work, text) == []
            assert len(service.keys(work, text, {}, "")) == 0
        every = len(service.keys(work, "", {}, ""))
        assert len(service.keys(work, "", {"author": "state_agent"}, "author")) == every
    source = IncidentSource(workspace)
    assert "author" not in {one.name for one in (*source.filters, *source.own_filters())}
    assert "author" not in {one.name for one in source.columns}
    assert "author" in export.WITHHELD
    assert not spec_of(Incident.draft, "author").about.searchable


@pytest.mark.parametrize("store", ["cases", "protected"])
def test_what_is_past_its_term_loses_details_and_lines_and_keeps_its_numbers(workspace, store):
    if store != "cases":
        workspace.open_store(store)
    old = {**VALUES, "occurred_on": "2020-03-04", "hour": 5, "modifiers": ["in_public"]}
    with workspace.work(store, write=True) as work:
        made = service.record(work, {**old, "school_days": 7}).id
    line = {"unit": "family", "number": 4, "profile": "trader"}
    victim_service.write_line(workspace, store, made, line)
    with workspace.work(store, write=True) as work:
        (past,) = [one for one in retention.review(work) if one.kind == "incident_detail_years"]
        assert retention.run(work, past) == 1
        kept = records.get(work, Incident, made)
        assert (kept.occurred_on, kept.victims, kept.school_days) == ("2020-03", 4, 7)
        assert (kept.hour, kept.modifiers) == (None, [])
        assert hurt_service.of_incident(work, made) == []
        said = work.session.execute(sa.select(change.c.value)).scalars().all()
        assert not [text for text in said if "trader" in text or "in_public" in text]
        if store != "cases":
            assert protection_service.of_incident(work, made) == []
