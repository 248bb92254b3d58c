# SPDX-License-Identifier: GPL-3.0-or-later
"""A safety plan as it is read when there is no time, of a participant or of one's own."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QVBoxLayout

from desktop.core import codes, i18n
from desktop.core.fields import chosen, specs
from desktop.core.i18n import N_, _
from desktop.desks.frame.column_view import ColumnView
from desktop.desks.frame.form_dialog import FormDialog, Questions, asked
from desktop.safety import plan_service
from desktop.safety.plan_model import PlanDraft, SafetyPlan, StaffPlan
from desktop.widgets import look
from desktop.widgets.editors_flow import FlowLayout
from desktop.widgets.form import FormSection
from desktop.widgets.parts import button, label, wrapped

if TYPE_CHECKING:
    pass

OWN = ("people", "places", "signals", "routes", "taken_along", "reviewed_on")
_SAID = (
    ("people", N_("Safe people")),
    ("places", N_("Safe places")),
    ("signals", N_("Signals")),
    ("routes", N_("Ways")),
    ("taken_along", N_("What to take along")),
)


def card(name: str) -> tuple[QFrame, QVBoxLayout]:
    """Return an empty card and its column."""
    made = QFrame()
    made.setObjectName(name)
    look.mark(made, "card")
    column = QVBoxLayout(made)
    column.setContentsMargins(*(look.space(4),) * 4)
    column.setSpacing(look.space(2))
    return made, column


def add_words(
    column: QVBoxLayout,
    plan: SafetyPlan | StaffPlan | None,
    crossings: Sequence[plan_service.Crossing] = (),
) -> None:
    """Write the plan into a column, the borders that can cost a life first."""
    column.addWidget(label(_("Safety plan"), "section"))
    if plan is None:
        column.addWidget(wrapped(_("No safety plan was made yet."), "soft"))
        return
    for name, title in _SAID:
        if words := getattr(plan, name):
            column.addWidget(label(_(title), "field"))
            column.addWidget(wrapped(words))
    if crossings:
        column.addWidget(label(_("Borders the person has to cross"), "field"))
    for one in crossings:
        status = codes.label("border_status", one.status) or _("Status not known")
        column.addWidget(label(f"{one.sides} · {status}", "error" if one.risky else ""))
    day = i18n.format_day(plan.reviewed_on)
    column.addWidget(label(_("Talked through on {day}").format(day=day), "meta"))


class OwnPlan(ColumnView):
    """One's own safety plan: the team reads it only while an alert about oneself goes on."""

    name = "own_plan"

    def fill(self) -> None:
        with self._desk.workspace.work() as work:
            plan = plan_service.of_staff(work, work.user.name)
        made, column = card("own_plan_card")
        add_words(column, plan)
        row = FlowLayout(gap=2)
        verb = _("Make the plan …") if plan is None else _("Change the plan …")
        change = button(verb, "edit_own_plan", lambda: self._edit(plan))
        row.addWidget(change)
        column.addLayout(row)
        about = _(
            "For you. A coordinator can read it, and the whole team while an alert about you goes "
            "on. Never printed."
        )
        self._column.addWidget(wrapped(about, "soft"))
        self._column.addWidget(made)
        self.setFocusProxy(change)

    def _edit(self, held: StaffPlan | None) -> None:
        def save(answers: dict[str, object]) -> None:
            with self._desk.workspace.work(write=True) as work:
                plan_service.write_own(work, answers)

        questions = Questions(
            "own_plan_dialog",
            _("My safety plan"),
            [FormSection("", "", chosen(specs(PlanDraft), OWN))],
            _("Save"),
            values={name: getattr(held, name) for name in OWN} if held else {},
            draft=f"safety/plan/{self._desk.workspace.user.name}",
        )
        asked(FormDialog(self._desk.workspace, questions, save, self.window()))
