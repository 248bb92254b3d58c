# SPDX-License-Identifier: GPL-3.0-or-later
"""The key header as it stands in its file: slots and sealed keys, read with suspicion."""

import json
import shutil
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from desktop.core import files
from desktop.core.errors import UserError
from desktop.core.i18n import N_

FORMAT = "vereda/1"
NAME = "vereda.key"
STORES = ("cases", "dialogues", "protected", "sources")
SEALED_STORES = STORES[1:]
LARGEST_HEADER = 1_000_000

_TURN = threading.RLock()
_SALT = 16
_SEALED_KEY = 12 + 32 + 16  # nonce, key, tag


class NoWorkspaceHere(UserError):
    """The folder has no key header."""

    def __init__(self) -> None:
        super().__init__(
            N_("There is no workspace in this folder. Check the path, or choose another folder.")
        )


class HeaderDamaged(UserError):
    """The key header cannot be read, or was altered."""

    def __init__(self) -> None:
        super().__init__(
            N_(
                "The key file of this workspace is damaged or was changed by another program. "
                "The records were not touched. Restore the key file from the last backup."
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
    """One way in; ``kind`` is user or recovery. All byte strings are hexadecimal text."""

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
    """What stands beside the stores in clear: login words and ciphertext, no names of people."""

    workspace: str
    demo: bool
    slots: tuple[Slot, ...]
    sealed: Mapping[str, Mapping[str, str]]  # store > slot id > its key, sealed to that slot
    inboxes: Mapping[str, str]  # store > public key deposits are sealed to
    mac: str = ""
    more: Mapping[str, Any] = field(default_factory=dict)


def load(folder: Path) -> Header:
    """Read the key header of a workspace; a damaged one falls back on the copy beside it."""
    path = folder / NAME
    old = path.with_suffix(".old")
    if not path.is_file():
        raise NoWorkspaceHere
    try:
        return from_bytes(path.read_bytes())
    except HeaderDamaged:
        if not old.is_file():
            raise
        return from_bytes(old.read_bytes())


@contextmanager
def changing(folder: Path) -> Iterator[Header]:
    """Read the header to change and save it inside the block; other threads wait their turn.

    A head noted by a worker's commit would else put back a slot that was just taken away.
    """
    with _TURN:
        yield load(folder)


def save(folder: Path, header: Header) -> None:
    """Replace the header so that a power cut leaves the old or the new one, never half."""
    path = folder / NAME
    if path.exists():
        shutil.copyfile(path, path.with_suffix(".old"))
    files.replace(path, to_bytes(header))


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
        if isinstance(made, str) and made.startswith("vereda/") and made != FORMAT:
            raise NewerWorkspace
        header = _parsed(found)
        to_bytes(header)  # what cannot be written (half a character) could not be checked either
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise HeaderDamaged from None
    return header


def canonical(value: object) -> bytes:
    """Return JSON with sorted keys and no spaces: the same bytes for the same value."""
    return _encode(value).encode()


def plain(header: Header) -> dict[str, Any]:
    """Return the header without its MAC, as the plain data the MAC is made over."""

    def plain_slot(slot: Slot) -> dict[str, Any]:
        parts: dict[str, Any] = {name: getattr(slot, name) for name in Slot.__slots__}
        if slot.cost is not None:
            parts["cost"] = {name: getattr(slot.cost, name) for name in Cost.__slots__}
        return parts

    return {
        "format": FORMAT,
        "workspace": header.workspace,
        "demo": header.demo,
        "slots": [plain_slot(slot) for slot in header.slots],
        "sealed": {store: dict(keys) for store, keys in header.sealed.items()},
        "inboxes": dict(header.inboxes),
        "more": dict(header.more),
    }


_encode = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode


def _parsed(found: Any) -> Header:
    if found["format"] != FORMAT or not isinstance(found["demo"], bool):
        raise ValueError
    return Header(
        _text(found["workspace"]),
        found["demo"],
        tuple(_slot(one) for one in found["slots"]),
        {
            store: {_text(slot): _text(key) for slot, key in found["sealed"][store].items()}
            for store in SEALED_STORES
        },
        {_text(store): _text(key) for store, key in found["inboxes"].items()},
        _text(found["mac"]),
        dict(found["more"]),
    )


def _slot(one: Any) -> Slot:
    cost = Cost(**one["cost"]) if one["cost"] is not None else None
    if cost is not None and (len(one["cost"]) != len(Cost.__slots__) or not cost.acceptable()):
        raise ValueError
    if one["kind"] not in ("user", "recovery") or (one["kind"] == "user") is (cost is None):
        raise ValueError  # a user's slot without stretching would be a downgrade
    slot = Slot(**{**one, "cost": cost})
    for name in ("id", "user", "role"):
        _text(one[name])
    sizes = {"salt": _SALT, "wrap": _SEALED_KEY, "private": _SEALED_KEY, "public": 32}
    if any(len(bytes.fromhex(_text(one[name]))) != size for name, size in sizes.items()):
        raise ValueError
    return slot


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value
