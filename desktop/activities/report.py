# SPDX-License-Identifier: GPL-3.0-or-later
"""What the report says of activities: how many and how many people came; output figures."""

from datetime import date

from desktop.activities import service
from desktop.core import codes, i18n
from desktop.core.document import Table
from desktop.core.i18n import _
from desktop.core.work import Work


def by_type(work: Work, first: date, last: date) -> Table | None:
    """Return activities and attendances of a period by type (I44)."""
    work.may("report")
    rows = service.between(work, first, last)
    if not rows:
        return None
    lines = [
        [codes.label("activity_type", kind), i18n.format_number(n), i18n.format_number(people)]
        for kind, n, people in rows
    ]
    totals = [sum(n for _k, n, _p in rows), sum(people for _k, _n, people in rows)]
    lines.append([_("Total"), *(i18n.format_number(n) for n in totals)])
    return Table(
        _("Community activities"),
        [_("Type"), _("Activities"), _("Attendances")],
        lines,
        (False, True, True),
        total=True,
        note=_("One person who came twice is two attendances."),
    )
