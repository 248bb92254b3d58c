# SPDX-License-Identifier: GPL-3.0-or-later
"""Periods match by precision; what must be protected never lies in the main store."""

from calendar import monthrange
from datetime import date

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.core import dates, records
from desktop.core.backups import backup
from desktop.core.errors import InvalidRecord
from desktop.core.journal import entries as journal_entries
from desktop.core.tables import change, journal, table_of
from desktop.incidents import service
from desktop.incidents.model import PROTECTED_TYPES, Incident
from desktop.incidents.page import IncidentSource

OCTOBER = (date(2026, 10, 1), date(2026, 10, 31))
LEAVES_NOTHING = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])

days = st.dates(date(2023, 1, 1), date(2026, 11, 20))
periods = st.tuples(days, days).map(lambda pair: (min(pair), max(pair)))
months = days.map(lambda d: (d.replace(day=1), d.replace(day=monthrange(d.year, d.month)[1])))
years = st.integers(2023, 2026).map(lambda year: (date(year, 1, 1), date(year, 12, 31)))


def values(day="2026-10-15", kind="homicide", **more):
    return {"type": kind, "occurred_on": day, "how_known": "from_person", **more}


def record(work, day="2026-10-15", kind="homicide", **more):
    return service.record(work, values(day, kind, **more))


@pytest.fixture
def spread(work):
    """One incident for each of many dates of every precision."""
    texts = [str(dates.parse(text)) for text in _texts()]
    rows = [
        {**values(text), "sector": "s" * 36 if at % 2 else None} for at, text in enumerate(texts)
    ]
    records.create_many(work, Incident, rows)
    return texts


def _texts() -> list[str]:
    found = [f"{year}{about}" for year in range(2023, 2027) for about in ("", "~")]
    found += [f"{y}-{m:02}{a}" for y in (2024, 2025) for m in range(1, 13) for a in ("", "~")]
    found += [
        f"{y}-{m:02}-{d}" for y in (2023, 2024) for m in (1, 2, 12) for d in ("01", "15", "28")
    ]
    found += ["2024-02-29", "2024-02-29~", "2023-12-31", "2024-01-31~", "2026-10-31", "2026-11-20"]
    return found


@LEAVES_NOTHING
@given(period=st.one_of(periods, months, years))
def test_a_period_holds_exactly_what_certainly_fell_in_it(work, spread, period):
    first, last = period
    inside = [text for text in spread if dates.parse(text).within(first, last)]
    assert sum(n for _kind, n, _sure in service.by_type(work, first, last)) == len(inside)
    assert sum(service.by_sector(work, first, last).values()) == len(inside)
    counted = service.by_month(work, first, last)
    by_hand: dict[str, int] = {}
    for text in inside:
        if dates.parse(text).precision != "year":
            by_hand[text[:7]] = by_hand.get(text[:7], 0) + 1
    assert counted == by_hand


@LEAVES_NOTHING
@given(period=st.one_of(periods, months, years))
def test_what_is_known_only_to_the_year_is_told_apart(work, spread, period):
    first, last = period
    by_hand = [
        text
        for text in spread
        if dates.parse(text).precision == "year" and first.year <= int(text[:4]) <= last.year
    ]
    assert service.only_year(work, first, last) == len(by_hand)


@pytest.mark.parametrize("kind", sorted(PROTECTED_TYPES))
def test_protected_types_are_refused_by_the_main_store(work, kind):
    with pytest.raises(service.BelongsApart):
        record(work, kind=kind)
    assert rows_of(work) == 0


def test_a_victim_under_18_is_enough(work):
    with pytest.raises(service.BelongsApart):
        record(work, victims=2, under_18=1)
    for profile in ("child", "adolescent"):
        with pytest.raises(service.BelongsApart):
            record(work, victims=1, victim_profiles=["resident", profile])
    assert record(work, victims=2, under_18=0, victim_profiles=["youth"]).code
    assert rows_of(work) == 1


def test_what_turns_out_to_need_protection_is_not_changed_here(work):
    made = record(work, victims=3)
    for change_ in ({"under_18": 1}, {"type": "sexual_violence"}):
        with pytest.raises(service.BelongsApart):
            service.amend(work, made, change_)
    assert (made.rev, made.under_18, made.type) == (1, None, "homicide")
    service.amend(work, made, {"killed": 1})
    assert made.killed == 1


def test_sealed_while_the_protected_store_is_closed_and_taken_in_when_it_opens(workspace):
    secret = values(kind="sexual_violence", note="Relato que nadie debe leer aquí.")
    assert service.record_protected(workspace, secret)
    assert service.record_protected(workspace, values(victims=1, under_18=1))
    with workspace.work() as work:
        assert rows_of(work) == 0
        told = work.session.execute(sa.select(change.c.value)).scalars().all()
        assert not [text for text in told if "Relato" in text]
        acts = work.session.execute(sa.select(journal.c.action, journal.c.object)).all()
        assert not [act for act in acts if "deposit" in act.action or "protected" in act.object]
    sealed = sorted((workspace.folder / "inbox").iterdir())
    assert len(sealed) == 2
    once_more = {path: path.read_bytes() for path in sealed}
    assert not [path for path in sealed if b"Relato" in path.read_bytes()]
    workspace.open_store("protected")
    assert service.take_deposits(workspace) == 2
    for path, content in once_more.items():  # a cut came before the box was emptied
        path.write_bytes(content)
    assert service.take_deposits(workspace) == 0
    assert workspace.deposits("protected") == []
    with workspace.work("protected") as work:
        assert rows_of(work) == 2
        notes = work.session.execute(sa.select(table_of(Incident).c.note)).scalars().all()
        assert "Relato que nadie debe leer aquí." in notes


@pytest.mark.parametrize("is_open", [False, True])
def test_what_turns_out_to_need_protection_moves_and_nothing_of_it_stays(workspace, is_open):
    with workspace.work(write=True) as work:
        other = record(work, note="Nada de eso.")
        made = record(work, victims=2, note="Relato que se mueve.")
    if is_open:
        workspace.open_store("protected")
    told = []
    source = IncidentSource(workspace, deposited=lambda: told.append(True))
    assert source.save(made.id, {"under_18": 1}) == ""
    assert bool(told) is not is_open
    with workspace.work() as work:
        assert [one.id for one in work.session.execute(sa.select(Incident)).scalars()] == [other.id]
        kept = work.session.execute(sa.select(change.c.record)).scalars().all()
        assert set(kept) == {other.id}
        assert list(service.keys(work, "Relato", {}, "")) == []
        assert journal_entries(work, 1)[0].action == "move_apart"
    assert backup.check(workspace) == []
    workspace.open_store("protected")
    assert service.take_deposits(workspace) == (0 if is_open else 1)
    with workspace.work("protected") as work:
        moved = records.by_code(work, Incident, made.code)
        assert (moved.note, moved.under_18, moved.victims) == ("Relato que se mueve.", 1, 2)


def test_written_at_once_where_the_protected_store_is_open(workspace):
    workspace.open_store("protected")
    assert not service.record_protected(workspace, values(kind="trafficking"))
    with workspace.work("protected") as work:
        assert rows_of(work) == 1
    with workspace.work() as work:
        assert rows_of(work) == 0
    assert not (workspace.folder / "inbox").exists() or not list(
        (workspace.folder / "inbox").glob("*.sealed")
    )


def test_an_incident_that_is_wrong_is_not_sealed_away(workspace):
    with pytest.raises(InvalidRecord):
        service.record_protected(workspace, values("2027-01-01", "trafficking"))
    assert not list(workspace.folder.glob("inbox/*"))


def test_the_parts_are_not_more_than_the_whole(work):
    for name in ("women", "killed"):
        with pytest.raises(InvalidRecord) as raised:
            record(work, victims=1, **{name: 2})
        assert list(raised.value.problems) == [name]


def test_the_last_homicide_is_a_confirmed_one(work):
    sector = "s" * 36
    record(work, "2026-09-01", certainty="confirmed", sector=sector)
    record(work, "2026-10-01", sector=sector)
    record(work, "2026-10-02", "threat", certainty="confirmed", sector=sector)
    assert service.last_homicide(work, [sector]) == date(2026, 9, 1)
    assert service.last_homicide(work, ["t" * 36]) is None
    record(work, "2026-09~", "multiple_homicide", certainty="confirmed", sector=sector)
    assert service.last_homicide(work, [sector]) == date(2026, 9, 30)


def test_incidents_at_borders_are_counted(work):
    record(work, border="b" * 36)
    record(work)
    assert service.at_borders(work, *OCTOBER) == 1
    assert len(service.keys(work, "", {"border": "yes"}, "")) == 1


def rows_of(work) -> int:
    query = sa.select(sa.func.count()).select_from(table_of(Incident))
    return work.session.execute(query).scalar_one()
