# SPDX-License-Identifier: GPL-3.0-or-later
"""The dated steps of a person: a timeline laid over the file, each step done with one button."""

from array import array
from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox, QWidget

from desktop.core import clock, i18n, records, tasks
from desktop.core.fields import chosen, specs
from desktop.core.i18n import N_, _, ngettext
from desktop.core.work import Work
from desktop.desks.frame.of_person import OfPerson
from desktop.enrolments import inside_service
from desktop.steps import service
from desktop.steps import timeline_service as timelines
from desktop.steps.model import Step, StepDraft
from desktop.widgets.editors_flow import FlowLayout
from desktop.widgets.form import FormSection
from desktop.widgets.parts import button, label, named
from desktop.widgets.register import RegisterPage
from desktop.widgets.source import Action, Column, marked
from desktop.widgets.toasts import Toasts

if TYPE_CHECKING:
    from desktop.core.store import Workspace


class StepsOf(OfPerson):
    """What is to be done for one participant by a day."""

    kind = "steps"
    title = N_("Steps")
    new_label = N_("New step")
    empty_sentence = N_("No dated step. Lay a timeline over the file, or write one.")
    model = Step
    columns = (
        Column("words", N_("What is to be done"), 3, sortable=False),
        Column("due_on", N_("By when"), 1, sortable=False),
        Column("state", N_("State"), 1, status=True, sortable=False),
    )

    def fields(self) -> Sequence[FormSection]:
        asked = chosen(specs(StepDraft), ("words", "due_on", "done_on"))
        return [FormSection(N_("The step"), N_("Steps end by themselves with the file."), asked)]

    def list_keys(
        self, work: Work, text: str, filters: Mapping[str, str], order: str
    ) -> "array[int]":
        return service.keys(work, self.participant)

    def list_rows(self, work: Work, keys: Sequence[int]) -> list[tuple[str, ...]]:
        found: list[tuple[str, ...]] = []
        for timeline, step, own, due, done in service.rows(work, keys):
            words = timelines.words(timeline or "", step or "", own or "")
            found.append((words, i18n.format_day(due), standing(due, done)))
        return found

    def actions(self, id: str) -> Sequence[Action]:
        with self.workspace.work() as work:
            waits = work.could("amend") and records.get(work, Step, id).done_on is None
        return (Action("step_done", _("Done today"), lambda: self._done(id), "check"),) * waits

    def _done(self, id: str) -> None:
        with self.workspace.work(write=True) as work:
            service.done(work, id)


class StepsPage(RegisterPage):
    """The steps, and under them the timelines that can be laid over the file."""

    def __init__(self, workspace: "Workspace", person: str, toasts: Toasts) -> None:
        super().__init__(StepsOf(workspace, person), toasts)
        self._workspace, self._person, self._shown_by = workspace, person, toasts
        self.timelines = named(QComboBox(), "timelines", _("Timeline to lay"))
        with workspace.work() as work:
            lines = inside_service.lines_of(work, person)
            for name, title in timelines.offered(work, lines):
                self.timelines.addItem(title, name)
        foot = QWidget()
        row = FlowLayout(foot, gap=2)
        row.addWidget(label(_("Timeline to lay"), "meta"))
        row.addWidget(self.timelines)
        row.addWidget(button(_("Lay over the file"), "lay_timeline", self._lay))
        self.list.add_foot(foot)

    def _lay(self) -> None:
        name = str(self.timelines.currentData())
        with self._workspace.work(write=True) as work:
            made = service.lay(work, self._person, name)
        words = ngettext("{n} step was added.", "{n} steps were added.", len(made))
        self._shown_by.show(words.format(n=i18n.format_number(len(made))))
        self.reload()


def standing(due: date | None, done: date | None) -> str:
    """Return the cell of what is to be done by a day: done, late, or how far off."""
    if done:
        return marked("good", _("Done {day}").format(day=i18n.format_day(done)))
    if not due:
        return ""
    day = clock.today()
    return marked("danger" if tasks.is_overdue(due, day) else "note", tasks.when(due, day))
