# SPDX-License-Identifier: GPL-3.0-or-later
"""What each worker carries: for the team alone, to share the work out (I03, I07, I09)."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from desktop.core import disclosure, i18n, indicators
from desktop.core.document import Table
from desktop.core.i18n import _
from desktop.measures.asked import Asked
from desktop.measures.cases import assessed_in_time


@dataclass(frozen=True, slots=True)
class Carried:
    """The people one worker accompanies, and what was due with them in the period."""

    worker: str
    active: int
    assessed: tuple[int, int]
    kept: tuple[int, int]


def by_worker(asked: Asked) -> list[Carried]:
    """Return what each worker carries; nobody stands in it for files without a worker."""
    worker = {one.id: one.worker for one in asked.people}
    active = Counter(one.worker for one in asked.active)
    units = assessed_in_time(asked).units
    assessed = indicators.tally((worker[who], part, whole) for who, part, whole in units)
    kept = indicators.tally((worker[who], done, 1) for who, done in asked.promised)
    names = sorted({*active, *assessed, *kept} - {""})
    none = (0, 0)
    return [
        Carried(name, active[name], assessed.get(name, none), kept.get(name, none))
        for name in names
    ]


def table(held: Sequence[Carried]) -> Table:
    """Return a line for each worker."""
    rows = [
        [
            one.worker,
            i18n.format_number(one.active),
            disclosure.fraction(*one.assessed),
            disclosure.fraction(*one.kept),
        ]
        for one in held
    ]
    header = [
        _("Worker"),
        _("Active participants"),
        _("Assessed within 14 days of entering"),
        _("Promised contacts that took place"),
    ]
    note = _("To share the work out, not to compare people: some accompany harder files.")
    return Table(_("Who accompanies whom"), header, rows, (False, True, True, True), note=note)
