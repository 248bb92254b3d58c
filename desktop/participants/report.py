# SPDX-License-Identifier: GPL-3.0-or-later
"""What the report says of participants: who is new, who is active, who left and why."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from desktop.core import codes, disclosure, i18n
from desktop.core.document import Table
from desktop.core.i18n import _
from desktop.core.tables import table_of
from desktop.core.work import Work
from desktop.participants.model import Participant
from desktop.participants.service import COMPLETED_BY, NOT_SUCCESS, age

_C = table_of(Participant).c

AGE_BANDS = ((0, 11), (12, 13), (14, 17), (18, 28), (29, 59), (60, 200))
"""The standard bands of domain.md section 4; their codes are the list age_band."""
_MORE = ("work_status", "school", "referral_source", "worker", "ethnicity")


@dataclass(frozen=True, slots=True)
class Person:
    """What tables split by; no name, no group."""

    id: str
    programme: str | None
    sex: str
    born: str
    sector: str | None
    registered_on: date | None
    closed_on: date | None
    closure_reason: str | None
    complete: bool
    work: str = ""
    school: str = ""
    source: str = ""
    worker: str = ""
    ethnicity: str = ""

    @property
    def counts_as_success(self) -> bool:
        """Whether the person stands in denominators: nobody who was lost does."""
        return self.closure_reason not in NOT_SUCCESS

    def open_on(self, day: date) -> bool:
        """Whether the file was open on a day."""
        begun = self.registered_on is None or self.registered_on <= day
        return begun and (self.closed_on is None or self.closed_on > day)


def people(work: Work) -> list[Person]:
    """Return everybody, read once for all tables of a report."""
    work.may("report")
    complete = sa.and_(*(_C[name].is_not(None) for name in COMPLETED_BY))
    query = sa.select(
        _C.id,
        _C.programme,
        _C.sex,
        _C.born,
        _C.sector,
        _C.registered_on,
        _C.closed_on,
        _C.closure_reason,
        sa.type_coerce(sa.case((complete, 1), else_=0), sa.Boolean()),
        *(sa.func.coalesce(_C[name], "") for name in _MORE),
    ).where(_C.deleted_at.is_(None))
    return [Person(*row) for row in work.session.execute(query)]


def new_between(everybody: Iterable[Person], first: date, last: date) -> list[Person]:
    """Return those first enrolled in a period (I01)."""
    return [p for p in everybody if p.registered_on and first <= p.registered_on <= last]


def band_of(person: Person, on: date) -> str:
    """Return the code of the age band of a person on a day."""
    years = age(person.born, on)
    bands = list(codes.read("age_band"))
    if years is None:
        return "unknown"
    return next(
        bands[at] for at, (low, high) in enumerate(AGE_BANDS) if low <= max(0, years) <= high
    )


def by_sex(title: str, columns: Sequence[tuple[str, Sequence[Person]]]) -> Table:
    """Return people by sex, one column for each group of them; output figures, exact."""
    return _split(title, _("Sex"), "sex_registered", columns, lambda person: person.sex)


def by_age(title: str, columns: Sequence[tuple[str, Sequence[Person]]], on: date) -> Table:
    """Return people by age band on the last day; output figures, exact."""
    return _split(title, _("Age"), "age_band", columns, lambda person: band_of(person, on))


def by_programme(
    title: str, columns: Sequence[tuple[str, Sequence[Person]]], names: dict[str, str]
) -> Table:
    """Return people by programme line; output figures, exact."""
    counts = [Counter(person.programme or "" for person in held) for _name, held in columns]
    rows = [
        [name, *(i18n.format_number(count[identity]) for count in counts)]
        for identity, name in sorted(names.items(), key=lambda pair: pair[1])
        if any(count[identity] for count in counts)
    ]
    return _table(title, _("Programme"), columns, rows)


def by_source(title: str, new: Sequence[Person]) -> Table:
    """Return who is new by how they came to us (I01); output figures, exact."""
    columns = ((_("New"), new),)
    name = "referral_source"
    return _split(title, _("How they came"), name, columns, lambda one: one.source or "not_asked")


def exits(title: str, left: Sequence[Person], threshold: int) -> Table | None:
    """Return who left by reason, small cells hidden."""
    counts = Counter(person.closure_reason or "unknown" for person in left)
    header = (_("Reason"), _("Participants"))
    names = disclosure.labels("case_closure_reason")
    return disclosure.sensitive_table(title, header, counts, names, threshold)


def _split(
    title: str,
    heading: str,
    name: str,
    columns: Sequence[tuple[str, Sequence[Person]]],
    of: Callable[[Person], str],
) -> Table:
    counts = [Counter(of(person) for person in held) for _name, held in columns]
    known = list(codes.read(name))
    known += sorted({code for count in counts for code in count} - set(known))
    rows = [
        [codes.label(name, code), *(i18n.format_number(count[code]) for count in counts)]
        for code in known
        if any(count[code] for count in counts)
    ]
    return _table(title, heading, columns, rows)


def _table(
    title: str,
    heading: str,
    columns: Sequence[tuple[str, Sequence[Person]]],
    rows: list[list[str]],
) -> Table:
    total = [_("Total"), *(i18n.format_number(len(held)) for _name, held in columns)]
    header = [heading, *(name for name, _held in columns)]
    return Table(title, header, [*rows, total], (False, *(True for _c in columns)), total=True)
