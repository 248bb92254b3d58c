# SPDX-License-Identifier: GPL-3.0-or-later
"""The register of placements, and the tab of checkpoints."""

from array import array
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from desktop.core import clock, codes, i18n, shown, tasks
from desktop.core.fields import chosen, specs
from desktop.core.i18n import N_, _
from desktop.core.tables import Record
from desktop.core.work import Work
from desktop.households import apart_service
from desktop.organisation import grant_service
from desktop.organisation.form import grant_choices
from desktop.participants import service as participants
from desktop.participants.form import participant_choices
from desktop.participants.page import safe_contact
from desktop.placements import (
    checkpoint_service,
    employer_service,
    meeting_service,
    service,
    way_service,
)
from desktop.placements.model import (
    ASKED_OF_INCOME,
    ENDED,
    Checkpoint,
    CheckpointDraft,
    Placement,
    PlacementDraft,
)
from desktop.widgets.form import FormSection
from desktop.widgets.record_source import Choices, RecordSource, Within
from desktop.widgets.register import RegisterPage
from desktop.widgets.source import Column, Filter, Shown, Tab, Tone, marked
from desktop.widgets.toasts import Toasts

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desktop.core.store import Workspace


_TONES: Mapping[str, Tone] = {
    "retained_same": "good",
    "retained_other": "good",
    "not_reached": "warning",
}


class PlacementSource(RecordSource):
    """Placements of everybody, or of one participant."""

    name = "placements"
    title = N_("Placements")
    new_label = N_("New placement")
    empty_sentence = N_("No placements yet.")
    model = Placement
    columns = (
        Column("code", N_("Code"), 0),
        Column("participant", N_("Participant"), 0, sortable=False),
        Column("type", N_("Type"), 2),
        Column("employer", N_("Employer or host"), 2, sortable=False),
        Column("starts_on", N_("First day"), 0),
        Column("due", N_("Next checkpoint"), 1, sortable=False),
        Column("status", N_("Status"), 1, status=True),
    )

    def __init__(self, workspace: "Workspace", toasts: Toasts, participant: str = "") -> None:
        super().__init__(workspace)
        self._toasts, self._participant = toasts, participant
        if participant:
            self.name = f"placements_{participant}"

    @property
    def filters(self) -> Sequence[Filter]:  # type: ignore[override]
        """The questions that narrow the list."""
        if self._participant:
            return ()
        status = (("running", _("Running")), ("ended", _("Ended")))
        return (
            Filter("status", N_("Status"), status, chosen="running"),
            Filter("type", N_("Type"), codes.choices("placement_type")),
        )

    def fields(self) -> Sequence[FormSection]:
        fields = specs(PlacementDraft)
        names = [spec.name for spec in fields if self._asks(spec.name)]
        cut = names.index("planned_end")
        return [
            FormSection(N_("The placement"), "", chosen(fields, names[:cut])),
            FormSection(N_("Its end"), N_("Only when it is known."), chosen(fields, names[cut:])),
        ]

    def _asks(self, name: str) -> bool:
        if name == "participant":
            return not self._participant
        return name not in ASKED_OF_INCOME or self._asks_income()

    def _asks_income(self) -> bool:
        with self.workspace.work() as work:
            return service.asks_income(work)

    def new_values(self) -> dict[str, Any]:
        return {"participant": self._participant} if self._participant else {}

    def choices(self) -> Choices:
        def hosts() -> list[tuple[str, str]]:
            with self.workspace.work() as work:
                return employer_service.offered(work, "", limit=5_000)

        return {
            "participant": participant_choices(self.workspace),
            "employer": hosts,
            "grant": grant_choices(self.workspace),
        }

    def links(self, work: Work) -> shown.Links:
        return {
            "participant": partial(participants.code_of, work),
            "employer": self.namer(employer_service.names(work)),
            "grant": self.namer(grant_service.names(work)),
        }

    def list_keys(
        self, work: Work, text: str, filters: Mapping[str, str], order: str
    ) -> "array[int]":
        only = {"participant": self._participant} if self._participant else {}
        return service.keys(work, text, {**filters, **only}, order)

    def list_rows(self, work: Work, keys: Sequence[int]) -> list[tuple[str, ...]]:
        rows = service.rows(work, keys)
        people = participants.codes_of(work, [row[1] for row in rows if row[1]])
        hosts = employer_service.names(work)
        return [_row(row, people, hosts) for row in rows]

    def create(self, work: Work, values: Mapping[str, Any]) -> Record:
        return service.place(work, values)

    def amend(self, work: Work, record: Record, values: Mapping[str, Any]) -> Record:
        assert isinstance(record, Placement)  # noqa: S101 - the only model of this source
        return service.amend(work, record, values)

    def describe(self, work: Work, record: Record) -> Shown:
        assert isinstance(record, Placement)  # noqa: S101 - the only model of this source
        base = super().describe(work, record)
        links = self.links(work)
        facts = [
            (_("Participant"), links["participant"](record.participant)),
            (_("Type"), codes.label("placement_type", record.type)),
            (_("Status"), codes.label("placement_status", record.status)),
        ]
        return replace(base, facts=facts, warnings=_warnings(work, record))

    def tabs(self, id: str) -> Sequence[Tab]:
        def build(_parent: "QWidget") -> "QWidget":
            return RegisterPage(CheckpointSource(self.workspace, id), self._toasts)

        return (Tab("checkpoints", N_("Checkpoints"), build),)


class CheckpointSource(Within):
    """The checkpoints of one placement; they come by themselves, only the answer is written."""

    kind, owner_field = "checkpoints", "placement"
    title = N_("Checkpoints")
    empty_sentence = N_("This placement has no checkpoints.")
    model = Checkpoint
    columns = (
        Column("point", N_("Checkpoint"), 1, sortable=False),
        Column("due_on", N_("Due on"), 1, sortable=False),
        Column("done_on", N_("Question asked on"), 1, sortable=False),
        Column("result", N_("Result"), 2, status=True, sortable=False),
    )

    def fields(self) -> Sequence[FormSection]:
        asked = ["done_on", "result", "evidence"]
        with self.workspace.work() as work:
            if service.asks_income(work):
                asked += ("wage_band", "income_months")
        return [
            FormSection(
                N_("What the checkpoint found"),
                N_("The person's own word is enough."),
                chosen(specs(CheckpointDraft), asked),
            )
        ]

    def amend(self, work: Work, record: Record, values: Mapping[str, Any]) -> Record:
        return checkpoint_service.answer(work, record.id, values)

    def list_keys(
        self, work: Work, text: str, filters: Mapping[str, str], order: str
    ) -> "array[int]":
        return checkpoint_service.keys(work, self.owner)

    def list_rows(self, work: Work, keys: Sequence[int]) -> list[tuple[str, ...]]:
        return [_check_row(row) for row in checkpoint_service.rows(work, keys)]

    def describe(self, work: Work, record: Record) -> Shown:
        assert isinstance(record, Checkpoint)  # noqa: S101 - the only model of this source
        base = super().describe(work, record)
        values = dict(base.values)
        if record.result is None and values["done_on"] is None:
            values["done_on"] = clock.today()
        window = _("{first} to {last}").format(
            first=i18n.format_day(record.opens_on), last=i18n.format_day(record.closes_on)
        )
        facts = [(_("Due on"), i18n.format_day(record.due_on)), (_("Counts when asked"), window)]
        placement = checkpoint_service.placement_of(work, record.id)
        how = how_to_ask(may_call=checkpoint_service.may_call(work, placement))
        name = codes.label("retention_checkpoint", record.point)
        safe = safe_contact(participants.get(work, placement.participant))
        return replace(
            base, code=name, values=values, facts=facts, warnings=[safe, how], may_remove=False
        )


def how_to_ask(*, may_call: bool) -> str:
    """Return who is asked, and the neutral words for whoever calls the employer."""
    if not may_call:
        return _(
            "Ask the person; that is enough. Do not call the employer: there is no consent for it."
        )
    return _(
        "Ask the person first. The employer may be called too. Say only: «Good morning, I am "
        "calling to follow up on job agreements. Does this person still work with you? Thank "
        "you, that is all.» No programme, no reason, no message with anybody else."
    )


def _warnings(work: Work, record: Placement) -> list[str]:
    """Return what must be read before anything is agreed; what it is stands elsewhere."""
    found = []
    if employer_service.is_risky(work, record.employer):
        found.append(_("Read the protected facts of this workplace before you agree on anything."))
    if employer_service.is_full(work, record.employer) and record.status not in ENDED:
        found.append(_("More people work here now than this workplace said it can take."))
    if record.status not in ENDED:
        found += way_service.warnings(work, record.participant, record.employer)
    others = [one.id for one in apart_service.others(work, record.participant)]
    met = meeting_service.same_host(work, record.participant, others)
    if met and record.status not in ENDED:
        found.append(apart_service.told(work, {record.participant, *met}))
    return found


def _row(
    row: tuple[Any, ...], people: Mapping[str, str], hosts: Mapping[str, str]
) -> tuple[str, ...]:
    code, participant, kind, employer, starts, status, due = row
    if code is None:
        return ("",) * len(PlacementSource.columns)
    tone: Tone = "off" if status in ENDED else "good" if status == "active" else "note"
    return (
        code,
        people.get(participant, ""),
        codes.label("placement_type", kind),
        hosts.get(employer or "", ""),
        i18n.format_day(starts),
        tasks.when(due, clock.today())
        if tasks.is_overdue(due, clock.today())
        else i18n.format_day(due),
        marked(tone, codes.label("placement_status", status)),
    )


def _check_row(row: tuple[Any, ...]) -> tuple[str, ...]:
    point, due_on, done_on, result = row
    if result:
        state = marked(_TONES.get(result, "off"), codes.label("retention_result", result))
    elif due_on and tasks.is_overdue(due_on, clock.today(), done_on):
        state = marked("danger", tasks.when(due_on, clock.today()))
    else:
        state = ""
    return (
        codes.label("retention_checkpoint", point),
        i18n.format_day(due_on),
        i18n.format_day(done_on),
        state,
    )
