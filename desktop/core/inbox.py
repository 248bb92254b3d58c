# SPDX-License-Identifier: GPL-3.0-or-later
"""Who lacks a store's key leaves something in its in-box: sealed, and unreadable from then on."""

import secrets
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.core import files
from desktop.core.crypto import keys, sealing, trust
from desktop.core.crypto.header import Header, HeaderAltered

if TYPE_CHECKING:
    from desktop.core.work import Work

NAME = "inbox"
_FIRST = "inbox_private"  # workspaces of the first format drew a key and kept it in the store
EARLIER = "inbox_earlier"
LARGEST = 1 << 20
"""No note is so long; whatever else somebody laid into the folder is not even read."""


def leave(folder: Path, header: Header, store: str, content: bytes) -> None:
    """Seal something into the in-box of a store."""
    box = folder / NAME
    box.mkdir(mode=0o700, exist_ok=True)
    sealed = keys.deposit(header, store, content)
    files.replace(box / f"{store}-{secrets.token_hex(8)}.sealed", sealed)


def opened(
    folder: Path, header: Header, store: str, privates: list[bytes]
) -> list[tuple[Path, bytes]]:
    """Return what waits for a store, with the file of each.

    One that cannot be opened stays where it is and does not keep the others back.
    """
    found = []
    for path in sorted((folder / NAME).glob(f"{store}-*.sealed")):
        if path.stat().st_size > LARGEST:
            continue
        sealed = path.read_bytes()
        for private in privates:
            with suppress(keys.HeaderDamaged):
                found.append((path, keys.read_deposit(header, store, private, sealed)))
                break
    return found


def privates_of(work: "Work", store_key: bytes) -> list[bytes]:
    """Return the private keys of an open store's in-box, the present one first."""
    from desktop.core import settings

    first = settings.read(work, _FIRST)
    earlier = [bytes.fromhex(one) for one in settings.read(work, EARLIER, [])]
    present = bytes.fromhex(first) if first is not None else keys.inbox_private(store_key)
    return [present, *earlier]


def turn(work: "Work", old: bytes, new: bytes, public: str) -> None:
    """Keep the in-box readable while its store goes from one key to another.

    Where the header has the box of the new key, the earlier ones stay readable; else, where who
    rotated could not sign for a new box, the present one is kept inside.
    """
    from desktop.core import settings

    if old == new:
        return
    known = privates_of(work, old)
    if sealing.public_of(keys.inbox_private(new)) == public:
        settings.write(work, EARLIER, [one.hex() for one in known])
        settings.write(work, _FIRST, None)
    else:
        settings.write(work, _FIRST, known[0].hex())


def agrees(work: "Work", unlocked: keys.Unlocked) -> bool:
    """Hold the header against what lies inside a store; tells whether its pin is the present one.

    HeaderAltered when the directory key or the in-box key in the header is another.
    """
    from desktop.core import settings

    header, store = unlocked.header, work.store
    pinned = settings.read(work, trust.PIN)
    own = sealing.public_of(privates_of(work, unlocked.store_key(store))[0])
    if not trust.store_agrees(header, pinned) or header.inboxes.get(store) != own:
        raise HeaderAltered
    return bool(pinned == trust.pin_of(header))
