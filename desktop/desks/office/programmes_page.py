# SPDX-License-Identifier: GPL-3.0-or-later
"""The register of programmes, a tab of the settings."""

from array import array
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from desktop.core import shown
from desktop.core.fields import specs
from desktop.core.i18n import N_, _
from desktop.core.work import Work
from desktop.desks.person.waiting_list import WaitingList
from desktop.organisation import grant_service, service
from desktop.organisation.form import grant_choices
from desktop.organisation.model import Programme, ProgrammeDraft
from desktop.widgets.form import FormSection
from desktop.widgets.record_source import Choices, RecordSource
from desktop.widgets.register import RegisterPage
from desktop.widgets.source import Column, Tab, marked
from desktop.widgets.toasts import Toasts

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desktop.core.store import Workspace


class ProgrammeSource(RecordSource):
    """The programmes of the organisation."""

    name = "programmes"
    title = N_("Programmes")
    new_label = N_("New programme")
    empty_sentence = N_("No programmes yet. Participants are enrolled under one.")
    model = Programme
    columns = (
        Column("sign", N_("Letter"), 0, sortable=False),
        Column("title", N_("Name of the programme"), 3, sortable=False),
        Column("capacity", N_("Places in the programme"), 0, numeric=True, sortable=False),
        Column("ended", N_("Status"), 1, status=True, sortable=False),
    )

    def __init__(self, workspace: "Workspace", toasts: Toasts) -> None:
        super().__init__(workspace)
        self._toasts = toasts

    def fields(self) -> Sequence[FormSection]:
        return [FormSection(N_("The programme"), "", specs(ProgrammeDraft))]

    def tabs(self, id: str) -> Sequence[Tab]:
        def build(_parent: "QWidget") -> "QWidget":
            return RegisterPage(WaitingList(self.workspace, id), self._toasts)

        return (Tab("waiting", N_("Waiting list"), build, after=True),)

    def choices(self) -> Choices:
        return {"grant": grant_choices(self.workspace)}

    def links(self, work: Work) -> shown.Links:
        return {"grant": self.namer(grant_service.names(work))}

    def list_keys(
        self, work: Work, text: str, filters: Mapping[str, str], order: str
    ) -> "array[int]":
        return service.keys(work, text)

    def list_rows(self, work: Work, keys: Sequence[int]) -> list[tuple[str, ...]]:
        return [
            (
                sign or "",
                title or "",
                "" if capacity is None else str(capacity),
                marked("off", _("Ended")) if ended else marked("good", _("Running")),
            )
            for _code, sign, title, capacity, ended in service.rows(work, keys)
        ]
