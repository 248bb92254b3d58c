# SPDX-License-Identifier: GPL-3.0-or-later
"""Two demonstrations, one large enough for rows and one that is not, with more that names people."""

import csv
import io
import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from desktop.core import clock, records, store
from desktop.core.crypto import header, keys
from desktop.core.store import Workspace
from desktop.demo import make
from desktop.exports import recipients, service
from desktop.exports.verdict import Verdict
from desktop.participants.model import Participant
from tests.demo_world import NOW

DAY = date(2026, 11, 21)
SECRET = bytes(range(32))


@pytest.fixture(scope="session")
def large_source(demo_source: Path, demo_keys: keys.Unlocked, tmp_path_factory) -> Path:
    """The demonstration with telephones, documents and names by which people are known."""
    folder = tmp_path_factory.mktemp("large") / "workspace"
    shutil.copytree(demo_source, folder)
    with clock.at(NOW):
        workspace = Workspace(folder, demo_keys)
        with workspace.work(write=True) as work:
            for number, row in enumerate(range(1, 401, 4)):
                person = records.at_row(work, Participant, row)
                more = {
                    "safe_contact_number": f"099{7_000_000 + number * 37}",
                    "document_type": "national_id",
                    "document_number": f"17-{300_000 + number * 91}",
                    "known_as": f"El Zurdo {number}",
                    "note": f"Nota de {person.given_names}",
                }
                records.amend(work, person, more)
        workspace.close()
    return folder


@pytest.fixture
def large(large_source: Path, demo_keys: keys.Unlocked, tmp_path: Path) -> Iterator[Workspace]:
    folder = tmp_path / "large"
    shutil.copytree(large_source, folder)
    yield from _open(folder, demo_keys)


@dataclass(frozen=True)
class Released:
    """What one recipient got, in English, and the verdict that came with it."""

    folder: Path
    verdict: Verdict
    workspace: Path


@pytest.fixture(scope="session")
def released(large_source: Path, demo_keys: keys.Unlocked, tmp_path_factory) -> dict[str, Released]:
    """Every recipient's dataset, written once for all tests that only read them."""
    base = tmp_path_factory.mktemp("released")
    folder = base / "workspace"
    shutil.copytree(large_source, folder)
    with clock.at(NOW):
        workspace = Workspace(folder, demo_keys)
        found = {}
        for name in recipients.RECIPIENTS:
            out = base / name
            verdict = service.write(workspace, name, out, language="en", secret=SECRET)
            found[name] = Released(out, verdict, folder)
        workspace.close()
    return found


@pytest.fixture(scope="session")
def few_source(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("few") / "workspace"
    with clock.at(NOW):
        make.make(folder, language="es", count=60)
    return folder


@pytest.fixture(scope="session")
def few_keys(few_source: Path) -> keys.Unlocked:
    return keys.unlock(header.load(few_source), store.DEMO_USER, store.DEMO_PASSPHRASE)


@pytest.fixture
def few(few_source: Path, few_keys: keys.Unlocked, tmp_path: Path) -> Iterator[Workspace]:
    folder = tmp_path / "few"
    shutil.copytree(few_source, folder)
    yield from _open(folder, few_keys)


def _open(folder: Path, unlocked: keys.Unlocked) -> Iterator[Workspace]:
    with clock.at(NOW):
        workspace = Workspace(folder, unlocked)
        yield workspace
        workspace.close()


def table(folder: Path, name: str) -> list[dict[str, str]]:
    """Read a written table as anybody would."""
    (path,) = folder.rglob(f"{name}.csv")
    return list(csv.DictReader(io.StringIO(path.read_text("utf-8"), newline="")))


def descriptor(folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((folder / "datapackage.json").read_text("utf-8"))
    return found


def contents(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
