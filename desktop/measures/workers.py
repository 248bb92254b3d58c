# SPDX-License-Identifier: GPL-3.0-or-later
"""What each worker carries: for the team alone, to share the work out (I03, I07, I09)."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from desktop.assessments import report as assessments
from desktop.contacts import report as contacts
from desktop.core import disclosure, i18n
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
    begun = assessments.first_days(asked.work)
    units = assessed_in_time(asked, begun).units
    assessed = _shares([(worker[who], bool(part)) for who, part, _whole in units])
    held = contacts.promises(asked.work, asked.first, asked.on, asked.counted)
    kept = _shares([(worker[who], done) for who, done in held])
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
            _share(*one.assessed),
            _share(*one.kept),
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


def _shares(held: Sequence[tuple[str, bool]]) -> dict[str, tuple[int, int]]:
    found: dict[str, tuple[int, int]] = {}
    for name, yes in held:
        part, whole = found.get(name, (0, 0))
        found[name] = (part + yes, whole + 1)
    return found


def _share(part: int, whole: int) -> str:
    if not whole:
        return ""
    words = f"{i18n.format_number(part)}/{i18n.format_number(whole)}"
    value = disclosure.share(part, whole)
    return words if value is None else f"{words} {i18n.format_percent(value)}"
