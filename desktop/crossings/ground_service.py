# SPDX-License-Identifier: GPL-3.0-or-later
"""The ground a check stands on: which borders lie between which sectors on a day, and where.

Read once for any number of questions. A straight line from the middle of one sector to the middle
of another is followed from border to border: each border it meets must lead on from the sector
before. Where that chain breaks, by an outline nobody drew or a gap between two, the way is not
known, and what is not known is never called open.
"""

import heapq
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from desktop.core.tables import table_of
from desktop.core.work import Work
from desktop.places import confirm_service
from desktop.places.border_service import BorderNow, borders
from desktop.places.model import Level, Place

if TYPE_CHECKING:
    import shapely

ACTIVE = "active"
_P = table_of(Place).c
_ASIDE = (1.37e-7, 5.3e-8)
"""Degrees, a centimetre: no line from middle to middle runs exactly through a corner of sectors."""
_SAME_POINT = 1e-9
Pair = tuple[str, str]
Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Walk:
    """The borders a way meets, in its order; ``known`` tells whether they lead from end to end."""

    borders: tuple[BorderNow, ...]
    known: bool


UNKNOWN = Walk((), known=False)


@dataclass
class Ground:
    """The borders of a day by their two sides, and the middle of every sector that has one."""

    on: date
    borders: Sequence[BorderNow]
    middles: Mapping[str, Point]
    by_pair: dict[Pair, BorderNow] = field(init=False)
    _ages: dict[str, int | None] = field(default_factory=dict, init=False)
    _trees: dict[str, "_Tree"] = field(default_factory=dict, init=False)

    def __post_init__(self) -> None:
        self.by_pair = {(one.a, one.b): one for one in self.borders}

    @cached_property
    def beside(self) -> dict[str, list[tuple[str, BorderNow]]]:
        """The neighbours of every sector."""
        found: dict[str, list[tuple[str, BorderNow]]] = {}
        for one in self.borders:
            found.setdefault(one.a, []).append((one.b, one))
            found.setdefault(one.b, []).append((one.a, one))
        return found

    def age(self, border: BorderNow) -> int | None:
        """Return for how many days nobody has confirmed a border, told once for each."""
        if border.id not in self._ages:
            self._ages[border.id] = confirm_service.age(border, self.on)
        return self._ages[border.id]

    def has_middles(self, pair: Pair) -> bool:
        """Tell whether both sectors have an outline, so that a line can be drawn."""
        return pair[0] in self.middles and pair[1] in self.middles

    @cached_property
    def pieces(self) -> "tuple[Sequence[BorderNow], Any, Any, shapely.STRtree]":
        """The borders that have a line, its straight pieces, whose each is, and a tree of them."""
        import numpy as np
        import shapely  # loaded on first use only: half a second on an old laptop

        drawn = [one for one in self.borders if one.line]
        lines = shapely.get_parts(
            shapely.from_geojson([one.line for one in drawn]), return_index=True
        )
        points, line = shapely.get_coordinates(lines[0], return_index=True)
        same = line[1:] == line[:-1]
        ends = np.stack((points[:-1][same], points[1:][same]), axis=1)
        tree = shapely.STRtree(np.asarray(shapely.linestrings(ends)).reshape(-1))
        return drawn, ends, lines[1][line[:-1][same]], tree

    def between(self, here: str, there: str) -> BorderNow | None:
        """Return the border two sectors share."""
        return self.by_pair.get((here, there) if here < there else (there, here))

    def straight(self, pairs: Sequence[Pair]) -> list[Walk]:
        """Return the walk by the straight line of each pair of sectors."""
        placed = [n for n, pair in enumerate(pairs) if self.has_middles(pair)]
        found = [UNKNOWN] * len(pairs)
        ends = [(self.middles[pairs[n][0]], self.middles[pairs[n][1]]) for n in placed]
        for n, met in zip(placed, self._met(ends), strict=True):
            found[n] = self._followed(pairs[n], met)
        return found

    def along(self, pair: Pair, text: str) -> Walk:
        """Return the walk along a line somebody drew, as GeoJSON."""
        import shapely

        line = shapely.from_geojson(text)
        points = [tuple(one) for one in shapely.get_coordinates(line).tolist()]
        steps = list(pairwise(points))
        met = [one for step in self._met(steps) for one in step]
        return self._followed(pair, met)

    def through(self, pair: Pair, sectors: Iterable[str]) -> Walk:
        """Return the shortest walk from neighbour to neighbour that keeps to some sectors."""
        here, there = pair
        return _walked(here, there, self._leading(there, frozenset(sectors) | {here, there}))

    def by_neighbours(self, pair: Pair) -> Walk:
        """Return the shortest walk from neighbour to neighbour; of two, the quieter."""
        here, there = pair
        if there not in self._trees:
            self._trees[there] = self._leading(there, None)
        return _walked(here, there, self._trees[there])

    def _followed(self, pair: Pair, met: Sequence[BorderNow]) -> Walk:
        """Follow borders from sector to sector; the border the two share always counts."""
        here, there = pair
        known = True
        for one in met:
            if here not in (one.a, one.b):
                known = False
                break
            here = one.b if here == one.a else one.a
        shared = self.between(*pair)
        walked = {one.id: one for one in met}
        if shared is not None and shared.status == ACTIVE:
            walked[shared.id] = shared
        return Walk(tuple(walked.values()), known and here == there)

    def _met(self, ends: Sequence[tuple[Any, Any]]) -> list[list[BorderNow]]:
        """Return the borders that each straight line meets, in the order it meets them."""
        import numpy as np
        import shapely

        found: list[list[BorderNow]] = [[] for _one in ends]
        if not ends:
            return found
        drawn, pieces, whose, tree = self.pieces
        corners = np.asarray(ends, dtype=float)
        which, piece = tree.query(np.asarray(shapely.linestrings(corners)), predicate="intersects")
        start, step = corners[which, 0], corners[which, 1] - corners[which, 0]
        other, along = pieces[piece, 0], pieces[piece, 1] - pieces[piece, 0]
        apart = step[:, 0] * along[:, 1] - step[:, 1] * along[:, 0]
        reach = (other - start)[:, 0] * along[:, 1] - (other - start)[:, 1] * along[:, 0]
        far = np.divide(reach, apart, out=np.zeros_like(reach), where=apart != 0)
        order = np.lexsort((far, which))
        last = (-1, -1, -1.0)
        for way, border, at in zip(
            which[order].tolist(), whose[piece[order]].tolist(), far[order].tolist(), strict=True
        ):
            if (way, border) != last[:2] or at - last[2] > _SAME_POINT:  # two pieces meet there
                found[way].append(drawn[border])
            last = (way, border, at)
        return found

    def _leading(self, there: str, allowed: frozenset[str] | None) -> "_Tree":
        """Return for every sector the border by which the shortest way to a place leaves it."""
        found: _Tree = {}
        todo: list[_Step] = [_Step((0, 0, there, None))]
        while todo:
            steps, active, sector, border = heapq.heappop(todo)
            if sector in found:
                continue
            found[sector] = border
            for other, onward in self.beside.get(sector, ()):
                if other not in found and (allowed is None or other in allowed):
                    shut = active + (onward.status == ACTIVE)
                    heapq.heappush(todo, _Step((steps + 1, shut, other, onward)))
        return found


def _walked(here: str, there: str, leading: "_Tree") -> Walk:
    """Return the borders met where one follows a tree from a sector to its root."""
    if here not in leading:
        return UNKNOWN
    met: list[BorderNow] = []
    while (border := leading[here]) is not None:
        met.append(border)
        here = border.b if here == border.a else border.a
    return Walk(tuple(met), known=here == there)


_Tree = dict[str, BorderNow | None]


class _Step(tuple[int, int, str, BorderNow | None]):
    """A way to a sector, ordered by its length and what it crosses; borders are not compared."""

    __slots__ = ()

    def __lt__(self, other: tuple[object, ...]) -> bool:
        return self[:3] < other[:3]


def read(work: Work, on: date) -> Ground:
    """Return the ground as it is known for a day; a sector without an outline has no middle."""
    work.may("read")
    query = sa.select(_P.id, _P.lon, _P.lat).where(
        _P.deleted_at.is_(None),
        _P.level == Level.SECTOR.value,
        _P.geometry.is_not(None),
        _P.lon.is_not(None),
        _P.lat.is_not(None),
    )
    aside, above = _ASIDE
    middles = {one: (lon + aside, lat + above) for one, lon, lat in work.session.execute(query)}
    return Ground(on, borders(work, on), middles)
