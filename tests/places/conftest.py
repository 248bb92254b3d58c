# SPDX-License-Identifier: GPL-3.0-or-later
"""A workspace of its own for every test, copied from one made once."""

import shutil
from pathlib import Path

import pytest

from desktop.core import store
from desktop.core.crypto import keys
from desktop.places import intake, service

GEO = Path(__file__).parents[1] / "data" / "geo"
WORDS = "uno dos tres cuatro"


@pytest.fixture(scope="session")
def made_once(tmp_path_factory):
    folder = tmp_path_factory.mktemp("places") / "workspace"
    store.create(folder, "ana", passphrase=WORDS, cost=keys.FLOOR)
    return folder


@pytest.fixture
def workspace(made_once, tmp_path):
    folder = tmp_path / "workspace"
    shutil.copytree(made_once, folder)
    opened = store.Workspace.open(folder, "ana", WORDS)
    yield opened
    opened.close()


def areas_of(name, **answers):
    source = intake.read(GEO / f"{name}.geojson")
    choice = intake.suggest(intake.examine(source))
    return intake.prepare(source, choice).areas


@pytest.fixture
def city(workspace):
    """Sixteen areas of a drawn city, three without a name, their exact borders not yet found."""
    with workspace.work(write=True) as work:
        service.import_areas(work, areas_of("ec_guayaquil_parroquias"))
    return workspace
