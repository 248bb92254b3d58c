# SPDX-License-Identifier: GPL-3.0-or-later
"""A sheet of paper typed in: read as people write, saved whole or not at all, parted by itself."""

from datetime import date

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st

from desktop.core import clock, codes, dates, notices
from desktop.core.tables import table_of
from desktop.incidents import paper_service, sheet_report
from desktop.incidents.model import Incident, belongs_apart
from desktop.widgets.editors_date import read_partial
from tests.rooms import NOON

SECTORS = [("a" * 36, "La Cantera"), ("b" * 36, "La Loma"), ("c" * 36, "Puerto Hondo")]
LINE = {"occurred_on": "15/10", "type": "robo", "how_known": "2", "sector": "loma"}


def read(**cells):
    with clock.at(NOON):
        return paper_service.read(cells, SECTORS, read_partial)


@pytest.fixture(autouse=True)
def spanish(nothing_chosen):
    from desktop.core import i18n

    i18n.set_language("es")


def test_a_line_is_read_as_it_is_written():
    found = read(**LINE, victims="2", certainty="1", gender_based="no", rumour="")
    assert not found.problems
    told = {name: found.values[name] for name in paper_service.COLUMNS}
    assert told == {
        "occurred_on": "2026-10-15",
        "type": "robbery",
        "sector": "b" * 36,
        "how_known": "from_person",
        "certainty": "confirmed",
        "victims": 2,
        "under_18": None,
        "gender_based": False,
        "rumour": None,
    }


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("type", "99"),
        ("type", "a"),
        ("type", "xyz"),
        ("sector", "La"),
        ("victims", "dos"),
        ("rumour", "tal vez"),
        ("occurred_on", "31/02"),
        ("occurred_on", "ayer"),
        ("how_known", ""),
        ("under_18", "3"),
    ],
)
def test_what_is_wrong_is_told_at_its_column(name, text):
    assert name in read(**{**LINE, name: text}).problems


def test_a_day_without_its_year_is_the_last_one_that_has_been():
    assert read(**{**LINE, "occurred_on": "20/11"}).values["occurred_on"] == "2026-11-20"
    assert read(**{**LINE, "occurred_on": "30-12"}).values["occurred_on"] == "2025-12-30"
    assert read(**{**LINE, "occurred_on": "29/2"}).values["occurred_on"] == "2024-02-29"


@given(st.dictionaries(st.sampled_from(paper_service.COLUMNS), st.text(max_size=14)))
def test_whatever_is_typed_is_read_or_told_never_lost(cells):
    found = read(**cells)
    for name, text in cells.items():
        if text.strip():
            assert name in found.problems or found.values.get(name) not in (None, "")
    if not found.problems:
        assert dates.parse(str(found.values["occurred_on"])).first <= date(2026, 11, 21)


def test_every_number_of_the_sheet_means_what_it_prints():
    for n, one in enumerate(codes.offered("incident_type"), start=1):
        assert read(**{**LINE, "type": str(n)}).values["type"] == one.code


def held(workspace):
    with workspace.work() as work:
        query = sa.select(table_of(Incident)).where(table_of(Incident).c.deleted_at.is_(None))
        return work.session.execute(query).mappings().all()


def test_one_save_parts_what_belongs_apart_and_is_taken_back_whole(workspace):
    rows = [
        {**LINE, "type": "12"},
        {**LINE, "victims": "2", "under_18": "1"},
        {**LINE, "gender_based": "sí"},
        {**LINE, "rumour": "x"},
        {**LINE, "type": "feminicidio"},
        {**LINE, "type": "extorsión"},
    ]
    found = [read(**one) for one in rows]
    assert not [one.problems for one in found if one.problems]
    done = paper_service.save(workspace, [one.values for one in found])
    assert (len(done.ids), done.apart) == (2, 4)
    kept = held(workspace)
    assert {one["type"] for one in kept} == {"border_crossing_attack", "extortion"}
    assert not [one for one in kept if belongs_apart(one)]
    assert len(list(workspace.folder.glob("inbox/*.sealed"))) == 4
    paper_service.take_back(workspace, done.ids)
    assert held(workspace) == []


def test_the_sheet_that_goes_out_says_nothing_of_what_it_is_for(workspace):
    with workspace.work() as work:
        sheet = sheet_report.blank_sheet(work, is_demo=False)
    first = sheet.sections[0]
    said = " ".join([sheet.title, first.title, *sheet_report.headings()])
    said += " ".join(getattr(part, "text", "") for part in first.blocks)
    for word in ("incidente", "homicidio", "frontera", "víctima", "violencia", "rumor"):
        assert word not in said.casefold()
    assert len(sheet_report.headings()) == len(paper_service.COLUMNS)


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Lo mandó el cabecilla del barrio", ["leader"]),
        ("ESTÁ CON ALIAS Pulga", ["nickname"]),
        ("vulgo Pulga, conhecido como o menino", ["nickname"]),
        ("Anda armado por la cancha", ["armed"]),
        ("anda com fuzil na rua", ["armed"]),
        ("moto ABC-123 sin luces", ["plate"]),
        ("carro ABC1D23", ["plate"]),
        ("vive en la calle 14 con 8", ["place"]),
        ("Rua 7, perto da escola", ["place"]),
        ("llamó del 300 123 4567", ["phone"]),
        ("dicen que es sapo", ["informer"]),
        ("la banda de arriba", ["group"]),
        ("guardan armas detrás", ["route"]),
        ("El 15/10/2026 a las 14:30 hubo disparos", []),
        ("Lo contó la maestra.", []),
        ("Amenaza a un líder social por la obra", []),
        ("Una familia de 5 tuvo que irse", []),
        ("Perderam 12 dias de aula", []),
        ("", []),
        (None, []),
    ],
)
def test_words_of_intelligence_are_noticed_and_others_are_not(text, kinds):
    assert notices.found(text) == kinds
    assert bool(notices.advice(text)) == bool(kinds)


@given(st.text(max_size=300))
def test_a_notice_never_fails(text):
    assert set(notices.found(text)) <= set(notices.ADVICE)


def test_every_kind_has_words_in_every_language_we_write_in():
    import csv

    from desktop.core import paths

    for language in notices.LANGUAGES:
        with paths.resource("notices", f"{language}.csv").open(encoding="utf-8") as file:
            rows = list(csv.DictReader(file))
        assert {row["kind"] for row in rows} == set(notices.ADVICE), language
        assert len({row["words"] for row in rows}) == len(rows), language
