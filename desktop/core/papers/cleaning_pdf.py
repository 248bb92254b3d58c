# SPDX-License-Identifier: GPL-3.0-or-later
"""Take everything out of a PDF that is not its pages: who made it, scripts, files inside, links.

The pages are moved into a new document with what they draw; answers in its forms are drawn onto
them first. Pictures inside are cleaned like pictures outside; what stands between the strokes of a
drawing and is not drawn goes too.
"""

import io
import struct
import zlib
from collections.abc import Iterator
from typing import Any

import pikepdf

from desktop.core.errors import UserError
from desktop.core.i18n import N_
from desktop.core.papers import cleaning_drawing, cleaning_picture

MOST_PAGES = 300
MOST_PICTURE = 20 * 1024 * 1024
MOST_OBJECTS = 50_000
MOST_UNPACKED = 200 * 1024 * 1024

_PAGE_KEPT = frozenset(
    {"/Type", "/Parent", "/Resources", "/MediaBox", "/CropBox", "/Rotate", "/Contents", "/UserUnit"}
)
_NEVER = frozenset(
    {"/Metadata", "/PieceInfo", "/LastModified", "/Alternates", "/OPI", "/Ref", "/AA", "/A", "/JS"}
    | {"/JavaScript", "/Measure", "/PtData", "/StructParent", "/StructParents", "/AF", "/Thumb"}
    | {"/ID", "/Properties", "/SeparationInfo", "/F", "/FFilter", "/FDecodeParms"}
)
_JP2_KEPT = frozenset({b"jP  ", b"ftyp", b"jp2h", b"jp2c"})
_LIMITS: dict[str, Any] = {
    "flate_max_memory": MOST_UNPACKED,
    "png_max_memory": MOST_UNPACKED,
    "tiff_max_memory": MOST_UNPACKED,
    "run_length_max_memory": MOST_UNPACKED,
    "dct_max_memory": MOST_UNPACKED,
    "dct_max_progressive_scans": 100,
    "max_stream_filters": 4,
    "parser_max_container_size": 200_000,
    "parser_max_nesting": 100,
    "doc_max_warnings": 200,
}


class PaperLocked(UserError):
    """A PDF that opens only with a password."""

    def __init__(self) -> None:
        super().__init__(
            N_(
                "This PDF is locked with a password, so it was not added. Open it with its "
                "password, print it to a new file and add that one. Here it will be encrypted."
            )
        )


def clean(content: bytes) -> bytes:
    """Return the pages of a PDF and nothing else; PaperUnsafe where that cannot be done."""
    pikepdf.settings.set_qpdf_limits(**_LIMITS)
    try:
        with pikepdf.open(io.BytesIO(content), suppress_warnings=True) as came:
            return _pages_of(came)
    except pikepdf.PasswordError:
        raise PaperLocked from None
    except (
        pikepdf.PikepdfError,
        ValueError,
        TypeError,
        KeyError,
        AttributeError,
        IndexError,
        NotImplementedError,
        OverflowError,
        RuntimeError,
        RecursionError,
        MemoryError,
        struct.error,
        zlib.error,
    ):
        # a library for hostile files fails in many ways; all of them mean the same here
        raise cleaning_picture.PaperUnsafe from None


def _pages_of(came: pikepdf.Pdf) -> bytes:
    if len(came.objects) > MOST_OBJECTS or not 0 < len(came.pages) <= MOST_PAGES:
        raise cleaning_picture.PaperUnsafe
    if "/AcroForm" in came.Root and "/XFA" in came.Root.AcroForm:
        raise cleaning_picture.PaperUnsafe  # a script makes its pages
    came.generate_appearance_streams()
    came.flatten_annotations("screen")
    with pikepdf.new() as made:
        made.pages.extend(came.pages)
        for page in made.pages:
            for key in set(page.obj.keys()) - _PAGE_KEPT:
                del page.obj[key]
        plainer = cleaning_drawing.Plainer(made)
        for page in made.pages:
            plainer.page(page)
        for one in _reached(made):
            _strip(one)
            for drawing in cleaning_drawing.drawings(one):
                plainer.part(drawing)
        made.remove_unreferenced_resources()
        target = io.BytesIO()
        made.save(target, deterministic_id=True, fix_metadata_version=False)
    return target.getvalue()


def _reached(made: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    """Yield every dictionary and stream the pages draw from, those inside others too."""
    seen: set[tuple[int, int]] = set()
    waiting: list[pikepdf.Object] = [page.obj for page in made.pages]
    found = 0
    while waiting:
        one = waiting.pop()
        if one.is_indirect:
            if one.objgen in seen:
                continue
            seen.add(one.objgen)
        found += 1
        if found > MOST_OBJECTS * 10:
            raise cleaning_picture.PaperUnsafe
        if isinstance(one, pikepdf.Array):
            waiting.extend(part for part in one if isinstance(part, pikepdf.Object))
        elif isinstance(one, pikepdf.Dictionary | pikepdf.Stream):
            yield one
            parts = [value for key, value in one.items() if key != "/Parent"]
            waiting.extend(part for part in parts if isinstance(part, pikepdf.Object))


def _strip(one: pikepdf.Object) -> None:
    for key in _NEVER & set(one.keys()):
        if not _is_content(one, key):
            del one[key]
    if isinstance(one, pikepdf.Stream):
        _strip_picture(one)


def _is_content(one: pikepdf.Object, key: str) -> bool:
    """Tell whether a key is a name somebody chose for a font or a picture, not a field."""
    return "/Type" not in one and not isinstance(one, pikepdf.Stream) and key in ("/A", "/F", "/JS")


def _strip_picture(stream: pikepdf.Stream) -> None:
    filters = _filters(stream)
    if "/DCTDecode" in filters or "/JPXDecode" in filters:
        raw = stream.read_raw_bytes()
        if len(filters) == 2 and filters[0] == "/FlateDecode":
            raw = _inflated(raw)
        elif len(filters) != 1:
            raise cleaning_picture.PaperUnsafe
        plain = cleaning_picture.jpeg(raw) if filters[-1] == "/DCTDecode" else _jp2(raw)
        parameters = stream.get("/DecodeParms")
        stream.write(plain, filter=pikepdf.Name(filters[-1]))
        if filters[-1] == "/DCTDecode" and isinstance(parameters, pikepdf.Dictionary):
            stream.DecodeParms = parameters  # how its colours are meant


def _filters(stream: pikepdf.Stream) -> list[str]:
    found = stream.get("/Filter")
    if found is None:
        return []
    names = list(found) if isinstance(found, pikepdf.Array) else [found]
    short = {"/DCT": "/DCTDecode", "/Fl": "/FlateDecode"}
    return [short.get(str(name), str(name)) for name in names]


def _inflated(raw: bytes) -> bytes:
    plain = zlib.decompressobj().decompress(raw, MOST_PICTURE + 1)
    if len(plain) > MOST_PICTURE:
        raise cleaning_picture.PaperUnsafe
    return plain


def _jp2(raw: bytes) -> bytes:
    """Return a JPEG 2000 picture without the boxes that say where it comes from."""
    if raw.startswith(b"\xff\x4f\xff\x51"):  # a bare code stream has none, but for comments
        return _codestream(raw)
    parts, at = [], 0
    while at < len(raw):
        length, kind = struct.unpack(">I4s", raw[at : at + 8])
        end = len(raw) if length == 0 else at + length
        if length == 1 or end < at + 8 or end > len(raw):
            raise cleaning_picture.PaperUnsafe
        if kind == b"jp2c":
            inside = _codestream(raw[at + 8 : end])
            parts.append(struct.pack(">I4s", len(inside) + 8, kind) + inside)
        elif kind in _JP2_KEPT:
            parts.append(raw[at:end])
        at = end
    return b"".join(parts)


def _codestream(raw: bytes) -> bytes:
    """Return a JPEG 2000 code stream without the comments of its main header."""
    parts, at = [raw[:2]], 2
    while raw[at : at + 2] != b"\xff\x90":  # the first tile part
        marker, length = struct.unpack(">HH", raw[at : at + 4])
        if marker >> 8 != 0xFF or length < 2:
            raise cleaning_picture.PaperUnsafe
        if marker != 0xFF64:
            parts.append(raw[at : at + 2 + length])
        at += 2 + length
    return b"".join([*parts, raw[at:]])
