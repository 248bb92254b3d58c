# SPDX-License-Identifier: GPL-3.0-or-later
"""Consent: answers by purpose, what holds today, what must be asked again."""

from array import array
from collections.abc import Collection, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa

from desktop.consents import pair_service, withhold_service
from desktop.consents.model import CONSENT, Consent
from desktop.core import clock, erasure, kept, listing, records
from desktop.core.i18n import N_
from desktop.core.scope import Sight
from desktop.core.tables import table_of
from desktop.core.tasks import Asked, Task
from desktop.core.work import Work
from desktop.participants import age_service
from desktop.participants import service as participants

_TABLE = table_of(Consent)
_C = _TABLE.c

VALID_DAYS = 365
ASK_AHEAD_DAYS = 30
ASK_LATER_DAYS = 14
"""An answer put off is asked for again after this many days."""
FIGURES = "anonymous_stats"
STORAGE = "data_storage"
_USUAL = {
    "form": "verbal_witnessed",
    "witness": None,
    "guardian": None,
    "basis": CONSENT,
    "basis_reason": None,
}
INTAKE = ("participation", "data_storage", "anonymous_stats")
"""Asked on the first day; the other purposes when they come up."""


def answer(
    work: Work,
    participant: str,
    purpose: str,
    state: str,
    *,
    on: date | None = None,
    until: date | None = None,
    **told: str | None,
) -> Consent:
    """Note an answer; a given one is asked again after a year, an earlier one is replaced.

    ``told`` are form, witness, guardian, basis and its reason, where they are not the usual ones.
    Of a child it ends on the day of the eighteenth birthday at the latest: then it is asked again.
    """
    work.may("create")
    day = on or clock.today()
    year_on, yes = day + timedelta(days=VALID_DAYS), state == "given"
    values: dict[str, Any] = {
        "participant": participant,
        "purpose": purpose,
        "state": state,
        "given_on": day,
        "until": until_grown(work, participant, day, until or year_on) if yes else None,
        **_USUAL,
        **told,
    }
    earlier = latest(work, participant).get(purpose)
    if earlier is not None:
        return records.amend(work, earlier, values)
    return records.create(work, Consent, values)


def until_grown(work: Work, participant: str, day: date, until: date) -> date:
    """Return until when an answer of a day holds: a child is asked again at 18, whatever was typed.

    Who was grown up already on the day of the answer is asked when it was agreed.
    """
    grown = age_service.adult_on(work, participant)
    return min(until, grown) if grown and grown > day else until


def amend(work: Work, consent: Consent, values: Mapping[str, Any]) -> Consent:
    """Change an answer; a child's yes ends on the eighteenth birthday at the latest."""
    work.may("amend", consent)
    whole = {"given_on": consent.given_on, "until": consent.until, **values}
    day, until = whole["given_on"], whole["until"]
    if isinstance(day, date) and isinstance(until, date):
        until = until_grown(work, consent.participant, day, until)
        values = {**values, "until": until}
    return records.amend(work, consent, values)


def taken(before: Consent | None, state: str) -> str:
    """Return what an answer is: a no where a yes stood takes that yes back."""
    if before is None or before.state != "given" or state != "refused":
        return state
    held = before.until is None or before.until >= clock.today()
    return "withdrawn" if held else state


def latest(work: Work, participant: str) -> dict[str, Consent]:
    """Return the answer in force for each purpose."""
    work.may("read")
    query = (
        sa.select(Consent)
        .where(_C.participant == participant, _C.deleted_at.is_(None), *work.visible(_TABLE))
        .order_by(_C.given_on, _C.row)
    )
    return {one.purpose: one for one in work.session.execute(query).scalars()}


def given(work: Work, participant: str, purpose: str) -> bool:
    """Tell whether a purpose is covered today; expired, refused and unasked are all no.

    Of a child it takes the guardian's yes beside the child's own. What the person wants kept from
    whom the purpose speaks to is not covered by any yes.
    """
    return withhold_service.bar(work, participant, purpose) is None and agreed(
        work, participant, purpose
    )


def agreed(work: Work, participant: str, purpose: str) -> bool:
    """Tell whether the answer to a purpose holds today, whatever the person wants kept."""
    one = latest(work, participant).get(purpose)
    return one is not None and bool(
        pair_service.holding(work, [pair_service.answer_of(one)], clock.today())
    )


def covered(work: Work, purpose: str, on: date, people: Collection[str] | None = None) -> set[str]:
    """Return the ids of the participants, or of those among some, whose consent holds on a day."""
    work.may("read")
    query = (
        sa.select(*pair_service.columns())
        .where(*work.visible(_TABLE), _C.deleted_at.is_(None), _C.purpose == purpose)
        .where(sa.or_(_C.until.is_(None), _C.until >= on))
    )
    if people is not None:
        query = query.where(_C.participant.in_(listing.among(people)))
    answers = (pair_service.Answer(*row) for row in work.session.execute(query))
    return {one.participant for one in pair_service.holding(work, answers, on)}


def keys(work: Work, participant: str) -> "array[int]":
    """Return the answers of one participant, by purpose."""
    return listing.snapshot(
        work, Consent, where=[_C.participant == participant], order=[_C.purpose]
    )


def rows(work: Work, wanted: Sequence[int]) -> list[tuple[Any, ...]]:
    """Return (code, purpose, state, form, given_on, until, guardian, basis) of each answer."""
    columns = (_C.code, _C.purpose, _C.state, _C.form, _C.given_on, _C.until)
    return listing.page(work, _TABLE, _C.row, (*columns, _C.guardian, _C.basis), wanted)


def due(work: Work, day: date) -> list[tuple[str, str, date]]:
    """Return (participant, purpose, day) of answers that end within 30 days, the soonest first.

    An answer put off, the child's or the guardian's, is due after two weeks.
    Whoever left or is not to be reminded is passed over here: old answers would fill the list.
    """
    work.may("read")
    return [tuple(row) for row in Asked(day, most=200).rows(work, _ending, None)]


def tasks(work: Work, asked: Asked) -> list[Task]:
    """Return the answers to be asked for again (`core/tasks.py`)."""
    work.may("read")
    words = N_("Ask {code} again: {purpose}")
    return [
        Task(words, until, person, labels={"purpose": ("consent_purpose", purpose)}, early=True)
        for person, purpose, until in asked.rows(work, _ending, _C.participant)
    ]


def _ending(sight: Sight) -> sa.Select[tuple[str, str, date]]:
    put_off = sa.or_(_C.state == "pending", _C.guardian == "pending")
    later = sa.func.date(_C.given_on, f"+{ASK_LATER_DAYS} days")
    again = sa.type_coerce(sa.case((put_off, later), else_=_C.until), sa.Date)
    return (
        sa.select(_C.participant, _C.purpose, again)
        .where(_C.deleted_at.is_(None), *sight.clauses(_TABLE))
        .where(
            sa.or_(
                sa.and_(_C.state == "given", _C.until <= kept.day(ASK_AHEAD_DAYS)),
                sa.and_(put_off, _C.given_on <= kept.day(-ASK_LATER_DAYS)),
            )
        )
        .where(participants.reminded(_C.participant))
        .order_by(sa.func.coalesce(_C.until, _C.given_on))
    )


def coded(work: Work, person: str, kept: str) -> None:
    """Keep that figures and the keeping of data were agreed to; from this month on nothing is."""
    held = latest(work, person)
    rows = [_coded(held[purpose], kept) for purpose in (FIGURES, STORAGE) if purpose in held]
    erasure.keep_coded(work, Consent, [one for one in rows if one])


def _coded(one: Consent, kept: str) -> dict[str, Any]:
    before = clock.today().replace(day=1) - timedelta(days=1)
    given_on, until = erasure.month_of(one.given_on), min(one.until or before, before)
    if one.state != "given" or given_on is None or until < given_on:
        return {}
    values = {"participant": kept, "purpose": one.purpose, "state": "given", "form": None}
    values["guardian"] = "given" if one.guardian else None
    return {**values, "given_on": given_on, "until": until}


def timeline(work: Work, person: str) -> list[tuple[date, str, Mapping[str, Any]]]:
    """Return (day, kind, facts) of one participant's answers."""
    return [
        (one.given_on, "consent", {"purpose": one.purpose, "state": one.state})
        for one in latest(work, person).values()
        if one.given_on
    ]
