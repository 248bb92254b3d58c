# SPDX-License-Identifier: GPL-3.0-or-later
"""Other programs open a workspace with its exported key: nobody's records depend on ours.

SQLite3 Multiple Ciphers is an implementation of its own; the ``sqlcipher`` program is Debian's;
``VEREDA_SQLCIPHER`` may name any library of SQLCipher 4, built by somebody else.
Each runs in a process of its own: two SQLite libraries in one process break each other's locks.
"""

import importlib.util
import json
import os
import shutil
import subprocess
import sys
from contextlib import closing

import pytest

from desktop.core import db
from desktop.core.crypto.header import STORES
from tests.faults import figures
from tests.workspaces import add

READ = """
import json, sys
import apsw

path, key = sys.argv[1:]
connection = apsw.Connection(path, flags=apsw.SQLITE_OPEN_READWRITE)
connection.pragma("cipher", "sqlcipher")
connection.pragma("legacy", 4)
connection.pragma("key", f"x'{key}'")
tables = [row[0] for row in connection.execute(
    "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite!_%' ESCAPE '!' ORDER BY name")]
counts = {name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in tables}
names = [row[0] for row in connection.execute("SELECT given_names FROM participant ORDER BY row")]
found = connection.execute("SELECT count(*) FROM search_participant('rocio')").fetchone()[0]
check = connection.execute("PRAGMA integrity_check").fetchone()[0]
print(json.dumps({"counts": counts, "names": names, "found": found, "check": check}))
"""


@pytest.fixture
def closed(workspace):
    """A closed workspace with two people in it: file, exported key and what every table holds."""
    for name in ("Rocío", "Inés"):
        add(workspace, given_names=name)
    place = workspace.place("cases")
    workspace.close()
    with closing(db.connect(place)) as connection:
        db.checkpoint(connection)
        return place.path, place.key.hex(), db.counts(connection)


@pytest.mark.skipif(importlib.util.find_spec("apsw") is None, reason="apsw-sqlite3mc is missing")
def test_sqlite3_multiple_ciphers_reads_every_table(closed):
    path, key, counts = closed
    ran = subprocess.run(
        [sys.executable, "-c", READ, str(path), key],
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    found = json.loads(ran.stdout)
    assert found == {"counts": counts, "names": ["Rocío", "Inés"], "found": 1, "check": "ok"}
    figures.note("other reader: SQLite3MultipleCiphers", tables=len(counts), wrong=0)


def test_debians_sqlcipher_reads_the_same(closed):
    path, key, counts = closed
    program = shutil.which("sqlcipher")
    if program is None:
        pytest.skip("Debian's sqlcipher is not installed")
    version = subprocess.run([program, "-version"], capture_output=True, text=True, check=True)
    if version.stdout.startswith("3.") and "SQLCipher 4" not in version.stdout:
        pytest.skip("this sqlcipher is older than the format of the files")
    ask = f"PRAGMA key = \"x'{key}'\";\nSELECT given_names FROM participant ORDER BY row;\nSELECT count(*) FROM change;\n"
    ran = subprocess.run(
        [program, "-batch", "-noheader", str(path)],
        input=ask, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert ran.stdout.split("\n")[-4:-1] == ["Rocío", "Inés", str(counts["change"])], ran.stderr
    figures.note("other reader: sqlcipher", tables=len(counts), wrong=0)


@pytest.mark.skipif("VEREDA_SQLCIPHER" not in os.environ, reason="no library was named")
def test_another_build_of_sqlcipher_reads_every_store(workspace):
    for name in ("Rocío", "Inés"):
        add(workspace, given_names=name)
    for store in STORES:
        workspace.open_store(store)
    places = {store: workspace.place(store) for store in STORES}
    workspace.close()
    tables = 0
    for store, place in places.items():
        with closing(db.connect(place)) as connection:
            db.checkpoint(connection)
            counts = db.counts(connection)
        library = [os.environ["VEREDA_SQLCIPHER"], str(place.path), place.key.hex()]
        ran = subprocess.run(
            [sys.executable, "-m", "tests.faults.library", *library],
            capture_output=True, text=True, timeout=60, check=False,
        )  # fmt: skip
        assert ran.returncode == 0, ran.stderr
        found = json.loads(ran.stdout)
        version = found.pop("version")
        named = {"names": ["Rocío", "Inés"], "found": 1} if store == "cases" else {"names": [], "found": 0}  # fmt: skip
        assert found == {"counts": counts, **named, "check": "ok", "altered": []}
        tables += len(counts)
    figures.note(f"other reader: SQLCipher {version}", stores=len(places), tables=tables, wrong=0)
