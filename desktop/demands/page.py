# SPDX-License-Identifier: GPL-3.0-or-later
"""The register of requests from outside as a list and a record."""

from array import array
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from desktop.core import codes, i18n, shown
from desktop.core.fields import chosen, specs
from desktop.core.i18n import N_, _
from desktop.core.tables import Record
from desktop.core.work import Work
from desktop.demands import report, service
from desktop.demands.model import ARMED, TAKEN, UNDECIDED, Demand, DemandDraft
from desktop.widgets.form import FormSection
from desktop.widgets.record_source import Choices, RecordSource
from desktop.widgets.source import Column, Filter, Shown, Tone, marked

if TYPE_CHECKING:
    from desktop.core.store import Workspace

Pairs = Callable[[], list[tuple[str, str]]]


class DemandSource(RecordSource):
    """Requests from outside; who may decide and what left are told from above."""

    name = "demands"
    title = N_("Requests from outside")
    new_label = N_("New request")
    empty_sentence = N_(
        "Nobody from outside has asked for data yet. Note it on the day it happens."
    )
    model = Demand
    columns = (
        Column("code", N_("Code"), 0, sortable=False),
        Column("asked_on", N_("Asked on"), 0, sortable=False),
        Column("asker", N_("Who asked"), 1, sortable=False),
        Column("wanted", N_("What was asked for"), 3, sortable=False),
        Column("urgency", N_("How soon"), 1, sortable=False),
        Column("decision", N_("Decision"), 1, status=True, sortable=False),
    )

    def __init__(self, workspace: "Workspace", deciders: Pairs, released: Pairs) -> None:
        super().__init__(workspace)
        self._deciders, self._released = deciders, released

    @property
    def filters(self) -> Sequence[Filter]:  # type: ignore[override]
        """The questions that narrow the list."""
        return (
            Filter("state", N_("Decision"), (("open", codes.label("demand_decision", "open")),)),
            Filter("asker", N_("Who asked"), codes.choices("demand_asker")),
        )

    def fields(self) -> Sequence[FormSection]:
        all_of = specs(DemandDraft)
        asked = ("asked_on", "asker", "who", "wanted", "wanted_words", "basis", "urgency")
        decided = ("decision", "decided_on", "first", "second", "release", "note")
        return [
            FormSection(
                N_("The request"),
                N_("Nobody answers alone and nobody answers at once. Write what was shown."),
                chosen(all_of, asked),
            ),
            FormSection(
                N_("The answer"),
                N_("Only what the law demands, only what was asked for, never the whole list."),
                chosen(all_of, decided),
            ),
        ]

    def choices(self) -> Choices:
        return {"user": self._deciders, "release": self._released}

    def links(self, work: Work) -> shown.Links:
        return {
            "user": lambda word: word,
            "release": self.namer(dict(self._released())),
        }

    def create(self, work: Work, values: Mapping[str, Any]) -> Record:
        return service.record(work, values)

    def amend(self, work: Work, record: Record, values: Mapping[str, Any]) -> Record:
        assert isinstance(record, Demand)  # noqa: S101 - the only model of this source
        return service.amend(work, record, values)

    def list_keys(
        self, work: Work, text: str, filters: Mapping[str, str], order: str
    ) -> "array[int]":
        return service.keys(work, filters, text)

    def list_rows(self, work: Work, keys: Sequence[int]) -> list[tuple[str, ...]]:
        return [
            (
                code or "",
                i18n.format_day(on),
                codes.label("demand_asker", asker),
                codes.labels("demand_wanted", wanted),
                codes.label("demand_urgency", urgency),
                marked(
                    _tone(decision),
                    codes.label("demand_decision", decision),
                ),
            )
            for code, on, asker, wanted, urgency, decision in service.rows(work, keys)
        ]

    def describe(self, work: Work, record: Record) -> Shown:
        assert isinstance(record, Demand)  # noqa: S101 - the only model of this source
        base = super().describe(work, record)
        facts = [
            (_("Who asked"), codes.label("demand_asker", record.asker)),
            (_("Decision"), codes.label("demand_decision", record.decision)),
        ]
        warnings = [report.protocol()] if record.asker == ARMED else []
        return replace(base, facts=facts, warnings=warnings)


def _tone(decision: str | None) -> Tone:
    if decision == TAKEN:
        return "danger"
    return "warning" if decision in UNDECIDED else "good"
