# SPDX-License-Identifier: GPL-3.0-or-later
"""What a slot and a store believe about the header: the directory, checked against pinned keys.

A user's own pin lies in the header under a key made from that user's private key; the key known
when the slot was made lies under the passphrase itself. Both lead to the present directory key
through the line of keys that vouched for each other.
"""

import json
from collections.abc import Iterable
from dataclasses import replace
from hashlib import sha256
from typing import Any

from desktop.core import clock
from desktop.core.crypto import boxes, directory, sealing, vouching
from desktop.core.crypto.directory import DIRECTORS, KEYLESS, Directory, Entry
from desktop.core.crypto.header import Header, HeaderAltered, Slot

PIN = "directory_key"  # the name of the pin among the settings of a store
_NEVER = bytes(32)


def check(header: Header, slot: Slot, private: bytes, birth: bytes) -> Entry | None:
    """Return what the directory says of a slot; HeaderAltered if anything in it is not genuine.

    None for a workspace of the first format, whose next coordinator makes the directory.
    """
    pinned = _pinned(header, slot, private, birth)
    known = header.directory
    if known is None:
        if pinned is not None:
            raise HeaderAltered
        return None
    key, serial = pinned or (known.key, 0)
    entry = known.entry(slot.id)
    if (
        entry is None
        or not _follows(header, known, key, serial)
        or not directory.genuine(known, header.workspace)
        or not fits(header, known)
    ):
        raise HeaderAltered
    return entry


def fits(header: Header, known: Directory) -> bool:
    """Tell whether slots, sealed data keys and in-boxes are those the directory was signed for."""
    slots = {(one.id, one.user, one.public) for one in header.slots}
    entries = {(one.slot, one.user, one.public) for one in known.entries}
    sealed = {one.slot: one.data for one in known.entries if one.data}
    return (
        slots == entries
        and sealed == {slot: _hash(key) for slot, key in header.data.items()}
        and dict(known.inboxes) == dict(header.inboxes)
    )


def store_agrees(header: Header, pinned: Any) -> bool:
    """Tell whether what a store has pinned leads to the present directory."""
    known = header.directory
    if pinned is None:
        return True
    if known is None or not isinstance(pinned, dict):
        return False
    return _follows(header, known, pinned["key"], pinned["serial"])


def _follows(header: Header, known: Directory, key: str, serial: int) -> bool:
    """Tell whether a directory is the pinned one, a later one, or one of a later key."""
    if key == known.key:
        return serial <= known.serial
    return directory.leads(known, header.workspace, key)


def forked(header: Header, pinned: Any) -> bool:
    """Tell whether what was pinned had been signed by a key that was replaced by then."""
    known = header.directory
    if known is None or not isinstance(pinned, dict):
        return False
    return directory.forks(known, pinned["key"], pinned["serial"])


def believed_fork(header: Header, slot: Slot, private: bytes) -> bool:
    """Tell whether a user, who sees the true list now, had seen one of a replaced key."""
    return forked(header, _read_pin(header, slot, private))


def pin_of(header: Header) -> dict[str, object] | None:
    """Return what a store or a user pins of the directory."""
    known = header.directory
    return {"key": known.key, "serial": known.serial} if known else None


def pinned_anew(header: Header, slot: Slot, private: bytes) -> Header:
    """Return the header in which this user's pin is the present directory, or the same header."""
    pin = pin_of(header)
    if pin is None or _read_pin(header, slot, private) == pin:
        return header
    sealed = sealing.seal(_pin_key(private), sealing.canonical(pin), _pin_place(header, slot))
    return replace(header, pins={**header.pins, slot.id: sealed})


def started(header: Header) -> tuple[Header, bytes]:
    """Return the header with a directory that lists nobody yet, and its signing key.

    Slots made from now on know the key of the directory from their first day.
    """
    seed = sealing.new_seed()
    return replace(header, directory=Directory(0, sealing.verify_key(seed), (), {})), seed


def founded(header: Header, by: str, seed: bytes | None = None) -> tuple[Header, bytes]:
    """Return the header with a first directory over the slots it has, and its signing key."""
    made = header
    if seed is None:
        made, seed = started(header)
    entries = [entry_for(made, slot, role=slot.role, by=by) for slot in header.slots]
    return written(made, seed, entries), seed


def entry_for(
    header: Header, slot: Slot, *, role: str, by: str, scope: str = "all", team: str = ""
) -> Entry:
    """Return the entry of a slot, as of now."""
    data = _hash(header.data[slot.id]) if slot.id in header.data else ""
    at = clock.now().isoformat()
    return Entry(slot.id, slot.user, role, scope, team, slot.public, by, at, data)


def written(header: Header, seed: bytes, entries: Iterable[Entry]) -> Header:
    """Return the header whose directory has these entries, signed anew and sealed to directors."""
    assert header.directory is not None  # noqa: S101 - narrows for the type checker
    known = header.directory
    data = {slot: _hash(key) for slot, key in header.data.items()}
    listed = tuple(replace(one, data=data.get(one.slot, "")) for one in entries)
    place = seed_place(header)
    fresh = replace(
        known,
        serial=known.serial + 1,
        entries=listed,
        inboxes=dict(header.inboxes),
        seeds={
            one.slot: sealing.seal_to(one.public, seed, place).hex()
            for one in listed
            if one.role in DIRECTORS
        },
    )
    return replace(header, directory=directory.signed(fresh, header.workspace, seed))


def with_box(header: Header, seed: bytes, store: str, public: str) -> Header:
    """Return the header in which the in-box of a store is another, signed."""
    header = replace(
        boxes.without_waiting(header, store), inboxes={**header.inboxes, store: public}
    )
    return written(header, seed, header.directory.entries if header.directory else ())


def turned(header: Header, seed: bytes) -> tuple[Header, bytes]:
    """Return the header with a new signing key, for which the earlier one vouches."""
    assert header.directory is not None  # noqa: S101 - narrows for the type checker
    fresh = sealing.new_seed()
    key = sealing.verify_key(fresh)
    line = (
        *header.directory.line,
        directory.link(header.workspace, seed, key, header.directory.serial),
    )
    header = vouching.again(header, header.directory.key, fresh)
    assert header.directory is not None  # noqa: S101 - it was above
    return replace(header, directory=replace(header.directory, key=key, line=line)), fresh


def seed_place(header: Header) -> bytes:
    """Return what a sealed signing key is bound to."""
    return sealing.canonical(["vereda/2/directory/seed", header.workspace])


def needs_data(role: str) -> bool:
    """Tell whether a role is given the data key."""
    return role not in KEYLESS


def _pinned(header: Header, slot: Slot, private: bytes, birth: bytes) -> tuple[str, int] | None:
    pin = _read_pin(header, slot, private)
    if pin is not None:
        return str(pin["key"]), int(pin["serial"])
    return None if birth == _NEVER else (birth.hex(), 0)


def _read_pin(header: Header, slot: Slot, private: bytes) -> dict[str, Any] | None:
    sealed = header.pins.get(slot.id)
    if sealed is None:
        return None
    try:
        found = json.loads(sealing.unseal(_pin_key(private), sealed, _pin_place(header, slot)))
    except sealing.Unreadable:
        raise HeaderAltered from None
    return dict(found)


def _pin_key(private: bytes) -> bytes:
    return sealing.derive(private, "vereda/2/pin")


def _pin_place(header: Header, slot: Slot) -> bytes:
    return sealing.canonical(["vereda/2/pin", header.workspace, slot.id])


def _hash(sealed: str) -> str:
    return sha256(bytes.fromhex(sealed)).hexdigest()
