# SPDX-License-Identifier: GPL-3.0-or-later
"""What the report says of consent: how many open files may be kept at all (domain.md I46)."""

from collections.abc import Collection
from datetime import date

import sqlalchemy as sa

from desktop.consents import service
from desktop.consents.model import Consent
from desktop.core import disclosure, i18n
from desktop.core.document import Table
from desktop.core.i18n import _
from desktop.core.tables import table_of
from desktop.core.work import Work
from desktop.participants import age_service

_C = table_of(Consent).c


def coverage(work: Work, people: Collection[str], on: date) -> Table | None:
    """Return open files with a valid consent to store data, under and over 18."""
    work.may("report")
    if not people:
        return None
    agreed = service.covered(work, service.STORAGE, on)
    minors = age_service.minors(work, on)
    young = [one for one in people if one in minors]
    rows = [
        _row(_("Under 18"), young, agreed),
        _row(_("18 and over"), [one for one in people if one not in minors], agreed),
        _row(_("Total"), people, agreed),
    ]
    header = [_("Age"), _("Open files"), _("With consent"), _("Share")]
    note = _("Of who is under 18 it takes the guardian's yes beside the child's own.")
    return Table(
        _("Consent to keep data"), header, rows, (False, True, True, True), total=True, note=note
    )


def first_days(work: Work) -> dict[str, date]:
    """Return the day on which each person first said yes to the keeping of data (I26)."""
    work.may("report")
    query = (
        sa.select(_C.participant, sa.func.min(_C.given_on))
        .where(_C.deleted_at.is_(None), _C.purpose == service.STORAGE, _C.state == "given")
        .where(_C.given_on.is_not(None))
        .group_by(_C.participant)
    )
    return dict(work.session.execute(query).all())


def _row(title: str, people: Collection[str], agreed: Collection[str]) -> list[str]:
    held = sum(one in agreed for one in people)
    return [
        title,
        i18n.format_number(len(people)),
        i18n.format_number(held),
        disclosure.percent(held, len(people)),
    ]
