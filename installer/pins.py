# SPDX-License-Identifier: GPL-3.0-or-later
"""Write the two pinned requirement files anew: exact versions, hashes, no index address.

Needs `uv` on the path. One set of pins serves Python 3.11 to 3.14 on Linux and Windows. Versions
named in a constraints file given as the first argument are kept; without it, those pinned now are.
"""

import re
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
RUN = HERE / "requirements.txt"
DEV = HERE / "requirements-dev.txt"
BUILD = "setuptools>=77\n"  # the project itself is installed without build isolation
HEADER = "# Written by installer/pins.py from pyproject.toml. Do not edit by hand.\n"


def main() -> None:
    """Resolve once for the program and once more with the tests' tools, and write both files."""
    keep = Path(sys.argv[1]) if len(sys.argv) > 1 else None
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        constraints = folder / "constraints.txt"
        constraints.write_text(_pinned(keep), encoding="utf-8")
        run = _resolve(folder, constraints)
        constraints.write_text(_versions("".join(run.values())), encoding="utf-8")
        dev = _resolve(folder, constraints, "--extra", "dev")
    RUN.write_text(HEADER + "".join(run.values()), encoding="utf-8")
    # A package the tests need where the program does not (another marker) stands in both files.
    extra = [block for package, block in dev.items() if run.get(package) != block]
    DEV.write_text(f"{HEADER}-r {RUN.name}\n" + "".join(extra), encoding="utf-8")


def blocks(text: str) -> dict[str, str]:
    """Split a requirements text into one block per package: its pin and its hashes."""
    found: dict[str, str] = {}
    name = ""
    for line in text.splitlines(keepends=True):
        if match := re.match(r"([A-Za-z0-9._-]+)(\[[^]]*])?==", line):
            name = re.sub(r"[-_.]+", "-", match[1]).lower()
        elif not line.strip().startswith("--hash="):
            continue
        found[name] = found.get(name, "") + line
    return found


def _resolve(folder: Path, constraints: Path, *more: str) -> dict[str, str]:
    wanted = folder / "build.in"
    wanted.write_text(BUILD, encoding="utf-8")
    out = folder / "out.txt"
    command = ["uv", "pip", "compile", "--universal", "--python-version", "3.11", "--quiet"]
    command += ["--generate-hashes", "--no-emit-index-url", "--no-emit-find-links"]
    command += ["--no-header", "--no-annotate", "--constraints", str(constraints)]
    command += ["--output-file", str(out), *more, str(HERE.parent / "pyproject.toml"), str(wanted)]
    out.unlink(missing_ok=True)
    subprocess.run(command, check=True)
    return blocks(out.read_text(encoding="utf-8"))


def _pinned(keep: Path | None) -> str:
    if keep:
        return keep.read_text(encoding="utf-8")
    return "".join(_versions(file.read_text(encoding="utf-8")) for file in (RUN, DEV))


def _versions(text: str) -> str:
    pins = re.findall(r"^([A-Za-z0-9._-]+==[^\s;\\]+)", text, re.MULTILINE)
    return "".join(f"{pin}\n" for pin in pins)


if __name__ == "__main__":
    main()
