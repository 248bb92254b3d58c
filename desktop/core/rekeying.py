# SPDX-License-Identifier: GPL-3.0-or-later
"""A store under a new key: begun in the header, done in the file, and finished after any cut.

The header comes first. It carries, for each store not done yet, the earlier key and the fresh
journal key, sealed under the new store key. Whoever next opens the store tries the new key, then
the earlier one, and does what is left. Every step may be done twice.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from hashlib import sha256

from desktop.core import clock, db, inbox, journal, migrate, opening, settings
from desktop.core.crypto import keys, sealing, trust
from desktop.core.crypto.header import Header, HeaderAltered
from desktop.core.work import Work

_DONE = "rekeyed"  # the setting that tells which pending step a store has taken


@dataclass(frozen=True, slots=True)
class Pending:
    """What waits in the header for one store."""

    old: bytes
    chain: bytes


def pend(header: Header, store: str, new: bytes, pending: Pending) -> Header:
    """Return the header that says a store has still its earlier key."""
    sealed = sealing.seal(
        sealing.derive(new, "pending"), pending.old + pending.chain, _place(header, store)
    )
    return replace(header, pending={**header.pending, store: sealed})


def done(header: Header, store: str) -> Header:
    """Return the header in which nothing waits for a store."""
    left = {name: sealed for name, sealed in header.pending.items() if name != store}
    return replace(header, pending=left)


def settle(place: db.Place, unlocked: keys.Unlocked, store: str, device: str) -> None:
    """Bring a store's files to the key the header has for it."""
    for _step in steps(place, unlocked, store, device):
        pass


def steps(place: db.Place, unlocked: keys.Unlocked, store: str, device: str) -> Iterator[str]:
    """Do the same, telling after every step that lasts; a test stops at each of them."""
    header = unlocked.header
    pending = _read(header, store, place.key)
    earlier = replace(place, key=pending.old)
    for new, old in (
        (place, earlier),
        (opening.drafts_place(place), opening.drafts_place(earlier)),
    ):
        if _waits(new):
            db.rekey(old, new.key)
            yield f"{new.path.name}"
    migrate.drop_copies(place.path.parent, place.path.stem)  # with the earlier key
    _move_inside(place, unlocked, store, device, pending)
    yield f"{store} inside"


def _move_inside(
    place: db.Place, unlocked: keys.Unlocked, store: str, device: str, pending: Pending
) -> None:
    """Turn journal and in-box inside the store, once, in one transaction; its opening pins."""
    from sqlmodel import Session

    made = db.engine(place)
    mark = sha256(unlocked.header.pending[store].encode()).hexdigest()
    try:
        with Session(db.writer(made)) as session, session.begin():
            user = opening.user_of(unlocked)
            work = Work(session, store, user, device, clock.now())
            if settings.read(work, _DONE) == mark:
                return
            if not trust.store_agrees(unlocked.header, settings.read(work, trust.PIN)):
                raise HeaderAltered
            inbox.turn(work, pending.old, place.key, unlocked.header.inboxes.get(store, ""))
            journal.turn(work, pending.chain)
            settings.write(work, _DONE, mark)
    finally:
        made.dispose()


def _waits(place: db.Place) -> bool:
    """Tell whether a file is there that the new key does not open."""
    if not place.path.is_file() or place.path.stat().st_size == 0:
        return False
    try:
        db.connect(place).close()
    except db.WrongKey:
        return True
    return False


def _read(header: Header, store: str, key: bytes) -> Pending:
    try:
        both = sealing.unseal(
            sealing.derive(key, "pending"), header.pending[store], _place(header, store)
        )
    except sealing.Unreadable:
        raise HeaderAltered from None
    return Pending(both[:32], both[32:])


def _place(header: Header, store: str) -> bytes:
    return sealing.canonical(["vereda/2/pending", header.workspace, store])
