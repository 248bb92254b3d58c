# SPDX-License-Identifier: GPL-3.0-or-later
"""A file of the dataset before it is written: columns with their roles, rows in their order."""

import base64
import hmac
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Literal

from desktop.core.fields import Export

Role = Literal["key", "quasi", "sensitive", "label", "count"]

PSEUDONYM_BYTES = 10


@dataclass(frozen=True, slots=True)
class Heading:
    """One column: ``title`` and ``level`` are messages, translated where they are written."""

    name: str
    title: str
    role: Role
    transform: Export | None = None
    codes: str = ""
    level: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table; ``persons`` says who stands behind each row and is never written.

    ``counts`` tells a table of counts from a table of rows; ``before`` holds sensitive answers as
    they were, by field, for the recount.
    """

    name: str
    title: str
    headings: tuple[Heading, ...]
    rows: tuple[tuple[str, ...], ...]
    persons: tuple[str, ...] = ()
    before: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    counts: bool = False
    linked_to: str = ""

    def of_role(self, role: Role) -> list[str]:
        """Return the names of the columns of a role."""
        return [one.name for one in self.headings if one.role == role]

    def column(self, name: str) -> list[str]:
        """Return the cells of one column."""
        at = [one.name for one in self.headings].index(name)
        return [row[at] for row in self.rows]


def pseudonym(secret: bytes, table: str, identity: str) -> str:
    """Return the name a record has in this release only; without the secret nobody can repeat it.

    HMAC-SHA-256 cut to 80 bits: among a million records a meeting of two is out of the question.
    """
    whole = hmac.new(secret, f"{table}|{identity}".encode(), sha256).digest()
    return base64.b32encode(whole[:PSEUDONYM_BYTES]).decode("ascii")


def shuffled(secret: bytes, table: str, keys: Sequence[str]) -> list[int]:
    """Return the order of rows in which nothing of the order of the store is left."""
    places = [hmac.new(secret, f"order|{table}|{key}".encode(), sha256).digest() for key in keys]
    return sorted(range(len(keys)), key=places.__getitem__)
