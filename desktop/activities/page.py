# SPDX-License-Identifier: GPL-3.0-or-later
"""The register of activities."""

from array import array
from collections.abc import Mapping, Sequence

from desktop.activities import service
from desktop.activities.model import HEADS, Activity, ActivityDraft
from desktop.core import codes, i18n, shown
from desktop.core.fields import chosen, specs
from desktop.core.i18n import N_
from desktop.core.work import Work
from desktop.organisation import service as organisation
from desktop.organisation.form import programme_choices
from desktop.places import service as places
from desktop.places.form import sector_choices
from desktop.widgets.form import FormSection
from desktop.widgets.record_source import Choices, RecordSource
from desktop.widgets.source import Column, Filter


class ActivitySource(RecordSource):
    """Activities with their head-counts."""

    name = "activities"
    title = N_("Activities")
    new_label = N_("New activity")
    empty_sentence = N_("No activities yet.")
    model = Activity
    columns = (
        Column("code", N_("Code"), 0),
        Column("held_on", N_("Date"), 0),
        Column("type", N_("Type"), 1),
        Column("title", N_("What it was"), 3),
        Column("sector", N_("Sector"), 1, sortable=False),
        Column("people", N_("People"), 0, numeric=True, sortable=False),
    )

    @property
    def filters(self) -> Sequence[Filter]:  # type: ignore[override]
        """The questions that narrow the list."""
        return (Filter("type", N_("Type"), codes.choices("activity_type")),)

    def fields(self) -> Sequence[FormSection]:
        fields = specs(ActivityDraft)
        rest = [spec.name for spec in fields if spec.name not in (*HEADS, "hours", "note")]
        return [
            FormSection(N_("The activity"), "", chosen(fields, rest)),
            FormSection(N_("Who came"), N_("Count heads. No names."), chosen(fields, HEADS)),
            FormSection(N_("Afterwards"), "", chosen(fields, ("hours", "note"))),
        ]

    def choices(self) -> Choices:
        return {
            "programme": programme_choices(self.workspace),
            "sector": sector_choices(self.workspace),
        }

    def links(self, work: Work) -> shown.Links:
        return {
            "programme": self.namer(organisation.titles(work)),
            "sector": self.namer(places.names(work)),
        }

    def list_keys(
        self, work: Work, text: str, filters: Mapping[str, str], order: str
    ) -> "array[int]":
        return service.keys(work, text, filters, order)

    def list_rows(self, work: Work, keys: Sequence[int]) -> list[tuple[str, ...]]:
        sectors = places.names(work)
        return [
            (
                code or "",
                i18n.format_day(held_on),
                codes.label("activity_type", kind),
                title or "",
                sectors.get(sector or "", ""),
                "" if people is None else i18n.format_number(people),
            )
            for code, held_on, kind, title, sector, people in service.rows(work, keys)
        ]
