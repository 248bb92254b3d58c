# SPDX-License-Identifier: GPL-3.0-or-later
"""The launcher starts the window again after a lock, and only then."""

import subprocess
import sys
from pathlib import Path

from desktop import __main__ as launcher

CHILD = """
import sys
from pathlib import Path
starts = Path(sys.argv[1])
number = len(starts.read_text().split()) if starts.exists() else 0
with starts.open("a") as file:
    file.write(" ".join(sys.argv[2:]) + "\\n")
sys.exit((75, 75, 3)[number])
"""


def test_a_lock_starts_the_window_again_and_anything_else_ends_it(tmp_path):
    starts = tmp_path / "starts"
    code = launcher.keep_open(["folder"], [sys.executable, "-c", CHILD, str(starts)])
    assert code == 3
    assert starts.read_text().split() == ["folder"] * 3


def test_the_launcher_never_sees_a_secret():
    """It imports the standard library alone: nothing that could open a workspace is in its memory."""
    code = (
        "import sys, desktop.__main__; "
        "print([name for name in sys.modules if name.split('.')[0] in "
        "('PySide6', 'cryptography', 'sqlcipher3', 'sqlalchemy') or name.startswith('desktop.core')])"
    )
    root = Path(launcher.__file__).parents[1]
    ran = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        cwd=root,
        timeout=60,
        check=True,
    )
    assert ran.stdout.strip() == "[]"
