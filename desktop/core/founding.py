# SPDX-License-Identifier: GPL-3.0-or-later
"""A new workspace: its header, its four stores, and what the first user must keep."""

import json
import secrets
import shutil
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from desktop.core import folders, guard, header, keys, paper
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
        old = next(slot for slot in found.slots if slot.kind == "user" and slot.user == user)
        held = [store for store in header.SEALED_STORES if old.id in found.sealed.get(store, {})]
        bare = replace(found, slots=tuple(slot for slot in found.slots if slot is not old))
        words = paper.passphrase(language)
        grown = keys.add_slot(
            bare,
            unlocked.data_key,
            {store: unlocked.store_key(store) for store in held},
            secret=keys.normal(words),
            user=user,
            role=old.role,
            cost=old.cost,
        )
        header.save(folder, grown)
    finally:
        lock.release()
    return words


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
    cost: header.Cost = header.FLOOR,
) -> Created:
    """Make a workspace with its four stores; the folder appears whole or not at all."""
    part = new_part(folder)
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
    folders.allow(folder)
    part = folder.with_name(f".{folder.name}.part")
    shutil.rmtree(part, ignore_errors=True)
    return part


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
    for store in header.STORES:
        inbox = X25519PrivateKey.generate()
        first_key = secrets.token_bytes(32)
        publics[store] = inbox.public_key().public_bytes_raw().hex()
        chains[store] = keys.sealed_to_paper(made, f"chain/{store}", first_key)
        named = identity(made.workspace, store)
        _make_store(folder, store, named, store_keys[store], inbox, first_key)
    return keys.signed(replace(made, inboxes=publics, more={"chains": chains}), data_key)


def _make_store(
    folder: Path, store: str, named: str, key: bytes, inbox: X25519PrivateKey, first_key: bytes
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
        value = json.dumps(inbox.private_bytes_raw().hex())
        session.execute(setting.insert().values(name="inbox_private", value=value))
    made.dispose()
