# SPDX-License-Identifier: GPL-3.0-or-later
"""The indicators of a dataset: of the people who agreed, over the last twelve whole months.

Numbers of few people are hidden, and with them what would give them away; the measures are those
of the report, so that one word means one thing.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from desktop.anonymity.table import STAR
from desktop.assessments import report as assessments
from desktop.contacts import service as contacts
from desktop.core.fields import Export
from desktop.core.i18n import N_
from desktop.core.work import Work
from desktop.exports.sheets import Heading, Sheet
from desktop.measures import outputs, tables
from desktop.measures.asked import Asked
from desktop.measures.measure import LIST, Measure, cell, parted
from desktop.measures.outputs import Output
from desktop.participants import report as participants
from desktop.placements import report as placements

NAME = "indicators"
_SPAN = N_("the last twelve whole months")


@dataclass(frozen=True, slots=True)
class Grouped:
    """One way to split: the column it makes, and the group of each person as it may leave."""

    heading: Heading
    group: Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Counted:
    """The measures of some people and how they may be split, and what is of nobody."""

    measures: tuple[Measure, ...]
    ways: tuple[Grouped, ...]
    outputs: tuple[Output, ...] = ()


def read(
    work: Work,
    day: date,
    people: frozenset[str],
    unit: Mapping[str, str],
    signs: Mapping[str, str],
) -> Counted:
    """Return the indicators of the people named; ``unit`` is the word a place may leave by."""
    work.may("export")
    held = [one for one in participants.people(work) if one.id in people]
    first, last = span(day)
    reached = contacts.active(work, last)
    asked = Asked(
        work,
        first,
        last,
        span(first),
        held,
        [one for one in held if one.id in reached and one.open_on(last)],
        [one for one in placements.placements(work) if one.participant in people],
    )
    of_nobody = tuple(outputs.outputs(work, first, last))
    return Counted(tuple(tables.everything(asked)), tuple(_ways(asked, unit, signs)), of_nobody)


def span(day: date) -> tuple[date, date]:
    """Return the twelve whole months before the month of a day."""
    last = day.replace(day=1) - timedelta(days=1)
    return (last + timedelta(days=1)).replace(year=last.year - (last.month < 12)), last


def sheets(counted: Counted, threshold: int) -> list[Sheet]:
    """Return the indicators as one table, and one for each way to split them."""
    found = [_whole(counted, threshold)]
    found += [_by(way, counted.measures, threshold) for way in counted.ways]
    return [one for one in found if one.rows]


def _whole(counted: Counted, threshold: int) -> Sheet:
    rows = [
        (one.code, *_numbers(one, one.of, one.whole), _lacking(one.missing, threshold))
        for one in counted.measures
        if not cell(one.units).tells(threshold)
    ]
    for made in counted.outputs:
        if (made.of or made.whole) and not made.tells(threshold):
            whole = "" if made.whole is None else str(made.whole)
            rows.append((made.code, str(made.of), whole, _lacking(made.missing, threshold)))
    headings = (_indicator(), *_counts(), Heading("missing", N_("Without data"), "count"))
    return Sheet(NAME, NAME, headings, tuple(rows), counts=True)


def _lacking(missing: int, threshold: int) -> str:
    return STAR if 0 < missing < threshold else str(missing)


def _by(way: Grouped, measures: Sequence[Measure], threshold: int) -> Sheet:
    rows = [row for one in measures for row in _split(way, one, threshold)]
    headings = (_indicator(), way.heading, *_counts())
    return Sheet(f"{NAME}_by_{way.heading.name}", NAME, headings, tuple(rows), counts=True)


def _split(way: Grouped, one: Measure, threshold: int) -> Iterator[tuple[str, ...]]:
    cells = parted(one, way.group, threshold)
    if cells is None or len(cells) < 2:
        return
    for name in sorted(cells):
        held = cells[name]
        numbers = (STAR, STAR) if held is None else _numbers(one, held.of, held.whole)
        yield (one.code, name, *numbers)


def _numbers(one: Measure, part: int, whole: int) -> tuple[str, str]:
    return str(part), "" if one.counted else str(whole)


def _indicator() -> Heading:
    return Heading("indicator", N_("Indicator"), "label", Export.CODE, LIST)


def _counts() -> tuple[Heading, Heading]:
    return (
        Heading("count", N_("Count"), "count", level=_SPAN),
        Heading("of", N_("Of"), "count", level=_SPAN),
    )


def _ways(asked: Asked, unit: Mapping[str, str], signs: Mapping[str, str]) -> Iterator[Grouped]:
    people = {one.id: one for one in asked.people}
    hard = assessments.difficulties(asked.work, asked.on)

    def label(name: str, title: str, codes: str = "") -> Heading:
        return Heading(name, title, "label", Export.CODE, codes)

    yield Grouped(label("sex", N_("Sex"), "sex_registered"), lambda who: people[who].sex)
    yield Grouped(
        label("age", N_("Age"), "age_band"),
        lambda who: participants.band_of(people[who], asked.on),
    )
    yield Grouped(
        label("programme", N_("Programme line")),
        lambda who: signs.get(people[who].programme or "", ""),
    )
    yield Grouped(
        Heading("place", N_("Place"), "label", Export.PLACE),
        lambda who: unit.get(people[who].sector or "", ""),
    )
    yield Grouped(
        label("difficulty", N_("Much difficulty in daily activities (WG-SS)"), "yes_no"),
        lambda who: {True: "yes", False: "no", None: "not_asked"}[hard.get(who)],
    )
