# SPDX-License-Identifier: GPL-3.0-or-later
"""The keys the journals' chains began with: sealed to the paper key, and to auditors beside it.

A chain goes on under a fresh key when keys are made anew; the header keeps
from which entry on. Its first entry carries a digest of everything before it, so that who knows
only the later key still finds a change in the earlier part.
"""

from dataclasses import replace
from typing import Any

from desktop.core import audit_log
from desktop.core.crypto import keys, vouching
from desktop.core.crypto.header import Header
from desktop.core.journal import KnownKey


def known_to(unlocked: keys.Unlocked, store: str) -> list[KnownKey]:
    """Return the first keys of the parts of a journal that this user may read."""
    more = unlocked.header.more
    sealed = [(1, more.get("chains", {}).get(store, ""))]
    parts = more.get("segments", {}).get(store, [])
    sealed += [(part["from"], part["sealed"].get(unlocked.slot.id, "")) for part in parts]
    return [
        KnownKey(at, key, vouching.vouched(unlocked.header, (store, at, one)))
        for at, one in sealed
        if (key := keys.read_sealed(unlocked, f"chain/{store}", one)) is not None
    ]


def with_segment(
    header: Header, store: str, start: int, key: bytes, seed: bytes | None = None
) -> Header:
    """Return the header in which a fresh chain key is kept for the paper key and the auditors.

    Without the key of a coordinator nobody vouches for it but the journal itself.
    """
    readers = [one for one in header.slots if one.kind == "recovery"]
    sealed = {one.id: keys.sealed_to(header, one.public, f"chain/{store}", key) for one in readers}
    part: dict[str, Any] = {"from": start, "sealed": sealed}
    segments = header.more.get("segments", {})
    grown = {**segments, store: [*segments.get(store, []), part]}
    fresh = replace(header, more={**header.more, "segments": grown})
    fresh, told = audit_log.turned(fresh, store, start, key)
    if seed is None:
        return fresh
    starts = [(store, start, one) for one in (*sealed.values(), *told)]
    return vouching.with_starts(fresh, seed, starts)
