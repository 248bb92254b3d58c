# SPDX-License-Identifier: GPL-3.0-or-later
"""How the key of a store lies with its members: whole with each, or so that two must meet.

Where a team chose it, each member is given a share, any two of which are the key. The paper key
keeps the whole: it lies off site, and can itself be cut into shares.
"""

from collections.abc import Iterable
from dataclasses import replace

from desktop.core.crypto import keys, shares
from desktop.core.crypto.header import Header
from desktop.core.errors import UserError
from desktop.core.i18n import N_

_SHARE = 2 * (32 + 33 + 16)  # the size of a sealed share, in hexadecimal


class TooFewMembers(UserError):
    """Two must be able to meet."""

    def __init__(self) -> None:
        super().__init__(
            N_("Two people need the key to this part before two can be required. Nothing changed.")
        )


def needs_two(header: Header, store: str) -> bool:
    """Tell whether members of a store hold shares of its key."""
    return any(len(sealed) == _SHARE for sealed in header.sealed.get(store, {}).values())


def members_of(header: Header, store: str) -> set[str]:
    """Return the slots that were given the key of a store, whole or in shares."""
    return set(header.sealed.get(store, {}))


def dealt(header: Header, store: str, key: bytes, slots: Iterable[str], *, two: bool) -> Header:
    """Return the header in which exactly these slots hold a store's key."""
    chosen = set(slots)
    holders = [slot for slot in header.slots if slot.id in chosen]
    people = [slot for slot in holders if slot.kind == "user"]
    if two and len(people) < 2:
        raise TooFewMembers
    points = iter(shares.split(key, len(people)) if two else [])
    header = replace(header, sealed={**header.sealed, store: {}})
    for slot in holders:
        given = next(points) if two and slot.kind == "user" else key
        header = keys.give_store(header, store, slot, given)
    return header
