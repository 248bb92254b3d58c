# SPDX-License-Identifier: GPL-3.0-or-later
"""What the analysis page offers to choose: times, areas, borders, and dates to compare around."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from desktop.core import clock, codes, dates, i18n
from desktop.core.i18n import _
from desktop.core.work import Work
from desktop.incidents import analysis_service as analysis
from desktop.incidents.analysis_report import Asked
from desktop.incidents.analysis_service import Chosen
from desktop.places import border_service
from desktop.places import service as places
from desktop.places.form import border_names

_MONTHS = (12, 24, 36, 60, 120)
_YEARS = 5


@dataclass(frozen=True, slots=True)
class Offered:
    """What may be chosen: words by key, and the sectors behind each area."""

    areas: tuple[tuple[str, str], ...] = ()
    inside: Mapping[str, frozenset[str]] = field(default_factory=dict)
    borders: Mapping[str, str] = field(default_factory=dict)
    pairs: tuple[tuple[str, str], ...] = ()
    changes: tuple[tuple[str, str], ...] = ()
    """(day, words) of changed borders, the latest first."""

    def asked(self, chosen: Chosen, area: str) -> Asked:
        """Return the question with the sectors of an area and those beside them."""
        inside = self.inside.get(area)
        beside = analysis.neighbours(self.pairs, inside) if inside else frozenset()
        made = Chosen(chosen.first, chosen.last, chosen.types, inside, chosen.border, chosen.sure)
        return Asked(made, beside)


def read(work: Work) -> Offered:
    """Read the areas, borders and changes of borders that can be chosen."""
    today = clock.today()
    names = places.names(work)
    inside: dict[str, frozenset[str]] = {}
    areas = []
    sectors = {spot.id: spot for spot in places.sectors(work)}
    for level in ("municipality", "district"):
        above = places.above(work, level)
        for place in sorted({above[one] for one in sectors if one in above}, key=names.__getitem__):
            inside[place] = frozenset(one for one in sectors if above.get(one) == place)
            areas.append((place, f"{codes.label('place_level', level)}: {names[place]}"))
    for one, spot in sectors.items():
        inside[one] = frozenset({one})
        areas.append((one, spot.label))
    borders = border_names(work)
    held = border_service.borders(work, today)
    return Offered(
        tuple(areas),
        inside,
        dict(sorted(borders.items(), key=lambda pair: pair[1])),
        tuple((one.a, one.b) for one in held),
        tuple(_changes(work, borders, today)),
    )


def times() -> list[tuple[tuple[date, date], str]]:
    """Return the times that may be chosen, with their words."""
    today = clock.today()
    found = []
    for n in _MONTHS:
        months = today.year * 12 + today.month - n
        first = date(months // 12, months % 12 + 1, 1)
        words = _("The last {n} months")
        found.append(((first, today), words.format(n=i18n.format_number(n))))
    for year in range(today.year, today.year - _YEARS, -1):
        last = min(date(year, 12, 31), today)
        found.append(((date(year, 1, 1), last), _("The year {year}").format(year=year)))
    return found


def _changes(work: Work, borders: Mapping[str, str], today: date) -> list[tuple[str, str]]:
    """Return the changes of borders of the last five years, the latest first."""
    since = today - timedelta(days=366 * _YEARS)
    found = [
        (
            dates.parse(one.on).first.isoformat(),
            f"{dates.show(one.on)} · {borders.get(one.border, '?')} · "
            f"{codes.label('border_status', one.status)}",
        )
        for one in border_service.changed_between(work, since, today)
    ]
    return sorted(found, reverse=True)
