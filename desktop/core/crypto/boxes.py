# SPDX-License-Identifier: GPL-3.0-or-later
"""What is left for a store that is closed: sealed to its in-box, in one of a few sizes.

The public keys of the in-boxes are signed by a coordinator. A store that a member alone gave a new
key has a new in-box nobody signed yet: until then a deposit is sealed to the new box, and that to
the signed one, so that neither who kept the earlier key nor who slipped in a key of their own can
read it alone.
"""

from collections.abc import Sequence
from dataclasses import replace

from desktop.core.crypto import sealing
from desktop.core.crypto.header import Header, HeaderDamaged
from desktop.core.crypto.slots import place
from desktop.core.errors import UserError
from desktop.core.i18n import N_

WAITING = "boxes"
"""Among what the header has more: store > public key of the in-box no coordinator signed yet."""
SIZES = (1 << 12, 1 << 14, 1 << 16, 1 << 18, 1 << 20)
"""The sizes a deposit has on the disk: its file does not tell how long it is, nor for whom."""
_OVER = 32 + 16  # the sender's half of the agreement, tag
_COUNT = 4
_PLAIN, _NESTED = b"\x00", b"\x01"


class TooLong(UserError):
    """No note is so long."""

    def __init__(self) -> None:
        super().__init__(
            N_(
                "This is too long to be left in a part that is closed, so it was not left. Nothing "
                "was lost here. Shorten it and try again."
            )
        )


def private_of(store_key: bytes) -> bytes:
    """Return the private key of a store's in-box: who opens the store reads what was left in it."""
    return sealing.derive(store_key, "inbox")


def public_of(store_key: bytes) -> str:
    """Return the public key of the in-box that goes with a store's key."""
    return sealing.public_of(private_of(store_key))


def waiting(header: Header) -> dict[str, str]:
    """Return the in-boxes no coordinator has signed yet: store > public key."""
    found = header.more.get(WAITING, {})
    return {str(name): str(key) for name, key in found.items()} if isinstance(found, dict) else {}


def without_waiting(header: Header, store: str) -> Header:
    """Return the header in which no in-box of a store waits for a signature."""
    left = {name: key for name, key in waiting(header).items() if name != store}
    return replace(header, more={**header.more, WAITING: left})


def seal(header: Header, store: str, content: bytes) -> bytes:
    """Seal bytes for a store that is not open; only its members can read them again."""
    new = waiting(header).get(store)
    over = _OVER + 1 + (_OVER if new else 0)
    whole = _padded(content, over)
    if new:
        whole = _NESTED + sealing.seal_to(new, whole, place(header, f"inbox/inner/{store}"))
    else:
        whole = _PLAIN + whole
    return sealing.seal_to(header.inboxes[store], whole, place(header, f"inbox/2/{store}"))


def read(header: Header, store: str, privates: Sequence[bytes], sealed: bytes) -> bytes:
    """Open a deposit with the in-box keys kept inside the store; HeaderDamaged where none does."""
    outer = _opened(privates, sealed, place(header, f"inbox/2/{store}"))
    if outer is None:
        earlier = _opened(privates, sealed, place(header, f"inbox/{store}"))
        if earlier is None:
            raise HeaderDamaged
        return earlier  # as it was sealed before all had a few sizes
    if outer[:1] == _NESTED:
        inner = _opened(privates, outer[1:], place(header, f"inbox/inner/{store}"))
    else:
        inner = outer[1:]
    if inner is None:
        raise HeaderDamaged
    size = int.from_bytes(inner[:_COUNT], "big")
    return inner[_COUNT : _COUNT + size]


def _opened(privates: Sequence[bytes], sealed: bytes, info: bytes) -> bytes | None:
    for private in privates:
        try:
            return sealing.open_sealed(private, sealed, info)
        except sealing.Unreadable:
            continue
    return None


def _padded(content: bytes, over: int) -> bytes:
    whole = len(content).to_bytes(_COUNT, "big") + content
    size = next((one for one in SIZES if len(whole) + over <= one), None)
    if size is None:
        raise TooLong
    return whole.ljust(size - over, b"\x00")
