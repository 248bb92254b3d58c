# SPDX-License-Identifier: GPL-3.0-or-later
"""The sheet for the street: places and ways, never a border, a line, a group or a person."""

from datetime import UTC, datetime

import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core import clock, i18n, records
from desktop.core.document import Map
from desktop.crossings.model import SafePlace, SafeRoute
from desktop.places import border_service, outline_service
from desktop.reports import pdf, route_sheet
from tests.places.test_outline_service import square
from tests.reports.test_monthly import text_of

LANGUAGES = ("es", "pt_BR", "en")


@pytest.fixture(autouse=True)
def _in_june():
    with clock.at(datetime(2026, 6, 15, 15, tzinfo=UTC)):
        yield


@pytest.fixture
def streets(workspace):
    """Three sectors in a row, the border between the last two active; places and ways."""
    with workspace.work(write=True) as work:
        ids = [
            outline_service.draw(work, {"name": name}, square(n)).id
            for n, name in enumerate(("La Isla", "El Alto", "Puerto"))
        ]
        for border in border_service.borders(work, clock.today()):
            status = "active" if ids[2] in (border.a, border.b) else "dormant"
            border_service.set_status(work, border.id, status, "2026-05")
        place = {"title": "Parroquia San José", "kind": "church", "sector": ids[0],
                 "hours": "8 a 18", "note": "Entrada por el parque"}  # fmt: skip
        records.create(work, SafePlace, place)
        told = {
            **place,
            "title": "Cancha",
            "kind": "other",
            "note": "Pasando la frontera de la banda",
        }
        records.create(work, SafePlace, told)
        way = {"title": "Por el malecón", "starts_in": ids[0], "ends_in": ids[1], "how": "on_foot",
               "who_may": "by_day"}  # fmt: skip
        records.create(work, SafeRoute, way)
        records.create(
            work, SafeRoute, {**way, "title": "Al puerto", "through": [ids[1]], "ends_in": ids[2]}
        )
    return workspace


def printed(workspace, tmp_path, language="es", **asked):
    with i18n.speaking(language), workspace.work() as work:
        sheet = route_sheet.build(work, **asked)
        pdf.draw(sheet.document, tmp_path / "sheet.pdf")
    return sheet, text_of(tmp_path / "sheet.pdf")


def test_it_says_where_to_go_and_when(streets, tmp_path):
    _sheet, said = printed(streets, tmp_path)
    for words in ("Parroquia San José", "Iglesia", "8 a 18", "Entrada por el parque",
                  "Por el malecón", "La Isla", "El Alto", "A pie", "Solo de día"):  # fmt: skip
        assert words in said, words


def test_a_way_across_an_active_border_is_not_on_it(streets, tmp_path):
    _sheet, said = printed(streets, tmp_path)
    assert "Al puerto" not in said


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_and_no_line_of_a_border_is_on_it(streets, tmp_path, language):
    sheet, said = printed(streets, tmp_path, language)
    low = said.casefold()
    for word in ("fronter", "fronteir", "border", "activ", "ativa", "banda", "inactiva", "grupo",
                 "group", "disput", "incident"):  # fmt: skip
        assert word not in low, word
    assert not any(
        isinstance(block, Map) for part in sheet.document.sections for block in part.blocks
    )
    with pypdfium2.PdfDocument(tmp_path / "sheet.pdf") as made:
        assert not any(
            one.type == pypdfium2.raw.FPDF_PAGEOBJ_IMAGE
            for page in made
            for one in page.get_objects()
        )


def test_a_remark_that_tells_too_much_stays_off_and_is_named(streets, tmp_path):
    sheet, said = printed(streets, tmp_path)
    assert sheet.left_out == ("Cancha",)
    assert "Cancha" in said


def test_places_go_by_their_code_where_that_was_asked(streets, tmp_path):
    _sheet, said = printed(streets, tmp_path, named=False)
    assert "Parroquia" not in said
    assert "SL-" in said


def test_a_sheet_of_one_sector_has_only_its_own(streets, tmp_path):
    with streets.work() as work:
        from desktop.places import service

        sector = service.sector_by_name(work, "Puerto")
    _sheet, said = printed(streets, tmp_path, sectors=[sector])
    assert "Parroquia" not in said
    assert "malecón" not in said


@pytest.mark.parametrize(
    "text",
    ["La frontera", "a FRONTEIRA", "gang turf", "una línea invisible", "cobran vacuna", "facção"],
)
def test_words_that_may_not_lie_in_the_street(text):
    assert not route_sheet.harmless(text)


@given(st.sampled_from(["Entrada por el parque", "Marabá, rua 2", "Frente à escola", "Bus 12"]))
def test_words_of_every_day_may(text):
    assert route_sheet.harmless(text)
