# SPDX-License-Identifier: GPL-3.0-or-later
"""Incidents by month, weekday and hour, and type, with what happened around them marked.

For the team's screen and paper only: here small numbers are printed, and what chance alone would
do is said beside them.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from desktop.core import chance, codes, dates, disclosure, i18n
from desktop.core.document import Block, Chart, Series, Table, Text
from desktop.core.i18n import _, ngettext
from desktop.core.work import Work
from desktop.incidents import analysis_service as analysis
from desktop.incidents import context_service, event_service
from desktop.incidents.analysis_service import Chosen
from desktop.incidents.event_model import ONCE
from desktop.incidents.event_service import Happening
from desktop.places import pattern_service
from desktop.places import service as places

FEW = 10
"""Two counts that are less than this together are not compared."""
MOST_MARKS = 12
_BARS = 24
_TYPES = 12


@dataclass(frozen=True, slots=True)
class Asked:
    """What is counted, and what stands beside it: the sectors around those that were chosen."""

    chosen: Chosen
    beside: frozenset[str] = frozenset()


def by_month(work: Work, asked: Asked) -> Iterator[Block]:
    """Yield the months with marks for what happened around, and official figures beside."""
    work.may("read")
    chosen = asked.chosen
    months = months_of(chosen)
    names = [month.strftime("%m/%y") for month in months]
    own = analysis.months(work, chosen)
    series = [Series(_("Incidents"), _values(months, own))]
    if asked.beside:
        beside = analysis.months(work, replace(chosen, sectors=asked.beside, border=""))
        series.append(Series(_("Sectors beside it, together"), _values(months, beside)))
    series += _official(work, chosen, months)
    marks = marks_of(work, chosen)
    yield Chart(
        _("Incidents by month"),
        "bar" if len(series) == 1 and len(months) <= _BARS else "line",
        names,
        series,
        source=source(chosen),
        notes=[(_place(one.first, months), str(at)) for at, one in enumerate(marks, start=1)],
    )
    yield from marked(marks)
    yield from patterns(work, chosen)
    header = [_("Month"), *(one.name for one in series)]
    rows = [[name, *(_cell(one.values[at]) for one in series)] for at, name in enumerate(names)]
    yield Table(_("The same in figures"), header, rows, (False, *(True for _one in series)))


def by_hour(work: Work, asked: Asked) -> Iterator[Block]:
    """Yield weekdays and times of day, then pay days against other days (T75)."""
    work.may("read")
    found = analysis.hours(work, asked.chosen)
    order = [code for code in codes.read("time_of_day") if any(at == code for _d, at in found)]
    if not found:
        return
    days = [i18n.weekday(number) for number in range(7)]
    series = [
        Series(codes.label("time_of_day", code), [found.get((day, code), 0) for day in range(7)])
        for code in order
    ]
    yield Chart(
        _("Incidents by weekday and time of day"),
        "stacked",
        days,
        series,
        source=source(asked.chosen),
    )
    rows = [
        [
            days[day],
            *(i18n.format_number(found.get((day, code), 0)) for code in order),
            i18n.format_number(sum(found.get((day, code), 0) for code in order)),
        ]
        for day in range(7)
    ]
    sums = [sum(found.get((day, code), 0) for day in range(7)) for code in order]
    rows.append([_("Total"), *map(i18n.format_number, [*sums, sum(sums)])])
    header = [_("Weekday"), *(one.name for one in series), _("Total")]
    yield Table(
        _("The same in figures"), header, rows, (False, *(True for _n in header[1:])), total=True
    )
    yield from _by_clock(work, asked.chosen)
    yield from _pay_days(work, asked.chosen)
    loose = analysis.vague(work, asked.chosen)
    if loose:
        words = ngettext(
            "{n} incident whose day is not known is not in it.",
            "{n} incidents whose day is not known are not in it.",
            loose,
        )
        yield Text(words.format(n=i18n.format_number(loose)), "note")


def by_type(work: Work, asked: Asked) -> Iterator[Block]:
    """Yield the types, those confirmed and those of the time before beside them."""
    work.may("read")
    chosen = asked.chosen
    counts = analysis.types(work, chosen)
    if not counts:
        return
    sure = analysis.types(work, replace(chosen, sure=True))
    before = analysis.types(work, chosen.before())
    order = sorted(counts, key=lambda kind: (-counts[kind], kind))
    names = {kind: codes.label("incident_type", kind) for kind in order}
    top = order[:_TYPES]
    yield Chart(
        _("Incidents by type"),
        "hbar",
        [names[kind] for kind in top],
        [Series(_("Incidents"), [counts[kind] for kind in top])],
        source=source(chosen),
    )
    rows = [
        [
            names[kind],
            i18n.format_number(counts[kind]),
            i18n.format_number(sure.get(kind, 0)),
            i18n.format_number(before.get(kind, 0)),
            compared(before.get(kind, 0), counts[kind]),
        ]
        for kind in order
    ]
    header = [_("Type"), _("Incidents"), _("Confirmed"), _("Time before"), _("Compared")]
    yield Table(
        _("The same in figures"), header, rows, (False, True, True, True, False), note=how_told()
    )


def compared(before: int, after: int) -> str:
    """Say whether two counts of equally long times differ by more than chance."""
    if before + after < FEW:
        return _("too few to compare")
    if not chance.differ(before, after):
        return _("may be chance")
    return _("more than chance") if after > before else _("fewer than chance")


def how_told() -> str:
    """Return the note under a table that compares counts."""
    return _(
        "Compared: counts that add up to less than ten are not compared; “may be chance” means "
        "that equal risk gives such a difference more often than once in twenty times."
    )


def patterns(work: Work, chosen: Chosen) -> Iterator[Block]:
    """Say how sectors were held at both ends: a fall may be a truce, not a programme (T71)."""
    work.may("read")
    told = []
    for day in (chosen.first, chosen.last):
        held = pattern_service.patterns(work, day)
        mine = [
            period.pattern
            for sector, period in held.items()
            if chosen.sectors is None or sector in chosen.sectors
        ]
        parts = [
            f"{codes.label('sector_pattern', code)} {i18n.format_number(mine.count(code))}"
            for code in codes.read("sector_pattern")
            if code in mine
        ]
        told.append((i18n.format_day(day), ", ".join(parts) or _("not recorded")))
    yield Text(
        _("Sectors by pattern on {first}: {before}. On {last}: {after}.").format(
            first=told[0][0], before=told[0][1], last=told[1][0], after=told[1][1]
        )
    )
    yield Text(caution(), "note")


def caution() -> str:
    """Return what keeps anybody from taking the credit for a truce."""
    return _(
        "Violence falls when one group dominates or rivals agree, and moves when there is pressure "
        "elsewhere. A change here does not show what a programme or an agreement did."
    )


def marks_of(work: Work, chosen: Chosen) -> list[Happening]:
    """Return what is marked on a chart: events, and changed patterns of the sectors chosen."""
    work.may("read")
    found = event_service.between(work, chosen.first, chosen.last, places_of(work, chosen))
    held = [one for one in found if one.again == ONCE]
    for sector in sorted(chosen.sectors or ()):
        for period in pattern_service.pattern_history(work, sector):
            start = dates.parse(period.valid_from)
            if chosen.first <= start.first <= chosen.last:
                label = codes.label("sector_pattern", period.pattern)
                title = _("Pattern of the sector: {pattern}").format(pattern=label)
                held.append(
                    Happening(
                        start.first, start.last, period.valid_from, "", title, sector, "", ONCE
                    )
                )
    return sorted(held, key=lambda one: (one.first, one.title))[-MOST_MARKS:]


def marked(marks: Sequence[Happening]) -> Iterator[Block]:
    """Yield what the marks of a chart mean."""
    if not marks:
        return
    rows = [
        [
            str(at),
            dates.show(one.text),
            one.title,
            codes.label("context_event", one.kind) if one.kind else "",
            one.source,
        ]
        for at, one in enumerate(marks, start=1)
    ]
    header = [_("Mark"), _("When"), _("What it was"), _("Kind"), _("Source")]
    yield Table(_("What happened around us"), header, rows, widths=(0.6, 1.2, 3, 2, 1.5))


def months_of(chosen: Chosen) -> list[date]:
    """Return the first day of each month of a period."""
    found = [chosen.first.replace(day=1)]
    while (following := dates.month_end(found[-1]) + timedelta(days=1)) <= chosen.last:
        found.append(following)
    return found


def _by_clock(work: Work, chosen: Chosen) -> Iterator[Block]:
    """Yield the hours, once enough of them are known to look at."""
    held = analysis.clock_hours(work, chosen)
    if sum(held.values()) < FEW:
        return
    yield Chart(
        _("Incidents by hour, where it is known"),
        "bar",
        [f"{hour}" for hour in range(24)],
        [Series(_("Incidents"), [held.get(hour, 0) for hour in range(24)])],
        source=source(chosen),
    )


def _pay_days(work: Work, chosen: Chosen) -> Iterator[Block]:
    """Say how many incidents fall on a pay day and the day after, beside all other days."""
    held = event_service.between(work, chosen.first, chosen.last, places_of(work, chosen))
    paid = {
        one.first + timedelta(days=more)
        for one in held
        if one.kind == "pay_day"
        for more in range(2)
    }
    length = chosen.days
    paid = {day for day in paid if chosen.first <= day <= chosen.last}
    if not paid or len(paid) == length:
        return
    counts = analysis.days(work, chosen)
    then = sum(n for day, n in counts.items() if date.fromisoformat(day) in paid)
    other = sum(counts.values()) - then
    words = _(
        "On pay days and the day after: {then} incidents in {days} days, {rate} a day; on other "
        "days {other} a day."
    )
    yield Text(
        words.format(
            then=i18n.format_number(then),
            days=i18n.format_number(len(paid)),
            rate=i18n.format_number(then / len(paid), 2),
            other=i18n.format_number(other / (length - len(paid)), 2),
        )
    )


def _official(work: Work, chosen: Chosen, months: Sequence[date]) -> list[Series]:
    """Return a series for each official source; of a whole area only where no sector is chosen."""
    figures = [
        one
        for sector in (sorted(chosen.sectors) if chosen.sectors is not None else [""])
        for one in context_service.by_month(work, chosen.first, chosen.last, chosen.types, sector)
    ]
    sources: dict[str, dict[str, int]] = {}
    for one in figures:
        held = sources.setdefault(one.source, {})
        held[one.key] = held.get(one.key, 0) + one.count
    return [
        Series(name, [counts.get(f"{month:%Y-%m}") for month in months], context=True)
        for name, counts in sorted(sources.items())
    ]


def _values(months: Sequence[date], counts: Mapping[str, int]) -> list[float | None]:
    return [counts.get(f"{month:%Y-%m}", 0) for month in months]


def _cell(value: float | None) -> str:
    return disclosure.HIDDEN if value is None else i18n.format_number(value)


def _place(day: date, months: Sequence[date]) -> float:
    """Return where a day lies along the months; what began before them lies at their edge."""
    if day < months[0]:
        return 0.0
    at = (day.year - months[0].year) * 12 + day.month - months[0].month
    return at + (day.day - 1) / dates.month_end(day).day


def places_of(work: Work, chosen: Chosen) -> frozenset[str] | None:
    """Return the sectors chosen with all places they lie in, whose events touch them."""
    work.may("read")
    if chosen.sectors is None:
        return None
    found = set(chosen.sectors)
    for of in (places.district_of(work), places.municipality_of(work), places.region_of(work)):
        found |= {of[sector] for sector in chosen.sectors if sector in of}
    return frozenset(found)


def source(chosen: Chosen) -> str:
    """Return what stands under a chart of our own records."""
    if chosen.sure:
        return _("Own records, confirmed")
    return _("Own records, confirmed and not confirmed")
