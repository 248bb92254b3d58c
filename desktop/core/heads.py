# SPDX-License-Identifier: GPL-3.0-or-later
"""Where a journal stood, kept outside its file: in the key header and in every backup.

An older file put back is whole by every check of its own; only the number and tag its journal once
reached tell it apart. Each head is sealed with the key of its store, in one length, so that neither
a thief nor a colleague without that key learns how much is written there.
"""

import json
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.core.crypto import header, keys

if TYPE_CHECKING:
    import sqlite3

_DIGITS = 12
_LAST = "SELECT seq, tag FROM journal ORDER BY seq DESC LIMIT 1"


def sealed(key: bytes, number: int, tag: str) -> str:
    """Return a head as it is noted: sealed with the key of its store."""
    return keys.seal(key, f"{number:0{_DIGITS}d}{tag}".encode(), "head")


def read(key: bytes, noted: object) -> tuple[int, str] | None:
    """Return number and tag; None where none was noted, HeaderDamaged where it was altered."""
    if not isinstance(noted, str):
        return None
    plain = keys.unseal(key, noted, "head").decode()
    if plain.startswith("["):  # as it was noted before all had one length
        number, tag = json.loads(plain)
        return number, tag
    return int(plain[:_DIGITS]), plain[_DIGITS:]


def note(folder: Path, data_key: bytes, found: dict[str, str]) -> None:
    """Write heads into the header; one that others changed behind our back is never signed."""
    with header.changing(folder) as now:
        if not keys.is_ours(now, data_key):
            raise header.HeaderDamaged
        more = {**now.more, "heads": {**now.more.get("heads", {}), **found}}
        header.save(folder, keys.signed(replace(now, more=more), data_key))


def of_copy(connection: "sqlite3.Connection", key: bytes) -> str | None:
    """Return the head of a copied file as a backup's manifest notes it; None for an empty chain."""
    last = connection.execute(_LAST).fetchone()
    return sealed(key, *last) if last else None
