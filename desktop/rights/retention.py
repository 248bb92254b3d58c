# SPDX-License-Identifier: GPL-3.0-or-later
"""How long each kind of record is kept, what is past its time, and what is done then.

The terms are settings of the organisation. Nothing is ever done by itself: once a month the list
is shown with counts, and it runs when somebody has confirmed it. A legal hold keeps a person out.
"""

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import UTC, date, datetime, timedelta

import sqlalchemy as sa

from desktop.core import clock, dates, erasure, journal, records, settings
from desktop.core.fields import Kind, specs
from desktop.core.i18n import N_
from desktop.core.papers import attachments
from desktop.core.tables import CODED, Record, models_of, table_of
from desktop.core.work import Work
from desktop.dialogues.model import Process
from desktop.incidents.model import Incident
from desktop.participants.model import CaseStatus, Participant
from desktop.rights import holds

_SETTING, _REVIEWED = "retention", "retention_reviewed"
REVIEW_DAYS = 30
ADULT = 18
MONTH_DAYS = 30.44
_P = table_of(Participant).c
_I = table_of(Incident).c
DETAIL = (
    "victim_profiles", "time_of_day", "place_type", "reason", "consequences", "author", "weapon",
    "reported", "note",
)  # fmt: skip
"""What an old incident loses; area, month, type and numbers stay."""


@dataclass(frozen=True, slots=True)
class Terms:
    """The clocks, with the terms of domain.md section 5 to begin with."""

    closed_adult_years: int = 5
    closed_minor_years: int = 5
    incident_detail_years: int = 2
    dialogue_months: int = 12
    screen_days: int = 90
    rumour_days: int = 90
    note_months: int = 12


TITLES = {
    "closed_adult_years": N_("Closed files of adults: years kept"),
    "closed_minor_years": N_("Closed files of people under 18: years kept after they turn 18"),
    "incident_detail_years": N_("Detail of incidents: years kept, then area and month only"),
    "dialogue_months": N_("Words of ended dialogues: months kept, then only the stages"),
    "screen_days": N_("People who were not eligible: days kept"),
    "rumour_days": N_("Rumours: days kept"),
    "note_months": N_("Notes: months until they are to be shortened"),
}

PAST = {
    "closed_adult_years": N_("Closed files of adults past their term"),
    "closed_minor_years": N_("Closed files of people who were under 18, past their term"),
    "screen_days": N_("People who were not eligible, past their term"),
    "incident_detail_years": N_("Incidents whose detail is past its term"),
    "rumour_days": N_("Rumours past their term"),
    "dialogue_months": N_("Ended dialogues whose words are past their term"),
}


@dataclass(frozen=True, slots=True)
class Past:
    """One line of the monthly review: what is past its time, and how many are held back."""

    kind: str
    ids: tuple[str, ...]
    held: int = 0


def terms(work: Work) -> Terms:
    """Return the terms in force."""
    work.may("read")
    known = {one.name for one in fields(Terms)}
    found = settings.read(work, _SETTING, {})
    return Terms(**{name: int(n) for name, n in found.items() if name in known})


def set_terms(work: Work, chosen: Terms) -> None:
    """Keep other terms; who may change settings may change these."""
    work.may("settings")
    settings.write(work, _SETTING, asdict(chosen))
    journal.write(work, "settings", _SETTING)


def review(work: Work, day: date | None = None) -> list[Past]:
    """Return everything past its time in the store of this work; nothing is touched."""
    work.may("rights")
    today = day or clock.today()
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

    Closed files and people who were not eligible are erased like any person, by ``erasing``.
    """
    work.may("erase")
    actions: dict[str, Callable[[Work, Sequence[str]], int]] = {
        "incident_detail_years": coarsen_incidents,
        "rumour_days": _erase_incidents,
        "dialogue_months": forget_words,
    }
    done = actions[past.kind](work, past.ids)
    journal.write(work, "retention", f"{past.kind}:{done}")
    return done


def of_people(past: Past) -> bool:
    """Tell whether a line is about people, each of whom is erased with a certificate."""
    return past.kind in ("closed_adult_years", "closed_minor_years", "screen_days")


def coarsen_incidents(work: Work, identities: Sequence[str]) -> int:
    """Leave of old incidents area, month, type and numbers, in the history too."""
    work.may("erase")
    for incident in _load(work, Incident, identities):
        assert isinstance(incident, Incident)  # noqa: S101 - loaded as such
        incident.occurred_on = dates.parse(incident.occurred_on).first.isoformat()[:7]
        for spec in specs(incident.draft):
            if spec.name in DETAIL:
                setattr(incident, spec.name, [] if spec.kind is Kind.CODES else None)
        erasure.forget_past(work, incident)
    work.touched.add("incident")
    return len(identities)


def forget_words(work: Work, identities: Sequence[str]) -> int:
    """Take the free text out of ended dialogues and all that hangs on them; stages stay."""
    work.may("erase")
    for identity in identities:
        found = erasure.belonging(work, "process", identity)
        for model in models_of(work.store):
            for record in _load(work, model, found.get(str(model.__tablename__), [])):
                _blank(record)
                erasure.forget_past(work, record)
                work.touched.add(str(model.__tablename__))
    return len(identities)


def shorten(work: Work, model: type[Record], identity: str, name: str, result: str) -> None:
    """Put a note's result in the place of the note; what it said before leaves the history."""
    record = records.get(work, model, identity)
    work.may("amend", record)
    records.amend(work, record, {name: result or None})
    erasure.forget_past(work, record)


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
            if name not in ("victim_profiles", "consequences")
        ),
    )
    query = sa.select(_I.id).where(_I.deleted_at.is_(None), _I.occurred_on < until, detail)
    return Past("incident_detail_years", tuple(work.session.execute(query).scalars()))


def _rumours(work: Work, kept: Terms, today: date) -> Past:
    until = today - timedelta(days=kept.rumour_days)
    query = sa.select(_I.id).where(_I.how_known == "rumour", _I.created_at < _morning(until))
    return Past("rumour_days", tuple(work.session.execute(query).scalars()))


def _dialogues(work: Work, kept: Terms, today: date) -> Past:
    columns = table_of(Process).c
    until = today - timedelta(days=round(kept.dialogue_months * MONTH_DAYS))
    query = sa.select(columns.id).where(columns.ended_on <= until, columns.objective != "")
    return Past("dialogue_months", tuple(work.session.execute(query).scalars()))


def old_notes(work: Work, day: date | None = None) -> list[tuple[type[Record], str, str, str]]:
    """Return (model, id, field, code) of long notes of open files older than the term."""
    work.may("rights")
    today = day or clock.today()
    until = today - timedelta(days=round(terms(work).note_months * MONTH_DAYS))
    found = []
    for model in models_of(work.store):
        table = table_of(model)
        if table.name not in _NOTED:
            continue
        for spec in specs(model.draft):
            if spec.kind is not Kind.NOTE:
                continue
            query = (
                sa.select(table.c.id, table.c.code)
                .where(table.c.deleted_at.is_(None), table.c.created_by != CODED)
                .where(table.c.changed_at < _morning(until))
                .where(sa.func.length(table.c[spec.name]) > RESULT_LENGTH)
                .order_by(table.c.changed_at)
                .limit(MOST_NOTES)
            )
            found += [(model, row.id, spec.name, row.code) for row in work.session.execute(query)]
    return found


RESULT_LENGTH = 80
"""A note up to this length is taken for a result."""
MOST_NOTES = 200
_NOTED = frozenset({"participant", "contact", "placement", "activity"})
_LOOKS: dict[str, tuple[Callable[[Work, Terms, date], Past], ...]] = {
    "cases": (_closed_adults, _closed_minors, _screens, _incidents, _rumours),
    "protected": (_incidents, _rumours),
    "dialogues": (_dialogues,),
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


def _morning(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=UTC)


def _years_before(day: date, years: int) -> date:
    return date(day.year - years, day.month, min(day.day, 28))


def _erase_incidents(work: Work, identities: Sequence[str]) -> int:
    for identity in identities:
        found = erasure.belonging(work, "incident", identity)
        for one in (one for ids in found.values() for one in ids):
            attachments.erase(work, one)
        erasure.erase(work, found, "incident", identity)
    return len(identities)


def _load(work: Work, model: type[Record], identities: Sequence[str]) -> list[Record]:
    query = sa.select(model).where(table_of(model).c.id.in_(list(identities)))
    return list(work.session.execute(query).scalars())


def _blank(record: Record) -> None:
    for spec in specs(record.draft):
        if spec.kind is Kind.NOTE:
            setattr(record, spec.name, "" if spec.required else None)
