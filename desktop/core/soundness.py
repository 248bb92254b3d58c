# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether a workspace is whole: files, search, journal, and rows against their own history.

The ciphers' checks find flipped bits, not an old page put back (it was once genuine). What finds
it is the change log: the last value it holds of every field must be what the row says.
"""

import json
from collections.abc import Iterator, Mapping
from contextlib import closing

import sqlalchemy as sa

from desktop.core import (
    chains,
    db,
    heads,
    history,
    inbox,
    journal,
    migrate,
    pins,
    search,
    store_names,
)
from desktop.core.crypto import header, keys
from desktop.core.errors import UserError
from desktop.core.i18n import _, ngettext
from desktop.core.papers import attachments
from desktop.core.store import Workspace
from desktop.core.tables import change
from desktop.core.work import Work


def problems(workspace: Workspace) -> list[str]:
    """Return a sentence for everything found wrong in the stores this user can open."""
    found: list[str] = [] if _header_is_ours(workspace) else [str(header.HeaderDamaged())]
    for name in header.STORES:
        store = _(store_names.NAMES[name])
        try:
            place = workspace.place(name)
        except keys.NotAMember:
            if not (workspace.folder / f"{name}.db").is_file():
                found.append(_("{store}: the file is missing.").format(store=store))
            continue
        try:
            found += [line.format(store=store) for line in _store(workspace, name, place)]
        except db.WrongKey as error:
            foreign = name in header.SEALED_STORES
            found.append(f"{store}: {inbox.StoreForeign() if foreign else error}")
        except UserError as error:
            found.append(f"{store}: {error}")
    return found


def notes(workspace: Workspace) -> list[str]:
    """Return a sentence for everything worth knowing that harms nothing, in the open stores."""
    found = []
    for name in workspace.open_stores:
        with workspace.work(name) as work:
            times = journal.times_back(work)
        if times:
            words = ngettext(
                "{store}: the clock of the computer went back {n} time. "
                "The order of the journal was kept.",
                "{store}: the clock of the computer went back {n} times. "
                "The order of the journal was kept.",
                times,
            )
            found.append(words.format(store=_(store_names.NAMES[name]), n=times))
    return found


def behind(workspace: Workspace, noted: Mapping[str, str]) -> list[str]:
    """Return the open stores that lack an entry noted elsewhere: an older file took their place."""
    found = []
    for name in workspace.open_stores:
        head = heads.read(workspace.place(name).key, noted.get(name))
        with workspace.work(name) as work:
            if head is not None and not journal.holds(work, *head):
                found.append(name)
    return found


def _header_is_ours(workspace: Workspace) -> bool:
    try:
        now = header.load(workspace.folder)
    except UserError:
        return False
    return keys.is_ours(now, workspace.key_holder.data_key)


def _store(workspace: Workspace, name: str, place: db.Place) -> Iterator[str]:
    if not place.path.is_file():
        yield _("{store}: the file is missing.")
        return
    with closing(db.connect(place)) as connection:
        damaged = db.damage(connection)
    if damaged:
        yield _("{store}: the file is damaged. Copy the folder, then restore the last backup.")
        return  # what a damaged file says about the rest is worth nothing
    was_open = name in workspace.open_stores
    workspace.open_store(name)
    try:
        with workspace.work(name, write=True) as work:  # FTS checks itself by a kind of insert
            found = list(_search(work, name))
        yield from found
        with workspace.work(name) as work:
            yield from _journal(workspace, work, name)
            yield from _rows(work)
            yield from _papers(work)
            yield from pins.lines(work)
    finally:
        if not was_open:
            workspace.close_store(name)


def _search(work: Work, name: str) -> Iterator[str]:
    connection = work.session.connection()
    wanted = migrate.searched(migrate.steps(name)[-1])
    if not search.whole(connection, wanted):
        yield _("{store}: the search index is incomplete, so a search may miss records.")


def _journal(workspace: Workspace, work: Work, name: str) -> Iterator[str]:
    broken = journal.gap(work)
    known = chains.known_to(workspace.key_holder, name)
    if broken is None and known:
        broken = journal.broken_at(work, known)
    if not known and workspace.key_holder.slot.kind == "recovery":
        yield _("{store}: the key that proves the journal is missing from the key file.")
    if broken is not None:
        yield _("{store}: the journal was changed from entry {n} on.").replace("{n}", str(broken))
    head = workspace.head(name)
    if head is not None and not journal.holds(work, *head):
        yield _(
            "{store}: entries of the journal are missing. An older file may have been put back."
        )


def _rows(work: Work) -> Iterator[str]:
    for register in _registers(work):
        strange = _strange(work, register)
        if strange:
            yield _(
                "{store}: records differ from their own history, as if an older file had been "
                "put back: {codes}"
            ).replace("{codes}", ", ".join(strange[:5]) + (" ..." if strange[5:] else ""))


def _papers(work: Work) -> Iterator[str]:
    bad, left = attachments.wrong(work)
    if bad:
        yield _("{store}: papers whose file is missing or was changed: {n}").replace(
            "{n}", str(bad)
        )
    if left:
        yield _("{store}: files of papers that belong to no record any more: {n}").replace(
            "{n}", str(left)
        )


def _registers(work: Work) -> list[str]:
    """Return the tables of records, told by their columns: no model needs to be imported."""
    rows = work.session.execute(
        sa.text(
            "SELECT m.name FROM sqlite_schema m JOIN pragma_table_info(m.name) c "
            "WHERE m.type = 'table' AND c.name IN ('row', 'id', 'code', 'rev', 'deleted_at') "
            "GROUP BY m.name HAVING count(*) = 5 ORDER BY m.name"
        )
    )
    return [row.name for row in rows]


def _strange(work: Work, register: str) -> list[str]:
    """Return the codes of records whose row is not what the change log last said."""
    last, entries = _last_values(work, register)
    rows = work.session.execute(sa.text(f'SELECT * FROM "{register}"')).mappings()  # noqa: S608
    found = []
    for row in rows:
        known = last.pop(row["id"], None)
        if (
            known is None
            or not 1 <= row["rev"] <= entries[row["id"]]
            or not all(_same(value, row[name]) for name, value in known.items() if name in row)
        ):
            found.append(row["code"])
    return found + ["?"] * len(last)


def _last_values(work: Work, register: str) -> tuple[dict[str, dict[str, object]], dict[str, int]]:
    """Return the last known value of every field of every record, and how many entries it has."""
    last: dict[str, dict[str, object]] = {}
    saves: dict[str, int] = {}
    rows = work.session.execute(
        sa.select(change.c.record, change.c.field, change.c.value)
        .where(change.c.register == register)
        .order_by(change.c.seq)
        .execution_options(yield_per=5_000)
    )
    for record, name, text in rows:
        value = json.loads(text)
        saves[record] = saves.get(record, 0) + 1
        last.setdefault(record, {}).update(value if name == history.BIRTH else {name: value})
    return last, saves


def _same(logged: object, stored: object) -> bool:
    """Compare a value of the log with one of the file, each in its own way of writing."""
    if isinstance(logged, list | dict):
        return isinstance(stored, str) and json.loads(stored) == logged
    if isinstance(logged, str) and isinstance(stored, str):
        return logged == stored or _moment(logged) == _moment(stored)
    return logged == stored


def _moment(text: str) -> str:
    return text.replace("T", " ").removesuffix("+00:00").ljust(26, "0")[:19]
