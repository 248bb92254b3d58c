# SPDX-License-Identifier: GPL-3.0-or-later
"""The tab Safety of a person: the alert, the safety plan, whom to call; opening it is noted."""

from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QWidget

from desktop.core import codes, dates, i18n, journal
from desktop.core.errors import UserError
from desktop.core.fields import chosen, specs
from desktop.core.i18n import N_, _
from desktop.core.work import Work
from desktop.desks.danger.alert_card import AlertCard
from desktop.desks.danger.alert_dialog import raise_alert
from desktop.desks.danger.help_lines import lines_card
from desktop.desks.danger.loss_dialog import something_grave
from desktop.desks.frame.form_dialog import FormDialog, Questions, asked
from desktop.desks.frame.plan_card import add_words, card
from desktop.participants import pause_service
from desktop.participants import service as participants
from desktop.places.form import border_choices
from desktop.safety import loss_service, plan_service, service
from desktop.safety.loss_model import Loss
from desktop.safety.plan_model import SafetyPlan, SafetyPlanDraft
from desktop.widgets import dialogs
from desktop.widgets.editors_flow import FlowLayout
from desktop.widgets.form import FormSection
from desktop.widgets.parts import button, empty, label, scrolled, tint

if TYPE_CHECKING:
    from desktop.desks.frame.desk import Desk

_PLAN = ("people", "places", "signals", "routes", "borders", "taken_along", "reviewed_on")


class SafetyTab(QWidget):
    """What is read when there is no time: it stands in the order of the need."""

    def __init__(self, desk: "Desk", person: str) -> None:
        super().__init__()
        self.setObjectName("safety_page")
        self._desk, self._person = desk, person
        self._column = scrolled(self)
        with desk.workspace.work(write=True) as work:
            participants.get(work, person)
            journal.write(work, "read_protected", person)
        self.reload()

    def reload(self) -> None:
        """Show what stands now."""
        empty(self._column)
        with self._desk.workspace.work() as work:
            held = service.of_person(work, self._person)
            alerts = [one for one in held if one.ended_at is None]
            ended = [one for one in held if one.ended_at and service.sign_by(work, one)]
            loss = loss_service.of_person(work, self._person)
            plan = plan_service.of_person(work, self._person)
            crossings = plan_service.crossings(work, plan) if plan else []
            paused = pause_service.since(work, self._person)
            person = participants.get(work, self._person)
            shows = bool(person.restricted) and work.could("restricted")
        if loss is not None:
            self._column.addWidget(self._lost(loss))
        elif paused is not None and not paused[1]:
            self._column.addWidget(tint("danger", household_words(paused[0])))
        for alert in (*alerts, *ended):
            self._column.addWidget(AlertCard(self._desk, alert.id))
        self._column.addLayout(self._verbs(loss, alert=bool(alerts), shows=shows))
        self._column.addWidget(self._plan(plan, crossings))
        self._column.addWidget(lines_card(self._desk.workspace))
        self._column.addStretch()

    def keep_draft(self) -> None:
        """Nothing is typed here; its dialogs keep their own."""

    def close_down(self) -> None:
        """Nothing is held here."""

    def _verbs(self, loss: Loss | None, *, alert: bool, shows: bool) -> FlowLayout:
        row = FlowLayout(gap=2)
        if loss is None:
            if not alert:
                row.addWidget(button(_("Alert …"), "tab_alert", self._alert, "danger"))
            words = _("Killed, died, disappeared, detained …")
            row.addWidget(button(words, "tab_loss", self._grave))
        if shows:
            words = _("Show this file to the team again")
            row.addWidget(button(words, "unhide", self._unhide))
        return row

    def _lost(self, loss: Loss) -> QFrame:
        made, column = card("loss_card")
        words = _("{what}, {day}. Nobody calls about this person or the household.")
        column.addWidget(
            tint(
                "danger",
                words.format(
                    what=codes.label("loss_kind", loss.kind), day=dates.show(loss.happened_on)
                ),
            )
        )
        for name, words, by, on in (
            ("support", _("Support for the family"), loss.support_by, loss.support_on),
            ("debrief", _("Talk in the team"), loss.debrief_by, loss.debrief_on),
        ):
            if on is not None:
                column.addWidget(label(f"{words}: {i18n.format_day(on)}", "soft"))
            elif by is not None:
                until = _("by {day}").format(day=i18n.format_day(by))
                done = button(_("Done"), f"done_{name}", partial(self._done, loss.id, name))
                column.addWidget(tint("warning", f"{words} {until}", done))
        row = FlowLayout(gap=2)
        row.addWidget(
            button(
                _("Let the household be called again"), "lift_loss", partial(self._lift, loss.id)
            )
        )
        for code, words in codes.choices("loss_end"):
            if _may_end(loss.kind, code):
                row.addWidget(button(words, f"end_{code}", partial(self._end, loss.id, code)))
        column.addLayout(row)
        return made

    def _plan(self, plan: SafetyPlan | None, crossings: list[plan_service.Crossing]) -> QFrame:
        made, column = card("plan_card")
        add_words(column, plan, crossings)
        verb = _("Make the plan …") if plan is None else _("Change the plan …")
        row = FlowLayout(gap=2)
        row.addWidget(button(verb, "edit_plan", self._edit_plan))
        column.addLayout(row)
        return made

    def _alert(self) -> None:
        with self._desk.workspace.work() as work:
            code = participants.get(work, self._person).code
        raise_alert(self._desk, code)

    def _grave(self) -> None:
        if something_grave(self._desk, self._person):
            leave_if_hidden(self._desk, self._person)

    def _edit_plan(self) -> None:
        with self._desk.workspace.work() as work:
            held = plan_service.of_person(work, self._person)
            values = {name: getattr(held, name) for name in _PLAN} if held else {}

        def save(answers: dict[str, object]) -> None:
            with self._desk.workspace.work(write=True) as work:
                plan_service.write(work, self._person, answers)

        why = N_("Made with the person, in the person's own words. Never printed.")
        questions = Questions(
            "safety_plan",
            _("Safety plan"),
            [FormSection("", why, chosen(specs(SafetyPlanDraft), _PLAN))],
            _("Save"),
            values=values,
            links={"border": border_choices(self._desk.workspace)},
            draft=f"participants/{self._person}/safety_plan",
        )
        asked(FormDialog(self._desk.workspace, questions, save, self.window()))

    def _done(self, loss: str, what: str) -> None:
        with self._desk.workspace.work(write=True) as work:
            loss_service.done(work, loss, what)

    def _lift(self, loss: str) -> None:
        with self._desk.workspace.work(write=True) as work:
            loss_service.lift(work, loss)
        self._desk.toasts.show(_("The household can be called again."))

    def _end(self, loss: str, how: str) -> None:
        words = codes.label("loss_end", how)
        body = _("Reminders about this person and the household come back.")
        if dialogs.ask(self.window(), f"{words}?", body, words).agreed:
            with self._desk.workspace.work(write=True) as work:
                loss_service.end(work, loss, how)

    def _unhide(self) -> None:
        with self._desk.workspace.work(write=True) as work:
            loss_service.unhide(work, self._person)


def leave_if_hidden(desk: "Desk", person: str) -> None:
    """Go back to the list where the file is no longer to be seen by who is signed in."""
    try:
        with desk.workspace.work() as work:
            participants.get(work, person)
    except UserError:
        desk.go("my_day", "")


def paused_words(work: Work, person: str) -> list[str]:
    """Return the line that stands above everything while a person is paused."""
    found = pause_service.since(work, person)
    if found is None:
        return []
    moment, own = found
    if not own:
        return [household_words(moment)]
    words = _("Paused since {moment}: no call, no visit, no session. See the tab Safety.")
    return [words.format(moment=i18n.format_moment(moment))]


def household_words(moment: datetime) -> str:
    """Return why somebody is paused who is not in danger: another of the household is."""
    words = _("Paused since {moment} because of somebody in the household: no call, no visit.")
    return words.format(moment=i18n.format_moment(moment))


def _may_end(kind: str, how: str) -> bool:
    fits = {"released": ("detained",), "found_alive": ("disappeared",)}
    return kind in fits.get(how, (kind,))
