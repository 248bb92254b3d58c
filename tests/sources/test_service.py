# SPDX-License-Identifier: GPL-3.0-or-later
"""A rumour is F6 and goes after 90 days, whole; what somebody could judge stays."""

from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from desktop.core import history, records
from desktop.core.errors import InvalidRecord
from desktop.core.tables import table_of
from desktop.sources import service
from desktop.sources.model import Source, Statement

TODAY = date(2026, 11, 20)
CANARY = "se dice en la cancha"


@pytest.fixture
def inner(workspace):
    """A transaction on the sources store."""
    workspace.open_store("sources")
    with workspace.work("sources", write=True) as work:
        yield work


def hear(work, days, **more):
    return service.hear(work, {"heard_on": TODAY - timedelta(days=days), "words": CANARY, **more})


def held(work):
    return set(work.session.execute(sa.select(table_of(Statement).c.id)).scalars())


def test_what_nobody_graded_is_born_as_a_rumour(inner):
    made = hear(inner, 0)
    assert (made.reliability, made.credibility) == ("F", "6")


def test_a_rumour_is_past_its_time_after_ninety_days_and_nothing_else_is(inner):
    old, _young = hear(inner, 90), hear(inner, 89)
    hear(inner, 400, credibility="2")
    hear(inner, 400, reliability="B")
    assert service.past(inner, TODAY) == [old.id]


def test_a_rumour_that_was_deleted_by_hand_is_past_its_time_too(inner):
    old = hear(inner, 120)
    records.remove(inner, old)
    assert service.past(inner, TODAY) == [old.id]


def test_nothing_is_heard_tomorrow(inner):
    with pytest.raises(InvalidRecord) as refused:
        service.hear(inner, {"heard_on": date(2100, 1, 1), "words": "x"})
    assert set(refused.value.problems) == {"heard_on"}


def test_a_source_is_a_code_and_its_list_counts_what_it_told(inner):
    made = service.register(inner, {"kind": "community_leader", "contact": "solo en la iglesia"})
    service.hear(inner, {"source": made.id, "words": "x", "reliability": "B"})
    assert made.code.startswith("Q-")
    keys = service.source_keys(inner, {})
    assert service.source_rows(inner, keys) == [(made.code, "community_leader", "F", None, 1)]
    assert service.source_keys(inner, {"kind": "media"}).tolist() == []
    assert service.codes_of(inner) == dict(service.offered(inner)) == {made.id: made.code}
    assert history.entries(inner, made.id)
    assert {"given_names", "family_names", "name"}.isdisjoint(Source.draft.model_fields)


def test_rumours_can_be_listed_alone(inner):
    rumour, sure = hear(inner, 1), hear(inner, 2, credibility="1")
    rows = {
        answer: {records.at_row(inner, Statement, row).id for row in keys}
        for answer in ("yes", "no", "")
        if (keys := service.statement_keys(inner, {"rumour": answer})) is not None
    }
    assert rows == {"yes": {rumour.id}, "no": {sure.id}, "": {rumour.id, sure.id}}
