# SPDX-License-Identifier: GPL-3.0-or-later
"""The map on paper: of the day shown, for a reason, marked on every page, noted in the ledger."""

import io
from datetime import UTC, date, datetime
from hashlib import sha256

import pikepdf
import pytest

from desktop.core import clock
from desktop.core.errors import NotAllowed
from desktop.core.journal import entries
from desktop.core.tables import table_of
from desktop.core.work import User
from desktop.incidents import service as incidents
from desktop.places import border_service, outline_service, service
from desktop.releases.model import Release
from desktop.reports import team_map
from desktop.reports.team_map import Asked, ReasonMissing
from tests.places.test_outline_service import square
from tests.reports.test_monthly import text_of

ON = Asked(on=date(2026, 6, 15), since=date(2026, 5, 1))
REASON = "Monday meeting of the team"


@pytest.fixture(autouse=True)
def _in_june():
    with clock.at(datetime(2026, 6, 15, 15, tzinfo=UTC)):
        yield


@pytest.fixture
def territory(workspace):
    with workspace.work(write=True) as work:
        one = outline_service.draw(work, {"name": "La Isla"}, square(0)).id
        outline_service.draw(work, {"name": "El Alto"}, square(1))
        (border,) = border_service.borders(work, ON.on)
        border_service.set_status(work, border.id, "active", "2026-05")
        service.set_pattern(work, one, "contested", "2026-05")
        for _n in range(3):
            incidents.record(
                work,
                {"type": "threat", "occurred_on": "2026-06-02", "how_known": "from_person",
                 "sector": one},
            )  # fmt: skip
    return workspace


def ledger(workspace):
    with workspace.work() as work:
        return work.session.execute(table_of(Release).select()).all()


def test_the_paper_says_what_the_screen_shows(territory, tmp_path):
    team_map.save(territory, ON, tmp_path / "map.pdf", reason=REASON, language="es")
    said = text_of(tmp_path / "map.pdf")
    for words in ("La Isla", "El Alto", "Activa", "En disputa", "15 de junio de 2026"):
        assert words in said, words
    pages = len(pikepdf.open(tmp_path / "map.pdf").pages)
    assert said.count("Solo para el equipo. Destruir a más tardar el") == pages


def test_without_borders_no_border_is_on_the_paper(territory, tmp_path):
    asked = Asked(on=ON.on, since=ON.since, borders=False)
    team_map.save(territory, asked, tmp_path / "map.pdf", reason=REASON, language="es")
    said = text_of(tmp_path / "map.pdf")
    assert "Activa" not in said
    assert "Fronteras" not in said


def test_it_is_the_map_of_its_day(territory, tmp_path):
    asked = Asked(on=date(2026, 4, 30), since=date(2026, 4, 1))
    team_map.save(territory, asked, tmp_path / "map.pdf", reason=REASON, language="es")
    said = text_of(tmp_path / "map.pdf")
    assert "Activa" not in said
    assert "En disputa" not in said


def test_the_ledger_has_the_reason_and_the_hash(territory, tmp_path):
    team_map.save(territory, ON, tmp_path / "map.pdf", reason=f" {REASON} ")
    (row,) = ledger(territory)
    assert (row.kind, row.recipient, row.period, row.reason) == (
        "map",
        "team",
        "2026-06-15",
        REASON,
    )
    assert row.sha256 == sha256((tmp_path / "map.pdf").read_bytes()).hexdigest()
    with territory.work() as work:
        assert [one.action for one in entries(work) if one.action == "print_map"] == ["print_map"]


def test_without_a_reason_nothing_is_written(territory, tmp_path):
    with pytest.raises(ReasonMissing):
        team_map.save(territory, ON, tmp_path / "map.pdf", reason="  ")
    assert not (tmp_path / "map.pdf").exists()
    assert ledger(territory) == []


def test_who_may_not_print_reports_may_not_print_maps(territory, tmp_path):
    territory.user = User("bea", "caseworker", "all")
    with pytest.raises(NotAllowed):
        team_map.save(territory, ON, tmp_path / "map.pdf", reason=REASON)
    assert not (tmp_path / "map.pdf").exists()


def test_it_prints_the_same_bytes_twice(territory):
    assert team_map.preview(territory, ON) == team_map.preview(territory, ON)
    assert pikepdf.open(io.BytesIO(team_map.preview(territory, ON))).Root.Lang == "es"
