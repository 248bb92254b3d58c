# SPDX-License-Identifier: GPL-3.0-or-later
"""The key header as it stands in its file: slots and sealed keys, read with suspicion."""

import json
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from desktop.core import files
from desktop.core.crypto import beside, directory, sealing
from desktop.core.crypto.directory import Directory, hexes, is_count, text
from desktop.core.errors import UserError
from desktop.core.i18n import N_

canonical = sealing.canonical

FIRST_FORMAT = "vereda/1"  # the data key under each user's passphrase, no directory; still read
FORMAT = "vereda/2"
NAME = "vereda.key"
ASIDE = ".damaged"
"""How a damaged header is called that another took the place of."""
STORES = ("cases", "dialogues", "protected", "sources")
SEALED_STORES = STORES[1:]
LARGEST_HEADER = 1_000_000

_TURN = threading.RLock()
_SALT = 16
_SEALED_KEY = 12 + 32 + 16  # nonce, key, tag
_SENT_KEY = 32 + 32 + 16  # the sender's half of the agreement, key, tag
_SENT_SHARE = _SENT_KEY + 1  # the number of the share besides
_TWO_KEYS = 12 + 64 + 16
_LARGEST_PIN = 2_000


class NoWorkspaceHere(UserError):
    """The folder has no key header."""

    def __init__(self) -> None:
        super().__init__(
            N_("There is no workspace in this folder. Check the path, or choose another folder.")
        )


class HeaderDamaged(UserError):
    """The key header cannot be read, or was altered."""

    damaged = "key"

    def __init__(self) -> None:
        super().__init__(
            N_(
                "The key file of this workspace is damaged or was changed by another program. "
                "The records were not touched. Restore the key file from the last backup."
            )
        )


class HeaderAltered(HeaderDamaged):
    """Somebody who holds a key changed what only a coordinator may change."""

    damaged = ""

    def __init__(self) -> None:
        UserError.__init__(
            self,
            N_(
                "The list of people and keys of this workspace was changed by somebody who may "
                "not do so, or an older one was put back. Nothing was opened or handed out. "
                "Keep the folder as it is, tell your coordinator in person, and restore the key "
                "file from the last backup."
            ),
        )


class HeaderNotSaved(UserError):
    """The key header could not be written."""

    def __init__(self) -> None:
        super().__init__(
            N_(
                "The key file could not be written because the disk is full or the folder is read "
                "only. The records are safe. Free some space and try again."
            )
        )


class NewerWorkspace(UserError):
    """A later version of the program made this workspace."""

    def __init__(self) -> None:
        super().__init__(
            N_(
                "This workspace was made by a newer version of the program. "
                "Nothing was changed. Install the newer version to open it."
            )
        )


@dataclass(frozen=True, slots=True)
class Cost:
    """Argon2id parameters; the floor is the second choice of RFC 9106, section 4."""

    memory_kib: int = 64 * 1024
    passes: int = 3
    lanes: int = 4

    def acceptable(self) -> bool:
        """Tell whether the cost is neither a downgrade nor a way to exhaust the machine."""
        return (
            all(type(part) is int for part in (self.memory_kib, self.passes, self.lanes))
            and 64 * 1024 <= self.memory_kib <= 1024 * 1024
            and 3 <= self.passes <= 64
            and 1 <= self.lanes <= 16
        )


FLOOR = Cost()


@dataclass(frozen=True, slots=True)
class Slot:
    """One way in; ``kind`` is user or recovery. All byte strings are hexadecimal text.

    ``role`` is the one the slot was made for; what holds is said by the directory. ``wrap`` keeps
    the directory key known when the slot was made; in the first format it kept the data key, and
    it is empty in a slot of that format its owner has not opened since.
    """

    id: str
    kind: str
    user: str
    role: str
    cost: Cost | None
    salt: str
    wrap: str
    private: str
    public: str


@dataclass(frozen=True, slots=True)
class Header:
    """What stands in clear beside the stores: login words, roles, who holds what, no real name."""

    workspace: str
    demo: bool
    slots: tuple[Slot, ...]
    sealed: Mapping[str, Mapping[str, str]]  # store > slot id > its key, sealed to that slot
    inboxes: Mapping[str, str]  # store > public key deposits are sealed to
    mac: str = ""
    more: Mapping[str, Any] = field(default_factory=dict)
    data: Mapping[str, str] = field(default_factory=dict)  # slot id > data key, sealed to the slot
    directory: Directory | None = None
    pins: Mapping[str, str] = field(default_factory=dict)  # slot id > what its user saw last
    pending: Mapping[str, str] = field(default_factory=dict)  # store > the key it still has
    epoch: int = 0  # how often the keys were made anew
    format: str = FORMAT


def load(folder: Path) -> Header:
    """Read the key header of a workspace; a damaged one falls back on the copy beside it."""
    path = folder / NAME
    old = path.with_suffix(".old")
    if not path.is_file():
        raise NoWorkspaceHere
    try:
        return read(path)
    except HeaderDamaged:
        if not old.is_file():
            raise
        return read(old)


def read(path: Path) -> Header:
    """Read a header from its file; no more of it than a header can have."""
    with path.open("rb") as file:
        return from_bytes(file.read(LARGEST_HEADER + 1))


@contextmanager
def changing(folder: Path) -> Iterator[Header]:
    """Read the header to change and save it inside the block; other threads wait their turn.

    A head noted by a worker's commit would else put back a slot that was just taken away.
    """
    with _TURN:
        yield load(folder)


def save(folder: Path, header: Header, *, forget: bool = False) -> None:
    """Replace the header so that a power cut leaves the old or the new one, never half.

    With ``forget`` the copy beside it becomes the new one too: after keys were made anew no file
    here may bring back those who were let in before.
    """
    path = folder / NAME
    old, content = path.with_suffix(".old"), to_bytes(header)
    try:
        if path.exists() and not forget:
            files.replace(old, path.read_bytes())
        files.replace(path, content)
        if forget:
            files.replace(old, content)
            path.with_suffix(ASIDE).unlink(missing_ok=True)
    except OSError:
        raise HeaderNotSaved from None


def to_bytes(header: Header) -> bytes:
    """Return the canonical form of the header as it stands in the file."""
    return canonical(plain(header) | {"mac": header.mac})


def from_bytes(data: bytes) -> Header:
    """Read a header; every kind of damage is HeaderDamaged, a later format NewerWorkspace."""
    if len(data) > LARGEST_HEADER:
        raise HeaderDamaged
    try:
        found = json.loads(data.decode("utf-8"))
        made = found["format"]
        if isinstance(made, str) and made.startswith("vereda/") and made not in _FORMS:
            raise NewerWorkspace
        header = _parsed(found)
        to_bytes(header)  # what cannot be written (half a character) could not be checked either
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise HeaderDamaged from None
    return header


def plain(header: Header) -> dict[str, Any]:
    """Return the header without its MAC, as the plain data the MAC is made over."""

    def plain_slot(slot: Slot) -> dict[str, Any]:
        parts: dict[str, Any] = {name: getattr(slot, name) for name in Slot.__slots__}
        if slot.cost is not None:
            parts["cost"] = {name: getattr(slot.cost, name) for name in Cost.__slots__}
        return parts

    parts = {
        "format": header.format,
        "workspace": header.workspace,
        "demo": header.demo,
        "slots": [plain_slot(slot) for slot in header.slots],
        "sealed": {store: dict(keys) for store, keys in header.sealed.items()},
        "inboxes": dict(header.inboxes),
        "more": dict(header.more),
    }
    if header.format == FIRST_FORMAT:
        return parts
    return parts | {
        "data": dict(header.data),
        "directory": directory.plain(header.directory) if header.directory else None,
        "pins": dict(header.pins),
        "pending": dict(header.pending),
        "epoch": header.epoch,
    }


_FORMS = {
    FIRST_FORMAT: {"format", "workspace", "demo", "slots", "sealed", "inboxes", "more", "mac"},
}
_FORMS[FORMAT] = _FORMS[FIRST_FORMAT] | {"data", "directory", "pins", "pending", "epoch"}


def _parsed(found: Any) -> Header:
    if set(found) != _FORMS[found["format"]] or not isinstance(found["demo"], bool):
        raise ValueError
    slots = tuple(_slot(one, found["format"]) for one in found["slots"])
    if len({slot.id for slot in slots}) != len(slots) or set(found["sealed"]) != {*SEALED_STORES}:
        raise ValueError
    header = Header(
        text(found["workspace"]),
        found["demo"],
        slots,
        {store: _sent(found["sealed"][store]) for store in SEALED_STORES},
        {_store(store): hexes(key, 32) for store, key in found["inboxes"].items()},
        text(found["mac"]),
        beside.shaped(found["more"]),
        format=found["format"],
    )
    return header if header.format == FIRST_FORMAT else _with_second_part(header, found)


def _with_second_part(header: Header, found: Any) -> Header:
    """Read what the first format did not have."""
    if not is_count(found["epoch"]):
        raise ValueError
    pins = {text(slot): text(pin) for slot, pin in found["pins"].items()}
    if any(len(pin) > _LARGEST_PIN or pin != bytes.fromhex(pin).hex() for pin in pins.values()):
        raise ValueError
    return replace(
        header,
        data={text(slot): hexes(key, _SENT_KEY) for slot, key in found["data"].items()},
        directory=None if found["directory"] is None else directory.parsed(found["directory"]),
        pins=pins,
        pending={_store(name): hexes(key, _TWO_KEYS) for name, key in found["pending"].items()},
        epoch=found["epoch"],
    )


def _sent(found: Any) -> dict[str, str]:
    return {text(slot): hexes(key, _SENT_KEY, _SENT_SHARE) for slot, key in found.items()}


def _slot(one: Any, form: str) -> Slot:
    cost = Cost(**one["cost"]) if one["cost"] is not None else None
    if cost is not None and (len(one["cost"]) != len(Cost.__slots__) or not cost.acceptable()):
        raise ValueError
    if one["kind"] not in ("user", "recovery") or (one["kind"] == "user") is (cost is None):
        raise ValueError  # a user's slot without stretching would be a downgrade
    slot = Slot(**{**one, "cost": cost})
    for name in ("id", "user", "role"):
        text(one[name])
    wraps = (_SEALED_KEY,) if form == FIRST_FORMAT else (_SEALED_KEY, 0)
    hexes(slot.salt, _SALT)
    hexes(slot.wrap, *wraps)
    hexes(slot.private, _SEALED_KEY)
    hexes(slot.public, 32)
    return slot


def _store(name: object) -> str:
    if name not in STORES:
        raise ValueError
    return text(name)
