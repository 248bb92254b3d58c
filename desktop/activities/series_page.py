# SPDX-License-Identifier: GPL-3.0-or-later
"""Groups and courses as a list; of each its sessions, its list, and who came how often."""

from array import array
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from desktop.activities import series_service as service
from desktop.activities.page import ActivitySource
from desktop.activities.series_model import Series, SeriesDraft, SeriesMember
from desktop.activities.shares_page import SharesPage
from desktop.core import clock, codes, i18n, records, shown
from desktop.core.fields import specs
from desktop.core.i18n import N_, _
from desktop.core.tables import Record
from desktop.core.work import Work
from desktop.organisation import service as organisation
from desktop.organisation.form import programme_choices
from desktop.participants import service as participants
from desktop.participants.form import participant_choices
from desktop.places import service as places
from desktop.places.form import sector_choices
from desktop.widgets.form import FormSection
from desktop.widgets.record_source import Choices, RecordSource, Within
from desktop.widgets.register import RegisterPage
from desktop.widgets.source import Column, Filter, Shown, Tab, marked
from desktop.widgets.toasts import Toasts

if TYPE_CHECKING:
    from desktop.core.store import Workspace

Sheet = Callable[[str], None]


class SeriesSource(RecordSource):
    """Groups and courses."""

    name = "series"
    title = N_("Groups and courses")
    new_label = N_("New group or course")
    empty_sentence = N_("No group or course yet. Sessions without a list need none.")
    model = Series
    columns = (
        Column("code", N_("Code"), 0, sortable=False),
        Column("title", N_("Name of the group or course"), 3, sortable=False),
        Column("kind", N_("Kind"), 1, sortable=False),
        Column("sector", N_("Sector"), 1, sortable=False),
        Column("sessions", N_("Sessions"), 0, numeric=True, sortable=False),
        Column("people", N_("People"), 0, numeric=True, sortable=False),
    )

    def __init__(self, workspace: "Workspace", toasts: Toasts, print_sheet: Sheet) -> None:
        super().__init__(workspace)
        self._toasts, self._sheet = toasts, print_sheet

    @property
    def filters(self) -> Sequence[Filter]:  # type: ignore[override]
        """The question that narrows the list."""
        return (Filter("kind", N_("Kind"), codes.choices("series_kind")),)

    def fields(self) -> Sequence[FormSection]:
        return [FormSection(N_("The group or course"), "", specs(SeriesDraft))]

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
        return service.keys(work, text, filters)

    def list_rows(self, work: Work, keys: Sequence[int]) -> list[tuple[str, ...]]:
        sectors = places.names(work)
        return [
            (
                code or "",
                title or "",
                codes.label("series_kind", kind),
                sectors.get(sector or "", ""),
                _of(held, planned),
                i18n.format_number(people or 0),
            )
            for code, title, kind, sector, held, planned, people in service.rows(work, keys)
        ]

    def describe(self, work: Work, record: Record) -> Shown:
        assert isinstance(record, Series)  # noqa: S101 - the only model of this source
        sectors = places.names(work)
        facts = [
            (_("Kind"), codes.label("series_kind", record.kind)),
            (_("Sector"), sectors.get(record.sector or "", "")),
        ]
        base = super().describe(work, record)
        return replace(base, title=record.title, facts=[one for one in facts if one[1]])

    def tabs(self, id: str) -> Sequence[Tab]:
        workspace, toasts = self.workspace, self._toasts
        return (
            Tab(
                "sessions",
                N_("Sessions"),
                lambda _p: RegisterPage(SessionsOf(workspace, id, self._sheet), toasts),
            ),
            Tab("list", N_("List"), lambda _p: RegisterPage(MembersOf(workspace, id), toasts)),
            Tab("shares", N_("Attendance"), lambda _p: SharesPage(workspace, id)),
        )


class SessionsOf(ActivitySource):
    """The sessions of one group or course."""

    title = N_("Sessions")
    in_cells = True
    new_label = N_("New session")
    empty_sentence = N_("No session yet.")

    def __init__(self, workspace: "Workspace", series: str, print_sheet: Sheet) -> None:
        super().__init__(workspace, print_sheet)
        self._of_series = series
        self.name = f"sessions_{series}"

    @property
    def filters(self) -> Sequence[Filter]:  # type: ignore[override]
        """Nothing narrows the sessions of one series."""
        return ()

    def new_values(self) -> dict[str, Any]:
        with self.workspace.work() as work:
            series = records.get(work, Series, self._of_series)
            return {
                "type": "group_session",
                "series": series.id,
                "title": series.title,
                "sector": series.sector,
                "programme": series.programme,
                "held_on": clock.today(),
            }

    def list_keys(
        self, work: Work, text: str, filters: Mapping[str, str], order: str
    ) -> "array[int]":
        return service.session_keys(work, self._of_series)


class MembersOf(Within):
    """Who is on the list of one group or course."""

    kind, owner_field = "members", "series"
    title = N_("List")
    heading = N_("On the list")
    reason = N_("Only the code stands on the list and on its paper.")
    new_label = N_("Add a participant")
    empty_sentence = N_("Nobody is on the list yet.")
    model = SeriesMember
    columns = (
        Column("participant", N_("Participant"), 1, sortable=False),
        Column("joined_on", N_("Since"), 1, sortable=False),
        Column("left_on", N_("Left on"), 1, status=True, sortable=False),
    )

    def choices(self) -> Choices:
        return {"participant": participant_choices(self.workspace)}

    def links(self, work: Work) -> shown.Links:
        return {"participant": partial(participants.code_of, work)}

    def create(self, work: Work, values: Mapping[str, Any]) -> Record:
        return service.join(work, self.owner, values)

    def list_keys(
        self, work: Work, text: str, filters: Mapping[str, str], order: str
    ) -> "array[int]":
        return service.member_keys(work, self.owner)

    def list_rows(self, work: Work, keys: Sequence[int]) -> list[tuple[str, ...]]:
        rows = service.member_rows(work, keys)
        known = participants.codes_of(work, [row[0] for row in rows if row[0]])
        return [
            (
                known.get(person, ""),
                i18n.format_day(joined),
                marked("off", i18n.format_day(left)) if left else "",
            )
            for person, joined, left in rows
        ]


def _of(held: int | None, planned: int | None) -> str:
    done = i18n.format_number(held or 0)
    if not planned:
        return done
    return _("{n} of {all}").format(n=done, all=i18n.format_number(planned))
