# SPDX-License-Identifier: GPL-3.0-or-later
"""The demonstration as a fixture: made once a run, copied for every test that opens it."""

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from desktop.core import clock, store
from desktop.core.crypto import keys
from desktop.demo import make

NOW = datetime(2026, 11, 21, 15, 0, tzinfo=UTC)


@pytest.fixture(scope="session")
def demo_source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("demo") / "workspace"
    with clock.at(NOW):
        make.make(folder, language="es")
    return folder


@pytest.fixture(scope="session")
def demo_keys(demo_source: Path) -> keys.Unlocked:
    return keys.unlock(store.load_header(demo_source), store.DEMO_USER, store.DEMO_PASSPHRASE)


@pytest.fixture
def demo_folder(demo_source: Path, tmp_path: Path) -> Path:
    folder = tmp_path / "workspace"
    shutil.copytree(demo_source, folder)
    return folder


@pytest.fixture
def demo(demo_folder: Path, demo_keys: keys.Unlocked) -> Iterator[store.Workspace]:
    """The demonstration, open, on its own day."""
    with clock.at(NOW):
        workspace = store.Workspace(demo_folder, demo_keys)
        yield workspace
        workspace.close()
