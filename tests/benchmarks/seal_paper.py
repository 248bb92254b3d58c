# SPDX-License-Identifier: GPL-3.0-or-later
"""How fast papers are sealed and opened, beside AES-GCM over the same bytes in one piece.

Run: python -m tests.benchmarks.seal_paper [MEGABYTES]. Budget: ten times the bare cipher, which a
processor with AES does at two gigabytes a second: the calls and copies of 64 KiB are the rest.
"""

import secrets
import sys
import time
from collections.abc import Callable

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from desktop.core.crypto import sealed_file

BUDGET = 10
ROUNDS = 5


def best(act: Callable[[], object]) -> float:
    """Return the processor seconds of the fastest of a few runs."""
    took = []
    for _ in range(ROUNDS):
        start = time.process_time()
        act()
        took.append(time.process_time() - start)
    return min(took)


def main() -> None:
    """Print megabytes a second of both, and whether the budget holds."""
    size = int(sys.argv[1]) if len(sys.argv) > 1 else 20
    content, key, nonce = secrets.token_bytes(size << 20), secrets.token_bytes(32), bytes(12)
    cipher = AESGCM(key)
    whole, sealed = cipher.encrypt(nonce, content, b""), sealed_file.seal(content, key, b"place")
    pairs = {
        "seal": (
            best(lambda: sealed_file.seal(content, key, b"place")),
            best(lambda: cipher.encrypt(nonce, content, b"")),
        ),
        "open": (
            best(lambda: sealed_file.unseal(sealed, key, b"place")),
            best(lambda: cipher.decrypt(nonce, whole, b"")),
        ),
    }
    for name, (ours, bare) in pairs.items():
        verdict = "ok" if ours <= BUDGET * bare else "OVER BUDGET"
        print(
            f"{name}: {size / ours:,.0f} MB/s, bare AES-GCM {size / bare:,.0f} MB/s, "
            f"{ours / bare:.1f} times ({verdict})"
        )
    more = len(sealed) - len(content)
    print(f"size: {more:,} bytes more for {size} MB")


if __name__ == "__main__":
    main()
