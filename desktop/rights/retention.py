# SPDX-License-Identifier: GPL-3.0-or-later
"""How long each kind of record is kept, what is past its time, and what is done then.

The terms are settings of the organisation. Nothing is ever done by itself: once a month the list
is shown with counts, and it runs when somebody has confirmed it; what is erased whole takes a
second person. Whatever the page shows, the deed looks again for itself. A legal hold keeps a
person out.
"""

import json
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import sqlalchemy as sa

from desktop.core import clock, dates, erasure, history, journal, settings, sure
from desktop.core.fields import Kind, specs
from desktop.core.i18n import N_
from desktop.core.papers import attachments
from desktop.core.tables import CODED, Record, change, models_of, table_of
from desktop.core.team import approvals
from desktop.core.work import Work
from desktop.dialogues.model import Process
from desktop.incidents.detail_model import Consequences, Details
from desktop.incidents.model import Incident
from desktop.participants.model import CaseStatus, Participant
from desktop.rights import holds
from desktop.rights.terms import Terms, terms
from desktop.sources import service as sources

if TYPE_CHECKING:
    from desktop.core.store import Workspace

_REVIEWED = "retention_reviewed"
_SLIP = timedelta(days=1)
REVIEW_DAYS = 30
ADULT = 18
MONTH_DAYS = 30.44
_P = table_of(Participant).c
_I = table_of(Incident).c
DETAIL = (
    "victim_profiles", "time_of_day", "place_type", "reason", "consequences", "author", "weapon",
    "reported", "note",
    *(name for name in Details.model_fields if name not in Consequences.model_fields),
)  # fmt: skip
"""What an old incident loses; area, month, type and numbers stay."""


PAST = {
    "closed_adult_years": N_("Closed files of adults past their term"),
    "closed_minor_years": N_("Closed files of people who were under 18, past their term"),
    "screen_days": N_("People who were not eligible, past their term"),
    "incident_detail_years": N_("Incidents whose detail is past its term"),
    "rumour_days": N_("Rumours past their term"),
    "dialogue_months": N_("Ended dialogues whose words are past their term"),
    "heard_days": N_("Rumours past their term"),
}
OF_RUMOURS = ("rumour_days", "heard_days")
"""What is erased whole: a second person approves it."""


@dataclass(frozen=True, slots=True)
class Past:
    """One line of the monthly review: what is past its time, and how many are held back."""

    kind: str
    ids: tuple[str, ...]
    held: int = 0


def review(work: Work) -> list[Past]:
    """Return everything past its time in the store of this work; nothing is touched."""
    work.may("rights")
    today = sure.day(work)
    kept = terms(work) if work.store == "cases" else Terms()
    found = [look(work, kept, today) for look in _LOOKS.get(work.store, ())]
    return [past for past in found if past.ids or past.held]


def reviewed(work: Work) -> None:
    """Note that somebody looked at the list this month."""
    work.may("rights")
    settings.write(work, _REVIEWED, clock.today().isoformat())
    journal.write(work, "retention_review")


def is_due(work: Work) -> bool:
    """Tell whether a month has passed since somebody last looked."""
    work.may("rights")
    last = settings.read(work, _REVIEWED)
    return last is None or clock.days_between(date.fromisoformat(last), clock.today()) > REVIEW_DAYS


def run(work: Work, past: Past) -> int:
    """Do what one line of the review says, after it was confirmed; returns how many changed.

    Only what is past its time now is touched. Closed files and people who were not eligible are
    erased like any person, by ``erasing``; rumours by ``erase_rumours``.
    """
    work.may("erase")
    if past.kind not in _ACTIONS:
        raise approvals.TwoAreNeeded
    return _carry_out(work, past)


def approved_as(store: str) -> str:
    """Return what an approval to erase the rumours of a store is given for."""
    return f"rumours:{store}"


def erase_rumours(workspace: "Workspace", store: str, past: Past, approval: str) -> int:
    """Erase the rumours of a store that are past their time, as two people approved."""
    thing = approved_as(store)
    with workspace.work(store) as work:
        work.may("erase")
        if past.kind not in OF_RUMOURS or not _still(work, past):
            return 0
    with workspace.work(write=True) as work:
        approvals.use(work, approval, approvals.ERASE, thing)
    with workspace.work(store, write=True) as work:
        return _carry_out(work, past)


def of_people(past: Past) -> bool:
    """Tell whether a line is about people, each of whom is erased with a certificate."""
    return past.kind in ("closed_adult_years", "closed_minor_years", "screen_days")


def _carry_out(work: Work, past: Past) -> int:
    action = {**_ACTIONS, **dict.fromkeys(OF_RUMOURS, _erase_whole)}[past.kind]
    done = action(work, _still(work, past))
    journal.write(work, "retention", f"{past.kind}:{done}")
    return done


def _still(work: Work, past: Past) -> list[str]:
    """Return what a line names and the store itself says is past its time."""
    found = {one for now in review(work) if now.kind == past.kind for one in now.ids}
    return [one for one in past.ids if one in found]


def _coarsen(work: Work, identities: Sequence[str]) -> int:
    """Leave of old incidents area, month, type and numbers, in the history too."""
    for incident in _load(work, Incident, identities):
        assert isinstance(incident, Incident)  # noqa: S101 - loaded as such
        incident.occurred_on = dates.parse(incident.occurred_on).first.isoformat()[:7]
        for spec in specs(incident.draft):
            if spec.name in DETAIL:
                setattr(incident, spec.name, [] if spec.kind is Kind.CODES else None)
        incident.extra = {}  # what an organisation asks of its own is detail by its nature
        attachments.erase(work, incident.id)
        _forget_lines(work, incident.id)
        erasure.forget_past(work, incident)
    work.touched.add("incident")
    return len(identities)


def _forget_lines(work: Work, incident: str) -> None:
    """Erase who was hurt line by line and what was done: the numbers of the incident stay."""
    found = erasure.belonging(work, "incident", incident)
    for register, ids in found.items():
        if register != "incident":
            erasure.purge(work, register, ids)
            erasure.lay_many(work, register, ids)


def _forget_words(work: Work, identities: Sequence[str]) -> int:
    """Take the free text out of ended dialogues and all that hangs on them; stages stay."""
    for identity in identities:
        found = erasure.belonging(work, "process", identity)
        for model in models_of(work.store):
            for record in _load(work, model, found.get(str(model.__tablename__), [])):
                _blank(record)
                attachments.erase(work, record.id)
                erasure.forget_past(work, record)
                work.touched.add(str(model.__tablename__))
    return len(identities)


def _closed_adults(work: Work, kept: Terms, today: date) -> Past:
    until = _years_before(today, kept.closed_adult_years)
    query = _closed().where(_P.closed_on <= until)
    rows = work.session.execute(query).all()
    ids = [row.id for row in rows if _turned_adult(row.born) <= row.closed_on]
    return _past(work, "closed_adult_years", ids)


def _closed_minors(work: Work, kept: Terms, today: date) -> Past:
    until = _years_before(today, kept.closed_minor_years)
    ids = [
        row.id
        for row in work.session.execute(_closed()).all()
        if row.closed_on and row.closed_on < _turned_adult(row.born) <= until
    ]
    return _past(work, "closed_minor_years", ids)


def _screens(work: Work, kept: Terms, today: date) -> Past:
    until = today - timedelta(days=kept.screen_days)
    query = _closed(eligible=False).where(_P.closed_on <= until)
    return _past(work, "screen_days", [row.id for row in work.session.execute(query)])


def _incidents(work: Work, kept: Terms, today: date) -> Past:
    until = _years_before(today, kept.incident_detail_years).isoformat()
    detail = sa.or_(
        sa.func.length(_I.occurred_on) > len("2026-10"),
        *(
            _I[name].is_not(None)
            for name in DETAIL
            if name not in ("victim_profiles", "consequences", "modifiers")
        ),
    )
    query = sa.select(_I.id).where(_I.deleted_at.is_(None), _I.occurred_on < until, detail)
    return Past("incident_detail_years", tuple(work.session.execute(query).scalars()))


def _rumours(work: Work, kept: Terms, today: date) -> Past:
    until = morning(today - timedelta(days=kept.rumour_days))
    query = sa.select(_I.id).where(
        _I.how_known == "rumour", _I.certainty != "confirmed", _I.created_at < until
    )
    ids = list(work.session.execute(query).scalars())
    return Past("rumour_days", _unjudged(work, ids, {"how_known"}, {"confirmed"}))


def _heard(work: Work, _kept: Terms, today: date) -> Past:
    ids = sources.past(work, today)
    return Past("heard_days", _unjudged(work, ids, {"reliability", "credibility"}))


def _unjudged(
    work: Work, ids: Sequence[str], grades: Collection[str], never: Collection[str] = ()
) -> tuple[str, ...]:
    """Return the records nobody ever judged otherwise, by the log: a late answer ends no proof.

    What was corrected within a day of its birth was a slip of the pen.
    """
    judged: set[str] = set()
    born: dict[str, datetime] = {}
    entries = sa.select(change).where(change.c.record.in_(list(ids))).order_by(change.c.seq)
    for row in work.session.execute(entries):
        since = row.moment - born.setdefault(row.record, row.moment)
        value = json.loads(row.value)
        said = value if row.field == history.BIRTH else {row.field: value}
        if said.get("certainty") in never or (row.field in grades and since > _SLIP):
            judged.add(row.record)
    return tuple(one for one in ids if one not in judged)


def _dialogues(work: Work, kept: Terms, today: date) -> Past:
    columns = table_of(Process).c
    until = today - timedelta(days=round(kept.dialogue_months * MONTH_DAYS))
    query = sa.select(columns.id).where(columns.ended_on <= until, columns.objective != "")
    return Past("dialogue_months", tuple(work.session.execute(query).scalars()))


_LOOKS: dict[str, tuple[Callable[[Work, Terms, date], Past], ...]] = {
    "cases": (_closed_adults, _closed_minors, _screens, _incidents, _rumours),
    "protected": (_incidents, _rumours),
    "dialogues": (_dialogues,),
    "sources": (_heard,),
}
_ACTIONS: dict[str, Callable[[Work, Sequence[str]], int]] = {
    "incident_detail_years": _coarsen,
    "dialogue_months": _forget_words,
}


def _closed(*, eligible: bool = True) -> "sa.Select[tuple[str, str, date]]":
    """Select id, birth and closing day of closed files that nobody has coded yet."""
    screened = sa.func.coalesce(_P.closure_reason, "") == "not_eligible"
    return sa.select(_P.id, _P.born, _P.closed_on).where(
        _P.status == CaseStatus.CLOSED.value,
        _P.created_by != CODED,
        sa.not_(screened) if eligible else screened,
    )


def _past(work: Work, kind: str, ids: Sequence[str]) -> Past:
    held = holds.held(work)
    free = tuple(one for one in ids if one not in held)
    return Past(kind, free, len(ids) - len(free))


def _turned_adult(born: str) -> date:
    last = dates.parse(born).last
    return date(last.year + ADULT, last.month, min(last.day, 28))


def morning(day: date) -> datetime:
    """Return the first moment of a day."""
    return datetime(day.year, day.month, day.day, tzinfo=UTC)


def _years_before(day: date, years: int) -> date:
    return date(day.year - years, day.month, min(day.day, 28))


def _erase_whole(work: Work, identities: Sequence[str]) -> int:
    register = "statement" if work.store == sources.STORE else "incident"
    for identity in identities:
        found = erasure.belonging(work, register, identity)
        for one in (one for ids in found.values() for one in ids):
            attachments.erase(work, one)
        erasure.erase(work, found, register, identity)
    return len(identities)


def _load(work: Work, model: type[Record], identities: Sequence[str]) -> list[Record]:
    query = sa.select(model).where(table_of(model).c.id.in_(list(identities)))
    return list(work.session.execute(query).scalars())


def _blank(record: Record) -> None:
    for spec in specs(record.draft):
        if spec.kind is Kind.NOTE:
            setattr(record, spec.name, "" if spec.required else None)
