# SPDX-License-Identifier: GPL-3.0-or-later
"""What is too small to print or to split is named in one line; headings stay with what they head."""

from io import BytesIO

import pypdfium2
import pytest

from desktop.core import disclosure, i18n
from desktop.core.document import Table, Text
from desktop.reports import pdf, small
from tests.reports import paper

NAMES = {"a": "One", "b": "Two", "c": "Three"}


def split(title, **counts):
    table = disclosure.sensitive_table(title, ("Why", "People"), counts, NAMES, 5)
    assert table is not None
    return table


def test_tables_without_a_number_become_one_line():
    with i18n.speaking("en"):
        blocks = [split("Hidden", a=2), split("Folded", a=3, b=3), split("Shown", a=7, b=9)]
        found = list(small.gathered([*blocks, Text("Words")]))
    assert [one.title for one in found if isinstance(one, Table)] == ["Shown"]
    assert [one.body for one in found if isinstance(one, Text)] == [
        "Words",
        "Too few to split: Folded (6).",
        "Too few to print: Hidden.",
    ]


@pytest.mark.parametrize("filler", range(20, 36))
def test_a_heading_never_stands_last_on_a_page(filler):
    lines = [Text(f"Line {n}") for n in range(filler)]
    rows = [[f"Row {n}", "1"] for n in range(6)]
    table = Table("", ["What", "Count"], rows, (False, True))
    out = BytesIO()
    pdf.draw(paper.small(*lines, Text("HEADING", "strong"), table), out)
    with pypdfium2.PdfDocument(out.getvalue()) as made:
        pages = [page.get_textpage().get_text_bounded() for page in made]
    assert [("HEADING" in page) == ("Row 0" in page) for page in pages] == [True] * len(pages)
