# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether the way from one sector to another crosses a border somebody is killed for crossing."""

from heapq import heappop, heappush

from desktop.core import clock
from desktop.core.work import Work
from desktop.places import border_service
from desktop.places.border_service import BorderNow

ACTIVE = frozenset({"active", "tense"})


def active_between(work: Work, home: str | None, there: str | None) -> list[BorderNow]:
    """Return the active borders that must be crossed between two sectors today.

    Neighbours are asked about the border they share, whatever way leads around it; others about
    the way that crosses fewest. Nothing is said where one of the sectors is not known.
    """
    work.may("read")
    if not home or not there or home == there:
        return []
    held = border_service.borders(work, clock.today())
    shared = [one for one in held if {one.a, one.b} == {home, there}]
    if shared:
        return [one for one in shared if one.status in ACTIVE]
    return _fewest(held, home, there)


def _fewest(held: list[BorderNow], home: str, there: str) -> list[BorderNow]:
    """Return the active borders on the way that crosses fewest of them, then fewest of any."""
    beside: dict[str, list[tuple[str, BorderNow]]] = {}
    for one in held:
        beside.setdefault(one.a, []).append((one.b, one))
        beside.setdefault(one.b, []).append((one.a, one))
    todo: list[tuple[int, int, int, str, list[BorderNow]]] = [(0, 0, 0, home, [])]
    known: set[str] = set()
    turn = 0
    while todo:
        crossed, steps, _turn, at, way = heappop(todo)
        if at == there:
            return way
        if at in known:
            continue
        known.add(at)
        for beyond, border in beside.get(at, []):
            if beyond not in known:
                hot = border.status in ACTIVE
                more = [*way, border] if hot else way
                turn += 1  # two ways as good as each other are not compared further
                heappush(todo, (crossed + hot, steps + 1, turn, beyond, more))
    return []
