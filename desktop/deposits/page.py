# SPDX-License-Identifier: GPL-3.0-or-later
"""The notes that were left for an open part, and the form that leaves one."""

from array import array
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from desktop.core import shown
from desktop.core.fields import chosen, specs
from desktop.core.i18n import N_
from desktop.core.tables import Record
from desktop.core.work import Work
from desktop.deposits import service
from desktop.deposits.model import Deposit, DepositDraft
from desktop.places import service as places
from desktop.places.form import sector_choices
from desktop.widgets.form import FormSection
from desktop.widgets.record_source import Choices, RecordSource
from desktop.widgets.source import Column

if TYPE_CHECKING:
    from desktop.core.store import Workspace


def section() -> FormSection:
    """Return what is asked of whoever leaves a note."""
    reason = N_("It is sealed for the members and leaves this screen. You cannot read it again.")
    fields = chosen(specs(DepositDraft), ("month", "sector", "words"))
    return FormSection(N_("The note"), reason, fields)


class DepositSource(RecordSource):
    """Notes left by who is not a member; members read and delete them, nobody makes them here."""

    title = N_("Left for us")
    in_cells = True
    empty_sentence = N_("Nobody left a note.")
    model: type[Record] = Deposit
    columns = (
        Column("month", N_("Month"), 0, sortable=False),
        Column("sector", N_("Sector"), 1, sortable=False),
        Column("words", N_("Note"), 4, sortable=False),
    )

    def __init__(self, workspace: "Workspace", store: str) -> None:
        super().__init__(workspace)
        self.store, self.name = store, f"deposits_{store}"

    def fields(self) -> Sequence[FormSection]:
        return [section()]

    def choices(self) -> Choices:
        return {"sector": sector_choices(self.workspace)}

    def links(self, work: Work) -> shown.Links:
        with self.workspace.work() as main:
            return {"sector": self.namer(places.names(main))}

    def list_keys(
        self, work: Work, text: str, filters: Mapping[str, str], order: str
    ) -> "array[int]":
        return service.keys(work)

    def list_rows(self, work: Work, keys: Sequence[int]) -> list[tuple[str, ...]]:
        links = self.links(work)
        return [
            (month or "", links["sector"](sector or ""), words or "")
            for month, sector, words in service.rows(work, keys)
        ]
