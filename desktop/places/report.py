# SPDX-License-Identifier: GPL-3.0-or-later
"""What screen and paper say of the territory: the map and the tables of the same facts.

Only the team edition may print the map; it never shows a group, because none is known here.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from desktop.core import codes, dates, i18n
from desktop.core.document import Map, Shape, Table
from desktop.core.i18n import _, ngettext
from desktop.core.work import Work
from desktop.places import border_service, pattern_service, projection_service, service
from desktop.places.border_service import BorderNow
from desktop.places.service import Spot

FILLS = {"contested": "tint5", "one_group": "tint3", "truce": "tint2", "unknown": "area"}
"""The fill of each pattern; darker is more dangerous to be wrong about, and prints so in grey."""

Drawn = Mapping[str, Sequence[Sequence[tuple[float, float]]]]


@dataclass(frozen=True, slots=True)
class Territory:
    """Everything a map or a table tells of one day."""

    on: date
    sectors: Sequence[Spot]
    districts: Mapping[str, str]
    patterns: Mapping[str, str]
    borders: Sequence[BorderNow]
    counts: Mapping[str, int]
    official: Mapping[str, int] = field(default_factory=dict)
    """Incidents of official series by sector: told beside ours, never added to them."""

    def name(self, sector: str) -> str:
        """Return the name of a sector by id."""
        return next((spot.label for spot in self.sectors if spot.id == sector), "")


def territory(
    work: Work, on: date, counts: Mapping[str, int], official: Mapping[str, int] | None = None
) -> Territory:
    """Read what was so on a day; ``counts`` are incidents by sector id."""
    words = service.names(work)
    return Territory(
        on=on,
        sectors=service.sectors(work),
        districts={place: words[above] for place, above in service.district_of(work).items()},
        patterns={
            sector: period.pattern for sector, period in pattern_service.patterns(work, on).items()
        },
        borders=border_service.borders(work, on),
        counts=counts,
        official=official or {},
    )


def drawn(work: Work) -> dict[str, list[list[tuple[float, float]]]]:
    """Return the outlines of all sectors in Web-Mercator metres, by id."""
    return Outlines().read(work)


class Outlines:
    """The outlines of all sectors, ready to draw; those that did not change are not made anew."""

    def __init__(self) -> None:
        self._texts: Mapping[str, str] = {}
        self._rings: dict[str, list[list[tuple[float, float]]]] = {}

    def read(self, work: Work) -> dict[str, list[list[tuple[float, float]]]]:
        """Return the rings by sector."""
        texts = service.outlines(work)
        self._rings = {
            sector: self._rings[sector]
            if self._texts.get(sector) == text
            else projection_service.rings(text)
            for sector, text in texts.items()
        }
        self._texts = texts
        return self._rings


def map_of(work: Work, on: date, counts: Mapping[str, int]) -> Map:
    """Return the map of a day for the team edition: patterns, incidents and borders."""
    return make_map(territory(work, on, counts), drawn(work))


def make_map(
    facts: Territory, outlines: Drawn, *, borders: bool = True, patterns: bool = True
) -> Map:
    """Return the map of what was read; without ``borders`` no border line is in it at all."""
    shapes = [
        _area(facts, spot, outlines[spot.id], patterns=patterns)
        for spot in facts.sectors
        if spot.id in outlines
    ]
    lines = [border for border in facts.borders if border.line] if borders else []
    # those without a status first, so that the known ones lie above
    shapes += [_line(facts, border) for border in sorted(lines, key=lambda b: bool(b.status))]
    return Map(
        title=_("Sectors on {day}").format(day=i18n.format_day(facts.on)),
        shapes=shapes,
        legend=_legend(facts, lines, patterns=patterns),
        description=_description(facts, lines),
    )


def tables_of(facts: Territory, *, borders: bool = True) -> list[Table]:
    """Return the same facts as tables: one of sectors, one of borders with a known status."""
    tables = [
        Table(
            title=_("Sectors"),
            header=[
                _("Sector"),
                _("District"),
                _("Pattern"),
                _("Incidents"),
                *([_("Official series")] if facts.official else []),
                _("Population"),
            ],
            rows=[
                [
                    spot.label,
                    facts.districts.get(spot.id, ""),
                    _pattern(facts, spot.id),
                    i18n.format_number(facts.counts.get(spot.id, 0)),
                    *_official(facts, spot.id),
                    "" if spot.population is None else i18n.format_number(spot.population),
                ]
                for spot in facts.sectors
            ],
            numeric=(False, False, False, True, *([True] if facts.official else []), True),
        )
    ]
    if borders:
        tables.append(
            Table(
                title=_("Borders"),
                header=[
                    _("One side"),
                    _("Other side"),
                    _("Status"),
                    _("Since"),
                    _("Last confirmed"),
                    _("Metres"),
                ],
                rows=[_row(facts, border) for border in _by_status(facts.borders)],
                numeric=(False, False, False, False, False, True),
            )
        )
    return tables


def pattern_words(pattern: str) -> str:
    """Return the label of a pattern; one that was never recorded is unknown."""
    return codes.label("sector_pattern", pattern or "unknown")


def status_words(border: BorderNow) -> str:
    """Say the status of a border and how sure it is."""
    if not border.status:
        return _("No status recorded")
    label = codes.label("border_status", border.status)
    if border.certainty == "confirmed":
        return label
    return _("{status} (not confirmed)").format(status=label)


def _official(facts: Territory, sector: str) -> list[str]:
    """Return the cell of official figures, where there are any at all."""
    return [i18n.format_number(facts.official.get(sector, 0))] if facts.official else []


def _area(
    facts: Territory, spot: Spot, rings: Sequence[Sequence[tuple[float, float]]], *, patterns: bool
) -> Shape:
    n = facts.counts.get(spot.id, 0)
    said = [spot.label]
    if patterns:
        said.append(_pattern(facts, spot.id))
    said.append(ngettext("{n} incident", "{n} incidents", n).format(n=i18n.format_number(n)))
    if spot.id in facts.official:
        words = _("Official series: {n}, not counted as ours")
        said.append(words.format(n=i18n.format_number(facts.official[spot.id])))
    fill = FILLS.get(facts.patterns.get(spot.id, ""), "area") if patterns else "area"
    return Shape(
        rings=rings, fill=fill, label=spot.label, count=n or None, key=spot.id, tip="\n".join(said)
    )


def _line(facts: Territory, border: BorderNow) -> Shape:
    return Shape(
        rings=projection_service.rings(border.line),
        kind="line",
        line=border.status,
        key=border.id,
        tip=f"{facts.name(border.a)} – {facts.name(border.b)}\n{status_words(border)}",
    )


def _legend(
    facts: Territory, lines: Sequence[BorderNow], *, patterns: bool
) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    if patterns:
        held = {facts.patterns.get(spot.id, "unknown") for spot in facts.sectors}
        found += [(FILLS[code], pattern_words(code)) for code in FILLS if code in held]
    statuses = {border.status for border in lines}
    found += [
        (code, entry.label)
        for code, entry in codes.read("border_status").items()
        if code in statuses and entry.more.get("line") != "hidden"
    ]
    return found


def _description(facts: Territory, lines: Sequence[BorderNow]) -> str:
    """Say the map in words, for who does not see it."""
    n = len(facts.sectors)
    said = [ngettext("{n} sector", "{n} sectors", n).format(n=i18n.format_number(n))]
    for code in FILLS:
        count = sum(facts.patterns.get(spot.id, "unknown") == code for spot in facts.sectors)
        if count:
            said.append(f"{pattern_words(code)} {i18n.format_number(count)}")
    for code, entry in codes.read("border_status").items():
        count = sum(border.status == code for border in lines)
        if count:
            said.append(
                ngettext("{n} border {status}", "{n} borders {status}", count).format(
                    n=i18n.format_number(count), status=entry.label
                )
            )
    total = sum(facts.counts.get(spot.id, 0) for spot in facts.sectors)
    said.append(
        ngettext("{n} incident", "{n} incidents", total).format(n=i18n.format_number(total))
    )
    return ", ".join(said) + "."


def _row(facts: Territory, border: BorderNow) -> list[str]:
    return [
        facts.name(border.a),
        facts.name(border.b),
        status_words(border),
        dates.show(border.since),
        dates.show(border.last_confirmed),
        i18n.format_number(border.metres),
    ]


def _by_status(borders: Sequence[BorderNow]) -> list[BorderNow]:
    order = {code: place for place, code in enumerate(codes.read("border_status"))}
    return sorted(borders, key=lambda border: order.get(border.status, len(order)))


def _pattern(facts: Territory, sector: str) -> str:
    return pattern_words(facts.patterns.get(sector, ""))
