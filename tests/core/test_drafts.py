# SPDX-License-Identifier: GPL-3.0-or-later
"""Unfinished forms on a laptop that several people share."""

from pathlib import Path

import pytest

from desktop.core import db
from desktop.core.drafts import Drafts
from desktop.core.tables import new_id

ONE = new_id()


@pytest.fixture
def place(tmp_path: Path) -> db.Place:
    return db.Place(tmp_path / "drafts.db", bytes(range(32)), "workspace/cases/drafts")


def test_what_one_user_has_not_finished_another_does_not_see(place):
    ana, bea = Drafts(place, "ana"), Drafts(place, "bea")
    ana.keep("participants/new", {"name": "Wendy"})
    assert bea.find("participants/new") is None
    assert bea.all() == []
    bea.keep("participants/new", {"name": "Yeison"})
    bea.drop("participants/new")
    assert ana.find("participants/new").values == {"name": "Wendy"}
    assert [one.key for one in ana.all()] == ["participants/new"]
    ana.close()
    bea.close()


def test_erasing_reaches_the_drafts_of_everybody(place):
    ana, bea = Drafts(place, "ana"), Drafts(place, "bea")
    ana.keep(f"participants/{ONE}", {"note": "x"})
    bea.keep("contacts/new", {"participant": ONE})
    assert bea.naming([ONE]) == 2
    assert bea.forget([ONE]) == 2
    assert ana.all() == bea.all() == []
    ana.close()
    bea.close()


def test_drafts_from_when_there_was_one_user_stay_with_who_opens_them(place):
    with db.connect(place, create=True) as earlier:
        earlier.execute(
            "CREATE TABLE draft "
            "(key TEXT PRIMARY KEY, value TEXT NOT NULL, moment TEXT NOT NULL) STRICT"
        )
        row = ("participants/new", '{"born":"2004"}', "2026-11-21T10:00:00+00:00")
        earlier.execute("INSERT INTO draft VALUES (?, ?, ?)", row)
    earlier.close()
    ana = Drafts(place, "ana")
    assert ana.find("participants/new").values == {"born": "2004"}
    ana.close()
