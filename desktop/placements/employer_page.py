# SPDX-License-Identifier: GPL-3.0-or-later
"""The register of employers and hosts, with what they promised and who spoke with them."""

from array import array
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from desktop.core import codes, i18n, shown
from desktop.core.fields import chosen, specs
from desktop.core.i18n import N_, _
from desktop.core.tables import Record
from desktop.core.work import Work
from desktop.placements import employer_service as service
from desktop.placements.employer_model import RESTRICTED, Employer, Outreach, Promise
from desktop.places import service as places
from desktop.places.form import sector_choices
from desktop.widgets.form import FormSection
from desktop.widgets.record_source import Choices, RecordSource, Within
from desktop.widgets.register import RegisterPage
from desktop.widgets.source import Column, Filter, Shown, Tab, Tone, marked
from desktop.widgets.toasts import Toasts

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desktop.core.store import Workspace

_VETTED: Mapping[str, Tone] = {
    "passed": "good",
    "conditions": "warning",
    "not_suitable": "danger",
    "pending": "off",
}
_TALKED: Mapping[str, Tone] = {"promised": "good", "interested": "note", "refused": "off"}


class EmployerSource(RecordSource):
    """Employers and hosts."""

    name = "employers"
    title = N_("Employers and hosts")
    new_label = N_("New employer")
    empty_sentence = N_("No employers yet.")
    restricted_title = N_("Protected facts")
    model = Employer
    columns = (
        Column("code", N_("Code"), 0, sortable=False),
        Column("title", N_("Name"), 3, sortable=False),
        Column("trade", N_("Line of business"), 2, sortable=False),
        Column("running", N_("Running"), 0, numeric=True, sortable=False),
        Column("filled", N_("Promises filled"), 0, numeric=True, sortable=False),
        Column("vetting", N_("Check"), 1, status=True, sortable=False),
    )

    def __init__(self, workspace: "Workspace", toasts: Toasts) -> None:
        super().__init__(workspace)
        self._toasts = toasts

    @property
    def filters(self) -> Sequence[Filter]:  # type: ignore[override]
        """The questions that narrow the list."""
        return (
            Filter("trade", N_("Line of business"), codes.choices("employer_sector")),
            Filter("vetting", N_("Check"), codes.choices("vetting_state")),
            Filter("room", N_("Room"), (("free", _("Can take somebody")),)),
        )

    def fields(self) -> Sequence[FormSection]:
        fields = specs(Employer.draft)
        names = [spec.name for spec in fields if spec.name not in RESTRICTED]
        return [FormSection(N_("The employer"), "", chosen(fields, names))]

    def restricted_fields(self) -> Sequence[FormSection]:
        return [
            FormSection(
                N_("What to watch"),
                N_("Only what they say themselves. It stands in no list and on no paper."),
                chosen(specs(Employer.draft), RESTRICTED),
            )
        ]

    def choices(self) -> Choices:
        return {"sector": sector_choices(self.workspace)}

    def links(self, work: Work) -> shown.Links:
        return {"sector": self.namer(places.names(work))}

    def list_keys(
        self, work: Work, text: str, filters: Mapping[str, str], order: str
    ) -> "array[int]":
        return service.keys(work, text, filters)

    def list_rows(self, work: Work, keys: Sequence[int]) -> list[tuple[str, ...]]:
        return [_row(row) for row in service.rows(work, keys)]

    def describe(self, work: Work, record: Record) -> Shown:
        assert isinstance(record, Employer)  # noqa: S101 - the only model of this source
        base = super().describe(work, record)
        facts = [
            (_("Line of business"), codes.label("employer_sector", record.trade)),
            (_("Check"), codes.label("vetting_state", record.vetting or "pending")),
        ]
        warnings = []
        if record.trade == "H":
            warnings.append(
                _("Drivers are among those most often attacked. Speak about routes and hours.")
            )
        return replace(base, title=record.title, facts=facts, warnings=warnings)

    def tabs(self, id: str) -> Sequence[Tab]:
        def promises(_parent: "QWidget") -> "QWidget":
            return RegisterPage(PromiseSource(self.workspace, id), self._toasts)

        def talks(_parent: "QWidget") -> "QWidget":
            return RegisterPage(OutreachSource(self.workspace, id), self._toasts)

        return (
            Tab("talks", N_("Talks"), talks),
            Tab("promises", N_("Promises"), promises),
        )


class OfEmployer(Within):
    """A register narrowed to one employer; the form never asks which."""

    owner_field = "employer"


class PromiseSource(OfEmployer):
    """Places one employer promised."""

    kind = "promises"
    title = N_("Promises")
    heading = N_("The promise")
    new_label = N_("New promise")
    empty_sentence = N_("This employer has promised no places yet.")
    model = Promise
    columns = (
        Column("promised_on", N_("Promised on"), 1, sortable=False),
        Column("due_on", N_("Until"), 1, sortable=False),
        Column("places", N_("Places promised"), 0, numeric=True, sortable=False),
        Column("local", N_("For neighbours"), 0, numeric=True, sortable=False),
        Column("filled", N_("Filled"), 0, numeric=True, sortable=False),
    )

    def list_keys(
        self, work: Work, text: str, filters: Mapping[str, str], order: str
    ) -> "array[int]":
        return service.promise_keys(work, self.owner)

    def list_rows(self, work: Work, keys: Sequence[int]) -> list[tuple[str, ...]]:
        return [
            (
                i18n.format_day(on),
                i18n.format_day(until),
                str(places or ""),
                "" if local is None else str(local),
                str(filled),
            )
            for on, until, places, local, filled in service.promise_rows(work, keys)
        ]


class OutreachSource(OfEmployer):
    """Who spoke with one employer, and when to call again."""

    kind = "talks"
    title = N_("Talks")
    heading = N_("The talk")
    new_label = N_("New talk")
    empty_sentence = N_("Nobody has spoken with this employer yet.")
    model = Outreach
    columns = (
        Column("happened_on", N_("Date"), 0, sortable=False),
        Column("kind", N_("How"), 1, sortable=False),
        Column("result", N_("Result"), 1, status=True, sortable=False),
        Column("next_on", N_("Call again on"), 1, sortable=False),
        Column("note", N_("Note"), 3, sortable=False),
    )

    def list_keys(
        self, work: Work, text: str, filters: Mapping[str, str], order: str
    ) -> "array[int]":
        return service.talk_keys(work, self.owner)

    def list_rows(self, work: Work, keys: Sequence[int]) -> list[tuple[str, ...]]:
        return [
            (
                i18n.format_day(on),
                codes.label("outreach_kind", kind),
                marked(
                    _TALKED.get(result or "", "warning"), codes.label("outreach_result", result)
                ),
                i18n.format_day(again),
                note or "",
            )
            for on, kind, result, again, note in service.talk_rows(work, keys)
        ]


def _row(row: tuple[Any, ...]) -> tuple[str, ...]:
    code, title, trade, vetting, offered, running, promised, filled = row
    if code is None:
        return ("",) * len(EmployerSource.columns)
    state = vetting or "pending"
    return (
        code,
        title,
        codes.label("employer_sector", trade),
        f"{running} / {offered}" if offered is not None else str(running),
        f"{filled} / {promised}" if promised else "",
        marked(_VETTED.get(state, "off"), codes.label("vetting_state", state)),
    )
