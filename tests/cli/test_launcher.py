# SPDX-License-Identifier: GPL-3.0-or-later
"""The launcher starts the window again after a lock, and never learns a secret."""

import subprocess
import sys
from pathlib import Path

import pytest

from desktop import __main__

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


def test_what_lies_in_the_folder_a_person_stands_in_is_not_run(tmp_path: Path) -> None:
    """Python puts the current folder first for -m: a stick could bring a program of its own."""
    (tmp_path / "desktop").mkdir()
    for name in ("desktop/__init__.py", "desktop/cli.py", "hmac.py", "argparse.py"):
        (tmp_path / name).write_text("from pathlib import Path\nPath('foreign').touch()\n")
    child = [*__main__.WINDOW[:-1], "--version"]
    ended = subprocess.run(
        child, cwd=tmp_path, capture_output=True, encoding="utf-8", timeout=60, check=True
    )
    assert ended.stdout.startswith("Vereda")
    assert not (tmp_path / "foreign").exists()


FAULTY = """
import resource, sys
from types import SimpleNamespace
from desktop import __main__, cli

def act(chosen):
    print(resource.getrlimit(resource.RLIMIT_CORE))
    raise KeyError("Rosario Quispe")

cli.parser = lambda: SimpleNamespace(parse_args=lambda words: SimpleNamespace(act=act))
__main__.main(["check"])
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no core limit to ask")
def test_the_command_line_keeps_its_memory_and_its_faults_to_itself() -> None:
    ended = subprocess.run(
        [sys.executable, "-c", FAULTY],
        cwd=ROOT, capture_output=True, encoding="utf-8", timeout=60, check=False,
    )  # fmt: skip
    assert ended.returncode == 1
    assert ended.stdout.strip() == "(0, 0)"
    assert "KeyError" in ended.stderr
    assert "Rosario" not in ended.stderr
