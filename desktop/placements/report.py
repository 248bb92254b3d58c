# SPDX-License-Identifier: GPL-3.0-or-later
"""What the report says of placements: started, permanence, formality, why they ended."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from desktop.core import codes, disclosure, i18n
from desktop.core.document import Chart, Series, Table
from desktop.core.i18n import _
from desktop.core.tables import table_of
from desktop.core.work import Work
from desktop.placements.model import NOT_BEGUN, Placement
from desktop.placements.permanence_service import Cohort, Permanence, seen, survival

_C = table_of(Placement).c
_FEW_MONTHS = 12
JOBS = ("formal_job", "informal_job", "apprenticeship", "public_works", "community_role")
FORMAL, SECURED = "formal_job", "contract_and_security"


@dataclass(frozen=True, slots=True)
class Placed:
    """What tables split by."""

    id: str
    participant: str
    type: str
    status: str
    starts_on: date
    ended_on: date | None
    exit_reason: str | None
    formality: str | None
    employer: str | None = None

    def running_on(self, day: date) -> bool:
        """Whether the placement ran on a day."""
        started = self.starts_on <= day and self.status not in ("proposed", "never_started")
        return started and (self.ended_on is None or self.ended_on > day)


def placements(work: Work) -> list[Placed]:
    """Return every placement, read once for all tables of a report."""
    work.may("report")
    query = sa.select(*(_C[name] for name in Placed.__slots__)).where(_C.deleted_at.is_(None))
    return [Placed(*row) for row in work.session.execute(query)]


def started_between(held: Sequence[Placed], first: date, last: date) -> list[Placed]:
    """Return placements whose first day fell in a period (I12)."""
    return [p for p in held if first <= p.starts_on <= last and p.status not in NOT_BEGUN]


def by_type(title: str, columns: Sequence[tuple[str, Sequence[Placed]]]) -> Table:
    """Return placements by type; output figures, exact."""
    counts = [Counter(one.type for one in held) for _name, held in columns]
    rows = [
        [codes.label("placement_type", code), *(i18n.format_number(c[code]) for c in counts)]
        for code in codes.read("placement_type")
        if any(count[code] for count in counts)
    ]
    rows.append([_("Total"), *(i18n.format_number(len(held)) for _name, held in columns)])
    header = [_("Type"), *(name for name, _held in columns)]
    return Table(title, header, rows, (False, *(True for _c in columns)), total=True)


def by_trade(
    title: str,
    columns: Sequence[tuple[str, Sequence[Placed]]],
    facts: Mapping[str, tuple[str, str]],
) -> Iterator[Table]:
    """Yield placements with an employer by line of business (I12); output figures, exact."""
    counts = [
        Counter(facts[one.employer][1] for one in held if one.employer and one.employer in facts)
        for _name, held in columns
    ]
    rows = [
        [words, *(i18n.format_number(c[code]) for c in counts)]
        for code, words in disclosure.labels("employer_sector").items()
        if any(count[code] for count in counts)
    ]
    if rows:
        rows.append([_("Total"), *(i18n.format_number(count.total()) for count in counts)])
        header = [_("Line of business"), *(name for name, _held in columns)]
        note = _("Only placements with an employer or host.")
        numeric = (False, *(True for _c in columns))
        yield Table(title, header, rows, numeric, total=True, note=note)


def permanence_table(title: str, figures: Sequence[Permanence]) -> Table:
    """Return the two figures of I14: who was not reached did not continue, or is left out."""
    rows = [
        [
            codes.label("retention_checkpoint", one.point),
            *disclosure.in_two_shares(one.retained, one.due, one.reached),
        ]
        for one in figures
    ]
    header = [
        _("Checkpoint"),
        _("Placements due"),
        _("Still in work or study"),
        _("Share of all due"),
        _("Share of those reached"),
    ]
    note = _("Who could not be reached counts as not continuing in the share of all due.")
    return Table(title, header, rows, (False, True, True, True, True), note=note)


def permanence_chart(title: str, figures: Sequence[Permanence]) -> Chart | None:
    """Return the permanence curve in percent, where at least two points may be shown."""
    shares = [disclosure.share(one.retained, one.due) for one in figures]
    if sum(share is not None for share in shares) < 2:
        return None
    values = [None if share is None else round(share * 100) for share in shares]
    names = [codes.label("retention_checkpoint", one.point) for one in figures]
    words = _("Percent of placements still in work or study at each checkpoint.")
    return Chart(title, "line", names, [Series(_("Percent"), values)], description=words)


def cohort_table(title: str, held: Sequence[Cohort]) -> Table:
    """Return every quarter's placements and how many still worked or studied at each checkpoint.

    A checkpoint whose window has not closed for anybody of the quarter stays empty.
    """
    points = [figure.point for figure in held[0].figures] if held else []
    rows = [
        [
            _("Quarter {n} of {year}").format(n=(one.first.month + 2) // 3, year=one.first.year),
            i18n.format_number(one.began),
            *(disclosure.fraction(figure.retained, figure.due) for figure in one.figures),
        ]
        for one in held
    ]
    header = [
        _("Began in"),
        _("Placements"),
        *(codes.label("retention_checkpoint", p) for p in points),
    ]
    note = _("Still in work or study, of those whose checkpoint has closed.")
    return Table(title, header, rows, (False, *(True for _p in header[1:])), note=note)


def survival_chart(title: str, spells: Sequence[tuple[int, bool]]) -> Chart | None:
    """Return the share of placements still running month by month; None below ten of them."""
    if len(spells) < disclosure.LEAST_FOR_PERCENT:
        return None
    last = max(1, seen(spells))
    step = 1 if last <= _FEW_MONTHS else 3
    shares = survival(spells, last)[::step]
    names = [i18n.format_number(n * step) for n in range(len(shares))]
    words = _("Percent of placements still running after so many months of thirty days.")
    held = [Series(_("Percent"), [round(share * 100) for share in shares])]
    return Chart(title, "line", names, held, description=words)


def permanence_split(
    title: str, heading: str, figures: Sequence[tuple[str, Permanence]], threshold: int
) -> Table | None:
    """Return one checkpoint by type or sector; lines of too few placements are left out."""
    rows = [
        [
            name,
            i18n.format_number(one.due),
            disclosure.percent(one.retained, one.due),
            disclosure.percent(one.retained, one.reached),
        ]
        for name, one in figures
        if one.due >= threshold
    ]
    header = [heading, _("Placements due"), _("Share of all due"), _("Share of those reached")]
    return Table(title, header, rows, (False, True, True, True)) if rows else None


def formal(held: Sequence[Placed], on: date) -> tuple[list[Placed], list[Placed]]:
    """Return (formal jobs with contract and social security, all jobs running) on a day (I15)."""
    jobs = [one for one in held if one.running_on(on) and one.type in JOBS]
    return [one for one in jobs if one.type == FORMAL and one.formality == SECURED], jobs


def exits(title: str, ended: Sequence[Placed], threshold: int) -> Table | None:
    """Return why placements ended, small cells hidden (I22)."""
    counts = Counter(one.exit_reason or "unknown" for one in ended)
    header = (_("Reason"), _("Placements"))
    names = disclosure.labels("placement_exit_reason")
    return disclosure.sensitive_table(title, header, counts, names, threshold)
