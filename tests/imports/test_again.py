# SPDX-License-Identifier: GPL-3.0-or-later
"""Incidents of a file come in once, and those that belong apart are never in the main store."""

from datetime import date
from pathlib import Path

from sqlmodel import col, select

from desktop.core import i18n, listing
from desktop.core.store import Workspace
from desktop.imports import service
from desktop.imports.bring import bring
from desktop.imports.mapping import Mapping
from desktop.incidents import context_service, event_service
from desktop.incidents import service as incidents
from desktop.incidents.again_intake import known
from desktop.incidents.event_intake import TARGET as EVENTS
from desktop.incidents.intake import TARGET
from desktop.incidents.model import Incident

MAP = Mapping(
    {"occurred_on": "fecha", "type": "tipo", "victims": "victimas", "reference": "num",
     "under_18": "menores", "certainty": "conf"},
    {"type": {"vacuna": "extortion", "abuso": "sexual_violence"},
     "certainty": {"si": "confirmed"}},
    {"date_order": "dmy"},
)  # fmt: skip
HEADER = "num;fecha;tipo;victimas;menores;conf\n"
FIRST = (
    "a1;03/10/2026;vacuna;1;;\na2;04/10/2026;vacuna;2;;si\na3;05/10/2026;abuso;1;;\n"
    "a4;06/10/2026;Homicidio;1;1;\n"
)


def write(folder: Path, rows: str) -> Path:
    path = folder / f"{abs(hash(rows))}.csv"
    path.write_text(HEADER + rows, encoding="utf-8")
    return path


def held(workspace: Workspace, store: str = "cases") -> dict[str, tuple[str, int | None, str]]:
    with workspace.work(store) as work:
        found = work.session.exec(select(Incident).where(col(Incident.deleted_at).is_(None)))
        return {one.reference or "": (one.type, one.victims, one.certainty) for one in found}


def test_what_belongs_apart_goes_into_its_open_store(workspace: Workspace, tmp_path: Path) -> None:
    workspace.open_store("protected")
    done = bring(workspace, TARGET, write(tmp_path, FIRST), MAP)
    assert (done.written, len(done.preview.apart), done.preview.updated) == (2, 2, 0)
    assert set(held(workspace)) == {"a1", "a2"}
    assert held(workspace, "protected") == {
        "a3": ("sexual_violence", 1, "not_confirmed"),
        "a4": ("homicide", 1, "not_confirmed"),
    }


def test_a_later_file_brings_up_to_date_and_leaves_what_it_does_not_say(
    workspace: Workspace, tmp_path: Path
) -> None:
    workspace.open_store("protected")
    bring(workspace, TARGET, write(tmp_path, FIRST), MAP)
    with workspace.work(write=True) as work:
        one = work.session.get_one(Incident, 1)
        incidents.amend(work, one, {"note": "visto por el equipo", "certainty": "confirmed"})
    again = FIRST.replace("a1;03/10/2026;vacuna;1", "a1;03/10/2026;vacuna;3").replace(
        "a3;05/10/2026;abuso;1", "a3;05/10/2026;abuso;2"
    )
    done = bring(workspace, TARGET, write(tmp_path, f"{again}a5;07/10/2026;vacuna;1;;\n"), MAP)
    assert (done.written, done.preview.updated) == (3, 2)
    assert held(workspace) == {
        "a1": ("extortion", 3, "confirmed"),
        "a2": ("extortion", 2, "confirmed"),
        "a5": ("extortion", 1, "not_confirmed"),
    }
    assert held(workspace, "protected")["a3"] == ("sexual_violence", 2, "not_confirmed")
    with workspace.work() as work:
        one = work.session.get_one(Incident, 1)
        assert one.note == "visto por el equipo"
        assert one.rev == 3
    with workspace.work(write=True) as work:
        assert service.undo(work, TARGET, done.import_id) == 1  # what came new leaves


def test_with_its_store_closed_each_row_is_sealed_once(
    workspace: Workspace, tmp_path: Path
) -> None:
    for more in ("", "b9;08/10/2026;vacuna;1;;\n"):
        bring(workspace, TARGET, write(tmp_path, FIRST + more), MAP)
    assert set(held(workspace)) == {"a1", "a2", "b9"}
    workspace.open_store("protected")
    incidents.take_deposits(workspace)
    assert set(held(workspace, "protected")) == {"a3", "a4"}
    with workspace.work("protected") as work:
        assert listing.count(work, Incident) == 2
        assert set(known(work)) == {"a3", "a4"}


def test_what_turns_out_to_belong_apart_leaves_the_main_store(
    workspace: Workspace, tmp_path: Path
) -> None:
    workspace.open_store("protected")
    bring(workspace, TARGET, write(tmp_path, FIRST), MAP)
    changed = "a2;04/10/2026;vacuna;2;1;si\n"
    done = bring(workspace, TARGET, write(tmp_path, changed), MAP)
    assert (done.written, done.import_id, len(done.preview.apart)) == (0, "", 1)
    assert set(held(workspace)) == {"a1"}
    assert set(held(workspace, "protected")) == {"a2", "a3", "a4"}


def test_a_number_that_comes_twice_is_refused_and_a_trial_writes_nothing(
    workspace: Workspace, tmp_path: Path
) -> None:
    twice = write(tmp_path, FIRST + "a1;09/10/2026;vacuna;1;;\n")
    tried = bring(workspace, TARGET, twice, MAP, dry_run=True)
    assert (tried.preview.good, tried.preview.refused_rows, len(tried.preview.apart)) == (4, 1, 2)
    assert "more than once" in str(tried.preview.refused[0].reason)
    assert held(workspace) == {}
    workspace.open_store("protected")
    assert held(workspace, "protected") == {}


SERIES = Mapping(
    {"occurred_on": "fecha", "type": "tipo", "municipality": "municipio", "count": "n"},
    {"type": {"vacuna": "extortion"}},
    {"date_order": "dmy"},
)


def series(folder: Path, name: str, rows: str) -> Path:
    path = folder / f"{name}.csv"
    path.write_text("fecha;tipo;municipio;n\n" + rows, encoding="utf-8")
    return path


def test_a_later_file_of_a_source_takes_the_place_of_what_it_said_before(
    workspace: Workspace, tmp_path: Path
) -> None:
    said = service.Context("Police", date(2026, 10, 1))
    other = service.Context("Press", date(2026, 10, 1))
    old = "01/08/2026;vacuna;Cali;5\n01/09/2026;vacuna;Cali;7\n01/09/2026;vacuna;Buga;2\n"
    new = "01/09/2026;vacuna;Cali;9\n01/10/2026;vacuna;Cali;4\n"
    first = series(tmp_path, "a", old)
    bring(workspace, TARGET, first, SERIES, context=other)
    for path in (series(tmp_path, "c", f"{old}\n"), series(tmp_path, "b", new)):
        bring(workspace, TARGET, path, SERIES, context=said)
    with workspace.work() as work:
        held = context_service.by_month(work, date(2026, 1, 1), date(2026, 12, 31))
    assert {one.key: one.count for one in held if one.source == "Police"} == {
        "2026-08": 5, "2026-09": 9 + 2, "2026-10": 4,
    }  # fmt: skip
    assert sum(one.count for one in held if one.source == "Press") == 14


def test_a_calendar_comes_in_once(workspace: Workspace, tmp_path: Path) -> None:
    chosen = Mapping(
        {"starts_on": "fecha", "kind": "tipo", "title": "que"}, {}, {"date_order": "dmy"}
    )
    path = tmp_path / "c.csv"
    rows = "fecha;tipo;que\n25/10/2026;Elección;Locales\n01/05/2026;Feriado o fiesta;Trabajo\n"
    with i18n.speaking("es"):
        for more in ("", "24/12/2026;Feriado o fiesta;Navidad\n"):
            path.write_text(rows + more, encoding="utf-8")
            done = bring(workspace, EVENTS, path, chosen)
    assert (done.written, done.preview.refused_rows) == (1, 2)
    with workspace.work() as work:
        found = event_service.between(work, date(2026, 1, 1), date(2026, 12, 31))
    assert [one.title for one in found] == ["Trabajo", "Locales", "Navidad"]
