# SPDX-License-Identifier: GPL-3.0-or-later
"""What is said between the strokes of a page goes, and what is drawn stays."""

import io
import zlib

import pikepdf
import pytest

from desktop.core.papers import cleaning, cleaning_drawing
from desktop.core.papers.cleaning import PaperUnsafe
from tests.core.papers import files as papers

SAID = b"CANARY 4.5981N 74.0758W"
MARKS = b"%% %s\n/P <</ActualText (%s) /MCID 0>> BDC 10 20 m 30 40 l S EMC\n/X <</N (%s)>>DP"
SPOKEN = b"q 1 0 0 RG " + MARKS % (SAID, SAID, SAID) + b" Q % " + SAID + b"\n"


def picture(more=b"", filters=b"/Fl", raw=None):
    """A small picture written into a drawing."""
    held = zlib.compress(bytes(12)) if raw is None else raw
    head = b"q 50 0 0 50 0 0 cm BI /W 2 /H 2 /CS /RGB /BPC 8 /F " + filters + more
    return head + b" ID " + held + b"\nEI Q\n"


def page_with(*drawings, resources=None):
    """A page that draws, in so many parts."""
    made = pikepdf.new()
    page = made.add_blank_page(page_size=(100, 100))
    page.obj.Contents = pikepdf.Array([made.make_stream(one) for one in drawings])
    if resources is not None:
        page.obj.Resources = resources(made)
    came = io.BytesIO()
    made.save(came)
    return came.getvalue()


def drawn(content):
    """Everything every drawing of a cleaned paper holds."""
    with pikepdf.open(io.BytesIO(cleaning.clean(content)[1])) as clean:
        streams = [one for one in clean.objects if isinstance(one, pikepdf.Stream)]
        return b"\n".join(one.read_bytes() for one in streams)


def test_comments_hidden_words_and_notes_of_programs_go_and_the_strokes_stay():
    left = drawn(page_with(SPOKEN))
    assert b"CANARY" not in left
    assert b"10 20 m 30 40 l S" in left
    assert left.count(b"BMC") == left.count(b"EMC") == 1
    assert b"BDC" not in left


def test_words_parted_over_two_pieces_of_a_page_go_too():
    left = drawn(page_with(b"/P <</ActualText (" + SAID + b")>>", b"BDC 1 2 m 3 4 l S EMC"))
    assert b"CANARY" not in left
    assert b"1 2 m 3 4 l S" in left


def test_what_pages_repeat_patterns_and_letters_are_cleaned_as_well():
    def resources(made):
        form = made.make_stream(SPOKEN)
        form.Type, form.Subtype = pikepdf.Name.XObject, pikepdf.Name.Form
        form.BBox = [0, 0, 100, 100]
        tile = made.make_stream(SPOKEN)
        tile.Type, tile.PatternType, tile.PaintType, tile.TilingType = pikepdf.Name.Pattern, 1, 1, 1
        tile.BBox, tile.XStep, tile.YStep = [0, 0, 9, 9], 9, 9
        tile.Resources = pikepdf.Dictionary()
        font = pikepdf.Dictionary(
            Type=pikepdf.Name.Font,
            Subtype=pikepdf.Name.Type3,
            FontBBox=[0, 0, 9, 9],
            FontMatrix=[1, 0, 0, 1, 0, 0],
            CharProcs=pikepdf.Dictionary(a=made.make_stream(SPOKEN)),
            Encoding=pikepdf.Dictionary(Differences=[97, pikepdf.Name.a]),
            FirstChar=97,
            LastChar=97,
            Widths=[9],
        )
        return pikepdf.Dictionary(
            XObject=pikepdf.Dictionary(Fm0=form),
            Pattern=pikepdf.Dictionary(P0=tile),
            Font=pikepdf.Dictionary(F0=font),
        )

    draw = b"/Fm0 Do /Pattern cs /P0 scn 0 0 9 9 re f BT /F0 9 Tf (a) Tj ET"
    left = drawn(page_with(draw, resources=resources))
    assert b"CANARY" not in left
    assert left.count(b"10 20 m 30 40 l S") == 3


def test_a_picture_inside_a_drawing_stays_as_it_is():
    left = drawn(page_with(picture()))
    assert zlib.compress(bytes(12)) in left
    assert b"EI" in left


@pytest.mark.parametrize("filters", [b"/DCT", b"/DCTDecode", b"[/A85 /DCT]", b"/D#43T", b"/JPX"])
def test_a_photograph_inside_a_drawing_is_refused_with_all_it_carries(filters):
    with pytest.raises(PaperUnsafe):
        cleaning.clean(page_with(picture(filters=filters, raw=papers.jpeg())))


def test_a_picture_that_carries_words_of_its_own_is_refused():
    with pytest.raises(PaperUnsafe):
        cleaning.clean(page_with(picture(more=b" /Where (" + SAID + b")")))


def test_a_drawing_without_end_is_refused_before_it_is_read(monkeypatch):
    monkeypatch.setattr(cleaning_drawing, "MOST_DRAWN", 1_000)
    with pytest.raises(PaperUnsafe):
        cleaning.clean(page_with(SPOKEN * 20))
    assert drawn(page_with(b"1 2 m 3 4 l S\n" * 200))  # nothing is said, so nothing is read


def test_a_page_looks_the_same_afterwards():
    from desktop.core import pdf_pages

    came = page_with(SPOKEN, picture())
    before, after = (pdf_pages.image(one, 0, 200) for one in (came, cleaning.clean(came)[1]))
    assert before == after
    assert len(set(before.rgb)) > 1
