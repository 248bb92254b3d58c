# SPDX-License-Identifier: GPL-3.0-or-later
"""Referrals: drafted, sent with consent, followed until word comes back."""

from array import array
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa

from desktop.consents import acts_service
from desktop.core import clock, codes, erasure, kept, listing, records
from desktop.core.errors import UserError
from desktop.core.i18n import N_
from desktop.core.scope import Sight
from desktop.core.tables import table_of
from desktop.core.tasks import Asked, Task
from desktop.core.work import Work
from desktop.crossings import answer_service
from desktop.crossings import service as crossings
from desktop.crossings.model import SERVICE
from desktop.participants import service as participants
from desktop.referrals.model import (
    NEXT,
    OUTSIDE,
    Provider,
    Referral,
    ReferralStatus,
    ServiceGiven,
)

_TABLE = table_of(Referral)
_R = _TABLE.c

SHARING = "referral_sharing"
ACT = "referral"
FOLLOW_DAYS = 14
"""Two weeks after it was sent we ask what came of it."""
_SENT, _COMPLETED = ReferralStatus.SENT.value, ReferralStatus.COMPLETED.value
_ENDS = frozenset({"declined", "completed", "cancelled", "no_show"})


class StepNotHere(UserError):
    """A state does not follow from the one it is in."""

    def __init__(self, now: str, wanted: str) -> None:
        super().__init__(
            N_("A referral that is {now} cannot become {wanted}. Nothing was changed."),
            now=codes.label("referral_status", now),
            wanted=codes.label("referral_status", wanted),
        )


class CrossingUndecided(UserError):
    """The service lies across an active border, and nobody has said how that is dealt with."""

    def __init__(self) -> None:
        super().__init__(
            N_(
                "This service lies across an active border from where the person lives. "
                "Nothing was sent. Decide first how the person gets there."
            )
        )


def draft(work: Work, values: Mapping[str, Any]) -> Referral:
    """Write a referral down; nothing leaves yet."""
    work.may("create")
    return records.create(work, Referral, {**values, "status": ReferralStatus.DRAFT.value})


def crossing(work: Work, participant: str, provider: str | None) -> crossings.Answer | None:
    """Return what is known of the way; None where nothing needs to be said.

    Nothing is said of a service known to be reached safely from the person's sector, nor of one
    whose place nobody noted.
    """
    work.may("read")
    if not provider:
        return None
    place = records.get(work, Provider, provider)
    home = participants.get(work, participant).sector
    if not place.sector or home in place.reached_from:
        return None
    return crossings.check(work, home, place.sector, person=participant, kind=SERVICE)


def send(
    work: Work, identity: str, *, decision: str | None = None, reason: str = "", danger: str = ""
) -> Referral:
    """Send a referral: with consent, or with the reason a life is in danger.

    ``decision`` says how an active border on the way is dealt with, where there is one; ``reason``
    why, where the person goes all the same.
    """
    work.may("amend")
    one = records.get(work, Referral, identity)
    _follows(one, _SENT)
    acts_service.require(work, one.participant, SHARING, ACT, danger, one.provider)
    decided = decision or one.crossing
    way = crossing(work, one.participant, one.provider)
    if way is not None and way.is_barred:
        if not decided:
            raise CrossingUndecided
        if decision:
            _keep_decision(work, one, decision, reason, way)
    today = clock.today()
    follow = one.follow_on if one.follow_on and one.follow_on >= today else None
    values = {"status": _SENT, "sent_on": today, "crossing": decided, "done_on": None}
    return records.amend(
        work, one, {**values, "follow_on": follow or today + timedelta(days=FOLLOW_DAYS)}
    )


def _keep_decision(
    work: Work, one: Referral, decision: str, reason: str, way: crossings.Answer
) -> None:
    sector = records.get(work, Provider, str(one.provider)).sector
    key = (one.participant, SERVICE, str(sector))
    answer_service.decide(work, key, answer_service.meant(decision), reason, way)


def agree(work: Work, identity: str) -> Referral:
    """Note that the person agrees to this one; consent to share is asked each time."""
    work.may("amend")
    one = records.get(work, Referral, identity)
    _follows(one, ReferralStatus.CONSENTED)
    acts_service.require(work, one.participant, SHARING, ACT, provider=one.provider)
    return records.amend(work, one, {"status": ReferralStatus.CONSENTED.value})


def move(work: Work, identity: str, status: str) -> Referral:
    """Note what the other service said, or that it ends; a service that was given is kept too."""
    work.may("amend")
    if status == _SENT:
        return send(work, identity)
    if status == ReferralStatus.CONSENTED:
        return agree(work, identity)
    one = records.get(work, Referral, identity)
    _follows(one, status)
    if status == _COMPLETED:
        given = {"participant": one.participant, "service": one.service, "provider": one.provider}
        records.create(work, ServiceGiven, {**given, "referral": one.id})
    ended = clock.today() if status in _ENDS else None
    return records.amend(work, one, {"status": status, "done_on": ended})


def _follows(one: Referral, wanted: str) -> None:
    if wanted not in NEXT.get(one.status, ()):
        raise StepNotHere(one.status, wanted)


def keys(work: Work, text: str, filters: Mapping[str, str]) -> "array[int]":
    """Return the referrals; ``status`` waiting, open or ended; ``service``, ``participant``."""
    work.may("read")
    where: list[sa.ColumnElement[bool]] = []
    if filters.get("status") == "waiting":
        where.append(_R.status.in_(OUTSIDE))
    elif filters.get("status") == "draft":
        where.append(_R.status.in_(("draft", "consented")))
    elif filters.get("status") == "ended":
        where.append(_R.status.in_(_ENDS))
    where += [_R[name] == filters[name] for name in ("service", "participant") if filters.get(name)]
    if text.strip():
        people = [identity for identity, _code in participants.offered(work, text, limit=500)]
        code = _R.code.contains(text.strip().upper(), autoescape=True)
        where.append(sa.or_(code, _R.participant.in_(people)))
    order = [sa.func.coalesce(_R.done_on, "9999").desc(), _R.made_on.desc(), _R.row.desc()]
    return listing.snapshot(work, Referral, where=where, order=order)


def rows(work: Work, wanted: Sequence[int]) -> list[tuple[Any, ...]]:
    """Return code, participant, service, provider, made_on, follow_on, status of each."""
    columns = (_R.code, _R.participant, _R.service, _R.provider, _R.made_on, _R.follow_on)
    return listing.page(work, _TABLE, _R.row, (*columns, _R.status), wanted)


def tasks(work: Work, asked: Asked) -> list[Task]:
    """Return the referrals of which word is to be asked for (`core/tasks.py`)."""
    work.may("read")
    words = N_("What came of the referral of {code}: {service}")
    return [
        Task(words, on, person, labels={"service": ("service", service)})
        for person, service, on in asked.rows(work, _unheard, _R.participant)
    ]


def _unheard(sight: Sight) -> sa.Select[tuple[str, str, date]]:
    """Select the referrals of which no word has come by the day it was to be asked for."""
    return (
        sa.select(_R.participant, _R.service, _R.follow_on)
        .where(_R.deleted_at.is_(None), _R.status.in_(OUTSIDE), _R.follow_on <= kept.day())
        .where(participants.reminded(_R.participant), *sight.clauses(_TABLE))
        .order_by(_R.follow_on)
    )


def timeline(work: Work, person: str) -> list[tuple[date, str, Mapping[str, Any]]]:
    """Return (day, kind, facts) of one participant's referrals, when sent and when ended."""
    work.may("read")
    query = sa.select(_R.service, _R.status, _R.sent_on, _R.done_on).where(
        _R.participant == person, _R.deleted_at.is_(None), *work.visible(_TABLE)
    )
    found: list[tuple[date, str, Mapping[str, Any]]] = []
    for service, status, sent, done in work.session.execute(query):
        if sent:
            found.append((sent, "referral", {"service": service, "status": _SENT}))
        if done:
            found.append((done, "referral", {"service": service, "status": status}))
    return found


def coded(work: Work, person: str, kept: str) -> None:
    """Keep of an erased person's referrals what past figures count: service, months, state."""
    work.may("erase")
    erasure.keep_months(
        work,
        Referral,
        person,
        kept,
        same=("service", "status"),
        months=("made_on", "sent_on", "done_on"),
    )
