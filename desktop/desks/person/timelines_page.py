# SPDX-License-Identifier: GPL-3.0-or-later
"""Timelines of one's own as a register, and one laid over several files at once."""

from array import array
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from desktop.core import codes, i18n, shown
from desktop.core.errors import UserError
from desktop.core.fields import specs
from desktop.core.i18n import N_, _, ngettext
from desktop.core.work import Work
from desktop.enrolments import inside_service
from desktop.organisation import service as organisation
from desktop.organisation.form import programme_choices
from desktop.steps import service
from desktop.steps import timeline_service as timelines
from desktop.steps.timeline_model import OwnTimeline, TimelineDraft, read_steps
from desktop.widgets.editors_date import read_day
from desktop.widgets.form import FormSection
from desktop.widgets.framed import Framed
from desktop.widgets.parts import button, label, named, wrapped
from desktop.widgets.record_source import Choices, RecordSource
from desktop.widgets.source import Column

if TYPE_CHECKING:
    from desktop.desks.frame.desk import Desk


class TimelineSource(RecordSource):
    """Templates of dated steps; changing one changes no step that was laid."""

    name = "timelines"
    in_cells = True
    title = N_("Timelines")
    new_label = N_("New timeline")
    empty_sentence = N_("No timeline of your own. Three are there already on every file.")
    model = OwnTimeline
    columns = (
        Column("title", N_("Name of the timeline"), 3, sortable=False),
        Column("programme", N_("Programme line"), 2, sortable=False),
        Column("anchor", N_("The days count from"), 2, sortable=False),
        Column("steps", N_("Steps"), 0, numeric=True, sortable=False),
    )

    def fields(self) -> Sequence[FormSection]:
        why = N_("Steps that were laid before stay as they are.")
        return [FormSection(N_("The timeline"), why, specs(TimelineDraft))]

    def choices(self) -> Choices:
        return {"programme": programme_choices(self.workspace)}

    def links(self, work: Work) -> shown.Links:
        return {"programme": self.namer(organisation.titles(work))}

    def list_keys(
        self, work: Work, text: str, filters: Mapping[str, str], order: str
    ) -> "array[int]":
        return timelines.keys(work)

    def list_rows(self, work: Work, keys: Sequence[int]) -> list[tuple[str, ...]]:
        lines = organisation.titles(work)
        return [
            (
                title or "",
                lines.get(programme or "", _("Every programme")),
                codes.label("timeline_anchor", anchor),
                i18n.format_number(len(read_steps(steps or ""))),
            )
            for title, programme, anchor, steps in timelines.rows(work, keys)
        ]


class LayTogether(Framed):
    """Which timeline, counted from which day, over how many files."""

    def __init__(self, desk: "Desk", people: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent, "lay_together", _("Lay a timeline"))
        self._desk, self._people = desk, list(people)
        self.laid = (0, 0)
        self.timelines = named(QComboBox(), "together_timeline", _("Timeline to lay"))
        with desk.workspace.work() as work:
            lines = [inside_service.lines_of(work, person) for person in self._people]
            common = set.intersection(*lines) if lines else set()
            for name, title in timelines.offered(work, common):
                self.timelines.addItem(title, name)
        self.start = named(QLineEdit(), "together_start", _("Counted from"))
        self.start.setPlaceholderText(_("Empty: as the timeline says"))
        self.problem = wrapped("", "error", "together_problem")
        self.problem.hide()
        column = self.head(_("Lay a timeline"))
        words = ngettext("{n} participant", "{n} participants", len(self._people))
        column.addWidget(wrapped(words.format(n=i18n.format_number(len(self._people))), "soft"))
        column.addWidget(
            wrapped(_("Steps that are there already stay as they are and come only once."), "soft")
        )
        for field in (self.timelines, self.start):
            column.addWidget(label(field.accessibleName(), "field"))
            column.addWidget(field)
        column.addWidget(self.problem)
        go = button(_("Lay over the files"), "together_go", self._go, "primary")
        self.end(go, button(_("Go back"), "together_back", self.reject))

    def _go(self) -> None:
        typed = self.start.text().strip()
        try:
            start = read_day(typed) if typed else None
            with self._desk.workspace.work(write=True) as work:
                name = str(self.timelines.currentData())
                self.laid = service.lay_together(work, self._people, name, start)
        except UserError as error:
            self.problem.setText(str(error))
            self.problem.show()
            return
        self.accept()


def lay_together(desk: "Desk", people: Sequence[str]) -> None:
    """Ask for the timeline, and say what was done."""
    dialog = LayTogether(desk, people)
    done = dialog.exec() == Framed.DialogCode.Accepted
    files, steps = dialog.laid
    dialog.deleteLater()
    if done:
        words = ngettext("{n} step was added.", "{n} steps were added.", steps)
        over = ngettext("On {n} file.", "On {n} files.", files)
        said = words.format(n=i18n.format_number(steps))
        desk.toasts.show(f"{said} {over.format(n=i18n.format_number(files))}")
