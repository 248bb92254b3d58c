# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether the way from one sector to another crosses an active border, and which.

Asked where somebody is to go somewhere: a session, a referral, a placement. The shortest way
counts, from neighbour to neighbour; of two as short, the one with fewer active borders. Where no
way is known nothing is said: silence is no promise.
"""

import heapq
from collections.abc import Iterable, Mapping
from datetime import date

from desktop.core.work import Work
from desktop.places.border_service import BorderNow, borders

ACTIVE = "active"

Way = tuple[int, int, str, BorderNow | None]


def across(work: Work, home: str | None, there: str | None, on: date) -> BorderNow | None:
    """Return the first active border on the way between two sectors; None where there is none."""
    work.may("read")
    if not home or not there or home == there:
        return None
    return crossings(work, there, [home], on).get(home)


def crossings(work: Work, there: str, homes: Iterable[str], on: date) -> dict[str, BorderNow]:
    """Return, for each home sector that has one, the active border on the way to a place."""
    work.may("read")
    wanted = set(homes) - {there}
    if not wanted:
        return {}
    barred = _barred_from(there, _neighbours(borders(work, on)))
    return {home: border for home in wanted if (border := barred.get(home)) is not None}


def _neighbours(found: Iterable[BorderNow]) -> dict[str, list[tuple[str, BorderNow]]]:
    beside: dict[str, list[tuple[str, BorderNow]]] = {}
    for border in found:
        beside.setdefault(border.a, []).append((border.b, border))
        beside.setdefault(border.b, []).append((border.a, border))
    return beside


def _barred_from(
    there: str, beside: Mapping[str, list[tuple[str, BorderNow]]]
) -> dict[str, BorderNow | None]:
    """Return for every sector that can be reached the active border nearest to it on the way."""
    found: dict[str, BorderNow | None] = {}
    todo: list[Way] = [(0, 0, there, None)]
    while todo:
        steps, active, sector, barred = heapq.heappop(todo)
        if sector in found:
            continue
        found[sector] = barred
        for other, border in beside.get(sector, ()):
            if other not in found:
                shut = border.status == ACTIVE
                nearest = border if shut else barred
                heapq.heappush(todo, _Way((steps + 1, active + shut, other, nearest)))
    return found


class _Way(tuple[int, int, str, BorderNow | None]):
    """A way to a sector, ordered by its length and what it crosses; borders are not compared."""

    __slots__ = ()

    def __lt__(self, other: tuple[object, ...]) -> bool:
        return self[:3] < other[:3]
