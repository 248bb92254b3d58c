# SPDX-License-Identifier: GPL-3.0-or-later
"""What My day says about people and keys, to those who can do something about it."""

from typing import TYPE_CHECKING

from desktop.core import clock, pins
from desktop.core.crypto import boxes
from desktop.core.errors import UserError
from desktop.core.i18n import N_, _
from desktop.core.team import recovery, role_words, rotation, seconds
from desktop.desks.frame.day_line import Line

if TYPE_CHECKING:
    from desktop.core.store import Workspace

_TAB = ("protection", "people")

UNHEARD = N_(
    "Somebody is a coordinator no more, and the part {store} does not know it yet. Until it is "
    "opened once, a list of people signed by them could be believed there."
)
UNSIGNED = N_(
    "The part {store} has a new key, and a coordinator has not signed its in-box yet. What is left "
    "there meanwhile is sealed twice."
)
COMPARE = N_("Let somebody who holds its key read these six words aloud: {words}.")
READ_OUT = N_("Read these six words aloud to a coordinator who signs it: {words}.")


def ask(workspace: "Workspace") -> list[Line]:
    """Return what is wrong with keys and people; a swapped entry of the list comes first."""
    if workspace.is_demo:
        return []
    try:
        lines = [*_strange(workspace), *_waiting(workspace), *_lately(workspace)]
        return lines + _for_directors(workspace) if _directs(workspace) else lines
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


def _strange(workspace: "Workspace") -> list[Line]:
    """Say what the stores found wrong with the key file, and what they do not know yet."""
    lines = [
        Line(_(pins.SENTENCES[what]), "", *_TAB, True, _("Look at it"))
        for what in pins.told(workspace)
    ]
    held = workspace.key_holder.slot.id
    for store in pins.unheard(workspace.header):
        if held in workspace.header.sealed.get(store, {}):
            words = _(UNHEARD).format(store=_(role_words.STORES[store]))
            lines.append(Line(words, "", *_TAB, True, _("Let it know")))
    return lines


def _lately(workspace: "Workspace") -> list[Line]:
    """Say to everybody who got a passphrase this week: one who is forced cannot do it unseen."""
    with workspace.work() as work:
        names = seconds.lately(work, workspace.header)
    if not names:
        return []
    words = _("In the last seven days these people were given a passphrase: {names}.")
    return [Line(words.format(names=", ".join(names)), "", *_TAB, verb=_("See the people"))]


def _for_directors(workspace: "Workspace") -> list[Line]:
    """Say what could lose all records, and which in-box waits for a signature."""
    lines = [
        Line(_(UNSIGNED).format(store=_(role_words.STORES[store])), "", *_TAB, True, _("Sign it"))
        for store in boxes.waiting(workspace.header)
    ]
    if recovery.single_holder(workspace):
        words = _("Only one person can let others in. If that person is lost, the records are too.")
        lines.append(Line(words, "", *_TAB, verb=_("Name a second one")))
    if recovery.drill_due(workspace, clock.today()):
        words = _("The recovery key is typed once a year, to be sure of it. It is due now.")
        lines.append(Line(words, "", *_TAB, verb=_("Try it now")))
    return lines
