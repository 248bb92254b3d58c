# SPDX-License-Identifier: GPL-3.0-or-later
"""The register of activities."""

from array import array
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from desktop.activities import series_service, service, session_service
from desktop.activities.attendance_page import AttendancePage
from desktop.activities.model import HEADS, OF_MEDIATION, Activity, ActivityDraft
from desktop.core import clock, codes, i18n, shown, tasks
from desktop.core.fields import chosen, specs
from desktop.core.i18n import N_
from desktop.core.tables import Record
from desktop.core.work import Work
from desktop.organisation import grant_service
from desktop.organisation import service as organisation
from desktop.organisation.form import grant_choices, programme_choices
from desktop.places import service as places
from desktop.places.form import sector_choices
from desktop.widgets.form import FormSection
from desktop.widgets.record_source import Choices, RecordSource
from desktop.widgets.source import Column, Filter, Tab, Tone, marked

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desktop.core.store import Workspace

_AFTER = ("hours", "next_on", "next_done_on", "note")


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
        Column("next_on", N_("Next step"), 1, status=True, sortable=False),
    )

    def __init__(self, workspace: "Workspace", print_sheet: Callable[[str], None]) -> None:
        super().__init__(workspace)
        self._sheet = print_sheet

    @property
    def filters(self) -> Sequence[Filter]:  # type: ignore[override]
        """The questions that narrow the list."""
        return (Filter("type", N_("Type"), codes.choices("activity_type")),)

    def fields(self) -> Sequence[FormSection]:
        fields = specs(ActivityDraft)
        apart = (*HEADS, *OF_MEDIATION, *_AFTER)
        rest = [spec.name for spec in fields if spec.name not in apart]
        return [
            FormSection(N_("The activity"), "", chosen(fields, rest)),
            FormSection(N_("Who came"), N_("Count heads. No names."), chosen(fields, HEADS)),
            FormSection(
                N_("The mediation"),
                N_("Only for a mediation. Write no name and no group."),
                chosen(fields, OF_MEDIATION),
            ),
            FormSection(N_("Afterwards"), "", chosen(fields, _AFTER)),
        ]

    def choices(self) -> Choices:
        return {
            "programme": programme_choices(self.workspace),
            "sector": sector_choices(self.workspace),
            "series": self._series,
            "grant": grant_choices(self.workspace),
        }

    def links(self, work: Work) -> shown.Links:
        return {
            "programme": self.namer(organisation.titles(work)),
            "sector": self.namer(places.names(work)),
            "series": self.namer(series_service.titles(work)),
            "grant": self.namer(grant_service.names(work)),
        }

    def create(self, work: Work, values: Mapping[str, Any]) -> Record:
        return session_service.hold(work, values)

    def amend(self, work: Work, record: Record, values: Mapping[str, Any]) -> Record:
        assert isinstance(record, Activity)  # noqa: S101 - the only model of this source
        return session_service.amend(work, record, values)

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
                _next(next_on, done_on),
            )
            for code, held_on, kind, title, sector, people, next_on, done_on in service.rows(
                work, keys
            )
        ]

    def tabs(self, id: str) -> Sequence[Tab]:
        def build(_parent: "QWidget") -> "QWidget":
            return AttendancePage(self.workspace, id, self._sheet)

        return (Tab("attendance", N_("Attendance"), build),)

    def _series(self) -> list[tuple[str, str]]:
        with self.workspace.work() as work:
            return series_service.offered(work, "", limit=1_000)


def _next(next_on: date | None, done_on: date | None) -> str:
    """Return the next step as a status: late by the rule of My day, or its day."""
    if next_on is None or done_on is not None:
        return ""
    day = clock.today()
    tone: Tone = "danger" if tasks.is_overdue(next_on, day) else "note"
    return marked(tone, tasks.when(next_on, day))
