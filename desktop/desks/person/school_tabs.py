# SPDX-License-Identifier: GPL-3.0-or-later
"""School and release on a participant's page, and the directory of schools."""

from array import array
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from desktop.core import clock, codes, i18n, journal, records, shown
from desktop.core.fields import chosen, specs
from desktop.core.i18n import N_, _
from desktop.core.tables import Record
from desktop.core.work import Work
from desktop.desks.frame.of_person import OfPerson
from desktop.participants import service as participants
from desktop.places import service as places
from desktop.places.form import sector_choices
from desktop.reentry import service as reentry
from desktop.reentry.model import ReentryStep, ReentryStepDraft
from desktop.schooling import month_service, way_service
from desktop.schooling import service as schooling
from desktop.schooling.model import IN_SCHOOL, School, SchoolDraft, Schooling, SchoolingDraft
from desktop.widgets.form import FormSection
from desktop.widgets.record_source import Choices, RecordSource
from desktop.widgets.source import Action, Column, Shown, Tone, marked

if TYPE_CHECKING:
    from desktop.core.store import Workspace


MONTHS = 3
"""Months of missed days shown above the schooling of a person."""


class SchoolingOf(OfPerson):
    """Where one participant goes to school, and the way back of who stayed out."""

    kind = "schooling"
    title = N_("School")
    new_label = N_("New school or mode")
    empty_sentence = N_("Nothing has been noted about school yet.")
    model = Schooling
    columns = (
        Column("school", N_("School"), 2, sortable=False),
        Column("mode", N_("How"), 1, status=True, sortable=False),
        Column("grade", N_("School grade"), 0, sortable=False),
        Column("since", N_("Since"), 0, sortable=False),
        Column("until", N_("Until"), 0, sortable=False),
        Column("back", N_("Return"), 1, sortable=False),
    )

    def fields(self) -> Sequence[FormSection]:
        fields = specs(SchoolingDraft)
        with self.workspace.work() as work:
            spoken = schooling.may_speak(work, self.participant)
        talk = (
            N_("The person agreed that we speak with the school.")
            if spoken
            else N_("There is no consent to speak with the school: nobody of us calls there.")
        )
        return [
            FormSection(
                N_("The school"),
                "",
                chosen(fields, ("school", "mode", "grade", "since", "until", "avoids")),
            ),
            FormSection(
                N_("The way back"),
                N_("Only for somebody who was out of school."),
                chosen(
                    fields,
                    ("out_at_entry", "out_reason", "return_on", "returned_on", "attends_after"),
                ),
            ),
            FormSection(N_("With the school"), talk, chosen(fields, ("spoken_on", "note"))),
        ]

    def choices(self) -> Choices:
        return {"school": school_choices(self.workspace)}

    def links(self, work: Work) -> shown.Links:
        return {"school": self.namer(schooling.schools(work))}

    def create(self, work: Work, values: Mapping[str, Any]) -> Record:
        return schooling.record(work, {**values, "participant": self.participant})

    def amend(self, work: Work, record: Record, values: Mapping[str, Any]) -> Record:
        assert isinstance(record, Schooling)  # noqa: S101 - the only model of this source
        return schooling.amend(work, record, values)

    def describe(self, work: Work, record: Record) -> Shown:
        assert isinstance(record, Schooling)  # noqa: S101 - the only model of this source
        name = schooling.schools(work).get(record.school or "", "")
        words = name or codes.label("school_attendance", record.mode)
        facts = [
            (
                i18n.format_month(month),
                _("{n} of {all}").format(n=sum(missed), all=days),
            )
            for month, days, missed in month_service.of_person(work, self.participant)[:MONTHS]
        ]
        base = super().describe(work, record)
        warnings = way_service.warnings(work, record)
        return replace(base, code=words, facts=facts, warnings=warnings)

    def list_keys(
        self, work: Work, text: str, filters: Mapping[str, str], order: str
    ) -> "array[int]":
        return schooling.keys(work, self.participant)

    def list_rows(self, work: Work, keys: Sequence[int]) -> list[tuple[str, ...]]:
        names = schooling.schools(work)
        return [_schooling_row(row, names) for row in schooling.rows(work, keys)]


class SchoolSource(RecordSource):
    """The directory of schools."""

    name = "schools"
    title = N_("Schools")
    new_label = N_("New school")
    empty_sentence = N_("No schools yet. Write each one once; the pupils choose from the list.")
    model = School
    columns = (
        Column("code", N_("Code"), 0, sortable=False),
        Column("title", N_("Name of the school"), 3, sortable=False),
        Column("sector", N_("Sector"), 2, sortable=False),
        Column("pupils", N_("Pupils now"), 0, numeric=True, sortable=False),
        Column("state", N_("Status"), 1, status=True, sortable=False),
    )

    def fields(self) -> Sequence[FormSection]:
        return [FormSection(N_("The school"), "", specs(SchoolDraft))]

    def choices(self) -> Choices:
        return {"sector": sector_choices(self.workspace)}

    def links(self, work: Work) -> shown.Links:
        return {"sector": self.namer(places.names(work))}

    def describe(self, work: Work, record: Record) -> Shown:
        assert isinstance(record, School)  # noqa: S101 - the only model of this source
        return replace(super().describe(work, record), title=record.title)

    def list_keys(
        self, work: Work, text: str, filters: Mapping[str, str], order: str
    ) -> "array[int]":
        return schooling.school_keys(work, text)

    def list_rows(self, work: Work, keys: Sequence[int]) -> list[tuple[str, ...]]:
        sectors = places.names(work)
        return [
            (
                code or "",
                title or "",
                sectors.get(sector or "", ""),
                i18n.format_number(pupils or 0),
                marked("off", _("No longer used")) if ended else marked("good", _("In use")),
            )
            for code, title, sector, ended, pupils in schooling.school_rows(work, keys)
        ]


class ReentryOf(OfPerson):
    """What is to be done before and after a release; opening it is noted in the journal."""

    kind = "reentry"
    title = N_("Release")
    new_label = N_("New step or date")
    empty_sentence = N_(
        "Nothing is noted here. Write the day of release first: the plan lays itself, from 90 days "
        "before."
    )
    model = ReentryStep
    columns = (
        Column("due_on", N_("Day"), 0, sortable=False),
        Column("kind", N_("What it is"), 2, sortable=False),
        Column("words", N_("In a few words"), 3, sortable=False),
        Column("certainty", N_("How certain"), 1, sortable=False),
        Column("state", N_("State"), 1, status=True, sortable=False),
    )

    def __init__(self, workspace: "Workspace", participant: str) -> None:
        super().__init__(workspace, participant)
        with workspace.work(write=True) as work:
            participants.get(work, participant)
            journal.write(work, "read_protected", participant)

    def fields(self) -> Sequence[FormSection]:
        fields = specs(ReentryStepDraft)
        return [
            FormSection(
                N_("The step"),
                N_("Known only to the team of this person. What led to prison is not asked."),
                chosen(fields, ("kind", "due_on", "paper", "first_time", "words", "done_on")),
            ),
            FormSection(
                N_("A measure or a date that comes back"),
                N_("Only where an authority set it."),
                chosen(fields, ("conditions", "starts_on", "ends_on", "every_days")),
            ),
            FormSection(
                N_("How we know"),
                N_("There is no full list of who is held where. Unconfirmed may stand."),
                chosen(fields, ("source", "certainty", "told_on")),
            ),
        ]

    def create(self, work: Work, values: Mapping[str, Any]) -> Record:
        return reentry.record(work, {**values, "participant": self.participant})

    def amend(self, work: Work, record: Record, values: Mapping[str, Any]) -> Record:
        assert isinstance(record, ReentryStep)  # noqa: S101 - the only model of this source
        return reentry.amend(work, record, values)

    def remove(self, id: str) -> None:
        with self.workspace.work(write=True) as work:
            reentry.take_off(work, records.get(work, ReentryStep, id))

    def restore(self, id: str) -> None:
        with self.workspace.work(write=True) as work:
            reentry.bring_back(work, records.get(work, ReentryStep, id, deleted=True))

    def describe(self, work: Work, record: Record) -> Shown:
        assert isinstance(record, ReentryStep)  # noqa: S101 - the only model of this source
        # the code stays the record's own: a toast that names it may outlast this page
        base = super().describe(work, record)
        return replace(base, title=_kind_words(record.kind, record.paper))

    def actions(self, id: str) -> Sequence[Action]:
        with self.workspace.work() as work:
            open_ = reentry.is_open(work, id)
        return (Action("step_done", _("Done today"), partial(self._done, id), "check"),) * open_

    def list_keys(
        self, work: Work, text: str, filters: Mapping[str, str], order: str
    ) -> "array[int]":
        return reentry.keys(work, self.participant)

    def list_rows(self, work: Work, keys: Sequence[int]) -> list[tuple[str, ...]]:
        return [_step_row(row) for row in reentry.rows(work, keys)]

    def _done(self, id: str) -> None:
        with self.workspace.work(write=True) as work:
            reentry.done(work, id)


def school_choices(workspace: "Workspace") -> Callable[[], list[tuple[str, str]]]:
    """Return what a school editor offers: the schools in use."""

    def offered() -> list[tuple[str, str]]:
        with workspace.work() as work:
            return schooling.schools_offered(work)

    return offered


def _schooling_row(row: tuple[Any, ...], names: Mapping[str, str]) -> tuple[str, ...]:
    school, mode, grade, since, until, return_on, returned_on = row
    tone: Tone = "off" if until else "good" if mode in IN_SCHOOL else "warning"
    if returned_on:
        back = _("back since {day}").format(day=i18n.format_day(returned_on))
    else:
        back = i18n.format_day(return_on)
    return (
        names.get(school or "", ""),
        marked(tone, codes.label("school_attendance", mode)),
        grade or "",
        i18n.format_day(since),
        i18n.format_day(until),
        back,
    )


def _kind_words(kind: str | None, paper: str | None) -> str:
    words = codes.label("reentry_kind", kind)
    if not paper:
        return words
    return _("Missing: {paper}").format(paper=codes.label("release_paper", paper))


def _step_row(row: tuple[Any, ...]) -> tuple[str, ...]:
    kind, paper, words, due_on, certainty, done_on = row
    if done_on:
        state = marked("good", _("Done"))
    elif due_on and due_on < clock.today():
        state = marked("danger", _("Late"))
    else:
        state = marked("note", _("To do"))
    return (
        i18n.format_day(due_on),
        _kind_words(kind, paper),
        words or "",
        codes.label("certainty", certainty),
        state,
    )
