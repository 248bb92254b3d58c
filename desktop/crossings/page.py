# SPDX-License-Identifier: GPL-3.0-or-later
"""The registers of safe places and safe ways: what the sheet carried in the street is made of."""

from array import array
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from desktop.core import clock, codes, i18n, shown
from desktop.core.fields import chosen, specs
from desktop.core.i18n import N_, _
from desktop.core.tables import Record
from desktop.core.work import Work
from desktop.crossings import safe_service
from desktop.crossings.model import SafePlace, SafePlaceDraft, SafeRoute, SafeRouteDraft
from desktop.places import service as places
from desktop.places.form import sector_choices
from desktop.widgets.form import FormSection
from desktop.widgets.record_source import Choices, RecordSource
from desktop.widgets.source import Column, Shown, marked

_CARRIED = N_("Printed and carried in the street: nothing of borders, groups or people.")


class SafePlaceSource(RecordSource):
    """Places where anybody of the programme can go and wait."""

    name = "safe_places"
    title = N_("Safe places")
    new_label = N_("New safe place")
    empty_sentence = N_("No safe places yet. Write those that everybody around knows.")
    model = SafePlace
    in_cells = True
    columns = (
        Column("title", N_("Name of the place"), 3, sortable=False),
        Column("kind", N_("Kind of place"), 1, sortable=False),
        Column("sector", N_("Sector"), 2, sortable=False),
        Column("hours", N_("Hours"), 1, sortable=False),
        Column("checked", N_("Last checked on"), 0, sortable=False),
        Column("state", N_("Status"), 1, status=True, sortable=False),
    )

    def fields(self) -> Sequence[FormSection]:
        return [FormSection(N_("The place"), _CARRIED, specs(SafePlaceDraft))]

    def choices(self) -> Choices:
        return {"sector": sector_choices(self.workspace)}

    def links(self, work: Work) -> shown.Links:
        return {"sector": self.namer(places.names(work))}

    def describe(self, work: Work, record: Record) -> Shown:
        assert isinstance(record, SafePlace)  # noqa: S101 - the only model of this source
        return replace(super().describe(work, record), title=record.title)

    def list_keys(
        self, work: Work, text: str, filters: Mapping[str, str], order: str
    ) -> "array[int]":
        return safe_service.place_keys(work)

    def list_rows(self, work: Work, keys: Sequence[int]) -> list[tuple[str, ...]]:
        names = places.names(work)
        return [
            (
                title or "",
                codes.label("safe_place_kind", kind),
                names.get(sector or "", ""),
                hours or "",
                i18n.format_day(checked),
                _state(until),
            )
            for title, kind, sector, hours, checked, until in safe_service.place_rows(work, keys)
        ]


class SafeRouteSource(RecordSource):
    """Ways the programme recommends; one with an active border on it is printed no more."""

    name = "safe_routes"
    title = N_("Safe ways")
    new_label = N_("New safe way")
    empty_sentence = N_("No safe ways yet. Write those that somebody walks who lives there.")
    model = SafeRoute
    in_cells = True
    columns = (
        Column("title", N_("Name of the way"), 3, sortable=False),
        Column("starts", N_("From the sector"), 2, sortable=False),
        Column("ends", N_("To the sector"), 2, sortable=False),
        Column("who", N_("Who may use it"), 1, sortable=False),
        Column("told", N_("Told on"), 0, sortable=False),
        Column("state", N_("Status"), 1, status=True, sortable=False),
    )

    def fields(self) -> Sequence[FormSection]:
        fields = specs(SafeRouteDraft)
        walked = ("title", "starts_in", "ends_in", "through")
        used = ("how", "who_may", "hours", "note", "drawn_on", "until")
        return [
            FormSection(N_("The way"), _CARRIED, chosen(fields, walked)),
            FormSection(N_("Who uses it and when"), "", chosen(fields, used)),
        ]

    def choices(self) -> Choices:
        return {"sector": sector_choices(self.workspace)}

    def links(self, work: Work) -> shown.Links:
        return {"sector": self.namer(places.names(work))}

    def describe(self, work: Work, record: Record) -> Shown:
        assert isinstance(record, SafeRoute)  # noqa: S101 - the only model of this source
        barred = record.id in safe_service.barred(work, clock.today())
        warning = _("An active border lies on this way. It is printed no more: look at it again.")
        return replace(
            super().describe(work, record),
            title=record.title,
            warnings=[warning] if barred else [],
        )

    def list_keys(
        self, work: Work, text: str, filters: Mapping[str, str], order: str
    ) -> "array[int]":
        return safe_service.route_keys(work)

    def list_rows(self, work: Work, keys: Sequence[int]) -> list[tuple[str, ...]]:
        names = places.names(work)
        barred = safe_service.barred(work, clock.today())
        return [
            (
                title or "",
                names.get(starts or "", ""),
                names.get(ends or "", ""),
                codes.label("route_use", who),
                i18n.format_day(told),
                marked("danger", _("Active border on it")) if one in barred else _state(until),
            )
            for one, title, starts, ends, who, told, until in safe_service.route_rows(work, keys)
        ]


def _state(until: date | None) -> str:
    if until is not None and until <= clock.today():
        return marked("off", _("No longer used"))
    return marked("good", _("In use"))
