# SPDX-License-Identifier: GPL-3.0-or-later
"""A workspace: a folder with a key header and four encrypted stores, opened by one user."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext, suppress
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Self

from desktop.core import clock, folders, guard, heads, inbox, opening, pins, room
from desktop.core.crypto import generation, keys, trust
from desktop.core.crypto.header import NAME as HEADER
from desktop.core.crypto.header import SEALED_STORES, STORES, Header, NoWorkspaceHere, changing
from desktop.core.crypto.header import load as load_header
from desktop.core.crypto.header import save as save_header
from desktop.core.errors import UserError
from desktop.core.founding import Created, FolderTaken, create
from desktop.core.i18n import N_
from desktop.core.opening import device, drafts_place, only_user, place
from desktop.core.work import User, Work

if TYPE_CHECKING:
    import sqlalchemy as sa

    from desktop.core import db
    from desktop.core.drafts import Drafts

__all__ = [
    "DEMO_PASSPHRASE",
    "DEMO_USER",
    "HEADER",
    "Created",
    "FolderTaken",
    "NoWorkspaceHere",
    "StoreClosed",
    "Workspace",
    "create",
    "device",
    "drafts_place",
    "load_header",
    "only_user",
    "place",
    "save_header",
]

PATIENCE = 5  # seconds a unit of work waits for another
NOTED = timedelta(minutes=1)  # how old the journal heads in the header may grow
DEMO_USER = "demo"
DEMO_PASSPHRASE = "sendero claro puente verde"  # noqa: S105 - published: it guards invented people


class StoreClosed(UserError):
    """A store was asked for something after it was closed, or before it was opened."""

    def __init__(self) -> None:
        super().__init__(N_("This part is closed. Nothing was changed. Open it and try again."))


class Workspace:
    """An unlocked workspace. Threads share it: every ``work`` has a connection of its own."""

    def __init__(self, folder: Path, unlocked: keys.Unlocked) -> None:
        folders.allow(folder)
        self.folder = folder
        if not unlocked.data_key:
            raise keys.NoRecords
        self.user = opening.user_of(unlocked)
        self.device = device()
        self._unlocked = unlocked
        self._lock = guard.FolderLock(folder, self.user.name, self.device)
        self._engines: dict[str, sa.Engine] = {}
        self._marks: dict[str, tuple[int, int]] = {}
        self._touched: set[str] = set()
        self._noted = clock.now()
        self._turns = {name: threading.Lock() for name in STORES}
        self._refused: list[tuple[str, User, str]] = []
        self._drafts: dict[str, Drafts] = {}
        try:
            self._unlocked = keys.again(unlocked, load_header(folder))
            forked = trust.believed_fork(self.header, unlocked.slot, unlocked.private)
            change = opening.brought_up(self._unlocked)
            if change(self.header) != self.header:
                self.change_header(change)
            self.open_store("cases")
            if forked:
                pins.believed_a_fork(self)
            for store in self.header.pending:
                with suppress(keys.NotAMember):
                    self.open_store(store)
                    self.close_store(store)
        except BaseException:
            self._lock.release()
            raise

    @classmethod
    def open(cls, folder: Path, user: str | None, passphrase: str) -> Self:
        """Unlock and open; ``user`` may be None while there is only one."""
        header = load_header(folder)
        return cls(folder, keys.unlock(header, user or only_user(header), passphrase))

    @property
    def is_demo(self) -> bool:
        """Whether this holds invented people; such a workspace can never become a real one."""
        return self._unlocked.header.demo

    @property
    def header(self) -> Header:
        """The key header as this process last read or wrote it."""
        return self._unlocked.header

    @property
    def key_holder(self) -> keys.Unlocked:
        """The secrets of the signed-in user, for backup and restore."""
        return self._unlocked

    @property
    def open_stores(self) -> tuple[str, ...]:
        """The stores that are open now, the main one first."""
        return tuple(self._engines)

    def open_store(self, store: str, second: keys.Unlocked | None = None) -> None:
        """Open a further store with the key this user was given; NotAMember otherwise.

        Where two must meet, ``second`` is another member who typed the passphrase just now.
        """
        from desktop.core import db, migrate

        if store in self._engines:
            return
        if second is not None:
            self._unlocked = self._unlocked.with_second(store, second)
        for _step in self.settling(store):
            pass
        if store in self._engines:
            return
        place = self.place(store)
        try:
            migrate.bring_up(place, store)
        except db.WrongKey:
            raise inbox.StoreForeign if store in SEALED_STORES else db.WrongKey from None
        self._engines[store], self._marks[store] = db.engine(place), guard.mark(place.path)
        try:
            pins.hold(self, store)
        except BaseException:
            self.close_store(store)
            raise

    def change_header(self, change: Callable[[Header], Header]) -> None:
        """Change the key header in its file: what stands there is checked first, then signed.

        Everything that writes the header goes through here, one at a time. Where it matters, the
        copy beside it becomes the new one too: no file here may bring back what was taken.
        """
        with changing(self.folder) as found:
            now = keys.again(self._unlocked, found)
            changed = generation.moved(now.header, change(now.header))
            changed = keys.signed(changed, now.data_key)
            fresh = generation.of(changed) != generation.of(now.header)  # the stores will note it
            save_header(self.folder, changed, forget=fresh)
            self._unlocked = keys.again(now, changed)
            self.user = opening.user_of(self._unlocked)
        if fresh:
            for store in self.open_stores:
                pins.hold(self, store)

    def hold(self, store: str, key: bytes) -> None:
        """Keep a key two people gave for as long as the store stays open."""
        self._unlocked = replace(self._unlocked, held={**self._unlocked.held, store: key})

    def replace_header(self, header: Header, data_key: bytes) -> None:
        """Take a header with new keys, written to the file so that no earlier one is left."""
        with changing(self.folder) as found:
            keys.again(self._unlocked, found)  # nobody else wrote one meanwhile
            header = keys.signed(generation.moved(found, header), data_key)
            save_header(self.folder, header, forget=True)
            self._unlocked = keys.again(self._unlocked, header)

    def settling(self, store: str) -> Iterator[str]:
        """Finish what waits for a store whose keys were made anew, step by step, and open it."""
        if store not in self.header.pending:
            return
        from desktop.core import rekeying

        yield from rekeying.steps(self.place(store), self._unlocked, store, self.device)
        self.change_header(lambda header: rekeying.done(header, store))
        yield f"{store} done"
        self.open_store(store)

    def refresh(self) -> None:
        """Read the key header again and check it; HeaderAltered or HeaderDamaged otherwise."""
        with changing(self.folder) as found:
            self._unlocked = keys.again(self._unlocked, found)
            self.user = opening.user_of(self._unlocked)

    def close_store(self, store: str) -> None:
        """Close a store again; nothing of it stays on screen."""
        if (made := self._engines.pop(store, None)) is not None:
            made.dispose()
        if (kept := self._drafts.pop(store, None)) is not None:
            kept.close()
        self._unlocked = self._unlocked.without(store)

    @contextmanager
    def work(self, store: str = "cases", *, write: bool = False) -> Iterator[Work]:
        """One unit of work: the with-block is the transaction, the notice follows the commit."""
        import sqlalchemy as sa
        from sqlmodel import Session

        from desktop.core import changes, db

        made = self._engines.get(store)
        if made is None:
            raise StoreClosed
        unit: Work | None = None
        try:
            with (
                self._turn(store) if write else nullcontext(),
                Session(db.writer(made) if write else made, expire_on_commit=False) as session,
            ):
                holders = keys.holders(self.header)
                unit = Work(session, store, self.user, self.device, clock.now(), holders)
                with session.begin():
                    yield unit
        except (sa.exc.DBAPIError, db.DriverError) as error:
            found = db.foreseen(error)
            if isinstance(found, db.NoRoom) and room.release(self.folder):
                found = db.RoomFreed()
            raise found or error from None
        finally:
            if unit is not None:
                self._refused += [(store, unit.user, action) for action in unit.refused]
            self._note_refusals()
        if write:
            self._touched.add(store)
            if abs(clock.now() - self._noted) >= NOTED:  # either way: a clock may be set back
                self.note_heads()
        if unit.touched:
            changes.publish(frozenset(unit.touched))

    def drafts(self, store: str = "cases") -> "Drafts":
        """Return the unfinished forms of an open store."""
        from desktop.core.drafts import Drafts  # brings the database: not for the unlock screen

        if store not in self._engines:
            raise StoreClosed
        if store not in self._drafts:
            self._drafts[store] = Drafts(drafts_place(self.place(store)), self.user.name)
        return self._drafts[store]

    def deposit(self, store: str, content: bytes) -> None:
        """Leave something in a store that is not open: sealed to it, unreadable from here on."""
        inbox.leave(self.folder, self._unlocked.header, store, content)

    def deposits(self, store: str) -> list[tuple[Path, bytes]]:
        """Return the deposits of an open store, opened with the key that lies inside it."""
        with self.work(store) as unit:
            privates = inbox.privates_of(unit, self._unlocked.store_key(store))
        return inbox.opened(self.folder, self._unlocked.header, store, privates)

    def beat(self) -> None:
        """Once a minute: say beside the lock that we are at work, and note what heads moved."""
        self.note_heads()
        with suppress(OSError):
            self._lock.beat()

    def close(self) -> None:
        """Close every store, note how far each journal got, and let the next process in."""
        self.note_heads()
        for store in tuple(self._engines):
            self.close_store(store)
        self._lock.release()

    def place(self, store: str) -> "db.Place":
        """Return file, key and identity of a store; NotAMember without its key."""
        return place(self.folder, self._unlocked, store)

    def head(self, store: str) -> tuple[int, str] | None:
        """Return where the journal of a store stood when its head was last noted."""
        sealed = load_header(self.folder).more.get("heads", {}).get(store)
        return heads.read(self._unlocked.store_key(store), sealed)

    def note_heads(self) -> None:
        """Seal the journals' heads into the header: an older file put back is found by them.

        What was saved stands without it, so a header that cannot be written now waits. A head the
        file lacks is never replaced: the next check must find the older file too.
        """
        self._noted = clock.now()
        with suppress(OSError, UserError):
            written = self._touched & set(self._engines)
            reached = {store: self._head_reached(store) for store in sorted(written)}
            if found := {store: head for store, head in reached.items() if head}:
                heads.note(self.folder, self._unlocked.data_key, found)
            self._touched -= written

    @contextmanager
    def _turn(self, store: str) -> Iterator[None]:
        """Let the writers of this process take turns: SQLite's own waiting starves the second."""
        from desktop.core import db

        guard.still(self.folder / f"{store}.db", self._marks.get(store))
        lock = self._turns[store]
        if not lock.acquire(timeout=PATIENCE):
            raise db.Busy
        try:
            yield
        finally:
            lock.release()

    def _note_refusals(self) -> None:
        """Write what was refused, in transactions of their own: the roll-back does not lose it.

        Inside another unit of work of the same store they wait for its end.
        """
        from sqlmodel import Session

        from desktop.core import db, journal

        waiting, self._refused = self._refused, []
        for at, (store, user, action) in enumerate(waiting):
            made, turn = self._engines.get(store), self._turns[store]
            if made is None or not turn.acquire(blocking=False):
                self._refused += waiting[at:]
                return
            try:
                with Session(db.writer(made)) as session, session.begin():
                    unit = Work(session, store, user, self.device, clock.now())
                    journal.write(unit, "refused", action)
            finally:
                turn.release()
            self._touched.add(store)

    def _head_reached(self, store: str) -> str | None:
        """Return the head to note, or None where the file no longer holds the last one noted."""
        from desktop.core import journal

        noted = self.head(store)
        with self.work(store) as unit:
            if noted is not None and not journal.holds(unit, *noted):
                return None
            return heads.sealed(self._unlocked.store_key(store), *journal.head(unit))
