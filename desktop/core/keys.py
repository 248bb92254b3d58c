# SPDX-License-Identifier: GPL-3.0-or-later
"""The key header of a workspace: slots, header MAC, one derived key for each purpose and store.

A random data key opens the main store. Each user has a slot: Argon2id over the passphrase wraps
the data key and the user's private key. The other stores have random keys of their own, sealed
with HPKE to their members' public keys, so that whoever merely signs in cannot compute them.
The recovery key is a slot like the others, opened by 256 random bits on paper.
"""

import hmac
import os
import secrets
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from hashlib import sha256

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes, hpke
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from desktop.core.errors import UserError
from desktop.core.header import (
    FLOOR,
    FORMAT,
    SEALED_STORES,
    Cost,
    Header,
    HeaderDamaged,
    NewerWorkspace,
    Slot,
    canonical,
    plain,
)
from desktop.core.i18n import N_

__all__ = ["FLOOR", "Cost", "Header", "HeaderDamaged", "NewerWorkspace"]

_SUITE = hpke.Suite(hpke.KEM.X25519, hpke.KDF.HKDF_SHA256, hpke.AEAD.AES_256_GCM)


class WrongPassphrase(UserError):
    """Name or passphrase is wrong; which of the two is not told."""

    def __init__(self) -> None:
        super().__init__(
            N_("The name or the passphrase is not right. Nothing was changed. Try again slowly.")
        )


@dataclass(frozen=True, slots=True)
class Unlocked:
    """The secrets of one signed-in user; lives only in the process that the lock ends."""

    header: Header
    slot: Slot
    data_key: bytes = field(repr=False)
    private: bytes = field(repr=False)

    def key(self, purpose: str) -> bytes:
        """Derive the 32-byte key of one purpose, such as ``store/cases``."""
        return derive(self.data_key, f"vereda/v1/{self.header.workspace}/{purpose}")

    def store_key(self, store: str) -> bytes:
        """Return the key of a store; NotAMember where this user's slot was not given it."""
        if store not in SEALED_STORES:
            return self.key(f"store/{store}")
        sealed = self.header.sealed.get(store, {}).get(self.slot.id)
        if sealed is None:
            raise NotAMember
        private = X25519PrivateKey.from_private_bytes(self.private)
        try:
            return _SUITE.decrypt(bytes.fromhex(sealed), private, _place(self.header, store))
        except (InvalidTag, ValueError):
            raise HeaderDamaged from None


class NotAMember(UserError):
    """The signed-in user was not given the key of this store."""

    def __init__(self) -> None:
        super().__init__(N_("You were not given the key to this part. Nothing was opened."))


def new_header(workspace: str, *, demo: bool) -> tuple[Header, bytes, dict[str, bytes]]:
    """Return an empty header, a fresh data key and a fresh key for every sealed store."""
    header = Header(workspace, demo, (), {store: {} for store in SEALED_STORES}, {})
    return header, secrets.token_bytes(32), {s: secrets.token_bytes(32) for s in SEALED_STORES}


def add_slot(
    header: Header,
    data_key: bytes,
    store_keys: Mapping[str, bytes],
    *,
    secret: bytes,
    user: str,
    role: str,
    kind: str = "user",
    cost: Cost | None = FLOOR,
) -> Header:
    """Return the header with one more slot, which opens the given stores too."""
    private = X25519PrivateKey.generate()
    identity, salt = secrets.token_hex(8), secrets.token_hex(16)
    public = private.public_key().public_bytes_raw().hex()
    bare = Slot(identity, kind, user, role, cost, salt, "", "", public)
    root = _root(bare, secret)
    bound = _bound(header, bare)
    slot = Slot(
        identity,
        kind,
        user,
        role,
        cost,
        salt,
        _seal(derive(root, "wrap"), data_key, bound),
        _seal(derive(root, "private"), private.private_bytes_raw(), bound),
        public,
    )
    sealed = {
        store: {**header.sealed.get(store, {}), identity: _seal_to(public, key, header, store)}
        if (key := store_keys.get(store))
        else dict(header.sealed.get(store, {}))
        for store in SEALED_STORES
    }
    grown = replace(header, slots=(*header.slots, slot), sealed=sealed)
    return signed(grown, data_key)


def unlock(header: Header, user: str, passphrase: str) -> Unlocked:
    """Open a user's slot; an unknown name costs the same time and gives the same answer."""
    slot = next((s for s in header.slots if s.kind == "user" and s.user == user), None)
    if slot is None:
        _stretch(passphrase.encode(), bytes(16), FLOOR)
        raise WrongPassphrase
    return _open(header, slot, normal(passphrase))


def unlock_with_recovery(header: Header, key: bytes) -> Unlocked:
    """Open the paper slot with the 32 bytes of the recovery key."""
    slot = next((s for s in header.slots if s.kind == "recovery"), None)
    if slot is None:
        raise WrongPassphrase
    return _open(header, slot, key)


def normal(passphrase: str) -> bytes:
    """Return the bytes of a passphrase however it was typed: NFKC, single spaces, lower case."""
    text = unicodedata.normalize("NFKC", passphrase)
    return " ".join(text.split()).lower().encode()


def deposit(header: Header, store: str, content: bytes) -> bytes:
    """Seal bytes for a store that is not open; only its members can read them again."""
    public = X25519PublicKey.from_public_bytes(bytes.fromhex(header.inboxes[store]))
    return _SUITE.encrypt(content, public, _place(header, f"inbox/{store}"))


def read_deposit(header: Header, store: str, private: bytes, sealed: bytes) -> bytes:
    """Open a deposit with the in-box key kept inside the store."""
    key = X25519PrivateKey.from_private_bytes(private)
    try:
        return _SUITE.decrypt(sealed, key, _place(header, f"inbox/{store}"))
    except (InvalidTag, ValueError):
        raise HeaderDamaged from None


def calibrated(seconds: float, measure: float) -> Cost:
    """Return the cost whose derivation takes about ``seconds``, never below the floor.

    ``measure`` is the time one derivation at the floor took on this machine.
    """
    factor = max(1.0, seconds / max(measure, 0.001))
    return Cost(FLOOR.memory_kib, min(64, max(FLOOR.passes, round(FLOOR.passes * factor))), 4)


def derive(key: bytes, purpose: str) -> bytes:
    """Return 32 bytes for one purpose (HKDF-SHA256); no key is ever used for two things."""
    return HKDF(hashes.SHA256(), 32, salt=None, info=purpose.encode()).derive(key)


def signed(header: Header, data_key: bytes) -> Header:
    """Return the header carrying the MAC that binds all of it to the data key."""
    return replace(header, mac=_mac(header, data_key))


def is_ours(header: Header, data_key: bytes) -> bool:
    """Tell whether the header is as somebody with the data key left it."""
    return hmac.compare_digest(_mac(header, data_key).encode(), header.mac.encode())


def sealed_to_paper(header: Header, purpose: str, content: bytes) -> str:
    """Seal what only the holder of the recovery key may read again."""
    slot = next(slot for slot in header.slots if slot.kind == "recovery")
    return _seal_to(slot.public, content, header, purpose)


def read_sealed(unlocked: Unlocked, purpose: str, sealed: str) -> bytes | None:
    """Return what was sealed to the slot that signed in; None when it was sealed to another."""
    private = X25519PrivateKey.from_private_bytes(unlocked.private)
    try:
        return _SUITE.decrypt(bytes.fromhex(sealed), private, _place(unlocked.header, purpose))
    except (InvalidTag, ValueError):
        return None


def seal(key: bytes, content: bytes, purpose: str) -> str:
    """Encrypt a small thing under a key derived for it."""
    return _seal(derive(key, purpose), content, purpose.encode())


def unseal(key: bytes, sealed: str, purpose: str) -> bytes:
    """Read a small thing back; HeaderDamaged when it was altered or moved."""
    try:
        return _unseal(derive(key, purpose), sealed, purpose.encode())
    except (InvalidTag, ValueError):
        raise HeaderDamaged from None


def _open(header: Header, slot: Slot, secret: bytes) -> Unlocked:
    root = _root(slot, secret)
    bound = _bound(header, slot)
    try:
        data_key = _unseal(derive(root, "wrap"), slot.wrap, bound)
        private = _unseal(derive(root, "private"), slot.private, bound)
    except (InvalidTag, ValueError):
        raise WrongPassphrase from None
    if not is_ours(header, data_key):
        raise HeaderDamaged
    return Unlocked(header, slot, data_key, private)


def _root(slot: Slot, secret: bytes) -> bytes:
    """Return the root of a slot: stretched for people's words, plain for 256 random bits."""
    if slot.cost is None:
        return derive(secret, f"paper/{slot.salt}")
    return _stretch(secret, bytes.fromhex(slot.salt), slot.cost)


def _stretch(secret: bytes, salt: bytes, cost: Cost) -> bytes:
    kdf = Argon2id(
        salt=salt, length=32, iterations=cost.passes, lanes=cost.lanes, memory_cost=cost.memory_kib
    )
    return kdf.derive(secret)


def _bound(header: Header, slot: Slot) -> bytes:
    """Return what a slot's ciphertext is bound to: it opens in its own place only."""
    cost = None if slot.cost is None else [slot.cost.memory_kib, slot.cost.passes, slot.cost.lanes]
    return canonical(
        [
            FORMAT,
            header.workspace,
            slot.id,
            slot.kind,
            slot.user,
            slot.role,
            cost,
            slot.salt,
            slot.public,
        ]
    )


def _place(header: Header, store: str) -> bytes:
    return canonical([FORMAT, header.workspace, store])


def _seal(key: bytes, content: bytes, bound: bytes) -> str:
    nonce = os.urandom(12)
    return (nonce + AESGCM(key).encrypt(nonce, content, bound)).hex()


def _unseal(key: bytes, sealed: str, bound: bytes) -> bytes:
    raw = bytes.fromhex(sealed)
    return AESGCM(key).decrypt(raw[:12], raw[12:], bound)


def _seal_to(public: str, content: bytes, header: Header, store: str) -> str:
    key = X25519PublicKey.from_public_bytes(bytes.fromhex(public))
    return _SUITE.encrypt(content, key, _place(header, store)).hex()


def _mac(header: Header, data_key: bytes) -> str:
    key = derive(data_key, f"vereda/v1/{header.workspace}/header")
    return hmac.new(key, canonical(plain(header)), sha256).hexdigest()
