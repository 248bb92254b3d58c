# SPDX-License-Identifier: GPL-3.0-or-later
"""The registers of offices, staff and targets in the administration."""

from array import array
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from desktop.core import clock, codes, i18n, shown
from desktop.core.fields import specs
from desktop.core.i18n import N_, _
from desktop.core.work import Work
from desktop.organisation import grant_service, office_service
from desktop.organisation import service as organisation
from desktop.organisation.form import grant_choices, office_choices, programme_choices
from desktop.organisation.grant_model import Target
from desktop.organisation.office_model import Office, Staff
from desktop.widgets.form import FormSection
from desktop.widgets.record_source import Choices, RecordSource
from desktop.widgets.source import Column, marked


class OfficeSource(RecordSource):
    """The places a team works from."""

    name = "offices"
    title = N_("Offices")
    new_label = N_("New office")
    empty_sentence = N_("No offices yet. An organisation with one place needs none here.")
    model = Office
    columns = (
        Column("title", N_("Name of the office"), 3, sortable=False),
        Column("kind", N_("Kind of place"), 1, sortable=False),
        Column("city", N_("City"), 1, sortable=False),
        Column("status", N_("Status"), 1, status=True, sortable=False),
    )

    def fields(self) -> Sequence[FormSection]:
        return [FormSection(N_("The office"), "", specs(Office.draft))]

    def list_keys(
        self, work: Work, text: str, filters: Mapping[str, str], order: str
    ) -> "array[int]":
        return office_service.keys(work, text)

    def list_rows(self, work: Work, keys: Sequence[int]) -> list[tuple[str, ...]]:
        return [
            (
                title or "",
                codes.label("office_kind", kind),
                city or "",
                marked("off", _("No longer used")) if closed else marked("good", _("In use")),
            )
            for title, kind, city, closed in office_service.rows(work, keys)
        ]


class StaffSource(RecordSource):
    """Who works where, by the words people sign in with."""

    name = "staff"
    in_cells = True
    title = N_("Staff")
    new_label = N_("New post")
    empty_sentence = N_("Nobody is written down yet. Words are enough, never legal names.")
    model = Staff
    columns = (
        Column("word", N_("Word"), 1, sortable=False),
        Column("post", N_("Post"), 2, sortable=False),
        Column("office", N_("Office"), 2, sortable=False),
        Column("share", N_("Share of full time"), 0, numeric=True, sortable=False),
        Column("since", N_("Since"), 0, sortable=False),
        Column("status", N_("Status"), 1, status=True, sortable=False),
    )

    def fields(self) -> Sequence[FormSection]:
        return [FormSection(N_("The post"), "", specs(Staff.draft))]

    def choices(self) -> Choices:
        return {"office": office_choices(self.workspace)}

    def links(self, work: Work) -> shown.Links:
        return {"office": self.namer(office_service.names(work))}

    def list_keys(
        self, work: Work, text: str, filters: Mapping[str, str], order: str
    ) -> "array[int]":
        return office_service.staff_keys(work)

    def list_rows(self, work: Work, keys: Sequence[int]) -> list[tuple[str, ...]]:
        offices = office_service.names(work)
        return [
            (
                word or "",
                codes.label("post", post),
                offices.get(office or "", ""),
                "" if share is None else i18n.format_percent(share / 100),
                i18n.format_day(began),
                marked("off", _("Left")) if left else marked("good", _("In the team")),
            )
            for word, post, office, share, began, left in office_service.staff_rows(work, keys)
        ]


class TargetSource(RecordSource):
    """What is to be reached, and from where."""

    name = "targets"
    in_cells = True
    title = N_("Targets")
    new_label = N_("New target")
    empty_sentence = N_("No targets yet. A target has a baseline and a day.")
    model = Target
    columns = (
        Column("indicator", N_("Indicator"), 3, sortable=False),
        Column("programme", N_("Line"), 0, sortable=False),
        Column("grant", N_("Grant"), 1, sortable=False),
        Column("baseline", N_("Baseline"), 0, numeric=True, sortable=False),
        Column("target", N_("Target"), 0, numeric=True, sortable=False),
        Column("ends_on", N_("To be reached by"), 0, sortable=False),
    )

    def fields(self) -> Sequence[FormSection]:
        return [FormSection(N_("The target"), "", specs(Target.draft))]

    def new_values(self) -> dict[str, Any]:
        year = clock.today().year
        return {"starts_on": date(year, 1, 1), "ends_on": date(year, 12, 31)}

    def choices(self) -> Choices:
        return {
            "programme": programme_choices(self.workspace),
            "grant": grant_choices(self.workspace),
        }

    def links(self, work: Work) -> shown.Links:
        return {
            "programme": self.namer(organisation.titles(work)),
            "grant": self.namer(grant_service.names(work)),
        }

    def list_keys(
        self, work: Work, text: str, filters: Mapping[str, str], order: str
    ) -> "array[int]":
        return grant_service.target_keys(work)

    def list_rows(self, work: Work, keys: Sequence[int]) -> list[tuple[str, ...]]:
        signs, grants = organisation.signs(work), grant_service.names(work)
        return [
            (
                codes.label("indicator", indicator),
                signs.get(programme or "", ""),
                grants.get(grant or "", ""),
                "" if baseline is None else i18n.format_figure(baseline),
                "" if target is None else i18n.format_figure(target),
                i18n.format_day(ends_on),
            )
            for indicator, programme, grant, baseline, target, _from, ends_on in (
                grant_service.target_rows(work, keys)
            )
        ]
