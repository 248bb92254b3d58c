# SPDX-License-Identifier: GPL-3.0-or-later
"""The word of a coordinator for the keys a journal begins with.

The header is only under the MAC of the data key, and anybody can seal to a public key: a colleague
who holds it could begin the journal anew and seal the new first key to the auditor and to the
paper. So every such key is signed, as it was sealed, with the key that signs the directory.
"""

from collections.abc import Iterable
from dataclasses import replace
from hashlib import sha256

from desktop.core.crypto import sealing
from desktop.core.crypto.header import Header

_NAME = "vouched"
_FORM = "vereda/2/journal key"
Start = tuple[str, int, str]
"""Store, number of the entry the key is for, and the key as it is sealed to its reader."""


def with_starts(header: Header, seed: bytes, starts: Iterable[Start]) -> Header:
    """Return the header in which a coordinator vouches for these too."""
    made = {one: sealing.sign(seed, _message(one)) for one in _digests(header, starts)}
    return replace(header, more={**header.more, _NAME: {**_known(header), **made}})


def vouched(header: Header, start: Start) -> bool:
    """Tell whether who signs the directory vouches for a key as it is sealed."""
    key = header.directory.key if header.directory else ""
    return signed(header, start, key, signature(header, start))


def signature(header: Header, start: Start) -> str:
    """Return the word that stands in the header for a key; empty when there is none."""
    (digest,) = _digests(header, (start,))
    return _known(header).get(digest, "")


def signed(header: Header, start: Start, by: str, said: str) -> bool:
    """Tell whether a signing key that is believed vouches for a key as it is sealed."""
    (digest,) = _digests(header, (start,))
    return bool(by and said) and sealing.signed_by(by, said, _message(digest))


def again(header: Header, before: str, seed: bytes) -> Header:
    """Return the header in which a new signing key says what the earlier one did, and no more.

    Whoever was made no coordinator any more keeps the earlier key, which is worth nothing then.
    """
    true = [
        one
        for one, signature in _known(header).items()
        if sealing.signed_by(before, signature, _message(one))
    ]
    made = {one: sealing.sign(seed, _message(one)) for one in true}
    return replace(header, more={**header.more, _NAME: made})


def _known(header: Header) -> dict[str, str]:
    found = header.more.get(_NAME, {})
    return {str(one): str(said) for one, said in found.items()} if isinstance(found, dict) else {}


def _digests(header: Header, starts: Iterable[Start]) -> list[str]:
    return [sha256(sealing.canonical([header.workspace, *start])).hexdigest() for start in starts]


def _message(digest: str) -> bytes:
    return sealing.canonical([_FORM, digest])
