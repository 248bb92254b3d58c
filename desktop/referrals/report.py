# SPDX-License-Identifier: GPL-3.0-or-later
"""What the report says of services and referrals (domain.md I24, I25, I26)."""

from collections import defaultdict
from datetime import date, timedelta
from statistics import median

import sqlalchemy as sa

from desktop.core import codes, disclosure, i18n
from desktop.core.document import Table
from desktop.core.i18n import _
from desktop.core.tables import table_of
from desktop.core.work import Work
from desktop.referrals.model import Referral, ServiceGiven

_R, _G = table_of(Referral).c, table_of(ServiceGiven).c
RIPE_DAYS = 30
"""A referral counts from this many days after it was sent."""


def given(work: Work, first: date, last: date) -> Table | None:
    """Return services delivered and the people who got them (I24); output figures."""
    work.may("report")
    query = (
        sa.select(_G.service, sa.func.sum(_G.quantity), sa.func.count(_G.participant.distinct()))
        .where(_G.deleted_at.is_(None), _G.given_on >= first, _G.given_on <= last)
        .group_by(_G.service)
    )
    counts = {service: (int(n), int(p)) for service, n, p in work.session.execute(query)}
    if not counts:
        return None
    rows = [
        [codes.label("service", service), *(i18n.format_number(n) for n in counts[service])]
        for service in codes.read("service")
        if service in counts
    ]
    rows.append([_("Total"), i18n.format_number(sum(n for n, _p in counts.values())), ""])
    header = [_("Service"), _("Sessions or items"), _("Participants")]
    return Table(_("Services given"), header, rows, (False, True, True), total=True)


def referred(work: Work, on: date) -> Table | None:
    """Return referrals sent in the year up to thirty days ago and how many were completed.

    The last column is the median of days from the referral to the service (I25, I26).
    """
    work.may("report")
    ripe = on - timedelta(days=RIPE_DAYS)
    query = sa.select(_R.service, _R.status, _R.made_on, _R.done_on).where(
        _R.deleted_at.is_(None), _R.sent_on <= ripe, _R.sent_on > ripe - timedelta(days=365)
    )
    found: dict[str, list[int | None]] = defaultdict(list)
    for service, status, made, done in work.session.execute(query):
        ended = status == "completed" and done is not None
        found[service].append((done - made).days if ended else None)
    if not found:
        return None
    rows = [
        _row(codes.label("service", service), found[service])
        for service in codes.read("service")
        if service in found
    ]
    rows.append(_row(_("Total"), [days for one in found.values() for days in one]))
    header = [_("Service"), _("Sent"), _("Completed"), _("Share"), _("Median days")]
    note = _("Sent in the twelve months up to thirty days before the end of the period.")
    numeric = (False, True, True, True, True)
    return Table(_("Referrals"), header, rows, numeric, total=True, note=note)


def _row(title: str, days: list[int | None]) -> list[str]:
    done = [one for one in days if one is not None]
    return [
        title,
        i18n.format_number(len(days)),
        i18n.format_number(len(done)),
        disclosure.percent(len(done), len(days)),
        i18n.format_number(round(median(done))) if done else "–",
    ]
