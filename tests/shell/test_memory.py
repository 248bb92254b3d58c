# SPDX-License-Identifier: GPL-3.0-or-later
"""Lock ends the process that knew the secrets: no memory of ours holds one of them afterwards."""

import os
import subprocess
import sys
from contextlib import closing

import pytest

from desktop.core import founding, store
from desktop.core.crypto import keys
from desktop.core.store import Workspace
from tests.driven.launched import ROOT, count, launched
from tests.workspaces import add

WORDS = "zorzal mandil copete brizna turpial"
CANARY = "Guacharaca cenicienta 48213"

pytestmark = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="memory is read where Linux shows it, in /proc"
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    made = tmp_path_factory.mktemp("memory") / "workspace"
    founding.create(made, "ana", passphrase=WORDS)
    return made


def needles_of(folder):
    unlocked = keys.unlock(store.load_header(folder), "ana", WORDS)
    raw = {"data key": unlocked.data_key, "private key": unlocked.private}
    for one in ("cases", "dialogues", "protected", "sources"):
        raw[f"key of {one}"] = unlocked.store_key(one)
        raw[f"key of the drafts of {one}"] = keys.derive(unlocked.store_key(one), "drafts")
    workspace = Workspace(folder, unlocked)
    add(workspace, note=CANARY)
    workspace.close()
    words = WORDS.split()
    texts = {"passphrase": WORDS, "canary": CANARY, "draft": "48213 y algo"}
    texts |= {f"words {n}": " ".join(words[n : n + 2]) for n in range(len(words) - 1)}
    found = dict(raw)
    found |= {f"{name} in hex": one.hex().encode() for name, one in raw.items()}
    for coding in ("utf-8", "utf-16-le", "utf-32-le"):
        found |= {f"{name} in {coding}": text.encode(coding) for name, text in texts.items()}
    return found


def test_after_the_lock_no_process_of_ours_remembers_anything(folder, tmp_path):
    needles = needles_of(folder)
    with launched(tmp_path, "tests.driven.scripts:lock", folder, WORDS) as program:
        child, _ = program.wait_for("typed")
        typed = count(child, needles)
        program.tell("open")
        program.wait_for("unlocked")
        opened = count(child, needles)
        (program.talk / "words").unlink()
        program.tell("lock")
        again, _ = program.wait_for("locked")
        assert again != child
        running = program.processes()
        assert {program.launcher.pid, again} <= set(running)
        assert child not in running
        after = {one: count(one, needles) for one in running}
        program.tell("end")
        assert program.launcher.wait(timeout=60) == 0
    # the look finds what is there, in the process where it has to be
    assert sum(typed[f"passphrase in {coding}"] for coding in ("utf-8", "utf-16-le")) > 0
    for name in ("data key", "key of cases", "canary in utf-16-le", "draft in utf-16-le"):
        assert opened[name] > 0, name
    left = {(one, name): n for one, found in after.items() for name, n in found.items() if n}
    assert left == {}
    with closing(Workspace.open(folder, "ana", WORDS)) as workspace:
        kept = [draft.values.get("note", "") for draft in workspace.drafts().all()]
    assert f"{CANARY} y algo más" in kept  # beside what another test left in the same folder


def test_a_job_that_hears_nothing_and_an_open_question_do_not_hold_up_the_lock(
    folder, tmp_path, monkeypatch
):
    with launched(tmp_path, "tests.driven.scripts:lock_busy", folder, WORDS) as program:
        child, _ = program.wait_for("unlocked")
        again, _ = program.wait_for("locked")
        assert again != child
        assert program.launcher.wait(timeout=60) == 0
    # cut off by its deadline it signed out of nothing: only the same computer may open at once
    monkeypatch.setenv("XDG_DATA_HOME", str(program.home / "data"))
    with closing(Workspace.open(folder, "ana", WORDS)) as workspace:
        assert workspace.drafts().find("participants/new").values["note"] == "algo a medias"


@pytest.mark.parametrize("way", ["abort", "segfault"])
def test_a_crash_leaves_no_memory_behind(way, tmp_path):
    ends = {"abort": "os.abort()", "segfault": "ctypes.string_at(0)"}
    code = (
        "import ctypes, os, resource\n"
        "from desktop.core import machine\n"
        "soft, hard = resource.getrlimit(resource.RLIMIT_CORE)\n"
        "resource.setrlimit(resource.RLIMIT_CORE, (hard, hard))\n"
        "machine.keep_memory_private()\n"
        "assert resource.getrlimit(resource.RLIMIT_CORE) == (0, 0)\n"
        "assert ctypes.CDLL(None).prctl(3, 0, 0, 0, 0) == 0\n"
        f"{ends[way]}\n"
    )
    ran = subprocess.Popen(
        [sys.executable, "-X", "faulthandler", "-c", code],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stderr=subprocess.DEVNULL,
    )
    _, status = os.waitpid(ran.pid, 0)
    ran.returncode = -os.WTERMSIG(status)
    assert os.WIFSIGNALED(status)
    assert not os.WCOREDUMP(status)
    assert list(tmp_path.iterdir()) == []
