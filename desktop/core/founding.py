# SPDX-License-Identifier: GPL-3.0-or-later
"""A new workspace: its header, its four stores, and what the first user must keep."""

import json
import secrets
import shutil
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from desktop.core import clock, folders, guard
from desktop.core.crypto import (
    boxes,
    dealing,
    generation,
    header,
    keys,
    paper,
    stretching,
    trust,
    vouching,
)
from desktop.core.errors import UserError
from desktop.core.i18n import N_


class FolderTaken(UserError):
    """A new workspace needs a folder of its own."""

    def __init__(self) -> None:
        super().__init__(
            N_(
                "This folder already holds files. Choose another, or an empty one. "
                "Nothing was changed."
            )
        )


def renew(folder: Path, recovery: bytes, user: str, language: str = "es") -> str:
    """Give a user a new passphrase with the paper key; returns the words, to be shown once.

    The user's role and stores stay as they were; the earlier passphrase opens nothing more here.
    """
    lock = guard.FolderLock(folder, user)
    try:
        found = header.load(folder)
        unlocked = keys.unlock_with_recovery(found, recovery)
        words = paper.passphrase(language)
        made = generation.moved(found, replaced(unlocked, user, words, by=""))
        header.save(folder, keys.signed(made, unlocked.data_key), forget=True)
    finally:
        lock.release()
    return words


def replaced(unlocked: keys.Unlocked, user: str, words: str, *, by: str) -> header.Header:
    """Return the header in which a user's slot is a new one, with what its owner held.

    Stores the signed-in user cannot open are not handed on: a member of them has to.
    """
    found = keys.modern(unlocked.header, unlocked.data_key)
    found = found if found.directory else trust.founded(found, by)[0]
    unlocked = keys.again(unlocked, keys.signed(found, unlocked.data_key))
    found = unlocked.header
    assert found.directory is not None  # noqa: S101 - narrows for the type checker
    named = (slot for slot in found.slots if slot.kind == "user" and slot.user == user)
    old = next(named, None)
    if old is None:
        raise keys.WrongPassphrase  # which name is known here is told to nobody
    known = found.directory.entry(old.id)
    assert known is not None  # noqa: S101 - checked when the header was opened
    grown = keys.add_slot(
        without(found, old.id),
        unlocked.data_key,
        {},
        secret=keys.normal(words),
        user=user,
        role=known.role,
        cost=old.cost,
    )
    new = grown.slots[-1].id
    for store in [one for one in header.SEALED_STORES if old.id in dealing.members_of(found, one)]:
        with suppress(keys.NotAMember):
            key, two = unlocked.store_key(store), dealing.needs_two(found, store)
            slots = dealing.members_of(found, store) - {old.id} | {new}
            grown = dealing.dealt(grown, store, key, slots, two=two)
    entry = trust.entry_for(
        grown, grown.slots[-1], role=known.role, by=by, scope=known.scope, team=known.team
    )
    others = [one for one in found.directory.entries if one.slot != old.id]
    signed = trust.written(grown, unlocked.signing_seed(), [*others, entry])
    return keys.signed(signed, unlocked.data_key)


def without(found: header.Header, slot: str) -> header.Header:
    """Return the header without a slot and everything that was sealed to it."""

    def rest(held: Mapping[str, str]) -> dict[str, str]:
        return {one: sealed for one, sealed in held.items() if one != slot}

    return replace(
        found,
        slots=tuple(one for one in found.slots if one.id != slot),
        sealed={store: rest(held) for store, held in found.sealed.items()},
        data=rest(found.data),
        pins=rest(found.pins),
    )


@dataclass(frozen=True, slots=True)
class Created:
    """What the first user must keep: shown once, never stored."""

    passphrase: str
    recovery: list[str]


def create(
    folder: Path,
    user: str,
    *,
    language: str = "es",
    passphrase: str | None = None,
    demo: bool = False,
    cost: header.Cost | None = None,
) -> Created:
    """Make a workspace with its four stores; the folder appears whole or not at all.

    The cost of a guess is measured on this machine unless it is given.
    """
    part = new_part(folder)
    cost = cost or stretching.calibrated()
    words = passphrase or paper.passphrase(language)
    recovery = secrets.token_bytes(32)
    try:
        part.mkdir(parents=True, mode=0o700)
        header.save(part, _fill(part, user, words, recovery, demo=demo, cost=cost))
        settle(part, folder)
    except OSError:
        raise guard.ReadOnlyFolder from None
    finally:
        shutil.rmtree(part, ignore_errors=True)
    return Created(words, paper.write(recovery))


def new_part(folder: Path) -> Path:
    """Return where to build what will become ``folder``; FolderTaken if that holds anything."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise FolderTaken
    return part_of(folder)


def part_of(folder: Path) -> Path:
    """Return where to build what will become ``folder``, whatever lies there now."""
    folders.allow(folder)
    part = folder.with_name(f".{folder.name}.part")
    shutil.rmtree(part, ignore_errors=True)
    return part


def set_aside(folder: Path) -> Path | None:
    """Rename a closed workspace so that another can take its place; None where nothing lies."""
    if not folder.exists() or not any(folder.iterdir()):
        return None
    guard.FolderLock(folder, "restore").release()  # AlreadyOpen where somebody works in it
    stamp = f"{clock.now().astimezone():%Y-%m-%d-%H%M}"
    return folder.rename(free(folder.parent, f"{folder.name}-before-{stamp}"))


def free(folder: Path, name: str) -> Path:
    """Return a name nobody took in a folder."""
    number, found = 1, folder / name
    while found.exists():
        number += 1
        found = folder / f"{name}-{number}"
    return found


def settle(part: Path, folder: Path) -> None:
    """Give a finished folder its name."""
    with suppress(FileNotFoundError):
        folder.rmdir()
    part.rename(folder)


def identity(workspace: str, store: str) -> str:
    """Return what the ``vault`` row of a store must say."""
    return f"{workspace}/{store}"


def _fill(
    folder: Path, user: str, words: str, recovery: bytes, *, demo: bool, cost: header.Cost
) -> header.Header:
    """Make header and stores inside a folder that nobody knows yet."""
    made, data_key, store_keys = keys.new_header(secrets.token_hex(16), demo=demo)
    made, seed = trust.started(made)
    made = keys.add_slot(
        made,
        data_key,
        store_keys,
        secret=keys.normal(words),
        user=user,
        role="coordinator",
        cost=cost,
    )
    made = keys.add_slot(
        made,
        data_key,
        store_keys,
        secret=recovery,
        user="",
        role="coordinator",
        kind="recovery",
        cost=None,
    )
    publics, chains = {}, {}
    store_keys["cases"] = keys.derive(data_key, f"vereda/v1/{made.workspace}/store/cases")
    firsts = {store: secrets.token_bytes(32) for store in header.STORES}
    for store in header.STORES:
        publics[store] = boxes.public_of(store_keys[store])
        chains[store] = keys.sealed_to_paper(made, f"chain/{store}", firsts[store])
    about = {"proved": clock.today().isoformat(), "shared": False}
    made = replace(made, inboxes=publics, more={"chains": chains, "recovery": about})
    listed, seed = trust.founded(made, user, seed)
    starts = [(store, 1, chains[store]) for store in header.STORES]
    listed = vouching.with_starts(listed, seed, starts)
    for store in header.STORES:
        named = identity(made.workspace, store)
        _make_store(folder, store, named, store_keys[store], firsts[store], listed)
    return keys.signed(listed, data_key)


def _make_store(
    folder: Path, store: str, named: str, key: bytes, first_key: bytes, listed: header.Header
) -> None:
    from sqlmodel import Session

    from desktop.core import db, journal, migrate
    from desktop.core.tables import setting

    place = db.Place(folder / f"{store}.db", key, named)
    db.connect(place, create=True).close()
    migrate.bring_up(place, store)
    made = db.engine(place)
    with Session(db.writer(made)) as session, session.begin():
        journal.begin(session, first_key)
        value = json.dumps(trust.pin_of(listed))
        session.execute(setting.insert().values(name=trust.PIN, value=value))
    made.dispose()
