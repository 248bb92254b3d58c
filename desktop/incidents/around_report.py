# SPDX-License-Identifier: GPL-3.0-or-later
"""Where incidents gather, what lies beside it, and what was before and after a date.

Nobody takes the credit for a truce: beside every comparison stand the neighbours, the rest of the
area, the official series and the pattern of the sectors (domain.md T71, T73, T74).
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta

from desktop.core import codes, disclosure, i18n
from desktop.core.document import Block, Chart, Series, Table, Text
from desktop.core.i18n import _, ngettext
from desktop.core.work import Work
from desktop.incidents import analysis_service as analysis
from desktop.incidents import context_service
from desktop.incidents.analysis_report import (
    Asked,
    caution,
    compared,
    how_told,
    marked,
    marks_of,
    months_of,
    patterns,
    source,
)
from desktop.incidents.model import HOMICIDES
from desktop.places import border_service, pattern_service
from desktop.places import service as places

LEAST_PEOPLE = 1_000
"""No rate where fewer people live (domain.md section 4)."""
_MOST = 12


def by_sector(work: Work, asked: Asked) -> Iterator[Block]:
    """Yield the sectors where most happened, with the time before and the neighbours beside."""
    work.may("read")
    chosen = asked.chosen
    counts = analysis.sectors(work, chosen)
    before = analysis.sectors(work, chosen.before())
    everywhere = analysis.sectors(work, replace(chosen, sectors=None))
    names, people = places.names(work), places.population(work)
    held = pattern_service.patterns(work, chosen.last)
    pairs = [(one.a, one.b) for one in border_service.borders(work, chosen.last)]
    order = sorted((one for one in counts if one), key=lambda one: (-counts[one], names[one]))
    if not counts:
        return
    if order:
        yield Chart(
            _("Incidents by sector"),
            "hbar",
            [names[one] for one in order[:_MOST]],
            [Series(_("Incidents"), [counts[one] for one in order[:_MOST]])],
            source=source(chosen),
        )
    rows = [
        [
            names[one],
            i18n.format_number(counts[one]),
            i18n.format_number(before.get(one, 0)),
            compared(before.get(one, 0), counts[one]),
            _beside(pairs, one, everywhere),
            _rate(counts[one], people.get(one)),
            codes.label("sector_pattern", held[one].pattern if one in held else "unknown"),
        ]
        for one in order
    ]
    if counts.get(""):
        gone = [counts[""], before.get("", 0)]
        rows.append([_("Place not known"), *map(i18n.format_number, gone), "", "", "", ""])
    header = [
        _("Sector"), _("Incidents"), _("Time before"), _("Compared"), _("In the sectors beside"),
        _("Per 1,000 people"), _("Pattern"),
    ]  # fmt: skip
    numeric = (False, True, True, False, True, True, False)
    yield Table(_("Where it gathers"), header, rows, numeric, note=how_told())
    yield Text(caution(), "note")


def by_border(work: Work, asked: Asked) -> Iterator[Block]:
    """Yield the borders at which something happened, with their status on the last day."""
    work.may("read")
    chosen = asked.chosen
    counts = analysis.borders(work, chosen)
    if not counts:
        yield Text(_("No incident of this time is linked to a border."))
        return
    before = analysis.borders(work, chosen.before())
    held = border_service.borders(work, chosen.last)
    status, sides = {one.id: one.status for one in held}, places.names(work)
    names = {one.id: f"{sides.get(one.a, '?')} | {sides.get(one.b, '?')}" for one in held}
    order = sorted(counts, key=lambda one: (-counts[one], names.get(one, "")))
    top = order[:_MOST]
    yield Chart(
        _("Incidents by border"),
        "hbar",
        [names.get(one, "?") for one in top],
        [Series(_("Incidents"), [counts[one] for one in top])],
        source=source(chosen),
    )
    rows = [
        [
            names.get(one, "?"),
            codes.label("border_status", status[one]) if status.get(one) else "",
            i18n.format_number(counts[one]),
            i18n.format_number(before.get(one, 0)),
            compared(before.get(one, 0), counts[one]),
        ]
        for one in order
    ]
    header = [_("Border"), _("Status"), _("Incidents"), _("Time before"), _("Compared")]
    yield Table(
        _("The same in figures"), header, rows, (False, False, True, True, False), note=how_told()
    )


def around(work: Work, asked: Asked, day: date, days: int) -> Iterator[Block]:
    """Yield equally long times before and after a date, of the area and of all around it."""
    work.may("read")
    chosen = asked.chosen
    areas = _areas(asked)
    length, found = analysis.around(work, chosen, day, days, areas)
    if not length:
        yield Text(_("This date has not come yet: there is nothing after it to compare."))
        return
    words = ngettext(
        "{n} day before {day}, and as long from that day on.",
        "{n} days before {day}, and as long from that day on.",
        length,
    )
    told = words.format(n=i18n.format_number(length), day=i18n.format_day(day))
    yield Text(told, "strong")
    yield Chart(
        _("Before and after {day}").format(day=i18n.format_day(day)),
        "bar",
        list(found),
        [
            Series(_("Before"), [one.before for one in found.values()]),
            Series(_("After"), [one.after for one in found.values()]),
        ],
        source=source(chosen),
    )
    rows = [
        [
            name,
            i18n.format_number(one.before),
            i18n.format_number(one.after),
            compared(one.before, one.after),
        ]
        for name, one in found.items()
    ]
    rows += _official(work, asked, day, length)
    header = [_("Area"), _("Before"), _("After"), _("Compared")]
    yield Table(_("The same in figures"), header, rows, (False, True, True, False), note=how_told())
    span = replace(
        chosen, first=day - timedelta(days=length), last=day + timedelta(days=length - 1)
    )
    yield from marked(marks_of(work, span))
    yield from patterns(work, span)


def pause(work: Work, asked: Asked) -> Iterator[Block]:
    """Yield the longest run of days without a homicide, and the homicides by month."""
    work.may("read")
    chosen = asked.chosen
    found = analysis.pause(work, chosen)
    words = ngettext(
        "Longest run without a homicide: {n} day, from {first} to {last}.",
        "Longest run without a homicide: {n} days, from {first} to {last}.",
        found.days,
    )
    told = {"first": i18n.format_day(found.first), "last": i18n.format_day(found.last)}
    yield Text(words.format(n=i18n.format_number(found.days), **told), "strong")
    words = ngettext(
        "Since the last one: {n} day. Confirmed homicides in this time: {all}.",
        "Since the last one: {n} days. Confirmed homicides in this time: {all}.",
        found.running,
    )
    numbers = i18n.format_number(found.running), i18n.format_number(found.homicides)
    yield Text(words.format(n=numbers[0], all=numbers[1]))
    if found.unsure:
        words = ngettext(
            "{n} homicide without confirmation ends no run.",
            "{n} homicides without confirmation end no run.",
            found.unsure,
        )
        yield Text(words.format(n=i18n.format_number(found.unsure)), "note")
    yield Text(
        _(
            "It counts what we know of. Days on which nobody told us of a killing are in it, and "
            "a killing kept apart to protect the people hurt ends no run here."
        ),
        "note",
    )
    months = months_of(chosen)
    counts = analysis.months(work, replace(chosen, types=tuple(sorted(HOMICIDES)), sure=True))
    values = [counts.get(f"{month:%Y-%m}", 0) for month in months]
    names = [month.strftime("%m/%y") for month in months]
    yield Chart(
        _("Confirmed homicides by month"),
        "bar",
        names,
        [Series(_("Homicides"), values)],
        source=_("Own records, confirmed"),
    )
    rows = [[name, i18n.format_number(n)] for name, n in zip(names, values, strict=True)]
    header = [_("Month"), _("Homicides")]
    yield Table(_("The same in figures"), header, rows, (False, True))


def _areas(asked: Asked) -> dict[str, Collection[str] | None]:
    """Return the areas that are compared; without a choice there is only everything."""
    mine = asked.chosen.sectors
    if mine is None:
        return {_("All sectors"): None}
    return {
        _("The sectors chosen"): mine,
        _("Sectors beside"): asked.beside,
        _("All sectors"): None,
    }


def _official(work: Work, asked: Asked, day: date, length: int) -> list[list[str]]:
    """Return a line for each official source: of the same sectors where it knows them."""
    spans = (
        (day - timedelta(days=length), day - timedelta(days=1)),
        (day, day + timedelta(days=length - 1)),
    )
    found: dict[str, list[int]] = {}
    for at, (first, last) in enumerate(spans):
        for one in context_service.total(work, first, last, asked.chosen.types):
            found.setdefault(one.source, [0, 0])[at] += one.count
    return [
        [
            _("{source} (official, everywhere)").format(source=name),
            *map(i18n.format_number, counts),
            compared(*counts),
        ]
        for name, counts in sorted(found.items())
    ]


def _beside(pairs: list[tuple[str, str]], sector: str, counts: Mapping[str, int]) -> str:
    beside = analysis.neighbours(pairs, {sector})
    return i18n.format_number(sum(counts.get(one, 0) for one in beside)) if beside else ""


def _rate(count: int, people: int | None) -> str:
    if people is None or people < LEAST_PEOPLE:
        return disclosure.HIDDEN
    return i18n.format_number(count * 1_000 / people, 1)
