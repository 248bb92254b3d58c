# SPDX-License-Identifier: GPL-3.0-or-later
"""What the registers of the dialogues store share, and those that belong to one record of it."""

from array import array
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from desktop.core import clock, codes, i18n, records, shown, tasks
from desktop.core.i18n import N_, _
from desktop.core.tables import Record
from desktop.core.work import Work
from desktop.dialogues import form, group_service, service
from desktop.dialogues.agreement_model import Agreement, Breach, Check, Clause
from desktop.dialogues.agreement_service import CHECK_DAYS
from desktop.dialogues.model import Holding, Process, Review
from desktop.widgets.form import FormSection
from desktop.widgets.record_source import Choices, RecordSource, Within
from desktop.widgets.register import RegisterPage
from desktop.widgets.source import Column, marked
from desktop.widgets.toasts import Toasts


def when_due(due: date | None) -> str:
    """Return a due day, or in words how late it is."""
    if due is None:
        return ""
    day = clock.today()
    return tasks.when(due, day) if tasks.is_overdue(due, day) else i18n.format_day(due)


class InnerSource(RecordSource):
    """A register of the dialogues store."""

    store = form.STORE

    def choices(self) -> Choices:
        return form.choices(self.workspace)

    def links(self, work: Work) -> shown.Links:
        return form.names(self.workspace, work)


def inside(source: InnerSource, toasts: Toasts) -> RegisterPage:
    """Return the register of what belongs to one record, to stand within its page."""
    page = RegisterPage(source, toasts)
    page.stand_within()
    return page


class HoldingsOf(InnerSource, Within):
    """The sectors one group held."""

    kind, owner_field, model = "holdings", "group", Holding
    title = N_("Sectors held")
    in_cells = True
    heading = N_("The sector")
    new_label = N_("New sector held")
    empty_sentence = N_("No sector has been noted yet.")
    columns = (
        Column("sector", N_("Sector"), 3, sortable=False),
        Column("since", N_("Since"), 1, sortable=False),
        Column("until", N_("Until"), 1, sortable=False),
        Column("leader_on", N_("New command since"), 1, sortable=False),
    )

    def new_values(self) -> dict[str, Any]:
        return {"since": clock.today()}

    def create(self, work: Work, values: Mapping[str, Any]) -> Record:
        return service.hold(work, {**values, "group": self.owner})

    def amend(self, work: Work, record: Record, values: Mapping[str, Any]) -> Record:
        assert isinstance(record, Holding)  # noqa: S101 - the only model of this source
        return service.amend_holding(work, record, values)

    def list_keys(
        self, work: Work, text: str, filters: Mapping[str, str], order: str
    ) -> "array[int]":
        return group_service.holding_keys(work, self.owner)

    def list_rows(self, work: Work, keys: Sequence[int]) -> list[tuple[str, ...]]:
        name = self.links(work)["sector"]
        return [
            (name(sector or ""), *(i18n.format_day(day) for day in days))
            for sector, *days in group_service.holding_rows(work, keys)
        ]


class ReviewsOf(InnerSource, Within):
    """The quarterly reviews of one process."""

    kind, owner_field, model = "reviews", "process", Review
    title = N_("Reviews")
    in_cells = True
    heading = N_("Does the process do harm")
    reason = N_("Every quarter. If it does, pause.")
    new_label = N_("New review")
    empty_sentence = N_("Nothing has been reviewed yet.")
    columns = (
        Column("reviewed_on", N_("Reviewed on"), 0, sortable=False),
        Column("decision", N_("Decision"), 1, status=True, sortable=False),
        Column("signs", N_("Signs of harm"), 3, sortable=False),
    )

    def new_values(self) -> dict[str, Any]:
        return {"reviewed_on": clock.today()}

    def list_keys(
        self, work: Work, text: str, filters: Mapping[str, str], order: str
    ) -> "array[int]":
        return service.review_keys(work, self.owner)

    def list_rows(self, work: Work, keys: Sequence[int]) -> list[tuple[str, ...]]:
        return [
            (
                i18n.format_day(reviewed_on),
                marked(
                    "good" if decision == "go_on" else "warning",
                    codes.label("review_decision", decision),
                ),
                codes.labels("harm_sign", signs) or _("None"),
            )
            for reviewed_on, signs, decision, _note in service.review_rows(work, keys)
        ]


class AgreementsOf(InnerSource, Within):
    """The agreements of one process; shown as sections with the cards of their clauses."""

    kind, owner_field, model = "agreements", "process", Agreement
    title = N_("Agreements")
    heading = N_("The agreement")
    new_label = N_("New agreement")

    def new_values(self) -> dict[str, Any]:
        return {"since": clock.today()}


class ClausesOf(InnerSource, Within):
    """The clauses of one agreement."""

    kind, owner_field, model = "clauses", "agreement", Clause
    title = N_("Clauses")
    heading = N_("The clause")
    reason = N_("One thing, one place, one date, somebody who looks.")
    new_label = N_("New clause")
    red = ("red_line_on", "red_lines_touched")

    def choices(self) -> Choices:
        process = self._process()
        return {**super().choices(), **form.of_process(self.workspace, process.id)}

    def fields(self) -> Sequence[FormSection]:
        (whole,) = super().fields()
        said = [spec for spec in whole.fields if spec.name not in self.red]
        read = [spec for spec in whole.fields if spec.name in self.red]
        lines = self._process().red_lines or N_("No red line has been written for this process.")
        return [
            FormSection(whole.title, whole.reason, said),
            FormSection(N_("Beside the red lines"), lines, read),
        ]

    def new_values(self) -> dict[str, Any]:
        return {"check_every": CHECK_DAYS}

    def create(self, work: Work, values: Mapping[str, Any]) -> Record:
        return service.promise(work, self.owner, values)

    def _process(self) -> Process:
        with self.workspace.work(self.store) as work:
            agreement = records.get(work, Agreement, self.owner)
            return records.get(work, Process, agreement.process)


class ChecksOf(InnerSource, Within):
    """The checks of one clause."""

    kind, owner_field, model = "checks", "clause", Check
    title = N_("Checks")
    heading = N_("The check")
    reason = N_("What was seen, never by whom.")
    new_label = N_("Record a check")

    def new_values(self) -> dict[str, Any]:
        return {"checked_on": clock.today()}

    def create(self, work: Work, values: Mapping[str, Any]) -> Record:
        return service.record_check(work, self.owner, values)


class BreachesOf(InnerSource, Within):
    """The breaches of one clause."""

    kind, owner_field, model = "breaches", "clause", Breach
    title = N_("Breaches")
    heading = N_("The breach")
    new_label = N_("Record a breach")

    def fields(self) -> Sequence[FormSection]:
        return form.breach_sections()

    def new_values(self) -> dict[str, Any]:
        return {"happened_on": clock.today(), "alleged_on": clock.today()}

    def create(self, work: Work, values: Mapping[str, Any]) -> Record:
        return service.record_breach(work, self.owner, values)

    def amend(self, work: Work, record: Record, values: Mapping[str, Any]) -> Record:
        assert isinstance(record, Breach)  # noqa: S101 - the only model of this source
        return service.amend_breach(work, record, values)
