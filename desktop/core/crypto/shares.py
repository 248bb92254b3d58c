# SPDX-License-Identifier: GPL-3.0-or-later
"""A secret in shares, any two of which give it and one of which gives nothing (Shamir 1979).

For each byte of the secret a line is drawn through it at random over the field of 256 elements;
a share is one point of every line. Used for the paper key in three shares, so that nobody can be
forced to hand it over alone, and for stores that two members open together.
"""

import secrets
from collections.abc import Sequence
from hashlib import sha256

from desktop.core.crypto import paper
from desktop.core.errors import UserError
from desktop.core.i18n import N_

MOST = 255
PAPERS = 3


class SameShare(UserError):
    """One share typed twice says no more than once."""

    def __init__(self) -> None:
        super().__init__(N_("These two are the same. Two different ones are needed."))


def split(secret: bytes, count: int = PAPERS) -> list[bytes]:
    """Return shares of a secret, each its number and a point for every byte."""
    if not 2 <= count <= MOST:
        raise ValueError("from two shares up to 255")
    slopes = secrets.token_bytes(len(secret))
    return [point(secret, slopes, number) for number in range(1, count + 1)]


def point(secret: bytes, slopes: bytes, number: int) -> bytes:
    """Return the share of a number on given lines."""
    lines = zip(secret, slopes, strict=True)
    return bytes([number, *(start ^ _times(slope, number) for start, slope in lines)])


def combine(first: bytes, second: bytes) -> bytes:
    """Return what two shares give; any two of one secret give it, others give anything."""
    one, two = first[0], second[0]
    if one == two or len(first) != len(second):
        raise SameShare
    down = _inverse(one ^ two)
    left, right = _times(two, down), _times(one, down)
    pairs = zip(first[1:], second[1:], strict=True)
    return bytes(_times(a, left) ^ _times(b, right) for a, b in pairs)


def write(share: bytes) -> list[str]:
    """Return a share as it is printed: four lines like the paper key; the number is checked too."""
    return paper.lines(share[1:], _check(share))


def read(text: str) -> bytes:
    """Read a share back; Mistyped names the line with the first error."""
    points, check = paper.parsed(text)
    for number in range(1, PAPERS + 1):
        share = bytes([number]) + points
        if _check(share) == check:
            return share
    raise paper.Mistyped


def key_from(typed: Sequence[str]) -> bytes:
    """Return the paper key from itself, from two shares, or from three that agree."""
    if len(typed) == 1:
        return paper.read(typed[0])
    points = [read(one) for one in typed]
    key = combine(points[0], points[1])
    if any(combine(points[0], other) != key for other in points[2:]):
        raise paper.Mistyped
    return key


def _check(share: bytes) -> bytes:
    return sha256(b"share" + share).digest()[: paper.CHECK_BYTES]


def _times(a: int, b: int) -> int:
    """Multiply in the field of AES: polynomials over two elements, modulo x^8+x^4+x^3+x+1."""
    product = 0
    while b:
        if b & 1:
            product ^= a
        a = a << 1 ^ (0x11B if a & 0x80 else 0)
        b >>= 1
    return product


def _inverse(a: int) -> int:
    """Return what gives one with ``a``: its 254th power."""
    found = 1
    for _ in range(254):
        found = _times(found, a)
    return found
