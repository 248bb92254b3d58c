# SPDX-License-Identifier: GPL-3.0-or-later
"""The bytes of an encrypted file as they are under the cipher, free pages and all."""

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from desktop.core import db

PAGE, RESERVE, SALT, IV = 4096, 80, 16, 16
FRAME_HEADER, WAL_HEADER = 24, 32


def plain(place: db.Place) -> bytes:
    """Decrypt every page of a store's file, used or free."""
    whole = place.path.read_bytes()
    assert whole
    assert len(whole) % PAGE == 0
    pages = [whole[at : at + PAGE] for at in range(0, len(whole), PAGE)]
    return b"".join(_page(one, place.key, SALT if not at else 0) for at, one in enumerate(pages))


def plain_log(place: db.Place) -> bytes:
    """Decrypt every frame that lies in the write-ahead log, valid or left over."""
    path = place.path.with_name(place.path.name + "-wal")
    whole = path.read_bytes() if path.exists() else b""
    step = FRAME_HEADER + PAGE
    found = []
    for at in range(WAL_HEADER, len(whole) - step + 1, step):
        number = int.from_bytes(whole[at : at + 4], "big")
        page = whole[at + FRAME_HEADER : at + step]
        found.append(_page(page, place.key, SALT if number == 1 else 0))
    return b"".join(found)


def _page(page: bytes, key: bytes, skip: int) -> bytes:
    end = PAGE - RESERVE
    cipher = Cipher(algorithms.AES(key), modes.CBC(page[end : end + IV])).decryptor()
    return cipher.update(page[skip:end]) + cipher.finalize()
