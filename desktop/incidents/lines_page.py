# SPDX-License-Identifier: GPL-3.0-or-later
"""What hangs on one incident, line by line: who was hurt, and what is done to protect them."""

from array import array
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from desktop.core import clock, codes, i18n, records, shown
from desktop.core.i18n import N_, _
from desktop.core.tables import Record
from desktop.core.tasks import is_overdue
from desktop.core.work import Work
from desktop.incidents import form, hurt_service, protection_service, victim_service
from desktop.incidents.protection_model import Protection
from desktop.incidents.victim_model import Victim
from desktop.participants import service as participants
from desktop.participants.form import participant_choices
from desktop.widgets.record_source import Choices, Within
from desktop.widgets.source import Action, Column, marked

if TYPE_CHECKING:
    from desktop.core.store import Workspace


class HurtIn(Within):
    """The people hurt in one incident; ``left`` is told when the incident left this store."""

    kind, owner_field = "hurt", "incident"
    title = N_("The people hurt")
    heading = N_("One line")
    reason = N_("A person, a family, a group or a community. Never a name.")
    new_label = N_("New line")
    empty_sentence = N_("No lines yet. The numbers of the incident follow what is written here.")
    model = Victim
    columns = (
        Column("unit", N_("Who was hurt"), 1, sortable=False),
        Column("number", N_("How many people"), 0, numeric=True, sortable=False),
        Column("profile", N_("Profile"), 2, sortable=False),
        Column("sex", N_("Sex"), 0, sortable=False),
        Column("age_band", N_("Age"), 0, sortable=False),
        Column("harm", N_("What happened to them"), 1, sortable=False),
    )

    def __init__(
        self,
        workspace: "Workspace",
        owner: str,
        store: str = "cases",
        left: Callable[[bool], None] | None = None,
    ) -> None:
        super().__init__(workspace, owner)
        self.store = store
        self._left = left or (lambda _sealed: None)
        if store != "cases":
            self.name = f"{self.name}_{store}"

    def choices(self) -> Choices:
        return {"participant": participant_choices(self.workspace)}

    def links(self, work: Work) -> shown.Links:
        del work
        with self.workspace.work() as main:
            return {"participant": partial(participants.code_of, main)}

    def list_keys(
        self, work: Work, text: str, filters: Mapping[str, str], order: str
    ) -> "array[int]":
        return hurt_service.keys(work, self.owner)

    def list_rows(self, work: Work, keys: Sequence[int]) -> list[tuple[str, ...]]:
        return [_hurt_row(row) for row in hurt_service.rows(work, keys)]

    def save(self, id: str | None, values: Mapping[str, Any]) -> str:
        return self._write(values, id)

    def remove(self, id: str) -> None:
        self._write(None, id)

    def restore(self, id: str) -> None:
        with self.workspace.work(self.store) as work:
            held = records.values_of(records.get(work, Victim, id, deleted=True))
        self._write(held, None)

    def _write(self, values: Mapping[str, Any] | None, line: str | None) -> str:
        done = victim_service.write_line(self.workspace, self.store, self.owner, values, line)
        if done.moved:
            self._left(done.sealed)
        return done.id


class StepsFor(Within):
    """What is done to protect somebody: it lies in the protected store, with its clock."""

    kind, owner_field = "protection", "incident"
    store = protection_service.STORE
    title = N_("Protection")
    heading = N_("One step")
    reason = N_("What, who, by when. It does not leave this part.")
    new_label = N_("New step")
    empty_sentence = N_("No step yet.")
    model = Protection
    columns = (
        Column("act", N_("What is to be done"), 2, sortable=False),
        Column("staff", N_("Who does it"), 1, sortable=False),
        Column("due", N_("To begin by"), 1, sortable=False),
        Column("result", N_("State"), 1, status=True, sortable=False),
    )

    def list_keys(
        self, work: Work, text: str, filters: Mapping[str, str], order: str
    ) -> "array[int]":
        return protection_service.keys(work, self.owner)

    def list_rows(self, work: Work, keys: Sequence[int]) -> list[tuple[str, ...]]:
        return [_step_row(row) for row in protection_service.rows(work, keys)]

    def cautions(self, values: Mapping[str, Any]) -> Mapping[str, str]:
        return form.cautions(values)

    def create(self, work: Work, values: Mapping[str, Any]) -> Record:
        return protection_service.record(work, {**values, "incident": self.owner})

    def actions(self, id: str) -> Sequence[Action]:
        with self.workspace.work(self.store) as work:
            waits = records.get(work, Protection, id).begun is None
        return (Action("begin_step", _("Begun now"), partial(self._begin, id), "check"),) * waits

    def _begin(self, id: str) -> None:
        with self.workspace.work(self.store, write=True) as work:
            protection_service.start(work, id)


def _hurt_row(row: tuple[Any, ...]) -> tuple[str, ...]:
    unit, number, participant, profile, sex, age_band, harm = row
    who = codes.label("victim_unit", unit)
    return (
        f"{who} · {_('Participant')}" if participant else who,
        "" if number is None else i18n.format_number(number),
        codes.label("victim_profile", profile),
        codes.label("sex_registered", sex),
        codes.label("age_band", age_band),
        codes.label("victim_harm", harm),
    )


def _step_row(row: tuple[Any, ...]) -> tuple[str, ...]:
    act, staff, due, begun, result = row
    if result or begun:
        state = marked("good", codes.label("protection_result", result or "started"))
    elif due is not None and (due < clock.now() or is_overdue(due.date(), clock.today())):
        state = marked("danger", _("Late"))
    else:
        state = marked("warning", _("To do"))
    return (
        codes.label("protection_act", act),
        staff or "",
        i18n.format_moment(due) if due is not None else "",
        state,
    )
