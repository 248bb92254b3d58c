# SPDX-License-Identifier: GPL-3.0-or-later
"""New words for oneself or for a colleague: drawn, shown and typed back first, then in force.

Until the header is written the earlier passphrase opens, so that a program that dies while the
new one is on the screen leaves nobody outside.
"""

from dataclasses import replace

from desktop.core import founding
from desktop.core.crypto import keys, paper
from desktop.core.crypto.header import Header
from desktop.core.store import Workspace
from desktop.core.team import members, signed_list


def drawn(language: str = "es") -> str:
    """Return six words drawn at random; they open nothing until they are put in force."""
    return paper.passphrase(language)


def prove(workspace: Workspace, now: str) -> keys.Unlocked:
    """Return the secrets of the signed-in user, who typed the passphrase of now.

    An open laptop must not be enough to lock its user out.
    """
    return keys.unlock(workspace.header, workspace.user.name, now)


def change(workspace: Workspace, proved: keys.Unlocked, words: str) -> None:
    """Put new words in force for who proved the earlier ones; nothing is encrypted anew."""
    _six(words)
    cost = members.cost_of(workspace.header)

    def changed(header: Header) -> Header:
        slot = keys.rewrapped(replace(proved, header=header), keys.normal(words), cost)
        slots = tuple(slot if one.id == slot.id else one for one in header.slots)
        return replace(header, slots=slots)

    workspace.change_header(changed)
    signed_list.note(workspace, "passphrase", proved.slot.id)


def reissue(workspace: Workspace, user: str, words: str) -> None:
    """Put new words in force for a member who forgot; stores you lack must be granted again."""
    _six(words)
    signed_list.may(workspace)
    member = members.find(workspace, user)

    def changed(_header: Header) -> Header:
        return founding.replaced(workspace.key_holder, member.user, words, by=workspace.user.name)

    workspace.change_header(changed)
    signed_list.note(workspace, "reissue", members.find(workspace, member.user).slot)


def _six(words: str) -> None:
    """Hold the words against their number: nobody chooses fewer by going round the window."""
    if len(words.split()) < paper.WORDS:
        raise ValueError
