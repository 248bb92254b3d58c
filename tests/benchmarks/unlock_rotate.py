# SPDX-License-Identifier: GPL-3.0-or-later
"""How long the keys take: unlocking at the measured cost, checking a header, making all anew.

Run: python -m tests.benchmarks.unlock_rotate [PEOPLE]. Beside each stands the bare primitive. The
budget is that of unlocking: one second.
"""

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from desktop.core.crypto import header, keys, stretching
from desktop.core.store import Workspace, create
from desktop.core.team import members, rotation
from tests.benchmarks.store_open import best, fill
from tests.benchmarks.write_many import WORDS

BUDGET = 1.0


def once(act: Callable[[], object]) -> float:
    """Return the seconds of one round: it cannot be done twice alike."""
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


def main() -> int:
    """Measure, print, and fail beyond the budget."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 30_000
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "workspace"
        create(folder, "ana", passphrase=WORDS)
        found = header.load(folder)
        cost = found.slots[0].cost or header.FLOOR
        holder = keys.unlock(found, "ana", WORDS)
        bare = best(lambda: stretching.stretch(b"words", bytes(16), cost), 3)
        unlock = best(lambda: keys.unlock(header.load(folder), "ana", WORDS), 3)
        check = best(lambda: keys.again(holder, header.load(folder)))
        fill(Workspace(folder, holder), count)
        size = (folder / "cases.db").stat().st_size / 1e6
        workspace = Workspace(folder, holder)
        members.admit(workspace, "beto", "caseworker")
        rotate = once(lambda: rotation.rotate(workspace))
        dismiss = once(lambda: members.dismiss(workspace, "beto"))
        workspace.close()
    print(f"cost     {cost.memory_kib // 1024} MiB, {cost.passes} passes, {cost.lanes} lanes")
    print(f"unlock   {unlock * 1000:9.1f} ms   (bare Argon2id {bare * 1000:.1f} ms)")
    print(f"header   {check * 1000:9.1f} ms   read, directory and MAC checked")
    print(f"rotate   {rotate:9.2f} s    {size:.0f} MB in the main store")
    print(f"dismiss  {dismiss:9.2f} s")
    return int(unlock > BUDGET)


if __name__ == "__main__":
    sys.exit(main())
