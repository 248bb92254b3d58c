# SPDX-License-Identifier: GPL-3.0-or-later
"""What belongs apart is not even kept as a draft beside the main store."""

from pathlib import Path

import pytest

from desktop.core import clock, store
from desktop.core.store import Workspace
from desktop.incidents.page import IncidentSource

HALF = {"occurred_on": "2026-11", "note": "half a sentence"}


@pytest.mark.parametrize(
    "answers", [{"type": "sexual_violence"}, {"type": "threat", "under_18": 1}]
)
def test_a_draft_that_belongs_apart_leaves_the_main_store(demo: Workspace, answers) -> None:
    source = IncidentSource(demo)
    source.keep_draft("new", {"type": "threat", **HALF})
    assert source.draft("new") is not None
    source.keep_draft("new", {**HALF, **answers})
    assert source.draft("new") is None


def test_it_is_kept_in_the_protected_store_while_that_is_open(
    demo: Workspace, demo_folder: Path
) -> None:
    demo.open_store("protected")
    IncidentSource(demo).keep_draft("new", {"type": "sexual_violence", **HALF})
    kept = IncidentSource(demo, store="protected").draft("new")
    assert kept is not None
    assert kept.values["note"] == "half a sentence"
    assert demo.drafts().all() == []


def test_an_ordinary_draft_comes_back(demo: Workspace) -> None:
    source = IncidentSource(demo)
    source.keep_draft("new", {"type": "threat", "victims": 2, **HALF})
    kept = source.draft("new")
    assert kept is not None
    assert kept.values["victims"] == 2
    assert clock.now() >= kept.moment
    assert demo.user.name == store.DEMO_USER
