# SPDX-License-Identifier: GPL-3.0-or-later
"""Who was given the key of a store: handed on by whoever has it, taken by a coordinator who has it.

A member may always give up the own key. Whether one or two must meet is decided here too.
"""

from contextlib import suppress

from desktop.core import pins
from desktop.core.crypto import boxes, dealing, keys, paper
from desktop.core.crypto.directory import KEYLESS
from desktop.core.crypto.header import SEALED_STORES, Header, HeaderAltered
from desktop.core.store import Workspace
from desktop.core.team import rotation, signed_list
from desktop.core.team.member_errors import LastKeeper


def grant(workspace: Workspace, store: str, user: str) -> None:
    """Hand the key of a store to a member; only who has it can, and only to a signed public key.

    The store is opened for it if need be: the directory must agree with what lies pinned inside.
    """
    key = key_of(workspace, store)
    entry = signed_list.entry_of(signed_list.header_of(workspace), user)
    if entry.role in KEYLESS:
        raise keys.NoRecords

    def changed(header: Header) -> Header:
        slot = next(one for one in header.slots if one.id == entry.slot)
        if slot.public != entry.public:
            raise HeaderAltered
        slots = dealing.members_of(header, store) | {slot.id}
        return dealing.dealt(header, store, key, slots, two=dealing.needs_two(header, store))

    workspace.change_header(changed)
    signed_list.note(workspace, "grant", f"{store}:{entry.slot}")


def revoke(workspace: Workspace, store: str, user: str) -> None:
    """Take a store's key from the header; whoever had it may have kept it (see rotation).

    Coordinators who hold it may, and everybody for themselves unless nobody else would have it.
    """
    key = key_of(workspace, store)
    header = signed_list.header_of(workspace)
    entry = signed_list.entry_of(header, user)
    if entry.slot != workspace.key_holder.slot.id:
        signed_list.may(workspace)
    held = dealing.members_of(header, store)
    if not any(one.slot in held for one in signed_list.people(header) if one.slot != entry.slot):
        raise LastKeeper

    def changed(header: Header) -> Header:
        slots = dealing.members_of(header, store) - {entry.slot}
        return dealing.dealt(header, store, key, slots, two=dealing.needs_two(header, store))

    workspace.change_header(changed)
    with suppress(keys.NotAMember):
        key_of(workspace, store)  # so that the store itself notes it
    signed_list.note(workspace, "revoke", f"{store}:{entry.slot}")


def require_two(workspace: Workspace, store: str) -> None:
    """Let only two members together open a store, by mathematics; it gets a new key for it."""
    key_of(workspace, store)
    rotation.rotate_store(workspace, store, two=True)
    signed_list.note(workspace, "require_two", store)


def lift_two(workspace: Workspace, store: str) -> None:
    """Let every member of a store open it alone again; two must have opened it for this."""
    key_of(workspace, store)
    rotation.rotate_store(workspace, store, two=False)
    signed_list.note(workspace, "lift_two", store)


def needs_two(workspace: Workspace, store: str) -> bool:
    """Tell whether two members must meet to open a store."""
    return dealing.needs_two(workspace.header, store)


def spread(workspace: Workspace) -> None:
    """Open every store this user can, so that it hears who signs the list of people now."""
    for store in SEALED_STORES:
        with suppress(keys.NotAMember):
            key_of(workspace, store)


def box_words(workspace: Workspace, store: str) -> str:
    """Return six words for the in-box of a store that waits for a signature; none where none does.

    A coordinator without the key cannot tell the store's own in-box from one slipped in: a member
    reads the words aloud, as for a person's key.
    """
    public = boxes.waiting(workspace.header).get(store)
    return paper.fingerprint(public) if public else ""


def sign_box(workspace: Workspace, store: str, words: str) -> None:
    """Sign the in-box of a store whose six words were compared just now."""
    signed_list.may(workspace)
    signed_list.header_of(workspace)
    if not words or box_words(workspace, store) != words:
        raise HeaderAltered
    pins.sign_box(workspace, store)
    signed_list.note(workspace, "sign_box", store)


def key_of(workspace: Workspace, store: str) -> bytes:
    """Return a store's key once the store itself agreed with the directory."""
    if store not in SEALED_STORES:
        raise keys.NotAMember
    was_open = store in workspace.open_stores
    workspace.open_store(store)
    key = workspace.key_holder.store_key(store)
    if not was_open:
        workspace.close_store(store)
    return key
