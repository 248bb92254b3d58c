# SPDX-License-Identifier: GPL-3.0-or-later
"""Hand a file over: the scope follows at once, and whoever receives it confirms.

The file goes with everything that hangs on it, because whose file it is stands in one place: the
worker of the participant (`core/scope.py`). A worker hands over their own files, a coordinator
anybody's. What is kept apart in a closed store is not handed over: its key is.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

import sqlalchemy as sa

from desktop.core import clock, journal, records
from desktop.core.crypto import trust
from desktop.core.errors import NotYours, UserError
from desktop.core.i18n import N_
from desktop.core.tables import CODED, table_of
from desktop.core.team import members
from desktop.core.work import Work
from desktop.participants.handover_model import Handover
from desktop.participants.model import Participant

if TYPE_CHECKING:
    from desktop.core.store import Workspace

CONFIRM_DAYS = 7
"""Until then the receiver confirms (domain.md section 5, step 8)."""
_H, _P = table_of(Handover), table_of(Participant)


class CannotReceive(UserError):
    """The receiver is nobody who can work with files."""

    def __init__(self) -> None:
        super().__init__(
            N_("This person cannot receive files here. Nothing was handed over; choose another.")
        )


class HandoverReason(UserError):
    """A hand-over has a reason."""

    def __init__(self) -> None:
        super().__init__(N_("Write why it is handed over. Nothing was changed."))


@dataclass(frozen=True, slots=True)
class Waiting:
    """A hand-over nobody has confirmed yet."""

    id: str
    person: str
    code: str
    giver: str
    receiver: str
    handed_on: date
    reason: str
    note: str


def receivers(workspace: "Workspace") -> list[str]:
    """Return the login words of everybody who works with files, by name."""
    with workspace.work() as work:
        work.may("amend")
    return [one.user for one in members.listed(workspace) if trust.needs_data(one.role)]


def may_give(work: Work, person: Participant) -> bool:
    """Tell whether the user may hand a file over: as its worker, or as a coordinator."""
    if not work.could("amend") or not work.sees(person):
        return False
    return work.could("members") or person.worker == work.user.name


def hand_over(
    workspace: "Workspace", people: Sequence[str], receiver: str, *, reason: str, note: str = ""
) -> int:
    """Give these people's files to a member, all or none; returns how many changed hands."""
    return share_out(workspace, {receiver: people}, reason=reason, note=note)


def share_out(
    workspace: "Workspace", shares: Mapping[str, Sequence[str]], *, reason: str, note: str = ""
) -> int:
    """Give files to several members at once, all or none; returns how many changed hands."""
    if not shares or not set(shares) <= set(receivers(workspace)):
        raise CannotReceive
    if not reason.strip():
        raise HandoverReason
    given = 0
    with workspace.work(write=True) as work:
        for receiver, people in shares.items():
            for identity in dict.fromkeys(people):
                person = records.get(work, Participant, identity)
                if not may_give(work, person):
                    work.refuse("hand_over", NotYours())
                if person.worker != receiver:
                    _give(work, person, receiver, reason.strip(), note.strip())
                    given += 1
    return given


def evenly(people: Sequence[str], among: Sequence[str]) -> dict[str, list[str]]:
    """Deal people out among members as evenly as it goes, in turn."""
    shares: dict[str, list[str]] = {one: [] for one in among}
    for at, person in enumerate(people):
        shares[among[at % len(among)]].append(person)
    return {one: held for one, held in shares.items() if held}


def workers(work: Work) -> dict[str, int]:
    """Return how many files each worker has, open or closed, for who answers for the team."""
    work.may("members")
    query = (
        sa.select(_P.c.worker, sa.func.count())
        .where(_P.c.deleted_at.is_(None), sa.func.coalesce(_P.c.worker, "") != "")
        .where(_P.c.created_by != CODED)
        .group_by(_P.c.worker)
        .order_by(_P.c.worker)
    )
    return {str(worker): int(n) for worker, n in work.session.execute(query)}


def files_of(work: Work, worker: str) -> list[str]:
    """Return the files of one worker by code, for who answers for the team."""
    work.may("members")
    query = (
        sa.select(_P.c.id)
        .where(_P.c.deleted_at.is_(None), _P.c.worker == worker, _P.c.created_by != CODED)
        .order_by(_P.c.code)
    )
    return list(work.session.execute(query).scalars())


def waiting(work: Work, person: str = "") -> list[Waiting]:
    """Return what was handed to the user and waits to be confirmed; of one person if asked."""
    work.may("read")
    mine = _H.c.receiver == work.user.name
    return _unconfirmed(work, mine, *([_H.c.participant == person] if person else []))


def overdue(work: Work, day: date) -> list[Waiting]:
    """Return the hand-overs nobody confirmed within the week, for who answers for the team."""
    work.may("members")
    return _unconfirmed(work, _H.c.handed_on < day - timedelta(days=CONFIRM_DAYS))


def confirm(work: Work, identity: str) -> None:
    """Say that a file was received; only its receiver can."""
    record = records.get(work, Handover, identity)
    if record.receiver != work.user.name:
        work.refuse("amend", NotYours())
    records.amend(work, record, {"taken_on": clock.today()})
    journal.write(work, "handover_taken", record.participant)


def _give(work: Work, person: Participant, receiver: str, reason: str, note: str) -> None:
    """Write the hand-over while the file is still the giver's; an older one is waited for no more.

    The file's own history names the worker, so that its revisions stay what its log says.
    """
    earlier = sa.select(Handover).where(
        _H.c.participant == person.id, _H.c.taken_on.is_(None), _H.c.deleted_at.is_(None)
    )
    for one in work.session.execute(earlier).scalars().all():
        records.remove(work, one)
    values = {"participant": person.id, "giver": person.worker or "", "receiver": receiver}
    values["giver"] = values["giver"] or work.user.name
    records.create(work, Handover, {**values, "reason": reason, "note": note or None})
    records.give(work, person, receiver)


def _unconfirmed(work: Work, *where: sa.ColumnElement[bool]) -> list[Waiting]:
    query = (
        sa.select(
            _H.c.id,
            _H.c.participant,
            _P.c.code,
            _H.c.giver,
            _H.c.receiver,
            _H.c.handed_on,
            _H.c.reason,
            sa.func.coalesce(_H.c.note, ""),
        )
        .join(_P, _P.c.id == _H.c.participant)
        .where(_H.c.taken_on.is_(None), _H.c.deleted_at.is_(None), _P.c.deleted_at.is_(None))
        .where(*where, *work.visible(_P))
        .order_by(_H.c.row)
    )
    return [Waiting(*row) for row in work.session.execute(query)]
