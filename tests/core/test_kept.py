# SPDX-License-Identifier: GPL-3.0-or-later
"""A question is put together once; who asks, and of which day, is never left from before."""

from datetime import date, timedelta

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st

from desktop.core import kept, records, scope
from desktop.core.tables import table_of
from desktop.core.tasks import Asked
from desktop.core.work import User
from desktop.participants.model import Participant
from tests.rooms import register

P = table_of(Participant).c


def registered(sight):
    return sa.select(P.id).where(P.registered_on <= kept.day(-14), *sight.clauses(P.id.table))


def spoken(_sight):
    return sa.select(P.id).where(P.worker == scope.who())


def seen_by(work, monkeypatch, user, question=registered, day=date(2026, 11, 20)):
    monkeypatch.setattr(work, "user", user)
    return {identity for (identity,) in kept.ask(work, question, day)}


def test_each_who_asks_the_same_question_gets_what_is_in_their_own_sight(work, monkeypatch):
    on = date(2026, 10, 1)
    one, other = (register(work, registered_on=on).id for _who in ("bea", "sol"))
    for identity, worker in ((one, "bea"), (other, "sol")):
        records.give(work, records.get(work, Participant, identity), worker)
    bea, sol = (User(name, "caseworker", "own") for name in ("bea", "sol"))
    both = User("lia", "caseworker", "team", "norte", frozenset({"bea", "sol", "lia"}))
    for _again in range(2):
        assert seen_by(work, monkeypatch, bea) == {one}
        assert seen_by(work, monkeypatch, sol) == {other}
        assert seen_by(work, monkeypatch, both) >= {one, other}
        assert seen_by(work, monkeypatch, User("ana")) >= {one, other}
        assert seen_by(work, monkeypatch, User("tec", "technician", "own")) == set()
        assert seen_by(work, monkeypatch, sol, spoken) == {other}


def test_what_is_kept_of_a_question_names_nobody(work, monkeypatch):
    monkeypatch.setattr(work, "user", User("bea", "caseworker", "own"))
    kept.ask(work, registered, date(2026, 11, 20))
    statement, _ahead = kept._made(registered, work.sight)
    assert {bind.value for bind in statement.compile().binds.values()} <= {None}


def test_a_question_without_the_values_it_needs_is_refused(work, monkeypatch):
    with pytest.raises(sa.exc.StatementError):
        kept.ask(work, registered)
    monkeypatch.setattr(work, "user", User("bea", "caseworker", "own"))
    statement, _ahead = kept._made(registered, work.sight)
    with pytest.raises(sa.exc.StatementError):
        work.session.execute(statement, {"day_before_14": date(2026, 11, 20)})


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(-400, 400))
def test_days_stand_so_far_from_the_day_that_is_asked(day, after):
    def question(_sight):
        return sa.select(kept.day(after), kept.day())

    _statement, ahead = kept._made(question, scope.Sight(frozenset(), True, 1))
    assert {name: day + timedelta(days=n) for name, n in ahead} == {
        kept.day(after).key: day + timedelta(days=after),
        "day_0": day,
    }


def test_a_number_and_people_narrow_what_is_asked(work):
    on = date(2026, 10, 1)
    everybody = [register(work, registered_on=on).id for _one in range(4)]
    asked = Asked(date(2026, 11, 20), tuple(everybody[:3]))
    assert {row[0] for row in asked.rows(work, registered, P.id)} == set(everybody[:3])
    assert len(Asked(asked.day, asked.people, 2).rows(work, registered, P.id)) == 2
    assert len(Asked(asked.day, (), None).rows(work, registered, P.id)) == 0
    assert len(Asked(asked.day, None, None).rows(work, registered, P.id)) >= 4
