# SPDX-License-Identifier: GPL-3.0-or-later
"""What stands on the tab after the end: the contacts agreed to, and how the file closed."""

from array import array
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from desktop import slices
from desktop.closures import service
from desktop.closures.model import AfterCare, Closure
from desktop.core import clock, codes, i18n
from desktop.core.i18n import N_
from desktop.core.tables import Record
from desktop.core.work import Work
from desktop.desks.frame.of_person import OfPerson
from desktop.widgets.source import Column, Shown, marked


class AfterCareOf(OfPerson):
    """The contacts after the end of one file."""

    kind = "after_care"
    title = N_("After-care")
    heading = N_("The contact")
    reason = N_("Only while the person agrees to it.")
    empty_sentence = N_("No contact after the end was agreed to.")
    model = AfterCare
    columns = (
        Column("point", N_("Contact after"), 1, sortable=False),
        Column("due_on", N_("Due on"), 0, sortable=False),
        Column("done_on", N_("Done on"), 0, sortable=False),
        Column("result", N_("How the person is"), 2, status=True, sortable=False),
    )

    def list_keys(
        self, work: Work, text: str, filters: Mapping[str, str], order: str
    ) -> "array[int]":
        return service.care_keys(work, self.participant)

    def list_rows(self, work: Work, keys: Sequence[int]) -> list[tuple[str, ...]]:
        today = clock.today()
        return [
            (
                codes.label("after_care_point", point),
                i18n.format_day(due),
                i18n.format_day(done),
                marked("good" if result == "well" else "note", codes.label(_RESULT, result))
                if result
                else marked("warning" if due and due < today else "off", ""),
            )
            for point, due, done, result in service.care_rows(work, keys)
        ]


class ClosuresOf(OfPerson):
    """How and when one file closed."""

    kind = "closures"
    title = N_("Closings")
    heading = N_("The closing")
    empty_sentence = N_("This file was never closed.")
    model = Closure
    columns = (
        Column("closed_on", N_("Closed on"), 0, sortable=False),
        Column("reason", N_("Reason for closing"), 2, sortable=False),
        Column("outcome", N_("What was reached"), 1, sortable=False),
        Column("tasks_ended", N_("Tasks ended"), 0, numeric=True, sortable=False),
        Column("reopened_on", N_("Opened again on"), 0, sortable=False),
    )

    def amend(self, work: Work, record: Record, values: Mapping[str, Any]) -> Record:
        assert isinstance(record, Closure)  # noqa: S101 - the only model of this source
        bars = slices.bars_closing(work, self.participant)
        return service.amend(work, record, values, bars=bars)

    def describe(self, work: Work, record: Record) -> Shown:
        return replace(super().describe(work, record), may_remove=False)

    def list_keys(
        self, work: Work, text: str, filters: Mapping[str, str], order: str
    ) -> "array[int]":
        return service.keys(work, self.participant)

    def list_rows(self, work: Work, keys: Sequence[int]) -> list[tuple[str, ...]]:
        return [
            (
                i18n.format_day(closed),
                codes.label("case_closure_reason", reason),
                codes.label("closure_outcome", outcome),
                i18n.format_number(ended or 0),
                i18n.format_day(again),
            )
            for closed, reason, outcome, ended, again in service.rows(work, keys)
        ]


_RESULT = "after_care_result"
