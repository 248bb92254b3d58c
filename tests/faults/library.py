# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads a store through any library of SQLCipher 4, without our driver and without our code.

Run as ``python -m tests.faults.library LIBRARY FILE KEY``: prints what every table holds.
"""

import ctypes
import json
import sys
from pathlib import Path

ROW, DONE, READ_WRITE = 100, 101, 2
TABLES = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite!_%' ESCAPE '!' ORDER BY name"


class Reader:
    """One open file; every value comes back as text."""

    def __init__(self, library: Path, file: Path, key: str) -> None:
        self._calls = ctypes.CDLL(str(library))
        self._calls.sqlite3_column_text.restype = ctypes.c_char_p
        self._calls.sqlite3_errmsg.restype = ctypes.c_char_p
        self._open = ctypes.c_void_p()
        self._must(
            self._calls.sqlite3_open_v2(
                bytes(file), ctypes.byref(self._open), ctypes.c_int(READ_WRITE), None
            ),
            0,
        )
        self.ask(f"PRAGMA key = \"x'{key}'\"")

    def ask(self, statement: str) -> list[list[str]]:
        """Return every row of an answer."""
        asked = ctypes.c_void_p()
        text = statement.encode()
        self._must(
            self._calls.sqlite3_prepare_v2(self._open, text, -1, ctypes.byref(asked), None), 0
        )
        rows = []
        while (state := self._calls.sqlite3_step(asked)) == ROW:
            columns = range(self._calls.sqlite3_column_count(asked))
            cells = (self._calls.sqlite3_column_text(asked, column) for column in columns)
            rows.append([(cell or b"").decode() for cell in cells])
        self._must(state, DONE)
        self._calls.sqlite3_finalize(asked)
        return rows

    def _must(self, state: int, wanted: int) -> None:
        if state != wanted:
            sys.exit(self._calls.sqlite3_errmsg(self._open).decode())


def main() -> None:
    reader = Reader(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3])
    names = [row[0] for row in reader.ask(TABLES)]
    counts = {name: int(reader.ask(f'SELECT count(*) FROM "{name}"')[0][0]) for name in names}
    people = "SELECT given_names FROM participant ORDER BY row"
    found = "SELECT count(*) FROM search_participant('rocio')"
    print(
        json.dumps(
            {
                "version": reader.ask("PRAGMA cipher_version")[0][0],
                "counts": counts,
                "names": [row[0] for row in reader.ask(people)] if "participant" in counts else [],
                "found": int(reader.ask(found)[0][0]) if "participant" in counts else 0,
                "check": reader.ask("PRAGMA integrity_check")[0][0],
                "altered": reader.ask("PRAGMA cipher_integrity_check"),
            }
        )
    )


if __name__ == "__main__":
    main()
