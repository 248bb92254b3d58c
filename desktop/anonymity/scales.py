# SPDX-License-Identifier: GPL-3.0-or-later
"""Hierarchies built from the values themselves: ages, numbers, dates, codes, places.

Every builder takes the distinct values of one column. A value it cannot read (an empty cell, the
code for "not asked") is a leaf of its own that goes straight to the star. Level names are marked
for translation here and translated where they are shown.
"""

import re
from collections.abc import Iterable, Mapping, Sequence

from desktop.anonymity.hierarchy import NUMBER, Hierarchy, from_rows
from desktop.anonymity.table import STAR
from desktop.core.i18n import N_

# Child, adolescent and adult bands as humanitarian registers use them; each row refines the next.
AGE_EDGES = (
    (0, 5, 12, 15, 18, 25, 30, 40, 50, 60),
    (0, 12, 18, 30, 60),
    (0, 18),
)
DAY = re.compile(r"(\d{4})-(\d{2})(-\d{2})?([T ].*)?")


def ages(column: str, values: Iterable[str]) -> Hierarchy:
    """Age in years > band (0-4, 5-11, ... 60+) > wide band > under 18 or not > *."""
    names = (N_("Age in years"), N_("Age band"), N_("Wide age band"), N_("Under 18 or not"))
    return bands(column, values, AGE_EDGES, names)


def numbers(column: str, values: Iterable[str], widths: Sequence[int]) -> Hierarchy:
    """Number > bands of each width in turn > *; each width must divide the next."""
    known = list(values)
    found = [float(value) for value in known if NUMBER.fullmatch(value.strip())]
    low, high = (int(min(found) // 1), int(max(found) // 1)) if found else (0, 0)
    edges = [range(low // wide * wide, high + wide + 1, wide) for wide in widths]
    return bands(column, known, edges, (N_("Number"), *[N_("Band")] * len(widths)))


def bands(
    column: str,
    values: Iterable[str],
    edges: Sequence[Sequence[int]],
    names: Sequence[str] = (),
) -> Hierarchy:
    """Number > the band it falls in, level by level > *; the last band of a level is open.

    `edges` gives the lower ends of the bands of each level, which must be among those of the
    level before it. The named levels are those below the star.
    """
    rows = [
        (value, *(_band(float(value), lower) for lower in edges), STAR)
        if NUMBER.fullmatch(value.strip())
        else (value,) * (len(edges) + 1) + (STAR,)
        for value in values
    ]
    return from_rows(column, rows, _named(names))


def dates(column: str, values: Iterable[str]) -> Hierarchy:
    """Day > month > quarter > year > *, from values such as 2026-10-03 or 2026-10."""
    rows = []
    for value in values:
        read = DAY.fullmatch(value)
        if read:
            year, month = read[1], read[2]
            quarter = f"{year}-Q{(int(month) + 2) // 3}"
            rows.append((value, f"{year}-{month}", quarter, year, STAR))
        else:
            rows.append((value,) * 4 + (STAR,))
    return from_rows(column, rows, _named((N_("Day"), N_("Month"), N_("Quarter"), N_("Year"))))


def codes(column: str, values: Iterable[str], groups: Mapping[str, str] | None = None) -> Hierarchy:
    """Code > the group it belongs to, where groups are given > *."""
    if groups is None:
        return from_rows(column, [(value, STAR) for value in values], _named((N_("Code"),)))
    rows = [(value, groups.get(value, value), STAR) for value in values]
    return from_rows(column, rows, _named((N_("Code"), N_("Group"))))


def places(
    column: str, values: Iterable[str], parents: Mapping[str, str], names: Sequence[str] = ()
) -> Hierarchy:
    """Place > the place it lies in > ... > *; levels are counted from the top of the tree.

    A place high up in the tree keeps its own name on the levels below its own.
    """
    ways = [_upwards(value, parents) for value in values]
    depth = max(map(len, ways), default=1)
    rows = [(*(way[0],) * (depth - len(way)), *way, STAR) for way in ways]
    return from_rows(column, rows, _named(names) if names else ())


def _upwards(value: str, parents: Mapping[str, str]) -> list[str]:
    way = [value]
    while (parent := parents.get(way[-1])) is not None and parent not in way:
        way.append(parent)
    return way


def _band(number: float, lower: Sequence[int]) -> str:
    if number < lower[0]:
        return f"<{lower[0]}"
    place = max(index for index, edge in enumerate(lower) if edge <= number)
    if place == len(lower) - 1:
        return f"{lower[place]}+"
    return f"{lower[place]}-{lower[place + 1] - 1}"


def _named(names: Sequence[str]) -> list[str]:
    return [*names, N_("Everything")]
