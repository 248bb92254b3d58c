# SPDX-License-Identifier: GPL-3.0-or-later
"""The registers of seed capital, its parts and its visits."""

from array import array
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from desktop.core import codes, i18n, money, records, shown
from desktop.core.fields import chosen, specs
from desktop.core.i18n import N_, _
from desktop.core.tables import Record
from desktop.core.work import Work
from desktop.livelihoods import business_service, service
from desktop.livelihoods.model import (
    ASKED_OF_INCOME,
    HIGH,
    SeedPlan,
    SeedState,
    SeedTranche,
    SeedVisit,
)
from desktop.organisation import grant_service, uses_service
from desktop.organisation.form import line_choices
from desktop.participants import service as participants
from desktop.participants.form import participant_choices
from desktop.places import service as places
from desktop.places.form import sector_choices
from desktop.widgets.form import FormSection
from desktop.widgets.record_source import Choices, RecordSource, Within
from desktop.widgets.register import RegisterPage
from desktop.widgets.source import Action, Column, Filter, Shown, Tab, Tone, marked
from desktop.widgets.toasts import Toasts

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desktop.core.store import Workspace

_PLAN_TONES: Mapping[str, Tone] = {
    "draft": "note",
    "approved": "good",
    "running": "good",
    "closed": "off",
}
_FOUND_TONES: Mapping[str, Tone] = {"open": "good", "open_less": "note", "closed": "off"}
_ENDS = ("opened_on", "closed_on", "note")


class SeedSource(RecordSource):
    """Plans of everybody, or of one participant."""

    name = "seed_plans"
    title = N_("Seed capital")
    new_label = N_("New plan")
    empty_sentence = N_("No plans for seed capital yet.")
    model = SeedPlan
    columns = (
        Column("code", N_("Code"), 0, sortable=False),
        Column("participant", N_("Participant"), 0, sortable=False),
        Column("idea", N_("The business"), 3, sortable=False),
        Column("amount", N_("Amount"), 0, numeric=True, sortable=False),
        Column("given", N_("Given so far"), 0, numeric=True, sortable=False),
        Column("state", N_("State"), 1, status=True, sortable=False),
    )

    def __init__(self, workspace: "Workspace", toasts: Toasts, participant: str = "") -> None:
        super().__init__(workspace)
        self._toasts, self._participant = toasts, participant
        if participant:
            self.name = f"seed_plans_{participant}"

    @property
    def filters(self) -> Sequence[Filter]:  # type: ignore[override]
        """The questions that narrow the list."""
        if self._participant:
            return ()
        return (Filter("state", N_("State"), codes.choices("seed_state")),)

    def fields(self) -> Sequence[FormSection]:
        fields = specs(SeedPlan.draft)
        asked = [one.name for one in fields if one.name not in _ENDS and not one.about.hidden]
        if self._participant:
            asked.remove("participant")
        reason = N_("No name, no address: a business that can be found can be charged.")
        return [
            FormSection(N_("The plan"), reason, chosen(fields, asked)),
            FormSection(N_("What became of it"), "", chosen(fields, _ENDS)),
        ]

    def new_values(self) -> dict[str, Any]:
        return {"participant": self._participant} if self._participant else {}

    def choices(self) -> Choices:
        return {
            "participant": participant_choices(self.workspace),
            "sector": sector_choices(self.workspace),
            "grant_line": line_choices(self.workspace),
        }

    def links(self, work: Work) -> shown.Links:
        return {
            "participant": partial(participants.code_of, work),
            "sector": self.namer(places.names(work)),
            "grant_line": self.namer(grant_service.line_names(work)),
        }

    def list_keys(
        self, work: Work, text: str, filters: Mapping[str, str], order: str
    ) -> "array[int]":
        return service.keys(work, text, filters, self._participant)

    def list_rows(self, work: Work, keys: Sequence[int]) -> list[tuple[str, ...]]:
        rows = service.rows(work, keys)
        known = participants.codes_of(work, [row[1] for row in rows if row[1]])
        return [
            (
                code or "",
                known.get(person, ""),
                idea or "",
                money.show(amount, currency),
                money.show(given, currency),
                marked(_PLAN_TONES.get(state or "", "off"), codes.label("seed_state", state)),
            )
            for code, person, idea, amount, currency, given, state in rows
        ]

    def create(self, work: Work, values: Mapping[str, Any]) -> Record:
        return service.plan(work, values)

    def amend(self, work: Work, record: Record, values: Mapping[str, Any]) -> Record:
        assert isinstance(record, SeedPlan)  # noqa: S101 - the only model of this source
        return service.amend(work, record, values)

    def describe(self, work: Work, record: Record) -> Shown:
        assert isinstance(record, SeedPlan)  # noqa: S101 - the only model of this source
        base = super().describe(work, record)
        facts = [
            (_("Participant"), self.links(work)["participant"](record.participant)),
            (_("Amount"), money.show(record.amount, record.currency)),
            (_("State"), codes.label("seed_state", record.state)),
            (_("Approved by"), record.approved_by or ""),
        ]
        told = []
        if record.extortion_risk == HIGH:
            told.append(
                _("The risk of extortion is high. Before each part, ask whether it still holds.")
            )
        if business_service.under_pressure(work, record.id):
            told.append(
                _("Somebody asks this business for money. Speak with the person first, alone.")
            )
        return replace(
            base,
            facts=[(name, words) for name, words in facts if words],
            warnings=told,
            may_remove=base.may_remove and not service.given(work, record.id),
        )

    def actions(self, id: str) -> Sequence[Action]:
        with self.workspace.work() as work:
            shown = self.load(id)
            if not work.could("stipends") or shown.values["state"] != SeedState.DRAFT:
                return ()
        return (Action("seed_approve", _("Approve"), lambda: self._approve(id), "check"),)

    def tabs(self, id: str) -> Sequence[Tab]:
        def tranches(_parent: "QWidget") -> "QWidget":
            return RegisterPage(TrancheSource(self.workspace, id), self._toasts)

        def visits(_parent: "QWidget") -> "QWidget":
            return RegisterPage(SeedVisitSource(self.workspace, id), self._toasts)

        return (
            Tab("tranches", N_("Parts"), tranches, after=True),
            Tab("visits", N_("Visits"), visits, after=True),
        )

    def _approve(self, id: str) -> None:
        with self.workspace.work(write=True) as work:
            service.approve(work, id)


class OfPlan(Within):
    """A register narrowed to one plan; the form never asks which."""

    owner_field = "seed_plan"

    def asks(self, field: str) -> bool:
        if field not in ASKED_OF_INCOME:
            return super().asks(field)
        with self.workspace.work() as work:
            return uses_service.INCOME in uses_service.used(work)


class TrancheSource(OfPlan):
    """The parts of the money of one plan."""

    kind = "tranches"
    title = N_("Parts")
    heading = N_("The part")
    new_label = N_("New part")
    empty_sentence = N_("No part of the money has been planned yet.")
    model = SeedTranche
    columns = (
        Column("due_on", N_("To be given on"), 1, sortable=False),
        Column("amount", N_("Amount"), 1, numeric=True, sortable=False),
        Column("given_on", N_("Given on"), 1, sortable=False),
        Column("proof", N_("Proof of what was bought"), 2, status=True, sortable=False),
        Column("spent", N_("Spent"), 1, numeric=True, sortable=False),
    )

    def create(self, work: Work, values: Mapping[str, Any]) -> Record:
        return service.tranche(work, {**values, "seed_plan": self.owner})

    def amend(self, work: Work, record: Record, values: Mapping[str, Any]) -> Record:
        assert isinstance(record, SeedTranche)  # noqa: S101 - the only model of this source
        return service.amend_tranche(work, record, values)

    def describe(self, work: Work, record: Record) -> Shown:
        assert isinstance(record, SeedTranche)  # noqa: S101 - the only model of this source
        base = super().describe(work, record)
        return replace(base, may_remove=base.may_remove and record.given_on is None)

    def list_keys(
        self, work: Work, text: str, filters: Mapping[str, str], order: str
    ) -> "array[int]":
        return service.tranche_keys(work, self.owner)

    def list_rows(self, work: Work, keys: Sequence[int]) -> list[tuple[str, ...]]:
        currency = records.get(work, SeedPlan, self.owner).currency
        return [
            (
                i18n.format_day(due),
                money.show(amount, currency),
                i18n.format_day(given),
                marked("good", codes.label("purchase_proof", proof)) if proof else "",
                money.show(spent, currency),
            )
            for due, amount, given, proof, spent in service.tranche_rows(work, keys)
        ]


class SeedVisitSource(OfPlan):
    """The visits to one business."""

    kind = "seed_visits"
    title = N_("Visits")
    heading = N_("The visit")
    new_label = N_("New visit")
    empty_sentence = N_("Nobody has visited this business yet.")
    model = SeedVisit
    columns = (
        Column("happened_on", N_("Date"), 1, sortable=False),
        Column("found", N_("The business is"), 2, status=True, sortable=False),
        Column("sales_band", N_("Sales"), 1, sortable=False),
        Column("next_on", N_("Next visit"), 1, sortable=False),
    )

    def list_keys(
        self, work: Work, text: str, filters: Mapping[str, str], order: str
    ) -> "array[int]":
        return service.visit_keys(work, self.owner)

    def list_rows(self, work: Work, keys: Sequence[int]) -> list[tuple[str, ...]]:
        return [
            (
                i18n.format_day(on),
                marked(
                    _FOUND_TONES.get(found or "", "warning"), codes.label("business_open", found)
                ),
                codes.label("sales_band", sales),
                i18n.format_day(again),
            )
            for on, found, sales, _pressure, again in service.visit_rows(work, keys)
        ]
