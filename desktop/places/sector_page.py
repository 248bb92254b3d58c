# SPDX-License-Identifier: GPL-3.0-or-later
"""The register of sectors: the list the territory page opens on."""

from array import array
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from desktop.core import clock, codes, i18n, records, shown
from desktop.core.i18n import N_, _
from desktop.core.tables import Record
from desktop.core.work import Work
from desktop.places import list_service, pattern_service, place_service, report, service
from desktop.places.inside_page import InsidePanel, PopulationPanel
from desktop.places.list_service import Line
from desktop.places.model import Level, Place
from desktop.places.panel_page import SectorPanel
from desktop.places.sector_form import sections
from desktop.widgets.record_source import Choices, RecordSource
from desktop.widgets.source import Column, Filter, Shown, Tab, Tone, marked

if TYPE_CHECKING:
    from desktop.core.store import Workspace
    from desktop.widgets.form import FormSection

Counts = Callable[[date, date], Mapping[str, int]]
RECENT = 90
TONES: Mapping[str, Tone] = {
    "active": "danger",
    "tense": "warning",
    "suspected": "note",
    "dormant": "off",
    "demilitarised": "good",
    "dissolved": "off",
    "contested": "danger",
    "one_group": "note",
    "truce": "good",
    "unknown": "off",
}


class SectorSource(RecordSource):
    """Sectors by name, with what is most pressing about each."""

    name = "sectors"
    title = N_("Sectors")
    new_label = N_("New sector")
    empty_sentence = N_("No sectors yet. Import them from a file of areas, or write the first one.")
    model = Place
    more: Callable[[str], Sequence[Tab]] | None = None
    """Further tabs of a sector by its id; the desk puts them here, other rooms are above this."""
    columns: Sequence[Column] = (
        Column("name", N_("Sector"), 3),
        Column("code", N_("Code"), 0),
        Column("district", N_("District"), 2, sortable=False),
        Column("pattern", N_("Pattern"), 1, status=True, sortable=False),
        Column("border", N_("Hottest border"), 1, status=True, sortable=False),
        Column("incidents", N_("Incidents, 90 days"), 0, numeric=True, sortable=False),
        Column("population", N_("Population"), 0, numeric=True),
    )

    def __init__(self, workspace: "Workspace", counts: Counts, changed: Callable[[], None]) -> None:
        super().__init__(workspace)
        self._counts, self._changed = counts, changed
        district = codes.label("place_level", Level.DISTRICT)  # as the country calls it
        self.columns = tuple(
            replace(one, title=district) if one.name == "district" else one for one in self.columns
        )

    @property
    def filters(self) -> Sequence[Filter]:  # type: ignore[override]
        """The questions that narrow the list."""
        with self.workspace.work() as work:
            known = service.places(work)
        districts = [(one.id, one.label) for one in known if one.level == Level.DISTRICT]
        return (
            Filter("level", N_("Level"), _levels(known)),
            Filter("pattern", N_("Pattern"), codes.choices("sector_pattern")),
            Filter("border", N_("Border"), codes.choices("border_status")),
            Filter("district", codes.label("place_level", Level.DISTRICT), districts),
        )

    def fields(self) -> "Sequence[FormSection]":
        return sections()

    def new_values(self) -> dict[str, Any]:
        return {"level": Level.SECTOR.value}

    def choices(self) -> Choices:
        def offered() -> list[tuple[str, str]]:
            with self.workspace.work() as work:
                return [
                    (spot.id, f"{spot.label} ({codes.label('place_level', spot.level)})")
                    for spot in service.places(work)
                    if spot.level != Level.SECTOR
                ]

        return {"place": offered}

    def links(self, work: Work) -> shown.Links:
        return {"place": self.namer(service.names(work))}

    def list_keys(
        self, work: Work, text: str, filters: Mapping[str, str], order: str
    ) -> "array[int]":
        return list_service.keys(work, text, filters, order, clock.today())

    def list_rows(self, work: Work, keys: Sequence[int]) -> list[tuple[str, ...]]:
        today = clock.today()
        counts = self._counts(today - timedelta(days=RECENT), today)
        return [
            _cells(line, counts.get(identity, 0))
            for identity, line in list_service.lines(work, keys, today)
        ]

    def create(self, work: Work, values: Mapping[str, Any]) -> Record:
        return place_service.create(work, values)

    def amend(self, work: Work, record: Record, values: Mapping[str, Any]) -> Record:
        assert isinstance(record, Place)  # noqa: S101 - the only model of this source
        return place_service.amend(work, record, values)

    def describe(self, work: Work, record: Record) -> Shown:
        assert isinstance(record, Place)  # noqa: S101 - the only model of this source
        base = super().describe(work, record)
        today = clock.today()
        names = service.names(work)
        small = record.level == Level.SECTOR
        held = pattern_service.patterns(work, today).get(record.id)
        n = self._counts(today - timedelta(days=RECENT), today).get(record.id, 0)
        facts = [
            (_("Level"), codes.label("place_level", record.level)),
            (_("Pattern"), report.pattern_words(held.pattern if held else "") if small else ""),
            (_("Lies in"), names.get(record.parent or "", "")),
            (_("Incidents, 90 days"), i18n.format_number(n) if small else ""),
            (_("Population"), _population(record)),
        ]
        return Shown(
            base.id,
            base.code,
            base.values,
            title=record.name or "",
            facts=[(title, words) for title, words in facts if words],
            may_edit=base.may_edit,
            may_remove=base.may_remove,
        )

    def tabs(self, id: str) -> Sequence[Tab]:
        with self.workspace.work() as work:
            level = records.get(work, Place, id).level
        counted = Tab(
            "population",
            N_("Population"),
            lambda parent: PopulationPanel(self.workspace, id, parent),
            after=True,
        )
        if level != Level.SECTOR:
            return (
                Tab(
                    "inside",
                    N_("What lies in it"),
                    lambda parent: InsidePanel(self.workspace, id, parent),
                ),
                counted,
            )
        return (
            Tab(
                "territory",
                N_("Borders and pattern"),
                lambda parent: SectorPanel(self.workspace, id, self._changed, parent),
            ),
            *(self.more(id) if self.more else ()),
            counted,
        )


def _levels(known: Sequence[service.Spot]) -> list[tuple[str, str]]:
    """Return the levels there are places of; sectors are what the list opens with."""
    held = {spot.level for spot in known}
    return [pair for pair in codes.choices("place_level") if pair[0] in held]


def _cells(line: Line | None, incidents: int) -> tuple[str, ...]:
    if line is None:
        return ("",) * len(SectorSource.columns)
    border = codes.label("border_status", line.border)
    return (
        line.name,
        line.code,
        line.district,
        marked(TONES[line.pattern], report.pattern_words(line.pattern)) if line.pattern else "",
        marked(TONES[line.border], border) if border else "",
        i18n.format_number(incidents) if incidents else "",
        "" if line.population is None else i18n.format_number(line.population),
    )


def _population(record: Place) -> str:
    if record.population is None:
        return ""
    number = i18n.format_number(record.population)
    return f"{number} ({record.population_year})" if record.population_year else number
