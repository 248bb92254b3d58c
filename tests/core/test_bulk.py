# SPDX-License-Identifier: GPL-3.0-or-later
"""Many at once leaves the very same rows, births and search entries as one by one."""

from contextlib import closing
from datetime import UTC, date, datetime

import pytest
import sqlalchemy as sa
from sqlcipher3 import dbapi2 as driver

from desktop.core import bulk, clock, codes, history, listing, records, search, tables
from desktop.core.backups import backup
from desktop.core.tables import change, table_of
from desktop.organisation.model import Programme
from desktop.participants.model import Participant
from tests.workspaces import add, person

NOON = datetime(2026, 10, 3, 12, 0, 0, 123_000, tzinfo=UTC)
GROUPS = list(codes.read("participant_group"))[:2]
DRAWN = {"row", "id", "code", "record", "seq"}
ROWS = [
    person(given_names="Rocío", groups=GROUPS, dependants=0),
    person(given_names="Iñaki", born="2001-02~", closed_on=date(2026, 5, 1), note="dos\nlíneas"),
    person(family_names="O'Higgins", registered_on=None, note="", groups=[]),
    person(known_as="👩‍👧", sex="male", programme="0190-line"),
]


def raw(workspace, table):
    with workspace.work() as work:
        rows = work.session.connection().exec_driver_sql(f"SELECT * FROM {table}").mappings()
        return [{k: v for k, v in row.items() if k not in DRAWN} for row in rows]


def test_create_many_equals_create(workspace, made_once, tmp_path):
    import shutil

    from desktop.core.store import Workspace

    shutil.copytree(made_once.folder, tmp_path / "other")
    with closing(Workspace(tmp_path / "other", made_once.unlocked)) as other, clock.at(NOON):
        with workspace.work(write=True) as work:
            for row in ROWS:
                records.create(work, Participant, row)
        with other.work(write=True) as work:
            validated = [records.validated(Participant.draft, row).model_dump() for row in ROWS]
            assert records.create_many(work, Participant, validated) == len(ROWS)
        for table in ("participant", "change", "search_participant"):
            assert raw(other, table) == raw(workspace, table)
        with other.work() as work:
            assert listing.count(work, Participant) == len(ROWS)
            assert len(listing.snapshot(work, Participant, text="rocio")) == 1
            ids = work.session.execute(sa.select(table_of(Participant).c.id)).scalars().all()
            born = work.session.execute(sa.select(change.c.record)).scalars().all()
            assert sorted(ids) == sorted(born)
        assert backup.check(other) == []


def test_the_search_triggers_are_back_after_it(workspace):
    def triggers():
        with workspace.work() as work:
            return work.session.connection().exec_driver_sql(
                "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' ORDER BY name"
            ).fetchall()  # fmt: skip

    before = triggers()
    add(workspace, given_names="Antes")
    with workspace.work(write=True) as work:
        records.create_many(work, Participant, [person(given_names="Entre")])
    add(workspace, given_names="Después")
    assert triggers() == before
    with workspace.work() as work:
        for word in ("antes", "entre", "despues"):
            assert len(listing.snapshot(work, Participant, text=word)) == 1
        assert search.sound(work.session.connection())


def test_a_failure_inside_leaves_nothing_and_the_trigger(workspace):
    rows = [person(given_names="Uno"), person(born=None, given_names="Sin año")]
    with pytest.raises(driver.IntegrityError), workspace.work(write=True) as work:
        records.create_many(work, Participant, rows)
    assert raw(workspace, "participant") == []
    assert backup.check(workspace) == []


def test_a_failure_that_is_caught_leaves_the_search_whole(workspace):
    with workspace.work(write=True) as work:
        with pytest.raises(driver.IntegrityError):
            records.create_many(work, Participant, [person(born=None)])
        records.create(work, Participant, person(given_names="Rocío"))
    assert backup.check(workspace) == []


def test_base_columns_may_be_given_and_a_code_never_twice(workspace):
    with workspace.work(write=True) as work:
        rows = [person(code="P-AAAA0", worker="beto", created_at=NOON), person(code="P-AAAA0")]
        records.create_many(work, Participant, rows, import_id="one")
        found = work.session.execute(sa.select(table_of(Participant))).mappings().all()
    assert found[0]["code"] == "P-AAAA0" != found[1]["code"]
    assert (found[0]["worker"], found[0]["created_at"]) == ("beto", NOON)
    assert {row["import_id"] for row in found} == {"one"}


def test_a_register_without_search_works_too(workspace):
    with workspace.work(write=True) as work:
        work.session.connection().exec_driver_sql("DROP TRIGGER search_programme_made")
        assert records.create_many(work, Programme, [{"sign": "A", "title": "Uno"}]) == 1


def test_one_journal_entry_stands_for_all(workspace):
    from desktop.core import journal

    with workspace.work(write=True) as work:
        records.create_many(work, Participant, [person() for _ in range(bulk.CHUNK + 1)])
        (entry, *_) = journal.entries(work)
        assert (entry.action, entry.object) == ("create_many", f"participant:{bulk.CHUNK + 1}")
        identity = work.session.execute(sa.select(table_of(Participant).c.id).limit(1)).scalar_one()
        assert [one.field for one in history.entries(work, identity)] == [history.BIRTH]


def test_ids_are_version_seven_sorted_and_distinct():
    import uuid

    made = tables.new_ids(5_000)
    assert made == sorted(set(made))
    assert {uuid.UUID(one).version for one in made} == {7}
    assert {uuid.UUID(one).variant for one in made} == {uuid.RFC_4122}


def test_an_id_tells_no_day():
    """It stands on the stone of whoever was erased, where even the day of coming is too much."""
    made = tables.new_ids(2_000)
    assert len({one[:4] for one in made}) <= 2
    told = [int(one[4:8], 16) for one in made]
    assert max(told) - min(told) > 60_000


def test_codes_are_distinct_sound_and_grow_with_the_register():
    taken: set[str] = set()
    fresh = tables.new_codes("P", taken)
    for _ in range(3_000):
        code = next(fresh)
        assert code not in taken
        assert tables.code_is_sound(code)
        assert len(code) == 7
        taken.add(code)
    many = {str(number) for number in range(tables.MANY_RECORDS)}
    assert len(next(tables.new_codes("P", many))) == 8
