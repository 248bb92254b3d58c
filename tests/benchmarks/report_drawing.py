# SPDX-License-Identifier: GPL-3.0-or-later
"""How long a monthly report and a list of 4,000 rows take to draw, tags included.

Run with ``python tests/benchmarks/report_drawing.py``; no screen needed.
"""

import statistics
import subprocess
import sys
import time
from io import BytesIO
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

RUNS = 9
ONCE = (
    "from io import BytesIO; from desktop.reports.pdf import draw;"
    "from tests.reports.paper import report; draw(report('en'), BytesIO())"
)


def main() -> None:
    """Print the time of a cold process, then the processor's time for what is drawn warm."""
    from desktop.core import pdf_pages
    from desktop.core.document import Table
    from desktop.reports.pdf import draw
    from tests.reports import paper

    cold = []
    for _ in range(5):
        begun = time.perf_counter()
        subprocess.run([sys.executable, "-c", ONCE], check=True, cwd=ROOT)
        cold.append(time.perf_counter() - begun)
    print(f"whole process, start to PDF: {statistics.median(cold) * 1000:.0f} ms")

    warm, target, pages = [], BytesIO(), 0
    for _ in range(RUNS):
        target = BytesIO()
        begun = time.process_time()
        pages = draw(paper.report("en"), target)
        warm.append(time.process_time() - begun)
    size = len(target.getvalue()) / 1024
    print(f"{pages} pages, warm: {statistics.median(warm) * 1000:.0f} ms, {size:.0f} KB")

    begun = time.process_time()
    for _page in pdf_pages.images(target.getvalue(), dpi=110):
        pass
    print(f"preview at 110 dpi: {(time.process_time() - begun) * 1000:.0f} ms")

    rows = [(f"P-{n:05d}", "Conceição Gonçalves", "Sector 4", str(n % 90)) for n in range(4000)]
    table = Table(
        "Lista", ("Código", "Nombre", "Sector", "Días"), rows, (False, False, False, True)
    )
    begun = time.process_time()
    pages = draw(paper.small(table, language="en"), BytesIO())
    print(f"list of 4,000 rows, {pages} pages: {time.process_time() - begun:.2f} s")


if __name__ == "__main__":
    main()
