# SPDX-License-Identifier: GPL-3.0-or-later
"""Imports from the command line, with a mapping, a guess, or a map of sectors."""

from pathlib import Path

import pytest
from openpyxl import Workbook

from desktop import slices
from desktop.core import listing
from desktop.core.store import Workspace
from desktop.imports import command, errors
from desktop.incidents import context_service
from desktop.incidents.context_model import ContextIncident
from desktop.incidents.model import Incident
from desktop.places import service as places
from tests import twins

SECTORS = Path(__file__).parents[1] / "data" / "geo" / "ec_guayaquil_sectores.geojson"


def count(workspace: Workspace, model) -> int:
    with workspace.work() as work:
        return listing.count(work, model)


def bring(workspace: Workspace, path: Path, register: str = "incidents", **more) -> command.Done:
    return command.run(workspace, path, register, slices.targets(), **more)


def test_a_guess_is_enough_for_police_records_both_ways(
    workspace: Workspace, tmp_path: Path
) -> None:
    path = twins.extortions(tmp_path / "extorsiones.csv", rows=300)
    assert bring(workspace, path, dry_run=True).good == 300
    assert count(workspace, Incident) == 0
    assert bring(workspace, path, context=True).good == 300
    assert bring(workspace, path).good == 300
    assert (count(workspace, Incident), count(workspace, ContextIncident)) == (300, 300)
    with workspace.work() as work:
        assert [one.source for one in context_service.series(work)] == ["extorsiones"]


def test_a_mapping_from_a_file_is_used(workspace: Workspace, tmp_path: Path) -> None:
    path = twins.extortions(tmp_path / "f.csv", rows=50)
    map_file = tmp_path / "map.toml"
    map_file.write_text(
        '[columns]\noccurred_on = "FECHA_HECHO"\n[values.type]\n"" = "extortion"\n[read]\ndate_order = "mdy"\n',
        encoding="utf-8",
    )
    assert bring(workspace, path, map_file=map_file).good == 50
    map_file.write_text('[columns]\noccurred_on = "FECHA"\n[values.type]\n"" = "extortion"\n')
    with pytest.raises(errors.NoSuchColumn):
        bring(workspace, path, map_file=map_file, context=True)
    map_file.write_text('[columns]\nhappened = "FECHA_HECHO"\n')
    with pytest.raises(errors.NoSuchField):
        bring(workspace, path, map_file=map_file, context=True)
    map_file.write_text('[columns]\noccurred_on = "FECHA_HECHO"\n')
    with pytest.raises(errors.MissingFields, match="What happened"):
        bring(workspace, path, map_file=map_file, context=True)


def test_refused_rows_are_told_in_lines(workspace: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "f.csv"
    path.write_text(
        "fecha,tipo\n13/01/2026,Homicidio\n14/01/2026,Qué\n15/01/2026,Homicidio,x\n",
        encoding="utf-8",
    )
    done = bring(workspace, path)
    assert (done.good, done.refused) == (1, 2)
    assert done.lines == [
        "Row 3, What happened: This value is not in the list. Choose an answer for it.",
        "Row 4: This row has more cells than the header. A delimiter may stand inside a text.",
    ]


def test_the_sheet_named_is_the_sheet_read(workspace: Workspace, tmp_path: Path) -> None:
    book = Workbook()
    for name, rows in (("Enero", 2), ("Febrero", 3)):
        made = book.create_sheet(name)
        made.append(["fecha", "tipo"])
        for day in range(rows):
            made.append([f"2026-02-1{day}", "Homicidio"])
    book.save(tmp_path / "f.xlsx")
    assert bring(workspace, tmp_path / "f.xlsx", sheet="Febrero").good == 3
    with pytest.raises(errors.NoSuchSheet):
        bring(workspace, tmp_path / "f.xlsx", sheet="Marzo")


def test_unclear_dates_stop_an_import_nobody_watches(workspace: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "f.csv"
    path.write_text("fecha,tipo\n1/2/2026,Homicidio\n3/4/2026,Homicidio\n", encoding="utf-8")
    with pytest.raises(errors.UnclearDates):
        bring(workspace, path)


def test_an_unknown_register_is_named(workspace: Workspace, tmp_path: Path) -> None:
    with pytest.raises(command.NoSuchRegister, match="incidents"):
        bring(workspace, tmp_path / "f.csv", "people")


def test_a_map_becomes_sectors(workspace: Workspace, tmp_path: Path) -> None:
    assert bring(workspace, SECTORS, "sectors", dry_run=True).good == 78
    done = bring(workspace, SECTORS, "sectors")
    assert done.good == 78
    with workspace.work() as work:
        assert len(places.sectors(work)) == 78
    with pytest.raises(errors.MapFile):
        bring(workspace, SECTORS)
