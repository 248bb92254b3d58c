# SPDX-License-Identifier: GPL-3.0-or-later
"""A rumour about somebody is kept apart from the first draft on; a stub stays only where wanted."""

import json
from dataclasses import replace
from datetime import date

import pytest
import sqlalchemy as sa

from desktop.core import records, tombstones
from desktop.core.crypto import keys
from desktop.core.store import Workspace, load_header
from desktop.core.tables import table_of
from desktop.incidents import service, stub_service
from desktop.incidents.model import Incident, belongs_apart, left_apart
from desktop.incidents.page import IncidentSource
from desktop.organisation import service as organisation
from tests.workspaces import let_in

CANARY = "que habla con la otra esquina"
VALUES = {"type": "threat", "occurred_on": "2026-10-15", "how_known": "from_person"}


def want_stubs(workspace):
    with workspace.work(write=True) as work:
        organisation.describe(work, replace(organisation.about(work), stubs=True))


def stubs(workspace):
    with workspace.work() as work:
        return stub_service.stubs(work)


@pytest.mark.parametrize("answer", [None, False])
def test_without_a_rumour_an_incident_stays_where_it_is(work, answer):
    assert not belongs_apart({**VALUES, "rumour": answer})
    assert service.record(work, {**VALUES, "rumour": answer}).code


def test_a_rumour_is_refused_by_the_main_store(work):
    with pytest.raises(service.BelongsApart):
        service.record(work, {**VALUES, "rumour": True})
    assert work.session.execute(sa.select(table_of(Incident).c.row)).first() is None


def test_what_is_typed_about_a_rumour_lies_sealed_from_the_first_draft_on(workspace):
    source = IncidentSource(workspace)
    source.keep_draft("new", {**VALUES, "rumour": True, "note": CANARY})
    (kept,) = workspace.drafts().all()
    assert CANARY not in json.dumps(kept.values)
    assert source.save(None, {**VALUES, "rumour": True, "note": CANARY}) == ""
    with workspace.work() as work:
        assert work.session.execute(sa.select(table_of(Incident).c.row)).first() is None


def test_nothing_stays_of_what_left_unless_the_office_wants_it(workspace):
    service.record_protected(workspace, {**VALUES, "rumour": True})
    assert stubs(workspace) == []


def test_at_most_code_and_month_stay(workspace):
    want_stubs(workspace)
    service.record_protected(workspace, {**VALUES, "rumour": True, "note": CANARY})
    service.record_protected(workspace, {**VALUES, "rumour": True, "occurred_on": "2025"})
    assert [month for _code, month in stubs(workspace)] == ["2026-10", "2025"]
    assert set(left_apart.c.keys()) == {"row", "code", "month"}
    workspace.open_store("protected")
    assert service.take_deposits(workspace) == 2
    with workspace.work("protected") as work:
        for code, _month in stubs(workspace):
            assert records.by_code(work, Incident, code).rumour


def test_an_incident_that_moves_keeps_its_code(workspace):
    want_stubs(workspace)
    with workspace.work(write=True) as work:
        made = service.record(work, VALUES)
    assert service.move_apart(workspace, made.id, {"rumour": True})
    assert stubs(workspace) == [(made.code, "2026-10")]
    with workspace.work() as work:
        assert tombstones.lies(work, made.id)
    workspace.open_store("protected")
    service.take_deposits(workspace)
    with workspace.work("protected") as work:
        assert records.by_code(work, Incident, made.code).rumour


def test_a_code_that_is_taken_by_then_is_given_anew(workspace):
    workspace.open_store("protected")
    service.record_protected(workspace, {**VALUES, "rumour": True}, code="I-0000A")
    service.record_protected(workspace, {**VALUES, "rumour": True}, code="I-0000A")
    with workspace.work("protected") as work:
        codes = set(work.session.execute(sa.select(table_of(Incident).c.code)).scalars())
    assert len(codes) == 2
    assert "I-0000A" in codes


def test_how_many_are_elsewhere_is_told_to_nobody_without_that_key(fresh_workspace, made_once):
    let_in(fresh_workspace, made_once.unlocked, "bea", "cinco seis bea")
    opened = Workspace(fresh_workspace, made_once.unlocked)
    want_stubs(opened)
    service.record_protected(opened, {**VALUES, "occurred_on": "2026-10-02", "rumour": True})
    assert stub_service.elsewhere(opened, date(2026, 10, 31)) == 1
    assert stub_service.elsewhere(opened, date(2026, 11, 1)) == 0
    opened.close()
    hers = keys.unlock(load_header(fresh_workspace), "bea", "cinco seis bea")
    without = Workspace(fresh_workspace, hers)
    try:
        assert stub_service.elsewhere(without, date(2026, 10, 31)) == 0
    finally:
        without.close()
