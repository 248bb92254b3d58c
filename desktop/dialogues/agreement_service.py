# SPDX-License-Identifier: GPL-3.0-or-later
"""Agreements and their clauses: what was checked, what was broken, how long nothing was."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa

from desktop.core import clock, records
from desktop.core.tables import table_of
from desktop.core.work import Work
from desktop.dialogues.agreement_model import (
    CONFIRMED,
    DISCARDED,
    Agreement,
    Breach,
    Check,
    Clause,
)
from desktop.dialogues.model import Process

CHECK_DAYS = 30
"""How often a clause is looked at unless the team says otherwise."""

STEPS = ("told", "verified", "looked_into", "answered")
_A = table_of(Agreement).c
_CLAUSES = table_of(Clause)
_J = _CLAUSES.c
_CHECKS = table_of(Check)
_K = _CHECKS.c
_BREACHES = table_of(Breach)
_B = _BREACHES.c


@dataclass(frozen=True, slots=True)
class ClauseNow:
    """A clause as it stands on a day.

    ``days`` without a confirmed breach, counted since one if ``broken`` and else since the
    agreement began; ``alleged`` breaches are those neither confirmed nor discarded; ``untold`` when
    the last check found it broken and no breach was written since the check before.
    """

    id: str
    code: str
    commitment: str
    wording: str
    party: str | None
    sectors: Sequence[str]
    borders: Sequence[str]
    days: int
    broken: bool
    over: bool
    last_check: date | None
    last_result: str | None
    next_check: date | None
    confirmed: int
    alleged: int
    unanswered: int
    untold: bool
    answers: tuple[str, ...] = ()
    """What was promised in return for it, by id."""
    red_line_on: date | None = None
    touches: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Happening:
    """A check or a breach of a clause; ``word`` is its result or severity."""

    id: str
    day: date
    is_breach: bool
    word: str
    verification: str | None
    incident: str | None
    response: str | None
    steps: tuple[tuple[str, date], ...] = ()
    """What was done about a breach and when: told, verified, looked into, answered."""


def agree(work: Work, process: str, values: Mapping[str, Any]) -> Agreement:
    """Write an agreement of a process."""
    work.may("create")
    return records.create(work, Agreement, {**values, "process": process})


def promise(work: Work, agreement: str, values: Mapping[str, Any]) -> Clause:
    """Write a clause of an agreement."""
    work.may("create")
    records.get(work, Agreement, agreement)
    return records.create(
        work, Clause, {"check_every": CHECK_DAYS, **values, "agreement": agreement}
    )


def record_check(work: Work, clause: str, values: Mapping[str, Any]) -> Check:
    """Write what a look at a clause found."""
    records.get(work, Clause, clause)
    return records.create(work, Check, {**values, "clause": clause})


def record_breach(work: Work, clause: str, values: Mapping[str, Any]) -> Breach:
    """Write that a clause was not kept; alleged until somebody verifies it."""
    records.get(work, Clause, clause)
    return records.create(work, Breach, {**_dated(values, {}), "clause": clause})


def amend_breach(work: Work, breach: Breach, values: Mapping[str, Any]) -> Breach:
    """Change a breach; what is verified or looked into now is so from today, unless it says."""
    work.may("amend", breach)
    return records.amend(work, breach, _dated(values, records.values_of(breach)))


def verify_breach(work: Work, breach: str, verification: str) -> Breach:
    """Say how sure a breach is: in check, confirmed or discarded."""
    return amend_breach(work, records.get(work, Breach, breach), {"verification": verification})


def _dated(values: Mapping[str, Any], before: Mapping[str, Any]) -> dict[str, Any]:
    """Return the answers with the days of the steps that were taken just now."""
    made = dict(values)
    now = {**before, **made}
    for step, done, day in (
        ("verification", (CONFIRMED, DISCARDED), "verified_on"),
        ("investigation", ("done",), "investigated_on"),
    ):
        taken = now.get(step) in done and before.get(step) not in done
        if taken and now.get(day) is None:
            made[day] = clock.today()
    return made


def agreements(work: Work, process: str) -> list[Agreement]:
    """Return the agreements of a process, those in force first, then the latest."""
    work.may("read")
    query = (
        sa.select(Agreement)
        .where(_A.process == process, _A.deleted_at.is_(None))
        .order_by(_A.until.is_not(None), _A.since.desc(), _A.row.desc())
    )
    return list(work.session.execute(query).scalars())


def clauses(work: Work, agreement: Agreement, today: date) -> list[ClauseNow]:
    """Return the clauses of an agreement as they stand today, in the order they were written."""
    work.may("read")
    query = (
        sa.select(Clause)
        .where(_J.agreement == agreement.id, _J.deleted_at.is_(None))
        .order_by(_J.row)
    )
    return _now(work, [(one, agreement) for one in work.session.execute(query).scalars()], today)


def clause_now(work: Work, clause: str, today: date) -> ClauseNow:
    """Return one clause as it stands today."""
    found = records.get(work, Clause, clause)
    agreement = records.get(work, Agreement, found.agreement)
    return _now(work, [(found, agreement)], today)[0]


def promised(work: Work, process: str) -> list[Clause]:
    """Return the clauses of a process whose agreement has not ended, in the order written."""
    work.may("read")
    query = (
        sa.select(Clause)
        .join(Agreement, _A.id == _J.agreement)
        .where(_A.process == process, _A.until.is_(None))
        .where(_J.deleted_at.is_(None), _A.deleted_at.is_(None))
        .order_by(_J.row)
    )
    return list(work.session.execute(query).scalars())


def clauses_of(work: Work, process: str, today: date) -> list[ClauseNow]:
    """Return every clause of a process as it stands today."""
    found = [clauses(work, one, today) for one in agreements(work, process)]
    return [clause for several in found for clause in several]


def days_without_breach(work: Work, clause: str, today: date) -> int:
    """Return the days since the last confirmed breach, else since the agreement began."""
    return clause_now(work, clause, today).days


def next_check(work: Work, clause: str, today: date) -> date | None:
    """Return when a clause is to be looked at next; None when it ended or nobody wants it."""
    return clause_now(work, clause, today).next_check


def due(work: Work, day: date) -> list[tuple[str, str, date]]:
    """Return (process, clause's code, due day) of checks that are due, the oldest first."""
    work.may("read")
    query = (
        sa.select(Clause, Agreement)
        .join(Agreement, _A.id == _J.agreement)
        .join(table_of(Process), table_of(Process).c.id == _A.process)
        .where(_J.deleted_at.is_(None), _A.deleted_at.is_(None))
        .where(table_of(Process).c.deleted_at.is_(None))
    )
    pairs = list(work.session.execute(query))
    process_of = {clause.id: agreement.process for clause, agreement in pairs}
    found = [
        (process_of[one.id], one.code, one.next_check)
        for one in _now(work, pairs, day)
        if one.next_check and one.next_check <= day
    ]
    return sorted(found, key=lambda line: line[2])


def happenings(work: Work, clause: str) -> list[Happening]:
    """Return the checks and breaches of a clause, the latest first."""
    work.may("read")
    checks = sa.select(_K.id, _K.checked_on, _K.result).where(
        _K.clause == clause, _K.deleted_at.is_(None)
    )
    days = (_B.alleged_on, _B.verified_on, _B.investigated_on, _B.responded_on)
    breaches = sa.select(
        _B.id, _B.happened_on, _B.severity, _B.verification, _B.incident, _B.response, *days
    ).where(_B.clause == clause, _B.deleted_at.is_(None))
    found = [
        Happening(identity, day, False, result, None, None, None)
        for identity, day, result in work.session.execute(checks)
    ]
    found += [
        Happening(identity, day, True, word, sure, incident, answer, _steps(days))
        for identity, day, word, sure, incident, answer, *days in work.session.execute(breaches)
    ]
    return sorted(found, key=lambda one: (one.day, one.id), reverse=True)


def _steps(days: Sequence[date | None]) -> tuple[tuple[str, date], ...]:
    return tuple((step, day) for step, day in zip(STEPS, days, strict=True) if day)


def _now(work: Work, pairs: Sequence[tuple[Clause, Agreement]], today: date) -> list[ClauseNow]:
    wanted = [clause.id for clause, _agreement in pairs]
    looks: dict[str, list[tuple[date, str]]] = {identity: [] for identity in wanted}
    broken: dict[str, list[tuple[date, str, str | None]]] = {identity: [] for identity in wanted}
    query = (
        sa.select(_K.clause, _K.checked_on, _K.result)
        .where(_K.clause.in_(wanted), _K.deleted_at.is_(None), _K.checked_on <= today)
        .order_by(_K.checked_on, _K.row)
    )
    for clause, day, result in work.session.execute(query):
        looks[clause].append((day, result))
    query = sa.select(_B.clause, _B.happened_on, _B.verification, _B.response).where(
        _B.clause.in_(wanted), _B.deleted_at.is_(None), _B.happened_on <= today
    )
    for clause, day, verification, response in work.session.execute(query):
        broken[clause].append((day, verification, response))
    return [_one(*pair, looks[pair[0].id], broken[pair[0].id], today) for pair in pairs]


def _one(
    clause: Clause,
    agreement: Agreement,
    looks: Sequence[tuple[date, str]],
    broken: Sequence[tuple[date, str, str | None]],
    today: date,
) -> ClauseNow:
    began = agreement.since or clause.created_at.date()
    ends = [end for end in (clause.until, agreement.until) if end is not None]
    last_day = min([today, *ends])
    confirmed = [day for day, sure, _answer in broken if sure == CONFIRMED]
    counted_from = max(confirmed, default=began)
    over = any(end < today for end in ends)
    day, result = looks[-1] if looks else (None, None)
    wait = timedelta(days=clause.check_every) if clause.check_every and not over else None
    return ClauseNow(
        id=clause.id,
        code=clause.code,
        commitment=clause.commitment,
        wording=clause.wording or "",
        party=clause.party,
        sectors=tuple(clause.sectors),
        borders=tuple(clause.borders),
        days=max((last_day - counted_from).days, 0),
        broken=bool(confirmed),
        over=over,
        last_check=day,
        last_result=result,
        next_check=(day or began) + wait if wait else None,
        confirmed=len(confirmed),
        alleged=sum(sure not in (CONFIRMED, DISCARDED) for _day, sure, _answer in broken),
        unanswered=sum(sure == CONFIRMED and not answer for _day, sure, answer in broken),
        untold=result == "broken" and not _told(looks, broken, began),
        answers=tuple(clause.answers),
        red_line_on=clause.red_line_on,
        touches=tuple(clause.red_lines_touched),
    )


def _told(
    looks: Sequence[tuple[date, str]], broken: Sequence[tuple[date, str, str | None]], began: date
) -> bool:
    before = looks[-2][0] if len(looks) > 1 else began
    return any(day >= before and sure != DISCARDED for day, sure, _answer in broken)
