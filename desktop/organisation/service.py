# SPDX-License-Identifier: GPL-3.0-or-later
"""Programmes and what the organisation says about itself."""

from array import array
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

import sqlalchemy as sa

from desktop.core import journal, listing, packs, settings, values, workdays
from desktop.core.document import Paper
from desktop.core.tables import table_of
from desktop.core.work import Work
from desktop.organisation import own_service
from desktop.organisation.model import Programme

_TABLE = table_of(Programme)
_C = _TABLE.c
_ABOUT = "organisation"
LETTER = frozenset(
    ("BO", "BZ", "CL", "CO", "CR", "DO", "GT", "HN", "MX", "NI", "PA", "SV", "US", "VE")
)
"""Countries whose printers hold Letter paper; the others use A4."""
SMALLEST_CELL = 5
"""A count of people below this is not printed where it could harm (domain.md section 4)."""


@dataclass(frozen=True, slots=True)
class Organisation:
    """What stands on reports: the name, the city, the country pack and the report language."""

    title: str = ""
    city: str = ""
    country: str = ""
    language: str = "es"
    smallest_cell: int = SMALLEST_CELL
    stubs: bool = False
    """Whether the main store keeps code and month of incidents that are kept apart."""

    @property
    def paper(self) -> Paper:
        """The paper that lies in the printers of the country."""
        return "Letter" if self.country in LETTER else "A4"


def about(work: Work) -> Organisation:
    """Return what the organisation says about itself."""
    found: dict[str, Any] = settings.read(work, _ABOUT, {})
    known = {name: value for name, value in found.items() if name in Organisation.__slots__}
    return Organisation(**known)


LONGEST_TITLE, LONGEST_CITY = 120, 80


def describe(work: Work, organisation: Organisation) -> None:
    """Keep what the organisation says about itself."""
    work.may("settings")
    kept = replace(
        organisation,
        title=values.line(organisation.title, LONGEST_TITLE),
        city=values.line(organisation.city, LONGEST_CITY),
    )
    settings.write(work, _ABOUT, asdict(kept))
    journal.write(work, "settings", _ABOUT)


def working_day_after(work: Work, day: date) -> date:
    """Return the next day on which the offices of the country work; weekends count everywhere."""
    work.may("read")
    country = about(work).country
    rules: Sequence[str] = ()
    if country in packs.countries():
        rules = packs.read(country).facts.get("rights", {}).get("holidays", ())
    return workdays.add(day, 1, rules)


def use_words(work: Work) -> None:
    """Speak the words of the country, an unreadable pack changing nothing, and those of its own."""
    with suppress(packs.NoSuchPack):
        packs.use(about(work).country)
    own_service.use(work)


def keys(work: Work, text: str = "") -> "array[int]":
    """Return the programmes, those that ended last."""
    work.may("read")
    ended = sa.func.coalesce(_C.ended, sa.false())
    return listing.snapshot(work, Programme, order=[ended, _C.sign], text=text)


def rows(work: Work, wanted: Sequence[int]) -> list[tuple[Any, ...]]:
    """Return (code, sign, title, capacity, ended) of each programme."""
    return listing.page(
        work, _TABLE, _C.row, (_C.code, _C.sign, _C.title, _C.capacity, _C.ended), wanted
    )


def signs(work: Work) -> dict[str, str]:
    """Return the neutral letter of every programme by id; deleted ones keep theirs."""
    work.may("read")
    return dict(work.session.execute(sa.select(_C.id, _C.sign)).all())


def titles(work: Work) -> dict[str, str]:
    """Return letter and name of every programme by id."""
    work.may("read")
    rows = work.session.execute(sa.select(_C.id, _C.sign, _C.title))
    return {identity: f"{sign} · {title}" for identity, sign, title in rows}


def offered(work: Work) -> list[tuple[str, str]]:
    """Return (id, name) of the programmes that run, for forms and filters."""
    work.may("read")
    query = (
        sa.select(_C.id, _C.sign, _C.title)
        .where(_C.deleted_at.is_(None), sa.func.coalesce(_C.ended, sa.false()).is_(False))
        .order_by(_C.sign)
    )
    return [(i, f"{sign} · {title}") for i, sign, title in work.session.execute(query)]
