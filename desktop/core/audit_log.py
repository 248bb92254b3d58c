# SPDX-License-Identifier: GPL-3.0-or-later
"""The journal as a file only the auditor can read, with what is needed to prove every entry.

The auditor holds no key to the records: the file has ids, acts, moments and login words, nothing
of what the records say. A coordinator cannot prove the journal, nor forge what came before: the
key of the next entry is sealed to the auditor once, on the day of the first hand-over (or from the
first entry on, where the recovery key signs in), and everything later follows from it.

Anybody can seal to a public key. That the file comes from this workspace is shown by a signature
of who hands it over, with the key that signs the directory and is pinned in the auditor's slot.
"""

import hmac
import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop.core import clock, files, journal
from desktop.core.crypto import keys, sealing, vouching
from desktop.core.crypto.header import Header, canonical
from desktop.core.errors import NotAllowed, UserError
from desktop.core.i18n import N_
from desktop.core.journal import Entry

if TYPE_CHECKING:
    from desktop.core.store import Workspace

FORMAT = "vereda-log/2"
LARGEST = 1 << 30
_AUDITORS = "auditors"
_FORESEEN = (
    *(OSError, ValueError, KeyError, TypeError),
    *(AttributeError, RecursionError, OverflowError),
)
"""Whatever a file can do that claims to be a journal."""


class LogUnreadable(UserError):
    """The file is no journal, was changed, or was sealed to somebody else."""

    def __init__(self) -> None:
        super().__init__(
            N_(
                "This file is not a journal sealed for you, or it was changed on the way. "
                "Nothing was read. Ask the coordinator to hand it over again."
            )
        )


class NoAuditor(UserError):
    """The name is not that of an auditor."""

    def __init__(self) -> None:
        super().__init__(
            N_(
                "Nobody of this name is an auditor here, so nothing was written. "
                "Let the auditor in first, under people and keys."
            )
        )


@dataclass(frozen=True, slots=True)
class Part:
    """The journal of one store: its entries, and from which number on each key proves them."""

    entries: list[Entry]
    starts: dict[int, bytes]
    broken_at: int | None

    @property
    def head(self) -> tuple[int, str]:
        """Number and tag of the last entry, as the monthly report prints it."""
        return (self.entries[-1].seq, self.entries[-1].tag) if self.entries else journal.EMPTY

    @property
    def proved_from(self) -> int:
        """The first number whose tag was checked; those before it are only linked to it."""
        return min(self.starts, default=len(self.entries) + 1)


@dataclass(frozen=True, slots=True)
class Log:
    """What the auditor reads: a part for each store that was open at the hand-over."""

    made_at: datetime
    parts: Mapping[str, Part]

    @property
    def sound(self) -> bool:
        """Whether every entry from the first proved one on fits the chain."""
        return all(part.broken_at is None for part in self.parts.values())


def write(workspace: "Workspace", auditor: str, path: Path) -> None:
    """Seal the journals of the open stores to an auditor; the hand-over is journalled in each."""
    slot = _auditor(workspace, auditor)
    _signing_seed(workspace)  # before anything is noted
    for store in workspace.open_stores:
        with workspace.work(store, write=True) as work:
            work.may("journal")
            journal.write(work, "hand_over_journal", slot)
    workspace.change_header(lambda now: _entrusted(workspace, now, slot))
    starts = workspace.header.more[_AUDITORS][slot]
    parts = {
        store: {
            "starts": [_told(workspace.header, store, one) for one in starts[store]],
            "entries": list(_entries(workspace, store)),
        }
        for store in workspace.open_stores
    }
    plain = canonical({"made_at": clock.now().isoformat(), "parts": parts})
    header = workspace.header
    sealed = keys.sealed_to(header, _public(header, slot), "log", plain)
    seed = _signing_seed(workspace)
    whole = {
        "format": FORMAT,
        "workspace": header.workspace,
        "auditor": slot,
        "sealed": sealed,
        "by": sealing.verify_key(seed),
        "signature": sealing.sign(seed, _signed(header, slot, sealed)),
    }
    files.replace(path, canonical(whole))


def read(unlocked: keys.Unlocked, path: Path) -> Log:
    """Open a journal with the auditor's own key and check every tag that can be checked."""
    try:
        if path.stat().st_size > LARGEST:
            raise LogUnreadable
        found = json.loads(path.read_bytes())
        if found["format"] != FORMAT or found["workspace"] != unlocked.header.workspace:
            raise LogUnreadable
        if not _from_here(unlocked, found):
            raise LogUnreadable
        plain = keys.read_sealed(unlocked, "log", found["sealed"])
        if plain is None:
            raise LogUnreadable
        whole = json.loads(plain)
        by = str(found["by"])
        parts = {store: _part(unlocked, store, one, by) for store, one in whole["parts"].items()}
        return Log(datetime.fromisoformat(whole["made_at"]), parts)
    except _FORESEEN:
        raise LogUnreadable from None


def _signing_seed(workspace: "Workspace") -> bytes:
    """Return the key that signs the directory: coordinators have it."""
    try:
        return workspace.key_holder.signing_seed()
    except keys.NotAMember:
        raise NotAllowed from None


def _from_here(unlocked: keys.Unlocked, found: Any) -> bool:
    """Tell whether a present coordinator of this workspace sealed the file."""
    header, by = unlocked.header, str(found["by"])
    message = _signed(header, unlocked.slot.id, str(found["sealed"]))
    return (
        header.directory is not None
        and by == header.directory.key  # who was made no coordinator any more keeps earlier ones
        and sealing.signed_by(by, str(found["signature"]), message)
    )


def _signed(header: Header, slot: str, sealed: str) -> bytes:
    return canonical([FORMAT, header.workspace, slot, sha256(sealed.encode()).hexdigest()])


def _told(header: Header, store: str, start: Mapping[str, Any]) -> dict[str, Any]:
    """Return a first key as the file carries it: with the word of a coordinator for it."""
    said = vouching.signature(header, (store, start["from"], start["key"]))
    return {**start, "vouched": said}


def _part(unlocked: keys.Unlocked, store: str, found: Any, by: str) -> Part:
    entries = [
        Entry(int(row[0]), datetime.fromisoformat(row[1]), *row[2:]) for row in found["entries"]
    ]
    starts, believed = {}, set()
    for start in found["starts"]:
        number, sealed = int(start["from"]), str(start["key"])
        key = keys.read_sealed(unlocked, _purpose(store, number), sealed)
        if key is None:
            raise LogUnreadable
        starts[number] = key
        said = str(start.get("vouched", ""))
        if vouching.signed(unlocked.header, (store, number, sealed), by, said):
            believed.add(number)
    return Part(entries, starts, _broken_at(entries, starts, believed))


def _entry(row: list[Any]) -> Entry:
    number, moment, *rest = row
    return Entry(int(number), datetime.fromisoformat(moment), *rest)


def _broken_at(
    entries: list[Entry], starts: Mapping[int, bytes], believed: Collection[int]
) -> int | None:
    """Return the number of the first entry that does not fit, however many keys there were.

    A key nobody vouches for counts only where the entry before it says that it comes.
    """
    key: bytes | None = None
    before = journal.EMPTY[1]
    for expected, entry in enumerate(entries, start=1):
        if expected in starts and expected not in believed:
            last = entries[expected - 2] if key is not None and expected > 1 else None
            said = (journal.TURNING, journal.coming(starts[expected]))
            if last is None or (last.action, last.object) != said:
                return expected
        key = starts.get(expected, key)
        if entry.seq != expected:
            return expected
        if key is not None:
            if not hmac.compare_digest(journal.tag_of(key, before, entry), entry.tag):
                return expected
            key = journal.step(key)
        before = entry.tag
    beyond = [number for number in starts if number > len(entries) + 1]
    return len(entries) + 1 if beyond else None


def _entrusted(workspace: "Workspace", header: Header, slot: str) -> Header:
    """Return the header with the key of the next entry sealed to an auditor who has none yet."""
    auditors = dict(header.more.get(_AUDITORS, {}))
    mine = dict(auditors.get(slot, {}))
    made = []
    for store in workspace.open_stores:
        if store not in mine:
            number, key = _start(workspace, store)
            sealed = keys.sealed_to(header, _public(header, slot), _purpose(store, number), key)
            mine[store] = [{"from": number, "key": sealed}]
            made.append((store, number, sealed))
    header = vouching.with_starts(header, _signing_seed(workspace), made)
    return replace(header, more={**header.more, _AUDITORS: {**auditors, slot: mine}})


def turned(header: Header, store: str, number: int, key: bytes) -> tuple[Header, list[str]]:
    """Return the header in which every auditor of a chain has the fresh key too, and the keys."""
    known, told = header.directory, []
    auditors = dict(header.more.get(_AUDITORS, {}))
    for slot, mine in auditors.items():
        if store in mine and known is not None and known.entry(slot) is not None:
            sealed = keys.sealed_to(header, _public(header, slot), _purpose(store, number), key)
            auditors[slot] = {**mine, store: [*mine[store], {"from": number, "key": sealed}]}
            told.append(sealed)
    return replace(header, more={**header.more, _AUDITORS: auditors}), told


def _start(workspace: "Workspace", store: str) -> tuple[int, bytes]:
    """Return a number and the key its tag is made with: the first of all for the recovery key."""
    sealed = workspace.header.more.get("chains", {}).get(store, "")
    first = keys.read_sealed(workspace.key_holder, f"chain/{store}", sealed)
    if first is not None:
        return 1, first
    with workspace.work(store) as work:
        return journal.head(work)[0] + 1, journal.next_key(work)


def _entries(workspace: "Workspace", store: str) -> Iterator[list[object]]:
    with workspace.work(store) as work:
        for one in journal.all_entries(work):
            moment = one.moment.isoformat(timespec="milliseconds")
            yield [one.seq, moment, one.user, one.device, one.action, one.object, one.tag]


def _auditor(workspace: "Workspace", user: str) -> str:
    known = workspace.header.directory
    for entry in known.entries if known else ():
        if entry.role == "auditor" and keys.same_name(entry.user) == keys.same_name(user):
            return entry.slot
    raise NoAuditor


def _public(header: Header, slot: str) -> str:
    """Return the auditor's public key as the signed directory vouches for it."""
    entry = header.directory.entry(slot) if header.directory else None
    if entry is None:
        raise NoAuditor
    return entry.public


def _purpose(store: str, number: object) -> str:
    return f"audit/{store}/{number}"
