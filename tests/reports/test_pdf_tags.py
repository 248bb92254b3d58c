# SPDX-License-Identifier: GPL-3.0-or-later
"""The structure tree: what a screen reader is told, and that the file names nobody."""

from collections import Counter
from io import BytesIO
from typing import Any

import pikepdf
import pytest

from desktop.core.document import Chart, Series, Table, Text
from desktop.reports.pdf import draw
from tests.reports import paper


@pytest.fixture(scope="module")
def pdf():
    target = BytesIO()
    draw(paper.report("en"), target)
    with pikepdf.open(target) as opened:
        yield opened


def walk(element: Any):
    yield element
    for kid in element.get("/K", []):
        if isinstance(kid, pikepdf.Dictionary) and kid.get("/Type") == "/StructElem":
            yield from walk(kid)


def elements(pdf) -> list[Any]:
    return list(walk(pdf.Root.StructTreeRoot.K[0]))


def role(element: Any) -> str:
    return str(element.S)[1:]


def test_the_tree_has_every_part_of_the_report(pdf):
    counts = Counter(role(element) for element in elements(pdf))
    assert counts["Document"] == counts["H1"] == 1
    assert counts["H2"] == 6
    assert counts["Figure"] == 5
    assert counts["Table"] == 4
    assert counts["TR"] == (5 + 1) + (1 + 1) + (94 + 1) + (2 + 1)
    assert counts["TH"] == 5 + 2 + 5 + 5
    assert counts["TOCI"] == counts["Link"] == 6
    assert counts["LI"] == counts["Lbl"] == counts["LBody"] == 3


def test_headers_have_a_scope_and_pictures_words(pdf):
    for element in elements(pdf):
        if role(element) == "TH":
            assert element.A.Scope == "/Column"
        if role(element) == "Figure":
            assert len(str(element.Alt)) > 20
    chart = Chart("T", "bar", ["ene"], [Series("Nuevas", [12])])
    target = BytesIO()
    draw(paper.small(chart, language="en"), target)
    with pikepdf.open(target) as opened:
        alts = [str(element.Alt) for element in elements(opened) if "/Alt" in element]
    assert alts == ["Nuevas: ene 12"]


def test_every_row_has_a_cell_for_every_column(pdf):
    for table in (element for element in elements(pdf) if role(element) == "Table"):
        rows = [kid for kid in table.K if role(kid) == "TR"]
        assert len({len(row.K) for row in rows}) == 1


def test_all_text_is_content_or_decoration(pdf):
    """Every operator that shows text or paint stands inside marked content."""
    showing = {"Tj", "TJ", "'", '"', "S", "s", "f", "F", "f*", "B", "B*", "b", "b*"}
    for page in pdf.pages:
        depth = 0
        for step in pikepdf.parse_content_stream(page):
            name = str(step.operator)
            depth += (name in ("BDC", "BMC")) - (name == "EMC")
            assert 0 <= depth <= 1
            if name in showing:
                assert depth == 1, (name, step.operands)


def test_the_parent_tree_leads_from_every_mark_to_its_element(pdf):
    numbers = pdf.Root.StructTreeRoot.ParentTree.Nums
    parents = {int(numbers[n]): numbers[n + 1] for n in range(0, len(numbers), 2)}
    for page in pdf.pages:
        owners = parents[int(page.obj.StructParents)]
        marks = [
            int(step.operands[1].MCID)
            for step in pikepdf.parse_content_stream(page)
            if str(step.operator) == "BDC"
        ]
        assert marks == list(range(len(owners)))
        for mark, owner in enumerate(owners):
            held = [kid for kid in owner.K if kid.get("/Type") == "/MCR"]
            assert any(mark == kid.MCID and kid.Pg == page.obj for kid in held)
        for link in page.obj.get("/Annots", []):
            assert role(parents[int(link.StructParent)]) == "Link"


def test_language_title_and_nothing_else(pdf):
    assert str(pdf.Root.Lang) == "en"
    assert pdf.Root.MarkInfo.Marked
    assert pdf.Root.ViewerPreferences.DisplayDocTitle
    assert dict(pdf.docinfo.items()) == {"/Title": "Informe mensual – octubre de 2026"}
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
        assert metadata["dc:title"] == "Informe mensual – octubre de 2026"
        assert metadata["dc:language"] == {"en"}
    target = BytesIO()
    draw(paper.report("en"), target)
    with pikepdf.open(target) as fresh:
        raw = fresh.Root.Metadata.read_bytes() + target.getvalue()
    for told in (b"Date", b"pikepdf", b"ReportLab", b"reator", b"Producer"):
        assert told not in raw


def test_the_outline_leads_to_every_section(pdf):
    with pdf.open_outline() as outline:
        titles = [item.title for item in outline.root]
    assert titles == [section.title for section in paper.report("en").sections]


def test_a_repeated_header_is_read_once():
    rows = [(str(number), "x") for number in range(90)]
    target = BytesIO()
    draw(paper.small(Table("T", ("Código", "Dato"), rows), Text("fin"), language="en"), target)
    with pikepdf.open(target) as opened:
        assert len(opened.pages) > 1
        counts = Counter(role(element) for element in elements(opened))
    assert counts["TH"] == 2
    assert counts["TD"] == 180
