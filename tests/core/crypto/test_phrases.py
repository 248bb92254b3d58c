# SPDX-License-Identifier: GPL-3.0-or-later
"""Four letters write out a word; whoever types in full, or something else, gets what was typed."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from desktop.core import paths
from desktop.core.crypto import phrases

LISTS = {
    language: paths.resource("words", f"{language}.txt").read_text(encoding="utf-8").split()
    for language in ("es", "pt_BR", "en")
}
languages = st.sampled_from(sorted(LISTS))


@st.composite
def drawn(draw: st.DrawFn) -> tuple[str, list[str]]:
    language = draw(languages)
    return language, draw(st.lists(st.sampled_from(LISTS[language]), min_size=1, max_size=7))


def struck(text: str, language: str) -> str:
    """What stands there after each key, as a person sees it."""
    return phrases.written_out(text, language, done=True)


@given(drawn(), languages)
@example(("es", ["cine"]), "en")
def test_words_in_full_stay_whatever_the_window_speaks(phrase, spoken):
    words = " ".join(phrase[1])
    assert struck(words, spoken) == words
    assert struck(words + " ", spoken) == words


@given(drawn())
@example(("pt_BR", ["autor", "data"]))
def test_four_letters_and_a_space_are_the_word(phrase):
    """It stands there at once, unless a list knows what was struck as a whole word."""
    language, words = phrase
    short = [word[:4] for word in words]
    assert " ".join(words) in phrases.meanings(" ".join(short), language)
    if not any(set(short) & set(other) for other in LISTS.values()):
        assert struck(" ".join(short), language) == " ".join(words)


@given(drawn())
def test_each_word_may_be_typed_in_full_or_by_four_letters(phrase):
    language, words = phrase
    mixed = " ".join(word if at % 2 else word[:4] for at, word in enumerate(words))
    assert " ".join(words) in phrases.meanings(mixed, language)


@given(st.lists(st.text("abcdefghijklmnopqrstuvwxyzñáé0123456789", min_size=1), max_size=6))
def test_what_is_no_word_can_always_be_had_as_typed(words):
    text = " ".join(words)
    assert phrases.as_typed(text) == text
    assert struck(phrases.keep_as_typed(text), "es") == text


def test_four_letters_without_spaces():
    words = [word for word in LISTS["es"] if word[:4] in ("send", "mane", "casc", "abri")]
    assert struck("".join(word[:4] for word in words), "es") == " ".join(words)


@pytest.mark.parametrize("language", sorted(LISTS))
def test_the_published_passphrase_is_typed_as_it_is_told(language):
    assert struck("sendero claro puente verde", language) == "sendero claro puente verde"


def test_what_is_seen_while_typing():
    def seen(raw):
        return phrases.written_out(raw, "es")

    assert [seen("abanico"[:n]) for n in range(1, 8)] == [
        "a",
        "ab",
        "aba",
        "abanico ",
        "abanico i",
        "abanico ic",
        "abanico ",
    ]
    assert seen("aban abas") == "abanico abasto "
    assert seen("aban ") == "abanico "
    assert seen("xyz") == "xyz"


def test_a_phrase_of_another_language_is_found_out():
    spanish = {word[:4] for word in LISTS["es"]}
    pt = [word for word in LISTS["pt_BR"] if word[:4] in spanish][:3]
    only = next(word for word in LISTS["pt_BR"] if word[:4] not in spanish)
    short = " ".join(word[:4] for word in [*pt, only])
    assert struck(short, "es") == " ".join([*pt, only])


def test_backspace_first_takes_back_the_word():
    raw = phrases.one_back("abas aban", "es")
    assert phrases.written_out(raw, "es") == "abasto aban"
    raw = phrases.one_back(raw, "es")
    assert phrases.written_out(raw, "es") == "abasto aba"
    assert phrases.written_out(raw + "n", "es") == "abasto abanico "
    raw = phrases.one_back("abas ", "es")
    assert phrases.written_out(raw, "es") == "abas"
    assert phrases.one_back("x ", "es") == "x"
    assert phrases.one_back("", "es") == ""
