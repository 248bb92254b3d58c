# SPDX-License-Identifier: GPL-3.0-or-later
"""The tally of complaints as a list: when it came, of what type, by when it is answered."""

from array import array
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from desktop.cards import complaint_service as service
from desktop.cards.complaint_model import Complaint, ComplaintDraft
from desktop.core import clock, codes, i18n, tasks
from desktop.core.fields import specs
from desktop.core.i18n import N_, _
from desktop.core.work import Work
from desktop.widgets.form import FormSection
from desktop.widgets.record_source import RecordSource
from desktop.widgets.source import Column, Filter, Tone, marked


class ComplaintSource(RecordSource):
    """Complaints; what they say stays outside the program."""

    name = "complaints"
    title = N_("Complaints")
    new_label = N_("New complaint")
    empty_sentence = N_("No complaint yet. Only its month, type and answer are kept here.")
    model = Complaint
    in_cells = True
    columns = (
        Column("code", N_("Code"), 0, sortable=False),
        Column("received_on", N_("Received on"), 1, sortable=False),
        Column("type", N_("Type"), 2, sortable=False),
        Column("channel", N_("How it came"), 1, sortable=False),
        Column("state", N_("Closing"), 1, status=True, sortable=False),
    )

    @property
    def filters(self) -> Sequence[Filter]:  # type: ignore[override]
        """The questions that narrow the list."""
        return (
            Filter("state", N_("Closing"), (("open", _("Not answered yet")),)),
            Filter("type", N_("Type"), codes.choices("complaint_type")),
        )

    def fields(self) -> Sequence[FormSection]:
        why = N_("What was said, and by whom, stays on paper with who answers it.")
        return [FormSection(N_("The complaint"), why, specs(ComplaintDraft))]

    def list_keys(
        self, work: Work, text: str, filters: Mapping[str, str], order: str
    ) -> "array[int]":
        return service.keys(work, filters)

    def list_rows(self, work: Work, keys: Sequence[int]) -> list[tuple[str, ...]]:
        return [_row(row) for row in service.rows(work, keys)]


def _row(row: tuple[Any, ...]) -> tuple[str, ...]:
    code, received, kind, channel, closed, due = row
    if code is None:
        return ("",) * len(ComplaintSource.columns)
    return (
        code,
        i18n.format_day(received),
        codes.label("complaint_type", kind),
        codes.label("complaint_channel", channel),
        _state(closed, due),
    )


def _state(closed: date | None, due: date) -> str:
    if closed:
        words = _("Closed on {day}").format(day=i18n.format_day(closed))
        return marked("warning" if closed > due else "good", words)
    tone: Tone = "danger" if tasks.is_overdue(due, clock.today()) else "note"
    return marked(tone, tasks.when(due, clock.today()))
