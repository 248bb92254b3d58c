# SPDX-License-Identifier: GPL-3.0-or-later
"""The short word that brings a covered screen back; it lives in memory, and only as a hash."""

import hmac
import os
import unicodedata
from hashlib import scrypt

from desktop.core.errors import UserError
from desktop.core.i18n import N_

SHORTEST = 4
TRIES = 3


class WordTooShort(UserError):
    """A cover word of three letters is found by trying."""

    def __init__(self) -> None:
        super().__init__(N_("Choose a word of at least {n} letters."), n=SHORTEST)


class CoverWord:
    """Chosen anew in every session; after three wrong tries it brings nothing back any more."""

    def __init__(self) -> None:
        self._salt, self._hash = b"", b""
        self._left = TRIES

    @property
    def chosen(self) -> bool:
        """Whether there is a word."""
        return bool(self._hash)

    @property
    def spent(self) -> bool:
        """Whether all tries are used up: only the passphrase helps now."""
        return self._left <= 0

    def choose(self, word: str) -> None:
        """Take a word; what was typed is not kept."""
        if len(_plain(word)) < SHORTEST:
            raise WordTooShort
        self._salt = os.urandom(16)
        self._hash = _hash(word, self._salt)
        self._left = TRIES

    def forget(self) -> None:
        """Have no word again."""
        self._salt, self._hash = b"", b""

    def matches(self, word: str) -> bool:
        """Try a word; a right one gives all tries back."""
        if not self.chosen or self.spent:
            return False
        if hmac.compare_digest(_hash(word, self._salt), self._hash):
            self._left = TRIES
            return True
        self._left -= 1
        return False


def _plain(word: str) -> str:
    """Return a word as it counts: capitals and how a letter was composed make no difference."""
    return unicodedata.normalize("NFKC", word).strip().casefold()


def _hash(word: str, salt: bytes) -> bytes:
    return scrypt(_plain(word).encode(), salt=salt, n=1 << 14, r=8, p=1, dklen=32)
