# SPDX-License-Identifier: GPL-3.0-or-later
"""A workspace: a folder with a key header and four encrypted stores, opened by one user."""

import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Self

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from desktop.core import clock, drafts, guard, keys, paper, paths
from desktop.core.errors import UserError
from desktop.core.i18n import N_
from desktop.core.work import User, Work

if TYPE_CHECKING:
    import sqlalchemy as sa

    from desktop.core import db

HEADER = "vereda.key"
DEMO_USER = "demo"
DEMO_PASSPHRASE = "sendero claro puente verde"  # noqa: S105 - published: it guards invented people


class FolderTaken(UserError):
    """A new workspace needs a folder of its own."""

    def __init__(self) -> None:
        super().__init__(
            N_(
                "This folder already holds files. Choose another, or an empty one. "
                "Nothing was changed."
            )
        )


class NoWorkspaceHere(UserError):
    """The folder has no key header."""

    def __init__(self) -> None:
        super().__init__(
            N_("There is no workspace in this folder. Check the path, or choose another folder.")
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
    cost: keys.Cost = keys.FLOOR,
) -> Created:
    """Make a workspace with its four stores; the folder appears whole or not at all."""
    if folder.exists() and any(folder.iterdir()):
        raise FolderTaken
    words = passphrase or paper.passphrase(language)
    recovery = secrets.token_bytes(32)
    part = folder.with_name(f".{folder.name}.part")
    shutil.rmtree(part, ignore_errors=True)
    try:
        part.mkdir(parents=True, mode=0o700)
        header = _fill(part, user, words, recovery, demo=demo, cost=cost)
        save_header(part, header)
        with suppress(FileNotFoundError):
            folder.rmdir()
        part.rename(folder)
    except OSError:
        shutil.rmtree(part, ignore_errors=True)
        raise guard.ReadOnlyFolder from None
    return Created(words, paper.write(recovery))


def load_header(folder: Path) -> keys.Header:
    """Read the key header of a workspace; a damaged one falls back on the copy beside it."""
    path = folder / HEADER
    if not path.is_file():
        raise NoWorkspaceHere
    try:
        return keys.from_bytes(path.read_bytes())
    except keys.HeaderDamaged:
        old = path.with_suffix(".old")
        if not old.is_file():
            raise
        return keys.from_bytes(old.read_bytes())


def save_header(folder: Path, header: keys.Header) -> None:
    """Replace the header so that a power cut leaves the old or the new one, never half."""
    path = folder / HEADER
    fresh = path.with_suffix(".new")
    with fresh.open("wb") as file:
        file.write(keys.to_bytes(header))
        file.flush()
        os.fsync(file.fileno())
    if path.exists():
        shutil.copyfile(path, path.with_suffix(".old"))
    fresh.replace(path)
    _sync(folder)


class Workspace:
    """An unlocked workspace. Threads share it: every ``work`` has a connection of its own."""

    def __init__(self, folder: Path, unlocked: keys.Unlocked) -> None:
        self.folder = folder
        self.user = User(unlocked.slot.user or "recovery", unlocked.slot.role)
        self.device = device()
        self._unlocked = unlocked
        self._lock = guard.FolderLock(folder, self.user.name)
        self._engines: dict[str, sa.Engine] = {}
        self._drafts: dict[str, drafts.Drafts] = {}
        try:
            self.open_store("cases")
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
    def open_stores(self) -> tuple[str, ...]:
        """The stores that are open now, the main one first."""
        return tuple(self._engines)

    def open_store(self, store: str) -> None:
        """Open a further store with the key this user was given; NotAMember otherwise."""
        from desktop.core import db, migrate

        if store in self._engines:
            return
        place = self._place(store)
        migrate.bring_up(place, store)
        self._engines[store] = db.engine(place)

    def close_store(self, store: str) -> None:
        """Close a store again; nothing of it stays on screen."""
        if (made := self._engines.pop(store, None)) is not None:
            made.dispose()
        if (kept := self._drafts.pop(store, None)) is not None:
            kept.close()

    @contextmanager
    def work(self, store: str = "cases", *, write: bool = False) -> Iterator[Work]:
        """One unit of work: the with-block is the transaction, the notice follows the commit."""
        import sqlalchemy as sa
        from sqlmodel import Session

        from desktop.core import changes, db

        made = self._engines[store]
        try:
            with Session(db.writer(made) if write else made, expire_on_commit=False) as session:
                unit = Work(session, store, self.user, self.device, clock.now())
                with session.begin():
                    yield unit
        except sa.exc.DBAPIError as error:
            raise db.foreseen(error) or error from None
        if unit.touched:
            changes.publish(frozenset(unit.touched))

    def drafts(self, store: str = "cases") -> drafts.Drafts:
        """Return the unfinished forms of an open store."""
        from desktop.core import db

        if store not in self._drafts:
            key = keys.derive(self._unlocked.store_key(store), "drafts")
            path = self.folder / f"{store}-drafts.db"
            self._drafts[store] = drafts.Drafts(
                db.Place(path, key, f"{self._identity(store)}/drafts")
            )
        return self._drafts[store]

    def deposit(self, store: str, content: bytes) -> None:
        """Leave something in a store that is not open: sealed to it, unreadable from here on."""
        box = self.folder / "inbox"
        box.mkdir(mode=0o700, exist_ok=True)
        sealed = keys.deposit(self._unlocked.header, store, content)
        path = box / f"{store}-{secrets.token_hex(8)}.sealed"
        path.with_suffix(".part").write_bytes(sealed)
        path.with_suffix(".part").replace(path)

    def deposits(self, store: str) -> list[tuple[Path, bytes]]:
        """Return the deposits of an open store, opened with the key that lies inside it."""
        from desktop.core import settings

        with self.work(store) as unit:
            private = bytes.fromhex(settings.read(unit, "inbox_private"))
        found = sorted((self.folder / "inbox").glob(f"{store}-*.sealed"))
        header = self._unlocked.header
        return [(p, keys.read_deposit(header, store, private, p.read_bytes())) for p in found]

    def close(self) -> None:
        """Close every store and let the next process in."""
        for store in tuple(self._engines):
            self.close_store(store)
        self._lock.release()

    def _identity(self, store: str) -> str:
        return f"{self._unlocked.header.workspace}/{store}"

    def _place(self, store: str) -> "db.Place":
        from desktop.core import db

        return db.Place(
            self.folder / f"{store}.db", self._unlocked.store_key(store), self._identity(store)
        )


def only_user(header: keys.Header) -> str:
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


def _fill(
    folder: Path, user: str, words: str, recovery: bytes, *, demo: bool, cost: keys.Cost
) -> keys.Header:
    """Make header and stores inside a folder that nobody knows yet."""
    header, data_key, store_keys = keys.new_header(secrets.token_hex(16), demo=demo)
    header = keys.add_slot(
        header,
        data_key,
        store_keys,
        secret=keys.normal(words),
        user=user,
        role="coordinator",
        cost=cost,
    )
    header = keys.add_slot(
        header,
        data_key,
        store_keys,
        secret=recovery,
        user="",
        role="coordinator",
        kind="recovery",
        cost=None,
    )
    publics = {}
    store_keys["cases"] = keys.derive(data_key, f"vereda/v1/{header.workspace}/store/cases")
    for store in keys.STORES:
        private = X25519PrivateKey.generate()
        publics[store] = private.public_key().public_bytes_raw().hex()
        _make_store(folder, store, f"{header.workspace}/{store}", store_keys[store], private)
    whole = keys.Header(
        header.workspace, demo, header.slots, header.sealed, publics, more=header.more
    )
    return keys.signed(whole, data_key)


def _make_store(
    folder: Path, store: str, identity: str, key: bytes, inbox: X25519PrivateKey
) -> None:
    import json

    from sqlmodel import Session

    from desktop.core import db, journal, migrate
    from desktop.core.tables import setting

    place = db.Place(folder / f"{store}.db", key, identity)
    db.connect(place, create=True).close()
    migrate.bring_up(place, store)
    made = db.engine(place)
    with Session(db.writer(made)) as session, session.begin():
        journal.begin(session, secrets.token_bytes(32))
        value = json.dumps(inbox.private_bytes_raw().hex())
        session.execute(setting.insert().values(name="inbox_private", value=value))
    made.dispose()


def _sync(folder: Path) -> None:
    """Make a rename durable; Windows has no such call and needs none."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
