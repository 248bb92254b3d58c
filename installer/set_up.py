# SPDX-License-Identifier: GPL-3.0-or-later
"""Make .venv once, then run the demonstration or the tests in it.

The stamp in .venv says what was installed. It reads "unfinished" while work goes on, so that a
start that was cut off is done anew; a second start compares it and calls no pip.
"""

import hashlib
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from installer.system import (
    SetUpError,
    check_machine,
    has_display,
    provide_libraries,
    provide_tools,
)
from installer.words import say

ROOT = Path(__file__).resolve().parent.parent
RUN = "requirements.txt"
DEV = "requirements-dev.txt"
_UNFINISHED = "unfinished"
_NEEDED_GB = 1.5
MOST_WORKERS = 4
"""Test processes at once, one a core: more than four gain little and want much memory."""
_FETCHED = re.compile(r"(Collecting|Processing|Requirement already satisfied:|Ignoring) ")


def main(arguments: Sequence[str]) -> int:
    """Do what the command line says and return its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    if not arguments or arguments[0] not in {"demo", "test"}:
        print(say("usage"), file=sys.stderr)
        return 2
    command, rest = arguments[0], list(arguments[1:])
    try:
        check_machine()
        python = prepare(ROOT, DEV if command == "test" else RUN)
        return _demo(python, rest) if command == "demo" else _test(python, rest)
    except SetUpError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def prepare(root: Path, pins: str) -> Path:
    """Return the Python of a complete .venv, making or mending it first where needed."""
    venv = root / ".venv"
    if is_ready(root, pins):
        return python_of(venv)
    _check_folder(root)
    _clear_unless_sound(venv)
    provide_libraries()
    stamp = _stamp(venv)
    venv.mkdir(exist_ok=True)
    stamp.write_text(_UNFINISHED, encoding="utf-8")
    if not _version(python_of(venv)):
        print(say("venv"), flush=True)
        base = getattr(sys, "_base_executable", "") or sys.executable
        _run([base, "-P", "-m", "venv", str(venv)])
    python = python_of(venv)
    _install(python, root / "installer" / pins)
    print(say("project"), flush=True)
    project = ["--no-deps", "--no-build-isolation", "--no-index", "-q", "-e", str(root)]
    _run([str(python), "-P", "-m", "pip", "install", *project])
    stamp.write_text("\n".join([_key(root, pins, _version(python)), pins]), encoding="utf-8")
    print(say("ready"), flush=True)
    return python


def is_ready(root: Path, pins: str) -> bool:
    """Whether the stamp says that these pins, or more, stand in a .venv that still runs."""
    stamp = _stamp(root / ".venv")
    if not stamp.exists():
        return False
    key, _, installed = stamp.read_text(encoding="utf-8").partition("\n")
    if installed not in {pins, DEV}:
        return False
    return key == _key(root, installed, _version(python_of(root / ".venv")))


def python_of(venv: Path) -> Path:
    """Return where a virtual environment keeps its Python."""
    return venv / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")


def _demo(python: Path, rest: list[str]) -> int:
    environment = {**os.environ, "PYTHONUTF8": "1"}
    if not has_display() and "--headless" not in rest:
        print(say("headless"), flush=True)
        rest = [*rest, "--headless"]
        environment.setdefault("QT_QPA_PLATFORM", "offscreen")
    command = [str(python), "-P", "-m", "desktop", "demo", *rest]
    return subprocess.run(command, env=environment, check=False).returncode


def _test(python: Path, rest: list[str]) -> int:
    """Run lint, format, types and, last, pytest, which also holds the import and house rules."""
    environment = {**os.environ, "PYTHONUTF8": "1"}
    if sys.platform.startswith("linux"):
        environment.setdefault("QT_QPA_PLATFORM", "offscreen")
    provide_tools()
    workers = min(os.cpu_count() or 1, MOST_WORKERS)
    checks = {
        "ruff check": ["ruff", "check", "."],
        "ruff format": ["ruff", "format", "--check", "--quiet", "."],
        "mypy": ["mypy"],
        "pytest": ["pytest", "-n", str(workers), "--dist", "worksteal", *rest],
    }
    failed = []
    for name, command in checks.items():
        print(f"== {name}", flush=True)
        module = [str(python), "-m", *command]
        if subprocess.run(module, env=environment, cwd=ROOT, check=False).returncode:
            failed.append(name)
    if failed and failed != ["pytest"]:
        print(say("check_failed", names=", ".join(failed)), file=sys.stderr)
    return 1 if failed else 0


def _check_folder(root: Path) -> None:
    if not os.access(root, os.W_OK):
        raise SetUpError(say("read_only", folder=root))
    free = shutil.disk_usage(root).free / 10**9
    if free < _NEEDED_GB and not (root / ".venv").exists():
        raise SetUpError(say("no_space", need=_NEEDED_GB, free=round(free, 1)))


def _clear_unless_sound(venv: Path) -> None:
    """Remove a .venv that was left half made or whose Python is gone; keep one that only aged."""
    if not venv.exists():
        print(say("first_time"), flush=True)
        return
    stamp = _stamp(venv)
    half_made = stamp.exists() and stamp.read_text(encoding="utf-8") == _UNFINISHED
    if not half_made and _version(python_of(venv)) and _libraries_match(venv):
        return
    print(say("healing"), flush=True)
    try:
        shutil.rmtree(venv)
    except OSError as error:
        raise SetUpError(say("in_use")) from error


def _libraries_match(venv: Path) -> bool:
    """Whether the packages lie where the Python that runs now looks; not so after a big upgrade."""
    version = _version(python_of(venv))
    return sys.platform == "win32" or (venv / "lib" / f"python{version}").is_dir()


def _stamp(venv: Path) -> Path:
    return venv / "vereda-stamp.txt"


def _key(root: Path, pins: str, version: str) -> str:
    """Hash all that an installed .venv depends on: the pins, the project, the Python, the place."""
    digest = hashlib.sha256(f"{root}\n{version}\n".encode())
    names = [f"installer/{RUN}", "pyproject.toml"]
    for name in [*names, f"installer/{DEV}"] if pins == DEV else names:
        digest.update((root / name).read_bytes())
    return digest.hexdigest()


def _version(python: Path) -> str:
    """Return "3.11" or the like from the Python itself; empty if it is missing or does not run."""
    ask = "import sys; print('%d.%d' % sys.version_info[:2])"
    try:
        done = subprocess.run(
            [str(python), "-I", "-S", "-c", ask], capture_output=True, text=True, check=False
        )
    except OSError:
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""


def _install(python: Path, pins: Path) -> None:
    """Let pip install the pins, and show how far it is."""
    total = sum(_pinned(pins))
    print(say("packages", n=total), flush=True)
    command = [str(python), "-P", "-m", "pip", "install", "--require-hashes"]
    _run(
        [
            *command,
            "--only-binary",
            ":all:",
            "--no-input",
            "--progress-bar",
            "off",
            "-r",
            str(pins),
        ],
        total,
    )


def _pinned(pins: Path) -> Iterator[int]:
    """Yield the number of pins of a requirements file and of each file it builds on."""
    text = pins.read_text(encoding="utf-8")
    yield len(re.findall(r"^[\w.\[\]-]+==", text, re.MULTILINE))
    for name in re.findall(r"^-r (\S+)", text, re.MULTILINE):
        yield from _pinned(pins.parent / name)


def _run(command: list[str], total: int = 0) -> None:
    """Run a step; with a total, count pip's packages aloud. Its words are shown if it fails."""
    words: list[str] = []
    environment = {**os.environ, "PYTHONUTF8": "1", "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
    with subprocess.Popen(
        command,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        errors="replace",
    ) as running:
        for line in running.stdout or ():
            words.append(line)
            if total:
                _show(line, sum(bool(_FETCHED.match(word)) for word in words), total)
    if sys.stdout.isatty() and total:
        print()
    if running.returncode:
        print("".join(words[-20:]), file=sys.stderr)
        raise SetUpError(say("failed"))


def _show(line: str, n: int, total: int) -> None:
    if _FETCHED.match(line):
        word = _FETCHED.sub("", line).split(" (from ")[0].strip()
        name = re.split(r"[=<>;: ]", Path(word).name)[0].removesuffix(".whl")
        text = f"  {min(n, total)}/{total}  {name[:40]}"
    elif line.startswith("Installing collected packages"):
        text = f"  {say('unpacking')}"
    else:
        return
    if sys.stdout.isatty():
        print(f"\r{text:<60}", end="", flush=True)
    elif n % 10 == 0 or n >= total:
        print(text, flush=True)
