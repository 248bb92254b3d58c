# SPDX-License-Identifier: GPL-3.0-or-later
"""The lists around the life of a participant: home, those kept apart, school, programmes."""

from array import array
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any

from desktop.core import clock, codes, i18n, records, shown
from desktop.core.fields import chosen, specs
from desktop.core.i18n import N_, _
from desktop.core.tables import Record
from desktop.core.work import Work
from desktop.desks.frame.of_person import OfPerson
from desktop.enrolments import refusal_service
from desktop.enrolments import service as enrolments
from desktop.enrolments.model import Enrolment, EnrolmentDraft, State
from desktop.households import apart_service
from desktop.households import service as households
from desktop.households.apart_model import Apart, ApartDraft
from desktop.households.model import HouseholdMember, HouseholdMemberDraft
from desktop.organisation import service as organisation
from desktop.organisation.form import programme_choices
from desktop.participants import service as participants
from desktop.participants.form import participant_choices
from desktop.places import service as places
from desktop.places.form import sector_choices
from desktop.widgets import dialogs
from desktop.widgets.form import FormSection
from desktop.widgets.record_source import Choices
from desktop.widgets.source import Action, Column, Shown, Tone, marked

if TYPE_CHECKING:
    from desktop.core.store import Workspace

_STATES: Mapping[str, Tone] = {"waiting": "warning", "active": "good"}


class MembersOf(OfPerson):
    """Who belongs to the home of one participant; no name is needed."""

    kind = "members"
    title = N_("Members")
    new_label = N_("New member")
    empty_sentence = N_("Nobody is written here yet. The relation is enough, without a name.")
    model = HouseholdMember
    columns = (
        Column("relation", N_("Relation"), 2, sortable=False),
        Column("sex", N_("Sex"), 0, sortable=False),
        Column("age", N_("Age"), 0, numeric=True, sortable=False),
        Column("where", N_("Lives here"), 1, sortable=False),
        Column("bears", N_("What to mind"), 3, sortable=False),
        Column("file", N_("Own file"), 0, sortable=False),
    )

    def fields(self) -> Sequence[FormSection]:
        fields = specs(HouseholdMemberDraft)
        first = ("relation", "sex", "born", "lives_here", "elsewhere")
        second = ("depends", "cares", "detained", "parent_detained")
        return [
            FormSection(N_("The member"), "", chosen(fields, first)),
            FormSection(N_("What to mind"), "", chosen(fields, second)),
            FormSection(
                N_("Only if it is needed"),
                N_("Everything works without these answers."),
                chosen(fields, ("person", "called")),
            ),
        ]

    def choices(self) -> Choices:
        return {
            "sector": sector_choices(self.workspace),
            "participant": participant_choices(self.workspace),
        }

    def links(self, work: Work) -> shown.Links:
        return {
            "sector": self.namer(places.names(work)),
            "participant": partial(participants.code_of, work),
        }

    def create(self, work: Work, values: Mapping[str, Any]) -> Record:
        return households.add(work, self.participant, values)

    def amend(self, work: Work, record: Record, values: Mapping[str, Any]) -> Record:
        assert isinstance(record, HouseholdMember)  # noqa: S101 - the only model of this source
        return households.amend(work, record, values)

    def undo(self, id: str) -> None:
        before = self._linked(id)
        super().undo(id)
        self._draw_back(id, before)

    def take_back(self, id: str) -> None:
        before = self._linked(id)
        super().take_back(id)
        self._draw_back(id, before)

    def restore(self, id: str) -> None:
        super().restore(id)
        with self.workspace.work(write=True) as work:
            households.spread_danger(work, id)

    def describe(self, work: Work, record: Record) -> Shown:
        assert isinstance(record, HouseholdMember)  # noqa: S101 - the only model of this source
        return replace(super().describe(work, record), code=codes.label("kinship", record.relation))

    def list_keys(
        self, work: Work, text: str, filters: Mapping[str, str], order: str
    ) -> "array[int]":
        return households.keys(work, self.participant)

    def list_rows(self, work: Work, keys: Sequence[int]) -> list[tuple[str, ...]]:
        rows = households.rows(work, keys)
        files = participants.codes_of(work, [row[-1] for row in rows if row[-1]])
        return [_member(row, files) for row in rows]

    def _linked(self, id: str) -> tuple[str | None, datetime]:
        with self.workspace.work() as work:
            held = records.get(work, HouseholdMember, id)
            return held.person, held.changed_at

    def _draw_back(self, id: str, before: tuple[str | None, datetime]) -> None:
        """Whoever was linked by mistake is called again, with the link undone."""
        person, since = before
        with self.workspace.work(write=True) as work:
            now = records.get(work, HouseholdMember, id, deleted=True)
            if now.deleted_at is not None or now.person != person:
                households.draw_back(work, id, person, since)


class ApartOf(OfPerson):
    """Whom one participant must not meet."""

    kind = "apart"
    title = N_("Must not meet")
    heading = N_("Plan apart")
    reason = N_("Both files tell it, in neutral words. What lies behind it is not written.")
    new_label = N_("New person to plan apart")
    empty_sentence = N_("There is nobody whom this person must not meet.")
    model = Apart
    columns = (
        Column("other", N_("Participant"), 1, sortable=False),
        Column("state", N_("State"), 1, status=True, sortable=False),
        Column("ground", N_("Ground"), 2, sortable=False),
        Column("since", N_("Since"), 0, sortable=False),
        Column("until", N_("Until"), 0, sortable=False),
    )

    def fields(self) -> Sequence[FormSection]:
        asked = ("other", "ground", "since", "until")
        return [FormSection(self.heading, self.reason, chosen(specs(ApartDraft), asked))]

    def choices(self) -> Choices:
        return {"participant": participant_choices(self.workspace)}

    def links(self, work: Work) -> shown.Links:
        return {"participant": partial(participants.code_of, work)}

    def create(self, work: Work, values: Mapping[str, Any]) -> Record:
        return apart_service.keep(work, {**values, "participant": self.participant})

    def describe(self, work: Work, record: Record) -> Shown:
        assert isinstance(record, Apart)  # noqa: S101 - the only model of this source
        return replace(super().describe(work, record), code=_("Plan apart"))

    def list_keys(
        self, work: Work, text: str, filters: Mapping[str, str], order: str
    ) -> "array[int]":
        return apart_service.keys(work, self.participant)

    def list_rows(self, work: Work, keys: Sequence[int]) -> list[tuple[str, ...]]:
        rows = apart_service.rows(work, keys)
        ids = [one for a, b, *_rest in rows for one in (a, b) if one]
        files = participants.codes_of(work, ids)
        today = clock.today()
        return [
            (
                files.get((b if a == self.participant else a) or "", ""),
                marked("off", _("Ended"))
                if until and until < today
                else marked("warning", _("Holds")),
                codes.label("apart_ground", ground),
                i18n.format_day(since),
                i18n.format_day(until),
            )
            for a, b, ground, since, until in rows
        ]


class EnrolmentsOf(OfPerson):
    """The programmes of one participant, and the lists on which the person waits."""

    kind = "enrolments"
    title = N_("Programmes")
    new_label = N_("New enrolment")
    empty_sentence = N_("No enrolment has been noted. The line of the file counts as one.")
    model = Enrolment
    columns = (
        Column("line", N_("Programme"), 2, sortable=False),
        Column("state", N_("State"), 2, status=True, sortable=False),
        Column("asked_on", N_("Asked on"), 0, sortable=False),
        Column("entered_on", N_("Entered on"), 0, sortable=False),
        Column("left_on", N_("Left on"), 0, sortable=False),
        Column("exit_reason", N_("Why"), 1, sortable=False),
    )

    def fields(self) -> Sequence[FormSection]:
        fields = specs(EnrolmentDraft)
        entry = ("line", "asked_on", "entry_reason", "entered_on")
        return [
            FormSection(
                N_("Entry"),
                N_("Where the programme is full, the person goes on its waiting list."),
                chosen(fields, entry),
            ),
            FormSection(
                N_("Exit"),
                N_("Only when it has come. The file stays open."),
                chosen(fields, ("left_on", "exit_reason")),
            ),
        ]

    def choices(self) -> Choices:
        return {"programme": programme_choices(self.workspace)}

    def links(self, work: Work) -> shown.Links:
        return {"programme": self.namer(organisation.titles(work))}

    def create(self, work: Work, values: Mapping[str, Any]) -> Record:
        return enrolments.enrol(work, {**values, "participant": self.participant})

    def amend(self, work: Work, record: Record, values: Mapping[str, Any]) -> Record:
        assert isinstance(record, Enrolment)  # noqa: S101 - the only model of this source
        return enrolments.amend(work, record, values)

    def remove(self, id: str) -> None:
        super().remove(id)
        self._in_step()

    def restore(self, id: str) -> None:
        super().restore(id)
        self._in_step()

    def describe(self, work: Work, record: Record) -> Shown:
        assert isinstance(record, Enrolment)  # noqa: S101 - the only model of this source
        title = organisation.titles(work).get(record.line, "")
        rank = enrolments.ranks(work, record.line).get(record.id)
        facts = [(_("State"), state_words(record.state, rank))]
        return replace(super().describe(work, record), code=title, facts=facts)

    def actions(self, id: str) -> Sequence[Action]:
        with self.workspace.work() as work:
            if not enrolments.is_waiting(work, id):
                return ()
        return (Action("admit", _("Give the place"), partial(self._admit, id), "check"),)

    def list_keys(
        self, work: Work, text: str, filters: Mapping[str, str], order: str
    ) -> "array[int]":
        return enrolments.keys(work, self.participant)

    def list_rows(self, work: Work, keys: Sequence[int]) -> list[tuple[str, ...]]:
        titles = organisation.titles(work)
        found: list[tuple[str, ...]] = []
        for identity, _p, line, state, asked, entered, left, why in enrolments.rows(work, keys):
            rank = None
            if state == State.WAITING.value:
                rank = enrolments.ranks(work, line).get(identity)
            found.append(
                (
                    titles.get(line or "", ""),
                    marked(_STATES.get(state, "off"), state_words(state, rank)),
                    i18n.format_day(asked),
                    i18n.format_day(entered),
                    i18n.format_day(left),
                    codes.label("case_closure_reason", why),
                )
            )
        return found

    def _admit(self, id: str) -> None:
        admit(self.workspace, id)

    def _in_step(self) -> None:
        with self.workspace.work(write=True) as work:
            enrolments.come_in_step(work, self.participant)


def admit(workspace: "Workspace", identity: str) -> None:
    """Give a free place; who goes before others needs a reason, which is asked for."""
    try:
        with workspace.work(write=True) as work:
            enrolments.admit(work, identity)
    except refusal_service.OutOfTurn as early:
        answer = dialogs.ask(
            None, _("Enter before others?"), str(early), _("Give the place"), reason=True
        )
        if answer.agreed:
            with workspace.work(write=True) as work:
                enrolments.admit(work, identity, answer.reason)


def state_words(state: str | None, rank: int | None) -> str:
    """Return the state of an enrolment, with the number on the list of who waits."""
    words = codes.label("enrolment_state", state)
    if rank is None:
        return words
    return _("{state}, number {n}").format(state=words, n=i18n.format_number(rank))


def _member(row: tuple[Any, ...], files: Mapping[str, str]) -> tuple[str, ...]:
    relation, sex, born, here, depends, detained, parent, person = row
    years = participants.age(born, clock.today())
    minds = (
        (depends, _("depends on the home")),
        (detained, _("in prison, supported from here")),
        (parent, _("a parent is in prison")),
    )
    return (
        codes.label("kinship", relation),
        codes.label("sex_registered", sex),
        "" if years is None else str(years),
        "" if here is None else shown.yes_no(here),
        ", ".join(words for holds, words in minds if holds),
        files.get(person or "", ""),
    )
