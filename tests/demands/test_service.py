# SPDX-License-Identifier: GPL-3.0-or-later
"""Requests from outside: two decide, an armed actor stays a category, and nobody else looks."""

from datetime import date, timedelta

import pytest

from desktop.core import history
from desktop.core.errors import InvalidRecord, NotAllowed
from desktop.core.tasks import Asked
from desktop.core.work import User
from desktop.demands import service
from desktop.demands.model import WORDS

ASKED = {
    "asked_on": date(2026, 11, 20),
    "asker": "authority_order",
    "who": "Fiscalía, despacho 4",
    "wanted": ["names", "laptop"],
    "wanted_words": "La lista de los jóvenes",
    "basis": "Orden 12 del 19 de noviembre",
    "urgency": "day",
}
DECIDED = {
    "decision": "refused",
    "decided_on": date(2026, 11, 21),
    "first": "ana",
    "second": "bea",
}


def problems(work, **values):
    with pytest.raises(InvalidRecord) as told:
        service.record(work, {**ASKED, **values})
    return set(told.value.problems)


def due(work, days):
    """What waits so many days after the request came."""
    found = service.tasks(work, Asked(date(2026, 11, 20) + timedelta(days=days)))
    return [(task.code, task.leads_to) for task in found]


@pytest.mark.parametrize(("urgency", "days"), [("at_once", 0), ("day", 1), ("weeks", 7), (None, 7)])
def test_a_request_nobody_decided_waits_on_my_day(work, urgency, days):
    demand = service.record(work, {**ASKED, "urgency": urgency})
    assert due(work, days) == [(demand.code, "demands")]
    assert due(work, days - 1) == []
    user, work.user = work.user, User("luz", "caseworker")
    assert due(work, days) == []
    work.user = user


def test_a_request_is_noted_undecided_and_decided_by_two(work):
    demand = service.record(work, ASKED)
    assert due(work, 1) == [(demand.code, "demands")]
    service.amend(work, demand, DECIDED)
    assert due(work, 30) == []
    assert list(service.keys(work, {"state": "open"})) == []
    ((code, _day, asker, wanted, _soon, decision),) = service.rows(work, service.keys(work))
    assert (code, asker, wanted) == (demand.code, "authority_order", ["names", "laptop"])
    assert decision == "refused"


def test_nobody_decides_alone(work):
    assert problems(work, **{**DECIDED, "second": None}) == {"second"}
    assert problems(work, **{**DECIDED, "second": "ana"}) == {"second"}
    assert problems(work, decision="given") == {"first", "second", "decided_on"}


def test_what_was_taken_by_force_was_decided_by_nobody(work):
    assert service.record(work, {**ASKED, "decision": "taken"}).decision == "taken"


def test_what_left_and_the_decision_must_agree(work):
    assert problems(work, **DECIDED, release="0190") == {"release"}


def test_dates_stand_in_their_order(work):
    assert problems(work, asked_on=date(2026, 11, 30)) == {"asked_on"}
    assert problems(work, **{**DECIDED, "decided_on": date(2026, 11, 1)}) == {"decided_on"}


def test_of_an_armed_actor_only_the_category_is_kept(work):
    assert problems(work, asker="armed_actor") == {"who", "wanted_words", "basis"}
    assert problems(
        work, asker="armed_actor", who=None, wanted_words=None, basis=None, note="x"
    ) == {"note"}
    bare = {"asked_on": date(2026, 11, 20), "asker": "armed_actor", "wanted": ["whereabouts"]}
    assert service.record(work, bare).who is None


def test_words_are_forgotten_when_it_turns_out_to_be_an_armed_actor(work):
    demand = service.record(work, ASKED)
    service.amend(work, demand, {"note": "Un alias"})
    service.amend(work, demand, {"asker": "armed_actor", **dict.fromkeys(WORDS)})
    told = str(history.entries(work, demand.id))
    for words in ("despacho 4", "La lista", "Orden 12", "alias"):
        assert words not in told


@pytest.mark.parametrize("role", ["caseworker", "dialogue", "auditor", "technician"])
def test_others_neither_read_nor_write_the_register(work, role):
    demand = service.record(work, ASKED)
    work.user = User("eva", role)
    for act in (
        lambda: service.record(work, ASKED),
        lambda: service.amend(work, demand, DECIDED),
        lambda: service.get(work, demand.id),
        lambda: service.keys(work),
        lambda: service.keep_contacts(work, service.Contacts("a", "b", "c")),
    ):
        with pytest.raises(NotAllowed):
            act()


def test_whom_to_call_is_kept(work):
    assert service.contacts(work) == service.Contacts()
    wanted = service.Contacts("Ana 300", "Dra. Ruiz 301", "Personería 302")
    service.keep_contacts(work, wanted)
    assert service.contacts(work) == wanted
