# SPDX-License-Identifier: GPL-3.0-or-later
"""What is kept in the repository tells nothing about the machine or the network it was made on."""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
OURS = Path(__file__).relative_to(ROOT).as_posix()
MACHINE = re.compile(
    r"/home/[a-z]\w*/|/root/|/(?:work|opt)/\w+/\w+"
    r"|[A-Z]:\\\\?Users\\\\?[A-Za-z]|pypi\.org/simple|files\.pythonhosted"
    r"|--(extra-)?index-url|--find-links|\bfind-links\s*="
)
TOP = {
    "LICENSE", "README.md", "desktop", "installer", "pyproject.toml", "resources", "tests",
    "translations",
}  # fmt: skip


def kept():
    """Return the files git keeps; all files where there is no git, as in an unpacked archive."""
    done = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    if done.returncode == 0:
        return [name for name in done.stdout.decode("utf-8").split("\0") if name]
    return [path.relative_to(ROOT).as_posix() for name in TOP for path in (ROOT / name).rglob("*")]


def test_no_file_names_a_machine_or_an_index():
    found = []
    for name in kept():
        file = ROOT / name
        if name == OURS or not file.is_file() or file.stat().st_size > 2_000_000:
            continue
        content = file.read_bytes()
        if b"\0" in content[:8000]:
            continue
        if match := MACHINE.search(content.decode("utf-8", errors="replace")):
            found.append(f"{name}: {match[0]}")
    assert not found, "\n".join(found)


def test_nothing_else_stands_at_the_top():
    top = {name.split("/")[0] for name in kept()}
    assert {name for name in top if not name.startswith(".")} <= TOP


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_every_pin_is_exact_and_has_its_hashes(name):
    text = (ROOT / "installer" / name).read_text(encoding="utf-8")
    pins = re.findall(
        r"^[\w.-]+(?:\[[\w,-]+])?==[\w.]+.*(?:\n    --hash=sha256:\w{64}.*)+", text, re.M
    )
    heads = [line for line in text.splitlines() if re.match(r"[A-Za-z]", line)]
    assert len(pins) == len(heads) > 10
    assert set(re.findall(r"^-\S+", text, re.M)) <= {"-r"}


@pytest.mark.parametrize(
    "text", ["see /home/ana/notes", "--extra-index-url https://x", "/root/.venv", "C:\\Users\\Ana"]
)
def test_a_planted_place_is_found(text):
    assert MACHINE.search(text)
