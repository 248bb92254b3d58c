# SPDX-License-Identifier: GPL-3.0-or-later
"""Who can sign in, as what, and who was given which store: every change signed and journalled.

Directors (coordinators) admit people. Whoever has the key of a store hands it on, and only to a
public key the directory vouches for.
"""

import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from desktop.core import opening
from desktop.core.crypto import dealing, generation, keys, paper, sealing, trust
from desktop.core.crypto.directory import DIRECTORS, KEYLESS, ROLES, SCOPES, Entry
from desktop.core.crypto.header import SEALED_STORES, Header
from desktop.core.store import Workspace
from desktop.core.team import grants, rotation, signed_list
from desktop.core.team.member_errors import (
    LastDirector,
    NameTaken,
    NameUnfit,
    NeedsRotation,
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
    header = signed_list.header_of(workspace)
    return sorted(
        (_member(header, one) for one in signed_list.people(header)), key=lambda one: one.user
    )


def find(workspace: Workspace, user: str) -> Member:
    """Return one member by name; NoSuchMember otherwise."""
    return _member(header := signed_list.header_of(workspace), signed_list.entry_of(header, user))


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
    signed_list.may(workspace)
    holder = workspace.key_holder
    name = _name(user, signed_list.header_of(workspace))
    _known(role, scope)
    words = paper.passphrase(language)
    held = (
        {store: grants.key_of(workspace, store) for store in stores}
        if trust.needs_data(role)
        else {}
    )

    def changed(header: Header) -> Header:
        bare = Member("", name, role, scope, team, "")
        secret = keys.normal(words)
        return enrolled(replace(holder, header=header), bare, secret, held, cost_of(header))

    workspace.change_header(changed)
    signed_list.note(workspace, "admit", signed_list.entry_of(workspace.header, name).slot)
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
    written = trust.written(grown, unlocked.signing_seed(), [*signed_list.entries(header), entry])
    return keys.signed(written, unlocked.data_key)


def change(
    workspace: Workspace,
    user: str,
    *,
    role: str | None = None,
    scope: str | None = None,
    team: str | None = None,
) -> None:
    """Give a member another role, scope or team; the directory is signed anew.

    Who is no coordinator any more knows the earlier signing key: a new one takes its place, and
    every store that opens here hears of it at once.
    """
    signed_list.may(workspace)
    old = signed_list.entry_of(signed_list.header_of(workspace), user)
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
        entries = [new if one.slot == old.slot else one for one in signed_list.entries(header)]
        written = trust.written(header, signer, entries)
        return generation.with_unheard(written, SEALED_STORES) if demoted else written

    workspace.change_header(changed)
    if demoted:
        grants.spread(workspace)
    signed_list.note(workspace, "change_member", old.slot)


def dismiss(
    workspace: Workspace,
    user: str,
    *,
    recovery: bytes | None = None,
    tell: Callable[[str], None] = lambda _step: None,
) -> Rotated:
    """Remove a member and make all keys anew; returns the new paper key, to be shown once."""
    signed_list.may(workspace)
    entry = signed_list.entry_of(signed_list.header_of(workspace), user)
    if entry.slot == workspace.key_holder.slot.id:
        raise LastDirector
    done = rotation.rotate(workspace, leaving=entry.slot, recovery=recovery, tell=tell)
    signed_list.note(workspace, "dismiss", entry.slot)
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


def _member(header: Header, one: Entry) -> Member:
    stores = tuple(store for store in SEALED_STORES if one.slot in header.sealed.get(store, {}))
    return Member(
        one.slot, one.user, one.role, one.scope, one.team, one.public, one.by, one.at, stores
    )


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
