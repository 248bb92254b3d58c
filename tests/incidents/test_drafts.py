# SPDX-License-Identifier: GPL-3.0-or-later
"""What may belong apart is kept as a draft only so that who types it can read it again."""

import json
from dataclasses import replace

import pytest

from desktop.core import store
from desktop.core.store import Workspace
from desktop.incidents.page import IncidentSource

HALF = {"occurred_on": "2026-11", "note": "half a sentence"}


@pytest.mark.parametrize(
    "answers",
    [{}, {"type": "threat", "victims": 2}, {"type": "sexual_violence"}, {"under_18": 1}],
)
def test_a_draft_comes_back_to_who_typed_it_and_cannot_be_read_in_the_file(
    demo: Workspace, answers
) -> None:
    source = IncidentSource(demo)
    source.keep_draft("new", {**HALF, **answers})
    kept = source.draft("new")
    assert kept is not None
    assert kept.values == {**HALF, **answers}
    (held,) = demo.drafts().all()
    text = json.dumps(held.values)
    assert not [word for word in ("sentence", "2026-11", "occurred_on", "violence") if word in text]
    source.drop_draft("new")
    assert source.draft("new") is None
    assert demo.drafts().all() == []


def test_somebody_else_neither_reads_it_nor_writes_over_it(demo: Workspace) -> None:
    source = IncidentSource(demo)
    source.keep_draft("new", HALF)
    mine, holder = demo.user, demo.key_holder
    demo.user = replace(mine, name="berta")
    demo._unlocked = replace(holder, private=bytes(32))
    assert source.draft("new") is None
    source.keep_draft("new", {"note": "another"})
    demo.user, demo._unlocked = mine, holder
    kept = source.draft("new")
    assert kept is not None
    assert kept.values == HALF
    demo._unlocked = replace(holder, private=bytes(32))
    assert source.draft("new") is None
    assert mine.name == store.DEMO_USER


def test_drafts_of_the_protected_store_stay_in_it(demo: Workspace) -> None:
    demo.open_store("protected")
    source = IncidentSource(demo, store="protected")
    source.keep_draft("new", {"type": "sexual_violence", **HALF})
    assert demo.drafts().all() == []
    kept = source.draft("new")
    assert kept is not None
    assert kept.values["note"] == "half a sentence"
