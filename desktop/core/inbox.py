# SPDX-License-Identifier: GPL-3.0-or-later
"""Who lacks a store's key leaves something in its in-box: sealed, and unreadable from then on.

All stores share one folder of files with random names, a few sizes and one date: nothing on the
disk tells for which store something was left.
"""

import os
import secrets
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.core import files
from desktop.core.crypto import boxes, keys, sealing, trust
from desktop.core.crypto.header import STORES, Header, HeaderAltered
from desktop.core.errors import UserError
from desktop.core.i18n import N_

if TYPE_CHECKING:
    from desktop.core.work import Work

NAME = "inbox"
_FIRST = "inbox_private"
"""A key that does not follow from the store's: the first format drew one; later the box that is
signed where the store's own is not yet."""
EARLIER = "inbox_earlier"
LARGEST = boxes.SIZES[-1]
"""No note is so long; whatever else somebody laid into the folder is not even read."""
_ONE_DAY = 946_728_000  # the first noon of 2000: when a note was left is told inside it, if at all


class StoreForeign(HeaderAltered):
    """Another file stands in the place of a store."""

    def __init__(self) -> None:
        UserError.__init__(
            self,
            N_(
                "The file of this part is not the one your team keeps: another was put in its "
                "place, or it was damaged. It was not opened, and nothing was written into it. Do "
                "not work in this part. Tell your coordinator in person, and bring the file back "
                "from the last copy."
            ),
        )


def leave(folder: Path, header: Header, store: str, content: bytes) -> None:
    """Seal something into the in-box of a store."""
    box = folder / NAME
    box.mkdir(mode=0o700, exist_ok=True)
    path = box / f"{secrets.token_hex(16)}.sealed"
    files.replace(path, boxes.seal(header, store, content))
    with suppress(OSError):
        os.utime(path, (_ONE_DAY, _ONE_DAY))


def opened(
    folder: Path, header: Header, store: str, privates: list[bytes]
) -> list[tuple[Path, bytes]]:
    """Return what waits for a store, with the file of each.

    Only trying tells for which store a file is. One that cannot be opened stays where it is and
    does not keep the others back.
    """
    found = []
    for path in sorted((folder / NAME).glob("*.sealed")):
        named = path.name.partition("-")[0]  # those left earlier say for which store they are
        other = named in STORES and named != store
        if other or not path.is_file() or path.stat().st_size > LARGEST:
            continue
        with suppress(keys.HeaderDamaged):
            found.append((path, boxes.read(header, store, privates, path.read_bytes())))
    return found


def privates_of(work: "Work", store_key: bytes) -> list[bytes]:
    """Return the private keys of an open store's in-box, the one of the store's key first."""
    return list(dict.fromkeys([boxes.private_of(store_key), *_kept(work)]))


def turn(work: "Work", old: bytes, new: bytes, public: str) -> None:
    """Keep the in-box readable while its store goes from one key to another.

    Where the header has the box of the new key, the earlier ones stay readable; else, where who
    rotated could not sign for a new box, the signed one is kept inside until a coordinator did.
    """
    if old == new:
        return
    known = privates_of(work, old)
    if boxes.public_of(new) == public:
        _keep(work, None, known)
    else:
        signed = next((one for one in known if sealing.public_of(one) == public), None)
        _keep(work, signed, [one for one in known if one != signed])


def signed(work: "Work", store_key: bytes, public: str) -> None:
    """Let the box that follows from the store's key take its place once it is the signed one."""
    kept = _kept(work)
    if boxes.public_of(store_key) == public and kept and _first(work) is not None:
        _keep(work, None, kept)


def agrees(work: "Work", unlocked: keys.Unlocked) -> bool:
    """Hold the header against what lies inside a store; tells whether its pin is the present one.

    The in-box key follows from the store's and is signed by a coordinator: a file that somebody
    without that key put in the store's place is StoreForeign. HeaderAltered when the directory key
    pinned inside is another, or an in-box waits that is not the store's.
    """
    from desktop.core import settings

    header, store = unlocked.header, work.store
    pinned = settings.read(work, trust.PIN)
    key, first = unlocked.store_key(store), _first(work)
    own = {boxes.public_of(key)} | ({sealing.public_of(first)} if first else set())
    waits = boxes.waiting(header).get(store, boxes.public_of(key))
    if header.inboxes.get(store) not in own:
        raise StoreForeign
    if not trust.store_agrees(header, pinned) or waits != boxes.public_of(key):
        raise HeaderAltered
    return bool(pinned == trust.pin_of(header))


def _first(work: "Work") -> bytes | None:
    from desktop.core import settings

    found = settings.read(work, _FIRST)
    return None if found is None else bytes.fromhex(found)


def _kept(work: "Work") -> list[bytes]:
    from desktop.core import settings

    first = _first(work)
    earlier = [bytes.fromhex(one) for one in settings.read(work, EARLIER, [])]
    return [*([] if first is None else [first]), *earlier]


def _keep(work: "Work", first: bytes | None, earlier: list[bytes]) -> None:
    from desktop.core import settings

    settings.write(work, _FIRST, None if first is None else first.hex())
    settings.write(work, EARLIER, [one.hex() for one in earlier])
