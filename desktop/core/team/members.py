# SPDX-License-Identifier: GPL-3.0-or-later
"""Who can sign in, as what, and who was given which store: every change signed and journalled.

Directors (coordinators) admit people. Whoever has the key of a store hands it on, and only to a
public key the directory vouches for.
"""

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from desktop.core import journal, opening
from desktop.core.crypto import dealing, keys, paper, sealing, trust
from desktop.core.crypto.directory import DIRECTORS, KEYLESS, ROLES, SCOPES, Entry
from desktop.core.crypto.header import SEALED_STORES, Header, HeaderAltered
from desktop.core.store import Workspace
from desktop.core.team import rotation
from desktop.core.team.member_errors import (
    LastDirector,
    NameTaken,
    NameUnfit,
    NeedsRotation,
    NoSuchMember,
)
from desktop.core.team.rotation import Rotated

LONGEST_NAME = 30


@dataclass(frozen=True, slots=True)
class Member:
    """One person who can sign in, as the signed directory says."""

    slot: str
    user: str
    role: str
    scope: str
    team: str
    public: str
    admitted_by: str = ""
    at: str = ""
    stores: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Admitted:
    """The passphrase of somebody let in: shown once, never stored."""

    user: str
    words: str


def listed(workspace: Workspace) -> list[Member]:
    """Return everybody who can sign in, by name; HeaderAltered when an entry is not genuine."""
    header = _header(workspace)
    return sorted((_member(header, one) for one in _people(header)), key=lambda one: one.user)


def find(workspace: Workspace, user: str) -> Member:
    """Return one member by name; NoSuchMember otherwise."""
    return _member(header := _header(workspace), _entry(header, user))


def directors(workspace: Workspace) -> list[str]:
    """Return the names of those who can let people in."""
    return [one.user for one in listed(workspace) if one.role in DIRECTORS]


def admit(
    workspace: Workspace,
    user: str,
    role: str,
    *,
    scope: str = "all",
    team: str = "",
    stores: Iterable[str] = (),
    language: str = "es",
) -> Admitted:
    """Let somebody in; returns the six words to hand over in person, which are shown once."""
    _may(workspace)
    holder = workspace.key_holder
    name = _name(user, _header(workspace))
    _known(role, scope)
    words = paper.passphrase(language)
    held = {store: _key_of(workspace, store) for store in stores} if trust.needs_data(role) else {}

    def changed(header: Header) -> Header:
        bare = Member("", name, role, scope, team, "")
        secret = keys.normal(words)
        return enrolled(replace(holder, header=header), bare, secret, held, cost_of(header))

    workspace.change_header(changed)
    _note(workspace, "admit", _entry(workspace.header, name).slot)
    return Admitted(name, words)


def enrolled(
    unlocked: keys.Unlocked,
    member: Member,
    secret: bytes,
    held: Mapping[str, bytes],
    cost: keys.Cost,
) -> Header:
    """Return the header with a slot and a signed entry for somebody new."""
    header = unlocked.header
    grown = keys.add_slot(
        header,
        unlocked.data_key,
        {},
        secret=secret,
        user=member.user,
        role=member.role,
        cost=cost,
    )
    new = grown.slots[-1]
    for store, key in held.items():
        slots = dealing.members_of(grown, store) | {new.id}
        two = dealing.needs_two(grown, store)
        grown = dealing.dealt(grown, store, key, slots, two=two)
    entry = trust.entry_for(
        grown,
        new,
        role=member.role,
        by=unlocked.slot.user,
        scope=member.scope,
        team=member.team,
    )
    written = trust.written(grown, unlocked.signing_seed(), [*_entries(header), entry])
    return keys.signed(written, unlocked.data_key)


def change(
    workspace: Workspace,
    user: str,
    *,
    role: str | None = None,
    scope: str | None = None,
    team: str | None = None,
) -> None:
    """Give a member another role, scope or team; the directory is signed anew."""
    _may(workspace)
    old = _entry(_header(workspace), user)
    new = replace(
        old,
        role=old.role if role is None else role,
        scope=old.scope if scope is None else scope,
        team=old.team if team is None else team,
    )
    _known(new.role, new.scope)
    if new.role in KEYLESS and old.role not in KEYLESS:
        raise NeedsRotation
    demoted = old.role in DIRECTORS and new.role not in DIRECTORS
    if demoted and len(directors(workspace)) < 2:
        raise LastDirector
    seed = workspace.key_holder.signing_seed()

    def changed(header: Header) -> Header:
        slot = next(one for one in header.slots if one.id == old.slot)
        if trust.needs_data(new.role) and slot.id not in header.data:
            header = keys.give_data(header, slot, workspace.key_holder.data_key)
        header, signer = trust.turned(header, seed) if demoted else (header, seed)
        entries = [new if one.slot == old.slot else one for one in _entries(header)]
        return trust.written(header, signer, entries)

    workspace.change_header(changed, forget=True)
    _note(workspace, "change_member", old.slot)


def grant(workspace: Workspace, store: str, user: str) -> None:
    """Hand the key of a store to a member; only who has it can, and only to a signed public key.

    The store is opened for it if need be: the directory must agree with what lies pinned inside.
    """
    key = _key_of(workspace, store)
    entry = _entry(_header(workspace), user)
    if entry.role in KEYLESS:
        raise keys.NoRecords

    def changed(header: Header) -> Header:
        slot = next(one for one in header.slots if one.id == entry.slot)
        if slot.public != entry.public:
            raise HeaderAltered
        slots = dealing.members_of(header, store) | {slot.id}
        return dealing.dealt(header, store, key, slots, two=dealing.needs_two(header, store))

    workspace.change_header(changed)
    _note(workspace, "grant", f"{store}:{entry.slot}")


def revoke(workspace: Workspace, store: str, user: str) -> None:
    """Take a store's key from the header; whoever had it may have kept it (see rotation)."""
    key = _key_of(workspace, store)
    entry = _entry(_header(workspace), user)

    def changed(header: Header) -> Header:
        slots = dealing.members_of(header, store) - {entry.slot}
        return dealing.dealt(header, store, key, slots, two=dealing.needs_two(header, store))

    workspace.change_header(changed, forget=True)
    _note(workspace, "revoke", f"{store}:{entry.slot}")


def require_two(workspace: Workspace, store: str) -> None:
    """Let only two members together open a store, by mathematics; it gets a new key for it."""
    _key_of(workspace, store)
    rotation.rotate_store(workspace, store, two=True)
    _note(workspace, "require_two", store)


def lift_two(workspace: Workspace, store: str) -> None:
    """Let every member of a store open it alone again; two must have opened it for this."""
    _key_of(workspace, store)
    rotation.rotate_store(workspace, store, two=False)
    _note(workspace, "lift_two", store)


def needs_two(workspace: Workspace, store: str) -> bool:
    """Tell whether two members must meet to open a store."""
    return dealing.needs_two(workspace.header, store)


def dismiss(workspace: Workspace, user: str, *, recovery: bytes | None = None) -> Rotated:
    """Remove a member and make all keys anew; returns the new paper key, to be shown once."""
    _may(workspace)
    entry = _entry(_header(workspace), user)
    if entry.slot == workspace.key_holder.slot.id:
        raise LastDirector
    done = rotation.rotate(workspace, leaving=entry.slot, recovery=recovery)
    _note(workspace, "dismiss", entry.slot)
    return done


def cost_of(header: Header) -> keys.Cost:
    """Return the dearest cost in use: what was measured for this workspace at set-up."""
    costs = [slot.cost for slot in header.slots if slot.cost]
    return max(costs, key=lambda one: one.memory_kib * one.passes, default=keys.FLOOR)


def own_fingerprint(workspace: Workspace) -> str:
    """Return six words for the own public key, computed from the private one."""
    return paper.fingerprint(sealing.public_of(workspace.key_holder.private))


def fingerprint(workspace: Workspace, user: str) -> str:
    """Return six words for a member's public key, to be compared in person before a grant."""
    return paper.fingerprint(find(workspace, user).public)


def _header(workspace: Workspace) -> Header:
    """Return the header as it stands in the file, checked against everything pinned."""
    workspace.refresh()
    header = workspace.header
    if header.directory is None:
        raise HeaderAltered
    return header


def _entries(header: Header) -> tuple[Entry, ...]:
    return header.directory.entries if header.directory else ()


def _people(header: Header) -> list[Entry]:
    return [one for one in _entries(header) if one.user]


def _entry(header: Header, user: str) -> Entry:
    name = keys.same_name(user)
    found = (one for one in _people(header) if keys.same_name(one.user) == name)
    entry = next(found, None)
    if entry is None:
        raise NoSuchMember
    return entry


def _member(header: Header, one: Entry) -> Member:
    stores = tuple(store for store in SEALED_STORES if one.slot in header.sealed.get(store, {}))
    return Member(
        one.slot, one.user, one.role, one.scope, one.team, one.public, one.by, one.at, stores
    )


def _key_of(workspace: Workspace, store: str) -> bytes:
    """Return a store's key once the store itself agreed with the directory."""
    if store not in SEALED_STORES:
        raise keys.NotAMember
    was_open = store in workspace.open_stores
    workspace.open_store(store)
    key = workspace.key_holder.store_key(store)
    if not was_open:
        workspace.close_store(store)
    return key


def _name(user: str, header: Header) -> str:
    name = unicodedata.normalize("NFC", user).strip()
    signs = name.replace("-", "").replace("_", "").replace(".", "")
    if not 2 <= len(name) <= LONGEST_NAME or not signs.isalnum():
        raise NameUnfit
    taken = {keys.same_name(one.user) for one in header.slots} | {opening.PAPER_USER}
    if keys.same_name(name) in taken:
        raise NameTaken
    return name


def _known(role: str, scope: str) -> None:
    if role not in ROLES or scope not in SCOPES:
        raise ValueError


def _may(workspace: Workspace) -> None:
    with workspace.work() as work:
        work.may("members")


def _note(workspace: Workspace, action: str, thing: str) -> None:
    with workspace.work(write=True) as work:
        journal.write(work, action, thing)
