# SPDX-License-Identifier: GPL-3.0-or-later
"""Papers that belong to a record: cleaned, sealed under a key each, previewed from memory.

The key of a paper stands in its row and nowhere else: without the row the file is noise, so that
deleting the row erases the paper. A file's name is random; only who holds the store's own secret
can tell whose it is, so that leftovers are found without telling which store they belong to.
"""

import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from desktop.core import db, files, history, journal, scope, settings
from desktop.core.crypto import sealed_file
from desktop.core.crypto.header import canonical
from desktop.core.errors import RecordGone, UserError
from desktop.core.i18n import N_
from desktop.core.papers import cleaning, kept_files
from desktop.core.tables import attachment, change, new_id

if TYPE_CHECKING:
    from desktop.core.store import Workspace
    from desktop.core.work import Work

FOLDER = "attachments"
ENDING = ".sealed"
LONGEST_NAME = 120
REGISTER = "attachment"

_MARK = "papers_mark"
_RANDOM = 12
_OWN = 8
_C = attachment.c
_CARRIED = ("id", "name", "kind", "added_at", "added_by", "added_on", "deleted_at", "deleted_by")


class PaperMissing(UserError):
    """The row is there and the file is not."""

    def __init__(self) -> None:
        super().__init__(
            N_(
                "The file of this paper is missing from the workspace's folder. The record itself "
                "is safe. A backup may still hold the paper."
            )
        )


@dataclass(frozen=True, slots=True)
class Paper:
    """What a list says of one paper."""

    id: str
    record: str
    name: str
    kind: str
    size: int
    added_at: datetime
    added_by: str


def attach(workspace: "Workspace", store: str, record: str, name: str, content: bytes) -> str:
    """Clean, seal and keep a file with a record; returns the paper's id. Whole or not at all."""
    kind, clean = cleaning.clean(content)
    identity = new_id()
    keep(workspace, store, record, clean, {"id": identity, "name": _plain_name(name), "kind": kind})
    return identity


def copy(workspace: "Workspace", store: str, record: str, onto: str) -> list[str]:
    """Copy the papers of a record to another record; returns the ids of the copies."""
    with workspace.work(store) as work:
        _may(work, "read", record)
        living = sa.and_(_C.record == record, _C.deleted_at.is_(None))
        rows = work.session.execute(attachment.select().where(living)).all()
    made = []
    for row in rows:
        told = {**{one: getattr(row, one) for one in _CARRIED}, "id": new_id()}
        keep(workspace, store, onto, _content(workspace, store, row), told)
        made.append(told["id"])
    return made


def carry(workspace: "Workspace", origin: str, target: str, record: str) -> None:
    """Bring the papers of a record into another store, where the record is by now.

    Each is sealed anew under a key of that store; one that a cut left in both is not doubled.
    """
    with workspace.work(origin) as work:
        _may(work, "read", record)
        rows = work.session.execute(attachment.select().where(_C.record == record)).all()
    with workspace.work(target) as work:
        there = set(work.session.execute(sa.select(_C.id).where(_C.record == record)).scalars())
    for row in rows:
        if row.id not in there:
            content = _content(workspace, origin, row)
            keep(workspace, target, record, content, {one: getattr(row, one) for one in _CARRIED})


def has_papers(work: "Work", record: str) -> bool:
    """Tell whether a record has papers, those taken off its list included."""
    _may(work, "read", record)
    query = sa.select(sa.literal(1)).where(_C.record == record)
    return work.session.execute(query).first() is not None


def keep(
    workspace: "Workspace", store: str, record: str, clean: bytes, told: dict[str, Any]
) -> None:
    """Seal what was cleaned under a key of its own, and write file and row."""
    identity, key = told["id"], secrets.token_bytes(sealed_file.KEY_BYTES)
    sealed = sealed_file.seal(clean, key, _bound(workspace, store, record, identity))
    written: Path | None = None
    try:
        with workspace.work(store, write=True) as work:
            _may(work, "amend", record)
            for path in _left_over(work):  # what a cut between file and row left, long ago
                kept_files.unlink(path)
            written = workspace.folder / FOLDER / _new_name(work)
            kept_files.write(written, sealed)
            born = {"added_at": work.moment, "added_by": work.user.name, "added_on": work.device}
            held = {"record": record, "size": len(clean), "key": key, "file": written.name}
            held["digest"] = sha256(sealed).hexdigest()
            work.session.execute(attachment.insert().values(**born | told | held))
            _note(work, "attach", identity)
    except BaseException:
        if written is not None:
            kept_files.unlink(written)
        raise


def listed(work: "Work", record: str) -> list[Paper]:
    """Return the papers of a record, the latest first."""
    _may(work, "read", record)
    names = [_C[name] for name in Paper.__slots__]
    query = (
        sa.select(*names)
        .where(_C.record == record, _C.deleted_at.is_(None))
        .order_by(_C.added_at.desc(), _C.id.desc())
    )
    return [Paper(*row) for row in work.session.execute(query)]


def read(workspace: "Workspace", store: str, identity: str) -> bytes:
    """Return the content of a paper; what was altered or moved in any way is SealBroken."""
    with workspace.work(store, write=store != "cases") as work:
        row = _row(work, identity)
        _may(work, "read", row.record)
        if store != "cases":  # looking into a closed part leaves its line
            journal.write(work, "view_paper", identity)
    return _content(workspace, store, row)


def take_out(workspace: "Workspace", store: str, identity: str, target: Path, reason: str) -> None:
    """Write an open copy outside the workspace: an act with a reason, noted before it is done."""
    with workspace.work(store) as work:
        row = _row(work, identity)
        _may(work, "export", row.record)
    content = _content(workspace, store, row)
    with workspace.work(store, write=True) as work:
        history.changed(work, REGISTER, identity, {"taken_out": reason.strip()})
        _note(work, "take_out", identity)
    try:
        files.replace(target, content)
    except OSError:
        raise db.NoRoom from None


def remove(work: "Work", identity: str) -> None:
    """Take a paper off the list; ``restore`` brings it back."""
    row = _row(work, identity)
    _may(work, "amend", row.record)
    _set_deleted(work, identity, work.moment, work.user.name)
    _note(work, "remove", identity)


def restore(work: "Work", identity: str) -> None:
    """Undo the removal of a paper."""
    row = _row(work, identity, deleted=True)
    _may(work, "amend", row.record)
    _set_deleted(work, identity, None, "")
    _note(work, "restore", identity)


def erase(work: "Work", record: str) -> int:
    """Erase every paper of a record for good: the keys now, the files once this is committed."""
    work.may("erase")
    return drop(work, record)


def drop(work: "Work", record: str) -> int:
    """Erase the papers of a record that leaves this store; who lets it leave may let them."""
    return _drop(work, _C.record == record)


def drop_copies(work: "Work", identities: list[str]) -> int:
    """Erase copies that a merge made; what they were copied from is where it was."""
    work.may("remove")
    return _drop(work, _C.id.in_(identities))


def _drop(work: "Work", which: "sa.ColumnElement[bool]") -> int:
    rows = work.session.execute(sa.select(_C.id, _C.file).where(which)).all()
    if not rows:
        return 0
    identities = [row.id for row in rows]
    work.session.execute(attachment.delete().where(which))
    work.session.execute(change.delete().where(change.c.record.in_(identities)))
    folder = _folder(work)
    gone = [kept_files.inside(folder, row.file) for row in rows]

    @sa.event.listens_for(work.session, "after_commit", once=True)
    def _delete(_session: object) -> None:
        for path in gone:
            kept_files.unlink(path)

    work.touched.add(REGISTER)
    return len(rows)


def names_of_files(work: "Work") -> set[str]:
    """Return the names of the files this store needs, for backups and checks."""
    return set(work.session.execute(sa.select(_C.file)).scalars())


def sweep(workspace: "Workspace", store: str) -> int:
    """Delete files of this store that belong to no paper: a cut between file and row left them."""
    with workspace.work(store, write=True) as work:  # nobody can be attaching meanwhile
        left = _left_over(work)
        for path in left:
            kept_files.unlink(path)
    return len(left)


def wrong(work: "Work") -> tuple[int, int]:
    """Return how many papers lack their file or have another one, and how many files have none."""
    folder = _folder(work)
    bad = 0
    for file, digest in work.session.execute(sa.select(_C.file, _C.digest)):
        path = kept_files.inside(folder, file)
        bad += not path.is_file() or sha256(path.read_bytes()).hexdigest() != digest
    return bad, len(_left_over(work))


def _may(work: "Work", action: str, record: str) -> None:
    """Let an action pass on the record papers belong to, of whichever register; or RecordGone.

    The change log knows the register of every id, so that no model needs to be imported here.
    """
    born = sa.select(change.c.register).where(
        change.c.record == record, change.c.field == history.BIRTH
    )
    register = work.session.execute(born.limit(1)).scalar()
    if register is None:
        raise RecordGone
    table = sa.table(register, sa.column("id"), sa.column("deleted_at"))
    here = sa.select(table).where(table.c.id == record, table.c.deleted_at.is_(None))
    if work.session.execute(here).first() is None:
        raise RecordGone
    scope.require_id(work, action, register, record)


def _row(work: "Work", identity: str, *, deleted: bool = False) -> Any:
    row = work.session.execute(attachment.select().where(_C.id == identity)).first()
    if row is None or (row.deleted_at is not None and not deleted):
        raise RecordGone
    return row


def _content(workspace: "Workspace", store: str, row: Any) -> bytes:
    path = kept_files.inside(workspace.folder / FOLDER, row.file)
    try:
        if path.stat().st_size != sealed_file.sealed_size(row.size):
            raise sealed_file.SealBroken
        sealed = path.read_bytes()
    except OSError:
        raise PaperMissing from None
    content = sealed_file.unseal(sealed, row.key, _bound(workspace, store, row.record, row.id))
    if len(content) != row.size:
        raise sealed_file.SealBroken
    return content


def _set_deleted(work: "Work", identity: str, moment: datetime | None, user: str) -> None:
    work.session.execute(
        attachment.update().where(_C.id == identity).values(deleted_at=moment, deleted_by=user)
    )


def _bound(workspace: "Workspace", store: str, record: str, identity: str) -> bytes:
    """Return what every chunk is bound to: a paper opens in its own place only."""
    return canonical(["vereda-paper/1", workspace.header.workspace, store, record, identity])


def _new_name(work: "Work") -> str:
    mark = settings.read(work, _MARK)
    if mark is None:
        mark = secrets.token_hex(32)
        settings.write(work, _MARK, mark)
    random = secrets.token_bytes(_RANDOM)
    return f"{(random + _own(mark, random)).hex()}{ENDING}"


def _left_over(work: "Work") -> list[Path]:
    mark = settings.read(work, _MARK)
    if mark is None:
        return []
    known = names_of_files(work)
    return [
        path
        for path in sorted(_folder(work).glob(f"*{ENDING}*"))
        if path.name not in known and _is_own(mark, path.name.split(".")[0])
    ]


def _is_own(mark: str, stem: str) -> bool:
    try:
        raw = bytes.fromhex(stem)
    except ValueError:
        return False
    return hmac.compare_digest(raw[_RANDOM:], _own(mark, raw[:_RANDOM]))


def _own(mark: str, random: bytes) -> bytes:
    return hmac.new(bytes.fromhex(mark), random, sha256).digest()[:_OWN]


def _folder(work: "Work") -> Path:
    """Return the folder of papers beside the store a unit of work is on."""
    rows = work.session.connection().exec_driver_sql("PRAGMA database_list").all()
    return Path(next(row[2] for row in rows if row[1] == "main")).parent / FOLDER


def _plain_name(name: str) -> str:
    """Return a name as it was written, without folders and signs no screen shows."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    return "".join(sign for sign in last if sign.isprintable()).strip()[:LONGEST_NAME]


def _note(work: "Work", action: str, identity: str) -> None:
    journal.write(work, action, identity)
    work.touched.add(REGISTER)
