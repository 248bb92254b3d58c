# SPDX-License-Identifier: GPL-3.0-or-later
"""What the report says of contacts: how many of each kind; output figures."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date

import sqlalchemy as sa

from desktop.contacts.model import NOT_FOUND, Contact
from desktop.core import codes, i18n
from desktop.core.document import Table
from desktop.core.i18n import _
from desktop.core.tables import table_of
from desktop.core.work import Work

_C = table_of(Contact).c
GRACE_DAYS = 14


def by_kind(
    work: Work, first: date, last: date, people: Collection[str] | None = None
) -> Table | None:
    """Return contacts and the people they were with, by kind; of some people where they are named.

    Everybody stands in it: a contact with somebody who was killed since took place.
    """
    work.may("report")
    query = sa.select(_C.kind, _C.participant).where(
        _C.deleted_at.is_(None), _C.happened_on >= first, _C.happened_on <= last
    )
    found: dict[str, list[str]] = defaultdict(list)
    for kind, person in work.session.execute(query):
        if people is None or person in people:
            found[kind].append(person)
    counts = {kind: (len(met), len(set(met))) for kind, met in found.items()}
    if not counts:
        return None
    rows = [
        [codes.label("contact_kind", kind), *(i18n.format_number(n) for n in counts[kind])]
        for kind in codes.read("contact_kind")
        if kind in counts
    ]
    total = sum(n for n, _people in counts.values())
    rows.append([_("Total"), i18n.format_number(total), ""])
    header = [_("Kind"), _("Contacts"), _("Participants")]
    return Table(_("Contacts"), header, rows, (False, True, True), total=True)


def promises(
    work: Work, first: date, last: date, people: Collection[str]
) -> list[tuple[str, bool]]:
    """Return (person, whether kept) of each contact promised to some people for a period (I09).

    One is kept when somebody was reached from its day on, at the latest by the end of the period
    or two weeks after its day.
    """
    work.may("report")
    later = table_of(Contact).alias("later")
    by = sa.func.max(sa.func.date(_C.next_on, f"+{GRACE_DAYS} days"), last.isoformat())
    met = sa.exists().where(
        later.c.participant == _C.participant,
        later.c.deleted_at.is_(None),
        later.c.kind != NOT_FOUND,
        later.c.happened_on > _C.happened_on,
        later.c.happened_on <= by,
    )
    query = sa.select(_C.participant, sa.case((met, 1), else_=0)).where(
        _C.deleted_at.is_(None), _C.next_on >= first, _C.next_on <= last
    )
    return [(who, bool(kept)) for who, kept in work.session.execute(query) if who in people]
