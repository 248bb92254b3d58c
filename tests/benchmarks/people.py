# SPDX-License-Identifier: GPL-3.0-or-later
"""What a caseworker waits for among many people, beside hand-written SQL over the bare driver.

Run: python -m tests.benchmarks.people [PEOPLE ...], by default 10,000 and 100,000. Each person has
five contacts and two placements with their checks, all in an encrypted workspace; one person has
200 entries on the timeline (crowd.py). Both sides of a line are asked in the same run, in turns,
with the same memory; the bare side is in bare.py. Printed are the medians of RUNS rounds by the
clock, their ratio, and the same in processor time, which a busy machine stretches less.
"""

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from desktop import slices
from desktop.core import clock, listing
from desktop.core.store import Workspace
from desktop.core.work import User
from desktop.participants import likeness_service
from desktop.participants import service as participants
from desktop.participants.model import Participant, ParticipantDraft
from tests.benchmarks import crowd
from tests.benchmarks.bare import Bare

RUNS = 9
CASEWORKER = User(crowd.CASEWORKER, "caseworker", "own")
"""Who sees the files of sixty people and none of the others."""
BUDGET_MS = 100
"""What search and opening may take by the clock among 100,000 people."""
TYPED = {
    "given_names": "Yesica",
    "family_names": "Quinonez Mina",
    "born": "2001",
    "sex": "female",
}
Act = Callable[[], object]


def timed(act: Act) -> tuple[float, float]:
    """Return the milliseconds of one round, by the clock and by the processor."""
    begun, busy = time.perf_counter(), time.process_time()
    act()
    return (time.perf_counter() - begun) * 1000, (time.process_time() - busy) * 1000


def pair(ours: Act, bare: Act) -> tuple[tuple[float, float], tuple[float, float]]:
    """Return the medians of both, asked in turns so that a busy machine hurts both."""
    ours(), bare()
    rounds = [(timed(ours), timed(bare)) for _round in range(RUNS)]
    return tuple(  # type: ignore[return-value]
        tuple(statistics.median(one[side][kind] for one in rounds) for kind in (0, 1))
        for side in (0, 1)
    )


def questions(workspace: Workspace, busy: str, bare: Bare) -> list[tuple[str, Act, Act]]:
    """Return what is asked, ours and by hand; each of a pair finds as much as the other."""

    def search(text: str) -> int:
        with workspace.work() as work:
            found = participants.keys(work, text, {}, "")
            participants.rows(work, found[:50])
            return len(found)

    def opening() -> int:
        with workspace.work() as work:
            participants.get(work, busy)
            return len(slices.timeline(work, busy))

    def day() -> int:
        with workspace.work() as work:
            return len(slices.due(work, clock.today()))

    def alike() -> int:
        with workspace.work() as work:
            return len(likeness_service.similar(work, TYPED))

    asked = likeness_service.questions(TYPED)
    sounds = frozenset(str(ParticipantDraft.derived(TYPED)["found_by"]).split())
    found: list[tuple[str, Act, Act]] = [
        (f"search {text!r}", lambda text=text: search(text), lambda text=text: bare.search(text))  # type: ignore[misc]
        for text in ("mar", "maria quin", "quinonez", "04242")
    ]

    def own(act: Callable[[], int]) -> int:
        everybody, workspace.user = workspace.user, CASEWORKER
        try:
            return act()
        finally:
            workspace.user = everybody

    worker = crowd.CASEWORKER
    return [
        *found,
        ("open, 200 entries", opening, bare.opening),
        ("My day, all tasks", day, bare.day),
        ("duplicates", alike, lambda: bare.alike(asked, sounds)),
        (f"open, own {crowd.CASES}", lambda: own(opening), lambda: bare.opening(worker)),
        (f"My day, own {crowd.CASES}", lambda: own(day), lambda: bare.day(worker)),
    ]


def report(workspace: Workspace, busy: str) -> bool:
    """Print one line for each thing a person waits for; tells whether the budget was kept."""
    bare, kept = Bare(workspace.place("cases"), busy), True
    print(f"{'':24}{'ours ms':>10}{'bare ms':>10}{'ratio':>8}{'processor':>20}{'ratio':>8}")
    for what, ours, by_hand in questions(workspace, busy, bare):
        assert ours() == by_hand(), what
        (ms, busy_ms), (bare_ms, bare_busy_ms) = pair(ours, by_hand)
        print(
            f"{what:24}{ms:10.1f}{bare_ms:10.1f}{ms / bare_ms:8.1f}"
            f"{busy_ms:11.1f} /{bare_busy_ms:7.1f}{busy_ms / bare_busy_ms:8.1f}"
        )
        kept = kept and (ms <= BUDGET_MS or not what.startswith(("search", "open")))
    bare.connection.close()
    return kept


def main() -> int:
    """Measure with each number of people, print, and fail beyond the budget."""
    kept = True
    for count in [int(one) for one in sys.argv[1:]] or [10_000, 100_000]:
        with tempfile.TemporaryDirectory() as name:
            begun = time.perf_counter()
            workspace, busy = crowd.made(Path(name) / "workspace", count)
            with closing(workspace):
                print(f"{count} people made in {time.perf_counter() - begun:.0f} s")
                with workspace.work() as work:
                    assert len(listing.snapshot(work, Participant)) == count
                print(f"others run too: load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
                kept = report(workspace, busy) and kept
    return int(not kept)


if __name__ == "__main__":
    sys.exit(main())
