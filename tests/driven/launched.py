# SPDX-License-Identifier: GPL-3.0-or-later
"""The real launcher with the driven window, in a home of its own, and what its memory holds."""

import os
import re
import select
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parents[2]
PATIENCE = 90
LAUNCH = (
    "import sys; from desktop import __main__ as launcher; "
    "sys.exit(launcher.keep_open(sys.argv[1:], [sys.executable, '-m', 'tests.driven.window']))"
)


@dataclass
class Launched:
    """A running program: its launcher, its private home, and the folder the hand talks through."""

    home: Path
    talk: Path
    launcher: subprocess.Popen[bytes]
    seen: list[str] = field(default_factory=list)

    def wait_for(self, step: str) -> tuple[int, float]:
        """Wait until the hand reached a step; return its process and when that was."""
        path = self.talk / step
        for _ in range(PATIENCE * 20):
            if path.exists():
                number, moment = path.read_text(encoding="ascii").split()
                return int(number), float(moment)
            failed = self.talk / "failed"
            assert not failed.exists(), failed.read_text(encoding="utf-8")
            assert self.launcher.poll() is None, f"ended with {self.launcher.returncode}"
            select.select([], [], [], 0.05)
        raise AssertionError(f"never reached {step}")

    def tell(self, word: str) -> None:
        """Let the hand go on."""
        (self.talk / word).touch()

    def processes(self) -> list[int]:
        """Return every process of ours that runs now, the launcher first."""
        found = [self.launcher.pid]
        for number in found:
            for children in Path(f"/proc/{number}/task").glob("*/children"):
                found += [int(one) for one in children.read_text(encoding="ascii").split()]
        return found


@contextmanager
def launched(
    folder: Path, script: str, workspace: Path, words: str, before: Sequence[str] = ()
) -> Iterator[Launched]:
    """Start the launcher with a script; at the end whatever still runs is ended."""
    home, talk = folder / "home", folder / "talk"
    for one in (home, talk, home / "tmp"):
        one.mkdir(parents=True, exist_ok=True)
    (talk / "words").write_text(words, encoding="utf-8")
    command = [*before, sys.executable, "-c", LAUNCH, str(talk), script, str(workspace)]
    process = subprocess.Popen(command, cwd=ROOT, env=surroundings(home), start_new_session=True)
    try:
        yield Launched(home, talk, process)
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait(timeout=30)


def memory_of(process: int) -> Iterator[bytes]:
    """Yield everything a process can read of its own memory, region by region."""
    with Path(f"/proc/{process}/mem").open("rb", buffering=0) as memory:
        for line in Path(f"/proc/{process}/maps").read_text(encoding="utf-8").splitlines():
            place = re.match(r"([0-9a-f]+)-([0-9a-f]+) r", line)
            if place is None or line.endswith(("[vvar]", "[vsyscall]", "[vvar_vclock]")):
                continue
            first, last = (int(one, 16) for one in place.groups())
            with suppress(OSError):
                memory.seek(first)
                yield _whole(memory.read, last - first)


def count(process: int, needles: dict[str, bytes]) -> dict[str, int]:
    """Return how often each of these stands in the memory of a process."""
    found = dict.fromkeys(needles, 0)
    for region in memory_of(process):
        for name, needle in needles.items():
            found[name] += region.count(needle)
    return found


def _whole(read: Callable[[int], bytes | None], size: int) -> bytes:
    parts, left = [], size
    while left > 0 and (part := read(left)):
        parts.append(part)
        left -= len(part)
    return b"".join(parts)


def surroundings(home: Path) -> dict[str, str]:
    """Return the environment of a person of whom this computer knows nothing."""
    kept = ("PATH", "LD_LIBRARY_PATH", "VIRTUAL_ENV", "SYSTEMROOT")
    return {
        **{name: os.environ[name] for name in kept if name in os.environ},
        "HOME": str(home),
        "XDG_CONFIG_HOME": str(home / "config"),
        "XDG_DATA_HOME": str(home / "data"),
        "XDG_CACHE_HOME": str(home / "cache"),
        "TMPDIR": str(home / "tmp"),
        "LANG": "es_CO.UTF-8",
        "QT_QPA_PLATFORM": "offscreen",
        "PYTHONDONTWRITEBYTECODE": "1",
    }
