# SPDX-License-Identifier: GPL-3.0-or-later
"""What people keep outside the machine: the generated passphrase and the paper recovery key."""

import secrets
from hashlib import sha256

from desktop.core import paths
from desktop.core.errors import UserError
from desktop.core.i18n import N_

WORDS = 6
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford: no I, L, O, U
_LINES = 4
_LINE = 14
CHECK_BYTES = 3


class Mistyped(UserError):
    """A recovery key with a typing error; ``line`` counts from one, 0 when it cannot be told."""

    def __init__(self, line: int = 0) -> None:
        self.line = line
        super().__init__(
            N_("Line {line} of the recovery key has a typing error. Compare it with the paper.")
            if line
            else N_("The recovery key has a typing error. Compare every line with the paper."),
            line=line,
        )


def passphrase(language: str) -> str:
    """Return six words drawn at random; five to six words resist guessing for centuries."""
    chosen = language if language in ("es", "pt_BR", "en") else "es"
    words = paths.resource("words", f"{chosen}.txt").read_text(encoding="utf-8").split()
    return " ".join(secrets.choice(words) for _ in range(WORDS))


def fingerprint(public: str) -> str:
    """Return six words over a public key; in one language, so that both sides read the same."""
    words = paths.resource("words", "es.txt").read_text(encoding="utf-8").split()
    number = int.from_bytes(sha256(bytes.fromhex(public)).digest())
    found = []
    for _ in range(WORDS):
        number, at = divmod(number, len(words))
        found.append(words[at])
    return " ".join(found)


def write(key: bytes) -> list[str]:
    """Return a 32-byte key as four lines of fifteen characters, the last of each a check."""
    return lines(key, sha256(key).digest()[:CHECK_BYTES])


def lines(key: bytes, check: bytes) -> list[str]:
    """Return 32 bytes and their check bytes as four lines, each with a check of its own."""
    payload = int.from_bytes(key + check)
    bits = _LINES * _LINE * 5
    digits = [(payload >> shift) & 31 for shift in range(bits - 5, -1, -5)]
    cut = [digits[start : start + _LINE] for start in range(0, len(digits), _LINE)]
    return [_text([*line, _check(line)]) for line in cut]


def read(text: str) -> bytes:
    """Read the key back however it is spaced; Mistyped names the line with the first error."""
    key, check = parsed(text)
    if sha256(key).digest()[:CHECK_BYTES] != check:
        raise Mistyped
    return key


def parsed(text: str) -> tuple[bytes, bytes]:
    """Read 32 bytes and their check bytes, each line held against its own check."""
    found = [_value(mark) for mark in text.upper() if not mark.isspace() and mark not in "-·."]
    if len(found) != _LINES * (_LINE + 1):
        raise Mistyped
    payload = 0
    for number in range(_LINES):
        line = found[number * (_LINE + 1) : (number + 1) * (_LINE + 1)]
        if min(line) < 0 or line[-1] != _check(line[:-1]):
            raise Mistyped(number + 1)
        for digit in line[:-1]:
            payload = payload << 5 | digit
    raw = payload.to_bytes(32 + CHECK_BYTES)
    return raw[:32], raw[32:]


def _check(line: list[int]) -> int:
    """Weigh each place differently (modulo a prime), so that swapped neighbours are found too."""
    return sum((place + 1) * digit for place, digit in enumerate(line)) % 31


def _text(digits: list[int]) -> str:
    return "".join(_ALPHABET[digit] for digit in digits)


def _value(mark: str) -> int:
    """Read one character, taking the look-alikes people write: O for 0, I and L for 1."""
    return _ALPHABET.find({"O": "0", "I": "1", "L": "1"}.get(mark, mark))
