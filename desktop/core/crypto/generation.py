# SPDX-License-Identifier: GPL-3.0-or-later
"""How often the key header was changed in a way that matters: a count inside its MAC.

Every store notes the highest count it has seen. A header put back from before a key was taken, a
passphrase changed or somebody came or went has a lower one. What is written every minute or by
merely opening (heads, pins) does not move it, so that no crash makes it fall: the header is
written first, the note follows.
"""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from desktop.core.crypto.directory import is_count
from desktop.core.crypto.header import Header, plain

NAME = "generation"
UNHEARD = "unheard"
"""Among what the header has more: the stores that do not know the present directory key yet."""
_UNCOUNTED = frozenset({"heads", NAME, UNHEARD})


def of(header: Header) -> int:
    """Return the count of a header; 0 for one that has none yet."""
    found = header.more.get(NAME, 0)
    return int(found) if is_count(found) else 0


def moved(before: Header, after: Header, least: int = 0) -> Header:
    """Return the header with the next count if anything that matters is another, else as it is."""
    if not least and _counted(before) == _counted(after):
        return after
    return replace(after, more={**after.more, NAME: max(of(before) + 1, least)})


def with_unheard(header: Header, stores: Iterable[str]) -> Header:
    """Return the header that says which stores do not know the present directory key yet."""
    return replace(header, more={**header.more, UNHEARD: sorted(stores)})


def _counted(header: Header) -> dict[str, Any]:
    parts = plain(header)
    more = {name: value for name, value in parts["more"].items() if name not in _UNCOUNTED}
    return {**parts, "more": more, "pins": {}}
