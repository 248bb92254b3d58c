# SPDX-License-Identifier: GPL-3.0-or-later
"""Take everything out of a picture that is not the picture itself.

A photograph carries where and when it was taken, by which telephone, often a smaller copy of
itself from before it was cropped. Only known parts are copied, bytes as they are: nothing is
decoded here, so that no picture is recompressed and a hostile one meets no decoder.
"""

import struct
import zlib
from collections.abc import Iterator

from desktop.core.errors import UserError
from desktop.core.i18n import N_

MOST_PIXELS = 50_000_000
MOST_SIDE = 20_000

PNG = b"\x89PNG\r\n\x1a\n"
_PNG_KEPT = frozenset({b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"sRGB"})
_SOF, _SOF_REFUSED = (0xC0, 0xC1, 0xC2), frozenset(range(0xC3, 0xD0)) - {0xC4, 0xC8, 0xCC}
_TABLES = frozenset({0xC4, 0xDB, 0xDD})  # Huffman, quantisation, restart interval
_EXIF = b"Exif\x00\x00"
_ORIENTATION = 0x0112


class PaperUnsafe(UserError):
    """The file is damaged, or built in a way that cannot be cleaned with certainty."""

    def __init__(self) -> None:
        super().__init__(
            N_(
                "This file is damaged or built in a way that cannot be cleaned safely, so it was "
                "not added. Open it in another program, print it to a new file and add that one."
            )
        )


def jpeg(content: bytes) -> bytes:
    """Return a JPEG picture with its picture data, its colour marks and its orientation only."""
    turned, sizes, parts = 1, 0, [b"\xff\xd8"]
    for marker, body in _segments(content):
        if marker in _SOF_REFUSED:
            raise PaperUnsafe
        if marker in _SOF:
            sizes += 1
            _room(*struct.unpack(">HH", body[3:7])[::-1])
        if marker == 0xE1 and body.startswith(_EXIF):
            turned = _orientation(body[len(_EXIF) :])
        elif kept := _kept(marker, body):
            parts.append(kept)
    if sizes != 1:
        raise PaperUnsafe
    if turned != 1:
        parts.insert(1, _segment(0xE1, _EXIF + _upright(turned)))
    return b"".join(parts)


def png(content: bytes) -> bytes:
    """Return a PNG picture with the chunks its picture needs."""
    parts, at, order = [PNG], len(PNG), []
    while True:
        length, kind = struct.unpack(">I4s", content[at : at + 8])
        body = content[at + 8 : at + 8 + length]
        check = content[at + 8 + length : at + 12 + length]
        if len(check) != 4 or struct.unpack(">I", check)[0] != zlib.crc32(kind + body):
            raise PaperUnsafe
        if kind == b"IHDR":
            _png_room(body)
        if kind in _PNG_KEPT:
            parts.append(content[at : at + 12 + length])
            order.append(kind)
        at += 12 + length
        if kind == b"IEND":
            break
    if order[0] != b"IHDR" or order.count(b"IHDR") != 1 or b"IDAT" not in order:
        raise PaperUnsafe
    return b"".join(parts)


def _segments(content: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield marker and body of every segment up to the end of the picture; what follows is left.

    The body of a scan is its head and the coded data after it, as they stand.
    """
    at = 2
    while True:
        if content[at] != 0xFF:
            raise PaperUnsafe
        while content[at] == 0xFF:  # fill bytes are allowed before a marker
            at += 1
        marker = content[at]
        at += 1
        if marker == 0xD9:
            yield marker, b""
            return
        if marker in (0x00, 0x01, 0xD8) or 0xD0 <= marker <= 0xD7:
            raise PaperUnsafe
        (length,) = struct.unpack(">H", content[at : at + 2])
        end = at + length
        if length < 2 or end > len(content):
            raise PaperUnsafe
        if marker == 0xDA:
            end = _scan_end(content, end)
        yield marker, content[at + 2 : end]
        at = end


def _scan_end(content: bytes, at: int) -> int:
    """Return where the coded data of a scan ends: at a marker that is no restart."""
    while True:
        at = content.find(b"\xff", at)
        if at < 0 or at + 1 >= len(content):
            raise PaperUnsafe
        following = content[at + 1]
        if following == 0xFF:
            at += 1
        elif following == 0x00 or 0xD0 <= following <= 0xD7:
            at += 2
        else:
            return at


def _kept(marker: int, body: bytes) -> bytes:
    """Return a segment as it is copied, or nothing."""
    if marker == 0xE0 and body.startswith(b"JFIF\x00") and len(body) >= 14:
        return _segment(marker, body[:12] + b"\x00\x00")  # without the small picture inside
    if marker == 0xEE and body.startswith(b"Adobe") and len(body) >= 12:
        return _segment(marker, body[:12])  # how the colours are meant
    if marker in _TABLES or marker in _SOF:
        return _segment(marker, body)
    if marker == 0xDA:
        length = 6 + 2 * body[0]
        return b"\xff\xda" + struct.pack(">H", length) + body
    return b"\xff\xd9" if marker == 0xD9 else b""


def _segment(marker: int, body: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(body) + 2) + body


def _orientation(tiff: bytes) -> int:
    """Return how the picture is turned, 1 to 8, from the one field of Exif that is kept."""
    order = {b"II": "<", b"MM": ">"}.get(tiff[:2])
    if order is None:
        return 1
    try:
        (at,) = struct.unpack(f"{order}I", tiff[4:8])
        (count,) = struct.unpack(f"{order}H", tiff[at : at + 2])
        for entry in range(min(count, 200)):
            place = at + 2 + 12 * entry
            tag, _type, _n, value = struct.unpack(f"{order}HHIH", tiff[place : place + 10])
            if tag == _ORIENTATION:
                return int(value) if 1 <= value <= 8 else 1
    except struct.error:
        pass
    return 1


def _upright(turned: int) -> bytes:
    """Return Exif data that says how the picture is turned, and nothing else."""
    entry = struct.pack(">HHIHH", _ORIENTATION, 3, 1, turned, 0)
    return b"MM\x00\x2a" + struct.pack(">IH", 8, 1) + entry + bytes(4)


def _png_room(body: bytes) -> None:
    wide, high, depth, colour = struct.unpack(">IIBB", body[:10])
    channels = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}.get(colour)
    if channels is None or depth not in (1, 2, 4, 8, 16):
        raise PaperUnsafe
    _room(wide, high)


def _room(wide: int, high: int) -> None:
    """Refuse a picture that would fill the memory once it is unpacked."""
    if not (0 < wide <= MOST_SIDE and 0 < high <= MOST_SIDE and wide * high <= MOST_PIXELS):
        raise PaperUnsafe
