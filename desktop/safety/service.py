# SPDX-License-Identifier: GPL-3.0-or-later
"""Alerts: raised with a code alone, they pause everything until somebody lifts them.

A file that is not among one's own opens by it for a day, with the alert as the reason: in an
emergency nobody looks for the right colleague first, and the coordinator is told of it.
"""

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from desktop.core import clock, journal, records
from desktop.core.errors import InvalidRecord, UserError
from desktop.core.i18n import N_, _
from desktop.core.tables import code_is_sound, code_meant, table_of
from desktop.core.team import members, seconds
from desktop.core.work import Work
from desktop.households import service as households
from desktop.organisation import service as organisation
from desktop.participants import glass_service, merge_service, pause_service
from desktop.participants import service as participants
from desktop.participants.model import Participant
from desktop.safety.model import AGAIN, CHECKS, Alert, AlertDraft, StaffAlert

if TYPE_CHECKING:
    from desktop.core.store import Workspace

_A, _S, _P = table_of(Alert), table_of(StaffAlert), table_of(Participant)
IMMEDIATE = "immediate"


class NobodyKnown(UserError):
    """Neither a file nor a colleague goes by what was typed."""

    def __init__(self) -> None:
        super().__init__(
            N_(
                "No file has this code and nobody of the team this login word. Nothing was raised "
                "yet. Check it; what you wrote is still here."
            )
        )


class AlreadyLifted(UserError):
    """Somebody else lifted it meanwhile."""

    def __init__(self) -> None:
        super().__init__(N_("This pause was already lifted. Nothing was changed."))


class NotBySame(UserError):
    """Who agreed alone cannot countersign it."""

    def __init__(self) -> None:
        super().__init__(
            N_("Somebody other than who raised it has to countersign. Nothing was changed.")
        )


@dataclass(frozen=True, slots=True)
class Raised:
    """What an alert was raised about; ``person`` is empty for somebody of the team."""

    id: str
    person: str
    paused: int


@dataclass(frozen=True, slots=True)
class Standing:
    """An alert that goes on: ``who`` is a code or a login word, ``sign_by`` what waits for one."""

    id: str
    person: str
    who: str
    raised_at: datetime
    due_at: datetime
    paused: bool
    sign_by: date | None


def raise_alert(workspace: "Workspace", who: str, values: Mapping[str, Any]) -> Raised:
    """Raise an alert about the participant of a code, or the colleague of a login word."""
    typed, meant = who.strip(), code_meant(Participant.letter, who)
    with workspace.work() as work:
        work.may("create")
    records.validated(AlertDraft, values)
    if code_is_sound(typed):
        with workspace.work(write=True) as work:
            person = _opened(work, typed)
            if person is not None:
                return raise_for(work, person, values)
    for one in members.listed(workspace):
        if one.user.casefold() == typed.casefold():
            with workspace.work(write=True) as work:
                return _raise_staff(work, one.user, values)
    if meant and meant != typed.upper():
        return raise_alert(workspace, meant, values)
    raise NobodyKnown


def raise_for(work: Work, person: str, values: Mapping[str, Any]) -> Raised:
    """Raise an alert about a participant; it takes the place of one that still stood."""
    work.may("create")
    held = participants.get(work, person)
    made = records.create(work, Alert, {**values, "participant": person})
    paused = pause_service.lay(work, person, households.together(work, person), made.id)
    for earlier in _going_on(work, person):
        if earlier.id != made.id:
            _end(work, earlier)
    with suppress(InvalidRecord):  # an answer from years ago that is wrong holds up no alert
        records.amend(work, held, {"danger": IMMEDIATE})
    journal.write(work, "alert", made.id)
    return Raised(made.id, person, paused)


def get(work: Work, identity: str) -> Alert | StaffAlert:
    """Return one alert, about whomever it is."""
    work.may("read")
    staff = sa.select(_S.c.id).where(_S.c.id == identity)
    if work.session.execute(staff).first() is not None:
        return records.get(work, StaffAlert, identity)
    return records.get(work, Alert, identity)


def of_person(work: Work, person: str) -> list[Alert]:
    """Return the alerts about a participant, the latest first."""
    work.may("read")
    query = (
        sa.select(Alert)
        .where(_A.c.participant == person, _A.c.deleted_at.is_(None), *work.visible(_A))
        .order_by(_A.c.row.desc())
    )
    return list(work.session.execute(query).scalars())


def standing(work: Work) -> list[Standing]:
    """Return every alert that goes on, those of the team first, then what is due soonest."""
    work.may("read")
    return _alerts(work, lambda table: table.c.ended_at.is_(None))


def unsigned(work: Work) -> list[Standing]:
    """Return every alert agreed by telephone that nobody has countersigned, ended ones too."""
    work.may("read")
    return _alerts(work, lambda table: sa.and_(table.c.by_phone, table.c.signed_at.is_(None)))


def _alerts(work: Work, asked: Callable[[sa.Table], sa.ColumnElement[bool]]) -> list[Standing]:
    staff = sa.select(StaffAlert).where(asked(_S), _S.c.deleted_at.is_(None))
    found = [
        _standing(work, one, "", one.staff)
        for one in work.session.execute(staff.order_by(_S.c.row)).scalars()
    ]
    people = (
        sa.select(Alert, _P.c.code)
        .join(_P, _P.c.id == _A.c.participant)
        .where(asked(_A), _A.c.deleted_at.is_(None), _P.c.deleted_at.is_(None))
        .where(*work.visible(_A), *work.visible(_P))
    )
    about = [
        _standing(work, one, one.participant, code) for one, code in work.session.execute(people)
    ]
    return found + sorted(about, key=lambda one: one.due_at)


def due_at(alert: Alert | StaffAlert) -> datetime:
    """Return when somebody has to ask next."""
    for field, after in CHECKS:
        if getattr(alert, field) is None:
            return alert.created_at + after
    return (alert.checked_at or alert.created_at) + AGAIN


def stays_in(work: Work, user: str) -> bool:
    """Tell whether somebody of the team is in danger and is not to be sent out."""
    work.may("read")
    query = sa.select(_S.c.id).where(
        _S.c.staff == user,
        _S.c.lifted_at.is_(None),
        _S.c.ended_at.is_(None),
        _S.c.deleted_at.is_(None),
    )
    return work.session.execute(query).first() is not None


def sign_by(work: Work, alert: Alert | StaffAlert) -> date | None:
    """Return by when a telephone agreement is to be countersigned; None where nothing waits."""
    work.may("read")
    if not alert.by_phone or alert.signed_at is not None:
        return None
    return organisation.working_day_after(work, alert.created_at.astimezone().date())


def next_check(alert: Alert | StaffAlert) -> str:
    """Return the field of the next answer; the last is asked again until the pause is lifted."""
    open_ones = [field for field, _after in CHECKS if getattr(alert, field) is None]
    return (open_ones or [CHECKS[-1][0]])[0]


def check(work: Work, identity: str, found: str) -> None:
    """Note what was found when somebody asked after 24 hours, 72 hours or 7 days."""
    work.may("amend")
    alert = get(work, identity)
    values = {next_check(alert): found, "checked_at": clock.now()}
    records.amend(work, alert, values)
    _end_if_over(work, alert)


def lift(work: Work, identity: str, why: str = "", danger: str = "high") -> None:
    """Lift the pause of an alert; its checks go on until the last one was answered."""
    work.may("amend")
    alert = get(work, identity)
    if alert.lifted_at is not None:
        raise AlreadyLifted
    values = {"lifted_at": clock.now(), "lifted_by": work.user.name, "lifted_why": why or None}
    records.amend(work, alert, values)
    pause_service.lift(work, alert.id)
    if isinstance(alert, Alert):
        person = participants.get(work, alert.participant)
        if person.danger == IMMEDIATE:
            records.amend(work, person, {"danger": danger})
    _end_if_over(work, alert)


def countersign(work: Work, identity: str) -> None:
    """Sign what was agreed by telephone; somebody else does than who raised the alert."""
    work.may("members")
    alert = get(work, identity)
    if alert.created_by == work.user.name and not seconds.is_small(work):
        raise NotBySame
    records.amend(work, alert, {"signed_by": work.user.name, "signed_at": clock.now()})
    journal.write(work, "countersigned", alert.id)


def end_all(work: Work, person: str) -> None:
    """End what goes on about a person who was lost: nobody is to be asked after any more."""
    work.may("amend")
    for alert in _going_on(work, person):
        _end(work, alert)


def _raise_staff(work: Work, user: str, values: Mapping[str, Any]) -> Raised:
    made = records.create(work, StaffAlert, {**values, "staff": user})
    journal.write(work, "alert", made.id)
    return Raised(made.id, "", 0)


def _opened(work: Work, code: str) -> str | None:
    """Return the participant of a code; one of others' files opens for a day by the alert."""
    if into := merge_service.went_into(work, code.upper()):
        known = sa.select(_P.c.code).where(_P.c.id == into, _P.c.deleted_at.is_(None))
        code = work.session.execute(known).scalar() or code
    if glass_service.is_beyond(work, code):
        return glass_service.open_with_reason(work, code, _("Alert"))
    query = sa.select(_P.c.id).where(_P.c.code == code.upper(), _P.c.deleted_at.is_(None))
    return work.session.execute(query).scalar()


def _going_on(work: Work, person: str) -> list[Alert]:
    return [one for one in of_person(work, person) if one.ended_at is None]


def _end(work: Work, alert: Alert) -> None:
    records.amend(work, alert, {"ended_at": clock.now()})
    if alert.lifted_at is None:
        pause_service.lift(work, alert.id)


def _end_if_over(work: Work, alert: Alert | StaffAlert) -> None:
    if alert.lifted_at is not None and getattr(alert, CHECKS[-1][0]) is not None:
        records.amend(work, alert, {"ended_at": clock.now()})


def _standing(work: Work, alert: Alert | StaffAlert, person: str, who: str) -> Standing:
    paused, signed = alert.lifted_at is None, sign_by(work, alert)
    return Standing(alert.id, person, who, alert.created_at, due_at(alert), paused, signed)
