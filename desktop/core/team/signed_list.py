# SPDX-License-Identifier: GPL-3.0-or-later
"""The signed list of people as the file has it now, and how every change of it begins and ends."""

from desktop.core import journal
from desktop.core.crypto import keys
from desktop.core.crypto.directory import Entry
from desktop.core.crypto.header import Header, HeaderAltered
from desktop.core.store import Workspace
from desktop.core.team.member_errors import NoSuchMember


def header_of(workspace: Workspace) -> Header:
    """Return the header as it stands in the file, checked against everything pinned."""
    workspace.refresh()
    header = workspace.header
    if header.directory is None:
        raise HeaderAltered
    return header


def entries(header: Header) -> tuple[Entry, ...]:
    """Return every entry, that of the paper key among them."""
    return header.directory.entries if header.directory else ()


def people(header: Header) -> list[Entry]:
    """Return the entries of those who can sign in by name."""
    return [one for one in entries(header) if one.user]


def entry_of(header: Header, user: str) -> Entry:
    """Return the entry of a name; NoSuchMember otherwise."""
    name = keys.same_name(user)
    found = (one for one in people(header) if keys.same_name(one.user) == name)
    entry = next(found, None)
    if entry is None:
        raise NoSuchMember
    return entry


def may(workspace: Workspace) -> None:
    """Let only who may change the list pass."""
    with workspace.work() as work:
        work.may("members")


def note(workspace: Workspace, action: str, thing: str) -> None:
    """Write a change into the journal."""
    with workspace.work(write=True) as work:
        journal.write(work, action, thing)
