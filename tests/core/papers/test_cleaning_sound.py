# SPDX-License-Identifier: GPL-3.0-or-later
"""Nothing but the voice comes in, the voice itself is untouched, and films are refused."""

import struct
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core.errors import UserError
from desktop.core.papers import cleaning, cleaning_sound
from desktop.core.papers.cleaning import KindRefused, PaperUnsafe
from desktop.core.papers.cleaning_sound import NoSound
from desktop.dialogues.papers_page import NoVoice, only_a_paper
from tests.core.papers import sounds
from tests.core.papers.files import MARK
from tests.core.papers.sounds import MOMENT, SOUND

NOTES = {
    "mp3": ("mp3", sounds.mp3()),
    "wav": ("wav", sounds.wav()),
    "amr": ("amr", sounds.amr()),
    "amr-wb": ("amr", sounds.amr(b"#!AMR-WB\n", 2, 32)),
    "opus": ("ogg", sounds.ogg()),
    "vorbis": ("ogg", sounds.ogg("vorbis")),
    "m4a": ("m4a", sounds.m4a()),
    "m4a-64": ("m4a", sounds.m4a(long=True)),
}


@pytest.mark.parametrize("name", sorted(NOTES))
def test_a_voice_note_comes_in_without_place_moment_and_device(name):
    kind, came = NOTES[name]
    found, clean = cleaning.clean(came)
    assert found == kind
    assert MARK in came
    assert MARK not in clean
    assert SOUND[:30] in clean
    assert cleaning.clean(clean) == (kind, clean)


def test_an_mp3_keeps_its_frames_byte_by_byte():
    assert cleaning_sound.mp3(sounds.mp3()) == sounds.mp3(info=False)


def test_nothing_moves_in_an_m4a_and_its_moments_are_gone():
    came = sounds.m4a()
    clean = cleaning_sound.m4a(came)
    assert len(clean) == len(came)
    assert clean.endswith(SOUND)
    assert MOMENT in came
    assert MOMENT not in clean


@pytest.mark.parametrize("codec", ["opus", "vorbis"])
def test_the_pages_of_an_ogg_are_counted_and_checked_anew(codec):
    clean = cleaning_sound.ogg(sounds.ogg(codec))
    pages = [b"OggS" + one for one in clean.split(b"OggS")[1:]]
    numbers = [struct.unpack("<I", page[18:22])[0] for page in pages]
    assert all(after == before + 1 for before, after in pairwise(numbers))
    assert {page[14:18] for page in pages} == {b"\x01\0\0\0"}
    for page in pages:
        assert cleaning_sound._check(page[:22] + bytes(4) + page[26:]) == page[22:26]
    assert (pages[0][5], pages[-1][5]) == (2, 4)


def test_the_check_of_a_page_is_the_one_of_the_format():
    rest = 0  # as RFC 3533 says it, bit by bit
    for byte in b"OggS" + SOUND:
        rest ^= byte << 24
        for _bit in range(8):
            rest = (rest << 1 ^ (0x04C11DB7 if rest & 0x80000000 else 0)) & 0xFFFFFFFF
    assert cleaning_sound._check(b"OggS" + SOUND) == struct.pack("<I", rest)


@pytest.mark.parametrize("handler", [b"vide", b"meta", b"text"])
def test_a_film_stays_out(handler):
    with pytest.raises(NoSound):
        cleaning.clean(sounds.m4a(handler=handler))


def test_what_is_built_otherwise_stays_out():
    loose = struct.pack(">I4s", 8, b"moof")
    chained = sounds.ogg() + sounds.ogg()
    for came in (sounds.m4a(extra=loose), chained, sounds.ogg()[:-300], b"#!AMR\n\xff"):
        with pytest.raises(PaperUnsafe):
            cleaning.clean(came)
    with pytest.raises(NoSound):
        cleaning.clean(sounds.ogg().replace(b"OpusHead", b"\x80theora"))
    with pytest.raises(KindRefused):
        cleaning.clean(b"MThd\x00\x00\x00\x06")


@given(data=st.data())
def test_a_damaged_voice_note_is_refused_or_clean_and_nothing_else(data):
    kind, came = NOTES[data.draw(st.sampled_from(sorted(NOTES)))]
    content = bytearray(came)
    for _time in range(data.draw(st.integers(1, 4))):
        content[data.draw(st.integers(12, len(content) - 1))] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(12, len(content)))
    try:
        found, clean = cleaning.clean(bytes(content[:cut]))
    except UserError:
        return
    assert found in cleaning.KINDS
    assert len(clean) <= len(came) + 600
    assert kind


def test_where_nobody_may_be_recognised_no_voice_comes_in():
    with pytest.raises(NoVoice):
        only_a_paper("ogg")
