# SPDX-License-Identifier: GPL-3.0-or-later
"""Take everything out of a voice note that is not the sound itself.

A telephone writes into it when and where it was recorded, with which device, often by whom. As
with pictures only known parts are kept and nothing is decoded. Libraries for tags take away the
tags they know; what they do not know, such as the place in an m4a of a telephone or the moment
in its movie header, would stay.
"""

import struct
import zlib
from collections.abc import Iterator

from desktop.core.errors import UserError
from desktop.core.i18n import N_
from desktop.core.papers.cleaning_picture import PaperUnsafe

_LONGEST_FRAME = 4096
_BITRATES = {
    3: (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
    2: (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
}
_RATES = {3: (44100, 48000, 32000), 2: (22050, 24000, 16000), 0: (11025, 12000, 8000)}
_TAGS = (b"TAG", b"APETAGEX", b"LYRICS", b"ID3", b"\0")
_WAV_KEPT = frozenset({b"fmt ", b"data", b"fact"})
_AMR = {
    b"#!AMR\n": (12, 13, 15, 17, 19, 20, 26, 31, 5),
    b"#!AMR-WB\n": (17, 23, 32, 36, 40, 46, 50, 58, 60, 5),
}
_REVERSED = bytes(int(f"{one:08b}"[::-1], 2) for one in range(256))
_COMMENT = {b"OpusHead": b"OpusTags" + bytes(8), b"\x01vorbis": b"\x03vorbis" + bytes(8) + b"\x01"}
_HEADERS = {b"OpusHead": 2, b"\x01vorbis": 3}
_INSIDE = {
    b"": {b"ftyp", b"moov", b"mdat"},
    b"moov": {b"mvhd", b"trak", b"iods"},
    b"trak": {b"tkhd", b"edts", b"mdia"},
    b"edts": {b"elst"},
    b"mdia": {b"mdhd", b"hdlr", b"minf"},
    b"minf": {b"smhd", b"dinf", b"stbl"},
    b"dinf": {b"dref"},
    b"stbl": {b"stsd", b"stts", b"stsc", b"stsz", b"stz2", b"stco", b"co64"},
}
_SOUND = b"soun"


class NoSound(UserError):
    """The file holds more than sound, such as a film."""

    def __init__(self) -> None:
        super().__init__(
            N_(
                "This file holds more than a voice, so it was not added. Films show faces and "
                "places; only photographs and voice notes come in."
            )
        )


def kind_of(content: bytes) -> str:
    """Return mp3, m4a, ogg, amr or wav as the first bytes say; nothing for what is no sound."""
    if content.startswith(b"OggS"):
        return "ogg"
    if content.startswith(tuple(_AMR)):
        return "amr"
    if content[:4] == b"RIFF" and content[8:12] == b"WAVE":
        return "wav"
    if content[4:8] == b"ftyp":
        return "m4a"
    return "mp3" if content.startswith(b"ID3") or _frame(content, 0) else ""


def wav(content: bytes) -> bytes:
    """Return a WAV with its format and its sound."""
    at, parts, kinds = 12, [], []
    while at + 8 <= len(content):
        kind, size = struct.unpack("<4sI", content[at : at + 8])
        if kind in _WAV_KEPT:
            body = content[at + 8 : at + 8 + size]
            parts.append(struct.pack("<4sI", kind, len(body)) + body + bytes(len(body) % 2))
            kinds.append(kind)
        at += 8 + size + size % 2
    if kinds.count(b"fmt ") != 1 or kinds.count(b"data") != 1:
        raise PaperUnsafe
    whole = b"WAVE" + b"".join(parts)
    return b"RIFF" + struct.pack("<I", len(whole)) + whole


def amr(content: bytes) -> bytes:
    """Return an AMR with its whole frames; what stands behind them is left."""
    magic = next(one for one in _AMR if content.startswith(one))
    sizes, at = _AMR[magic], len(magic)
    while at < len(content):
        kind = content[at] >> 3 & 15
        size = sizes[kind] if kind < len(sizes) else 0
        if content[at] & 0x83 or len(sizes) <= kind < 14 or at + 1 + size > len(content):
            break
        at += 1 + size
    if at == len(magic):
        raise PaperUnsafe
    return content[:at]


def mp3(content: bytes) -> bytes:
    """Return an MP3 with its frames only: no tag before, between or behind them."""
    at, parts = 0, []
    while at < len(content):
        if size := _frame(content, at):
            parts.append(content[at : at + size])
            at += size
        elif content[at : at + 3] == b"ID3":
            sizes = content[at + 6 : at + 10]
            size = sizes[0] << 21 | sizes[1] << 14 | sizes[2] << 7 | sizes[3]
            at += 10 + size + (10 if content[at + 5] & 0x10 else 0)
        else:
            break
    rest = content[at:]
    if not parts or not (rest.startswith(_TAGS) or len(rest) < _LONGEST_FRAME):
        raise PaperUnsafe
    return b"".join(parts)


def ogg(content: bytes) -> bytes:
    """Return an Ogg with Opus or Vorbis, its comments empty, under no number of its own."""
    pages = list(_pages(content))
    codec = next((one for one in _HEADERS if pages and pages[0][3].startswith(one)), None)
    if codec is None:
        raise NoSound
    packets, used = _headers(pages, _HEADERS[codec])
    packets[1] = _COMMENT[codec]
    made = [_headed(packet, number) for number, packet in enumerate(packets)]
    for flags, granule, lacing, body in pages[used:]:
        if flags & 2:  # another stream chained behind this one
            raise PaperUnsafe
        made.append(_page(flags, granule, len(made), lacing, body))
    return b"".join(made)


def m4a(content: bytes) -> bytes:
    """Return an m4a or 3gp of the same length, with nothing in it but its tables and its sound.

    What goes is overwritten with nothing and called free, so that no place in the file moves.
    """
    held = bytearray(content)
    kinds = list(_boxes(held, 0, len(held), b""))
    if kinds.count(b"moov") != 1 or b"mdat" not in kinds:
        raise PaperUnsafe
    return bytes(held)


def _frame(content: bytes, at: int) -> int:
    """Return the length of the MPEG layer III frame that begins here; 0 where none does."""
    head = content[at : at + 4]
    if len(head) < 4 or head[0] != 0xFF or head[1] & 0xE6 != 0xE2:
        return 0
    version, rate, step = head[1] >> 3 & 3, head[2] >> 2 & 3, head[2] >> 4
    if version not in _RATES or rate == 3 or step in (0, 15):
        return 0
    bits = _BITRATES[3 if version == 3 else 2][step] * 1000
    size = (144 if version == 3 else 72) * bits // _RATES[version][rate] + (head[2] >> 1 & 1)
    return size if at + size <= len(content) else 0


_Page = tuple[int, bytes, bytes, bytes]
"""Flags, position, lacing and body of a page of an Ogg."""


def _pages(content: bytes) -> Iterator[_Page]:
    at, serial = 0, content[14:18]
    while content[at : at + 5] == b"OggS\0":
        flags, granule = content[at + 5], content[at + 6 : at + 14]
        whose = content[at + 14 : at + 18]
        lacing = content[at + 27 : at + 27 + content[at + 26]]
        start = at + 27 + len(lacing)
        at = start + sum(lacing)
        if whose != serial or at > len(content):
            raise PaperUnsafe
        yield flags, granule, lacing, content[start:at]


def _headers(pages: list[_Page], wanted: int) -> tuple[list[bytes], int]:
    """Return the first packets, and how many pages they fill: the sound begins on a new one."""
    packets, open_one = [], b""
    for used, (_flags, _granule, lacing, body) in enumerate(pages, 1):
        at = 0
        for size in lacing:
            open_one += body[at : at + size]
            at += size
            if size < 255:
                packets.append(open_one)
                open_one = b""
        if len(packets) == wanted and not open_one:
            return packets, used
    raise PaperUnsafe


def _headed(packet: bytes, number: int) -> bytes:
    lacing = b"\xff" * (len(packet) // 255) + bytes([len(packet) % 255])
    if len(lacing) > 255:
        raise PaperUnsafe
    return _page(2 if number == 0 else 0, bytes(8), number, lacing, packet)


def _page(flags: int, granule: bytes, number: int, lacing: bytes, body: bytes) -> bytes:
    head = b"OggS\0" + bytes([flags]) + granule + struct.pack("<II", 1, number)
    tail = bytes([len(lacing)]) + lacing + body
    return head + _check(head + bytes(4) + tail) + tail


def _check(page: bytes) -> bytes:
    """Return the check of an Ogg page: zlib's, with the bits of every byte the other way round."""
    found = zlib.crc32(page.translate(_REVERSED), 0xFFFFFFFF) ^ 0xFFFFFFFF
    return found.to_bytes(4, "big").translate(_REVERSED)


def _boxes(held: bytearray, at: int, end: int, within: bytes) -> Iterator[bytes]:
    """Go through the boxes of one box; yield the kinds that stay."""
    while at < end:
        size, kind = struct.unpack(">I4s", held[at : at + 8])
        head = 8
        if size == 1:
            (size,), head = struct.unpack(">Q", held[at + 8 : at + 16]), 16
        size = size or end - at
        if size < head or at + size > end:
            raise PaperUnsafe
        if kind not in _INSIDE[within]:
            _clear(held, at, head, size)
        elif kind in _INSIDE:
            list(_boxes(held, at + head, at + size, kind))
        else:
            _plain(held, at + head, at + size, kind)
        if kind in _INSIDE[within]:
            yield kind
        at += size


def _clear(held: bytearray, at: int, head: int, size: int) -> None:
    if held[at + 4 : at + 8] == b"moof":  # a film in pieces: its sound would go with its tables
        raise PaperUnsafe
    held[at + 4 : at + 8] = b"free"
    held[at + head : at + size] = bytes(size - head)


def _plain(held: bytearray, at: int, end: int, kind: bytes) -> None:
    """Take the moments, the name of the maker and addresses out of a box that stays."""
    if kind in (b"mvhd", b"tkhd", b"mdhd"):
        long = held[at] == 1
        held[at + 4 : at + (20 if long else 12)] = bytes(16 if long else 8)
    elif kind == b"hdlr":
        if held[at + 8 : at + 12] != _SOUND:
            raise NoSound
        held[at + 24 : end] = bytes(end - at - 24)
    elif kind == b"dref" and end - at > 20:  # an address of another file
        raise PaperUnsafe
