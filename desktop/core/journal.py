# SPDX-License-Identifier: GPL-3.0-or-later
"""Who did what: an append-only chain in which no entry can be altered without breaking the rest.

Each tag is an HMAC over the previous tag and the entry; the key then moves one step forward
through SHA-256 and the old one is forgotten, so that whoever takes the laptop cannot rewrite what
was written before. The head is printed on reports and compared with later backups.
"""

import hmac
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import TYPE_CHECKING

import sqlalchemy as sa

from desktop.core import clock
from desktop.core.header import canonical
from desktop.core.tables import journal, setting

if TYPE_CHECKING:
    from sqlmodel import Session

    from desktop.core.work import Work

_KEY = "journal_key"
_START = "0" * 64


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


def begin(session: "Session", first_key: bytes) -> None:
    """Lay the first key of a new chain into a store that has none."""
    session.execute(setting.insert().values(name=_KEY, value=first_key.hex()))


def write(work: "Work", action: str, thing: str = "") -> None:
    """Append one entry in the caller's transaction; ``thing`` is an id or a count, never a name."""
    key = bytes.fromhex(
        work.session.execute(sa.select(setting.c.value).where(setting.c.name == _KEY)).scalar_one()
    )
    seq, before = head(work)
    moment = clock.now()
    values = {
        "seq": seq + 1,
        "moment": moment,
        "user": work.user.name,
        "device": work.device,
        "action": action,
        "object": thing,
    }
    tag = _tag(key, before, values)
    work.session.execute(journal.insert().values(**values, tag=tag))
    work.session.execute(
        setting.update().where(setting.c.name == _KEY).values(value=sha256(key).hexdigest())
    )


def head(work: "Work") -> tuple[int, str]:
    """Return sequence number and tag of the last entry; (0, zeros) for an empty chain."""
    last = work.session.execute(
        sa.select(journal.c.seq, journal.c.tag).order_by(journal.c.seq.desc()).limit(1)
    ).first()
    return (last.seq, last.tag) if last else (0, _START)


def entries(work: "Work", limit: int = 200) -> list[Entry]:
    """Return the latest entries, newest first."""
    rows = work.session.execute(journal.select().order_by(journal.c.seq.desc()).limit(limit))
    return [Entry(*row) for row in rows]


def holds(work: "Work", seq: int, tag: str) -> bool:
    """Tell whether the chain still holds an entry that once was its head."""
    if seq == 0:
        return True
    found = work.session.execute(sa.select(journal.c.tag).where(journal.c.seq == seq)).scalar()
    return found is not None and hmac.compare_digest(found.encode(), tag.encode())


def gap(work: "Work") -> int | None:
    """Return the first number that is missing or malformed; needs no key, proves no content."""
    expected = 1
    for seq, tag in work.session.execute(
        sa.select(journal.c.seq, journal.c.tag).order_by(journal.c.seq)
    ):
        if seq != expected or len(tag) != len(_START):
            return expected
        expected += 1
    return None


def broken_at(work: "Work", first_key: bytes) -> int | None:
    """Return the sequence number of the first entry that does not fit the chain, or None."""
    key, before, expected = first_key, _START, 1
    for row in work.session.execute(journal.select().order_by(journal.c.seq)):
        values = {name: getattr(row, name) for name in _FIELDS}
        if row.seq != expected or not hmac.compare_digest(row.tag, _tag(key, before, values)):
            return expected
        key, before, expected = sha256(key).digest(), row.tag, expected + 1
    stored = work.session.execute(
        sa.select(setting.c.value).where(setting.c.name == _KEY)
    ).scalar_one()
    return None if stored == key.hex() else expected


_FIELDS: Sequence[str] = ("seq", "moment", "user", "device", "action", "object")


def _tag(key: bytes, before: str, values: dict[str, object]) -> str:
    moment = values["moment"]
    assert isinstance(moment, datetime)  # noqa: S101 - narrows for the type checker
    plain = [values[name] for name in _FIELDS if name != "moment"]
    whole = canonical([before, moment.isoformat(timespec="milliseconds"), *plain])
    return hmac.new(key, whole, sha256).hexdigest()
