# SPDX-License-Identifier: GPL-3.0-or-later
"""Areas kept as places: recognised, put where they lie, taken back."""

import pytest
import shapely
from sqlmodel import select

from desktop.core import records
from desktop.places import border_service, import_service, intake, service
from desktop.places.areas_intake import Area
from desktop.places.import_service import Census
from desktop.places.model import Border, Place
from tests.places.conftest import GEO
from tests.twins import real

WEST, SOUTH = -75.6, 6.2


def area(name, x=0.0, y=0.0, size=0.01, code="", **more):
    box = shapely.box(WEST + x, SOUTH + y, WEST + x + size, SOUTH + y + size)
    return Area(name or "1", name, code, more.pop("parent", ""), box, **more)


def take(workspace, *areas, **more):
    with workspace.work(write=True) as work:
        return service.import_areas(work, areas, **more)


def spots(workspace, level="sector"):
    with workspace.work() as work:
        return {spot.label: spot for spot in service.places(work, level)}


def test_two_areas_of_one_name_stay_two_when_the_file_comes_again(workspace):
    first = take(workspace, area("Álamos"), area("ÁLAMOS", x=0.05))
    again = take(workspace, area("Álamos", x=0.05), area("Álamos", x=0.0001))

    assert (again.created, again.updated) == (0, 2)
    assert again.ids == first.ids[::-1]


def test_one_name_far_away_is_another_place(workspace):
    take(workspace, area("Centro", code="1"))
    far = take(workspace, area("Centro", x=3, code="1"), area("Centro", x=4))

    assert (far.created, far.updated) == (2, 0)


def test_an_area_that_moved_under_another_parent_is_known_by_where_it_lies(workspace):
    (known,) = take(workspace, area("Moravia")).ids
    with workspace.work(write=True) as work:
        comuna = records.create(work, Place, {"level": "district", "name": "Aranjuez"}).id
        records.amend(work, records.get(work, Place, known), {"parent": comuna})

    assert take(workspace, area("Moravia")).ids == (known,)
    assert take(workspace, area("Moravia", x=0.1)).ids != (known,)


def test_a_code_that_comes_later_is_added_to_the_place_it_belongs_to(workspace):
    (known,) = take(workspace, area("Moravia")).ids
    (again,) = take(workspace, area("Moravia", code="0401")).ids
    take(workspace, area("Otro nombre", code="0401"))

    assert again == known
    assert spots(workspace)["Moravia"].official_code == "0401"
    assert len(spots(workspace)) == 1


def test_an_import_that_changes_nothing_writes_no_history(workspace):
    (known,) = take(workspace, area("Moravia")).ids
    done = take(workspace, area("Moravia"))

    assert (done.updated, done.touched) == (1, {})
    with workspace.work() as work:
        assert records.get(work, Place, known).rev == 1


def test_areas_find_the_smallest_place_they_lie_in(workspace):
    (city,) = take(workspace, area("Medellín", size=0.5), level="municipality").ids
    (comuna,) = take(workspace, area("Popular", size=0.1), level="district", contained=True).ids
    done = take(
        workspace,
        area("Dentro", x=0.02),
        area("En el borde", x=0.096),
        area("Fuera de la comuna", x=0.3),
        area("Fuera de todo", x=2),
        contained=True,
    )
    found = spots(workspace)

    assert spots(workspace, "district")["Popular"].parent == city
    assert [found[name].parent for name in ("Dentro", "Fuera de la comuna", "Fuera de todo")] == [
        comuna,
        city,
        None,
    ]
    assert found["En el borde"].parent == city  # six tenths of it lie outside the comuna
    assert done.adopted == 0


def test_larger_areas_that_come_later_take_in_what_lies_in_them(workspace):
    (city,) = take(workspace, area("Medellín", size=0.5), level="municipality").ids
    (loose, placed) = take(workspace, area("Uno", x=0.02), area("Dos", x=0.04), under=city).ids
    (other,) = take(workspace, area("Mío", x=0.06)).ids
    with workspace.work(write=True) as work:
        mine = records.create(work, Place, {"level": "district", "name": "A mano"}).id
        records.amend(work, records.get(work, Place, other), {"parent": mine})
    done = take(workspace, area("Popular", size=0.1), level="district", contained=True)

    assert done.adopted == 2
    assert set(done.touched) == {loose, placed}
    assert {name: spot.parent for name, spot in spots(workspace).items()} == {
        "Uno": done.ids[0],
        "Dos": done.ids[0],
        "Mío": mine,
    }


def test_population_comes_with_its_year_and_its_source(workspace):
    (one,) = take(workspace, area("Uno", population=900), census=Census(2018, "DANE")).ids
    with workspace.work() as work:
        place = records.get(work, Place, one)
    assert (place.population, place.population_year, place.population_source) == (900, 2018, "DANE")


def test_an_import_is_taken_back_with_what_it_changed(workspace):
    (known,) = take(workspace, area("Uno", population=10)).ids
    done = take(workspace, area("Uno", x=0.001, population=90), area("Dos", x=0.011))
    with workspace.work() as work:
        found = border_service.find(service.outlines(work), 25)
    with workspace.work(write=True) as work:
        border_service.keep(work, found, 25)
        assert import_service.undo(work, done.batch, done.touched) == 1

    with workspace.work() as work:
        (left,) = service.sectors(work)
        assert (left.id, left.population) == (known, 10)
        assert shapely.from_geojson(service.outlines(work)[known]).bounds[0] == WEST
        assert all(one.deleted_at for one in work.session.exec(select(Border)))


def test_the_imports_that_are_here_are_listed_and_an_older_one_is_taken_back(workspace):
    take(workspace, area("Uno"))
    take(workspace, area("Dos", x=0.1), area("Tres", x=0.2), level="district")
    with workspace.work(write=True) as work:
        latest, first = import_service.batches(work)
        assert (latest.level, latest.count, first.level, first.count) == (
            "district",
            2,
            "sector",
            1,
        )
        assert import_service.undo(work, latest.id) == 2
        assert [one.id for one in import_service.batches(work)] == [first.id]


def test_an_import_whose_places_are_named_or_were_changed_stays(workspace):
    done = take(workspace, area("Uno"), area("Dos", x=0.1))
    with workspace.work(write=True) as work:
        service.set_pattern(work, done.ids[0], "truce", "2026")
    with (
        pytest.raises(import_service.InUse, match="name these places"),
        workspace.work(write=True) as work,
    ):
        import_service.undo(work, done.batch, done.touched)
    with workspace.work(write=True) as work:
        records.amend(work, records.get(work, Place, done.ids[1]), {"name": "Otro"})
    with (
        pytest.raises(import_service.ChangedSince, match="1 in all"),
        workspace.work(write=True) as work,
    ):
        import_service.undo(work, done.batch, done.touched)
    assert len(spots(workspace)) == 2


@pytest.mark.parametrize(
    "parts",
    [
        ("ec_guayaquil_sectores.geojson",),
        ("ec_guayaquil_parroquias.geojson",),
        ("co_medellin_comunas_epsg9377.geojson",),
        ("br_ce_municipios.geojson",),
        ("co_municipios.topojson",),
        ("br_rj_cisp", "lm_dp_2019.shp"),
        ("br_rj_upp", "lm_upp_edit.shp"),
    ],
    ids=["guayaquil", "parroquias", "medellin", "ceara", "colombia", "rio cisp", "rio upp"],
)
def test_the_real_files_are_kept_once_however_often_they_come(workspace, parts):
    file = real("geo", *parts)
    if file is None:
        file = GEO / "ec_guayaquil_parroquias.geojson"  # its twin here: nameless areas among named
    source = intake.read(file)
    areas = intake.prepare(source, intake.suggest(intake.examine(source))).areas
    first = take(workspace, *areas)
    again = take(workspace, *areas)

    assert (first.created, first.updated) == (len(areas), 0)
    assert (again.created, again.updated) == (0, len(areas))
    assert again.touched == {}
