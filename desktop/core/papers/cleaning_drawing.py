# SPDX-License-Identifier: GPL-3.0-or-later
"""What a page of a PDF draws, without what is said beside the drawing.

Between the strokes stand comments, the text a stretch "really" says, notes of the program that
made it, and small pictures with everything a camera writes into them. Nothing of it is drawn.
"""

import re
from collections.abc import Iterator

import pikepdf

from desktop.core.papers import cleaning_picture

MOST_DRAWN = 12 * 1024 * 1024
"""Bytes of drawing that are read sign by sign; what needs more is refused."""

_BETWEEN = re.compile(
    rb"%|(?:^|[\x00\t\n\f\r )>\]}])(?:BDC|BMC|DP|MP|BI)(?:$|[\x00\t\n\f\r ()<>\[\]{}/%])"
)
_MARKED = (b"BDC", b"BMC")
_POINTS = (b"DP", b"MP")
_PICTURE_KEYS = frozenset(
    {"/W", "/Width", "/H", "/Height", "/BPC", "/BitsPerComponent", "/CS", "/ColorSpace", "/F"}
    | {"/Filter", "/DP", "/DecodeParms", "/D", "/Decode", "/IM", "/ImageMask", "/I"}
    | {"/Interpolate", "/Intent", "/L", "/Length"}
)
_CARRIERS = frozenset({"/DCT", "/DCTDecode", "/JPX", "/JPXDecode"})
"""Pictures with parts of their own: inside a drawing they are refused."""
_OPEN = (pikepdf.TokenType.array_open, pikepdf.TokenType.dict_open)
_CLOSE = (pikepdf.TokenType.array_close, pikepdf.TokenType.dict_close)
_SPACE = pikepdf.TokenType.space


class Plainer:
    """Cleans the drawings of one document: each once, and not more than is reasonable."""

    def __init__(self, made: pikepdf.Pdf) -> None:
        self._made, self._read = made, 0
        self._done: dict[tuple[tuple[int, int], ...], pikepdf.Stream] = {}

    def page(self, page: pikepdf.Page) -> None:
        """Clean what a page draws itself; its parts are read as the one drawing they are."""
        found = page.obj.get("/Contents")
        if found is None:
            return
        parts = list(found) if isinstance(found, pikepdf.Array) else [found]
        drawing = b"\n".join(part.read_bytes() for part in parts)
        which = tuple(part.objgen for part in parts)
        if _BETWEEN.search(drawing):
            if which not in self._done:
                self._done[which] = self._made.make_stream(self._plain(page, len(drawing)))
            page.obj.Contents = self._done[which]

    def part(self, stream: pikepdf.Stream) -> None:
        """Clean a drawing that pages, patterns and fonts repeat."""
        drawing = stream.read_bytes()
        if _BETWEEN.search(drawing):
            alone = pikepdf.Dictionary(Type=pikepdf.Name.Page, Contents=stream)
            stream.write(self._plain(pikepdf.Page(alone), len(drawing)))

    def _plain(self, page: pikepdf.Page, size: int) -> bytes:
        self._read += size
        if self._read > MOST_DRAWN:
            raise cleaning_picture.PaperUnsafe
        plain = _Plain()
        cleaned = page.get_filtered_contents(plain)
        if plain.refused:
            raise cleaning_picture.PaperUnsafe
        return cleaned


class _Plain(pikepdf.TokenFilter):
    """Lets operators through with their operands, but for those that say and do not draw."""

    def __init__(self) -> None:
        super().__init__()
        self.refused = False
        self._held: list[pikepdf.Token] = []

    def handle_token(self, token: pikepdf.Token = None) -> list[pikepdf.Token]:  # type: ignore[assignment]
        if token.type_ == pikepdf.TokenType.comment:
            return []
        if token.type_ not in (pikepdf.TokenType.word, pikepdf.TokenType.eof):
            if token.type_ != pikepdf.TokenType.inline_image:
                self._held.append(token)
                return []
            return [*self._taken(), token]
        held = self._taken()
        if token.raw_value in _MARKED:
            return _words(b" /Span BMC")
        if token.raw_value in _POINTS:
            return _words(b" ")
        if token.raw_value == b"ID":
            self.refused |= not _plain_picture(held)
        return [*held, token]

    def _taken(self) -> list[pikepdf.Token]:
        held, self._held = self._held, []
        return held


def drawings(one: pikepdf.Object) -> Iterator[pikepdf.Stream]:
    """Yield the drawings an object is or has, besides those of pages."""
    if isinstance(one, pikepdf.Stream):
        if one.get("/Subtype") == "/Form" or one.get("/PatternType") == 1:
            yield one
    elif one.get("/Subtype") == "/Type3":
        parts = [part for _name, part in one.get("/CharProcs", {}).items()]
        yield from (part for part in parts if isinstance(part, pikepdf.Stream))


def _words(raw: bytes) -> list[pikepdf.Token]:
    return [pikepdf.Token(pikepdf.TokenType.word, raw)]


def _plain_picture(held: list[pikepdf.Token]) -> bool:
    """Tell whether the head of a picture inside a drawing holds what a picture needs only."""
    depth, is_key = 0, True
    for token in held:
        if token.type_ == _SPACE:
            continue
        if depth == 0 and is_key and token.value not in _PICTURE_KEYS:
            return False
        if token.value in _CARRIERS:
            return False
        depth += (token.type_ in _OPEN) - (token.type_ in _CLOSE)
        is_key = depth == 0 and not is_key
    return True
