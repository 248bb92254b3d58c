# SPDX-License-Identifier: GPL-3.0-or-later
"""What the report says of waiting lists: how many wait, how long, and who went before others."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median

import sqlalchemy as sa

from desktop.core import clock, i18n
from desktop.core.document import Block, Table, Text
from desktop.core.i18n import _
from desktop.core.tables import table_of
from desktop.core.work import Work
from desktop.enrolments import service
from desktop.enrolments.model import Enrolment, State
from desktop.participants.report import Person

_C = table_of(Enrolment).c


@dataclass(frozen=True, slots=True)
class Waiting:
    """How long one person has waited for one programme by a day."""

    person: str
    line: str
    days: int


def waiting(work: Work, on: date) -> list[Waiting]:
    """Return everybody who waited on a day (I04); whoever entered or left since is counted too."""
    work.may("report")
    still = sa.and_(_C.state == State.WAITING.value, service.keeps_place())
    since = sa.and_(_C.asked_on < _C.entered_on, _C.entered_on > on)
    gone = sa.and_(_C.state == State.NOT_ENTERED.value, _C.left_on > on)
    query = sa.select(_C.participant, _C.line, _C.asked_on).where(
        _C.deleted_at.is_(None), _C.asked_on <= on, sa.or_(still, since, gone)
    )
    return [
        Waiting(person, line, clock.days_between(asked, on))
        for person, line, asked in work.session.execute(query)
    ]


def entered(work: Work, first: date, last: date, people: Collection[str]) -> tuple[int, int]:
    """Return (how many of these entered from a list in a period, those before others)."""
    work.may("report")
    query = sa.select(_C.participant, sa.func.coalesce(_C.out_of_turn, "")).where(
        _C.deleted_at.is_(None),
        _C.entered_on >= first,
        _C.entered_on <= last,
        _C.entered_on > _C.asked_on,
    )
    found = [bool(why) for person, why in work.session.execute(query) if person in people]
    return len(found), sum(found)


def blocks(
    work: Work, first: date, on: date, names: Mapping[str, str], people: Sequence[Person]
) -> Iterator[Block]:
    """Return the waiting lists of the period; output figures, nothing where nobody waits."""
    work.may("report")
    known = {person.id for person in people}
    held = [one for one in waiting(work, on) if one.person in known]
    if held:
        yield _table(held, names)
    whole, before = entered(work, first, on, known)
    if whole:
        words = _(
            "From the waiting lists {n} entered; {early} of them before others who had waited "
            "longer, each with a written reason."
        )
        numbers = i18n.format_number(whole), i18n.format_number(before)
        yield Text(words.format(n=numbers[0], early=numbers[1]))


def _table(held: Sequence[Waiting], names: Mapping[str, str]) -> Table:
    rows = [
        [
            name,
            i18n.format_number(len(mine)),
            i18n.format_number(round(median(one.days for one in mine))),
        ]
        for line, name in sorted(names.items(), key=lambda pair: pair[1])
        if (mine := [one for one in held if one.line == line])
    ]
    middle = i18n.format_number(round(median(one.days for one in held)))
    rows.append([_("Total"), i18n.format_number(len(held)), middle])
    header = [_("Programme"), _("People waiting"), _("Median days")]
    return Table(_("Waiting lists"), header, rows, (False, True, True), total=True)
