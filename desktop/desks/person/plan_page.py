# SPDX-License-Identifier: GPL-3.0-or-later
"""The plan of one person: goals as cards, each action with its day, one version in force."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from PySide6.QtWidgets import QCheckBox, QFrame, QGridLayout, QVBoxLayout, QWidget

from desktop.core import clock, codes, i18n, records
from desktop.core.fields import chosen, specs
from desktop.core.i18n import _, ngettext
from desktop.core.tables import Draft
from desktop.core.work import Work
from desktop.desks.frame.desk import Desk
from desktop.desks.frame.inner_form import InnerForm, TabWithForms
from desktop.desks.team import review_acts
from desktop.plans import case_service as plans
from desktop.plans.case_model import (
    UNDONE,
    CasePlan,
    CasePlanDraft,
    Goal,
    GoalDraft,
    PlanAction,
    PlanActionDraft,
    review,
)
from desktop.supervision import service as supervision
from desktop.widgets import icons, look
from desktop.widgets.editors_flow import FlowLayout
from desktop.widgets.form import FormSection
from desktop.widgets.parts import button, empty, label, named, tint, wrapped

_GOAL_FIELDS = ("area", "statement", "state")
_ACTION_FIELDS = ("what", "by", "due_on", "state", "done_on", "note")
_AGREEMENT = ("agreed_on", "copy_given", "review_on")


class PlanTab(TabWithForms):
    """The version that is being written, or the one in force, with what can be done in it."""

    def __init__(self, desk: Desk, person: str) -> None:
        super().__init__("plan")
        self._desk, self._person = desk, person
        self.reload()

    def reload(self) -> None:
        empty(self._column)
        with self._desk.workspace.work() as work:
            versions = plans.versions(work, self._person)
            steps = plans.steps(work, versions[0].id) if versions else []
            waiting = {one.thing: one for one in supervision.waiting(work)}
            comments = supervision.states(work, [one.id for one in versions])
            writes = work.could("amend")
        plan = versions[0] if versions else None
        self._head(plan, versions)
        for one in versions:
            if one.id in waiting:
                self._column.addWidget(review_acts.line(self._desk, waiting[one.id], self))
        if plan is not None and (told := comments.get(plan.id)) and told.comment:
            self._column.addWidget(wrapped(told.comment, "soft"))
        if writes:
            self._verbs(plan, steps)
        if not steps:
            self._column.addWidget(wrapped(_("No goal has been written yet."), "soft"))
        for step in steps:
            self._column.addWidget(self._card(step, writes=writes))
        self._column.addStretch(1)

    def new_goal(self) -> None:
        """Write a goal."""
        self._form("goal", _("New goal"), GoalDraft, _GOAL_FIELDS, {}, self._save_goal)

    def _head(self, plan: CasePlan | None, versions: Sequence[CasePlan]) -> None:
        if plan is None:
            return
        words = [_("Version {n}").format(n=plan.version)]
        if plan.agreed_on:
            words.append(_("agreed on {day}").format(day=i18n.format_day(plan.agreed_on)))
        else:
            words.append(_("not agreed with the person yet"))
        if plan.review_on:
            words.append(_("look at it again on {day}").format(day=i18n.format_day(plan.review_on)))
        self._column.addWidget(wrapped(" · ".join(words), "section", "plan_head"))
        held = next((one for one in versions if one.current), None)
        if held is not None and held.id != plan.id:
            told = _("Version {n} stays in force until this one is agreed.").format(n=held.version)
            self._column.addWidget(tint("note", told))
        for title, text in (
            (_("What the person wants"), plan.own_words),
            (_("What was promised"), plan.duties),
        ):
            if text:
                self._column.addWidget(label(title, "field"))
                self._column.addWidget(wrapped(text))

    def _verbs(self, plan: CasePlan | None, steps: Sequence[plans.Step]) -> None:
        row = FlowLayout(gap=2)
        row.addWidget(button(_("New goal"), "new_goal", self.new_goal, "" if steps else "primary"))
        if plan is not None:
            row.addWidget(
                button(_("In the person's words"), "own_words", partial(self._describe, plan))
            )
            if plan.agreed_on:
                row.addWidget(button(_("New version"), "new_version", self._new_version))
            elif steps:
                row.addWidget(
                    button(
                        _("Agreed with the person"), "agree", partial(self._agree, plan), "primary"
                    )
                )
            if not plan.current:
                row.addWidget(
                    button(_("Give this version up"), "drop_version", partial(self._drop, plan))
                )
        self._column.addLayout(row)

    def _card(self, step: plans.Step, *, writes: bool) -> QWidget:
        goal = step.goal
        card = named(QFrame(), "goal", goal.statement)
        look.mark(card, "card")
        column = QVBoxLayout(card)
        column.setContentsMargins(*(look.space(4),) * 4)
        column.setSpacing(look.space(2))
        column.addWidget(wrapped(goal.statement, "section"))
        done = sum(one.state not in UNDONE for one in step.actions)
        facts = [codes.label("goal_area", goal.area), codes.label("goal_state", goal.state)]
        if step.actions:
            words = ngettext(
                "{done} of {n} action done", "{done} of {n} actions done", len(step.actions)
            )
            facts.append(words.format(done=done, n=len(step.actions)))
        column.addWidget(wrapped(" · ".join(facts), "meta"))
        column.addLayout(self._actions(step, writes=writes))
        if writes:
            row = FlowLayout(gap=2)
            row.addWidget(
                button(_("New action"), "new_action", partial(self._new_action, goal.id), "quiet")
            )
            row.addWidget(
                button(
                    _("Change the goal"),
                    "change_goal",
                    partial(self._change_goal, goal.id),
                    "quiet",
                )
            )
            column.addLayout(row)
        return card

    def _actions(self, step: plans.Step, *, writes: bool) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(look.space(4))
        grid.setColumnStretch(1, 1)
        day = clock.today()
        for line, one in enumerate(step.actions):
            tick = named(QCheckBox(), "action_done", _("Done: {what}").format(what=one.what))
            tick.setChecked(one.state not in UNDONE)
            tick.setEnabled(writes)
            tick.clicked.connect(lambda done, one=one: self._tick(one.id, done=done))
            grid.addWidget(tick, line, 0)
            grid.addWidget(wrapped(one.what), line, 1)
            grid.addWidget(label(codes.label("action_by", one.by), "soft"), line, 2)
            late = one.state in UNDONE and one.due_on is not None and one.due_on < day
            grid.addWidget(label(_when(one), "error" if late else "meta"), line, 3)
            if writes:
                change = button("", "change_action", partial(self._change_action, one.id), "quiet")
                change.setAccessibleName(_("Change: {what}").format(what=one.what))
                change.setToolTip(_("Change"))
                icons.dress(change, "edit")
                grid.addWidget(change, line, 4)
        return grid

    def _form(
        self,
        key: str,
        title: str,
        draft: type[Draft],
        names: Sequence[str],
        values: Mapping[str, Any],
        save: Any,
    ) -> None:
        sections = [FormSection("", "", chosen(specs(draft), names))]
        whole = f"plan/{self._person}/{key}"
        self.write(InnerForm(self._desk.workspace, whole, title, sections, values, save))

    def _save_goal(self, values: Mapping[str, Any]) -> None:
        with self._desk.workspace.work(write=True) as work:
            plans.put_goal(work, self._person, values)

    def _new_action(self, goal: str) -> None:
        def save(values: Mapping[str, Any]) -> None:
            with self._desk.workspace.work(write=True) as work:
                plans.put_action(work, goal, values)

        key = f"action/{goal}"
        self._form(key, _("New action"), PlanActionDraft, _ACTION_FIELDS[:3], {}, save)

    def _change_goal(self, identity: str) -> None:
        def save(values: Mapping[str, Any]) -> None:
            with self._desk.workspace.work(write=True) as work:
                plans.amend_goal(work, identity, values)

        with self._desk.workspace.work() as work:
            values = _values(work, Goal, identity, _GOAL_FIELDS)
        self._form(f"goal/{identity}", _("The goal"), GoalDraft, _GOAL_FIELDS, values, save)

    def _change_action(self, identity: str) -> None:
        def save(values: Mapping[str, Any]) -> None:
            with self._desk.workspace.work(write=True) as work:
                plans.amend_action(work, identity, values)

        with self._desk.workspace.work() as work:
            values = _values(work, PlanAction, identity, _ACTION_FIELDS)
        key = f"action/{identity}"
        self._form(key, _("The action"), PlanActionDraft, _ACTION_FIELDS, values, save)

    def _describe(self, plan: CasePlan) -> None:
        def save(values: Mapping[str, Any]) -> None:
            with self._desk.workspace.work(write=True) as work:
                plans.describe(work, plan.id, values)

        names = ("own_words", "duties")
        values = {name: getattr(plan, name) for name in names}
        self._form("words", _("In the person's words"), CasePlanDraft, names, values, save)

    def _agree(self, plan: CasePlan) -> None:
        def save(values: Mapping[str, Any]) -> None:
            with self._desk.workspace.work(write=True) as work:
                plans.agree(work, plan.id, values)
            self._desk.toasts.show(_("The plan is in force and waits for review."))

        day = clock.today()
        values = {"agreed_on": day, "review_on": review(day)}
        self._form("agree", _("Agreed with the person"), CasePlanDraft, _AGREEMENT, values, save)

    def _new_version(self) -> None:
        with self._desk.workspace.work(write=True) as work:
            plans.new_version(work, self._person)
        self.reload()

    def _drop(self, plan: CasePlan) -> None:
        with self._desk.workspace.work(write=True) as work:
            plans.drop_version(work, plan.id)
        self.reload()

    def _tick(self, identity: str, *, done: bool) -> None:
        with self._desk.workspace.work(write=True) as work:
            (plans.finish if done else plans.reopen)(work, identity)
        self.reload()


def _when(one: PlanAction) -> str:
    if one.done_on:
        return _("done on {day}").format(day=i18n.format_day(one.done_on))
    return _("by {day}").format(day=i18n.format_day(one.due_on)) if one.due_on else ""


def _values(work: Work, model: type[Any], identity: str, names: Sequence[str]) -> dict[str, Any]:
    record = records.get(work, model, identity)
    return {name: getattr(record, name) for name in names}
