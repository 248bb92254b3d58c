# SPDX-License-Identifier: GPL-3.0-or-later
"""A whole session writes where it may, and no word of a record stands in any file it left."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from desktop.core import founding
from desktop.core.store import DEMO_PASSPHRASE, Workspace
from tests.driven import trace
from tests.driven.launched import ROOT, launched, surroundings

WORDS = "zorzal mandil copete brizna turpial"
CANARIES = ("Guacharaca", "Cenicienta", "quebrada del 48213", "0998877665", "1712345678")
ANSWERS = {
    "given_names": CANARIES[0],
    "family_names": CANARIES[1],
    "note": f"Vive en la {CANARIES[2]}",
    "born": "2004",
    "sex": "female",
    "safe_contact": "phone",
    "safe_contact_number": CANARIES[3],
    "document_number": CANARIES[4],
    "registered_on": "2026-03-01",
}
CODINGS = ("utf-8", "utf-16-le", "utf-16-be")

pytestmark = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="the home and the trace are laid out as on Linux"
)


def left_in(folder, *, but=()):
    return {
        path: path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and not any(path.is_relative_to(one) for one in but)
    }


def told_by(files, words):
    """Return which files hold which of these words, in any of the usual ways to write letters."""
    needles = [(word, word.encode(coding)) for word in words for coding in CODINGS]
    return {
        (path.name, word)
        for path, raw in files.items()
        for word, needle in needles
        if needle in raw or needle in path.name.encode()
    }


def strangers(log, allowed):
    """Return what was written outside the folders a session may write in."""
    if not log.exists():  # no strace here: what is left in home and temporary folder is read below
        return set()
    written = trace.written(log, ROOT)
    assert any(path.name == "cases.db-wal" for path in written)  # the trace sees what there is
    return {
        path
        for path in written
        if not any(path.is_relative_to(one) or one.is_relative_to(path) for one in allowed)
        and not str(path).startswith(("/dev/", "/proc/self/"))
    }


def test_a_session_of_the_window(tmp_path):
    folder = tmp_path / "mesa" / "workspace"
    folder.parent.mkdir()
    founding.create(folder, "ana", passphrase=WORDS)
    log, run = tmp_path / "trace", tmp_path / "run"
    (run / "talk").mkdir(parents=True)
    (run / "talk/answers").write_text(json.dumps(ANSWERS), encoding="utf-8")
    script = "tests.driven.scripts:work"
    with launched(run, script, folder, WORDS, trace.before(log)) as program:
        program.wait_for("locked")
        assert program.launcher.wait(timeout=60) == 0
    home = run / "home"
    allowed = (folder, folder.with_name("workspace-copies"), run / "talk")
    own = (home / "config/Vereda", home / "data/Vereda")
    assert strangers(log, (*allowed, *own, home / "cache/fontconfig")) == set()
    left = left_in(tmp_path, but=(run / "talk", log))
    assert (folder / "cases.db") in left
    assert told_by(left, (*CANARIES, "corregido", WORDS, *WORDS.split())) == set()
    outside = {path: raw for path, raw in left.items() if not path.is_relative_to(folder.parent)}
    assert told_by(outside, ("ana",)) == set()
    settings = (home / "config/Vereda/Vereda.ini").read_text(encoding="utf-8")
    known = {line.partition("=")[0] for line in settings.splitlines() if "=" in line}
    assert known <= {"language", "region", "theme", "scale", "size", "place", "workspace"}
    faults = (home / "data/Vereda/faults.log").read_text(encoding="utf-8")
    assert "ValueError" in faults


@pytest.mark.parametrize(
    "words",
    [
        ("report", "--period", "2026-10", "--out", "informe.pdf"),
        ("export", "--recipient", "donor", "--out", "datos"),
        ("backup",),
    ],
    ids=lambda words: words[0],
)
def test_a_command(words, demo_folder, tmp_path):
    with_names = Workspace.open(demo_folder, "demo", DEMO_PASSPHRASE)
    with with_names.work() as work:
        found = work.session.connection().exec_driver_sql(
            "SELECT given_names || ' ' || family_names FROM participant "
            "WHERE family_names IS NOT NULL LIMIT 40"
        )
        names = [row[0] for row in found]
    with_names.close()
    assert len(names) == 40
    home, out, log = tmp_path / "home", tmp_path / "out", tmp_path / "trace"
    for one in (home, home / "tmp", out):
        one.mkdir()
    key = tmp_path / "words"
    key.write_text(DEMO_PASSPHRASE, encoding="utf-8")
    target = [str(out / word) if word in ("informe.pdf", "datos") else word for word in words[1:]]
    more = [str(out)] if words == ("backup",) else target
    command = [*trace.before(log), sys.executable, "-m", "desktop", words[0], str(demo_folder)]
    ran = subprocess.run(
        [*command, *more, "--passphrase-file", str(key)],
        cwd=ROOT,
        env=surroundings(home),
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    assert strangers(log, (demo_folder, out, home / "data/Vereda")) == set()
    left = left_in(tmp_path, but=(log, key))
    assert any(path.is_relative_to(out) for path in left)
    assert told_by(left, names) == set()
    assert DEMO_PASSPHRASE not in ran.stdout + ran.stderr


def test_the_search_finds_what_is_there(tmp_path):
    for number, coding in enumerate(CODINGS):
        (tmp_path / f"{number}.bin").write_bytes(b"\1\2" + CANARIES[2].encode(coding) + b"\3")
    (tmp_path / CANARIES[0]).touch()
    assert len(told_by(left_in(tmp_path), CANARIES)) == 4
    log = tmp_path / "log"
    log.write_text(
        '12 openat(AT_FDCWD, "/a/le\\303\\255do", O_RDONLY|O_CLOEXEC) = 3\n'
        '12 openat(AT_FDCWD, "/a/escrito \\303\\261", O_WRONLY|O_CREAT <unfinished ...>\n'
        '12 openat(AT_FDCWD, "/a/no", O_RDWR) = -1 EACCES (Permission denied)\n'
        '13 rename("viejo", "nuevo") = 0\n',
        encoding="latin-1",
    )
    assert trace.written(log, Path("/x")) == {
        Path("/a/escrito ñ"), Path("/x/viejo"), Path("/x/nuevo")
    }  # fmt: skip
    if strace := shutil.which("strace"):
        real = tmp_path / "real"
        touch = [sys.executable, "-c", f"open({str(tmp_path / 'tocado')!r}, 'w').close()"]
        subprocess.run([*trace.before(real), *touch], check=True, env=dict(os.environ))
        assert tmp_path / "tocado" in trace.written(real, tmp_path), strace
