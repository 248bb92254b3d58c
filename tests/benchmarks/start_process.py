# SPDX-License-Identifier: GPL-3.0-or-later
"""From the command to the painted unlock screen, and from the keys to the painted list.

Run with ``python tests/benchmarks/start_process.py [people ...]``; no screen needed. Files are
warm in the system's cache: emptying it needs an administrator.
"""

import os
import random
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

RUNS = 7
WHOLE_LIVES = 10_000
"""So many people are invented with everything around them; more have six answers."""
UNLOCK = """
import sys, time
from PySide6.QtWidgets import QApplication
from pathlib import Path
from typing import Any
from desktop.app import App
from desktop.shell.preferences import Preferences
app = QApplication([])
whole = App(app, Preferences(Path(sys.argv[2])), Path(sys.argv[1]))
whole.start()
app.processEvents()
whole.entry.repaint()
print("painted", flush=True)
import os
os._exit(0)
"""


def main() -> None:
    sizes = [int(word) for word in sys.argv[1:]] or [400]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for people in sizes:
            place = folder / str(people)
            _made(place, people)
            if people == sizes[0]:
                _unlock_screen(place, folder / "start.ini")
            _in_a_process(place)
            shutil.rmtree(place)


def _made(place: Path, people: int) -> None:
    from desktop.demo import make

    begun = time.perf_counter()
    make.make(place, language="es", count=min(people, WHOLE_LIVES))
    if people > WHOLE_LIVES:
        _add(place, people - WHOLE_LIVES)
    print(f"{people} people made in {time.perf_counter() - begun:.0f} s")


def _add(place: Path, people: int) -> None:
    """Add participants who have a name and the six answers, and nothing else."""
    from desktop.core import records, store
    from desktop.participants.model import Participant

    chance = random.Random(5)
    given = ["María", "José", "Rosa", "Luis", "Nayeli", "Ítalo", "Zoé", "Marcelo", "Inés", "Iker"]
    family = ["Peña", "Quispe", "Vega", "Ñáñez", "Moreira", "Zurita", "Lara", "Mina", "Sá"]
    rows = (
        {
            "born": str(chance.randint(1960, 2012)),
            "sex": chance.choice(["female", "male"]),
            "safe_contact": "phone",
            "registered_on": date(2026, 1, 1) + timedelta(chance.randint(0, 300)),
            "given_names": chance.choice(given),
            "family_names": f"{chance.choice(family)} {chance.choice(family)}",
            "groups": [],
            "risk_factors": [],
            "status": "open",
        }
        for _ in range(people)
    )
    workspace = store.Workspace.open(place, store.DEMO_USER, store.DEMO_PASSPHRASE)
    with workspace.work(write=True) as work:
        records.create_many(work, Participant, rows)
    workspace.close()


def _unlock_screen(place: Path, ini: Path) -> None:
    took = []
    for _ in range(RUNS):
        begun = time.perf_counter()
        child = subprocess.Popen(
            [sys.executable, "-c", UNLOCK, str(place), str(ini)],
            cwd=ROOT,
            stdout=subprocess.PIPE,
        )
        assert child.stdout is not None
        child.stdout.readline()
        took.append(time.perf_counter() - begun)
        child.wait()
    bare = _bare()
    median = statistics.median(took)
    print(
        f"unlock screen painted      {median * 1000:6.0f} ms  (x{median / bare:.1f} of a bare Qt window)"
    )


def _bare() -> float:
    """Return how long the smallest Qt window takes in a process of its own."""
    code = "from PySide6.QtWidgets import QApplication, QLabel; a = QApplication([]); w = QLabel('x'); w.show(); a.processEvents()"
    took = []
    for _ in range(RUNS):
        begun = time.perf_counter()
        subprocess.run([sys.executable, "-c", code], check=True)
        took.append(time.perf_counter() - begun)
    return statistics.median(took)


def _in_a_process(place: Path) -> None:
    subprocess.run([sys.executable, __file__, "--inside", str(place)], check=True)


def inside(place: Path) -> None:
    """Open one workspace as the window does, and press keys."""
    from PySide6.QtWidgets import QApplication

    from desktop import app as program
    from desktop.core import store
    from desktop.core.crypto import keys
    from desktop.shell.preferences import Preferences

    app = QApplication([])
    preferences = Preferences(place / "bench.ini")
    preferences.language, preferences.place = "es", "participants"
    whole = program.App(app, preferences, place, lock=lambda: None)
    whole.start()
    app.processEvents()
    unlocked = keys.unlock(store.load_header(place), store.DEMO_USER, store.DEMO_PASSPHRASE)
    program.warm()  # as it is while somebody types
    begun = time.perf_counter()
    whole.open(place, unlocked)
    window = whole.window
    assert window is not None
    page: Any = window.pages["participants"]
    _until(app, lambda: not page.list.busy and page.list.table.model().rowCount() > 0)
    page.list.table.viewport().repaint()
    first = (time.perf_counter() - begun) * 1000
    print(
        f"keys to the painted list   {first:6.0f} ms  {page.list.table.model().rowCount()} rows, {_mb()} MB"
    )
    _search(app, window)
    _list_search(app, page)
    _places(app, window)
    _form(app, page)
    _save(whole)
    _report(whole, place)
    print(f"memory at the end          {_mb():6} MB, at most {_most()} MB")
    whole.close()


def _search(app, window) -> None:
    line, results = window.top.search, window.top._results
    line.setFocus()
    for text in ("ma", "maria", "P-", "zzz"):
        took = []
        for _ in range(5):
            line.setText(text)
            begun = time.perf_counter()
            window.top._look()
            results.repaint()
            took.append((time.perf_counter() - begun) * 1000)
        print(
            f"search everything {text!r:8} {statistics.median(took):6.0f} ms  {results.count()} found"
        )
    line.clear()


def _list_search(app, page) -> None:
    for text in ("m", "maria", "P-7", "zzz", ""):
        took = []
        for _ in range(5):
            begun = time.perf_counter()
            page.list.search.setText(text + " " if page.list.search.text() == text else text)
            _until(app, lambda: not page.list.busy)
            page.list.table.viewport().repaint()
            took.append((time.perf_counter() - begun) * 1000)
        rows = page.list.table.model().rowCount()
        print(f"key to list result {text!r:7} {statistics.median(took):6.0f} ms  {rows} rows")


def _places(app, window) -> None:
    for name in window.places:
        begun = time.perf_counter()
        window.go(name)
        app.processEvents()
        first = (time.perf_counter() - begun) * 1000
        _until(app, lambda: not window.jobs.busy)
        print(f"to the page {name:14} {first:6.0f} ms, {_mb()} MB")


def _form(app, page) -> None:
    begun = time.perf_counter()
    page.open_new()
    app.processEvents()
    print(f"form of a new person       {(time.perf_counter() - begun) * 1000:6.0f} ms")
    page.close_record()


def _save(whole) -> None:
    from desktop.participants import service
    from desktop.participants.model import Participant

    took = []
    for number in range(15):
        begun = time.perf_counter()
        with whole.workspace.work(write=True) as work:
            answers = {"born": "1999", "sex": "female", "safe_contact": "phone"}
            service.register(work, {**answers, "note": f"nota {number}"})
        took.append((time.perf_counter() - begun) * 1000)
    print(
        f"one save                   {statistics.median(took):6.1f} ms  {Participant.__tablename__}"
    )


def _report(whole, place: Path) -> None:
    from desktop.core import clock
    from desktop.reports import monthly, pdf, period

    month = period.month_of(period.month_of(clock.today()).before().first)
    for _ in range(2):  # the second time without imports
        begun = time.perf_counter()
        with whole.workspace.work() as work:
            document = monthly.build(work, month, edition="donor", language="es", is_demo=True)
        asked = time.perf_counter()
        pdf.draw(document, place / "report.pdf")
        drawn = time.perf_counter()
    print(
        f"report: asking             {(asked - begun) * 1000:6.0f} ms, drawing {(drawn - asked) * 1000:.0f} ms"
    )


def _until(app, done, seconds: float = 60) -> None:
    end = time.perf_counter() + seconds
    while not done() and time.perf_counter() < end:
        app.processEvents()


def _mb() -> int:
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * resource.getpagesize() // 1_000_000


def _most() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1000


if __name__ == "__main__":
    if sys.argv[1:2] == ["--inside"]:
        inside(Path(sys.argv[2]))
    else:
        main()
