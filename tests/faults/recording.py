# SPDX-License-Identifier: GPL-3.0-or-later
"""What a process wrote, call by call, and every state a power cut could have left on the disk.

The calls come from strace. The model of the disk is the strictest a file system may follow: what
was written since the last fsync of a file may be there, missing, partly there or torn at 512
bytes; a file made, renamed or deleted is so for sure only after an fsync of its folder.
"""

import random
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

CALLS = (
    "openat,close,lseek,write,pwrite64,ftruncate,fsync,fdatasync,rename,renameat,renameat2,"
    "unlink,unlinkat,mkdir,mkdirat,rmdir,sendfile,copy_file_range,writev,pwritev,fallocate,link,"
    "linkat,symlink,truncate"
)
VARIANTS = ("none", "all", "subset", "torn")
SECTOR = 512

_LINE = re.compile(r"(\w+)\((.*)\)\s+= (-?\d+)")
_TEXT = re.compile(r'"((?:\\x[0-9a-f]{2})*)"(\.\.\.)?')

available = shutil.which("strace") is not None
Files = dict[str, bytearray]


@dataclass
class Inode:
    """One file: what is safe, and the writes that may be lost."""

    safe: bytearray
    pending: list[tuple[int, bytes | None]] = field(default_factory=list)  # None: cut to the offset

    def whole(self) -> bytearray:
        """Return the content as the process sees it."""
        made = bytearray(self.safe)
        for one in self.pending:
            put(made, one)
        return made


@dataclass
class Moment:
    """A point between two calls: what had been promised by then."""

    promised: list[str]
    states: list[tuple[str, Files]]


def put(content: bytearray, write: tuple[int, bytes | None]) -> None:
    """Apply one write, or a cut, to a file's content."""
    at, data = write
    if data is None:
        del content[at:]
        content.extend(bytes(at - len(content)))
        return
    content.extend(bytes(max(0, at - len(content))))
    content[at : at + len(data)] = data


class Disk:
    """Follows the calls and knows what is safe of everything under one folder."""

    def __init__(self, root: Path) -> None:
        self.root = str(root)
        self.now = {
            str(path): Inode(bytearray(path.read_bytes()))
            for path in root.rglob("*")
            if path.is_file() and not path.name.endswith("-shm")
        }
        self.safe = dict(self.now)
        self.entries: list[tuple[str, tuple[str, ...], Inode | None]] = []  # folder, change, file
        self._open: dict[int, tuple[str, int]] = {}  # path and where the next write goes
        self._held: dict[int, Inode] = {}
        self.promised: list[str] = []
        self._said = ""

    def follow(self, name: str, arguments: str, result: int) -> bool:
        """Take one call in; True when it changed what a power cut could leave."""
        if result < 0:
            return False
        act = getattr(self, f"_{name}", None)
        if act is None:
            raise AssertionError(f"{name} is not modelled")
        return bool(act(arguments, result))

    def crash(self, variant: str, chance: random.Random) -> Files:
        """Return the files as one power cut would leave them."""
        kept = {"none": 0, "all": len(self.entries)}.get(variant)
        if kept is None:
            kept = chance.randint(0, len(self.entries))
        names = dict(self.safe)
        for _folder, change, inode in self.entries[:kept]:
            _rename(names, change, inode)
        return {
            path: self._content(inode, variant, chance)
            for path, inode in names.items()
            if not path.endswith("-shm")
        }

    def _content(self, inode: Inode, variant: str, chance: random.Random) -> bytearray:
        made = bytearray(inode.safe)
        for at, data in inode.pending:
            if variant == "none" or (variant != "all" and chance.random() < 0.5):
                continue
            if variant == "torn" and data and len(data) > SECTOR and chance.random() < 0.5:
                data = data[: SECTOR * chance.randint(1, len(data) // SECTOR)]
            put(made, (at, data))
        return made

    def _change(self, folder: str, change: tuple[str, ...], inode: Inode | None = None) -> bool:
        if not change[1].startswith(self.root):
            return False
        _rename(self.now, change, inode)
        self.entries.append((folder, change, inode))
        return True

    def _inode(self, number: int) -> Inode | None:
        return self._held.get(number)

    def _openat(self, arguments: str, result: int) -> bool:
        path = self._path(arguments)
        self._close(str(result), 0)
        if not path.startswith(self.root):
            return False
        self._open[result] = (path, 0)
        changed = False
        if path not in self.now:
            if "O_CREAT" not in arguments:
                return False  # a folder
            changed = self._change(str(Path(path).parent), ("link", path), Inode(bytearray()))
        inode = self.now[path]
        self._held[result] = inode
        if "O_TRUNC" in arguments and inode.whole():
            inode.pending.append((0, None))
            changed = True
        if "O_APPEND" in arguments:
            self._open[result] = (path, len(inode.whole()))
        return changed

    def _close(self, arguments: str, _result: int) -> bool:
        self._open.pop(int(arguments), None)
        self._held.pop(int(arguments), None)
        return False

    def _lseek(self, arguments: str, result: int) -> bool:
        number = int(arguments.split(",", maxsplit=1)[0])
        if number in self._open:
            self._open[number] = (self._open[number][0], result)
        return False

    def _write(self, arguments: str, result: int) -> bool:
        number = int(arguments.split(",", maxsplit=1)[0])
        if number == 1:
            *lines, self._said = (self._said + _text(arguments).decode()).split("\n")
            self.promised += lines
            return False
        inode = self._inode(number)
        if inode is None:
            return False
        path, at = self._open[number]
        inode.pending.append((at, _text(arguments)[:result]))
        self._open[number] = (path, at + result)
        return True

    def _pwrite64(self, arguments: str, result: int) -> bool:
        inode = self._inode(int(arguments.split(",", maxsplit=1)[0]))
        if inode is None:
            return False
        inode.pending.append((int(arguments.rsplit(",", 1)[1]), _text(arguments)[:result]))
        return True

    def _ftruncate(self, arguments: str, _result: int) -> bool:
        number, length = arguments.split(",")
        inode = self._inode(int(number))
        if inode is None:
            return False
        inode.pending.append((int(length), None))
        return True

    def _sendfile(self, arguments: str, result: int) -> bool:
        target, source, rest = arguments.split(",", 2)
        inode, given = self._inode(int(target)), self._inode(int(source))
        if inode is None or given is None or not result:
            return False
        begun = re.match(r"\s*\[(\d+)\]", rest)
        start = int(begun.group(1)) if begun else self._open[int(source)][1]
        path, at = self._open[int(target)]
        inode.pending.append((at, bytes(given.whole()[start : start + result])))
        self._open[int(target)] = (path, at + result)
        return True

    def _fsync(self, arguments: str, _result: int) -> bool:
        number = int(arguments)
        inode = self._inode(number)
        if inode is not None:
            inode.safe, inode.pending = inode.whole(), []
            return True
        folder = self._open.get(number, ("", 0))[0]
        for one in [one for one in self.entries if one[0] == folder]:
            _rename(self.safe, one[1], one[2])
            self.entries.remove(one)
        return bool(folder)

    _fdatasync = _fsync

    def _rename(self, arguments: str, _result: int) -> bool:
        old, new = self._paths(arguments)
        return self._change(str(Path(new).parent), ("rename", new, old))

    _renameat = _renameat2 = _rename

    def _unlink(self, arguments: str, _result: int) -> bool:
        path = self._path(arguments)
        return self._change(str(Path(path).parent), ("unlink", path))

    def _unlinkat(self, arguments: str, result: int) -> bool:
        return False if "AT_REMOVEDIR" in arguments else self._unlink(arguments, result)

    def _nothing(self, _arguments: str, _result: int) -> bool:
        return False

    _mkdir = _mkdirat = _rmdir = _nothing

    def _path(self, arguments: str) -> str:
        return self._paths(arguments)[-1]

    def _paths(self, arguments: str) -> list[str]:
        """Return the paths of a call; one told relative to an open folder is made whole."""
        found = []
        for match in re.finditer(r'(?:(AT_FDCWD|\d+), )?"((?:\\x[0-9a-f]{2})*)"', arguments):
            path = bytes.fromhex(match.group(2).replace("\\x", "")).decode("utf-8", "replace")
            if not path.startswith("/") and match.group(1) and match.group(1) != "AT_FDCWD":
                path = f"{self._open.get(int(match.group(1)), ('', 0))[0]}/{path}"
            found.append(path)
        return found


def record(root: Path, trace: Path, command: list[str]) -> list[tuple[str, str, int]]:
    """Run a command and return the calls it made, in order."""
    strace = ["strace", "-o", str(trace), "-xx", "-s", str(1 << 24), "-e", f"trace={CALLS}"]
    ran = subprocess.run(
        [*strace, sys.executable, *command],
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr[-2000:]
    calls = []
    with trace.open(encoding="ascii") as lines:
        for line in lines:
            if match := _LINE.match(line):
                calls.append((match.group(1), match.group(2), int(match.group(3))))
    trace.unlink()
    return calls


def moments(
    disk: Disk, calls: list[tuple[str, str, int]], count: int, chance: random.Random
) -> Iterator[Moment]:
    """Yield ``count`` moments spread over the calls, each with four states of the disk.

    Only what came after the first line of output counts: then the child was ready.
    """
    ready = next(
        n for n, call in enumerate(calls) if call[0] == "write" and call[1].startswith("1,")
    )
    points = range(ready + 1, len(calls))
    chosen = set(chance.sample(points, min(count, len(points))))
    for number, call in enumerate(calls):
        disk.follow(*call)
        if number in chosen:
            states = [(variant, disk.crash(variant, chance)) for variant in VARIANTS]
            yield Moment(disk.promised[1:], states)


def _rename(names: dict[str, Inode], change: tuple[str, ...], inode: Inode | None) -> None:
    """Apply a change of a folder to the names in it; a renamed folder takes its files along."""
    kind, path = change[:2]
    if kind == "link" and inode is not None:
        names[path] = inode
    elif kind == "unlink":
        names.pop(path, None)
    elif kind == "rename":
        old = change[2]
        for name in [name for name in names if name == old or name.startswith(f"{old}/")]:
            names[path + name[len(old) :]] = names.pop(name)


def _text(arguments: str) -> bytes:
    match = _TEXT.search(arguments)
    assert match is not None
    assert not match.group(2), "the trace was cut"
    return bytes.fromhex(match.group(1).replace("\\x", ""))
