# SPDX-License-Identifier: GPL-3.0-or-later
"""What My day says of the copies: an old one, none on another medium, one never tried."""

from datetime import timedelta
from typing import TYPE_CHECKING

from desktop.core import journal
from desktop.core.backups import brought_back, copies, drill
from desktop.core.i18n import _, ngettext
from desktop.desks.frame.day_line import Line

if TYPE_CHECKING:
    from desktop.core.store import Workspace

_WORTH = 30
"""Entries of the journal from which there is something to lose."""


def alerts(workspace: "Workspace") -> list[Line]:
    """Return what cannot wait about the copies of this workspace."""
    if workspace.is_demo:
        return []
    found = []
    with workspace.work() as work:
        directs = work.could("members")
        small = not work.could("backup") or journal.head(work)[0] < _WORTH
    if directs and (brought := brought_back.waiting(workspace)) is not None:
        found += [
            _line(words, _("Set it right"), late=True) for words in brought_back.told(brought)
        ]
    if small:
        return found
    kept = copies.kept(workspace, copies.folder_of(workspace))
    if words := copies.warning(workspace):
        found.append(_line(words, _("Copy now"), late=True))
    if (age := copies.reminder_due(workspace)) is not None:
        found.append(_line(_elsewhere(age), _("Copy to another medium")))
    if kept and drill.due(workspace):
        words = _("No copy was brought back on trial this month. A copy never tried is a hope.")
        found.append(_line(words, _("Try a copy")))
    return found


def _elsewhere(age: timedelta) -> str:
    if age == timedelta.max:
        return _("No copy lies on another medium. If this disk breaks, everything is lost.")
    words = ngettext(
        "The copy on another medium is {n} day old.",
        "The copy on another medium is {n} days old.",
        age.days,
    )
    return words.format(n=age.days)


def _line(words: str, verb: str, *, late: bool = False) -> Line:
    return Line(words, "", "protection", "copies", late=late, verb=verb)
