# SPDX-License-Identifier: GPL-3.0-or-later
"""How long each kind of record is kept: settings of the organisation, shorter ones with notice."""

from dataclasses import asdict, dataclass, fields, replace
from datetime import date, timedelta

from desktop.core import journal, settings, sure
from desktop.core.i18n import N_
from desktop.core.work import Work

NOTICE_DAYS = 30
"""A term made shorter is in force after these days: nobody ends one to destroy what it keeps."""
_SETTING, _LATER = "retention", "retention_shorter"


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


def terms(work: Work) -> Terms:
    """Return the terms in force: one that was made shorter is the longer one for a month more."""
    chosen = chosen_terms(work)
    today = sure.day(work)
    longer = {
        name: max(getattr(chosen, name), before)
        for name, (before, until) in _waiting(work).items()
        if today < date.fromisoformat(until)
    }
    return replace(chosen, **longer)


def chosen_terms(work: Work) -> Terms:
    """Return the terms as they were last written down."""
    work.may("read")
    known = {one.name for one in fields(Terms)}
    found = settings.read(work, _SETTING, {})
    return Terms(**{name: int(n) for name, n in found.items() if name in known})


def begins(work: Work) -> date | None:
    """Return the day from which all the terms written down are in force, or None: they are."""
    work.may("read")
    today = sure.day(work)
    days = [date.fromisoformat(until) for _before, until in _waiting(work).values()]
    return max((one for one in days if one > today), default=None)


def set_terms(work: Work, chosen: Terms) -> None:
    """Keep other terms; who may change settings may change these."""
    work.may("settings")
    if any(value < 1 for value in asdict(chosen).values()):
        raise ValueError
    now, today = terms(work), sure.day(work)
    until = (today + timedelta(days=NOTICE_DAYS)).isoformat()
    known, before = _waiting(work), asdict(chosen_terms(work))
    later = {
        name: known[name]
        if name in known and value >= before[name] and today < date.fromisoformat(known[name][1])
        else (getattr(now, name), until)
        for name, value in asdict(chosen).items()
        if value < getattr(now, name)
    }
    settings.write(work, _LATER, later)
    settings.write(work, _SETTING, asdict(chosen))
    journal.write(work, "settings", _SETTING)


def _waiting(work: Work) -> dict[str, tuple[int, str]]:
    """Return the terms that were made shorter: what held before, and until when it holds."""
    return {name: (int(n), str(day)) for name, (n, day) in settings.read(work, _LATER, {}).items()}
