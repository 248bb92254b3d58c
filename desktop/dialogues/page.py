# SPDX-License-Identifier: GPL-3.0-or-later
"""The registers of processes and groups, shown only while the dialogues store is open."""

from array import array
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from desktop.core import clock, codes, tasks
from desktop.core.i18n import N_, _
from desktop.core.tables import Record
from desktop.core.work import Work
from desktop.dialogues import form, group_service, service
from desktop.dialogues.agreements_page import Agreements
from desktop.dialogues.ground_page import GesturesOf, GoodSignsOf, MeetingsOf, PostsOf, ZonesOf
from desktop.dialogues.model import ARMED, PATH, Group, GroupDraft, Process
from desktop.dialogues.papers_page import ProcessPapers
from desktop.dialogues.people_page import Chain
from desktop.dialogues.source_page import (
    HoldingsOf,
    InnerSource,
    ReviewsOf,
    inside,
    when_due,
)
from desktop.dialogues.stages_page import Stages
from desktop.incidents import service as incidents
from desktop.widgets.form import FormSection
from desktop.widgets.source import Column, Filter, Shown, Tab, Tone, marked
from desktop.widgets.toasts import Toasts

if TYPE_CHECKING:
    from desktop.core.store import Workspace

TALKS, GROUND = N_("Contacts"), N_("On the ground")
_TONES: Mapping[str, Tone] = {
    "agreement": "good",
    "extension": "good",
    "sustained": "good",
    "exit": "warning",
    "paused": "warning",
    "closed": "off",
}


class ProcessSource(InnerSource):
    """Dialogue processes, under their neutral names."""

    name = "processes"
    title = N_("Processes")
    new_label = N_("New process")
    empty_sentence = N_("No processes yet.")
    model = Process
    columns = (
        Column("code", N_("Code"), 0),
        Column("title", N_("Name"), 3),
        Column("stage", N_("Stage"), 1, status=True),
        Column("days", N_("Days kept"), 0, numeric=True, sortable=False),
        Column("next_check", N_("Next check"), 0, sortable=False),
    )

    def __init__(self, workspace: "Workspace", toasts: Toasts) -> None:
        super().__init__(workspace)
        self._toasts = toasts

    @property
    def filters(self) -> Sequence[Filter]:  # type: ignore[override]
        """The questions that narrow the list."""
        return (
            Filter("open", N_("Which processes"), (("yes", _("Not closed")),), chosen="yes"),
            Filter("stage", N_("Stage"), codes.choices("dialogue_stage")),
        )

    def fields(self) -> Sequence[FormSection]:
        return form.process_sections()

    def new_values(self) -> dict[str, Any]:
        return {"started_on": clock.today()}

    def create(self, work: Work, values: Mapping[str, Any]) -> Record:
        return service.begin(work, values)

    def list_keys(
        self, work: Work, text: str, filters: Mapping[str, str], order: str
    ) -> "array[int]":
        return service.keys(work, text, filters, order)

    def list_rows(self, work: Work, keys: Sequence[int]) -> list[tuple[str, ...]]:
        return [_row(work, row) for row in service.rows(work, keys)]

    def describe(self, work: Work, record: Record) -> Shown:
        assert isinstance(record, Process)  # noqa: S101 - the only model of this source
        base = super().describe(work, record)
        facts = [(_("Stage"), codes.label("dialogue_stage", record.stage))]
        if late := _late_review(work, record):
            facts.append((_("Quarterly review"), late))
        calm = self._days_without_killing(record)
        if calm is not None:
            facts.append((_("Days since the last killing in its sectors"), str(calm)))
        return Shown(
            base.id,
            base.code,
            base.values,
            key=record.row,
            title=record.title,
            facts=facts,
            warnings=_warnings(record),
            may_edit=base.may_edit,
            may_remove=base.may_remove,
        )

    def tabs(self, id: str) -> Sequence[Tab]:
        workspace, toasts = self.workspace, self._toasts

        def within(source: InnerSource) -> Callable[[QWidget], QWidget]:
            return lambda _page: inside(source, toasts)

        return (
            Tab("stages", N_("Stages"), lambda _p: Stages(workspace, toasts, id)),
            Tab("agreements", N_("Agreements"), lambda _p: Agreements(workspace, toasts, id)),
            Tab("meetings", N_("Meetings"), within(MeetingsOf(workspace, id)), group=TALKS),
            Tab("gestures", N_("Gestures"), within(GesturesOf(workspace, id)), group=TALKS),
            Tab(
                "posts",
                N_("Posts at entrances"),
                within(PostsOf(workspace, id, toasts)),
                group=GROUND,
            ),
            Tab("zones", N_("Protected places"), within(ZonesOf(workspace, id)), group=GROUND),
            Tab("good_signs", N_("Good signs"), within(GoodSignsOf(workspace, id)), group=GROUND),
            Tab("reviews", N_("Reviews"), within(ReviewsOf(workspace, id))),
            Tab("papers", N_("Papers"), lambda _p: ProcessPapers(workspace, toasts, id)),
        )

    def _days_without_killing(self, process: Process) -> int | None:
        with self.workspace.work() as main:
            last = incidents.last_homicide(main, process.sectors)
        return clock.days_between(last, clock.today()) if last else None


class GroupSource(InnerSource):
    """Groups, by the code only the team knows."""

    name = "groups"
    title = N_("Groups")
    new_label = N_("New group")
    empty_sentence = N_("No groups yet.")
    model = Group
    columns = (
        Column("sign", N_("Code of the group"), 1),
        Column("kind", N_("Kind"), 2, sortable=False),
        Column("sectors", N_("Holds now"), 3, sortable=False),
        Column("active", N_("Still exists"), 1, status=True, sortable=False),
    )

    def __init__(self, workspace: "Workspace", toasts: Toasts) -> None:
        super().__init__(workspace)
        self._toasts = toasts

    @property
    def filters(self) -> Sequence[Filter]:  # type: ignore[override]
        """The questions that narrow the list."""
        return (Filter("kind", N_("Kind"), codes.choices("party_type")),)

    def fields(self) -> Sequence[FormSection]:
        return form.section(
            GroupDraft,
            N_("The group"),
            N_("What the code stands for is kept elsewhere, on paper or in memory."),
        )

    def new_values(self) -> dict[str, Any]:
        return {"active": True}

    def create(self, work: Work, values: Mapping[str, Any]) -> Record:
        return service.register_group(work, values)

    def amend(self, work: Work, record: Record, values: Mapping[str, Any]) -> Record:
        assert isinstance(record, Group)  # noqa: S101 - the only model of this source
        return service.amend_group(work, record, values)

    def list_keys(
        self, work: Work, text: str, filters: Mapping[str, str], order: str
    ) -> "array[int]":
        return group_service.group_keys(work, text, filters, order)

    def list_rows(self, work: Work, keys: Sequence[int]) -> list[tuple[str, ...]]:
        held = service.sectors_held(work, clock.today())
        name = self.links(work)["sector"]
        return [
            (
                sign or "",
                codes.label("party_type", kind),
                ", ".join(name(sector) for sector in held.get(identity, ())),
                _exists(active),
            )
            for identity, sign, kind, active in group_service.group_rows(work, keys)
        ]

    def describe(self, work: Work, record: Record) -> Shown:
        assert isinstance(record, Group)  # noqa: S101 - the only model of this source
        base = super().describe(work, record)
        return Shown(
            base.id,
            base.code,
            base.values,
            key=record.row,
            title=record.sign,
            facts=[(_("Kind"), codes.label("party_type", record.kind))] if record.kind else [],
            warnings=[_(_LISTED)] if record.listed else [],
            may_edit=base.may_edit,
            may_remove=base.may_remove,
        )

    def tabs(self, id: str) -> Sequence[Tab]:
        workspace, toasts = self.workspace, self._toasts
        return (
            Tab(
                "holdings",
                N_("Sectors held"),
                lambda _p: inside(HoldingsOf(workspace, id), toasts),
            ),
            Tab("chain", N_("What came of the code"), lambda _p: Chain(workspace, id)),
        )


def _row(work: Work, row: tuple[Any, ...]) -> tuple[str, ...]:
    identity, code, title, stage, _since, _started = row
    if code is None:
        return ("",) * len(ProcessSource.columns)
    live = [one for one in service.clauses_of(work, identity, clock.today()) if not one.over]
    checks = [one.next_check for one in live if one.next_check]
    return (
        code,
        title,
        marked(_TONES.get(stage, "note"), codes.label("dialogue_stage", stage)),
        str(min(one.days for one in live)) if live else "",
        when_due(min(checks)) if checks else "",
    )


def _warnings(process: Process) -> list[str]:
    """Return what whoever opens a process must not overlook."""
    if process.kind != ARMED or process.stage == PATH[0]:
        return []
    unsure = process.assurance in (None, "none", "unknown", "not_asked")
    return [_("No authority has given a legal assurance for this dialogue.")] if unsure else []


_LISTED = N_(
    "The law lists this group as terrorist: contact with it may be a crime. Ask for a legal view "
    "before any contact."
)


def _exists(active: bool | None) -> str:
    if active is None:
        return ""
    return marked("note", _("Yes")) if active else marked("off", _("No"))


def _late_review(work: Work, process: Process) -> str:
    due = service.next_review(work, process)
    return when_due(due) if tasks.is_overdue(due, clock.today()) else ""
