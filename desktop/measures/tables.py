# SPDX-License-Identifier: GPL-3.0-or-later
"""The measures split one way, as a table: a line for each, a column for each group."""

from collections.abc import Callable, Iterator, Sequence

from desktop.core import disclosure, i18n
from desktop.core.document import Block, Table, Text
from desktop.core.i18n import _
from desktop.measures.asked import Asked
from desktop.measures.cases import accompanied, at_school, course, people
from desktop.measures.livelihoods import Lives, begun, lasting, lives, supported
from desktop.measures.measure import Cell, Measure, fewer, parted
from desktop.measures.ways import OTHERS, Way

_OWN = frozenset({"new", "active", "placed_new", "served"})
"""These have tables of their own by sex and age."""
_OF_THE_TEAM = frozenset({"women", "assessed", "planned", "contacts_kept"})
"""Shares that tell of the work of the team, and of nobody's life: output figures too."""
_OWN_BY = frozenset({"sex", "age"})


def everything(asked: Asked, lived: Lives | None = None) -> list[Measure]:
    """Return every measure of people that counts somebody in the period, in its order.

    ``lived`` is what ``lives`` counted, where it was asked already.
    """
    asked.work.may("report")
    told = lived or lives(asked)
    found = [
        *people(asked),
        *course(asked),
        *accompanied(asked),
        *at_school(asked),
        begun(asked),
        told.placed,
        *lasting(asked),
        *(told.formal, told.income, told.steady, told.idle, told.certified),
        supported(asked),
    ]
    return [one for one in found if one.whole]


def by_groups(measures: Sequence[Measure], ways: Sequence[Way], threshold: int) -> Iterator[Block]:
    """Yield a table for each way to split; measures too small to split are named under it."""
    for way in ways:
        yield from _by(way, measures, threshold)


def _by(way: Way, measures: Sequence[Measure], threshold: int) -> Iterator[Block]:
    held = [one for one in measures if not is_told_elsewhere(one, way)]
    group, order, names = columns(way, held)
    if len(order) < 2:
        return
    rows, left = [], []
    for one in held:
        exact = way.exact and one.exact and (one.counted or one.code in _OF_THE_TEAM)
        cells = parted(one, group, threshold, exact=exact)
        if cells is None:
            left.append(one.title)
        else:
            rows.append([one.title, _whole(one), *(_cell(one, cells, name) for name in order)])
    if rows:
        header = [_("Indicator"), _("All"), *(names[name] for name in order)]
        numeric = (False, *(True for _name in header[1:]))
        widths = (3.4, *(1.5 for _name in header[1:]))
        yield Table(_(way.title), header, rows, numeric, widths=widths)
    if left:
        yield Text(_("Too few to split: {titles}.").format(titles="; ".join(left)), "note")


def is_told_elsewhere(one: Measure, way: Way) -> bool:
    """Whether a measure is split this way in a table of its own, or by what it is itself."""
    return (one.code in _OWN and way.name in _OWN_BY) or (one.code, way.name) in (
        ("women", "sex"),
        ("active", "programme"),
        ("new", "programme"),
        ("waiting", "programme"),
    )


def columns(
    way: Way, measures: Sequence[Measure]
) -> tuple[Callable[[str], str], list[str], dict[str, str]]:
    """Return the group of each person, the groups in their order, and their names."""
    own = fewer(measures, way.group, way.most)
    seen = {way.group(who) for one in measures for who, _part, _whole in one.units}
    names = {**way.names, OTHERS: _("Others")}
    order = [name for name in names if name in own]
    order += sorted(name for name in own if name not in names)
    if seen - set(own):
        order.append(OTHERS)

    def group(who: str) -> str:
        found = way.group(who)
        return found if found in own else OTHERS

    return group, order, {name: names.get(name, name) for name in order}


def _whole(one: Measure) -> str:
    return _written(one, one.of, one.whole)


def _cell(one: Measure, cells: dict[str, Cell | None], name: str) -> str:
    if name not in cells:
        return "0" if one.counted else ""
    held = cells[name]
    return disclosure.HIDDEN if held is None else _written(one, held.of, held.whole)


def _written(one: Measure, part: int, whole: int) -> str:
    """Write a count, or a numerator, its denominator and the share."""
    return i18n.format_number(part) if one.counted else disclosure.fraction(part, whole)
