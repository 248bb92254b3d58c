# SPDX-License-Identifier: GPL-3.0-or-later
"""Nothing but the picture comes in, the picture itself is untouched, and hostile files are refused."""

import io
import os
import random
import resource

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from desktop.core.errors import UserError
from desktop.core.papers import cleaning, cleaning_picture
from desktop.core.papers.cleaning import KindRefused, PaperTooLarge, PaperUnsafe
from desktop.core.papers.cleaning_pdf import PaperLocked
from tests.core.papers import files as papers

FULL = bool(os.environ.get("VEREDA_FULL"))
MUTATIONS = 25_000 if FULL else 400


def opened(content):
    return Image.open(io.BytesIO(content))


@pytest.mark.parametrize("progressive", [False, True])
@pytest.mark.parametrize("mode", ["RGB", "L", "CMYK"])
def test_a_photograph_comes_in_as_it_was_without_place_and_telephone(mode, progressive):
    came = papers.jpeg(mode=mode, progressive=progressive)
    kind, clean = cleaning.clean(came)
    assert kind == "jpeg"
    assert papers.MARK in came
    assert papers.MARK not in clean
    assert opened(clean).tobytes() == opened(came).tobytes()
    assert dict(opened(clean).getexif()) == {0x0112: 6}
    assert cleaning.clean(clean) == ("jpeg", clean)


def test_a_photograph_that_stands_upright_keeps_no_exif_at_all():
    assert b"Exif" not in cleaning_picture.jpeg(papers.jpeg(turned=1))


def test_a_picture_keeps_its_pixels_and_loses_its_texts():
    came = papers.png()
    kind, clean = cleaning.clean(came)
    assert kind == "png"
    assert papers.MARK in came
    assert papers.MARK not in clean
    assert b"eXIf" not in clean
    assert opened(clean).tobytes() == opened(came).tobytes()


@pytest.mark.parametrize("filters", ["dct", "flate"])
def test_a_pdf_keeps_its_pages_and_nothing_else(filters):
    came = papers.pdf(filters=filters)
    kind, clean = cleaning.clean(came)
    assert kind == "pdf"
    with pikepdf.open(io.BytesIO(clean)) as made:
        assert len(made.pages) == 2
        assert sorted(made.Root.keys()) == ["/Pages", "/Type"]
        assert "/Info" not in made.trailer
        assert not made.attachments
        everything = b"".join(
            one.unparse(resolved=False)
            + (one.read_raw_bytes() if isinstance(one, pikepdf.Stream) else b"")
            for one in made.objects
        )
        picture = made.pages[0].Resources.XObject.Im0
        assert opened(picture.read_raw_bytes()).size == (64, 48)
    assert papers.MARK not in everything
    assert b"JavaScript" not in everything
    assert b"Annot" not in everything


def test_what_was_answered_in_a_form_is_drawn_onto_its_page():
    made = pikepdf.new()
    page = made.add_blank_page(page_size=(200, 200))
    look = made.make_stream(b"BT /F1 12 Tf (Firmado) Tj ET", {"/Type": pikepdf.Name.XObject})
    look.Subtype, look.BBox = pikepdf.Name.Form, [0, 0, 100, 20]
    field = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot,
        Subtype=pikepdf.Name.Widget,
        FT=pikepdf.Name.Tx,
        T="nombre",
        V="Firmado",
        Rect=[10, 10, 110, 30],
        F=4,
        AP=pikepdf.Dictionary(N=look),
    )
    widget = made.make_indirect(field)
    page.obj.Annots = pikepdf.Array([widget])
    made.Root.AcroForm = pikepdf.Dictionary(Fields=[widget])
    came = io.BytesIO()
    made.save(came)
    with pikepdf.open(io.BytesIO(cleaning.clean(came.getvalue())[1])) as clean:
        drawn = b"".join(
            one.read_bytes() for one in clean.objects if isinstance(one, pikepdf.Stream)
        )
    assert b"Firmado" in drawn


def test_plain_text_comes_in_and_the_name_of_a_file_proves_nothing():
    assert cleaning.clean("\ufeffUna línea\r\nOtra".encode()) == (
        "text",
        "Una línea\nOtra".encode(),
    )
    for other in (b"MZ\x90\x00\x03", b"PK\x03\x04", b"GIF89a\x01\x00", b"", b"  \n", b"\xff\xfe"):
        with pytest.raises(KindRefused):
            cleaning.clean(other)


@pytest.mark.parametrize("size", [(60_000, 60_000), (0, 10), (20_001, 1), (2**31, 2**31)])
def test_a_picture_that_would_fill_the_memory_is_refused_before_it_is_unpacked(size):
    with pytest.raises(PaperUnsafe):
        cleaning.clean(papers.png_head(*size))


def test_a_photograph_that_would_fill_the_memory_is_refused():
    came = bytearray(cleaning_picture.jpeg(papers.jpeg(turned=1)))
    at = came.index(b"\xff\xc0") + 5
    came[at : at + 4] = b"\xff\xff\xff\xff"
    with pytest.raises(PaperUnsafe):
        cleaning.clean(bytes(came))


def test_what_is_too_large_locked_or_made_by_a_script_is_refused():
    with pytest.raises(PaperTooLarge):
        cleaning.clean(bytes(cleaning.MOST_BYTES + 1))
    with pytest.raises(PaperLocked):
        cleaning.clean(papers.pdf(password="abc"))
    made = pikepdf.new()
    made.add_blank_page()
    made.Root.AcroForm = pikepdf.Dictionary(XFA="<xdp/>", Fields=[])
    came = io.BytesIO()
    made.save(came)
    with pytest.raises(PaperUnsafe):
        cleaning.clean(came.getvalue())


def test_a_pdf_that_unpacks_to_gigabytes_is_refused_in_little_memory():
    bomb = papers.bomb()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(PaperUnsafe):
        cleaning.clean(bomb)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 512 * 1024


SEEDS = {
    "jpeg": papers.jpeg(),
    "progressive": papers.jpeg(progressive=True),
    "png": papers.png(),
    "pdf": papers.pdf(1),
}


@pytest.mark.parametrize("name", SEEDS)
def test_any_damage_is_refused_by_name_or_leaves_a_clean_paper(name):
    chance = random.Random(name)
    for _ in range(MUTATIONS if name != "pdf" or FULL else MUTATIONS // 4):
        damaged = mutated(SEEDS[name], chance)
        try:
            _kind, clean = cleaning.clean(damaged)
        except (KindRefused, PaperLocked, PaperUnsafe, PaperTooLarge):
            continue
        assert len(clean) <= 2 * len(damaged) + 10_000


def mutated(seed, chance):
    """Flip, cut, repeat and splice: the ways files break and are broken."""
    came = bytearray(seed)
    for _ in range(chance.randrange(1, 6)):
        if len(came) < 9:
            break
        at = chance.randrange(len(came))
        match chance.randrange(5):
            case 0:
                came[at] ^= 1 << chance.randrange(8)
            case 1:
                came[at : at + 4] = chance.choice([b"\xff" * 4, bytes(4), b"\xff\xd9", b"\x00\x02"])
            case 2:
                del came[at : at + chance.randrange(1, 200)]
            case 3:
                came[at:at] = came[at : at + chance.randrange(1, 200)]
            case _:
                came = came[: max(8, at)]
    return bytes(came) or b"\xff"


@given(st.binary(max_size=300), st.sampled_from([b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b""]))
def test_any_bytes_are_refused_by_name(body, start):
    try:
        kind, _clean = cleaning.clean(start + body)
    except UserError:
        return
    assert kind == "text"
