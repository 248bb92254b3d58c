# SPDX-License-Identifier: GPL-3.0-or-later
"""The keys the journals' chains began with: sealed to the paper key, and to auditors beside it.

A chain goes on under a fresh key when keys are made anew; the header keeps
from which entry on. Its first entry carries a digest of everything before it, so that who knows
only the later key still finds a change in the earlier part.
"""

from dataclasses import replace
from typing import Any

from desktop.core import audit_log
from desktop.core.crypto import keys
from desktop.core.crypto.header import Header


def known_to(unlocked: keys.Unlocked, store: str) -> list[tuple[int, bytes]]:
    """Return the first keys this user may read, each with the number of the entry it begins at."""
    more = unlocked.header.more
    sealed = [(1, more.get("chains", {}).get(store, ""))]
    parts = more.get("segments", {}).get(store, [])
    sealed += [(part["from"], part["sealed"].get(unlocked.slot.id, "")) for part in parts]
    found = ((at, keys.read_sealed(unlocked, f"chain/{store}", one)) for at, one in sealed)
    return [(at, key) for at, key in found if key is not None]


def with_segment(header: Header, store: str, start: int, key: bytes) -> Header:
    """Return the header in which a fresh chain key is kept for the paper key and the auditors."""
    readers = [one for one in header.slots if one.kind == "recovery"]
    sealed = {one.id: keys.sealed_to(header, one.public, f"chain/{store}", key) for one in readers}
    part: dict[str, Any] = {"from": start, "sealed": sealed}
    segments = header.more.get("segments", {})
    grown = {**segments, store: [*segments.get(store, []), part]}
    fresh = replace(header, more={**header.more, "segments": grown})
    return audit_log.turned(fresh, store, start, key)
