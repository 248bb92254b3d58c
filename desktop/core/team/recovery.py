# SPDX-License-Identifier: GPL-3.0-or-later
"""The paper key after its first day: proven once a year, or cut into three shares.

The header notes, inside its MAC, when the key was last proven and whether it is in shares.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from desktop.core import clock, journal
from desktop.core.crypto import keys, paper, shares
from desktop.core.crypto.header import Header
from desktop.core.store import Workspace
from desktop.core.team import members

NOTE = "recovery"
YEARLY = timedelta(days=365)


def drill_due(workspace: Workspace, day: date) -> bool:
    """Tell whether the paper key, or two of its shares, should be typed once to prove it is there.

    Due at once after new keys, then a year after it was last proven.
    """
    if workspace.is_demo:
        return False
    last = _note(workspace.header).get("proved", "")
    return not last or day - date.fromisoformat(last) >= YEARLY


def single_holder(workspace: Workspace) -> bool:
    """Tell whether losing one person would lose the keys.

    Until two people can let others in, or the paper key is in three shares.
    """
    if workspace.is_demo or is_shared(workspace):
        return False
    return len(members.directors(workspace)) < 2


def is_shared(workspace: Workspace) -> bool:
    """Tell whether the paper key was cut into shares."""
    return bool(_note(workspace.header).get("shared", False))


def prove(workspace: Workspace, typed: str | Sequence[str]) -> None:
    """Note that the paper key, or two of its shares, were typed and open this workspace.

    Mistyped names the line; WrongPassphrase when it is the key of something else.
    """
    _opening(workspace, typed)
    _write(workspace, "recovery_proven", proved=clock.today().isoformat())


def cut(workspace: Workspace, typed: str) -> list[list[str]]:
    """Return three sheets of shares of the paper key, which counts as shared once typed back."""
    with workspace.work() as work:
        work.may("members")
    return [shares.write(one) for one in shares.split(_opening(workspace, typed))]


def shared(workspace: Workspace, typed: Sequence[str]) -> None:
    """Note that all three shares were typed back; from now on any two of them are the key."""
    if len(typed) != shares.PAPERS:
        raise paper.Mistyped
    with workspace.work() as work:
        work.may("members")
    _opening(workspace, typed)
    _write(workspace, "recovery_shared", proved=clock.today().isoformat(), shared=True)


def _opening(workspace: Workspace, typed: str | Sequence[str]) -> bytes:
    key = shares.key_from([typed] if isinstance(typed, str) else typed)
    workspace.refresh()
    keys.unlock_with_recovery(workspace.header, key)
    return key


def _note(header: Header) -> dict[str, Any]:
    found = header.more.get(NOTE, {})
    return dict(found) if isinstance(found, dict) else {}


def _write(workspace: Workspace, action: str, **said: object) -> None:
    def changed(header: Header) -> Header:
        return replace(header, more={**header.more, NOTE: {**_note(header), **said}})

    workspace.change_header(changed)
    with workspace.work(write=True) as work:
        journal.write(work, action)
