# SPDX-License-Identifier: GPL-3.0-or-later
"""What My day says about people and keys."""

from typing import TYPE_CHECKING

from desktop.core import members
from desktop.core.i18n import _
from desktop.desks.day_line import Line

if TYPE_CHECKING:
    from desktop.core.store import Workspace

_TAB = ("protection", "people")


def single_holder(workspace: "Workspace") -> list[Line]:
    """Say that one person alone can let others in, until a second can or the key is shared."""
    if workspace.is_demo or not members.single_holder(workspace):
        return []
    words = _("Only one person can let others in. If that person is lost, the records are too.")
    return [Line(words, "", *_TAB, verb=_("Name a second one"))]


def drill_due(workspace: "Workspace") -> list[Line]:
    """Say that nobody has tried the recovery key for a year."""
    if workspace.is_demo or not members.drill_due(workspace):
        return []
    words = _("Nobody has tried the recovery key for a year. Type it back from its paper.")
    return [Line(words, "", *_TAB, verb=_("Try it now"))]
