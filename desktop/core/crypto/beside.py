# SPDX-License-Identifier: GPL-3.0-or-later
"""What the key header carries beside keys: heads of journals, their chains, notes on the paper key.

Every colleague can write it and only the data key vouches for it, so that each part is held to the
shape its readers expect before anybody reads it. A part this program does not know stays as it is.
"""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from desktop.core.crypto.directory import is_count, text

MOST_CHANGES = 2**40
"""More changes of a header than anybody makes: a higher count leaves no room for the next."""


def shaped(found: Any) -> dict[str, Any]:
    """Return the parts as they are; ValueError for one of another shape."""
    parts = _named(found)
    for name, check in _SHAPES.items():
        if name in parts:
            check(parts[name])
    return parts


def _named(found: Any) -> dict[str, Any]:
    if not isinstance(found, dict):
        raise ValueError  # noqa: TRY004 - damage of any kind is one thing to who reads a header
    return found


def _texts(found: Any) -> None:
    for value in _named(found).values():
        text(value)


def _stores(found: Any) -> None:
    for store in _listed(found):
        text(store)


def _heads(found: Any) -> None:
    for value in _named(found).values():
        if value is not None:
            text(value)


def _segments(found: Any) -> None:
    for parts in _named(found).values():
        for part in _listed(parts):
            _from(part)
            _texts(part["sealed"])


def _auditors(found: Any) -> None:
    for mine in _named(found).values():
        for parts in _named(mine).values():
            for part in _listed(parts):
                _from(part)
                text(part["key"])


def _recovery(found: Any) -> None:
    for name, value in _named(found).items():
        if name == "proved" and value:
            date.fromisoformat(text(value))
        elif not isinstance(value, str | bool | int | None):
            raise ValueError


def _generation(found: Any) -> None:
    if not is_count(found) or found > MOST_CHANGES:
        raise ValueError


def _listed(found: Any) -> list[Any]:
    if not isinstance(found, list):
        raise ValueError  # noqa: TRY004
    return found


def _from(part: Any) -> None:
    if not is_count(_named(part)["from"]):
        raise ValueError


_SHAPES: Mapping[str, Callable[[Any], None]] = {
    "heads": _heads,
    "chains": _texts,
    "segments": _segments,
    "auditors": _auditors,
    "stale": _stores,
    "recovery": _recovery,
    "unheard": _stores,
    "generation": _generation,
    "boxes": _texts,
    "vouched": _texts,
    "earlier_copies": _stores,
}
