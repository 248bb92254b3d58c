# SPDX-License-Identifier: GPL-3.0-or-later
"""Who opens a workspace, where its files lie, and what its header is given on that occasion."""

import secrets
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.core import founding, paths
from desktop.core.crypto import keys, trust, vouching
from desktop.core.crypto.directory import DIRECTORS
from desktop.core.crypto.header import Header
from desktop.core.errors import UserError
from desktop.core.i18n import N_
from desktop.core.work import User

if TYPE_CHECKING:
    from desktop.core import db


PAPER_USER = "recovery"
"""Who acts where the paper key signed in; nobody else may have this name."""


def user_of(unlocked: keys.Unlocked) -> User:
    """Return who acts: as the directory says, or the slot where there is none."""
    name, entry = unlocked.slot.user or PAPER_USER, unlocked.entry
    known = unlocked.header.directory
    if entry is None or known is None:
        return User(name, unlocked.role)
    team = frozenset(one.user for one in known.entries if entry.team and one.team == entry.team)
    return User(name, entry.role, entry.scope, entry.team, team)


def place(folder: Path, unlocked: keys.Unlocked, store: str) -> "db.Place":
    """Return file, key and identity of a store; NotAMember without its key."""
    from desktop.core import db

    named = founding.identity(unlocked.header.workspace, store)
    return db.Place(folder / f"{store}.db", unlocked.store_key(store), named)


def drafts_place(beside: "db.Place") -> "db.Place":
    """Return file, key and identity of the unfinished forms of a store."""
    from desktop.core import db

    path = beside.path.with_name(f"{beside.path.stem}-drafts.db")
    return db.Place(path, keys.derive(beside.key, "drafts"), f"{beside.identity}/drafts")


def brought_up(unlocked: keys.Unlocked) -> Callable[[Header], Header]:
    """Return the change that gives a header what it lacks.

    A directory where there is none, this slot in its present form, and what its user saw last.
    """

    def change(header: Header) -> Header:
        if header.directory is None and unlocked.role in DIRECTORS:
            modern = keys.modern(header, unlocked.data_key)
            header, seed = trust.founded(modern, unlocked.slot.user)
            first = [(store, 1, one) for store, one in header.more.get("chains", {}).items()]
            header = vouching.with_starts(header, seed, first)
        if mended := unlocked.mended:
            slots = tuple(mended if one == unlocked.slot else one for one in header.slots)
            header = replace(header, slots=slots)
        return trust.pinned_anew(header, unlocked.slot, unlocked.private)

    return change


def only_user(header: Header) -> str:
    """Return the single user's name; with several, a name must be given."""
    users = [slot.user for slot in header.slots if slot.kind == "user"]
    if len(users) != 1:
        raise UserError(N_("This workspace has several users. Say which one you are."))
    return users[0]


def device() -> str:
    """Return this machine's random short name; it says nothing about the machine."""
    path = paths.user_data() / "device"
    with suppress(OSError):
        return path.read_text(encoding="ascii").strip()[:12]
    made = secrets.token_hex(4)
    with suppress(OSError):
        path.write_text(made, encoding="ascii")
    return made
