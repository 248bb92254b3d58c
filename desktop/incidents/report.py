# SPDX-License-Identifier: GPL-3.0-or-later
"""What the report says of incidents: by type, place and month, small cells hidden."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date

from desktop.core import codes, dates, disclosure, i18n
from desktop.core.document import Chart, Series, Table
from desktop.core.i18n import _
from desktop.core.work import Work
from desktop.incidents import context_service, service

CHART_MONTHS = 12


def by_type(work: Work, first: date, last: date, threshold: int) -> Table | None:
    """Return confirmed incidents of a period by type (I37)."""
    work.may("report")
    counts = {kind: sure for kind, _n, sure in service.by_type(work, first, last) if sure}
    order = sorted(counts, key=lambda kind: (-counts[kind], kind))
    names = {kind: codes.label("incident_type", kind) for kind in order}
    title = _("Confirmed incidents by type")
    return disclosure.sensitive_table(title, (_("Type"), _("Incidents")), counts, names, threshold)


def by_place(
    work: Work,
    first: date,
    last: date,
    threshold: int,
    *,
    title: str,
    heading: str,
    above: Mapping[str, str],
    names: Mapping[str, str],
) -> Table | None:
    """Return incidents of a period by the places ``above`` says the sectors lie in."""
    work.may("report")
    counts: Counter[str] = Counter()
    for sector, n in service.by_sector(work, first, last).items():
        counts[above.get(sector, "")] += n
    ordered = {place: names[place] for place in sorted(names, key=names.__getitem__)}
    ordered[""] = _("Place not known")
    return disclosure.sensitive_table(title, (heading, _("Incidents")), counts, ordered, threshold)


def by_month(work: Work, last: date, threshold: int) -> Chart:
    """Return incidents of the last twelve months; a small month is a gap."""
    work.may("report")
    months = _months(last)
    counts = service.by_month(work, months[0], dates.month_end(last))
    values = [
        None if 0 < (n := counts.get(month.isoformat()[:7], 0)) < threshold else n
        for month in months
    ]
    return Chart(
        _("Incidents by month"),
        "bar",
        [month.strftime("%m/%y") for month in months],
        [Series(_("Incidents"), values)],
        source=_("Own records, confirmed and not confirmed"),
        description=_("Incidents recorded in each of the last twelve months."),
    )


def official(work: Work, last: date) -> list[Chart]:
    """Return one chart for each official source of the last twelve months, in its own dress."""
    work.may("report")
    months = _months(last)
    figures = context_service.by_month(work, months[0], dates.month_end(last))
    sources = dict.fromkeys((one.source, one.as_of) for one in figures)
    return [_official(source, as_of, months, figures) for source, as_of in sources]


def _official(
    source: str, as_of: date, months: Sequence[date], figures: Sequence[context_service.Figure]
) -> Chart:
    counts = {one.key: one.count for one in figures if (one.source, one.as_of) == (source, as_of)}
    values = [counts.get(month.isoformat()[:7]) for month in months]
    words = _("{source}, as of {day}. Not our records and not counted as ours.")
    return Chart(
        _("Official series by month"),
        "bar",
        [month.strftime("%m/%y") for month in months],
        [Series(source, values, context=True)],
        source=words.format(source=source, day=i18n.format_day(as_of)),
        description=_("Incidents of an official source in each of the last twelve months."),
    )


def unconfirmed(work: Work, first: date, last: date) -> tuple[int, int]:
    """Return (all, of these confirmed) of a period; unconfirmed ones are shown apart."""
    work.may("report")
    rows = service.by_type(work, first, last)
    return sum(n for _kind, n, _sure in rows), sum(sure for _kind, _n, sure in rows)


def _months(last: date) -> Sequence[date]:
    months = [last.replace(day=1)]
    while len(months) < CHART_MONTHS:
        before = months[0]
        year, month = (
            (before.year - 1, 12) if before.month == 1 else (before.year, before.month - 1)
        )
        months.insert(0, date(year, month, 1))
    return months
