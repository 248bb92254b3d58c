# SPDX-License-Identifier: GPL-3.0-or-later
"""Country packs: dated facts of a country, and its own words for the codes of the lists.

A pack is a data file; ``use`` lays its words over the code lists for the whole program. Numbers of
a pack (documents, telephones, help lines) warn or inform and never block.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from desktop.core import codes, i18n, paths
from desktop.core.errors import UserError
from desktop.core.i18n import N_

_using = {"country": ""}


class NoSuchPack(UserError):
    """No pack of this country, or one that cannot be read."""

    def __init__(self) -> None:
        super().__init__(
            N_("The facts of this country cannot be read. The usual words are shown instead.")
        )


@dataclass(frozen=True, slots=True)
class Pack:
    """One country; ``facts`` hold the whole file for those who need more."""

    code: str
    names: Mapping[str, str]
    locale: str
    labels: Mapping[tuple[str, str], Mapping[str, str]]
    facts: Mapping[str, Any]

    @property
    def name(self) -> str:
        """The country in the language in force."""
        return self.names.get(i18n.language(), self.code)


def countries() -> list[str]:
    """Return the codes of the shipped packs."""
    return sorted(path.stem for path in paths.resource("packs").glob("*.toml"))


@cache
def read(code: str) -> Pack:
    """Return a pack; NoSuchPack for a country without one or a damaged file."""
    if code not in countries():
        raise NoSuchPack
    try:
        text = paths.resource("packs", f"{code}.toml").read_text(encoding="utf-8")
        facts = tomllib.loads(text)
        labels = {
            (name, entry): dict(words)
            for name, entries in facts.get("labels", {}).items()
            for entry, words in entries.items()
        }
        return Pack(code, facts["name"], facts["locale"], labels, facts)
    except (
        OSError,
        UnicodeDecodeError,
        tomllib.TOMLDecodeError,
        KeyError,
        AttributeError,
        TypeError,
        ValueError,
    ):
        raise NoSuchPack from None


def use(code: str) -> None:
    """Lay a country's words over the code lists; '' goes back to the usual words."""
    if code:
        pack = read(code)
        files = {name: str(pack.facts[f"{name}_list"]) for name in codes.BY_COUNTRY}
        codes.override(pack.labels, files)
    else:
        codes.override({})
    _using["country"] = code


def in_use() -> str:
    """Return the code of the country whose words are spoken; '' for none."""
    return _using["country"]
