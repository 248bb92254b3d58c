# SPDX-License-Identifier: GPL-3.0-or-later
"""How good the data of a period are: whole records, days until they were typed, files twice (I47).

An imported record says nothing of how fast somebody types; a coded one is of nobody any more.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from statistics import median
from typing import Any

import sqlalchemy as sa

from desktop.activities.model import Activity
from desktop.contacts.model import Contact
from desktop.core import dates, disclosure, i18n
from desktop.core.document import Block, Table, Text
from desktop.core.i18n import N_, _, ngettext
from desktop.core.tables import CODED, Record, table_of
from desktop.core.work import Work
from desktop.incidents.model import Incident
from desktop.participants import merge_service
from desktop.participants.model import Participant
from desktop.participants.service import COMPLETED_BY
from desktop.placements.model import Placement
from desktop.placements.report import JOBS
from desktop.referrals.model import ServiceGiven


@dataclass(frozen=True, slots=True)
class Form:
    """One form: the day its record is about, and the answers without which it is not whole.

    ``only`` are the types that are asked for them, all where it is empty.
    """

    title: str
    model: type[Record]
    day: str
    core: tuple[str, ...]
    only: tuple[str, ...] = ()


FORMS = (
    Form(N_("Participants"), Participant, "registered_on", COMPLETED_BY),
    Form(N_("Contacts"), Contact, "happened_on", ()),
    Form(N_("Services"), ServiceGiven, "given_on", ()),
    Form(N_("Placements"), Placement, "starts_on", ("employer", "formality"), JOBS),
    Form(N_("Activities"), Activity, "held_on", ("sector",)),
    Form(N_("Incidents"), Incident, "occurred_on", ("sector", "victims")),
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One record: who typed it, whether it is whole, and how many days after the event."""

    user: str
    whole: bool
    days: int | None


def blocks(work: Work, first: date, last: date, *, by_worker: bool) -> Iterator[Block]:
    """Return the quality of the data by form, for the team also by who typed them."""
    work.may("report")
    held = [(_(form.title), entries(work, form, first, last)) for form in FORMS]
    held = [(title, found) for title, found in held if found]
    everything = [entry for _title, found in held for entry in found]
    if not everything:
        return
    note = _("Days from what happened to its entry; imported records are not timed.")
    rows = [_row(title, found) for title, found in held]
    yield _table(_("Quality of the data"), _("Form"), [*rows, _row(_("Total"), everything)], note)
    if by_worker:
        users = sorted({entry.user for entry in everything})
        rows = [_row(user, [one for one in everything if one.user == user]) for user in users]
        title = _("Quality of the data, by who typed them")
        yield _table(title, _("Word"), [*rows, _row(_("Total"), everything)])
    found, doubtful = merge_service.found_between(work, first, last)
    words = ngettext(
        "{n} file was found to be of somebody already registered, and put together; "
        "of {doubtful} pairs it is not yet known.",
        "{n} files were found to be of somebody already registered, and put together; "
        "of {doubtful} pairs it is not yet known.",
        found,
    )
    numbers = i18n.format_number(found), i18n.format_number(doubtful)
    yield Text(words.format(n=numbers[0], doubtful=numbers[1]))


def entries(work: Work, form: Form, first: date, last: date) -> list[Entry]:
    """Return the records of one form that are about a period."""
    work.may("report")
    table = table_of(form.model).c
    complete: sa.ColumnElement[bool] = sa.and_(
        sa.true(), *(table[name].is_not(None) for name in form.core)
    )
    if form.only:
        complete = sa.or_(table.type.not_in(form.only), complete)
    query = sa.select(
        table[form.day],
        table.created_at,
        table.created_by,
        table.import_id,
        sa.case((complete, 1), else_=0),
    ).where(table.deleted_at.is_(None), table.created_by != CODED, table[form.day].is_not(None))
    if not isinstance(table[form.day].type, sa.String):
        query = query.where(table[form.day] >= first, table[form.day] <= last)
    return [
        Entry(user, whole == 1, None if imported else _days(day, made))
        for day, made, user, imported, whole in work.session.execute(query)
        if _when(day).within(first, last)
    ]


def _when(day: Any) -> dates.PartialDate:
    return dates.parse(day.isoformat() if isinstance(day, date) else str(day))


def _days(day: Any, made: datetime) -> int | None:
    """Return the days from an event to its entry; None where the day is not known."""
    when = _when(day)
    if when.first != when.last:
        return None
    return max(0, (made.astimezone().date() - when.first).days)


def _row(title: str, found: Sequence[Entry]) -> list[str]:
    whole = sum(one.whole for one in found)
    days = [one.days for one in found if one.days is not None]
    return [
        title,
        i18n.format_number(len(found)),
        i18n.format_number(whole),
        disclosure.percent(whole, len(found)),
        i18n.format_number(round(median(days))) if days else disclosure.HIDDEN,
    ]


def _table(title: str, heading: str, rows: list[list[str]], note: str = "") -> Table:
    header = [heading, _("Records"), _("Whole"), _("Share"), _("Median days")]
    return Table(title, header, rows, (False, True, True, True, True), total=True, note=note)
