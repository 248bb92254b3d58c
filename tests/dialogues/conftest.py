# SPDX-License-Identifier: GPL-3.0-or-later
"""One encrypted workspace for each module, its dialogues store open."""

import pytest

from desktop.core import records, store
from desktop.incidents import service as incidents
from desktop.places.model import Place

WORDS = "uno dos tres cuatro"


@pytest.fixture(scope="module")
def workspace(tmp_path_factory):
    folder = tmp_path_factory.mktemp("dialogues") / "workspace"
    store.create(folder, "ana", passphrase=WORDS)
    opened = store.Workspace.open(folder, "ana", WORDS)
    opened.open_store("dialogues")
    yield opened
    opened.close()


@pytest.fixture
def work(workspace):
    """A transaction on the dialogues store that leaves nothing behind."""
    with workspace.work("dialogues", write=True) as unit:
        yield unit
        unit.session.rollback()
        unit.touched.clear()


@pytest.fixture(scope="module")
def sectors(workspace):
    with workspace.work(write=True) as main:
        return [
            records.create(main, Place, {"level": "sector", "name": name}).id
            for name in ("Ribera", "Loma")
        ]


@pytest.fixture(scope="module")
def incident(workspace, sectors):
    with workspace.work(write=True) as main:
        values = {
            "type": "border_denial",
            "occurred_on": "2026-03-05",
            "how_known": "we_saw",
            "sector": sectors[0],
        }
        return incidents.record(main, values)
