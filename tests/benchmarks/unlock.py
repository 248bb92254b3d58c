# SPDX-License-Identifier: GPL-3.0-or-later
"""How long unlocking takes at the cost this machine was measured for, beside bare Argon2id.

Run: python -m tests.benchmarks.unlock [ROUNDS]. Budget: 1 s from passphrase to an open main store.
"""

import sys
import tempfile
from pathlib import Path

from desktop.core import store
from desktop.core.crypto import header, keys, stretching
from desktop.core.store import Workspace
from tests.benchmarks.store_open import best

WORDS = "uno dos tres cuatro"
BUDGET = 1.0


def main() -> int:
    """Measure, print, and fail beyond the budget."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    cost = stretching.calibrated()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "workspace"
        store.create(folder, "ana", passphrase=WORDS, cost=cost)
        found = header.load(folder)
        bare = best(lambda: stretching.stretch(WORDS.encode(), bytes(16), cost), rounds)
        slot = best(lambda: keys.unlock(found, "ana", WORDS), rounds)
        whole = best(lambda: Workspace.open(folder, "ana", WORDS).close(), rounds)
    print(
        f"Argon2id {cost.memory_kib // 1024} MiB, {cost.passes} passes: bare {bare:.2f} s, "
        f"slot {slot:.2f} s, open and close {whole:.2f} s"
    )
    return int(whole > BUDGET)


if __name__ == "__main__":
    sys.exit(main())
