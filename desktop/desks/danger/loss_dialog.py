# SPDX-License-Identifier: GPL-3.0-or-later
"""Killed, died, disappeared, detained: one dialog, after which nobody is called any more."""

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from desktop.core import clock
from desktop.core.errors import UserError
from desktop.core.fields import About, FieldSpec, Kind, Privacy, chosen, specs
from desktop.core.i18n import N_, _
from desktop.desks.frame.form_dialog import FormDialog, Questions, asked
from desktop.incidents import service as incidents
from desktop.incidents import victim_service
from desktop.participants import service as participants
from desktop.participants.model import Participant
from desktop.safety import loss_service
from desktop.safety.loss_model import LossDraft
from desktop.widgets import dialogs
from desktop.widgets.form import FormSection

if TYPE_CHECKING:
    from desktop.core.store import Workspace
    from desktop.desks.frame.desk import Desk

SOON = timedelta(days=3)
"""When the support for the family and the talk in the team are proposed."""
_USUAL = {"killed": "homicide", "disappeared": "disappearance"}
_INCIDENT = (
    FieldSpec(
        "incident",
        N_("Incident that was recorded already"),
        Kind.LINK,
        About(
            help=N_("The person counts there, once."), link="incident", privacy=Privacy.IDENTIFIER
        ),
    ),
    FieldSpec(
        "incident_type",
        N_("If there is none yet: what kind it was"),
        Kind.CODE,
        About(
            help=N_("It is recorded now, where it is protected. Empty: no incident."),
            codes="incident_type",
            privacy=Privacy.INSENSITIVE,
        ),
    ),
)


def something_grave(desk: "Desk", person: str, kind: str = "") -> bool:
    """Ask what happened and do everything at once; True when it was done."""
    workspace = desk.workspace
    with workspace.work() as work:
        held = participants.get(work, person)
    linked: list[UserError] = []

    def save(values: dict[str, Any]) -> None:
        incident, of_type = values.pop("incident"), values.pop("incident_type")
        with workspace.work(write=True) as work:
            loss = loss_service.take(work, person, values)
            kind, happened_on = loss.kind, loss.happened_on
        try:
            _link(workspace, held, kind, happened_on, incident, of_type)
        except UserError as error:  # the act itself is done: it is said what is left to do
            linked.append(error)

    fields = chosen(specs(LossDraft), ("kind", "happened_on"))
    care = chosen(specs(LossDraft), ("support_by", "debrief_by"))
    soon: date = clock.today() + SOON
    questions = Questions(
        "loss",
        _("Killed, died, disappeared, detained"),
        [
            FormSection("", "", fields),
            FormSection(N_("For those who are left"), N_("Empty: not wanted."), care),
            FormSection(N_("The incident"), "", _INCIDENT),
        ],
        _("Stop everything"),
        about=_(
            "Everything due for {code} and the household stops at once, and the file is hidden "
            "from the rest of the team. Detained and disappeared do not close it."
        ).format(code=held.code),
        role="danger",
        values={
            "kind": kind or None,
            "happened_on": clock.today().isoformat(),
            "support_by": soon,
            "debrief_by": soon,
            "incident_type": _USUAL.get(kind),
        },
        links={"incident": lambda: _offered(workspace)},
    )
    if not asked(_proposing(FormDialog(workspace, questions, save))):
        return False
    if linked:
        dialogs.show_error(None, linked[0])
    desk.toasts.show(_("Everything about this person has stopped. Take care of yourselves."))
    return True


def _proposing(dialog: FormDialog) -> FormDialog:
    """Propose the usual incident of what happened, until somebody chooses another or one of ours.

    Who is tired leaves it as it is, and the person counts all the same.
    """
    happened, of_type = dialog.form.editor("kind"), dialog.form.editor("incident_type")
    proposed = [_USUAL.get(str(happened.value()))]

    def follow() -> None:
        usual = (
            None if dialog.form.editor("incident").value() else _USUAL.get(str(happened.value()))
        )
        if of_type.value() in (None, "", *proposed) and usual != of_type.value():
            of_type.set_value(usual)
        proposed.append(usual)

    happened.changed.connect(follow)
    dialog.form.editor("incident").changed.connect(follow)
    return dialog


def _link(
    workspace: "Workspace",
    person: Participant,
    kind: str,
    happened_on: str,
    incident: object,
    of_type: object,
) -> None:
    """Tie the person to an incident, or write the one there was."""
    minor = loss_service.is_minor(person.born, happened_on)
    killed = kind in ("killed", "died")
    if incident:
        victim_service.link(workspace, str(incident), person.id, killed=killed, minor=minor)
    elif of_type:
        values = {
            "type": of_type,
            "occurred_on": happened_on,
            "sector": person.sector,
            "victim_profiles": ["participant"],
        }
        victim_service.record(workspace, person.id, values, killed=killed, minor=minor)


def _offered(workspace: "Workspace") -> list[tuple[str, str]]:
    with workspace.work() as work:
        return incidents.offered(work, "")
