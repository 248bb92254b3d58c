# SPDX-License-Identifier: GPL-3.0-or-later
"""The few cryptographic verbs of this house, each over the one library and nothing of our own.

A key is never used for two things (HKDF), what is sealed is bound to its place (AES-GCM with
associated data, HPKE with info), and every refusal is one exception.
"""

import json
import os

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives import hashes, hpke
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

_SUITE = hpke.Suite(hpke.KEM.X25519, hpke.KDF.HKDF_SHA256, hpke.AEAD.AES_256_GCM)
_NONCE = 12


class Unreadable(ValueError):
    """What was sealed does not open with this key at this place."""


_encode = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode


def canonical(value: object) -> bytes:
    """Return JSON with sorted keys and no spaces: the same bytes for the same value."""
    return _encode(value).encode()


def derive(key: bytes, purpose: str) -> bytes:
    """Return 32 bytes for one purpose (HKDF-SHA256)."""
    return HKDF(hashes.SHA256(), 32, salt=None, info=purpose.encode()).derive(key)


def seal(key: bytes, content: bytes, bound: bytes) -> str:
    """Encrypt under a key, bound to a place; hexadecimal text."""
    nonce = os.urandom(_NONCE)
    return (nonce + AESGCM(key).encrypt(nonce, content, bound)).hex()


def unseal(key: bytes, sealed: str, bound: bytes) -> bytes:
    """Read back what ``seal`` wrote; Unreadable when key, content or place is another."""
    try:
        raw = bytes.fromhex(sealed)
        return AESGCM(key).decrypt(raw[:_NONCE], raw[_NONCE:], bound)
    except (InvalidTag, ValueError):
        raise Unreadable from None


def seal_to(public: str, content: bytes, info: bytes) -> bytes:
    """Seal to a public key: from here on only the holder of its private half reads it."""
    try:
        return _SUITE.encrypt(
            content, X25519PublicKey.from_public_bytes(bytes.fromhex(public)), info
        )
    except ValueError:
        raise Unreadable from None


def open_sealed(private: bytes, sealed: bytes, info: bytes) -> bytes:
    """Open what was sealed to the public half of a private key."""
    try:
        return _SUITE.decrypt(sealed, X25519PrivateKey.from_private_bytes(private), info)
    except (InvalidTag, ValueError):
        raise Unreadable from None


def shared(private: bytes, public: str, purpose: str) -> bytes:
    """Return a key that only the holders of either private half can make: it tells who wrote."""
    try:
        other = X25519PublicKey.from_public_bytes(bytes.fromhex(public))
        return derive(X25519PrivateKey.from_private_bytes(private).exchange(other), purpose)
    except ValueError:
        raise Unreadable from None


def new_private() -> bytes:
    """Return a fresh X25519 private key."""
    return X25519PrivateKey.generate().private_bytes_raw()


def new_seed() -> bytes:
    """Return a fresh Ed25519 signing seed."""
    return Ed25519PrivateKey.generate().private_bytes_raw()


def public_of(private: bytes) -> str:
    """Return the public half of an X25519 private key, as hexadecimal text."""
    return X25519PrivateKey.from_private_bytes(private).public_key().public_bytes_raw().hex()


def verify_key(seed: bytes) -> str:
    """Return the Ed25519 key that checks what ``sign`` signed with this seed."""
    return Ed25519PrivateKey.from_private_bytes(seed).public_key().public_bytes_raw().hex()


def sign(seed: bytes, content: bytes) -> str:
    """Sign with an Ed25519 seed; hexadecimal text."""
    return Ed25519PrivateKey.from_private_bytes(seed).sign(content).hex()


def signed_by(key: str, signature: str, content: bytes) -> bool:
    """Tell whether a signature over the content is of this key."""
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(key)).verify(
            bytes.fromhex(signature), content
        )
    except (InvalidSignature, ValueError):
        return False
    return True
