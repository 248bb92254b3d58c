# SPDX-License-Identifier: GPL-3.0-or-later
"""The list of participants with what waits for each of them, by the rule of My day."""

from array import array
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from desktop import slices
from desktop.consents import service as consents
from desktop.core import clock
from desktop.core.i18n import N_, _
from desktop.core.tables import Record
from desktop.core.tasks import Asked, Task, is_overdue, when
from desktop.core.work import Work
from desktop.participants import list_service
from desktop.participants.page import ParticipantSource
from desktop.widgets.source import Column, Filter, Shown, Tone, marked

DUE, RENEW = "due", "renew"
SOON_DAYS = 7
_BEFORE, _REPLACED = 1, 2
"""The column stands before the last one, the status, and in the place of the registration day:
eight columns find no room on a small screen, and the list comes in that order anyway."""


class PeopleDue(ParticipantSource):
    """Who waits is seen in the list, found by a filter, and told at the head of the file."""

    columns = (
        *ParticipantSource.columns[:-_REPLACED],
        Column(DUE, N_("Next step"), 1, status=True, sortable=False),
        *ParticipantSource.columns[-_BEFORE:],
    )

    @property
    def filters(self) -> Sequence[Filter]:  # type: ignore[override]
        """The questions that narrow the list, the one about what is late among them."""
        waits = (
            ("overdue", _("Something is late")),
            ("soon", _("Something is due this week")),
            (RENEW, _("A consent is to be asked again")),
        )
        return (*super().filters, Filter(DUE, N_("Next step"), waits))

    def list_keys(
        self, work: Work, text: str, filters: Mapping[str, str], order: str
    ) -> "array[int]":
        wanted = filters.get(DUE)
        if not wanted:
            return super().list_keys(work, text, filters, order)
        day = clock.today()
        if wanted == RENEW:
            people = {one.person for one in consents.tasks(work, Asked(day, most=None))}
        else:
            people = waiting_people(work, day, late=wanted == "overdue")
        return list_service.keys_among(work, text, filters, order, people)

    def list_rows(self, work: Work, keys: Sequence[int]) -> list[tuple[str, ...]]:
        rows, people = super().list_rows(work, keys), list_service.ids(work, keys)
        day = clock.today()
        first: dict[str, Task] = {}
        for task in slices.due(work, day, [one for one in people if one]):
            first.setdefault(task.person, task)
        return [
            (*row[:-_REPLACED], _cell(first.get(person), day), *row[-_BEFORE:])
            for row, person in zip(rows, people, strict=True)
        ]

    def describe(self, work: Work, record: Record) -> Shown:
        shown, day = super().describe(work, record), clock.today()
        waiting = slices.due(work, day, [record.id])
        if not waiting:
            return shown
        words = f"{waiting[0].said()} · {when(waiting[0].on, day)}"
        return replace(shown, facts=[*shown.facts, (_("Next step"), words)])


def waiting_people(work: Work, day: date, *, late: bool) -> set[str]:
    """Return the ids of everybody for whom something is late, or due within a week."""
    until = day if late else day + timedelta(days=SOON_DAYS)
    found = slices.due(work, until, most=None)
    return {one.person for one in found if one.person and (not late or is_overdue(one.on, day))}


def _cell(task: Task | None, day: date) -> str:
    if task is None:
        return ""
    tone: Tone = "danger" if is_overdue(task.on, day) else "warning" if task.on == day else "note"
    return marked(tone, when(task.on, day))
