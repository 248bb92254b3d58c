# SPDX-License-Identifier: GPL-3.0-or-later
"""The directory of a workspace: who has which public key and which role, signed as a whole.

Whoever holds the data key can recompute the MAC of the header, so the MAC protects from strangers
only. What protects from a colleague is this signature: its key is sealed to the coordinators, and
the key that checks it is pinned inside every store and in every user's own slot. One signature
over all entries and a serial number also find an entry that is missing, doubled or an old one.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from desktop.core.crypto import sealing

DIRECTORS = ("coordinator",)
KEYLESS = ("auditor", "technician")
ROLES = ("caseworker", "coordinator", "dialogue", "data_officer", "auditor", "technician")
SCOPES = ("own", "team", "all")
_FORM = "vereda/2/directory"
_LONGEST_LINE = 10_000


@dataclass(frozen=True, slots=True)
class Entry:
    """What is known of one slot; ``data`` is the hash of the data key as sealed to it."""

    slot: str
    user: str
    role: str
    scope: str
    team: str
    public: str
    by: str
    at: str
    data: str


@dataclass(frozen=True, slots=True)
class Link:
    """The word of an earlier directory key for the next one, and the last number it signed.

    Whoever was made no coordinator any more keeps the earlier key: a list it signed with a later
    number is a fork. Links made before that was noted have no number.
    """

    before: str
    after: str
    signature: str
    at: str = ""


@dataclass(frozen=True, slots=True)
class Directory:
    """All entries, the keys of the in-boxes, and one signature over both.

    ``seeds`` holds the signing key, sealed to each director; it needs no signature, for what does
    not fit ``key`` is not used.
    """

    serial: int
    key: str
    entries: tuple[Entry, ...]
    inboxes: Mapping[str, str]
    line: tuple[Link, ...] = ()
    signature: str = ""
    seeds: Mapping[str, str] = field(default_factory=dict)

    def entry(self, slot: str) -> Entry | None:
        """Return what is said of a slot."""
        return next((one for one in self.entries if one.slot == slot), None)


def signed(directory: Directory, workspace: str, seed: bytes) -> Directory:
    """Return the directory with the signature of its key over all it says."""
    return replace(directory, signature=sealing.sign(seed, _content(directory, workspace)))


def genuine(directory: Directory, workspace: str) -> bool:
    """Tell whether the signature is that of the directory's own key."""
    content = _content(directory, workspace)
    return sealing.signed_by(directory.key, directory.signature, content)


def link(workspace: str, before: bytes, after: str, at: int) -> Link:
    """Let an earlier signing key vouch for the next one; ``at`` is the last number it signed."""
    bare = Link(sealing.verify_key(before), after, "", str(at))
    return replace(bare, signature=sealing.sign(before, _step(workspace, bare)))


def leads(directory: Directory, workspace: str, pinned: str) -> bool:
    """Tell whether a key pinned earlier leads to the present one, each vouching for the next."""
    at = pinned
    for one in directory.line:
        if one.before == at and sealing.signed_by(at, one.signature, _step(workspace, one)):
            at = one.after
    return at == directory.key


def forks(directory: Directory, pinned: str, serial: int) -> bool:
    """Tell whether a list that was believed was signed after its key had been replaced."""
    ends = (int(one.at) for one in directory.line if one.before == pinned and one.at)
    return pinned != directory.key and any(serial > end for end in ends)


def plain(directory: Directory) -> dict[str, Any]:
    """Return the directory as it stands in the header."""
    return {
        "serial": directory.serial,
        "key": directory.key,
        "entries": [_fields(one) for one in directory.entries],
        "inboxes": dict(directory.inboxes),
        "line": [_fields(one) for one in directory.line],
        "signature": directory.signature,
        "seeds": dict(directory.seeds),
    }


def parsed(found: Any) -> Directory:
    """Read a directory with suspicion; ValueError, KeyError or TypeError for any damage."""
    if set(found) != {*Directory.__slots__} or not is_count(found["serial"]):
        raise ValueError
    if len(found["line"]) > _LONGEST_LINE:
        raise ValueError
    made = Directory(
        found["serial"],
        hexes(found["key"], 32),
        tuple(_entry(one) for one in found["entries"]),
        {text(store): hexes(key, 32) for store, key in found["inboxes"].items()},
        tuple(_link(one) for one in found["line"]),
        hexes(found["signature"], 64),
        {text(slot): hexes(seed, 80) for slot, seed in found["seeds"].items()},
    )
    if len({one.slot for one in made.entries}) != len(made.entries):
        raise ValueError
    return made


def text(value: object) -> str:
    """Return a text, or TypeError for anything else."""
    if not isinstance(value, str):
        raise TypeError
    return value


def hexes(value: object, *sizes: int) -> str:
    """Return hexadecimal text of one of these many bytes, or ValueError."""
    found = text(value)
    if len(found) not in {2 * size for size in sizes} or found != bytes.fromhex(found).hex():
        raise ValueError
    return found


def is_count(value: object) -> bool:
    """Tell whether a value is a whole number from zero on, and not a truth value."""
    return type(value) is int and 0 <= value < 2**53


def _entry(one: Any) -> Entry:
    made = Entry(**{name: text(value) for name, value in one.items()})
    if made.role not in ROLES or made.scope not in SCOPES:
        raise ValueError
    hexes(made.public, 32)
    hexes(made.data, 0, 32)
    return made


def _link(one: Any) -> Link:
    made = Link(**{name: text(value) for name, value in one.items()})
    hexes(made.before, 32)
    hexes(made.after, 32)
    hexes(made.signature, 64)
    if made.at and not (made.at.isdecimal() and made.at.isascii() and len(made.at) < 16):
        raise ValueError
    return made


def _fields(one: Entry | Link) -> dict[str, str]:
    return {name: getattr(one, name) for name in one.__slots__}


def _content(directory: Directory, workspace: str) -> bytes:
    said = plain(directory)
    names = ["serial", "key", "entries", "inboxes"]
    names += ["line"] if any(one.at for one in directory.line) else []
    return sealing.canonical([_FORM, workspace, *(said[name] for name in names)])


def _step(workspace: str, one: Link) -> bytes:
    ends = [one.at] if one.at else []
    return sealing.canonical([f"{_FORM}/key", workspace, one.before, one.after, *ends])
