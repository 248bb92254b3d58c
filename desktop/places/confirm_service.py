# SPDX-License-Identifier: GPL-3.0-or-later
"""How old what is known of a border is, and which are to be asked about again.

A status nobody has seen or heard for weeks is a memory, not knowledge: it is shown with its age
and comes back to My day until somebody says that it still holds, or what holds now.
"""

from collections.abc import Mapping
from datetime import date, timedelta

from desktop.core import clock, codes, dates, journal, settings
from desktop.core.errors import UserError
from desktop.core.i18n import N_
from desktop.core.tasks import Asked, Task
from desktop.core.work import Work
from desktop.places import service
from desktop.places.border_service import BorderNow, borders

_SETTING = "border_confirm_days"
OFTEN = 30
"""Days after which a border that can cost a life is asked about again, unless the office says."""
SELDOM = 3
"""So many times as long is the term of a border that is quiet."""
_HOT = frozenset({"active", "tense", "suspected"})
_OVER = "dissolved"
_LINES = 5
_ONE = N_("Is the border {sides} still as noted? Noted: {status}")
_MORE = N_("Borders nobody has confirmed for long: {n} more")


def term(work: Work) -> int:
    """Return after how many days a border in danger is asked about again."""
    work.may("read")
    return int(settings.read(work, _SETTING, OFTEN))


def set_term(work: Work, days: int) -> None:
    """Keep after how many days a border in danger is asked about again."""
    work.may("settings")
    if not 7 <= days <= 365:
        raise UserError(N_("Choose between 7 and 365 days. Nothing was changed."))
    settings.write(work, _SETTING, days)
    journal.write(work, "settings", _SETTING)


def last_known(border: BorderNow) -> date | None:
    """Return the last day on which the status of a border was seen, heard or set."""
    told = border.last_confirmed or border.since
    return dates.parse(told).last if told else None


def age(border: BorderNow, on: date) -> int | None:
    """Return for how many days nobody has confirmed a status; None where none was recorded."""
    known = last_known(border)
    return None if known is None else max(0, clock.days_between(known, on))


def due_on(border: BorderNow, often: int) -> date | None:
    """Return the day from which a border is to be asked about again; None where never."""
    known = last_known(border)
    if known is None or border.status == _OVER:
        return None
    return known + timedelta(days=often if border.status in _HOT else often * SELDOM)


def is_old(border: BorderNow, on: date, often: int) -> bool:
    """Tell whether what is known of a border is too old to be relied on."""
    due = due_on(border, often)
    return due is not None and due <= on


def to_confirm(work: Work, on: date) -> list[tuple[date, BorderNow]]:
    """Return (day from which it is due, border) of those to ask about, the oldest first."""
    often = term(work)
    found = [
        (due, one)
        for one in borders(work, on)
        if (due := due_on(one, often)) is not None and due <= on
    ]
    return sorted(found, key=lambda pair: (pair[1].status not in _HOT, pair[0], pair[1].id))


def tasks(work: Work, asked: Asked) -> list[Task]:
    """Return the borders to ask about again (`core/tasks.py`); they are about nobody.

    Those in danger first and few of them: a list of a hundred is a list nobody reads.
    """
    work.may("read")
    if asked.people is not None or not work.could("amend"):
        return []
    waiting = to_confirm(work, asked.day)
    names: Mapping[str, str] = service.names(work) if waiting else {}
    found = [
        Task(
            _ONE,
            due,
            place="ways",
            record=f"borders/{one.id}",
            labels={"status": ("border_status", one.status)},
            texts={"sides": sides(one, names)},
        )
        for due, one in waiting[:_LINES]
    ]
    if rest := waiting[_LINES:]:
        more = {"n": str(len(rest))}
        found.append(
            Task(_MORE, min(due for due, _b in rest), place="ways", record="borders", texts=more)
        )
    return found


def sides(border: BorderNow, names: Mapping[str, str]) -> str:
    """Return the two sides of a border as people say them."""
    return " | ".join(sorted(names.get(side, "?") for side in (border.a, border.b)))


def status_label(border: BorderNow) -> str:
    """Return the status of a border in words; empty where none was recorded."""
    return codes.label("border_status", border.status)
