# SPDX-License-Identifier: GPL-3.0-or-later
"""Which files a program opened for writing, made or renamed, as strace saw it."""

import re
import shutil
from collections.abc import Sequence
from pathlib import Path

CALLS = (
    "open,openat,openat2,creat,rename,renameat,renameat2,link,linkat,symlink,symlinkat,mkdir,"
    "mkdirat,mknod,mknodat,truncate"
)
_CALL = re.compile(r"^(?:\d+ +)?(\w+)\((.*)$")
_PATH = re.compile(r'"((?:[^"\\]|\\.)*)"')
_WRITES = ("O_WRONLY", "O_RDWR", "O_CREAT", "O_TRUNC", "O_APPEND")


def before(log: Path) -> Sequence[str]:
    """Return what to start a program with; nothing where there is no strace."""
    strace = shutil.which("strace")
    return [strace, "-f", "-qq", "-e", f"trace={CALLS}", "-o", str(log)] if strace else []


def written(log: Path, here: Path) -> set[Path]:
    """Return every path of the log that was, or would have been, written to."""
    found: set[Path] = set()
    for line in log.read_text(encoding="latin-1").splitlines():
        call = _CALL.match(line)
        if call is None or " = -1 " in line:
            continue
        name, rest = call.groups()
        if name in ("open", "openat", "openat2") and not any(flag in rest for flag in _WRITES):
            continue
        found |= {here / _plain(path) for path in _PATH.findall(rest)}
    return found


def _plain(text: str) -> str:
    """Undo the octal escapes strace writes for letters that are not ASCII."""
    raw = re.sub(rb"\\(\d{1,3})", lambda one: bytes([int(one[1], 8)]), text.encode("latin-1"))
    return raw.decode("utf-8", errors="replace")
