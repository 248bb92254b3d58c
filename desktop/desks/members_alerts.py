# SPDX-License-Identifier: GPL-3.0-or-later
"""What My day says about people and keys, to those who can do something about it."""

from typing import TYPE_CHECKING

from desktop.core import members
from desktop.core.errors import UserError
from desktop.core.i18n import _
from desktop.desks.day_line import Line

if TYPE_CHECKING:
    from desktop.core.store import Workspace

_TAB = ("protection", "people")


def ask(workspace: "Workspace") -> list[Line]:
    """Return what is wrong with keys and people; a swapped entry of the list comes first."""
    if workspace.is_demo or not _directs(workspace):
        return []
    try:
        return _single_holder(workspace)
    except UserError as error:
        return [Line(str(error), "", *_TAB, late=True)]


def _directs(workspace: "Workspace") -> bool:
    with workspace.work() as work:
        return work.could("members")


def _single_holder(workspace: "Workspace") -> list[Line]:
    """Say that one person alone can let others in, until a second can or the key is shared."""
    if len(members.directors(workspace)) > 1:
        return []
    words = _("Only one person can let others in. If that person is lost, the records are too.")
    return [Line(words, "", *_TAB, verb=_("Name a second one"))]
