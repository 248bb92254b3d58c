# SPDX-License-Identifier: GPL-3.0-or-later
"""How dear one guess of a passphrase is: Argon2id, its cost chosen for the machine at hand."""

import os
import sys
import time

from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from desktop.core.crypto.header import FLOOR, Cost

SECONDS = 0.5
_MEMORIES_MIB = (256, 128, 64)
_SHARE = 32  # of the machine's memory one derivation takes this part at most
_MOST_PASSES = 64
_ROUNDS = 3  # the best counts: what else runs at set-up must not make every guess cheaper


def stretch(secret: bytes, salt: bytes, cost: Cost) -> bytes:
    """Derive 32 bytes from a passphrase at a cost."""
    kdf = Argon2id(
        salt=salt, length=32, iterations=cost.passes, lanes=cost.lanes, memory_cost=cost.memory_kib
    )
    return kdf.derive(secret)


def calibrated(seconds: float = SECONDS) -> Cost:
    """Return the cost that takes about so long on this machine; never below the floor."""
    return fitting(seconds, min(_measured() for _ in range(_ROUNDS)), memory_mib())


def _measured() -> float:
    """Return how long one derivation at the floor takes now."""
    start = time.perf_counter()
    stretch(b"measure", bytes(16), FLOOR)
    return time.perf_counter() - start


def fitting(seconds: float, measure: float, memory: int) -> Cost:
    """Return the cost for ``seconds`` where one derivation at the floor took ``measure``.

    Memory is raised first, where the machine has it, because memory is what a guessing machine
    lacks; then passes.
    """
    floor = FLOOR.memory_kib // 1024
    budget = max(seconds, 0.0) / max(measure, 0.001) * floor * FLOOR.passes
    mib = next(
        (one for one in _MEMORIES_MIB if one * FLOOR.passes <= budget and one * _SHARE <= memory),
        floor,
    )
    passes = min(_MOST_PASSES, max(FLOOR.passes, round(budget / mib)))
    return Cost(mib * 1024, passes, FLOOR.lanes)


def memory_mib() -> int:
    """Return the memory of the machine in MiB; 0 where it cannot be told."""
    if sys.platform == "win32":
        return _windows_memory()
    try:
        return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 2**20
    except (OSError, ValueError):
        return 0


if sys.platform == "win32":
    import ctypes

    class _Memory(ctypes.Structure):
        _fields_ = [
            ("length", ctypes.c_ulong),
            ("load", ctypes.c_ulong),
            *((name, ctypes.c_ulonglong) for name in ("total", "a", "b", "c", "d", "e", "f")),
        ]

    def _windows_memory() -> int:
        about = _Memory()
        about.length = ctypes.sizeof(about)
        known = ctypes.windll.kernel32.GlobalMemoryStatusEx(ctypes.byref(about))
        return int(about.total) // 2**20 if known else 0

else:

    def _windows_memory() -> int:
        return 0
