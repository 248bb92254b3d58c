# SPDX-License-Identifier: GPL-3.0-or-later
"""The register of certificates."""

from array import array
from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from desktop.activities import series_service
from desktop.core import codes, i18n, shown
from desktop.core.fields import chosen, specs
from desktop.core.i18n import N_
from desktop.core.tables import Record
from desktop.core.work import Work
from desktop.livelihoods import certificate_service
from desktop.livelihoods.model import Certificate
from desktop.participants import service as participants
from desktop.participants.form import participant_choices
from desktop.widgets.form import FormSection
from desktop.widgets.record_source import Choices, RecordSource
from desktop.widgets.source import Column

if TYPE_CHECKING:
    from desktop.core.store import Workspace


class CertificateSource(RecordSource):
    """Certificates of everybody, or of one participant."""

    name = "certificates"
    in_cells = True
    title = N_("Certificates")
    new_label = N_("New certificate")
    empty_sentence = N_("No certificates yet.")
    model = Certificate
    columns = (
        Column("participant", N_("Participant"), 0, sortable=False),
        Column("series", N_("Group or course"), 3, sortable=False),
        Column("kind", N_("Kind of certificate"), 2, sortable=False),
        Column("issued_on", N_("Issued on"), 0, sortable=False),
        Column("hours", N_("Hours"), 0, numeric=True, sortable=False),
        Column("handed_on", N_("Handed over"), 1, sortable=False),
    )

    def __init__(self, workspace: "Workspace", participant: str = "") -> None:
        super().__init__(workspace)
        self._participant = participant
        if participant:
            self.name = f"certificates_{participant}"

    def fields(self) -> Sequence[FormSection]:
        fields = specs(Certificate.draft)
        asked = [s.name for s in fields if s.name != "participant" or not self._participant]
        return [FormSection(N_("The certificate"), "", chosen(fields, asked))]

    def new_values(self) -> dict[str, Any]:
        return {"participant": self._participant} if self._participant else {}

    def choices(self) -> Choices:
        def series() -> list[tuple[str, str]]:
            with self.workspace.work() as work:
                return series_service.offered(work, "", limit=1_000)

        return {"participant": participant_choices(self.workspace), "series": series}

    def links(self, work: Work) -> shown.Links:
        return {
            "participant": partial(participants.code_of, work),
            "series": self.namer(series_service.titles(work)),
        }

    def list_keys(
        self, work: Work, text: str, filters: Mapping[str, str], order: str
    ) -> "array[int]":
        return certificate_service.keys(work, self._participant)

    def list_rows(self, work: Work, keys: Sequence[int]) -> list[tuple[str, ...]]:
        rows = certificate_service.rows(work, keys)
        known = participants.codes_of(work, [row[0] for row in rows if row[0]])
        titles = series_service.titles(work)
        return [
            (
                known.get(person, ""),
                titles.get(series or "", ""),
                codes.label("certificate_kind", kind),
                i18n.format_day(issued),
                "" if hours is None else str(hours),
                i18n.format_day(handed),
            )
            for person, series, kind, issued, hours, handed in rows
        ]

    def create(self, work: Work, values: Mapping[str, Any]) -> Record:
        return certificate_service.issue(work, values)
