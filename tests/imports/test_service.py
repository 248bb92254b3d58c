# SPDX-License-Identifier: GPL-3.0-or-later
"""Whole imports into an encrypted workspace: ours, context, trial run, undo."""

from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook
from sqlmodel import col, select

from desktop.core import history, journal, listing, records
from desktop.core.errors import NotAllowed, RecordGone
from desktop.core.store import Workspace
from desktop.core.work import User
from desktop.imports import errors, service
from desktop.imports.errors import ContextNeedsSource, NoContextHere
from desktop.imports.mapping import Mapping
from desktop.incidents import context_service
from desktop.incidents.context_model import ContextIncident
from desktop.incidents.intake import TARGET
from desktop.incidents.model import Incident
from tests import twins

OURS = Mapping({"occurred_on": "FECHA_HECHO"}, {"type": {"": "extortion"}})
OFFICIAL = Mapping(
    {
        "occurred_on": "FECHA_HECHO", "region": "DEPARTAMENTO", "municipality_code": "COD_MUNI",
        "municipality": "MUNICIPIO", "count": "CANTIDAD",
    },
    {"type": {"": "extortion"}},
)  # fmt: skip
POLICE = service.Context("National police", date(2025, 10, 1))


@pytest.fixture(params=["twin", "real"])
def police(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    if request.param == "twin":
        return twins.extortions(tmp_path / "police.xls")
    path = twins.real("incidents", "co_policia_extorsiones_2025.csv")
    if path is None:
        pytest.skip("VEREDA_REAL_DATA does not name a folder with this file")
    return path


def small(path: Path, rows: list[str]) -> Path:
    path.write_text("\n".join(["fecha;tipo;víctimas;nota", *rows]), encoding="utf-8")
    return path


SMALL = Mapping(
    {"occurred_on": "fecha", "type": "tipo", "victims": "víctimas", "note": "nota"},
    {"type": {"vacuna": "extortion"}},
)


def test_police_records_as_ours(workspace: Workspace, police: Path) -> None:
    with workspace.work(write=True) as work:
        done = service.run(work, TARGET, police, OURS)
    assert (done.written, done.preview.refused_rows) == (8_805, 0)
    with workspace.work() as work:
        assert listing.count(work, Incident) == 8_805
        assert listing.count(work, ContextIncident) == 0
        first = work.session.exec(select(Incident).order_by(col(Incident.row))).first()
        assert first is not None
        assert (first.occurred_on, first.type, first.import_id) == (
            "2025-01-01", "extortion", done.import_id,
        )  # fmt: skip
        assert [one.field for one in history.entries(work, first.id)] == [history.BIRTH]
        last = work.session.exec(select(Incident.occurred_on)).all()
        assert max(last).startswith("2025-09")


def test_police_records_as_context_are_never_ours(workspace: Workspace, police: Path) -> None:
    with workspace.work(write=True) as work:
        done = service.run(work, TARGET, police, OFFICIAL, context=POLICE)
    assert done.written == 8_805
    with workspace.work() as work:
        assert listing.count(work, Incident) == 0
        assert listing.count(work, ContextIncident) == 8_805
        codes = set(work.session.exec(select(ContextIncident.municipality_code)))
        assert {len(code or "") for code in codes} == {5}
        assert any((code or "").startswith("0") for code in codes)
        names = Counter(work.session.exec(select(ContextIncident.municipality)))
        assert 93 in {names[twins.PORT], names["BUENAVENTURA"]}
        year = (date(2025, 1, 1), date(2025, 12, 31))
        (whole,) = context_service.total(work, *year)
        assert (whole.key, whole.count, whole.source) == ("extortion", 8_805, "National police")
        assert sum(one.count for one in context_service.by_month(work, *year)) == 8_805
        (only,) = context_service.series(work)
        assert (only.total, only.as_of, only.import_id) == (8_805, POLICE.as_of, done.import_id)


def test_a_trial_run_writes_nothing_and_promises_the_truth(
    workspace: Workspace, tmp_path: Path
) -> None:
    path = small(
        tmp_path / "f.csv",
        [
            "13/01/2026;vacuna;1;a",
            "14/01/2026;Homicidio;x;b",
            "31/02/2026;vacuna;1;c",
            "15/01/2026;algo raro;1;d",
            "16/01/2026;violencia sexual;1;e",
            "17/01/2026;vacuna;1;f;g",
            ";vacuna;1;h",
            "13/01/2026;vacuna;1;a",
            "13/01/2099;vacuna;1;z",
        ],
    )
    with workspace.work() as work:
        tried = service.run(work, TARGET, path, SMALL, dry_run=True)
    assert (tried.import_id, tried.written) == ("", 0)
    found = tried.preview
    assert (found.read, found.good, found.refused_rows, found.repeated) == (9, 3, 6, 1)
    reasons = {one.row: (one.field, str(one.reason), one.value) for one in found.refused}
    assert reasons[3] == ("How many victims", "This is not a number.", "x")
    assert reasons[4][1] == "This date does not exist. Check the day and the month."
    assert reasons[5][2] == "algo raro"
    assert [row["type"] for row in found.apart] == ["sexual_violence"]
    assert 6 not in reasons
    assert not any(row["type"] == "sexual_violence" for row in found.sample)
    assert "more cells than the header" in reasons[7][1]
    assert reasons[8] == ("When", "This answer is needed.", "")
    assert reasons[10][1] == "Check the year of this date."
    with workspace.work(write=True) as work:
        assert listing.count(work, Incident) == 0
        assert service.batches(work) == []
        done = service.run(work, TARGET, path, SMALL)
        assert done.written == found.good - len(found.apart)
        (batch,) = service.batches(work)
        assert (batch.written, batch.refused, batch.kind, batch.register) == (
            2,
            6,
            "csv",
            "incidents",
        )


def test_nothing_of_a_file_that_breaks_half_way_stays(workspace: Workspace, tmp_path: Path) -> None:
    rows = [f"{day % 28 + 1}/01/2026;vacuna;1;a" for day in range(6_000)]
    path = small(tmp_path / "f.csv", [*rows, '13/01/2026;"vacuna;1;b'])
    with pytest.raises(errors.BrokenQuotes), workspace.work(write=True) as work:
        service.run(work, TARGET, path, Mapping(SMALL.columns, SMALL.values, {"date_order": "dmy"}))
    with workspace.work() as work:
        assert listing.count(work, Incident) == 0
        assert service.batches(work) == []


def test_stopping_half_way_leaves_nothing(workspace: Workspace, tmp_path: Path) -> None:
    class Stopped(Exception):
        pass

    def stop(done: int) -> None:
        if done >= 7_000:
            raise Stopped

    path = twins.extortions(tmp_path / "police.csv")
    with pytest.raises(Stopped), workspace.work(write=True) as work:
        service.run(work, TARGET, path, OURS, progress=stop)
    with workspace.work() as work:
        assert listing.count(work, Incident) == 0


def test_undo_takes_back_the_whole_import_and_only_it(workspace: Workspace, tmp_path: Path) -> None:
    path = twins.extortions(tmp_path / "police.csv", rows=300)
    with workspace.work(write=True) as work:
        kept = records.create(
            work, Incident, {"type": "threat", "occurred_on": "2026-01", "how_known": "we_saw"}
        )
        done = service.run(work, TARGET, path, OURS)
    with workspace.work(write=True) as work:
        some = work.session.exec(
            select(Incident.id).where(col(Incident.import_id) == done.import_id)
        ).first()
        assert some is not None
        assert service.undo(work, TARGET, done.import_id) == 300
    with workspace.work(write=True) as work:
        assert listing.count(work, Incident) == 1
        assert records.get(work, Incident, kept.id).deleted_at is None
        with pytest.raises(RecordGone):
            records.get(work, Incident, some)
        assert [one.field for one in history.entries(work, some)] == ["deleted_at", history.BIRTH]
        assert service.batches(work)[0].undone_on is not None
        assert journal.entries(work)[0].action == "amend"
        with pytest.raises(service.AlreadyUndone):
            service.undo(work, TARGET, done.import_id)
        again = service.run(work, TARGET, path, OURS)  # after an undo the file may come again
        assert again.written == 300


def test_undo_of_context_finds_the_official_series(workspace: Workspace, tmp_path: Path) -> None:
    path = twins.extortions(tmp_path / "police.csv", rows=50)
    with workspace.work(write=True) as work:
        done = service.run(work, TARGET, path, OFFICIAL, context=POLICE)
        assert service.undo(work, TARGET, done.import_id) == 50
        assert context_service.series(work) == []


def test_undo_warns_before_work_done_since_is_lost(workspace: Workspace, tmp_path: Path) -> None:
    path = twins.extortions(tmp_path / "police.csv", rows=10)
    with workspace.work(write=True) as work:
        done = service.run(work, TARGET, path, OURS)
        one = work.session.exec(select(Incident)).first()
        assert one is not None
        records.amend(work, one, {"note": "A neighbour called"})
    with workspace.work(write=True) as work:
        with pytest.raises(service.ChangedSince) as warned:
            service.undo(work, TARGET, done.import_id)
        assert "(1 in all)" in str(warned.value)
        assert listing.count(work, Incident) == 10
        assert service.undo(work, TARGET, done.import_id, even_changed=True) == 10


def test_the_same_file_twice_is_refused_unless_wanted(workspace: Workspace, tmp_path: Path) -> None:
    path = twins.extortions(tmp_path / "police.csv", rows=10)
    with workspace.work(write=True) as work:
        service.run(work, TARGET, path, OURS)
        with pytest.raises(errors.SameFileAgain):
            service.run(work, TARGET, path, OURS)
        service.run(work, TARGET, path, OURS, dry_run=True)
        service.run(work, TARGET, path, OFFICIAL, context=POLICE)  # the other way is another import
        service.run(work, TARGET, path, OURS, again=True)
        assert listing.count(work, Incident) == 20


def test_a_workbook_of_the_team_with_its_own_words(workspace: Workspace, tmp_path: Path) -> None:
    path = twins.own_incidents(tmp_path / "own.csv")
    chosen = Mapping(
        {"occurred_on": "Fecha del hecho", "type": "Tipo de incidente", "victims": "Víctimas", "note": "Observaciones"},
        {"type": {"Amenazas": "threat", "hurto a personas": "robbery", "Balacera": "shooting_no_victim", "Paso negado": "border_denial"}},
    )  # fmt: skip
    with workspace.work(write=True) as work:
        done = service.run(work, TARGET, path, chosen)
        assert (done.written, done.preview.refused) == (40, [])
        types = Counter(work.session.exec(select(Incident.type)))
        assert types == {
            "extortion": 8,
            "threat": 8,
            "robbery": 8,
            "shooting_no_victim": 8,
            "border_denial": 8,
        }
        notes = set(work.session.exec(select(Incident.note)))
        assert notes == {"Sin novedad", "=1+1"}


def test_year_and_month_in_two_columns_make_a_period(workspace: Workspace, tmp_path: Path) -> None:
    book = Workbook()
    made = book.active
    assert made is not None
    made.append(["NOMBRE", "AÑO", "MES", "TOTAL_HOMICIDIOS"])
    for month in range(1, 13):
        made.append(["Comuna 1", 2024, month, month])
    book.save(tmp_path / "f.xlsx")
    chosen = Mapping(
        {"place": "NOMBRE", "year": "AÑO", "month": "MES", "count": "TOTAL_HOMICIDIOS"},
        {"type": {"": "homicide"}},
    )
    with workspace.work(write=True) as work:
        service.run(work, TARGET, tmp_path / "f.xlsx", chosen, context=POLICE)
        half = context_service.by_month(work, date(2024, 1, 1), date(2024, 6, 30))
        assert [(one.key, one.count) for one in half] == [
            (f"2024-{month:02}", month) for month in range(1, 7)
        ]
        inside = context_service.by_month(work, date(2024, 1, 15), date(2024, 3, 30))
        assert [one.key for one in inside] == ["2024-02"]


def test_context_needs_a_source_and_a_register_with_official_series(
    workspace: Workspace, tmp_path: Path
) -> None:
    path = twins.extortions(tmp_path / "police.csv", rows=10)
    with workspace.work() as work:
        with pytest.raises(ContextNeedsSource):
            service.run(work, TARGET, path, OFFICIAL, context=service.Context(" ", POLICE.as_of))
        with pytest.raises(NoContextHere):
            service.for_context(replace(TARGET, register="participants"), POLICE)


def test_only_who_may_import_imports(workspace: Workspace, tmp_path: Path) -> None:
    path = twins.extortions(tmp_path / "police.csv", rows=10)
    with workspace.work(write=True) as work:
        work.user = User("lia", "caseworker")
        for action in (
            lambda: service.run(work, TARGET, path, OURS),
            lambda: service.undo(work, TARGET, "x"),
            lambda: service.batches(work),
            lambda: service.maps(work, "incidents"),
        ):
            with pytest.raises(NotAllowed):
                action()


def test_mappings_are_kept_and_written_over(workspace: Workspace) -> None:
    with workspace.work(write=True) as work:
        service.save_map(work, "incidents", "Police", OURS)
        identity = service.save_map(work, "incidents", "Police", OFFICIAL)
        service.save_map(work, "participants", "Police", SMALL)
        (saved,) = service.maps(work, "incidents")
        assert (saved.id, saved.name, saved.mapping) == (identity, "Police", OFFICIAL)
        service.drop_map(work, identity)
        assert service.maps(work, "incidents") == []
