# SPDX-License-Identifier: GPL-3.0-or-later
"""Who opens a workspace, and what is written into its header on that occasion."""

from collections.abc import Callable
from dataclasses import replace

from desktop.core import keys, trust
from desktop.core.directory import DIRECTORS
from desktop.core.header import Header
from desktop.core.work import User


def user_of(unlocked: keys.Unlocked) -> User:
    """Return who acts: as the directory says, or the slot where there is none."""
    name, entry = unlocked.slot.user or "recovery", unlocked.entry
    known = unlocked.header.directory
    if entry is None or known is None:
        return User(name, unlocked.role)
    team = frozenset(one.user for one in known.entries if entry.team and one.team == entry.team)
    return User(name, entry.role, entry.scope, entry.team, team)


def brought_up(unlocked: keys.Unlocked) -> Callable[[Header], Header]:
    """Return the change that gives a header what it lacks.

    A directory where there is none, this slot in its present form, and what its user saw last.
    """

    def change(header: Header) -> Header:
        if header.directory is None and unlocked.role in DIRECTORS:
            modern = keys.modern(header, unlocked.data_key)
            header = trust.founded(modern, unlocked.slot.user)[0]
        if mended := unlocked.mended:
            header = replace(header, slots=tuple(_mended(one, mended) for one in header.slots))
        return trust.pinned_anew(header, unlocked.slot, unlocked.private)

    return change


def _mended(slot: keys.Slot, mended: keys.Slot) -> keys.Slot:
    return mended if slot.id == mended.id and not slot.wrap else slot
