# SPDX-License-Identifier: GPL-3.0-or-later
"""Borders of thousands of areas, and a file of them, beside the bare library in one run.

`python tests/benchmarks/areas.py [areas]`. The bare derivation is what one writes with shapely alone: an
STRtree for the pairs, then the part of one outline near the other, corner stubs included. The bare
reading is json and shapely's own GeoJSON reader, without repair, without a word about what was done.
"""

import json
import math
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import shapely
from shapely.geometry import Polygon

from desktop.core import store
from desktop.core.crypto import keys
from desktop.places import boundary_service, intake, service

WEST, SOUTH, SIDE = -75.6, 6.2, 0.004  # degrees: areas of some 400 m
TOLERANCE = 25.0
BETWEEN = 6  # corners on each edge besides its ends


def city(areas: int, jitter: float) -> dict[str, Polygon]:
    """Return areas in rows, their edges bent the same way on both sides, or a little apart."""
    columns = math.ceil(math.sqrt(areas))
    chance = random.Random(7)
    bends: dict[tuple[tuple[int, int], tuple[int, int]], list[float]] = {}

    def edge(a: tuple[int, int], b: tuple[int, int]) -> list[tuple[float, float]]:
        first, last = min(a, b), max(a, b)
        if (first, last) not in bends:
            bends[first, last] = [chance.uniform(-0.06, 0.06) for _n in range(BETWEEN)]
        bent = bends[first, last] if (a, b) == (first, last) else bends[first, last][::-1]
        across = 1 if a[0] == b[0] else 0
        line = []
        for step, bend in enumerate([0.0, *bent]):
            along = step / (BETWEEN + 1)
            place = [a[0] + (b[0] - a[0]) * along, a[1] + (b[1] - a[1]) * along]
            place[1 - across] += bend
            line.append(
                (
                    WEST + (place[0] + chance.uniform(-jitter, jitter)) * SIDE,
                    SOUTH + (place[1] + chance.uniform(-jitter, jitter)) * SIDE,
                )
            )
        return line

    made = {}
    for n in range(areas):
        x, y = n % columns, n // columns
        corners = [(x, y), (x + 1, y), (x + 1, y + 1), (x, y + 1)]
        ring = [
            point
            for a, b in zip(corners, [*corners[1:], corners[0]], strict=True)
            for point in edge(a, b)
        ]
        made[f"{n:05}"] = Polygon(ring)
    return made


def bare_exact(shapes: list[Polygon]) -> int:
    """Find shared edges with nothing but the library."""
    tree = shapely.STRtree(shapes)
    pairs = [(i, j) for i, j in tree.query(shapes, predicate="intersects").T.tolist() if i < j]
    found = 0
    for i, j in pairs:
        found += shapely.intersection(shapes[i].boundary, shapes[j].boundary).length > 0
    return found


def bare_near(shapes: list[Polygon]) -> int:
    """Find edges within the tolerance with nothing but the library, in degrees as they are."""
    reach = TOLERANCE / 111_200
    tree = shapely.STRtree(shapes)
    found = tree.query(shapes, predicate="dwithin", distance=reach)
    pairs = [(i, j) for i, j in found.T.tolist() if i < j]
    count = 0
    for i, j in pairs:
        line = shapely.intersection(shapes[i].boundary, shapely.buffer(shapes[j].boundary, reach))
        count += line.length > 2 * reach
    return count


def bare_read(path: Path) -> int:
    """Read a file with json and shapely, and nothing else."""
    features = json.loads(path.read_text(encoding="utf-8"))["features"]
    return len(shapely.from_geojson([json.dumps(one["geometry"]) for one in features]))


def our_read(path: Path) -> int:
    """Read a file as the window does: recognised, repaired, told, in longitude and latitude."""
    source = intake.read(path)
    prepared = intake.prepare(source, intake.suggest(intake.examine(source)))
    intake.remarks(prepared)
    return len(prepared.areas)


def seconds(work: Callable[[], object], times: int = 3) -> float:
    """Return the median time of some runs."""
    took = []
    for _run in range(times):
        start = time.perf_counter()
        work()
        took.append(time.perf_counter() - start)
    return statistics.median(took)


def compare(what: str, ours: Callable[[], object], bare: Callable[[], object]) -> None:
    """Print both medians and their ratio."""
    mine, theirs = seconds(ours), seconds(bare)
    print(f"{what}: {mine:.2f} s, bare {theirs:.2f} s, ratio {mine / theirs:.2f}")


def keep(path: Path) -> None:
    """Import a file into an encrypted workspace, then once more, and take it back."""
    source = intake.read(path)
    areas = intake.prepare(source, intake.suggest(intake.examine(source))).areas
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder, "workspace")
        store.create(place, "ana", passphrase="uno dos tres cuatro", cost=keys.FLOOR)
        opened = store.Workspace.open(place, "ana", "uno dos tres cuatro")
        for what in ("first", "again"):
            start = time.perf_counter()
            with opened.work(write=True) as work:
                done = service.import_areas(work, areas, contained=True)
            took = time.perf_counter() - start
            print(f"import, {what}: {took:.2f} s, {done.created} new, {done.updated} known")
        opened.close()


def main() -> None:
    """Run everything for a number of areas."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 5_000
    drawn, apart = city(count, 0.0), city(count, 0.01)
    print(f"{count} areas of {shapely.get_num_coordinates(drawn['00000'])} corners")
    compare(
        "borders, exact",
        lambda: boundary_service.derive(drawn),
        lambda: bare_exact([*drawn.values()]),
    )
    compare(
        f"borders within {TOLERANCE:.0f} m",
        lambda: boundary_service.derive(apart, TOLERANCE),
        lambda: bare_near([*apart.values()]),
    )
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "city.geojson")
        features = [
            {
                "type": "Feature",
                "properties": {"nombre": f"Sector {key}", "codigo": key},
                "geometry": json.loads(shapely.to_geojson(shape)),
            }
            for key, shape in drawn.items()
        ]
        path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
        compare("reading a file", lambda: our_read(path), lambda: bare_read(path))
        keep(path)


if __name__ == "__main__":
    main()
