# SPDX-License-Identifier: GPL-3.0-or-later
"""The launcher starts the window again after a lock, and never learns a secret."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]

CHILD = """
import pathlib, sys
from desktop import __main__
count = pathlib.Path(sys.argv[1])
ends = [75, 75, int(sys.argv[2])]
calls = []
def call(command):
    calls.append(command)
    return ends[len(calls) - 1]
__main__.subprocess.call = call
code = __main__.main(["window", "--workspace", "x"])
print(len(calls), code, calls[0][-2:], "desktop.core" in sys.modules, "PySide6" in sys.modules)
"""


def launched(code: int) -> str:
    ended = subprocess.run(
        [sys.executable, "-c", CHILD, "x", str(code)],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=True,
    )
    return ended.stdout.strip()


def test_locked_starts_again_and_anything_else_ends() -> None:
    assert launched(0) == "3 0 ['--workspace', 'x'] False False"
    assert launched(1) == "3 1 ['--workspace', 'x'] False False"
