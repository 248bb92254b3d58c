# SPDX-License-Identifier: GPL-3.0-or-later
"""New keys for everything: after a dismissal, a lost laptop or a leaked passphrase.

New data key, new keys of every store the rotating user can open, new in-boxes, a new directory
key, a new paper key. Those who stay notice nothing: the new keys are sealed to their public keys.
The header is written first, then each file is brought to its key (core.rekeying), then the
earlier keys leave the header and the copy of the header beside it.
"""

import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from desktop.core import chains, founding, heads, journal
from desktop.core.crypto import boxes, dealing, earlier, generation, keys, paper, sealing, trust
from desktop.core.crypto.header import SEALED_STORES, STORES, Header
from desktop.core.i18n import N_
from desktop.core.rekeying import Pending, pend
from desktop.core.store import Workspace

OLD_COPIES = N_(
    "An old copy of the folder, together with an old passphrase, still opens that old copy. "
    "New keys protect what is written from now on; they cannot reach copies made before."
)
STALE = "stale"


@dataclass(frozen=True, slots=True)
class Rotated:
    """The new paper key, to be shown once and typed back; and the stores a member must rotate."""

    recovery: list[str]
    left: tuple[str, ...]


@dataclass(slots=True)
class Fresh:
    """The new secrets while they are made."""

    data_key: bytes
    stores: dict[str, bytes]
    recovery: bytes


def rotate(
    workspace: Workspace,
    *,
    leaving: str = "",
    recovery: bytes | None = None,
    tell: Callable[[str], None] = lambda _step: None,
) -> Rotated:
    """Make all keys anew, without the slot ``leaving`` if one is named.

    Nothing else may work on the workspace meanwhile; its stores are closed and opened again. Make
    a backup first. The new paper key is drawn here unless the caller had one typed back before.
    ``tell`` hears each step that lasts: ``header``, then for each store among others its
    name and ``done``.
    """
    fresh = fresh_keys(workspace, recovery or secrets.token_bytes(32))
    left = _left(workspace, leaving)
    for step in steps(workspace, fresh, leaving):
        tell(step)
    return Rotated(paper.write(fresh.recovery), left)


def renewed(workspace: Workspace) -> tuple[str, ...]:
    """Return the stores a rotation by this user gives new keys to, in the order it does so."""
    return tuple(store for store in STORES if store == "cases" or _opens(workspace, store))


def stale(workspace: Workspace) -> tuple[str, ...]:
    """Return the stores whose key somebody who left still knows: a member must rotate them."""
    found = workspace.header.more.get(STALE, [])
    return tuple(store for store in SEALED_STORES if store in found)


def rotate_store(workspace: Workspace, store: str, *, two: bool | None = None) -> None:
    """Give one store a new key; for a member, where the one who rotated all else had no key.

    ``two`` decides whether its members hold the key or shares of it; by default as it was. The
    in-box goes with the key: signed at once by a coordinator, else left for one to sign.
    """
    workspace.open_store(store)
    key = workspace.key_holder.store_key(store)
    reached = _reached(workspace, store)
    new, chain = secrets.token_bytes(32), secrets.token_bytes(32)
    meet = dealing.needs_two(workspace.header, store) if two is None else two

    def changed(header: Header) -> Header:
        header = dealing.dealt(header, store, new, dealing.members_of(header, store), two=meet)
        header = pend(header, store, new, Pending(key, chain))
        seed = _seed_of(workspace.key_holder)
        header = chains.with_segment(header, store, reached[0] + 2, chain, seed)
        found = [one for one in header.more.get(STALE, []) if one != store]
        noted = {**header.more.get("heads", {}), store: heads.sealed(new, *reached)}
        header = replace(header, more={**header.more, STALE: found, "heads": noted})
        return with_box(header, workspace.key_holder, store, boxes.public_of(new))

    dealing.dealt(
        workspace.header, store, new, dealing.members_of(workspace.header, store), two=meet
    )
    workspace.close_store(store)
    workspace.change_header(changed)
    if meet:
        workspace.hold(store, new)
    workspace.open_store(store)


def with_box(header: Header, holder: keys.Unlocked, store: str, public: str) -> Header:
    """Return the header with another in-box of a store: signed, or waiting for a coordinator."""
    seed = _seed_of(holder)
    if seed is None:
        waiting = {**boxes.waiting(header), store: public}
        return replace(header, more={**header.more, boxes.WAITING: waiting})
    return trust.with_box(header, seed, store, public)


def _seed_of(holder: keys.Unlocked) -> bytes | None:
    """Return the key that signs the directory; None for who is no coordinator."""
    try:
        return holder.signing_seed()
    except keys.NotAMember:
        return None


def steps(workspace: Workspace, fresh: Fresh, leaving: str = "") -> Iterator[str]:
    """Rotate step by step, telling after each that lasts; a test stops at each of them."""
    was_open = workspace.open_stores
    header = _rotated(workspace, fresh, leaving)
    for store in workspace.open_stores:  # those opened for it too: none may keep its earlier key
        workspace.close_store(store)
    workspace.replace_header(header, fresh.data_key)
    for store in [one for one in fresh.stores if dealing.needs_two(header, one)]:
        workspace.hold(store, fresh.stores[store])
    yield "header"
    for store in [one for one in STORES if one in fresh.stores]:
        yield from workspace.settling(store)
        if store not in was_open:
            workspace.close_store(store)


def fresh_keys(workspace: Workspace, recovery: bytes) -> Fresh:
    """Draw new keys for everything this user can open."""
    data_key = secrets.token_bytes(32)
    named = f"vereda/v1/{workspace.header.workspace}/store/cases"
    stores = {"cases": sealing.derive(data_key, named)}
    for store in SEALED_STORES:
        if _opens(workspace, store):
            stores[store] = secrets.token_bytes(32)
    return Fresh(data_key, stores, recovery)


def _left(workspace: Workspace, leaving: str) -> tuple[str, ...]:
    """Return the stores the leaving slot was a member of and this user is not."""
    known = workspace.header.sealed
    return tuple(
        store
        for store in SEALED_STORES
        if leaving in known.get(store, {}) and not _opens(workspace, store)
    )


def _opens(workspace: Workspace, store: str) -> bool:
    try:
        workspace.key_holder.store_key(store)
    except keys.NotAMember:
        return False
    return True


def _rotated(workspace: Workspace, fresh: Fresh, leaving: str) -> Header:
    """Return the header with new keys for all who stay and the earlier ones marked pending."""
    workspace.refresh()
    holder = workspace.key_holder
    seed, known = holder.signing_seed(), holder.header.directory
    assert known is not None  # noqa: S101 - who has its signing key has a directory
    reached = {}
    for store in fresh.stores:
        workspace.open_store(store)  # what lies pinned inside agrees, or nothing goes on
        reached[store] = _reached(workspace, store)
    left = _left(workspace, leaving)
    header = founding.without(holder.header, leaving) if leaving else holder.header
    header, signer = trust.turned(header, seed)
    header = _handed_out(header, fresh)
    for store, new in fresh.stores.items():
        chain = secrets.token_bytes(32)
        header = pend(header, store, new, Pending(holder.store_key(store), chain))
        header = chains.with_segment(header, store, reached[store][0] + 2, chain, signer)
    noted = {store: heads.sealed(key, *reached[store]) for store, key in fresh.stores.items()}
    more = {**header.more, "heads": {**header.more.get("heads", {}), **noted}, "recovery": {}}
    more[STALE] = sorted({*header.more.get(STALE, []), *left} - set(fresh.stores))
    header = replace(header, more=more, epoch=header.epoch + 1)
    header = earlier.kept(header, holder, fresh.data_key)
    if leaving in known.seeds:
        header = generation.with_unheard(header, set(SEALED_STORES) - set(fresh.stores))
    staying = {slot.id for slot in header.slots}
    entries = [one for one in known.entries if one.slot in staying]
    paper_slot = header.slots[-1]
    by = holder.slot.user
    entries.append(trust.entry_for(header, paper_slot, role="coordinator", by=by))
    written = trust.written(header, signer, entries)
    written = trust.pinned_anew(written, holder.slot, holder.private)
    return keys.signed(written, fresh.data_key)


def _handed_out(header: Header, fresh: Fresh) -> Header:
    """Return the header in which new keys stand for the old ones, and a new paper slot."""
    earlier = [slot.id for slot in header.slots if slot.kind == "recovery"]
    for slot in earlier:
        header = founding.without(header, slot)
    for one in [slot for slot in header.slots if slot.id in header.data]:
        header = keys.give_data(header, one, fresh.data_key)
    for store in [one for one in fresh.stores if one in SEALED_STORES]:
        two, people = dealing.needs_two(header, store), dealing.members_of(header, store)
        two = two and sum(one.id in people for one in header.slots if one.kind == "user") > 1
        header = dealing.dealt(header, store, fresh.stores[store], people, two=two)
    made = {store: boxes.public_of(key) for store, key in fresh.stores.items()}
    header = replace(header, inboxes={**header.inboxes, **made})
    for store in made:
        header = boxes.without_waiting(header, store)
    return keys.add_slot(
        header,
        fresh.data_key,
        fresh.stores,
        secret=fresh.recovery,
        user="",
        role="coordinator",
        kind="recovery",
        cost=None,
    )


def _reached(workspace: Workspace, store: str) -> tuple[int, str]:
    with workspace.work(store) as work:
        return journal.head(work)
