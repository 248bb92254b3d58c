# SPDX-License-Identifier: GPL-3.0-or-later
"""One file sealed in chunks under a key of its own: the STREAM construction over AES-256-GCM.

Rogaway and others, "Online Authenticated-Encryption and its Nonce-Reuse Misuse-Resistance"
(2015): each chunk's nonce holds its number and whether it is the last, so that cutting, swapping,
repeating or appending chunks is found like a flipped bit. What the file belongs to is bound into
every chunk. The true length stands inside and the rest is padding: sizes of files tell too much.
"""

import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from desktop.core.errors import UserError
from desktop.core.i18n import N_

CHUNK = 64 * 1024
KEY_BYTES = 32

_FORMAT = b"\x01"
_PREFIX = 7
_HEAD = len(_FORMAT) + _PREFIX
_TAG = 16
_LENGTH = 8


class SealBroken(UserError):
    """The file was changed, cut, or belongs to something else."""

    def __init__(self) -> None:
        super().__init__(
            N_(
                "This paper was damaged or changed by another program, so it is not shown. The "
                "record itself is safe. A backup may still hold the paper."
            )
        )


def seal(content: bytes, key: bytes, bound: bytes) -> bytes:
    """Return the sealed form of a file's content; ``bound`` is what it belongs to."""
    cipher = AESGCM(key)
    prefix = secrets.token_bytes(_PREFIX)
    plain = len(content).to_bytes(_LENGTH, "big") + content
    plain += bytes(-len(plain) % CHUNK)
    last = len(plain) // CHUNK - 1
    parts = [_FORMAT, prefix]
    for number in range(last + 1):
        part = plain[number * CHUNK : (number + 1) * CHUNK]
        nonce = _nonce(prefix, number, last=number == last)
        parts.append(cipher.encrypt(nonce, part, _FORMAT + bound))
    return b"".join(parts)


def unseal(sealed: bytes, key: bytes, bound: bytes) -> bytes:
    """Return the content again; SealBroken unless every byte is where it was written."""
    count, rest = divmod(len(sealed) - _HEAD, CHUNK + _TAG)
    if count < 1 or rest or not sealed.startswith(_FORMAT):
        raise SealBroken
    cipher = AESGCM(key)
    prefix = sealed[len(_FORMAT) : _HEAD]
    parts = []
    for number in range(count):
        at = _HEAD + number * (CHUNK + _TAG)
        nonce = _nonce(prefix, number, last=number == count - 1)
        try:
            parts.append(cipher.decrypt(nonce, sealed[at : at + CHUNK + _TAG], _FORMAT + bound))
        except InvalidTag:
            raise SealBroken from None
    plain = b"".join(parts)
    return plain[_LENGTH : _LENGTH + int.from_bytes(plain[:_LENGTH], "big")]


def sealed_size(size: int) -> int:
    """Return how many bytes a file of this size takes once sealed."""
    chunks = -(-(size + _LENGTH) // CHUNK)
    return _HEAD + chunks * (CHUNK + _TAG)


def _nonce(prefix: bytes, number: int, *, last: bool) -> bytes:
    return prefix + number.to_bytes(4, "big") + bytes([last])
