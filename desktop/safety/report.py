# SPDX-License-Identifier: GPL-3.0-or-later
"""What the report says of people who were lost: a line of their own, in no share of success."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from desktop.core import dates, disclosure, i18n
from desktop.core.document import Block, Table, Text
from desktop.core.i18n import _, ngettext
from desktop.core.tables import table_of
from desktop.core.work import Work
from desktop.incidents import victim_service as victims
from desktop.participants.report import Person, exits
from desktop.safety.loss_model import Loss

_C = table_of(Loss).c


@dataclass(frozen=True, slots=True)
class Lost:
    """One participant killed, dead, missing or in prison; the last that is known counts."""

    participant: str
    kind: str
    happened_on: str

    def within(self, first: date, last: date) -> bool:
        """Whether it certainly happened in a period; known by its year, it stands in no month."""
        return dates.parse(self.happened_on).within(first, last)


def lost(work: Work, on: date) -> list[Lost]:
    """Return everybody who stands as lost on a day, each once."""
    work.may("report")
    gone_by = sa.or_(_C.ended_on.is_(None), _C.ended_on > on)
    query = (
        sa.select(_C.participant, _C.kind, _C.happened_on)
        .where(_C.deleted_at.is_(None), gone_by)
        .where(sa.func.coalesce(_C.ended, "") != "mistake")
        .order_by(_C.row)
    )
    known = {row[0]: Lost(*row) for row in work.session.execute(query)}
    return [one for one in known.values() if dates.parse(one.happened_on).first <= on]


def left(
    work: Work, people: Iterable[Person], days: tuple[date, date, date], threshold: int
) -> Iterator[Block]:
    """Tell why files closed from a first to a last day, and of those lost, as known on a third."""
    work.may("report")
    everybody = list(people)
    closed = [one for one in everybody if one.closed_on and days[0] <= one.closed_on <= days[1]]
    others = [one for one in closed if one.counts_as_success]
    if reasons := exits(_("Files closed, by reason"), others, threshold):
        yield reasons
    yield from _lost(work, everybody, days, threshold)


def _lost(
    work: Work, people: Iterable[Person], days: tuple[date, date, date], threshold: int
) -> Iterator[Block]:
    """Tell of those lost: a line of their own, in no share of success.

    Whom a file closed so before there was a register of it, or by an import, is told of too.
    """
    first, last, on = days
    known = lost(work, on)
    written = {one.participant for one in known}
    found = {one.participant: one.kind for one in known if one.within(first, last)}
    found |= {
        person.id: str(person.closure_reason)
        for person in people
        if person.id not in written and not person.counts_as_success
        if person.closed_on and first <= person.closed_on <= last
    }
    title = _("Participants killed, dead, missing or detained")
    if (told := table(title, list(found.values()), threshold)) is None:
        return
    yield told
    yield Text(
        _("Who was killed, died, is missing or detained stands in no share of success here.")
    )
    twice = len(found.keys() & victims.linked(work))
    if twice >= threshold:
        words = ngettext(
            "{n} of them stands among the victims of the incidents too and counts there once.",
            "{n} of them stand among the victims of the incidents too and count there once.",
            twice,
        )
        yield Text(words.format(n=i18n.format_number(twice)))


def table(title: str, kinds: list[str], threshold: int) -> Table | None:
    """Return the people lost in a period by what happened, small numbers hidden."""
    header = (_("What happened"), _("Participants"))
    names = disclosure.labels("loss_kind")
    return disclosure.sensitive_table(title, header, Counter(kinds), names, threshold)
