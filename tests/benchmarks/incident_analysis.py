# SPDX-License-Identifier: GPL-3.0-or-later
"""How long questions about 100,000 incidents take, beside the same asked of the bare driver.

Filter: the keys of the list and its first page. Months, weekdays and hours, hot spots: what the
analysis page counts. The bare statements answer the same on the same file; answers are compared.
Run with ``python tests/benchmarks/incident_analysis.py [incidents]``.
"""

import os
import random
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from statistics import median
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from desktop.core import db, records, store
from desktop.core.store import Workspace
from desktop.incidents import analysis_service as analysis
from desktop.incidents import service as incidents
from desktop.incidents.analysis_service import Chosen
from desktop.incidents.model import Incident, IncidentDraft
from desktop.places.model import Place

COUNT = 100_000
SECTORS = 300
TIMES = 9
YEAR = Chosen(date(2025, 1, 1), date(2025, 12, 31))
ALL = Chosen(date(2021, 1, 1), date(2025, 12, 31))
TYPES = ("extortion", "threat", "homicide", "robbery", "border_denial")
LIVING = (
    "deleted_at IS NULL AND certainty != 'discarded' "
    "AND (how_known != 'rumour' OR certainty = 'confirmed')"
)
IN = "occurred_on BETWEEN ? AND ?"


def made(folder: Path, count: int) -> Workspace:
    """Return a workspace with so many incidents of five years in so many sectors."""
    store.create(folder, "ana", passphrase=store.DEMO_PASSPHRASE)
    workspace = Workspace.open(folder, "ana", store.DEMO_PASSPHRASE)
    chance = random.Random(7)
    with workspace.work(write=True) as work:
        places = [
            records.create(work, Place, {"level": "sector", "name": f"Sector {n}"}).id
            for n in range(SECTORS)
        ]
        first = records.validated(
            IncidentDraft,
            {"type": "threat", "occurred_on": "2025-01-01", "how_known": "we_saw"},
        ).model_dump()
        records.create_many(work, Incident, (_row(first, places, chance) for _n in range(count)))
    return workspace


def _row(first: dict[str, object], places: list[str], chance: random.Random) -> dict[str, object]:
    day = ALL.first + timedelta(days=chance.randrange(1_826))
    return {
        **first,
        "type": chance.choice(TYPES),
        "occurred_on": day.isoformat(),
        "sector": chance.choice(places) if chance.random() < 0.95 else None,
        "time_of_day": chance.choice(("dawn", "morning", "afternoon", "night")),
        "certainty": chance.choice(("confirmed", "not_confirmed")),
        "note": "aviso de una vecina en la esquina del mercado " * 2,
    }


def pair(ours: Callable[[], object], bare: Callable[[], object]) -> tuple[float, float]:
    """Return the medians of both in milliseconds, asked in turns: a busy machine hurts both."""
    taken: tuple[list[float], list[float]] = ([], [])
    for _n in range(TIMES):
        for ask, times in zip((ours, bare), taken, strict=True):
            begun = time.perf_counter()
            ask()
            times.append((time.perf_counter() - begun) * 1_000)
    return median(taken[0]), median(taken[1])


def listed(workspace: Workspace) -> tuple[int, int]:
    """Return how many keys a filtered list has, and its first page."""
    with workspace.work() as work:
        keys = incidents.keys(work, "", {"type": "homicide"}, "")
        return len(keys), len(incidents.rows(work, keys[:50]))


def listed_bare(bare: Any) -> tuple[int, int]:
    """Ask the same by hand."""
    keys = bare.execute(
        "SELECT row FROM incident WHERE deleted_at IS NULL AND created_by != '*' AND type = ? "
        "ORDER BY occurred_on DESC, row DESC",
        ("homicide",),
    ).fetchall()
    marks = ",".join(str(key) for (key,) in keys[:50])
    page = bare.execute(
        "SELECT row, code, occurred_on, type, sector, victims, certainty, border "
        f"FROM incident WHERE row IN ({marks})"
    ).fetchall()
    return len(keys), len(page)


def questions(workspace: Workspace) -> list[tuple[str, Callable[[], object], Callable[[], object]]]:
    """Return each question with what answers it in the program and over the bare driver."""
    bare = db.connect(workspace.place("cases"), cache_kib=db.WINDOW_CACHE_KIB)

    def sql(text: str, chosen: Chosen) -> list[Any]:
        days = chosen.first.isoformat(), chosen.last.isoformat()
        return bare.execute(text.format(where=f"{LIVING} AND {IN}"), days).fetchall()

    def asked(ask: Callable[..., object], chosen: Chosen) -> Callable[[], object]:
        def answer() -> object:
            with workspace.work() as work:
                return ask(work, chosen)

        return answer

    def hot(chosen: Chosen) -> object:
        with workspace.work() as work:
            return analysis.sectors(work, chosen), analysis.sectors(work, chosen.before())

    by_month = "SELECT substr(occurred_on, 1, 7), count(*) FROM incident WHERE {where} GROUP BY 1"
    by_hour = (
        "SELECT (strftime('%w', occurred_on) + 6) % 7, coalesce(time_of_day, 'unknown'), count(*) "
        "FROM incident WHERE {where} GROUP BY 1, 2"
    )
    by_sector = "SELECT coalesce(sector, ''), count(*) FROM incident WHERE {where} GROUP BY 1"
    return [
        ("filter, first page", lambda: listed(workspace), lambda: listed_bare(bare)),
        (
            "months, five years",
            asked(analysis.months, ALL),
            lambda: dict(sql(by_month, ALL)),
        ),
        ("months, one year", asked(analysis.months, YEAR), lambda: dict(sql(by_month, YEAR))),
        (
            "weekdays and hours",
            asked(analysis.hours, ALL),
            lambda: {(day, band): n for day, band, n in sql(by_hour, ALL)},
        ),
        (
            "hot spots, two years",
            lambda: hot(YEAR),
            lambda: (dict(sql(by_sector, YEAR)), dict(sql(by_sector, YEAR.before()))),
        ),
    ]


def main() -> int:
    """Measure, print, and fail where an answer is another one or takes over twice as long."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else COUNT
    kept = True
    with tempfile.TemporaryDirectory() as name:
        begun = time.perf_counter()
        workspace = made(Path(name) / "workspace", count)
        print(f"{count} incidents made in {time.perf_counter() - begun:.0f} s")
        print(f"others run too: load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
        print(f"{'':24}{'ours ms':>10}{'bare ms':>10}{'ratio':>8}")
        for what, ours, by_hand in questions(workspace):
            assert ours() == by_hand(), what
            mine, bare = pair(ours, by_hand)
            print(f"{what:24}{mine:10.1f}{bare:10.1f}{mine / bare:8.2f}")
            kept = kept and mine <= 2 * bare
        workspace.close()
    return int(not kept)


if __name__ == "__main__":
    sys.exit(main())
