# SPDX-License-Identifier: GPL-3.0-or-later
"""The register of incidents, in the main store or, while it is open, in the protected one."""

from array import array
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from desktop.core import codes, dates, records, shown
from desktop.core.i18n import N_, _
from desktop.core.tables import Record
from desktop.core.work import Work
from desktop.incidents import form, service, verify_service
from desktop.incidents.chain_page import ChainTab
from desktop.incidents.lines_page import HurtIn
from desktop.incidents.model import DISCARDED, Incident, IncidentDraft
from desktop.organisation import uses_service
from desktop.places import service as places
from desktop.places.form import border_choices, border_names, sector_choices
from desktop.widgets.form import FormSection
from desktop.widgets.record_source import Choices, RecordSource
from desktop.widgets.register import RegisterPage
from desktop.widgets.source import Action, Column, Filter, KeptDraft, Shown, Tab, Tone, marked
from desktop.widgets.toasts import Toasts

if TYPE_CHECKING:
    from desktop.core.store import Workspace

_STORES = "cases"


class IncidentSource(RecordSource):
    """Incidents of one store.

    ``deposited`` is told when one was sealed away from this screen, ``moved`` when one that had
    been written here was taken apart.
    """

    name = "incidents"
    title = N_("Incidents")
    new_label = N_("New incident")
    empty_sentence = N_("No incidents yet.")
    model = Incident
    columns = (
        Column("code", N_("Code"), 0),
        Column("occurred_on", N_("When"), 0),
        Column("type", N_("What happened"), 3),
        Column("sector", N_("Sector"), 1),
        Column("victims", N_("Victims"), 0, numeric=True, sortable=False),
        Column("border", N_("At a border"), 0, sortable=False),
        Column("certainty", N_("Confirmed"), 1, status=True),
    )

    def __init__(
        self,
        workspace: "Workspace",
        store: str = _STORES,
        deposited: Callable[[], None] | None = None,
        moved: Callable[[], None] | None = None,
    ) -> None:
        super().__init__(workspace)
        self.store = store
        self._deposited = deposited or (lambda: None)
        self._moved = moved or (lambda: None)
        self.toasts: Toasts | None = None
        """Where a tab tells what it did; the desk puts it here."""
        if store != _STORES:
            self.name = f"incidents_{store}"

    @property
    def filters(self) -> Sequence[Filter]:  # type: ignore[override]
        """The questions that narrow the list."""
        return (
            Filter("type", N_("What happened"), codes.choices("incident_type")),
            Filter("certainty", N_("Confirmed"), codes.choices("incident_certainty")),
            Filter("border", N_("At a border"), (("yes", _("Yes")),)),
        )

    def fields(self) -> Sequence[FormSection]:
        with self.workspace.work() as main:
            grades = uses_service.GRADES in uses_service.used(main)
        return form.sections(grades=grades)

    def choices(self) -> Choices:
        return {
            "sector": sector_choices(self.workspace),
            "border": border_choices(self.workspace),
            "incident": self._incidents,
        }

    def _incidents(self) -> list[tuple[str, str]]:
        with self.workspace.work(self.store) as work:
            return service.offered(work, "", 200)

    def links(self, work: Work) -> shown.Links:
        with self.workspace.work() as main:
            return {
                "sector": self.namer(places.names(main)),
                "border": self.namer(border_names(main)),
                "incident": partial(service.named, work),
            }

    def list_keys(
        self, work: Work, text: str, filters: Mapping[str, str], order: str
    ) -> "array[int]":
        return service.keys(work, text, filters, order)

    def list_rows(self, work: Work, keys: Sequence[int]) -> list[tuple[str, ...]]:
        with self.workspace.work() as main:
            sectors = places.names(main)
        return [_row(row, sectors) for row in service.rows(work, keys)]

    def save(self, id: str | None, values: Mapping[str, Any]) -> str:
        """Write where the incident belongs; one that was sealed away has no id here any more."""
        if self.store == _STORES:
            whole = {**(self.load(id).values if id else {}), **values}
            if records.validated(IncidentDraft, whole).needs_protection():
                sealed = (
                    service.move_apart(self.workspace, id, values)
                    if id
                    else service.record_protected(self.workspace, values)
                )
                if sealed:
                    self._deposited()
                if id:
                    self._moved()
                return ""
        return super().save(id, values)

    def cautions(self, values: Mapping[str, Any]) -> Mapping[str, str]:
        return form.cautions(values)

    def tabs(self, id: str) -> Sequence[Tab]:
        toasts = self.toasts
        if toasts is None:
            return ()
        hurt = HurtIn(self.workspace, id, self.store, self._hurt_left)
        chain = partial(ChainTab, self.workspace, id, self.store, lambda: None)
        return (
            Tab("hurt", N_("The people hurt"), lambda _p: RegisterPage(hurt, toasts), after=True),
            Tab("chain", N_("What belongs together"), lambda _p: chain(), after=True),
        )

    def actions(self, id: str) -> Sequence[Action]:
        with self.workspace.work(self.store) as work:
            held = records.get(work, Incident, id)
            open_ = held.certainty not in (verify_service.CONFIRMED, DISCARDED)
            may = open_ and verify_service.may_check(work, held)
        if not may:
            return ()
        sure = partial(self._verify, id, verify_service.CONFIRMED)
        nothing = partial(self._verify, id, DISCARDED)
        return (
            Action("confirm_incident", _("Checked: it happened"), sure, "check"),
            Action("discard_incident", _("Checked: it did not happen"), nothing, "close"),
        )

    def _verify(self, id: str, certainty: str) -> None:
        with self.workspace.work(self.store, write=True) as work:
            verify_service.verify(work, id, certainty)

    def _hurt_left(self, sealed: bool) -> None:
        if sealed:
            self._deposited()
        self._moved()

    def keep_draft(self, key: str, values: Mapping[str, Any]) -> None:
        """Keep what is typed; beside the main store only so that who typed it can read it again.

        While it is typed nobody knows yet whether it belongs apart, so every draft is sealed.
        """
        if self.store == _STORES:
            values = service.sealed_draft(self.workspace, values)
        super().keep_draft(key, values)

    def draft(self, key: str) -> KeptDraft | None:
        kept = super().draft(key)
        if kept is None or self.store != _STORES:
            return kept
        values = service.read_draft(self.workspace, kept.values)
        return KeptDraft(values, kept.moment) if values else None

    def _draft_key(self, key: str) -> str:
        own = f"/{self.workspace.user.name}" if self.store == _STORES else ""
        return super()._draft_key(key) + own

    def create(self, work: Work, values: Mapping[str, Any]) -> Record:
        return service.record(work, values)

    def amend(self, work: Work, record: Record, values: Mapping[str, Any]) -> Record:
        assert isinstance(record, Incident)  # noqa: S101 - the only model of this source
        return service.amend(work, record, values)

    def describe(self, work: Work, record: Record) -> Shown:
        assert isinstance(record, Incident)  # noqa: S101 - the only model of this source
        base = super().describe(work, record)
        facts = [
            (_("What happened"), codes.label("incident_type", record.type)),
            (_("When"), dates.show(record.occurred_on)),
            (_("Confirmed"), codes.label("incident_certainty", record.certainty)),
        ]
        return replace(base, facts=facts)


def _row(row: tuple[Any, ...], sectors: Mapping[str, str]) -> tuple[str, ...]:
    code, occurred_on, kind, sector, victims, certainty, border = row
    if code is None:
        return ("",) * len(IncidentSource.columns)
    tone: Tone = "good" if certainty == "confirmed" else "off"
    return (
        code,
        dates.show(occurred_on),
        codes.label("incident_type", kind),
        sectors.get(sector or "", ""),
        "" if victims is None else str(victims),
        _("Yes") if border else "",
        marked(tone, codes.label("incident_certainty", certainty)),
    )
