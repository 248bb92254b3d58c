# SPDX-License-Identifier: GPL-3.0-or-later
"""The register of requests from outside, for those who answer for the data."""

import json
from array import array
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import timedelta
from typing import Any

import sqlalchemy as sa

from desktop.core import history, journal, listing, records, settings
from desktop.core.i18n import N_
from desktop.core.tables import change, table_of
from desktop.core.tasks import Asked, Task
from desktop.core.values import keepable
from desktop.core.work import Work
from desktop.demands.model import ARMED, UNDECIDED, WORDS, Demand

_TABLE = table_of(Demand)
_C = _TABLE.c
_CONTACTS = "seizure_contacts"
_WORDS = N_("Request {code} from outside: two people decide")
DAYS_TO_DECIDE = {"at_once": 0, "day": 1}
LONGEST = 7
"""Days in which a request is decided that is wanted within weeks, or by no day."""


@dataclass(frozen=True, slots=True)
class Contacts:
    """Whom the team calls when somebody asks for the laptop, as the office writes it."""

    coordinator: str = ""
    lawyer: str = ""
    ombuds: str = ""


def contacts(work: Work) -> Contacts:
    """Return whom to call; read by everybody, because everybody may be asked."""
    work.may("read")
    found: dict[str, str] = settings.read(work, _CONTACTS, {})
    return Contacts(**{name: found.get(name, "") for name in Contacts.__slots__})


def keep_contacts(work: Work, wanted: Contacts) -> None:
    """Keep whom to call."""
    work.may("demands")
    kept = {name: keepable(words) for name, words in asdict(wanted).items()}
    settings.write(work, _CONTACTS, kept)
    journal.write(work, "settings", _CONTACTS)


def record(work: Work, values: Mapping[str, Any]) -> Demand:
    """Note a request on the day it comes, decided or not."""
    work.may("demands")
    return records.create(work, Demand, values)


def amend(work: Work, demand: Demand, values: Mapping[str, Any]) -> Demand:
    """Change a request; once it is known to come from an armed actor its words are forgotten."""
    work.may("demands")
    before = demand.asker
    changed = records.amend(work, demand, values)
    if changed.asker == ARMED != before:
        _forget_words(work, changed.id)
    return changed


def get(work: Work, identity: str) -> Demand:
    """Return one request."""
    work.may("demands")
    return records.get(work, Demand, identity)


def keys(work: Work, filters: Mapping[str, str] | None = None, text: str = "") -> "array[int]":
    """Return the requests, those still open first, then the latest."""
    work.may("demands")
    chosen = filters or {}
    where = [_C.asker == chosen["asker"]] if chosen.get("asker") else []
    if chosen.get("state") == "open":
        where.append(_C.decision.in_(UNDECIDED))
    if text.strip():
        where.append(_C.code.contains(text.strip().upper(), autoescape=True))
    order = [_C.decision.not_in(UNDECIDED), _C.asked_on.desc(), _C.row.desc()]
    return listing.snapshot(work, Demand, where=where, order=order)


def rows(work: Work, wanted: Sequence[int]) -> list[tuple[Any, ...]]:
    """Return (code, day, asker, wanted, urgency, decision) of each request."""
    columns = (_C.code, _C.asked_on, _C.asker, _C.wanted, _C.urgency, _C.decision)
    return listing.page(work, _TABLE, _C.row, columns, wanted)


def tasks(work: Work, asked: Asked) -> list[Task]:
    """Return the requests nobody decided yet, each due by when it was wanted (`core/tasks.py`)."""
    work.may("read")
    if asked.people is not None or not work.could("demands"):
        return []
    query = (
        sa.select(_C.code, _C.asked_on, _C.urgency)
        .where(_C.deleted_at.is_(None), _C.decision.in_(UNDECIDED), _C.asked_on <= asked.day)
        .order_by(_C.asked_on, _C.row)
        .limit(asked.most)
    )
    found = []
    for code, on, urgency in work.session.execute(query):
        due = on + timedelta(days=DAYS_TO_DECIDE.get(urgency, LONGEST))
        found.append(Task(_WORDS, due, place="protection", record="demands", code=code))
    return [task for task in found if task.on <= asked.day]


def _forget_words(work: Work, identity: str) -> None:
    """Take what could tell who it was out of the history too."""
    words = change.c.record == identity, change.c.field.in_(WORDS)
    work.session.execute(change.update().where(*words).values(value="null"))
    birth = change.c.record == identity, change.c.field == history.BIRTH
    held = json.loads(work.session.execute(sa.select(change.c.value).where(*birth)).scalar_one())
    kept = {name: value for name, value in held.items() if name not in WORDS}
    work.session.execute(change.update().where(*birth).values(value=history.text(kept)))
    journal.write(work, "forget_words", identity)
