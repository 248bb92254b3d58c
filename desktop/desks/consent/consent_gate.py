# SPDX-License-Identifier: GPL-3.0-or-later
"""Before something of a person leaves: for whom it is, and the one way round a missing consent."""

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from desktop.consents import acts_service
from desktop.core import records
from desktop.core.i18n import _
from desktop.desks.consent import withhold_tab
from desktop.desks.frame import paper
from desktop.participants.model import Participant
from desktop.widgets import dialogs
from desktop.widgets.record_source import RecordSource

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.desks.frame.desk import Desk

PRINT = "print"
SELF = "self"
PURPOSES = {"team": "data_storage", "others": "referral_sharing"}
"""What a person must have agreed to, by who the paper is for; for the person: nothing."""


@dataclass(frozen=True, slots=True)
class Cleared:
    """What lets a paper leave: the purpose that covers it, or the reason a life is in danger."""

    purpose: str = ""
    danger: str = ""


def cleared(desk: "Desk", person: str, purpose: str, provider: str | None = None) -> Cleared | None:
    """Return what lets something leave; None where there is no consent and no danger to life."""
    with desk.workspace.work() as work:
        refused = acts_service.refusal(work, person, purpose, provider)
    if refused is None:
        return Cleared(purpose)
    answer = dialogs.ask(
        None,
        _("This person has not agreed"),
        "{}\n\n{}".format(
            str(refused),
            _("The coordinator is told, and the reason stays in the journal."),
        ),
        _("A life is in danger"),
        danger=True,
        reason=True,
    )
    return Cleared(purpose, answer.reason) if answer.agreed else None


def for_whom(desk: "Desk", person: str) -> Cleared | None:
    """Ask who a paper about a person is for, and what lets it leave."""
    whom = dialogs.which(
        None,
        _("For whom is this paper?"),
        _("It holds no name. Who finds it may still know whom it is about."),
        {
            SELF: _("For the person"),
            "team": _("For our own work"),
            "others": _("For another organisation"),
        },
    )
    if whom == "others" and not _reaches_nobody_barred(desk, person):
        return None
    if whom in PURPOSES:
        return cleared(desk, person, PURPOSES[whom])
    return Cleared() if whom else None


def _reaches_nobody_barred(desk: "Desk", person: str) -> bool:
    """Ask whether a paper goes to none of those the person wants it kept from."""
    with desk.workspace.work() as work:
        lines = withhold_tab.warnings(work, person)
    if not lines:
        return True
    return dialogs.ask(
        None,
        _("The person wants this kept from somebody"),
        "\n".join(lines),
        _("It goes to somebody else"),
    ).agreed


def note(desk: "Desk", person: str, leave: Cleared) -> None:
    """Let the paper pass in the store, or raise; an override is written there."""
    with desk.workspace.work(write=True) as work:
        records.get(work, Participant, person)
        if leave.purpose:
            acts_service.require(work, person, leave.purpose, PRINT, leave.danger)


def print_file(desk: "Desk", source: RecordSource, person: str) -> None:
    """Print the file of a participant, once it is known for whom it is."""
    if (leave := for_whom(desk, person)) is not None:
        paper.ask_and_draw(desk, _("record"), partial(_save, desk, source, person, leave))


def _save(desk: "Desk", source: RecordSource, person: str, leave: Cleared, target: "Path") -> None:
    note(desk, person, leave)
    paper.save(desk, source, person, target)
