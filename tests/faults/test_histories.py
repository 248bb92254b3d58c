# SPDX-License-Identifier: GPL-3.0-or-later
"""Random histories and random attacks: the log tells every state, the journal every forgery."""

import json
import random
from dataclasses import replace
from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from desktop.core import clock, codes, history, journal, records, store
from desktop.core.backups import backup
from desktop.core.crypto import keys, paper
from desktop.core.journal import Entry
from desktop.core.tables import change, setting
from desktop.core.tables import journal as table
from desktop.participants.model import Participant
from tests.faults import figures
from tests.workspaces import person

HISTORIES = figures.size(60, 10_000)
ATTACKS = figures.size(150, 1_200)
GROUPS = list(codes.read("participant_group"))[:4]


def values(chance):
    """Return some answers, in no order and not all of them new."""
    possible = {
        "given_names": chance.choice([None, "Rocío", "Inés", "o'Neil", "👩‍👧", "=1+1"]),
        "note": chance.choice([None, "", "una", "dos", "x" * 1_900]),
        "dependants": chance.choice([None, 0, 3, 30]),
        "groups": chance.sample(GROUPS, chance.randrange(4)),
        "closed_on": chance.choice([None, date(2026, 3, 1) + timedelta(chance.randrange(200))]),
    }
    names = chance.sample(sorted(possible), chance.randint(1, len(possible)))
    return {name: possible[name] for name in names}


def live(work, record, chance, states):
    """Do one thing to a record as people do; ``states`` holds what it said after each save."""
    before = record.rev
    match chance.randrange(8):
        case 0:
            (records.remove if record.deleted_at is None else records.restore)(work, record)
        case 1:
            if len(states) > 1 and records.undo(work, record):
                assert state(record) == states[-2]
        case _:
            records.amend(work, record, values(chance))
    if record.rev > before:
        states.append(state(record))


def state(record):
    held = {
        name: one for name, one in records.values_of(record).items() if one not in history.EMPTY
    }
    return held, record.deleted_at is None


def heads_hold(work, record):
    """Every change names the latest change of its field it was made on, or the birth."""
    rows = work.session.execute(
        change.select().where(change.c.record == record.id).order_by(change.c.seq)
    ).all()
    latest = {}
    for row in rows:
        expected = [latest.get(row.field, rows[0].id)] if latest else []
        assert json.loads(row.heads) == expected
        latest[row.field] = row.id


def replayed(work, record):
    """Return what the log alone says of a record."""
    told = {}
    for one in history.entries(work, record.id)[::-1]:
        told.update(one.value if one.field == history.BIRTH else {one.field: one.value})
    gone = told.pop("deleted_at", None)
    return {name: str(one) for name, one in told.items() if one not in history.EMPTY}, gone is None


def test_the_log_tells_every_state_of_every_history(workspace):
    chance = random.Random(17)
    steps = 0
    start = clock.now()
    for number in range(HISTORIES):
        with clock.at(start + timedelta(seconds=number)), workspace.work(write=True) as work:
            record = records.create(work, Participant, person(**values(chance)))
            states = [state(record)]
        for turn in range(chance.randint(1, 8)):
            moment = start + timedelta(seconds=number, milliseconds=turn + 1)
            with clock.at(moment), workspace.work(write=True) as work:
                found = records.get(work, Participant, record.id, deleted=True)
                live(work, found, chance, states)
                steps += 1
        with workspace.work() as work:
            found = records.get(work, Participant, record.id, deleted=True)
            heads_hold(work, found)
            held, here = state(found)
            assert replayed(work, found) == ({k: str(v) for k, v in held.items()}, here)
            assert found.rev == len(states)
    assert backup.check(workspace) == []
    figures.note("histories of records", histories=HISTORIES, saves=steps, wrong=0)


@pytest.fixture
def chained(workspace, made_once):
    """A journal of sixty entries, its first key, and the head the header holds."""
    with workspace.work(write=True) as work:
        for number in range(60):
            journal.write(work, "look", f"{number:032x}")
    workspace.note_heads()
    paper_key = paper.read("".join(made_once.recovery))
    whole = keys.unlock_with_recovery(store.load_header(workspace.folder), paper_key)
    first = keys.read_sealed(whole, "chain/cases", whole.header.more["chains"]["cases"])
    return workspace, first


def alter(work, chance, last):
    """Change one thing in one entry."""
    name, value = chance.choice(
        [("user", "otro"), ("action", "amend"), ("object", "x"), ("device", "0"), ("tag", "0" * 64)]
    )
    at = chance.randint(1, last)
    work.session.execute(table.update().where(table.c.seq == at).values({name: value}))


def shift(work, chance, last):
    """Take an entry out and close the gap."""
    at = chance.randint(1, last)
    work.session.execute(table.delete().where(table.c.seq == at))
    renumber(work, at, -1)


def renumber(work, after, by):
    raw = work.session.connection()
    raw.exec_driver_sql("UPDATE journal SET seq = -seq WHERE seq > ?", (after,))
    raw.exec_driver_sql(f"UPDATE journal SET seq = -seq + {by} WHERE seq < 0")


def insert(work, chance, last):
    """Put a copy of an entry, or an invented one, somewhere."""
    at = chance.randint(0, last)
    row = work.session.execute(table.select().where(table.c.seq == chance.randint(1, last))).one()
    renumber(work, at, 1)
    work.session.execute(table.insert().values(**{**row._mapping, "seq": at + 1}))


def cut(work, chance, last):
    """Cut the tail, and write the number beside the key to fit."""
    keep = chance.randint(0, last - 1)
    work.session.execute(table.delete().where(table.c.seq > keep))
    rewrite_key(work, journal.next_key(work), keep)


def swap(work, chance, last):
    """Let two entries change places."""
    one, two = chance.sample(range(1, last + 1), 2)
    raw = work.session.connection()
    raw.exec_driver_sql("UPDATE journal SET seq = -seq WHERE seq IN (?, ?)", (one, two))
    raw.exec_driver_sql(
        "UPDATE journal SET seq = CASE seq WHEN ? THEN ? ELSE ? END WHERE seq < 0", (-one, two, one)
    )


def rewrite(work, chance, last):
    """Write the end anew with the key of today, as who takes the open laptop could."""
    since = chance.randint(1, last)
    rows = work.session.execute(table.select().order_by(table.c.seq)).all()
    key = journal.next_key(work)
    before = rows[since - 2].tag if since > 1 else journal.EMPTY[1]
    for row in rows[since - 1 :]:
        entry = replace(Entry(*row), user="otro")
        before = journal.tag_of(key, before, entry)
        key = journal.step(key)
        work.session.execute(
            table.update().where(table.c.seq == row.seq).values(user="otro", tag=before)
        )
    rewrite_key(work, key, last)


def rewrite_key(work, key, at):
    work.session.execute(
        setting.update().where(setting.c.name == "journal_key").values(value=f"{key.hex()}:{at}")
    )


def test_no_attack_on_the_chain_goes_unseen(chained):
    workspace, first = chained
    chance = random.Random(19)
    ways = [alter, shift, insert, cut, swap, rewrite]
    unseen = []
    with workspace.work(write=True) as work:
        raw = work.session.connection()
        last = journal.head(work)[0]
        noted = workspace.head("cases")
        assert journal.broken_at(work, first) is None
        for number in range(ATTACKS):
            way = ways[number % len(ways)]
            raw.exec_driver_sql("SAVEPOINT attack")
            way(work, chance, last)
            whole = journal.broken_at(work, first) is None
            if whole and journal.gap(work) is None and journal.holds(work, *noted):
                unseen.append(way.__name__)
            raw.exec_driver_sql("ROLLBACK TO attack")
            work.session.expire_all()
        assert journal.broken_at(work, first) is None
    figures.note("attacks on the journal", attacks=ATTACKS, unseen=len(unseen))
    assert unseen == []


def test_a_cut_tail_is_seen_without_any_key(chained):
    """Only the head in the header tells, and it does."""
    workspace, _first = chained
    with workspace.work(write=True) as work:
        cut(work, random.Random(1), journal.head(work)[0])
        assert journal.gap(work) is None
        noted = work.session.execute(sa.select(sa.func.count()).select_from(table)).scalar_one()
    assert workspace.head("cases")[0] > noted
    assert any("older file" in line for line in backup.check(workspace))
