# SPDX-License-Identifier: GPL-3.0-or-later
"""Every file that comes from outside, bent: refused by name, within its folder, memory and time."""

import csv
import io
import json
import pickle
import subprocess
import sys

import openpyxl
import pytest

from desktop.core import audit_log
from desktop.core.backups import backup
from desktop.core.crypto import header, keys, paper, sealed_file
from desktop.core.team import members
from tests import twins
from tests.core.papers import files as papers
from tests.faults import figures
from tests.workspaces import add

if sys.platform == "win32":
    pytest.skip("no limit on memory here", allow_module_level=True)

AREAS = {
    "type": "FeatureCollection",
    "features": [
        {
            "type": "Feature",
            "properties": {"name": f"Sector {n}", "code": str(n)},
            "geometry": {"type": "Polygon", "coordinates": [[[n, 0], [n + 1, 0], [n + 1, 1], [n, 0]]]},
        }
        for n in range(4)
    ],
}  # fmt: skip


def plain(kind, folder):
    """Return an honest file of a kind that needs no workspace."""
    path = folder / "made"
    makers = {
        "sealed": lambda: sealed_file.seal(b"acta " * 30_000, bytes(32), b"paper"),
        "jpeg": papers.jpeg,
        "png": papers.png,
        "pdf": papers.pdf,
        "csv": lambda: as_text(twins.own_incidents(path)),
        "xlsx": lambda: twins.own_incidents(path).read_bytes(),
        "xls": lambda: twins.old_workbook(path, rows_of(twins.own_incidents(path))).read_bytes(),
        "map": lambda: json.dumps(AREAS).encode(),
    }
    return makers[kind]()


def rows_of(path):
    """Return the first sheet of a workbook as the texts a person sees."""
    book = openpyxl.load_workbook(io.BytesIO(path.read_bytes()))
    return [[str(cell) for cell in row] for row in book.worksheets[0].iter_rows(values_only=True)]


def as_text(path):
    """Return the same as CSV."""
    text = io.StringIO()
    csv.writer(text, delimiter=";").writerows(rows_of(path))
    return text.getvalue().encode()


def tried(kind, folder, usual, full):
    """Run one reader in its own process and note what it was fed."""
    outside = sorted(folder.parent.iterdir())
    count = figures.size(usual, full)
    ran = subprocess.run(
        [sys.executable, "-m", "tests.faults.fuzzing", kind, str(count), "1", str(folder)],
        capture_output=True, text=True, timeout=3_000, check=False,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr[-3_000:]
    found = json.loads(ran.stdout)
    figures.note(f"fuzz: {kind}", **found, wrong=0)
    assert sorted(folder.parent.iterdir()) == outside
    assert found["megabytes"] < 512
    return found


@pytest.mark.parametrize(
    ("kind", "usual", "full"),
    [
        ("sealed", 300, 30_000), ("jpeg", 200, 10_000), ("png", 200, 10_000), ("pdf", 60, 3_000),
        ("csv", 100, 8_000), ("xlsx", 20, 2_000), ("xls", 100, 4_000), ("map", 200, 10_000),
    ],
)  # fmt: skip
def test_files_from_outside(kind, usual, full, tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "honest").write_bytes(plain(kind, folder))
    tried(kind, folder, usual, full)


def test_key_headers(made_once, tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "honest").write_bytes((made_once.folder / header.NAME).read_bytes())
    (folder / "recovery").write_bytes(paper.read("".join(made_once.recovery)))
    found = tried("header", folder, 500, 30_000)
    assert (
        found["refused"] > found["inputs"] * 0.95
    )  # .old, spaces in JSON: the rest changes nothing


def test_manifests_of_backups(workspace, made_once, tmp_path):
    add(workspace)
    made = backup.backup(workspace, tmp_path / "disk")
    folder = tmp_path / "in"
    folder.mkdir()
    made.rename(folder / "backup")
    (folder / "honest").write_bytes((folder / "backup" / backup.MANIFEST).read_bytes())
    (folder / "recovery").write_bytes(paper.read("".join(made_once.recovery)))
    found = tried("manifest", folder, 150, 8_000)
    assert found["refused"] > found["inputs"] * 0.9
    assert not (folder / "target").exists()


def test_journals_handed_over(workspace, tmp_path):
    words = members.admit(workspace, "auditora", "auditor").words
    folder = tmp_path / "in"
    folder.mkdir()
    audit_log.write(workspace, "auditora", folder / "honest")
    auditor = keys.unlock(header.load(workspace.folder), "auditora", words)
    (folder / "unlocked").write_bytes(pickle.dumps(auditor))
    tried("log", folder, 150, 5_000)
