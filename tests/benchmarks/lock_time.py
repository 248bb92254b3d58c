# SPDX-License-Identifier: GPL-3.0-or-later
"""From Ctrl+L to the end of the process that held the keys, and to the unlock screen after it.

Run with ``python tests/benchmarks/lock_time.py [runs]``; no screen needed, Linux only.
"""

import os
import select
import statistics
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from desktop.core import founding  # noqa: E402
from desktop.core.store import Workspace  # noqa: E402
from tests.driven.launched import launched  # noqa: E402
from tests.workspaces import add  # noqa: E402

WORDS = "zorzal mandil copete brizna turpial"


def once(folder: Path, workspace: Path) -> tuple[float, float]:
    """Lock a real window with an unfinished form once; return both times in seconds."""
    with launched(folder, "tests.driven.scripts:lock", workspace, WORDS) as program:
        child, _ = program.wait_for("typed")
        program.tell("open")
        program.wait_for("unlocked")
        handle = os.pidfd_open(child)
        program.tell("lock")
        _, pressed = program.wait_for("pressed")
        select.select([handle], [], [], 60)
        ended = time.monotonic()
        os.close(handle)
        _, shown = program.wait_for("locked")
        program.tell("end")
        program.launcher.wait(timeout=60)
        return ended - pressed, shown - pressed


def main(runs: int) -> None:
    """Print the median of both, and the computer's load, without which they say little."""
    with tempfile.TemporaryDirectory() as made:
        workspace = Path(made) / "workspace"
        founding.create(workspace, "ana", passphrase=WORDS)
        opened = Workspace.open(workspace, "ana", WORDS)
        add(opened, note="algo")
        opened.close()
        times = [once(Path(made) / str(number), workspace) for number in range(runs)]
    for what, found in zip(
        ("process ended", "unlock screen"), zip(*times, strict=True), strict=True
    ):
        print(f"{what}: {statistics.median(found):.2f} s ({min(found):.2f} to {max(found):.2f})")
    print(f"load: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5)
