# SPDX-License-Identifier: GPL-3.0-or-later
"""What My day says of pictures that are kept apart and still lie on a telephone."""

from typing import TYPE_CHECKING

from desktop.core import i18n
from desktop.core.i18n import N_, _, ngettext
from desktop.core.papers import on_phone
from desktop.desks.frame.day_line import Line

if TYPE_CHECKING:
    from desktop.core.store import Workspace

_WORDS = {
    "protected": N_("Protected incidents"),
    "dialogues": N_("Processes"),
}


def alerts(workspace: "Workspace") -> list[Line]:
    """Return a line for each open store; a closed one tells nothing, not even this."""
    return [line for store in on_phone.STORES for line in _of(workspace, store)]


def _of(workspace: "Workspace", store: str) -> list[Line]:
    if store not in workspace.open_stores:
        return []
    with workspace.work(store) as work:
        left = on_phone.left(work) if work.could("amend") else []
    if not left:
        return []
    words = ngettext(
        "{where}: {n} picture still lies on a telephone. Delete it there.",
        "{where}: {n} pictures still lie on a telephone. Delete them there.",
        len(left),
    )
    said = words.format(where=_(_WORDS[store]), n=len(left))
    record = left[0].record if store == "protected" else ""
    return [Line(said, i18n.format_day(left[0].day), store, record)]
