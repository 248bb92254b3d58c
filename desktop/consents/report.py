# SPDX-License-Identifier: GPL-3.0-or-later
"""What the report says of consent: how many open files may be kept at all (domain.md I46)."""

from collections.abc import Collection
from datetime import date

from desktop.consents import service
from desktop.core import disclosure, i18n
from desktop.core.document import Table
from desktop.core.i18n import _
from desktop.core.work import Work
from desktop.participants import age_service

STORAGE = "data_storage"


def coverage(work: Work, people: Collection[str], on: date) -> Table | None:
    """Return open files with a valid consent to store data, under and over 18."""
    work.may("report")
    if not people:
        return None
    agreed = service.covered(work, STORAGE, on)
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


def _row(title: str, people: Collection[str], agreed: Collection[str]) -> list[str]:
    held = sum(one in agreed for one in people)
    return [
        title,
        i18n.format_number(len(people)),
        i18n.format_number(held),
        disclosure.percent(held, len(people)),
    ]
