# SPDX-License-Identifier: GPL-3.0-or-later
"""Who waits for one programme: a number by the day each asked, and a place to give."""

from array import array
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from desktop.core import clock, i18n
from desktop.core.fields import chosen, specs
from desktop.core.i18n import N_, _
from desktop.core.tables import Record
from desktop.core.work import Work
from desktop.desks.person.living_tabs import admit
from desktop.enrolments import service as enrolments
from desktop.enrolments.model import Enrolment, EnrolmentDraft
from desktop.participants import pause_service
from desktop.participants import service as participants
from desktop.widgets.form import FormSection
from desktop.widgets.record_source import Within
from desktop.widgets.source import Action, Column, Shown


class WaitingList(Within):
    """Who waits for one programme, in the order of the days they asked."""

    kind, owner_field = "waiting", "line"
    title = N_("Waiting list")
    empty_sentence = N_("Nobody waits for this programme.")
    model = Enrolment
    columns = (
        Column("rank", N_("Number"), 0, numeric=True, sortable=False),
        Column("participant", N_("Participant"), 1, sortable=False),
        Column("asked_on", N_("Asked on"), 0, sortable=False),
        Column("days", N_("Days waiting"), 0, numeric=True, sortable=False),
    )

    def fields(self) -> Sequence[FormSection]:
        asked = ("asked_on", "entry_reason", "left_on", "exit_reason")
        return [FormSection(N_("On the waiting list"), "", chosen(specs(EnrolmentDraft), asked))]

    def amend(self, work: Work, record: Record, values: Mapping[str, Any]) -> Record:
        assert isinstance(record, Enrolment)  # noqa: S101 - the only model of this source
        return enrolments.amend(work, record, values)

    def describe(self, work: Work, record: Record) -> Shown:
        assert isinstance(record, Enrolment)  # noqa: S101 - the only model of this source
        code = participants.code_of(work, record.participant)
        return replace(super().describe(work, record), code=code, may_remove=False)

    def actions(self, id: str) -> Sequence[Action]:
        give = partial(admit, self.workspace, id)
        return (Action("admit", _("Give the place"), give, "check"),)

    def list_keys(
        self, work: Work, text: str, filters: Mapping[str, str], order: str
    ) -> "array[int]":
        return enrolments.waiting_keys(work, self.owner)

    def list_rows(self, work: Work, keys: Sequence[int]) -> list[tuple[str, ...]]:
        ranks = enrolments.ranks(work, self.owner)
        rows = enrolments.rows(work, keys)
        people = [row[1] for row in rows if row[1]]
        files, paused = participants.codes_of(work, people), pause_service.paused(work, people)
        stops = _("{code}, paused")
        for one in paused & set(files):
            files[one] = stops.format(code=files[one])
        return [
            (
                i18n.format_number(ranks.get(identity, 0)),
                files.get(person or "", ""),
                i18n.format_day(asked),
                i18n.format_number(clock.days_between(asked, clock.today())),
            )
            for identity, person, _line, _state, asked, *_rest in rows
            if identity
        ]
