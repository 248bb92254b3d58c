# SPDX-License-Identifier: GPL-3.0-or-later
"""Passphrases as they are typed: four letters write out a word of the lists.

No two words of a list begin with the same four letters, so that four letters are the word. Who
types words in full must not notice: the letters after the fourth are taken as the same word while
they fit, and what fits no list stays as it was typed.
"""

from collections.abc import Callable, Iterable
from functools import cache
from typing import TypeVar

from desktop.core import paths
from desktop.core.crypto import keys

Opened = TypeVar("Opened")

LETTERS = 4
AS_TYPED = "\0"
"""Stands before a word its writer wants as it is; nothing is put in its place."""
_LANGUAGES = ("es", "pt_BR", "en")


def written_out(raw: str, language: str, *, done: bool = False) -> str:
    """Return what the keys struck so far mean, words written out in full.

    The list is that of ``language`` unless another fits the whole better: a passphrase outlives
    a change of the window's language. With ``done`` the last word is finished too.
    """
    in_turn = sorted(_LANGUAGES, key=lambda one: one != language)
    return min((_reading(raw, one, done=done) for one in in_turn), key=lambda found: found[0])[1]


def meanings(raw: str, language: str) -> list[str]:
    """Return what the keys struck may mean, the likeliest first.

    Four letters of a word can be a whole word of another list ("auto" and "autor"): what the list
    of ``language`` makes of them stands second, what was struck last.
    """
    whole = written_out(raw, language, done=True)
    own = _reading(raw, language, done=True)[1]
    return list(dict.fromkeys((whole, own, as_typed(raw))))


def as_typed(raw: str) -> str:
    """Return the keys struck, with nothing written out."""
    return " ".join(raw.replace(AS_TYPED, "").split())


def keep_as_typed(text: str) -> str:
    """Return the raw form of a text no word of which is to be written out, as one pasted in."""
    return " ".join(AS_TYPED + word if word else "" for word in text.split(" "))


def first_right(tries: Iterable[str], unlock: Callable[[str], Opened]) -> Opened:
    """Return what the first right passphrase opens; WrongPassphrase when none is."""
    for words in tries:
        try:
            return unlock(words)
        except keys.WrongPassphrase:
            continue
    raise keys.WrongPassphrase


def one_back(raw: str, language: str) -> str:
    """Return the raw form after a backspace: it first takes back what was written out."""
    typed = raw.rstrip(" ")
    before, space, last = typed.rpartition(" ")
    if not last.startswith(AS_TYPED) and written_out(typed, language).endswith(" "):
        return before + space + AS_TYPED + last
    if raw.endswith(" "):
        return raw[:-1]
    last = last[:-1]
    if len(last) <= LETTERS:
        last = last.removeprefix(AS_TYPED)
    return before + space + last


def _reading(raw: str, language: str, *, done: bool) -> tuple[tuple[int, int], str]:
    """Return how many words the list does not know or has to finish, and the text read with it.

    What one list knows in full is not finished by another: "cine" is a word before it is a
    beginning.
    """
    strange = finished = 0
    words: list[str] = []
    complete = False
    tokens = raw.split(" ")
    for at, token in enumerate(tokens):
        over = done or at < len(tokens) - 1
        pieces = _pieces(token, language, over=over)
        complete = all(word in _full(language) for word in pieces)
        strange += not complete
        finished += complete and pieces != [token]
        words += pieces
    text = " ".join(words)
    return (strange, finished), text + " " if words and complete and not done else text


def _pieces(token: str, language: str, *, over: bool) -> list[str]:
    """Return the words of a run of letters; as it is where no list can read it."""
    if not token:
        return []
    if token.startswith(AS_TYPED):
        return [token.removeprefix(AS_TYPED)]
    if token in _full(language):
        return [token]
    found = _split(token, language, open_end=False)
    if found is None and not over:
        found = _split(token, language, open_end=True)
    return [token] if found is None else found


def _split(token: str, language: str, *, open_end: bool) -> list[str] | None:
    """Cut a run into words, each typed in full or by its four letters; None when it is none."""
    if not token:
        return []
    for size in range(len(token), LETTERS - 1, -1):
        start = token[:size]
        word = start if start in _full(language) else ""
        if size == LETTERS:
            word = _words(language).get(start, "")
        if word and (rest := _split(token[size:], language, open_end=open_end)) is not None:
            return [word, *rest]
    return [token] if open_end and len(token) < LETTERS else None


@cache
def _words(language: str) -> dict[str, str]:
    """Return the words of a list by their first four letters."""
    found = paths.resource("words", f"{language}.txt").read_text(encoding="utf-8").split()
    return {word[:LETTERS]: word for word in found}


@cache
def _full(language: str) -> frozenset[str]:
    return frozenset(_words(language).values())
