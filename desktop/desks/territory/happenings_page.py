# SPDX-License-Identifier: GPL-3.0-or-later
"""What happened around us, typed or imported: marks on the charts of incidents."""

from array import array
from collections.abc import Mapping, Sequence
from typing import Any

from desktop.core import codes, dates, shown
from desktop.core.fields import chosen, specs
from desktop.core.i18n import N_
from desktop.core.work import Work
from desktop.incidents import event_service
from desktop.incidents.event_model import ContextEvent
from desktop.places import service as places
from desktop.widgets.form import FormSection
from desktop.widgets.record_source import Choices, RecordSource
from desktop.widgets.source import Column, Filter

_FIELDS = ("kind", "title", "starts_on", "ends_on", "again", "place", "source")


class HappeningSource(RecordSource):
    """Operations, elections, pay days and the like, the latest first."""

    name = "happenings"
    title = N_("What happened around us")
    new_label = N_("New event")
    empty_sentence = N_("Nothing was written down yet. What stands here is marked on the charts.")
    model = ContextEvent
    in_cells = True
    columns = (
        Column("code", N_("Code"), 0, sortable=False),
        Column("starts_on", N_("From"), 0, sortable=False),
        Column("ends_on", N_("Until"), 0, sortable=False),
        Column("kind", N_("Kind"), 2, sortable=False),
        Column("title", N_("What it was"), 3, sortable=False),
        Column("place", N_("Where"), 1, sortable=False),
        Column("source", N_("Source"), 1, sortable=False),
    )

    @property
    def filters(self) -> Sequence[Filter]:  # type: ignore[override]
        """The question that narrows the list."""
        return (Filter("kind", N_("Kind"), codes.choices("context_event")),)

    def fields(self) -> Sequence[FormSection]:
        section = FormSection(
            N_("The event"),
            N_("Only what is public. It is marked on the charts and counted nowhere."),
            chosen(specs(ContextEvent.draft), _FIELDS),
        )
        return [section]

    def choices(self) -> Choices:
        def offered() -> list[tuple[str, str]]:
            with self.workspace.work() as work:
                return [(spot.id, spot.label) for spot in places.places(work)]

        return {"place": offered}

    def links(self, work: Work) -> shown.Links:
        return {"place": self.namer(places.names(work))}

    def list_keys(
        self, work: Work, text: str, filters: Mapping[str, str], order: str
    ) -> "array[int]":
        return event_service.keys(work, filters)

    def list_rows(self, work: Work, keys: Sequence[int]) -> list[tuple[str, ...]]:
        names = places.names(work)
        return [_row(row, names) for row in event_service.rows(work, keys)]


def _row(row: tuple[Any, ...], names: Mapping[str, str]) -> tuple[str, ...]:
    code, starts_on, ends_on, kind, title, again, place, source = row
    if code is None:
        return ("",) * len(HappeningSource.columns)
    often = "" if again == "once" else f" ({codes.label('event_again', again).lower()})"
    return (
        code,
        dates.show(starts_on),
        dates.show(ends_on),
        codes.label("context_event", kind),
        f"{title}{often}",
        names.get(place or "", ""),
        source or "",
    )
