# SPDX-License-Identifier: GPL-3.0-or-later
"""The slots of a header: what is wrapped in them, sealed to them, and the MAC over all."""

import hmac
from dataclasses import replace
from hashlib import sha256

from desktop.core.crypto import sealing
from desktop.core.crypto.header import FIRST_FORMAT, FORMAT, Header, Slot, canonical, plain
from desktop.core.crypto.sealing import derive
from desktop.core.crypto.stretching import stretch


def modern(header: Header, data_key: bytes) -> Header:
    """Return a header of the first format in the present one: the data key goes to public keys."""
    if header.format == FORMAT:
        return header
    ours = {slot.id for slot in header.slots}
    sealed = {
        store: {slot: key for slot, key in held.items() if slot in ours}
        for store, held in header.sealed.items()
    }
    slots = tuple(replace(slot, wrap="") for slot in header.slots)
    fresh = replace(header, format=FORMAT, slots=slots, sealed=sealed)
    for slot in slots:
        fresh = give_data(fresh, slot, data_key)
    return signed(fresh, data_key)


def give_data(header: Header, slot: Slot, data_key: bytes) -> Header:
    """Return the header in which a slot is given the data key."""
    sealed = sealing.seal_to(slot.public, data_key, place(header, f"data/{slot.id}")).hex()
    return replace(header, data={**header.data, slot.id: sealed})


def give_store(header: Header, store: str, slot: Slot, key: bytes) -> Header:
    """Return the header in which a slot is given the key of a sealed store."""
    sealed = sealing.seal_to(slot.public, key, place(header, store)).hex()
    held = {**header.sealed.get(store, {}), slot.id: sealed}
    return replace(header, sealed={**header.sealed, store: held})


def filled(header: Header, bare: Slot, root: bytes, private: bytes, birth: bytes) -> Slot:
    """Return a slot with its two secrets wrapped and bound to its place, in the present form."""
    bound = bound_to(header, replace(bare, wrap="x"))
    return replace(
        bare,
        wrap=sealing.seal(derive(root, "wrap"), birth, bound),
        private=sealing.seal(derive(root, "private"), private, bound),
    )


def root_of(slot: Slot, secret: bytes) -> bytes:
    """Return the root of a slot: stretched for people's words, plain for 256 random bits."""
    if slot.cost is None:
        return derive(secret, f"paper/{slot.salt}")
    return stretch(secret, bytes.fromhex(slot.salt), slot.cost)


def bound_to(header: Header, slot: Slot) -> bytes:
    """Return what a slot's ciphertext is bound to: it opens in its own place only."""
    cost = None if slot.cost is None else [slot.cost.memory_kib, slot.cost.passes, slot.cost.lanes]
    form = FORMAT if slot.wrap and header.format != FIRST_FORMAT else FIRST_FORMAT
    named = [slot.id, slot.kind, slot.user, slot.role]
    return canonical([form, header.workspace, *named, cost, slot.salt, slot.public])


def place(header: Header, store: str) -> bytes:
    """Return what is sealed to a slot for a purpose is bound to."""
    return canonical([FIRST_FORMAT, header.workspace, store])


def signed(header: Header, data_key: bytes) -> Header:
    """Return the header carrying the MAC that binds all of it to the data key."""
    return replace(header, mac=mac(header, data_key))


def mac(header: Header, data_key: bytes) -> str:
    """Return the MAC of a header under the data key."""
    key = derive(data_key, f"vereda/v1/{header.workspace}/header")
    return hmac.new(key, canonical(plain(header)), sha256).hexdigest()
