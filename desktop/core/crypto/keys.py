# SPDX-License-Identifier: GPL-3.0-or-later
"""The key header of a workspace: slots, header MAC, one derived key for each purpose and store.

A random data key opens the main store. Each user has a slot: Argon2id over the passphrase wraps
the user's private key, and the data key is sealed with HPKE to its public half, so that keys made
anew reach people who are not there. The other stores have random keys of their own, sealed to
their members' public keys, so that whoever merely signs in cannot compute them. The recovery key
is a slot like the others, opened by 256 random bits on paper. Auditor and technician hold a slot
without the data key. Which public key is whose is said by the signed directory (core.trust).
"""

import hmac
import secrets
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from desktop.core.crypto import sealing, shares, trust
from desktop.core.crypto.directory import Entry
from desktop.core.crypto.header import (
    FIRST_FORMAT,
    FLOOR,
    SEALED_STORES,
    Cost,
    Header,
    HeaderAltered,
    HeaderDamaged,
    NewerWorkspace,
    Slot,
)
from desktop.core.crypto.key_errors import NeedsTwo, NoRecords, NotAMember, WrongPassphrase
from desktop.core.crypto.sealing import Unreadable, derive
from desktop.core.crypto.slots import (
    bound_to,
    filled,
    give_data,
    give_store,
    mac,
    modern,
    place,
    root_of,
    signed,
)
from desktop.core.crypto.stretching import stretch

__all__ = [
    "FLOOR",
    "Cost",
    "Header",
    "HeaderAltered",
    "HeaderDamaged",
    "NeedsTwo",
    "NewerWorkspace",
    "NoRecords",
    "NotAMember",
    "Slot",
    "WrongPassphrase",
    "derive",
    "give_data",
    "give_store",
    "modern",
    "signed",
]

_KEY = 32
_NEVER = bytes(32)  # in the place of a directory key where there was none


@dataclass(frozen=True, slots=True)
class Unlocked:
    """The secrets of one signed-in user; lives only in the process that the lock ends.

    ``data_key`` is empty for who holds no key to the records. ``entry`` is what the signed
    directory says of this user, None in a workspace that has no directory yet. ``mended`` is the
    slot as it shall be where it knows an earlier directory key, or is of the earlier form.
    """

    header: Header
    slot: Slot
    data_key: bytes = field(repr=False)
    private: bytes = field(repr=False)
    birth: bytes = field(default=_NEVER, repr=False)
    entry: Entry | None = None
    mended: Slot | None = field(default=None, repr=False)
    held: Mapping[str, bytes] = field(default_factory=dict, repr=False)  # keys two people gave

    @property
    def role(self) -> str:
        """The role that holds: of the directory, or in its absence of the slot."""
        return self.entry.role if self.entry else self.slot.role

    def key(self, purpose: str) -> bytes:
        """Derive the 32-byte key of one purpose, such as ``store/cases``."""
        if not self.data_key:
            raise NoRecords
        return derive(self.data_key, f"vereda/v1/{self.header.workspace}/{purpose}")

    def store_key(self, store: str) -> bytes:
        """Return the key of a store; NotAMember where this user's slot was not given it."""
        if store not in SEALED_STORES:
            return self.key(f"store/{store}")
        given = self._given(store)
        if len(given) == _KEY:
            return given
        if store not in self.held:
            raise NeedsTwo
        return self.held[store]

    def with_second(self, store: str, second: "Unlocked") -> "Unlocked":
        """Return this user with the key that the shares of two members give."""
        if second.slot.id == self.slot.id:
            raise shares.SameShare
        mine, other = self._given(store), second._given(store)  # noqa: SLF001 - of one kind
        if len(mine) == _KEY:
            return self
        key = other if len(other) == _KEY else shares.combine(mine, other)
        return replace(self, held={**self.held, store: key})

    def without(self, store: str) -> "Unlocked":
        """Return this user without the key two people gave."""
        return replace(self, held={one: key for one, key in self.held.items() if one != store})

    def _given(self, store: str) -> bytes:
        """Return what this user was given of a store: its key or a share of it."""
        sealed = self.header.sealed.get(store, {}).get(self.slot.id)
        if sealed is None:
            raise NotAMember
        try:
            return sealing.open_sealed(
                self.private, bytes.fromhex(sealed), place(self.header, store)
            )
        except Unreadable:
            raise HeaderDamaged from None

    def signing_seed(self) -> bytes:
        """Return the key that signs the directory; NotAMember for who is no director."""
        known = self.header.directory
        sealed = known.seeds.get(self.slot.id) if known else None
        if known is None or sealed is None:
            raise NotAMember
        try:
            place = trust.seed_place(self.header)
            seed = sealing.open_sealed(self.private, bytes.fromhex(sealed), place)
        except Unreadable:
            raise HeaderAltered from None
        if sealing.verify_key(seed) != known.key:
            raise HeaderAltered
        return seed


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
    """Return the header with one more slot, which opens the given stores too.

    Where there is a directory the slot is refused until its entry is signed (core.members).
    """
    header = modern(header, data_key)
    private = sealing.new_private()
    identity, salt = secrets.token_hex(8), secrets.token_hex(16)
    bare = Slot(identity, kind, user, role, cost, salt, "", "", sealing.public_of(private))
    birth = bytes.fromhex(header.directory.key) if header.directory else _NEVER
    slot = filled(header, bare, root_of(bare, secret), private, birth)
    grown = replace(header, slots=(*header.slots, slot))
    if trust.needs_data(role):
        grown = give_data(grown, slot, data_key)
    for store, key in store_keys.items():
        if store in SEALED_STORES:
            grown = give_store(grown, store, slot, key)
    return signed(grown, data_key)


def rewrapped(unlocked: Unlocked, secret: bytes, cost: Cost) -> Slot:
    """Return the slot of a signed-in user under another passphrase; the key pair stays."""
    header = unlocked.header
    salt = secrets.token_hex(16)
    slot = replace(unlocked.slot, salt=salt, cost=cost, role=unlocked.role, wrap="", private="")
    birth = bytes.fromhex(header.directory.key) if header.directory else unlocked.birth
    return filled(header, slot, root_of(slot, secret), unlocked.private, birth)


def unlock(header: Header, user: str, passphrase: str) -> Unlocked:
    """Open a user's slot; an unknown name costs the same time and gives the same answer."""
    people = [slot for slot in header.slots if slot.kind == "user"]
    name = same_name(user)
    slot = next((one for one in people if same_name(one.user) == name), None)
    if slot is None:
        cost = people[0].cost if people else None
        stretch(normal(passphrase), bytes(16), cost or FLOOR)
        raise WrongPassphrase
    return _open(header, slot, normal(passphrase))


def unlock_with_recovery(header: Header, key: bytes) -> Unlocked:
    """Open the paper slot with the 32 bytes of the recovery key."""
    slot = next((s for s in header.slots if s.kind == "recovery"), None)
    if slot is None:
        raise WrongPassphrase
    return _open(header, slot, key)


def again(unlocked: Unlocked, header: Header) -> Unlocked:
    """Return the same user over another state of the header, with everything checked anew."""
    slot = next((one for one in header.slots if one.id == unlocked.slot.id), None)
    if slot is None:
        raise WrongPassphrase
    if slot.public != unlocked.slot.public:
        raise HeaderAltered
    birth = unlocked.birth
    entry = trust.check(header, slot, unlocked.private, birth)
    if header.format == FIRST_FORMAT:
        data_key = unlocked.data_key
    else:
        data_key = _data_key(header, slot, unlocked.private, entry)
    verify(header, data_key)
    mended = unlocked.mended if slot == unlocked.slot else None
    return replace(
        unlocked, header=header, slot=slot, data_key=data_key, entry=entry, mended=mended
    )


def holders(header: Header) -> int:
    """Return how many people hold the data key."""
    if header.directory is None:
        return sum(slot.kind == "user" for slot in header.slots)
    people = (one for one in header.directory.entries if one.user)
    return sum(trust.needs_data(one.role) for one in people)


def normal(passphrase: str) -> bytes:
    """Return the bytes of a passphrase however it was typed: NFKC, single spaces, lower case."""
    text = unicodedata.normalize("NFKC", passphrase)
    return " ".join(text.split()).lower().encode()


def same_name(user: str) -> str:
    """Return a login name as it is compared: without case, accents composed alike."""
    return unicodedata.normalize("NFKC", user).strip().casefold()


def verify(header: Header, data_key: bytes) -> None:
    """Raise HeaderDamaged unless the MAC is right; who holds no data key cannot tell."""
    if data_key and not is_ours(header, data_key):
        raise HeaderDamaged


def is_ours(header: Header, data_key: bytes) -> bool:
    """Tell whether the header is as somebody with the data key left it."""
    return hmac.compare_digest(mac(header, data_key).encode(), header.mac.encode())


def sealed_to_paper(header: Header, purpose: str, content: bytes) -> str:
    """Seal what only the holder of the recovery key may read again."""
    slot = next(slot for slot in header.slots if slot.kind == "recovery")
    return sealed_to(header, slot.public, purpose, content)


def sealed_to(header: Header, public: str, purpose: str, content: bytes) -> str:
    """Seal something for one slot, read again with ``read_sealed`` and the same purpose."""
    return sealing.seal_to(public, content, place(header, purpose)).hex()


def read_sealed(unlocked: Unlocked, purpose: str, sealed: str) -> bytes | None:
    """Return what was sealed to the slot that signed in; None when it was sealed to another."""
    try:
        raw = bytes.fromhex(sealed)
        return sealing.open_sealed(unlocked.private, raw, place(unlocked.header, purpose))
    except ValueError:
        return None


def seal(key: bytes, content: bytes, purpose: str) -> str:
    """Encrypt a small thing under a key derived for it."""
    return sealing.seal(derive(key, purpose), content, purpose.encode())


def unseal(key: bytes, sealed: str, purpose: str) -> bytes:
    """Read a small thing back; HeaderDamaged when it was altered or moved."""
    try:
        return sealing.unseal(derive(key, purpose), sealed, purpose.encode())
    except Unreadable:
        raise HeaderDamaged from None


def _open(header: Header, slot: Slot, secret: bytes) -> Unlocked:
    root = root_of(slot, secret)
    bound = bound_to(header, slot)
    birth, data_key = _NEVER, b""
    try:
        private = sealing.unseal(derive(root, "private"), slot.private, bound)
        if slot.wrap:
            birth = sealing.unseal(derive(root, "wrap"), slot.wrap, bound)
    except Unreadable:
        raise WrongPassphrase from None
    if header.format == FIRST_FORMAT:
        birth, data_key = _NEVER, birth
    entry = trust.check(header, slot, private, birth)
    if header.format != FIRST_FORMAT:
        data_key = _data_key(header, slot, private, entry)
    verify(header, data_key)
    mended = None
    if header.directory and birth.hex() != header.directory.key:
        mended = filled(header, slot, root, private, bytes.fromhex(header.directory.key))
    return Unlocked(header, slot, data_key, private, birth, entry, mended)


def _data_key(header: Header, slot: Slot, private: bytes, entry: Entry | None) -> bytes:
    """Return the data key sealed to a slot; nothing for a role that is given none."""
    sealed = header.data.get(slot.id)
    if sealed is None:
        if trust.needs_data(entry.role if entry else slot.role):
            raise HeaderDamaged
        return b""
    try:
        bound = place(header, f"data/{slot.id}")
        return sealing.open_sealed(private, bytes.fromhex(sealed), bound)
    except Unreadable:
        raise HeaderDamaged from None
