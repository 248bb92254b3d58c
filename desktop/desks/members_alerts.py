# SPDX-License-Identifier: GPL-3.0-or-later
"""What My day says about people and keys, to those who can do something about it."""

from typing import TYPE_CHECKING

from desktop.core import clock
from desktop.core.errors import UserError
from desktop.core.i18n import _
from desktop.core.team import recovery, role_words, rotation
from desktop.desks.day_line import Line

if TYPE_CHECKING:
    from desktop.core.store import Workspace

_TAB = ("protection", "people")


def ask(workspace: "Workspace") -> list[Line]:
    """Return what is wrong with keys and people; a swapped entry of the list comes first."""
    if workspace.is_demo:
        return []
    try:
        return [*_waiting(workspace), *(_for_directors(workspace) if _directs(workspace) else [])]
    except UserError as error:
        return [Line(str(error), "", *_TAB, late=True)]


def _directs(workspace: "Workspace") -> bool:
    with workspace.work() as work:
        return work.could("members")


def _waiting(workspace: "Workspace") -> list[Line]:
    """Say which parts, whose key this user holds, are still open to somebody who left."""
    held = workspace.key_holder.slot.id
    words = _("Somebody who left still knows the key to a part you can open: {store}.")
    return [
        Line(words.format(store=_(role_words.STORES[store])), "", *_TAB, True, _("Change the key"))
        for store in rotation.stale(workspace)
        if held in workspace.header.sealed.get(store, {})
    ]


def _for_directors(workspace: "Workspace") -> list[Line]:
    """Say what could lose all records: one person alone, or a paper nobody has tried."""
    lines = []
    if recovery.single_holder(workspace):
        words = _("Only one person can let others in. If that person is lost, the records are too.")
        lines.append(Line(words, "", *_TAB, verb=_("Name a second one")))
    if recovery.drill_due(workspace, clock.today()):
        words = _("The recovery key is typed once a year, to be sure of it. It is due now.")
        lines.append(Line(words, "", *_TAB, verb=_("Try it now")))
    return lines
