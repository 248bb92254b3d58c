# SPDX-License-Identifier: GPL-3.0-or-later
"""What the report says of contacts: how many of each kind; output figures."""

from datetime import date

import sqlalchemy as sa

from desktop.contacts.model import Contact
from desktop.core import codes, i18n
from desktop.core.document import Table
from desktop.core.i18n import _
from desktop.core.tables import table_of
from desktop.core.work import Work

_C = table_of(Contact).c


def by_kind(work: Work, first: date, last: date) -> Table | None:
    """Return contacts and the people they were with, by kind."""
    work.may("report")
    query = (
        sa.select(_C.kind, sa.func.count(), sa.func.count(_C.participant.distinct()))
        .where(_C.deleted_at.is_(None), _C.happened_on >= first, _C.happened_on <= last)
        .group_by(_C.kind)
    )
    counts = {kind: (int(n), int(people)) for kind, n, people in work.session.execute(query)}
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
