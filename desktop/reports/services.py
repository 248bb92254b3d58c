# SPDX-License-Identifier: GPL-3.0-or-later
"""What the monthly report says of services, referrals, promised contacts and consent."""

from collections.abc import Iterator, Sequence
from datetime import date

from desktop.consents import report as consents
from desktop.contacts import report as contacts
from desktop.core import disclosure
from desktop.core.document import Block, Section, Text
from desktop.core.i18n import _
from desktop.core.work import Work
from desktop.participants import report as participants
from desktop.referrals import report as referrals
from desktop.reports.period import Period


def section(work: Work, period: Period, on: date, people: Sequence[participants.Person]) -> Section:
    """Return services, referrals, contacts kept and consent (I24-I26, I09, I46)."""
    work.may("report")
    blocks = _services(work, period.first, period.last, on, people)
    return Section(_("Services and consent"), list(blocks))


def _services(
    work: Work, first: date, last: date, on: date, people: Sequence[participants.Person]
) -> Iterator[Block]:
    open_files = [one.id for one in people if one.open_on(on)]
    tables = (
        referrals.given(work, first, last),
        referrals.referred(work, on),
        consents.coverage(work, open_files, on),
    )
    yield from (table for table in tables if table)
    done, due = contacts.kept_promises(work, first, on)
    if due:
        words = _("Promised contacts that took place: {n} of {all} ({share}).")
        yield Text(words.format(n=done, all=due, share=disclosure.percent(done, due)))
