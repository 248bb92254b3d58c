# SPDX-License-Identifier: GPL-3.0-or-later
"""Code lists: files with labels in three languages; the store keeps the code, not the label."""

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache

from desktop.core import i18n, paths

NO_ANSWER = ("unknown", "declined", "not_asked")
"""Answers that are no answer; three different ones, never one blank. ``other`` is an answer."""


@dataclass(frozen=True, slots=True)
class Code:
    """One entry of a list; ``more`` holds columns beyond the common ones (colour, iccs ...)."""

    code: str
    labels: Mapping[str, str]
    order: int
    retired: bool = False
    more: Mapping[str, str] = field(default_factory=dict)

    @property
    def label(self) -> str:
        """The label in the language in force, the country's own word first."""
        word = self.labels.get(i18n.language()) or self.labels.get("en")
        return word or next(filter(None, self.labels.values()), self.code)


_overrides: dict[tuple[str, str], Mapping[str, str]] = {}
BY_COUNTRY = ("ethnicity",)
"""Lists that each country has of its own: the words of its census."""
_local: dict[str, str] = {}
_lent: dict[str, Mapping[str, Code]] = {}
_own: dict[str, Mapping[str, Code]] = {}


def read(name: str) -> Mapping[str, Code]:
    """Return a list by code, in its order; FileNotFoundError for an unknown name."""
    if name in _lent:
        return _lent[name]
    return _with_own(name) if name in _own else shipped(name)


def lend(name: str, entries: Iterable[Code]) -> None:
    """Know a list that is no file of its own, such as the answers of an instrument."""
    _lent[name] = {entry.code: entry for entry in entries}


@cache
def shipped(name: str) -> Mapping[str, Code]:
    """Return a shipped list by code, in its order; FileNotFoundError for an unknown name.

    Of a list that countries have of their own, the words of the others are kept for reading:
    somebody may have answered in another country, or before the country was chosen.
    """
    held = _of_file(name, _local.get(name, name))
    if name in BY_COUNTRY:
        for file in sorted(paths.resource("codes").glob(f"{name}*.csv")):
            for code, entry in _of_file(name, file.stem).items():
                held.setdefault(code, replace(entry, retired=True))
    return held


def _of_file(name: str, stem: str) -> dict[str, Code]:
    with paths.resource("codes", f"{stem}.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    common = {"code", "en", "es", "pt_BR", "order", "retired"}
    codes = [
        Code(
            code=row["code"],
            labels={language: row[language] for language in ("en", "es", "pt_BR")}
            | dict(_overrides.get((name, row["code"]), {})),
            order=int(row["order"]),
            retired=row["retired"] in ("1", "true", "yes"),
            more={key: value for key, value in row.items() if key not in common},
        )
        for row in rows
    ]
    return {code.code: code for code in sorted(codes, key=lambda code: code.order)}


def label(name: str, code: str | None) -> str:
    """Return the label of a stored code; the code itself when the list does not know it."""
    if not code:
        return ""
    entry = read(name).get(code)
    return entry.label if entry else code


def labels(name: str, codes: list[str] | None) -> str:
    """Return the labels of several stored codes, joined by commas."""
    return ", ".join(label(name, code) for code in codes or [])


def offered(name: str) -> list[Code]:
    """Return the codes a form offers: those not retired."""
    return [code for code in read(name).values() if not code.retired]


def choices(name: str) -> list[tuple[str, str]]:
    """Return (code, label) of what a form or filter offers."""
    return [(code.code, code.label) for code in offered(name)]


def lay_own(lists: Mapping[str, Mapping[str, Code]]) -> None:
    """Lay the organisation's own codes and words over the lists, instead of those before.

    A code of the shipped list keeps its place; what is offered no more stays readable.
    """
    _own.clear()
    _own.update(lists)
    _with_own.cache_clear()


@cache
def _with_own(name: str) -> Mapping[str, Code]:
    own = _own[name]
    if not paths.resource("codes", f"{name}.csv").exists():  # the organisation's own altogether
        return own
    held = shipped(name)
    worded = {code: _worded(held[code], one) if code in held else one for code, one in own.items()}
    return {**held, **worded}


def _worded(shipped: Code, own: Code) -> Code:
    labels = {**shipped.labels, **{one: word for one, word in own.labels.items() if word}}
    return replace(shipped, labels=labels, retired=own.retired)


def override(
    words: Mapping[tuple[str, str], Mapping[str, str]], files: Mapping[str, str] | None = None
) -> None:
    """Use a country pack's words: (list, code) to labels by language; an empty mapping ends it.

    ``files`` names the lists which the country has of its own, and the file that stands for each.
    """
    _overrides.clear()
    _overrides.update(words)
    _local.clear()
    _local.update(files or {})
    shipped.cache_clear()
    _with_own.cache_clear()
