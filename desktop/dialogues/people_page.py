# SPDX-License-Identifier: GPL-3.0-or-later
"""Who facilitates and who watches, by code; and what became of the code of a group."""

from array import array
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QScrollArea, QVBoxLayout

from desktop.core import codes, i18n
from desktop.core.i18n import N_, _
from desktop.core.tables import Record
from desktop.core.work import Work
from desktop.dialogues import form, inner_service, service
from desktop.dialogues.meeting_model import Facilitator, FacilitatorDraft
from desktop.dialogues.overview_page import scrolled
from desktop.dialogues.source_page import InnerSource
from desktop.widgets import look
from desktop.widgets.form import FormSection
from desktop.widgets.parts import empty, wrapped
from desktop.widgets.source import Column, Shown, marked

if TYPE_CHECKING:
    from desktop.core.store import Workspace


class FacilitatorSource(InnerSource):
    """Those who facilitate, host, guarantee or watch, by the code only the team knows."""

    name = "facilitators"
    title = N_("Facilitators and monitors")
    new_label = N_("New person by code")
    empty_sentence = N_("Nobody has been noted yet.")
    model = Facilitator
    columns = (
        Column("sign", N_("Code of the person"), 1),
        Column("kind", N_("Kind"), 2, sortable=False),
        Column("roles", N_("What for"), 2, sortable=False),
        Column("independent", N_("Independent"), 1, sortable=False),
        Column("active", N_("Still takes part"), 1, status=True, sortable=False),
    )

    def fields(self) -> Sequence[FormSection]:
        return form.section(
            FacilitatorDraft,
            N_("The person, by code"),
            N_("What the code stands for is kept elsewhere, on paper or in memory."),
        )

    def new_values(self) -> dict[str, Any]:
        return {"active": True}

    def create(self, work: Work, values: Mapping[str, Any]) -> Record:
        return inner_service.know(work, values)

    def amend(self, work: Work, record: Record, values: Mapping[str, Any]) -> Record:
        assert isinstance(record, Facilitator)  # noqa: S101 - the only model of this source
        return inner_service.know(work, values, record)

    def list_keys(
        self, work: Work, text: str, filters: Mapping[str, str], order: str
    ) -> "array[int]":
        return inner_service.people_keys(work, text, order)

    def list_rows(self, work: Work, keys: Sequence[int]) -> list[tuple[str, ...]]:
        names = ("sign", "kind", "roles", "independent", "active")
        return [
            (
                sign or "",
                codes.label("facilitator_type", kind) if kind else "",
                codes.labels("facilitator_role", roles or []),
                "" if independent is None else _("Yes") if independent else _("No"),
                _takes_part(active),
            )
            for sign, kind, roles, independent, active in inner_service.rows(
                work, Facilitator, keys, names
            )
        ]

    def describe(self, work: Work, record: Record) -> Shown:
        assert isinstance(record, Facilitator)  # noqa: S101 - the only model of this source
        base = super().describe(work, record)
        return Shown(
            base.id,
            base.code,
            base.values,
            key=record.row,
            title=record.sign,
            may_edit=base.may_edit,
            may_remove=base.may_remove,
        )


class Chain(QScrollArea):
    """What became of a group's code, and of those it came from: one line each, oldest first."""

    def __init__(self, workspace: "Workspace", group: str) -> None:
        super().__init__()
        self._workspace, self._group = workspace, group
        self._column: QVBoxLayout = scrolled(self, "group_chain")
        self._column.setSpacing(look.space(2))
        self.reload()

    def reload(self) -> None:
        """Read the chain again."""
        with self._workspace.work(form.STORE) as work:
            lines = inner_service.chain(work, self._group)
            signs = service.signs(work)
        empty(self._column)
        for day, what, before, after in lines:
            words = _(_WORDS[what]).format(a=signs.get(before, "?"), b=signs.get(after, "?"))
            said = f"{i18n.format_day(day)} · {words}" if day else words
            self._column.addWidget(wrapped(said, name="chain_line"))
        if not lines:
            soft = _("This code came from no other, and became no other.")
            self._column.addWidget(wrapped(soft, "soft", "chain_line"))
        self._column.addStretch(1)


_WORDS = {
    "merged": N_("{a} merged into {b}"),
    "renamed": N_("{a} took the code {b}"),
    inner_service.SPLIT: N_("{b} split off from {a}"),
}


def _takes_part(active: bool | None) -> str:
    if active is None:
        return ""
    return marked("note", _("Yes")) if active else marked("off", _("No"))
