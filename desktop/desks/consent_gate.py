# SPDX-License-Identifier: GPL-3.0-or-later
"""Before something of a person leaves: for whom it is, and the one way round a missing consent."""

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from desktop.consents import acts_service
from desktop.consents import service as consents
from desktop.core import records
from desktop.core.i18n import _
from desktop.desks import paper
from desktop.participants.model import Participant
from desktop.widgets import dialogs
from desktop.widgets.record_source import RecordSource

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.desks.desk import Desk

PRINT = "print"
SELF = "self"
PURPOSES = {"team": "data_storage", "others": "referral_sharing"}
"""What a person must have agreed to, by who the paper is for; for the person: nothing."""


@dataclass(frozen=True, slots=True)
class Cleared:
    """What lets a paper leave: the purpose that covers it, or the reason a life is in danger."""

    purpose: str = ""
    danger: str = ""


def cleared(desk: "Desk", person: str, purpose: str) -> Cleared | None:
    """Return what lets something leave; None where there is no consent and no danger to life."""
    with desk.workspace.work() as work:
        if consents.given(work, person, purpose):
            return Cleared(purpose)
    answer = dialogs.ask(
        None,
        _("This person has not agreed"),
        "{}\n\n{}".format(
            str(acts_service.NoConsent(purpose)),
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
    if whom in PURPOSES:
        return cleared(desk, person, PURPOSES[whom])
    return Cleared() if whom else None


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
