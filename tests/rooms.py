# SPDX-License-Identifier: GPL-3.0-or-later
"""One open workspace for the tests of services: every test works in a transaction it takes back."""

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from desktop.core import clock
from desktop.core.store import Workspace
from desktop.core.work import Work
from desktop.participants import service as participants
from desktop.participants.model import Participant
from tests.workspaces import USER, WORDS, Made

NOON = datetime(2026, 11, 21, 15, 0, tzinfo=UTC)
"""The day of these tests, 21 November 2026."""


@pytest.fixture(scope="session")
def cases(made_once: Made, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    folder = tmp_path_factory.mktemp("rooms") / "workspace"
    shutil.copytree(made_once.folder, folder)
    opened = Workspace.open(folder, USER, WORDS)
    yield opened
    opened.close()


@pytest.fixture
def work(cases: Workspace) -> Iterator[Work]:
    """A transaction on an empty main store that leaves nothing behind."""
    with clock.at(NOON), cases.work(write=True) as unit:
        yield unit
        unit.session.rollback()
        unit.touched.clear()


def register(work: Work, **more: object) -> Participant:
    """Register an invented person with the six answers, of which some may be others."""
    answers = {"born": "2001", "sex": "female", "safe_contact": "phone"}
    return participants.register(work, {**answers, **more})


def complete(work: Work, **more: object) -> Participant:
    """Register somebody whose file needs nothing more."""
    rest = {
        "education": "primary",
        "work_status": "unemployed",
        "living": "own_family",
        "referral_source": "self",
    }
    return register(work, **{**rest, **more})


def two_sectors(work: Work, status: str) -> tuple[str, str]:
    """Return two sectors with a border of this status between them."""
    from desktop.core import records
    from desktop.places import border_service
    from desktop.places.model import Border, Place

    made = (records.create(work, Place, {"level": "sector", "name": name}).id for name in "AB")
    a, b = sorted(made)
    between = records.create(work, Border, {"a": a, "b": b, "origin": "drawn"})
    border_service.set_status(work, between.id, status, "2026-01-01")
    return a, b
