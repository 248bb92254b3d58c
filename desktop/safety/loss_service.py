# SPDX-License-Identifier: GPL-3.0-or-later
"""One act for killed, died, disappeared, detained: everything due stops, people are cared for.

Killed and died close the file; detained and disappeared do not (domain.md V24). Whichever it is,
the file is hidden from the rest of the team and the person leaves every denominator of success.
"""

from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any

import sqlalchemy as sa

from desktop.core import clock, codes, dates, erasure, journal, kept, records
from desktop.core.errors import UserError
from desktop.core.i18n import N_
from desktop.core.scope import Sight
from desktop.core.tables import CODED, table_of
from desktop.core.tasks import Asked, Task
from desktop.core.work import Work
from desktop.households import service as households
from desktop.participants import pause_service
from desktop.participants import service as participants
from desktop.participants.model import CaseStatus, Participant
from desktop.safety import service
from desktop.safety.loss_model import Loss

_L, _P = table_of(Loss), table_of(Participant)
CLOSES = frozenset({"killed", "died"})
ADULT = 18
_BEFORE = "closed_for"
_TASKS = (
    ("support_by", "support_on", N_("Support for the family of {code}")),
    ("debrief_by", "debrief_on", N_("Talk in the team about {code}")),
)


class AlreadyTaken(UserError):
    """The same was written about this person before and has not ended."""

    def __init__(self) -> None:
        super().__init__(
            N_(
                "This was written about the person already. Nothing was changed. "
                "See the tab Safety."
            )
        )


def take(work: Work, person: str, values: Mapping[str, Any]) -> Loss:
    """Write what happened and stop everything that is due for the person and the household."""
    work.may("create")
    held = participants.get(work, person)
    standing = of_person(work, person)
    if standing is not None and not _goes_on(standing, str(values.get("kind"))):
        raise AlreadyTaken
    closed = held.status == CaseStatus.CLOSED.value
    before = {_BEFORE: held.closure_reason} if closed else {}
    loss = records.create(work, Loss, {**values, "participant": person}, extra=before)
    if standing is not None:  # who was missing or in prison is known to be dead
        records.amend(work, standing, {"ended_on": clock.today()})
        pause_service.lift(work, standing.id)
    service.end_all(work, person)
    if closed:  # why it was closed stays known, for the day this turns out otherwise
        records.amend(work, held, {"closure_reason": loss.kind})
    else:
        participants.close(work, person, loss.kind)
    others = households.together(work, person)
    pause_service.lay(work, person, others, loss.id)
    journal.write(work, "loss", loss.id)
    records.amend(work, held, {"restricted": True})  # last: from here on the team sees it no more
    return loss


def of_person(work: Work, person: str) -> Loss | None:
    """Return what stands about a person; nothing where it ended."""
    work.may("read")
    query = (
        sa.select(Loss)
        .where(_L.c.participant == person, *_standing(), *work.visible(_L))
        .order_by(_L.c.row.desc())
    )
    found: Loss | None = work.session.execute(query).scalars().first()
    return found


def done(work: Work, identity: str, what: str) -> None:
    """Note that the family was supported (``support``) or the team talked (``debrief``)."""
    work.may("amend")
    loss = records.get(work, Loss, identity)
    records.amend(work, loss, {f"{what}_on": clock.today()})


def lift(work: Work, identity: str) -> int:
    """Let the household be called again; about the person itself nothing is due."""
    work.may("amend")
    return pause_service.lift(work, records.get(work, Loss, identity).id)


def end(work: Work, identity: str, how: str) -> None:
    """Say that somebody is free, was found alive, or that it was written by mistake."""
    work.may("amend")
    loss = records.get(work, Loss, identity)
    person = participants.get(work, loss.participant)
    records.amend(work, loss, {"ended": how, "ended_on": clock.today()})
    pause_service.lift(work, loss.id)
    if _BEFORE in loss.extra:
        records.amend(work, person, {"closure_reason": loss.extra[_BEFORE]})
    elif person.closure_reason == loss.kind:
        participants.reopen(work, person.id)
    if how == "mistake":
        records.amend(work, person, {"restricted": None})


def unhide(work: Work, person: str) -> None:
    """Show a file to the team again that was hidden from it."""
    work.may("restricted")
    records.amend(work, participants.get(work, person), {"restricted": None})
    journal.write(work, "unhidden", person)


def is_minor(born: str, happened_on: str) -> bool:
    """Tell whether somebody was under 18; who may have been counts as one."""
    return dates.parse(happened_on).first < _eighteenth(dates.parse(born).last)


def tasks(work: Work, asked: Asked) -> list[Task]:
    """Return the support and the talk that are due (`core/tasks.py`); they outlive the file."""
    work.may("read")
    return [
        Task(words, due, record=person, code=code)
        for by, on, words in _TASKS
        for due, person, code in asked.rows(work, _undone(by, on), _L.c.participant)
    ]


@cache
def _undone(by: str, on: str) -> kept.Question:
    """Return the question whose day of one kind has come and was not noted as done."""

    def question(sight: Sight) -> sa.Select[tuple[date, str, str]]:
        return (
            sa.select(_L.c[by], _L.c.participant, _P.c.code)
            .join(_P, _P.c.id == _L.c.participant)
            .where(_L.c[by] <= kept.day(), _L.c[on].is_(None), _P.c.deleted_at.is_(None))
            .where(_L.c.ended.is_(None), _L.c.deleted_at.is_(None), _L.c.created_by != CODED)
            .where(*sight.clauses(_L))
            .order_by(_L.c[by])
        )

    return question


def timeline(work: Work, person: str) -> list[tuple[date, str, Mapping[str, Any]]]:
    """Return (day, kind, facts) of what happened to a person and of alerts about the person."""
    work.may("read")
    query = sa.select(_L.c.kind, _L.c.happened_on, _L.c.ended, _L.c.ended_on).where(
        _L.c.participant == person, _L.c.deleted_at.is_(None), *work.visible(_L)
    )
    found: list[tuple[date, str, Mapping[str, Any]]] = []
    for kind, happened_on, ended, ended_on in work.session.execute(query):
        found.append((dates.parse(happened_on).first, "loss", {"kind": kind}))
        if ended:
            found.append((ended_on, "loss_end", {"kind": kind, "end": ended}))
    return found + [
        (alert.created_at.astimezone().date(), "alert", {"threat": alert.threat})
        for alert in service.of_person(work, person)
    ]


def coded(work: Work, person: str, kept: str) -> None:
    """Write coded rows of what happened to an erased participant: which, and the month."""
    work.may("erase")
    query = sa.select(Loss).where(_L.c.participant == person, _L.c.deleted_at.is_(None))
    rows = [
        {
            "participant": kept,
            "kind": one.kind,
            "happened_on": one.happened_on.rstrip("~")[:7],
            "ended": one.ended,
            "ended_on": erasure.month_of(one.ended_on),
        }
        for one in work.session.execute(query).scalars().all()
    ]
    erasure.keep_coded(work, Loss, rows)


def _goes_on(standing: Loss, kind: str) -> bool:
    """Tell whether what is known now follows what stood: the missing are found dead, too."""
    return standing.kind not in CLOSES and kind in codes.read("loss_kind") and kind != standing.kind


def _standing() -> tuple[sa.ColumnElement[bool], ...]:
    return (_L.c.ended_on.is_(None), _L.c.deleted_at.is_(None))


def _eighteenth(born: date) -> date:
    year = born.year + ADULT
    leap_day = (born.month, born.day) == (2, 29)
    return date(year, 3, 1) if leap_day else born.replace(year=year)
