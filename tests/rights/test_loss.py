# SPDX-License-Identifier: GPL-3.0-or-later
"""A lost laptop: the days of the law, what was on it in counts, drafts in three languages."""

from datetime import date
from pathlib import Path

import pytest

from desktop.core import clock, i18n, records
from desktop.organisation import service as organisation
from desktop.reports import pdf
from desktop.rights import deadlines, loss, processing
from desktop.rights.model import DataBreach
from tests.rooms import NOON
from tests.workspaces import add

FRIDAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("country", "authority", "people"),
    [
        ("br", date(2026, 11, 25), date(2026, 11, 25)),
        ("ec", date(2026, 11, 25), date(2026, 11, 23)),
        ("pe", date(2026, 11, 22), date(2026, 11, 22)),
        ("sv", date(2026, 11, 23), date(2026, 11, 23)),
        ("hn", date(2026, 11, 25), date(2026, 11, 25)),
    ],
)
def test_whom_to_tell_by_when(country, authority, people):
    assert deadlines.tell_authority_by(country, FRIDAY) == authority
    assert deadlines.tell_people_by(country, FRIDAY) == people


@pytest.fixture
def lost(workspace):
    with clock.at(NOON):
        for _n in range(3):
            add(workspace, given_names="Inventada")
        with workspace.work(write=True) as work:
            values = {
                "kind": "laptop_stolen",
                "noticed_on": FRIDAY,
                "country": "br",
                "state": "off",
            }
            made = loss.report(work, values, loss.contents(workspace)).id
        yield made


def test_what_was_on_it_is_counted(workspace, lost):
    with workspace.work() as work:
        found = records.get(work, DataBreach, lost)
    assert (found.people, found.entries) == (3, 3)
    assert found.due_on == date(2026, 11, 25)


def test_it_is_due_until_everybody_was_told(workspace, lost):
    with workspace.work(write=True) as work:
        assert [one[0] for one in loss.due(work)] == [lost]
        found = records.get(work, DataBreach, lost)
        loss.amend(work, found, {"authority_told_on": date(2026, 11, 21)})
        assert [one[2] for one in loss.due(work)] == [date(2026, 11, 25)]
        loss.amend(work, found, {"people_told_on": date(2026, 11, 21)})
        assert loss.due(work) == []


@pytest.mark.parametrize("language", i18n.LANGUAGES)
@pytest.mark.parametrize("kind", loss.NOTICES)
def test_the_drafts_are_drawn_and_name_nobody(workspace, lost, tmp_path: Path, kind, language):
    with workspace.work() as work:
        found = records.get(work, DataBreach, lost)
        made = loss.notice(work, found, kind, language=language, is_demo=False)
    assert pdf.draw(made, tmp_path / "notice.pdf") >= 1
    assert "Inventada" not in repr(made)


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_the_register_of_processing_is_drawn_from_the_declarations(workspace, tmp_path, language):
    with workspace.work(write=True) as work:
        processing.fill(work, {"contact": "a room of ours"})
        made = processing.document(work, leaving={"participant"}, language=language, is_demo=False)
        about = organisation.about(work)
    assert about is not None
    assert pdf.draw(made, tmp_path / "register.pdf") >= 3
    words = repr(made)
    assert "a room of ours" in words
    with i18n.speaking(language):
        assert i18n._("Known as") in words
