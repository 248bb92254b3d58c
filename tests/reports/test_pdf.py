# SPDX-License-Identifier: GPL-3.0-or-later
"""What a drawn document says, read back from its pages."""

import hashlib
import os
import shutil
import subprocess
import sys
import threading
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any, Literal

import pikepdf
import pypdfium2 as pdfium
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.core import i18n, pdf_pages
from desktop.core.document import (
    Chart,
    KeyFigure,
    KeyFigures,
    Section,
    Series,
    Signature,
    Table,
    Text,
)
from desktop.reports.pdf import draw
from tests.reports import paper


def drawn(document: Any) -> bytes:
    target = BytesIO()
    draw(document, target)
    return target.getvalue()


def texts(content: bytes) -> list[str]:
    """Return the text of each page with its lines joined."""
    document = pdfium.PdfDocument(content)
    try:
        return [" ".join(page.get_textpage().get_text_bounded().split()) for page in document]
    finally:
        document.close()


def test_a_month_is_drawn_with_header_marks_foot_and_page_numbers(tmp_path):
    target = tmp_path / "report.pdf"
    pages = draw(paper.report("en"), target)
    found = texts(target.read_bytes())
    assert len(found) == pages >= 6
    for number, text in enumerate(found, start=1):
        assert f"Page {number} of {pages}" in text
        assert "Datos de demostración · Edición del equipo" in text
        assert "no contiene nombres" in text
        assert ("octubre de 2026 · Puerto Esperanza" in text) == (number > 1)
    assert "Informe mensual" in found[0]
    assert "Asociación Vereda del Río Ñandubay" in found[0]
    assert "312" in found[0]


@pytest.mark.parametrize(
    ("language", "page", "more"),
    [("es", "Página 1 de 2", "(continuación)"), ("pt_BR", "Página 1 de 2", "(continuação)")],
)
def test_paper_speaks_the_language_of_the_report(language, page, more):
    table = Table("Lista", ("A", "B"), [(str(n), "x") for n in range(60)])
    whole = " ".join(texts(drawn(paper.small(table, language=language))))
    assert page in whole
    assert more in whole


@pytest.mark.parametrize("count", [0, 1, 2, 94])
def test_every_row_is_printed_once_under_a_repeated_header(count):
    rows = [(f"R{number:03d}", "x") for number in range(count)]
    found = texts(drawn(paper.small(Table("Lista", ("Código", "Dato"), rows), language="en")))
    whole = " ".join(found)
    assert [whole.count(code) for code, _x in rows] == [1] * count
    assert all("Código Dato" in text for text in found)
    assert (len(found) > 1) == (count == 94)
    if len(found) > 1:
        assert "Lista (continued)" in found[1]
        assert "Lista (continued)" not in found[0]
    if not count:
        assert "Nothing was recorded." in whole


@given(st.integers(3, 130))
@settings(max_examples=12)
def test_no_page_ends_a_table_with_one_row_or_the_total_alone(count):
    rows = [(f"R{number:03d}", "1") for number in range(count - 1)]
    table = Table("T", ("A", "B"), [*rows, ("Suma", "9")], (False, True), total=True)
    for text in texts(drawn(paper.small(table, language="en"))):
        assert text.count(" R") + text.count("Suma") >= 2


def test_a_cell_longer_than_a_page_is_printed_whole():
    story = " ".join(f"palabra{number}" for number in range(1500))
    found = texts(drawn(paper.small(Table("T", ("A", "B"), [("1", story)]), language="en")))
    whole = " ".join(found)
    assert len(found) > 1
    assert all(f"palabra{number}" in whole for number in (0, 700, 1499))


def test_a_long_name_is_cut_into_lines_inside_its_column():
    table = Table("T", ("Nombre", "Edad"), [("x" * 200, "30")], (False, True))
    content = drawn(paper.small(table, language="en"))
    page = pdfium.PdfDocument(content)[0]
    text = page.get_textpage()
    for number in range(text.count_rects()):
        left, _bottom, right, _top = text.get_rect(number)
        assert left >= 56
        assert right <= page.get_width() - 56


def test_words_in_headers_stay_whole():
    found = texts(drawn(paper.report("en")))[-1]
    for word in ("Interinstitucionalidade", "Encaminhamentos", "acompanhamento"):
        assert word in found


def test_an_empty_section_says_so():
    assert "Nothing was recorded in this period." in " ".join(
        texts(drawn(paper.small(language="en")))
    )


def test_a_heading_never_stands_alone_at_the_end_of_a_page():
    filler = [Text("Una línea.") for _number in range(30)]
    for count in range(24, 31):
        document = replace(
            paper.small(language="en"),
            sections=(
                Section("Primera", filler[:count]),
                Section("Segunda", (Text("Cuerpo " * 40),)),
            ),
        )
        for text in texts(drawn(document)):
            if "Segunda" in text:
                assert "Cuerpo" in text


def test_long_texts_run_over_pages_and_lists_keep_their_dashes():
    items = [Text(f"Punto {number} " + "y más " * 60, "item") for number in range(40)]
    found = texts(drawn(paper.small(*items, Text("Ojo " * 900, "warning"), language="en")))
    whole = " ".join(found)
    assert whole.count("– Punto") == 40
    assert whole.count("Ojo") == 900


def test_figures_and_signatures_are_all_there():
    figures = KeyFigures([KeyFigure(f"Cifra {n}", str(n * 1111), "antes 3") for n in range(1, 31)])
    roles = [f"Papel {n}" for n in range(5)]
    whole = " ".join(texts(drawn(paper.small(figures, Signature(roles), language="en"))))
    for n in range(1, 31):
        assert f"{n * 1111} Cifra {n} antes 3" in whole
    assert all(role in whole for role in roles)


@pytest.mark.parametrize(("size", "wide"), [("A4", 595), ("Letter", 612)])
def test_paper_sizes(size: Literal["A4", "Letter"], wide):
    content = drawn(replace(paper.small(language="en"), paper=size))
    assert round(pdfium.PdfDocument(content)[0].get_width()) == wide


def test_numbers_on_charts_follow_the_region():
    chart = Chart("T", "hbar", ["a"], [Series("s", [12345])])
    document = replace(paper.small(chart, language="en"), region="es_CO")
    assert "12.345" in texts(drawn(document))[0]


def test_angle_brackets_accents_and_strange_signs_come_through():
    text = "a < b & c > <b>d</b> n\u0303 \x00\u200b fin → ≥ −3 ✓"
    found = texts(drawn(paper.small(Text(text), language="en")))[0]
    assert "a < b & c > <b>d</b> ñ fin → ≥ −3 ✓" in found


@given(st.text(max_size=300))
@settings(max_examples=40)
def test_any_text_can_be_printed(text):
    table = Table(text, (text, "B"), [(text, text)], note=text)
    content = drawn(paper.small(Text(text), table, language="en"))
    assert content.startswith(b"%PDF")


def test_two_processes_draw_the_same_bytes(tmp_path):
    code = (
        "import sys; from pathlib import Path; from desktop.reports.pdf import draw;"
        "from tests.reports.paper import report; draw(report('en'), Path(sys.argv[1]))"
    )
    hashes = set()
    for seed in ("1", "77"):
        target = tmp_path / f"{seed}.pdf"
        subprocess.run(
            [sys.executable, "-c", code, str(target)],
            check=True,
            env=os.environ | {"PYTHONHASHSEED": seed},
            cwd=Path(__file__).parents[2],
        )
        hashes.add(hashlib.sha256(target.read_bytes()).hexdigest())
    hashes.add(hashlib.sha256(drawn(paper.report("en"))).hexdigest())
    assert len(hashes) == 1


def test_two_threads_draw_in_their_own_language():
    found: dict[str, str] = {}

    def work(language: str, region: str) -> None:
        chart = Chart("T", "hbar", ["a"], [Series("s", [12345])])
        with i18n.speaking(language, region):
            found[region] = texts(drawn(paper.small(chart, language=language)))[0]

    threads = [threading.Thread(target=work, args=("en", region)) for region in ("es_CO", "en_GB")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert "12.345" in found["es_CO"]
    assert "12,345" in found["en_GB"]


def test_a_file_appears_whole_or_not_at_all(tmp_path):
    target = tmp_path / "report.pdf"
    target.write_bytes(b"older")
    broken: Any = paper.small("not a block", language="en")
    with pytest.raises(Exception):  # noqa: B017 - whatever it is, the file is kept
        draw(broken, target)
    assert target.read_bytes() == b"older"
    assert [path.name for path in tmp_path.iterdir()] == ["report.pdf"]


def test_only_the_bundled_fonts_are_used_and_all_are_embedded():
    with pikepdf.open(BytesIO(drawn(paper.report("en")))) as pdf:
        fonts = {
            str(font.BaseFont): font
            for page in pdf.pages
            for font in page.obj.Resources.Font.values()
        }
        assert {name.split("+")[1] for name in fonts} == {"NotoSans-Regular", "NotoSans-Bold"}
        assert all("/FontFile2" in font.FontDescriptor for font in fonts.values())
        assert all("/ToUnicode" in font for font in fonts.values())


def test_the_file_is_sound(tmp_path):
    target = tmp_path / "report.pdf"
    draw(paper.report("en"), target)
    with pikepdf.open(target) as pdf:
        assert pdf.check_pdf_syntax() == []
    program = shutil.which("qpdf")
    if program:
        subprocess.run([program, "--check", str(target)], check=True, capture_output=True)


def test_pages_become_pictures(tmp_path):
    target = tmp_path / "report.pdf"
    pages = draw(paper.report("en"), target)
    assert pdf_pages.count(target) == pages
    first = next(pdf_pages.images(target, dpi=36))
    assert (first.width, first.height) == (298, 421)
    assert len(first.rgb) == first.stride * first.height
    assert len(set(first.rgb)) > 20
