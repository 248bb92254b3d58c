# SPDX-License-Identifier: GPL-3.0-or-later
"""The registers of rights as lists and records: requests, legal holds, losses."""

from array import array
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from desktop.core import clock, codes, i18n, records, shown, tasks
from desktop.core.fields import chosen, specs
from desktop.core.i18n import N_, _
from desktop.core.tables import Record
from desktop.core.work import Work
from desktop.organisation import service as organisation
from desktop.participants import service as participants
from desktop.participants.form import participant_choices
from desktop.rights import deadlines, holds, loss, requests
from desktop.rights.model import OPEN, DataBreach, LegalHold, RightsRequest
from desktop.widgets.form import FormSection
from desktop.widgets.record_source import Choices, RecordSource
from desktop.widgets.source import Action, Column, Filter, Shown, Tone, marked

if TYPE_CHECKING:
    from desktop.core.document import Document
    from desktop.core.store import Workspace

_STATES = (("open", N_("Waiting for an answer")), ("closed", N_("Answered")))


class _OfRights(RecordSource):
    """What the registers of rights share: the participant by code, the country of the office."""

    def links(self, work: Work) -> shown.Links:
        return {"participant": partial(participants.code_of, work)}

    def choices(self) -> Choices:
        return {"participant": participant_choices(self.workspace)}

    def _country(self) -> str:
        with self.workspace.work() as work:
            country = organisation.about(work).country.lower()
        return country if country in dict(codes.choices("rights_country")) else "other"


class RequestSource(_OfRights):
    """Who asked what about their data, and until when the law wants an answer."""

    name = "rights_requests"
    in_cells = True
    title = N_("Requests about data")
    new_label = N_("New request")
    empty_sentence = N_("Nobody has asked yet. Write a request down on the day it comes.")
    model = RightsRequest
    columns = (
        Column("code", N_("Code"), 0, sortable=False),
        Column("kind", N_("What is asked"), 2, sortable=False),
        Column("asked_by", N_("Who asks"), 1, sortable=False),
        Column("received_on", N_("Received on"), 0, sortable=False),
        Column("due_on", N_("Answer due on"), 1, sortable=False),
        Column("status", N_("State"), 1, status=True, sortable=False),
    )

    @property
    def filters(self) -> Sequence[Filter]:  # type: ignore[override]
        """Waiting or answered."""
        return (Filter("status", N_("State"), [(code, _(words)) for code, words in _STATES]),)

    def fields(self) -> Sequence[FormSection]:
        known = specs(RightsRequest.draft)
        return (
            FormSection(
                N_("The request"),
                N_("The date of the answer is worked out from the country and what is asked."),
                chosen(
                    known, ("kind", "participant", "asked_by", "proof", "country", "received_on")
                ),
            ),
            FormSection(
                N_("The answer"),
                N_("An answer is free of charge, in words the person understands."),
                chosen(known, ("status", "extension_reason", "answer", "closed_on")),
            ),
        )

    def new_values(self) -> dict[str, Any]:
        return {"country": self._country(), "received_on": clock.today(), "status": "received"}

    def create(self, work: Work, values: Mapping[str, Any]) -> Record:
        return requests.receive(work, values)

    def amend(self, work: Work, record: Record, values: Mapping[str, Any]) -> Record:
        assert isinstance(record, RightsRequest)  # noqa: S101 - the only model of this source
        return requests.amend(work, record, values)

    def list_keys(
        self, work: Work, text: str, filters: Mapping[str, str], order: str
    ) -> "array[int]":
        return requests.keys(work, filters)

    def list_rows(self, work: Work, keys: Sequence[int]) -> list[tuple[str, ...]]:
        return [_request_row(row) for row in requests.rows(work, keys)]

    def describe(self, work: Work, record: Record) -> Shown:
        base = super().describe(work, record)
        assert isinstance(record, RightsRequest)  # noqa: S101 - the only model of this source
        facts = [
            (_("Answer due on"), i18n.format_day(record.due_on)),
            (_("Law"), deadlines.law(record.country)),
            (_("Where this was read"), deadlines.source(record.country)),
        ]
        return _with_facts(base, facts)


class HoldSource(_OfRights):
    """What may not be erased for now."""

    name = "legal_holds"
    in_cells = True
    title = N_("Legal holds")
    new_label = N_("New hold")
    empty_sentence = N_("No hold stands. A hold keeps a file from erasure and from the terms.")
    model = LegalHold
    columns = (
        Column("code", N_("Code"), 0, sortable=False),
        Column("participant", N_("Participant"), 1, sortable=False),
        Column("reason", N_("Reason of the hold"), 3, sortable=False),
        Column("since", N_("Held since"), 0, sortable=False),
        Column("lifted_on", N_("Lifted on"), 0, sortable=False),
    )

    def fields(self) -> Sequence[FormSection]:
        why = N_("Everything about this participant stays until a coordinator lifts the hold.")
        return (FormSection(N_("The hold"), why, specs(LegalHold.draft)),)

    def create(self, work: Work, values: Mapping[str, Any]) -> Record:
        work.may("rights")
        return records.create(work, LegalHold, values)

    def describe(self, work: Work, record: Record) -> Shown:
        mine = work.could("lift_hold")
        return replace(super().describe(work, record), may_edit=mine, may_remove=mine)

    def list_keys(
        self, work: Work, text: str, filters: Mapping[str, str], order: str
    ) -> "array[int]":
        return holds.keys(work)

    def list_rows(self, work: Work, keys: Sequence[int]) -> list[tuple[str, ...]]:
        rows = holds.rows(work, keys)
        names = participants.codes_of(work, [row[1] for row in rows if row[1]])
        return [
            (
                code or "",
                names.get(person or "", ""),
                reason or "",
                i18n.format_day(since),
                i18n.format_day(lifted),
            )
            for code, person, reason, since, lifted in rows
        ]


class LossSource(_OfRights):
    """Laptops and copies that were lost, with the draft notices."""

    name = "losses"
    in_cells = True
    title = N_("Laptop or copy lost")
    new_label = N_("Note a loss")
    empty_sentence = N_("Nothing was lost. If it happens, start here: the time of the law runs.")
    model = DataBreach
    columns = (
        Column("code", N_("Code"), 0, sortable=False),
        Column("kind", N_("What was lost"), 2, sortable=False),
        Column("noticed_on", N_("Noticed on"), 0, sortable=False),
        Column("due_on", N_("Tell the authority by"), 1, sortable=False),
        Column("people", N_("People"), 0, numeric=True, sortable=False),
        Column("status", N_("State"), 1, status=True, sortable=False),
    )

    def __init__(
        self,
        workspace: "Workspace",
        draw: Callable[["Document", str], None],
        change_keys: Callable[[], None],
    ) -> None:
        super().__init__(workspace)
        self._draw, self._change_keys = draw, change_keys

    def new_fields(self) -> Sequence[FormSection]:
        return self.fields()[:1]

    def fields(self) -> Sequence[FormSection]:
        known = specs(DataBreach.draft)
        asked = (
            "kind", "noticed_on", "country", "state", "disk_encrypted", "newest_copy", "users",
        )  # fmt: skip
        return (
            FormSection(
                N_("What happened"),
                N_("Answer what you know now. What was on it is counted, and the dates follow."),
                chosen(known, asked),
            ),
            FormSection(
                N_("What has been done"),
                N_("In this order. The drafts are printed from the buttons above."),
                chosen(known, (*loss.DONE, "note", "closed_on")),
            ),
        )

    def new_values(self) -> dict[str, Any]:
        return {"country": self._country(), "noticed_on": clock.today()}

    def create(self, work: Work, values: Mapping[str, Any]) -> Record:
        return loss.report(work, values, loss.contents(self.workspace))

    def amend(self, work: Work, record: Record, values: Mapping[str, Any]) -> Record:
        assert isinstance(record, DataBreach)  # noqa: S101 - the only model of this source
        return loss.amend(work, record, values)

    def list_keys(
        self, work: Work, text: str, filters: Mapping[str, str], order: str
    ) -> "array[int]":
        return loss.keys(work)

    def list_rows(self, work: Work, keys: Sequence[int]) -> list[tuple[str, ...]]:
        return [_loss_row(row) for row in loss.rows(work, keys)]

    def describe(self, work: Work, record: Record) -> Shown:
        base = super().describe(work, record)
        assert isinstance(record, DataBreach)  # noqa: S101 - the only model of this source
        facts = [
            (_("Tell the authority by"), i18n.format_day(record.due_on)),
            (_("Tell the people by"), i18n.format_day(record.tell_people_by)),
            (_("People whose data were on it"), i18n.format_number(record.people or 0)),
            (_("Records on it"), i18n.format_number(record.entries or 0)),
            (_("Where this was read"), deadlines.source(record.country)),
        ]
        todo = [what for what, _by, done in loss.steps(record) if done is None]
        return _with_facts(base, facts, todo[:1])

    def actions(self, id: str) -> Sequence[Action]:
        words = {
            "authority": _("Draft for the authority"),
            "people": _("Draft for the people"),
            "internal": _("What the team does now"),
        }
        icons = {"authority": "paper", "people": "people", "internal": "clipboard-check"}
        drafts = [
            Action(f"notice_{kind}", words[kind], partial(self._print, id, kind), icons[kind])
            for kind in loss.NOTICES
        ]
        return [Action("change_keys", _("Change the keys"), self._change_keys, "lock"), *drafts]

    def _print(self, id: str, kind: loss.Notice) -> None:
        with self.workspace.work() as work:
            found = records.get(work, DataBreach, id)
            language = organisation.about(work).language
            made = loss.notice(work, found, kind, language=language, is_demo=self.workspace.is_demo)
        self._draw(made, id)


def _with_facts(base: Shown, facts: list[tuple[str, str]], warnings: Sequence[str] = ()) -> Shown:
    return replace(base, facts=[(t, w) for t, w in facts if w], warnings=list(warnings))


def _request_row(row: tuple[Any, ...]) -> tuple[str, ...]:
    code, kind, asked_by, received, due, status = row
    if code is None:
        return ("",) * len(RequestSource.columns)
    tones: Mapping[str, Tone] = {"answered": "good", "refused": "off", "withdrawn": "off"}
    tone: Tone = tones.get(status, "note")
    if status in OPEN and tasks.is_overdue(due, clock.today()):
        tone = "danger"
    return (
        code,
        codes.label("rights_kind", kind),
        codes.label("rights_asker", asked_by),
        i18n.format_day(received),
        until(due) if status in OPEN else i18n.format_day(due),
        marked(tone, codes.label("rights_status", status)),
    )


def _loss_row(row: tuple[Any, ...]) -> tuple[str, ...]:
    code, kind, noticed, due, people, closed = row
    if code is None:
        return ("",) * len(LossSource.columns)
    state = marked("off", _("Closed")) if closed else marked("danger", _("Still open"))
    return (
        code,
        codes.label("breach_kind", kind),
        i18n.format_day(noticed),
        i18n.format_day(due) if closed else until(due),
        i18n.format_number(people or 0),
        state,
    )


def until(due: date | None) -> str:
    """Return a day with how far off it is, in words."""
    if due is None:
        return ""
    return f"{i18n.format_day(due)} · {tasks.when(due, clock.today())}"
