# SPDX-License-Identifier: GPL-3.0-or-later
"""A travel copy: a few people's files in a workspace of its own, for a day on the road.

It is made under fresh keys and only what goes along is ever written into it, so that whoever takes
it finds nobody else, neither in its files nor with its passphrase. The parts that stay closed are
there, empty, as in every workspace. What is typed on it does not come back by itself.
"""

import json
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from desktop.core import clock, erasure, founding, journal, settings
from desktop.core.crypto import keys
from desktop.core.crypto.header import load
from desktop.core.errors import UserError
from desktop.core.fields import Kind, specs
from desktop.core.i18n import N_, _, format_day
from desktop.core.tables import Record, change, models_of, setting, table_of

if TYPE_CHECKING:
    from desktop.core.store import Workspace
    from desktop.core.work import Work

MARK = "travel"
PERSON = "participant"
ALONG = ("place", "programme", "employer")
"""What the files of people point to and which names nobody: it goes along."""
_SETTINGS = ("organisation",)
_DAYS = 7


class NobodyToTake(UserError):
    """Nobody was chosen."""

    def __init__(self) -> None:
        super().__init__(
            N_("Nobody was chosen for the travel copy, so none was made. Choose at least one.")
        )


@dataclass(frozen=True, slots=True)
class Marked:
    """What a travel copy says of itself."""

    made_on: date
    until: date
    people: int


def make(
    workspace: "Workspace",
    folder: Path,
    people: Iterable[str],
    *,
    days: int = _DAYS,
    passphrase: str | None = None,
    language: str = "es",
) -> founding.Created:
    """Make a travel copy of these people's files in an empty folder; returns its passphrase.

    The recovery key is not handed out: what is here lies whole in the office.
    """
    from desktop.core.store import Workspace as Opened

    with workspace.work() as work:
        taken = _gathered(work, list(dict.fromkeys(people)))
    if not taken.get(PERSON):
        raise NobodyToTake
    user, demo = workspace.user.name, workspace.is_demo
    created = founding.create(folder, user, language=language, passphrase=passphrase, demo=demo)
    fresh = Opened(folder, keys.unlock(load(folder), user, created.passphrase))
    try:
        with workspace.work() as work, fresh.work(write=True) as there:
            for register, ids in taken.items():
                _carry(work, there, register, ids)
            _carry_settings(work, there)
            marked = [clock.today().isoformat(), days, len(taken[PERSON])]
            settings.write(there, MARK, marked)
            journal.write(there, "travel", str(len(taken[PERSON])))
    finally:
        fresh.close()
    with workspace.work(write=True) as work:
        journal.write(work, "travel", str(len(taken[PERSON])))
    return created


@dataclass(frozen=True, slots=True)
class Along:
    """What a travel copy of some people would hold, in counts."""

    people: int
    records: int
    pointed_to: int
    """Places, programmes and employers, which name nobody."""


def along(workspace: "Workspace", people: Iterable[str]) -> Along:
    """Count what would go along with these people; nothing is made."""
    with workspace.work() as work:
        taken = _gathered(work, list(dict.fromkeys(people)))
    named = {register: len(ids) for register, ids in taken.items()}
    shared = sum(n for register, n in named.items() if register in ALONG)
    people_taken = named.get(PERSON, 0)
    return Along(people_taken, sum(named.values()) - people_taken - shared, shared)


def marked(work: "Work") -> Marked | None:
    """Return what an open travel copy says of itself; None for any other workspace."""
    found = settings.read(work, MARK)
    if not found:
        return None
    made = date.fromisoformat(found[0])
    return Marked(made, date.fromordinal(made.toordinal() + int(found[1])), int(found[2]))


def banner(travel: Marked) -> str:
    """Return the line a travel copy shows as long as it is open."""
    if clock.today() > travel.until:
        words = _(
            "This travel copy expired on {day}. Write what was typed here into the workspace of "
            "the office, then delete this folder."
        )
    else:
        words = _(
            "Travel copy, to be deleted after {day}. What is typed here does not come back by "
            "itself: write it into the workspace of the office."
        )
    return words.format(day=format_day(travel.until))


def _gathered(work: "Work", people: Sequence[str]) -> dict[str, list[str]]:
    """Return the ids of everything that goes along, by register; each person asked for by right."""
    found: dict[str, list[str]] = {}
    models = {table_of(model).name: model for model in models_of(work.store)}
    for person in people:
        record = work.session.execute(
            sa.select(models[PERSON]).where(table_of(models[PERSON]).c.id == person)
        ).scalar()
        if record is None or record.deleted_at is not None:
            continue
        work.may("read", record)
        for register, ids in erasure.belonging(work, PERSON, person, deleted=False).items():
            known = found.setdefault(register, [])
            known += [one for one in ids if one not in known]
    _add_pointed_to(work, models, found)
    return found


def _add_pointed_to(
    work: "Work", models: dict[str, type[Record]], found: dict[str, list[str]]
) -> None:
    todo = [(register, list(ids)) for register, ids in found.items()]
    while todo:
        register, ids = todo.pop()
        table = table_of(models[register])
        rows = work.session.execute(table.select().where(table.c.id.in_(ids))).mappings().all()
        for name, link in _links(models[register]):
            known = found.setdefault(link, [])
            new = list(dict.fromkeys(row[name] for row in rows if row[name]))
            new = [one for one in new if one not in known]
            if new:
                known += new
                todo.append((link, new))


def _links(model: type[Record]) -> list[tuple[str, str]]:
    pointed = [
        (spec.name, spec.about.link)
        for spec in specs(model.draft)
        if spec.kind is Kind.LINK and spec.about.link in ALONG
    ]
    return [*pointed, ("programme", "programme")]


def _carry(work: "Work", there: "Work", register: str, ids: Sequence[str]) -> None:
    """Copy rows with their history; numbers of rows and of the log start anew in the copy."""
    source, target = _raw(work), _raw(there)
    for start in range(0, len(ids), 500):
        some = list(ids[start : start + 500])
        holes = ", ".join("?" for _ in some)
        _copy_rows(source, target, register, "row", f"id IN ({holes})", some)
        _copy_rows(source, target, change.name, "seq", f"record IN ({holes})", some)


def _copy_rows(
    source: sqlite3.Connection,
    target: sqlite3.Connection,
    table: str,
    number: str,
    where: str,
    values: Sequence[str],
) -> None:
    asked = f'SELECT name FROM pragma_table_info("{table}")'  # noqa: S608 - a table of ours
    names = [row[0] for row in source.execute(asked) if row[0] != number]
    columns = ", ".join(f'"{name}"' for name in names)
    rows = source.execute(
        f'SELECT {columns} FROM "{table}" WHERE {where} ORDER BY "{number}"',  # noqa: S608
        values,
    )
    holes = ", ".join("?" for _ in names)
    target.executemany(f'INSERT INTO "{table}" ({columns}) VALUES ({holes})', rows.fetchall())  # noqa: S608


def _carry_settings(work: "Work", there: "Work") -> None:
    for name in _SETTINGS:
        text = work.session.execute(
            sa.select(setting.c.value).where(setting.c.name == name)
        ).scalar()
        if text is not None:
            settings.write(there, name, json.loads(text))


def _raw(work: "Work") -> sqlite3.Connection:
    raw: Any = work.session.connection().connection.driver_connection
    return raw  # type: ignore[no-any-return]
