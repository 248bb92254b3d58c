# SPDX-License-Identifier: GPL-3.0-or-later
"""Feeds bent files to one reader in a process of its own, with little memory and little time.

Run as ``python -m tests.faults.fuzzing KIND COUNT SEED FOLDER``. The honest file of each kind lies
in FOLDER; only errors with a name may come out. Prints how many inputs were tried and refused.
"""

import io
import json
import pickle
import random
import resource
import shutil
import signal
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from desktop.core import audit_log
from desktop.core.backups import backup
from desktop.core.crypto import header, keys, sealed_file
from desktop.core.errors import UserError
from desktop.core.papers import cleaning

MEMORY = 1 << 30  # of addresses, Python and its libraries among them
PATIENCE = 10  # seconds for one input

Reader = Callable[[bytes], object]
STRANGE = (b"", b"\x00", b"\xff" * 9, b"../../", b"C:\\", b"=1+1", b'"', b"{", b"]", b"9" * 400)
VALUES: tuple[Any, ...] = (
    None, True, -1, 10**40, 1e308, "", "x" * 5_000, "\ud800", "../../fuera", "zz", [], {}, [[[]]],
)  # fmt: skip


def bent(content: bytes, chance: random.Random) -> bytes:
    """Return a file changed in one to four places, as chance or malice would."""
    made = bytearray(content)
    for _ in range(chance.randint(1, 4)):
        at = chance.randrange(len(made) + 1)
        match chance.randrange(6):
            case 0 if made:
                made[at % len(made)] ^= 1 << chance.randrange(8)
            case 1:
                made[at : at + chance.randint(1, 40)] = b""
            case 2:
                made[at:at] = chance.choice(STRANGE)
            case 3:
                made[at:at] = made[at : at + chance.randint(1, 300)]
            case 4:
                made[at : at + 8] = chance.randbytes(8)
            case _:
                del made[max(at, len(made) // 2) :]
    return bytes(made)


def bent_in_place(content: bytes, chance: random.Random) -> bytes:
    """Return a file of the same length, half the time: old workbooks hang on their offsets."""
    if chance.random() < 0.5:
        return bent(content, chance)
    made = bytearray(content)
    for _ in range(chance.randint(1, 8)):
        made[chance.randrange(len(made))] = chance.randrange(256)
    return bytes(made)


def bent_json(content: bytes, chance: random.Random) -> bytes:
    """Return JSON in which one value is of another kind, missing, or nested without end."""
    if chance.random() < 0.3:
        return bent(content, chance)
    if chance.random() < 0.01:
        return b"[" * 200_000
    whole = json.loads(content)
    inner = whole
    while True:
        name = chance.choice(list(inner) if isinstance(inner, dict) else range(len(inner)))
        if not isinstance(inner[name], dict | list) or not inner[name] or chance.random() < 0.3:
            break
        inner = inner[name]
    if chance.random() < 0.2:
        del inner[name]
    else:
        inner[name] = chance.choice(VALUES)
    return json.dumps(whole).encode("utf-8", "surrogatepass")


def bent_zip(content: bytes, chance: random.Random) -> bytes:
    """Return an archive in which one part was bent and packed again, or that was bent itself."""
    if chance.random() < 0.2:
        return bent(content, chance)
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(packed, "w") as made:
        chosen = chance.choice(old.namelist())
        for name in old.namelist():
            part = old.read(name)
            made.writestr(name, bent(part, chance) if name == chosen else part)
    return packed.getvalue()


def read_header(folder: Path) -> Reader:
    """Parse a key header and open it with the paper key."""
    recovery = (folder / "recovery").read_bytes()
    return lambda content: keys.unlock_with_recovery(header.from_bytes(content), recovery)


def read_manifest(folder: Path) -> Reader:
    """Restore a backup whose manifest was bent; where that changed nothing, it may succeed."""
    recovery, made = (folder / "recovery").read_bytes(), folder / "backup"
    honest, target = json.loads((folder / "honest").read_bytes()), folder / "target"

    def read(content: bytes) -> None:
        (made / backup.MANIFEST).write_bytes(content)
        backup.restore(made, target, recovery=recovery)
        assert json.loads(content) == honest, "a bent backup was restored"
        shutil.rmtree(target)

    return read


def read_sealed(folder: Path) -> Reader:
    """Open a sealed paper."""
    return lambda content: sealed_file.unseal(content, bytes(32), b"paper")


def read_paper(_folder: Path) -> Reader:
    """Clean a picture, a PDF file or a text that somebody wants to add."""
    return cleaning.clean


def read_log(folder: Path) -> Reader:
    """Read a journal handed over to the auditor."""
    unlocked = pickle.loads((folder / "unlocked").read_bytes())
    path = folder / "bent"

    def read(content: bytes) -> None:
        path.write_bytes(content)
        audit_log.read(unlocked, path)

    return read


def read_table(folder: Path) -> Reader:
    """Read a table to its end, guess what its columns mean and check every row."""
    from desktop.imports import detect, preview, sheet, suggest
    from desktop.incidents.context_intake import TARGET

    path = folder / "bent.csv"

    def read(content: bytes) -> None:
        path.write_bytes(content)
        reading = detect.sniff(path)
        chosen = suggest.suggest(reading, TARGET.fields, "bent")
        found = preview.Preview()
        for _row in preview.check(sheet.rows(path, reading), chosen, TARGET, reading, found):
            pass

    return read


def read_map(_folder: Path) -> Reader:
    """Read a file of areas."""
    from desktop.places import geojson_intake

    return geojson_intake.parse


KINDS: dict[str, tuple[Callable[[Path], Reader], Callable[[bytes, random.Random], bytes]]] = {
    "header": (read_header, bent_json),
    "manifest": (read_manifest, bent_json),
    "sealed": (read_sealed, bent),
    "jpeg": (read_paper, bent),
    "png": (read_paper, bent),
    "pdf": (read_paper, bent),
    "log": (read_log, bent_json),
    "csv": (read_table, bent),
    "xlsx": (read_table, bent_zip),
    "xls": (read_table, bent_in_place),
    "map": (read_map, bent_json),
}


def late(_number: int, _frame: object) -> None:
    raise AssertionError("one input took too long")


def main() -> int:
    kind, count, seed, folder = sys.argv[1], int(sys.argv[2]), sys.argv[3], Path(sys.argv[4])
    make, bend = KINDS[kind]
    read, honest = make(folder), (folder / "honest").read_bytes()
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    signal.signal(signal.SIGALRM, late)
    read(honest)  # or every refusal below would prove nothing
    chance = random.Random(f"{kind}/{seed}")
    refused = 0
    for _ in range(count):
        content = bend(honest, chance)
        signal.alarm(PATIENCE)
        try:
            read(content)
        except UserError:
            refused += 1
        except BaseException:
            (folder / "culprit").write_bytes(content)
            raise
        signal.alarm(0)
    status = Path("/proc/self/status").read_text().split("VmHWM:")[1]  # ru_maxrss has the parent's
    most = int(status.split()[0]) // 1024
    print(json.dumps({"inputs": count, "refused": refused, "megabytes": most}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
