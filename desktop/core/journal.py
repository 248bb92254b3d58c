# SPDX-License-Identifier: GPL-3.0-or-later
"""Who did what: an append-only chain in which no entry can be altered without breaking the rest.

Each tag is an HMAC over the previous tag and the entry; the key then moves one step forward
through SHA-256 and the old one is forgotten, so that whoever takes the laptop cannot rewrite what
was written before. The head is printed on reports and compared with later backups. Order is by
number, never by the clock: an entry whose moment lies before the one above it is marked as such.
"""

import hmac
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from desktop.core import clock
from desktop.core.crypto.header import canonical
from desktop.core.tables import journal, setting

if TYPE_CHECKING:
    from sqlmodel import Session

    from desktop.core.work import Work

_KEY = "journal_key"
_START = "0" * 64
EMPTY = (0, _START)
"""The head of a journal nothing was written into."""
TURN = "rotate"
TURNING = "turning"
"""The action of the entry with which a chain goes on under a fresh key."""

_FILTERED = (journal.c.user, journal.c.action)
BACK = timedelta(minutes=1)
"""How far a clock may go back before it is worth a word; machines correct themselves by less."""

# Four statements by the mapper cost ten times the tag itself, and every save pays for one entry.
_LAST = (
    "SELECT setting.value, last.seq, last.tag FROM setting LEFT JOIN "
    "(SELECT seq, tag FROM journal ORDER BY seq DESC LIMIT 1) AS last WHERE setting.name = ?"
)
_APPEND = (
    'INSERT INTO journal (seq, moment, "user", device, "action", "object", tag) '
    "VALUES (?, ?, ?, ?, ?, ?, ?)"
)
_STEP = "UPDATE setting SET value = ? WHERE name = ?"


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the journal."""

    seq: int
    moment: datetime
    user: str
    device: str
    action: str
    object: str
    tag: str
    back: bool = False
    """Whether the clock had gone back by more than a minute since the entry before."""


@dataclass(frozen=True, slots=True)
class KnownKey:
    """A key of the chain, which entry it is for, and whether somebody vouches for it."""

    number: int
    key: bytes
    vouched: bool = True


def begin(session: "Session", first_key: bytes) -> None:
    """Lay the first key of a new chain into a store that has none."""
    session.execute(setting.insert().values(name=_KEY, value=first_key.hex()))


def begun(work: "Work") -> bool:
    """Tell whether a store holds the key of a chain; a rescued one may have lost it."""
    query = sa.select(setting.c.name).where(setting.c.name == _KEY)
    return work.session.execute(query).first() is not None


def write(work: "Work", action: str, thing: str = "") -> None:
    """Append one entry in the caller's transaction; ``thing`` is an id or a count, never a name."""
    raw: Any = work.session.connection().connection.driver_connection
    held, last, before = raw.execute(_LAST, (_KEY,)).fetchone()
    key, seq, moment = _key(held), (last or 0) + 1, clock.now()
    user = work.user.name
    text = moment.isoformat(timespec="milliseconds")
    tag = _chained(key, before or _START, text, [seq, user, work.device, action, thing])
    kept = text[:-6]  # as the columns keep it: UTC, unsaid
    raw.execute(_APPEND, (seq, kept, user, work.device, action, thing, tag))
    raw.execute(_STEP, (f"{sha256(key).hexdigest()}:{seq}", _KEY))


def head(work: "Work") -> tuple[int, str]:
    """Return sequence number and tag of the last entry; (0, zeros) for an empty chain."""
    last = work.session.execute(
        sa.select(journal.c.seq, journal.c.tag).order_by(journal.c.seq.desc()).limit(1)
    ).first()
    return (last.seq, last.tag) if last else EMPTY


def entries(work: "Work", limit: int = 200) -> list[Entry]:
    """Return the latest entries, newest first."""
    newest = journal.select().order_by(journal.c.seq.desc()).limit(limit + 1)
    rows = work.session.execute(newest).all()
    back = [new.moment < old.moment - BACK for new, old in pairwise(rows)] + [False] * bool(rows)
    return [Entry(*(*row, went)) for row, went in zip(rows, back, strict=True)][:limit]


def all_entries(work: "Work") -> Iterator[Entry]:
    """Yield every entry in order, for the auditor."""
    ordered = journal.select().order_by(journal.c.seq)
    for row in work.session.execute(ordered.execution_options(yield_per=5_000)):
        yield Entry(*row)


def next_key(work: "Work") -> bytes:
    """Return the key the next tag will be made with: it proves what comes, never what was."""
    return _key(_stored(work))


def step(key: bytes) -> bytes:
    """Return the key after this one; there is no way back."""
    return sha256(key).digest()


def tag_of(key: bytes, before: str, entry: Entry) -> str:
    """Return the tag an entry must carry after the one before it."""
    return _tag(key, before, {name: getattr(entry, name) for name in _FIELDS})


def found(
    work: "Work",
    *,
    user: str = "",
    action: str = "",
    first: datetime | None = None,
    last: datetime | None = None,
    limit: int = 500,
) -> list[Entry]:
    """Return the latest entries that match, newest first; asking needs the right to the journal."""
    work.may("journal")
    where = [journal.c.user == user] if user else []
    where += [journal.c.action == action] if action else []
    where += [journal.c.moment >= first] if first else []
    where += [journal.c.moment < last] if last else []
    query = journal.select().where(*where).order_by(journal.c.seq.desc()).limit(limit)
    return [Entry(*row) for row in work.session.execute(query)]


def named(work: "Work") -> tuple[list[str], list[str]]:
    """Return the login words and the acts the journal knows, for its filters."""
    work.may("journal")
    asked = (sa.select(column).distinct().order_by(column) for column in _FILTERED)
    users, acts = (list(work.session.execute(query).scalars()) for query in asked)
    return users, acts


def times_back(work: "Work") -> int:
    """Return how often the clock went back between two entries; their order is not touched."""
    moments = work.session.execute(sa.select(journal.c.moment).order_by(journal.c.seq)).scalars()
    return sum(new < old - BACK for old, new in pairwise(moments))


def holds(work: "Work", seq: int, tag: str) -> bool:
    """Tell whether the chain still holds an entry that once was its head."""
    if seq == 0:
        return True
    found = work.session.execute(sa.select(journal.c.tag).where(journal.c.seq == seq)).scalar()
    return found is not None and hmac.compare_digest(found.encode(), tag.encode())


def gap(work: "Work") -> int | None:
    """Return the first number that is missing or malformed; needs no key, proves no content.

    The number kept beside the key tells a chain whose end, or whose key, is an older one.
    """
    expected = 1
    for seq, tag in work.session.execute(
        sa.select(journal.c.seq, journal.c.tag).order_by(journal.c.seq)
    ):
        if seq != expected or len(tag) != len(_START):
            return expected
        expected += 1
    _held, _colon, at = _stored(work).partition(":")
    return expected if at and at != str(expected - 1) else None


def turn(work: "Work", fresh: bytes) -> None:
    """Go on under a fresh key.

    The last entry under the earlier key says which comes; the first under the fresh one carries a
    digest of all before it.
    """
    write(work, TURNING, coming(fresh))
    so_far = sha256()
    last = 0
    for row in work.session.execute(journal.select().order_by(journal.c.seq)):
        so_far.update(_line(row))
        last = row.seq
    held = f"{fresh.hex()}:{last}"
    work.session.execute(setting.update().where(setting.c.name == _KEY).values(value=held))
    write(work, TURN, so_far.hexdigest())


def coming(fresh: bytes) -> str:
    """Return what the last entry under an earlier key says of the one that follows."""
    return sha256(b"next" + fresh).hexdigest()


def broken_at(work: "Work", first: bytes | Sequence["KnownKey"]) -> int | None:
    """Return the sequence number of the first entry that does not fit the chain, or None.

    ``first`` is the first key, or what is known of the keys of its parts. A part without its key
    is held against the digest in the next one. A key nobody vouches for counts only where the
    entry before it, under a key that counts, says that it comes.
    """
    known = [KnownKey(1, first)] if isinstance(first, bytes) else first
    starts = {one.number: one.key for one in known}
    believed = {one.number for one in known if one.vouched}
    key, last = starts.get(1), None
    before, expected, so_far = _START, 1, sha256()
    for row in work.session.execute(journal.select().order_by(journal.c.seq)):
        turned = row.seq > 1 and row.seq in starts
        if row.seq in starts and row.seq not in believed:
            said = (TURNING, coming(starts[row.seq]))
            if last is None or key is None or (last.action, last.object) != said:
                return expected
        key = starts.get(row.seq, key)
        values = {name: getattr(row, name) for name in _FIELDS}
        if row.seq != expected or not _fits(key, before, row.tag, values):
            return expected
        if turned and (row.action, row.object) != (TURN, so_far.hexdigest()):
            return expected
        so_far.update(_line(row))
        key = key and sha256(key).digest()
        before, expected, last = row.tag, expected + 1, row
    if max(starts, default=1) > max(expected - 1, 1):
        return expected
    return None if key is None or _key(_stored(work)) == key else expected


def _fits(key: bytes | None, before: str, tag: str, values: dict[str, Any]) -> bool:
    return key is None or hmac.compare_digest(tag, _tag(key, before, values))


def _line(row: "sa.Row[Any]") -> bytes:
    moment = row.moment.isoformat(timespec="milliseconds")
    return canonical([row.seq, moment, row.user, row.device, row.action, row.object, row.tag])


_FIELDS: Sequence[str] = ("seq", "moment", "user", "device", "action", "object")


def _stored(work: "Work") -> str:
    return str(
        work.session.execute(sa.select(setting.c.value).where(setting.c.name == _KEY)).scalar_one()
    )


def _key(stored: str) -> bytes:
    """Return the key of the next entry; workspaces made earlier keep no number beside it."""
    return bytes.fromhex(stored.partition(":")[0])


def _tag(key: bytes, before: str, values: dict[str, Any]) -> str:
    plain = [values[name] for name in _FIELDS if name != "moment"]
    return _chained(key, before, values["moment"].isoformat(timespec="milliseconds"), plain)


def _chained(key: bytes, before: str, moment: str, plain: list[object]) -> str:
    return hmac.digest(key, canonical([before, moment, *plain]), "sha256").hex()
