# SPDX-License-Identifier: GPL-3.0-or-later
"""Who was erased, as copies tell each other: an older copy must not bring anybody back."""

import json
import sqlite3


def told(connection: sqlite3.Connection) -> bytes:
    """Return the stones of a store as they go into a manifest: registers, ids and moments."""
    there = connection.execute(
        "SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'tombstone'"
    ).fetchone()
    rows = connection.execute("SELECT register, id, moment FROM tombstone") if there else ()
    return json.dumps([list(row) for row in rows]).encode()
