# SPDX-License-Identifier: GPL-3.0-or-later
"""Consent acts: what a purpose does not cover does not leave, unless a life is in danger.

Every room that lets something of a person out calls ``require`` first: referrals, the printed
file, the export of one person. The reason of an override is kept, the journal has it, and it
stays on the coordinator's My day until somebody looked at it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, TypeVar

import sqlalchemy as sa

from desktop.consents import pair_service, service, withhold_service
from desktop.consents.acts_model import Override, StandIn
from desktop.consents.model import Consent
from desktop.core import clock, codes, journal, records
from desktop.core.errors import NotYours, UserError
from desktop.core.i18n import N_
from desktop.core.tables import table_of
from desktop.core.work import Work
from desktop.participants import age_service
from desktop.participants import service as participants

_O = table_of(Override)
_S = table_of(StandIn)
R = TypeVar("R", Override, StandIn)
MOST_ASKED = 100
SMALL = 3
"""With fewer people than this who asks may also be who answers as supervisor."""


class NoConsent(UserError):
    """The person did not agree to this; a life in danger is the one way round."""

    def __init__(self, purpose: str) -> None:
        self.purpose = purpose
        super().__init__(
            N_(
                "This person has not agreed to it: {purpose}. Nothing left. Ask on the tab "
                "Consent, or give the reason if a life is in danger."
            ),
            purpose=codes.label("consent_purpose", purpose),
        )


class NoReason(UserError):
    """A supervisor is asked for with a reason."""

    def __init__(self) -> None:
        super().__init__(N_("Write why the guardian cannot be asked. Nothing was kept."))


@dataclass(frozen=True, slots=True)
class Waits:
    """A guardian's place that waits for a supervisor."""

    id: str
    person: str
    code: str
    reason: str
    until: datetime


@dataclass(frozen=True, slots=True)
class Passed:
    """Something that left without consent because a life was in danger."""

    id: str
    person: str
    code: str
    user: str
    moment: datetime
    act: str
    reason: str


def refusal(work: Work, person: str, purpose: str, provider: str | None = None) -> UserError | None:
    """Return why something may not leave: kept from whom it would go to, or not agreed to."""
    work.may("read")
    if kept := withhold_service.bar(work, person, purpose, provider):
        return kept
    return None if service.agreed(work, person, purpose) else NoConsent(purpose)


def require(
    work: Work,
    person: str,
    purpose: str,
    act: str,
    danger: str = "",
    provider: str | None = None,
) -> None:
    """Let an act pass that a purpose must cover; ``danger`` is the reason that overrides a no."""
    refused = refusal(work, person, purpose, provider)
    if refused is None:
        return
    if not danger.strip():
        raise refused
    values = {"participant": person, "purpose": purpose, "act": act, "reason": danger.strip()}
    records.create(work, Override, values)
    journal.write(work, "consent_override", person)


def unseen(work: Work, person: str = "") -> list[Passed]:
    """Return what left without consent and no coordinator has looked at yet."""
    work.may("glass")
    found = _unanswered(work, Override, _O.c.seen_by, person, _O.c.row.desc())
    people = participants.codes_of(work, [one.participant for one in found])
    return [
        Passed(
            one.id,
            one.participant,
            people.get(one.participant, ""),
            one.created_by,
            one.created_at,
            one.act,
            one.reason,
        )
        for one in found
    ]


def see(work: Work, identity: str) -> None:
    """Note that a coordinator looked at why something left."""
    work.may("glass")
    records.amend(work, records.get(work, Override, identity), {"seen_by": work.user.name})


def sit(
    work: Work,
    person: str,
    answers: Mapping[str, str],
    *,
    form: str = "verbal_witnessed",
    witness: str = "",
    guardian: str = "",
    danger: str = "",
) -> list[Consent]:
    """Note all answers of one talk; ``guardian`` is the answer beside a child's own.

    Where the guardian is the danger, ``danger`` says why, and a supervisor is asked.
    """
    work.may("create")
    minor = age_service.is_minor(work, person, clock.today())
    beside = (guardian or "pending") if minor else None
    if beside == pair_service.STAND_IN:
        ask_supervisor(work, person, danger)
    before = service.latest(work, person)
    return [
        service.answer(
            work,
            person,
            purpose,
            service.taken(before.get(purpose), state),
            form="assent_minor" if minor and form == "verbal_witnessed" else form,
            witness=witness.strip() or None,
            guardian=beside,
        )
        for purpose, state in answers.items()
    ]


def ask_supervisor(work: Work, person: str, reason: str) -> StandIn:
    """Ask a supervisor into the place of a guardian who is the danger; 72 hours run from now."""
    work.may("create")
    if not reason.strip():
        raise NoReason
    open_one = sa.select(StandIn).where(
        _S.c.participant == person, _S.c.answer.is_(None), _S.c.deleted_at.is_(None)
    )
    found: StandIn | None = work.session.execute(open_one).scalars().first()
    if found is not None:
        return found
    return records.create(work, StandIn, {"participant": person, "reason": reason.strip()})


def waiting(work: Work, person: str = "") -> list[Waits]:
    """Return the children for whom a supervisor is asked, the most urgent first."""
    work.may("read")
    found = _unanswered(work, StandIn, _S.c.answer, person, _S.c.row)
    people = participants.codes_of(work, [one.participant for one in found])
    hours = timedelta(hours=pair_service.STAND_IN_HOURS)
    return [
        Waits(
            one.id,
            one.participant,
            people.get(one.participant, ""),
            one.reason,
            one.created_at + hours,
        )
        for one in found
    ]


def answer_supervisor(work: Work, identity: str, *, agrees: bool) -> StandIn:
    """Answer in the place of the guardian; who asked does not answer, but in the smallest team."""
    work.may("members")
    one = records.get(work, StandIn, identity)
    if one.created_by == work.user.name and work.holders >= SMALL:
        work.refuse("amend", NotYours())
    values = {
        "answer": "given" if agrees else "refused",
        "supervisor": work.user.name,
        "answered_on": clock.today(),
    }
    journal.write(work, "stood_in", one.participant)
    return records.amend(work, one, values)


def _unanswered(
    work: Work,
    model: type[R],
    answer: sa.ColumnElement[Any],
    person: str,
    order: sa.ColumnElement[Any],
) -> Sequence[R]:
    """Return what nobody has answered yet, of one person if asked; enough for a day's list."""
    table = table_of(model)
    where = [table.c.participant == person] if person else []
    query = (
        sa.select(model)
        .where(answer.is_(None), table.c.deleted_at.is_(None), *where, *work.visible(table))
        .order_by(order)
        .limit(MOST_ASKED)
    )
    return work.session.execute(query).scalars().all()
