# SPDX-License-Identifier: GPL-3.0-or-later
"""The paper key is read back right or refused: no typing error ever makes another key."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core.crypto import paper

MARKS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
KEY = bytes((number * 37 + 11) % 256 for number in range(32))


@given(st.binary(min_size=32, max_size=32))
def test_every_key_comes_back(key):
    lines = paper.write(key)
    assert [len(line) for line in lines] == [15] * 4
    assert paper.read("\n".join(lines)) == key


@given(st.sampled_from([" ", "-", "·", "\n", "\t"]), st.integers(1, 9))
def test_however_it_is_spaced(mark, width):
    whole = "".join(paper.write(KEY))
    spaced = mark.join(whole[at : at + width] for at in range(0, len(whole), width))
    assert paper.read(spaced.lower()) == KEY


def test_look_alikes_are_taken_for_what_was_meant():
    whole = "".join(paper.write(KEY))
    assert paper.read(whole.replace("0", "O").replace("1", "l")) == KEY
    assert paper.read(whole.replace("1", "I")) == KEY


def test_every_single_wrong_character_is_found_in_its_line():
    whole = "".join(paper.write(KEY))
    unlocated = 0
    for at, right in enumerate(whole):
        for wrong in MARKS:
            if wrong == right:
                continue
            with pytest.raises(paper.Mistyped) as found:
                paper.read(whole[:at] + wrong + whole[at + 1 :])
            assert found.value.line in (0, at // 15 + 1)
            unlocated += found.value.line == 0
    assert unlocated <= 20  # 31 is a prime below 32: 0 and 31 look the same to a line's check


def test_every_swap_of_neighbours_is_found():
    whole = "".join(paper.write(KEY))
    for at in range(len(whole) - 1):
        if whole[at] == whole[at + 1]:
            continue
        with pytest.raises(paper.Mistyped):
            paper.read(whole[:at] + whole[at + 1] + whole[at] + whole[at + 2 :])


@given(st.text(max_size=80))
def test_any_other_text_is_mistyped(text):
    with pytest.raises(paper.Mistyped):
        paper.read(text)


@pytest.mark.parametrize("length", [0, 1, 59, 61])
def test_a_key_of_another_length_is_mistyped(length):
    with pytest.raises(paper.Mistyped):
        paper.read(("".join(paper.write(KEY)) * 2)[:length])


@pytest.mark.parametrize("language", ["es", "pt_BR", "en", "fr"])
def test_a_passphrase_has_six_words_of_the_language(language):
    first, second = paper.passphrase(language), paper.passphrase(language)
    assert len(first.split()) == paper.WORDS
    assert first != second
