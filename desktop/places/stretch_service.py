# SPDX-License-Identifier: GPL-3.0-or-later
"""Which stretch of a line truly runs along another: its ends are felt for, thousands at once.

Beside a corner the nearest point on the other outline stands still while one walks on; along a
shared edge it walks too. So samples are taken from both ends of each line; what comes before the
first step that moves and after the last one is cut off.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely

_ALONG = 0.5  # advance of the nearest point per step along the line, below which it stands still
_STEPS = 4  # samples per tolerance
_ENDS = 4  # tolerances looked at from each end of a line
_MANY = 400  # corners of an outline above which only the part near the samples is asked


@dataclass(frozen=True, slots=True)
class _Stretches:
    """Parts of lines to be walked: which line, from where to where along it."""

    line: Any
    start: Any
    end: Any


def along(lines: Any, of: Any, others: Any, tolerance: float) -> tuple[Any, Any]:
    """Cut lines to what runs along their others; return what is left and to which it belongs.

    ``of`` tells for each line which of ``others`` it is held against.
    """
    whole = shapely.length(lines)
    reach = _ENDS * tolerance
    short = whole <= 2 * reach
    first, last = np.zeros_like(whole), whole.copy()
    here, long = np.flatnonzero(short), np.flatnonzero(~short)
    asked = _Stretches(
        np.concatenate([here, long, long]),
        np.concatenate([first[here], first[long], whole[long] - reach]),
        np.concatenate([whole[here], np.full(len(long), reach), whole[long]]),
    )
    begin, stop = _moving(lines, of, others, asked, tolerance)
    n, m = len(here), len(here) + len(long)
    first[here], last[here] = begin[:n], stop[:n]
    first[long] = np.where(np.isnan(begin[n:m]), reach, begin[n:m])
    last[long] = np.where(np.isnan(stop[m:]), whole[long] - reach, stop[m:])
    kept = np.flatnonzero(~np.isnan(first) & (last > first))
    return _cut(lines[kept], first[kept], last[kept], whole[kept]), of[kept]


def _moving(
    lines: Any, of: Any, others: Any, asked: _Stretches, tolerance: float
) -> tuple[Any, Any]:
    """Return where the nearest point opposite first and last moves on; not-a-number if never."""
    count = len(asked.line)
    begin, stop = np.full(count, np.nan), np.full(count, np.nan)
    if not count:
        return begin, stop
    steps = np.maximum(2, ((asked.end - asked.start) / tolerance * _STEPS).astype(int) + 1)
    sizes = steps + 1
    offsets = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    owner = np.repeat(np.arange(count), sizes)
    part = (np.arange(len(owner)) - offsets[owner]) / steps[owner]
    places = asked.start[owner] + part * (asked.end - asked.start)[owner]
    points = shapely.line_interpolate_point(lines[asked.line][owner], places)
    nearby = _nearby(others[of[asked.line]], points, offsets, 2 * tolerance)
    there = ~shapely.is_empty(nearby)[owner]
    opposite = np.full((len(owner), 2), np.nan)
    if there.any():
        reached = shapely.shortest_line(points[there], nearby[owner[there]])
        opposite[there] = shapely.get_coordinates(reached)[1::2]
    advance = np.hypot(*np.diff(opposite, axis=0).T)
    stride = np.hypot(*np.diff(shapely.get_coordinates(points), axis=0).T)
    moves = np.flatnonzero((owner[:-1] == owner[1:]) & (advance >= _ALONG * stride))
    if not len(moves):
        return begin, stop
    walked, firsts = np.unique(owner[moves], return_index=True)
    lasts = np.concatenate([firsts[1:], [len(moves)]]) - 1
    begin[walked] = places[moves[firsts]]
    stop[walked] = places[moves[lasts] + 1]
    return begin, stop


def _nearby(others: Any, points: Any, offsets: Any, reach: float) -> Any:
    """Return what of each other lies near the samples; a short one whole."""
    spots = shapely.get_coordinates(points)
    low = np.minimum.reduceat(spots, offsets) - reach
    high = np.maximum.reduceat(spots, offsets) + reach
    near = others.copy()
    for n in np.flatnonzero(shapely.get_num_coordinates(others) > _MANY):
        near[n] = shapely.clip_by_rect(others[n], *low[n], *high[n])
    return near


def _cut(lines: Any, first: Any, last: Any, whole: Any) -> Any:
    """Return the part of each line between two places along it."""
    cut = lines.copy()
    for n in np.flatnonzero((first > 0) | (last < whole)):
        corners = shapely.get_coordinates(lines[n])
        along = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(corners, axis=0).T))])
        inside = (along > first[n]) & (along < last[n])
        ends = np.column_stack([np.interp([first[n], last[n]], along, axis) for axis in corners.T])
        cut[n] = shapely.linestrings(np.vstack([ends[:1], corners[inside], ends[1:]]))
    return cut
