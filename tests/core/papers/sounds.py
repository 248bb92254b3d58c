# SPDX-License-Identifier: GPL-3.0-or-later
"""Invented voice notes as telephones write them: place, moment and device all over them."""

import struct

from desktop.core.papers import cleaning_sound
from tests.core.papers.files import MARK

SOUND = bytes(range(7, 207))
"""What stands for the sound: it must come through as it was."""
MOMENT = struct.pack(">I", 3_900_000_000)


def mp3(*, info=True):
    """Three frames of 128 kbit/s between tags before and behind them."""
    body = (SOUND * 3)[:413]
    frame = b"\xff\xfb\x90\x00" + body
    size = len(MARK) + 20
    tag = b"ID3\x03\x00\x00" + bytes([0, 0, size >> 7, size & 127]) + b"TPE1" + MARK
    before = tag.ljust(10 + size, b"\0") if info else b""
    return before + frame * 3 + (b"TAG" + MARK.ljust(125, b"\0") if info else b"")


def wav():
    """A WAV whose list of facts names who spoke."""
    listed = b"INFOIART" + struct.pack("<I", len(MARK)) + MARK
    chunks = [(b"fmt ", struct.pack("<HHIIHH", 1, 1, 8000, 8000, 1, 8)), (b"LIST", listed)]
    chunks += [(b"bext", MARK), (b"data", SOUND)]
    made = b"WAVE"
    for kind, body in chunks:
        made += struct.pack("<4sI", kind, len(body)) + body + bytes(len(body) % 2)
    return b"RIFF" + struct.pack("<I", len(made)) + made + MARK


def amr(magic=b"#!AMR\n", kind=7, size=31):
    """Five frames, and words behind the last of them."""
    return magic + (bytes([kind << 3 | 4]) + SOUND[:size]) * 5 + b"\xff" + MARK


def ogg(codec="opus", *, serial=0x5EED):
    """A stream with a comment longer than a page of segments is usual for, and two pages of sound."""
    if codec == "opus":
        packets = [b"OpusHead\x01\x01\x38\x01\x80\xbb\x00\x00\x00\x00\x00"]
        packets += [b"OpusTags" + _comment()]
    else:
        packets = [b"\x01vorbis" + bytes(23), b"\x03vorbis" + _comment() + b"\x01"]
        packets += [b"\x05vorbis" + SOUND * 3]
    made = [_ogg(2, 0, [packets[0]], serial, 0), _ogg(0, 0, packets[1:], serial, 1)]
    made += [_ogg(0, 960, [SOUND, SOUND[:50]], serial, 2), _ogg(4, 1920, [SOUND], serial, 3)]
    return b"".join(made)


def m4a(*, handler=b"soun", extra=b"", long=False):
    """An m4a with its tables before its sound, and the place where telephones write it."""
    moment = MOMENT * 2
    place = _box(b"udta", _box(b"\xa9xyz", MARK) + _box(b"meta", MARK))
    head = b"\x01\0\0\0" + moment * 2 if long else bytes(4) + moment
    table = b"".join(
        (
            _box(b"stsd", bytes(7) + b"\x01" + _box(b"mp4a", bytes(28))),
            _box(b"stts", bytes(8)),
            _box(b"stsc", bytes(8)),
            _box(b"stsz", bytes(12)),
            _box(b"stco", bytes(7) + b"\x01" + b"\x00\x00\x01\x00"),
        )
    )
    data = _box(b"dinf", _box(b"dref", bytes(7) + b"\x01" + _box(b"url ", b"\0\0\0\x01")))
    minf = _box(b"minf", _box(b"smhd", bytes(8)) + data + _box(b"stbl", table))
    named = _box(b"hdlr", bytes(8) + handler + bytes(12) + MARK)
    mdia = _box(b"mdia", _box(b"mdhd", head + bytes(16)) + named + minf)
    track = _box(b"trak", _box(b"tkhd", head + bytes(72)) + mdia + place)
    moov = _box(b"moov", _box(b"mvhd", head + bytes(88)) + track + place)
    made = _box(b"ftyp", b"M4A isom") + moov + extra + _box(b"uuid", bytes(16) + MARK)
    return made + struct.pack(">I4sQ", 1, b"mdat", 16 + len(SOUND)) + SOUND


def _box(kind, body):
    return struct.pack(">I4s", 8 + len(body), kind) + body


def _comment():
    said = [b"ARTIST=" + MARK, b"LOCATION=" + MARK + bytes(300)]
    listed = b"".join(struct.pack("<I", len(one)) + one for one in said)
    return struct.pack("<I", len(MARK)) + MARK + struct.pack("<I", len(said)) + listed


def _ogg(flags, granule, packets, serial, number):
    lacing = b"".join(b"\xff" * (len(one) // 255) + bytes([len(one) % 255]) for one in packets)
    head = b"OggS\0" + bytes([flags]) + struct.pack("<QII", granule, serial, number)
    tail = bytes([len(lacing)]) + lacing + b"".join(packets)
    return head + cleaning_sound._check(head + bytes(4) + tail) + tail
