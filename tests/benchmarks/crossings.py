# SPDX-License-Identifier: GPL-3.0-or-later
"""How fast 10,000 people's ways are held against borders: `python tests/benchmarks/crossings.py`.

5,000 square sectors side by side with the borders between them, every tenth active; each person
goes to three places. Beside ours the bare library on the same geometry, in the same run: the lines
of the active borders parsed, an STRtree over them, one straight line for each way, one query. It
reads no store, follows no chain of borders and knows neither age nor what is unknown, which ours
does.
"""

import json
import math
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import shapely

from desktop.core import clock, records, store
from desktop.core.crypto import keys
from desktop.core.tables import new_id
from desktop.core.work import Work
from desktop.crossings import service
from desktop.crossings.service import Trip
from desktop.places.model import Border, BorderStatus, Place

SECTORS, PEOPLE, PLACES, RUNS = 5_000, 10_000, 3, 5
STEP = 0.004
WORDS = "uno dos tres cuatro"
Middles = dict[str, tuple[float, float]]


def main() -> None:
    """Make the ground, ask both, and say medians and ratio."""
    people = int(sys.argv[1]) if len(sys.argv) > 1 else PEOPLE
    sectors = int(sys.argv[2]) if len(sys.argv) > 2 else SECTORS
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "workspace"
        store.create(path, "ana", passphrase=WORDS, cost=keys.FLOOR)
        workspace = store.Workspace.open(path, "ana", WORDS)
        try:
            with workspace.work(write=True) as work:
                middles, active = ground(work, sectors)
            trips = drawn(list(middles), people)
            pairs = [(middles[one.home], middles[one.there]) for one in trips]

            def ours() -> int:
                with workspace.work() as work:
                    found = service.check_all(work, trips, clock.today())
                return sum(one.is_barred for one in found)

            mine, theirs = timed(ours), timed(lambda: bare(active, pairs))
        finally:
            workspace.close()
    barred, met = mine[1], theirs[1]
    assert abs(barred - met) <= len(trips) * 0.05, (barred, met)
    print(f"{people} people, {len(trips)} ways, {sectors} sectors: {barred} barred")
    print(f"ours {mine[0]:.3f} s, bare {theirs[0]:.3f} s, ratio {mine[0] / theirs[0]:.2f}")


def ground(work: Work, sectors: int) -> tuple[Middles, list[str]]:
    """Write sectors, borders and statuses; returns the middles and the lines of active borders."""
    side = math.isqrt(sectors)
    at = {(x, y): new_id() for x in range(side) for y in range(side)}
    places = [
        {
            "id": one,
            "level": "sector",
            "name": f"S {x} {y}",
            "geometry": json.dumps(shapely.geometry.mapping(square(x, y))),
            "lon": (x + 0.5) * STEP,
            "lat": (y + 0.5) * STEP,
        }
        for (x, y), one in at.items()
    ]
    records.create_many(work, Place, places)
    borders, statuses, active = [], [], []
    for (x, y), here in at.items():
        for other in ((x + 1, y), (x, y + 1)):
            if other not in at:
                continue
            a, b = sorted((here, at[other]))
            text = line(x, y, across=other[0] == x)
            one = {"id": new_id(), "a": a, "b": b, "line": text, "metres": 400.0}
            status = "active" if len(borders) % 10 == 0 else "dormant"
            borders.append(one | {"origin": "derived"})
            statuses.append({"border": one["id"], "status": status, "valid_from": "2026-01-01"})
            active += [text] if status == "active" else []
    records.create_many(work, Border, borders)
    records.create_many(work, BorderStatus, statuses)
    return {one: ((x + 0.5) * STEP, (y + 0.5) * STEP) for (x, y), one in at.items()}, active


def square(x: int, y: int) -> shapely.Polygon:
    """Return one sector."""
    return shapely.box(x * STEP, y * STEP, (x + 1) * STEP, (y + 1) * STEP)


def line(x: int, y: int, *, across: bool) -> str:
    """Return the border above a sector, or to its right."""
    ends = ((x, y + 1), (x + 1, y + 1)) if across else ((x + 1, y), (x + 1, y + 1))
    points = [[u * STEP, v * STEP] for u, v in ends]
    return json.dumps({"type": "LineString", "coordinates": points})


def drawn(sectors: Sequence[str], people: int) -> list[Trip]:
    """Return three ways of each person, to places within six sectors, as people go."""
    dice = random.Random(5)
    side = math.isqrt(len(sectors))
    found = []
    for n in range(people):
        x, y = dice.randrange(side), dice.randrange(side)
        for kind in ("school", "job", "session")[:PLACES]:
            u = min(side - 1, max(0, x + dice.randint(-6, 6)))
            v = min(side - 1, max(0, y + dice.randint(-6, 6)))
            found.append(Trip(sectors[x * side + y], sectors[u * side + v], f"p{n}", kind))
    return found


def bare(texts: Sequence[str], pairs: Sequence[Sequence[Sequence[float]]]) -> int:
    """Count the ways that meet an active border, by the library alone."""
    lines = shapely.from_geojson(texts)
    tree = shapely.STRtree(lines)
    ways = shapely.linestrings(pairs)
    which, _border = tree.query(ways, predicate="intersects")
    return len(set(which.tolist()))


def timed(ask: Callable[[], int]) -> tuple[float, int]:
    """Return the median of some runs and what was counted."""
    ask()
    taken = []
    found = 0
    for _run in range(RUNS):
        start = time.perf_counter()
        found = ask()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken), found


if __name__ == "__main__":
    main()
