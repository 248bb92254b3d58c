# SPDX-License-Identifier: GPL-3.0-or-later
"""A workspace to import into, and the pure parts' registers without one."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.core import store
from desktop.core.store import Workspace


@pytest.fixture(scope="session")
def made_workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("imports") / "workspace"
    store.create(folder, "ana", passphrase=store.DEMO_PASSPHRASE)
    return folder


@pytest.fixture
def workspace(made_workspace: Path, tmp_path: Path) -> Iterator[Workspace]:
    folder = tmp_path / "workspace"
    shutil.copytree(made_workspace, folder)
    opened = Workspace.open(folder, "ana", store.DEMO_PASSPHRASE)
    yield opened
    opened.close()
