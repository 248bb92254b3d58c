# SPDX-License-Identifier: GPL-3.0-or-later
"""What the report says of services and referrals (domain.md I24, I25, I26)."""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median

import sqlalchemy as sa

from desktop.core import codes, disclosure, i18n, indicators
from desktop.core.document import Table
from desktop.core.i18n import _
from desktop.core.tables import table_of
from desktop.core.work import Work
from desktop.referrals.model import Provider, Referral, ServiceGiven

_R, _G, _P = table_of(Referral).c, table_of(ServiceGiven).c, table_of(Provider).c
RIPE_DAYS = 30
"""A referral counts from this many days after it was sent."""
Pays = Callable[[str | None, str], bool]
"""Whether something counts, by the grant it names and the person it is of."""


@dataclass(frozen=True, slots=True)
class Given:
    """One service somebody was given."""

    service: str
    participant: str
    quantity: int


def services(work: Work, first: date, last: date, pays: Pays | None = None) -> list[Given]:
    """Return the services given in a period; ``pays`` tells by grant and person which count."""
    work.may("report")
    query = sa.select(_G.service, _G.participant, _G.quantity, _G.grant).where(
        _G.deleted_at.is_(None), _G.given_on >= first, _G.given_on <= last
    )
    return [
        Given(service, person, quantity)
        for service, person, quantity, grant in work.session.execute(query)
        if pays is None or pays(grant, person)
    ]


def given(held: Sequence[Given], threshold: int) -> Table | None:
    """Return services delivered and the different people who got them (I24).

    Which service somebody got can tell of health or danger: services few people got stand
    together, with as many more as it takes.
    """
    people: dict[str, set[str]] = defaultdict(set)
    times: Counter[str] = Counter()
    for one in held:
        people[one.service].add(one.participant)
        times[one.service] += one.quantity
    order = [service for service in codes.read("service") if times[service]]
    if not order:
        return None
    everybody = {one.participant for one in held}
    small = indicators.together({one: (len(people[one]),) * 2 for one in order}, threshold)
    folded = order if small is None else small
    rows = [
        _given(codes.label("service", one), times[one], len(people[one]))
        for one in order
        if one not in folded
    ]
    if folded:
        few = set().union(*(people[one] for one in folded))
        told = None if 0 < len(few) < threshold else len(few)
        rows.append(_given(indicators.others(folded), sum(times[one] for one in folded), told))
    rows.append(_given(_("Total"), times.total(), len(everybody)))
    header = [_("Service"), _("Sessions or items"), _("Participants")]
    note = _("One person may have had several services. Services of few people stand together.")
    return Table(_("Services given"), header, rows, (False, True, True), total=True, note=note)


def referred(work: Work, on: date, people: Collection[str], threshold: int) -> Table | None:
    """Return referrals sent in the year up to thirty days ago and how many were completed.

    The last column is the median of days from the referral to the service (I25, I26). ``people``
    are those who stand in a denominator of success.
    """
    found = _ripe(work, on, people)
    if not found:
        return None
    order = [service for service in codes.read("service") if service in found]
    held = {one: (len(_done(found[one])), len(found[one])) for one in order}
    small = indicators.together(held, threshold)
    folded = order if small is None else small
    rows = [_row(codes.label("service", one), found[one]) for one in order if one not in folded]
    if folded and rows:
        rows.append(_row(indicators.others(folded), [n for one in folded for n in found[one]]))
    whole = _row(_("Total"), [days for one in found.values() for days in one])
    if small is None:  # of so few, not even all together
        whole[2:] = [disclosure.HIDDEN] * (len(whole) - 2)
    rows.append(whole)
    header = [_("Service"), _("Sent"), _("Completed"), _("Share"), _("Median days")]
    note = _(
        "Sent in the twelve months up to thirty days before the end of the period. Days from "
        "the referral to the service."
    )
    numeric = (False, True, True, True, True)
    return Table(_("Referrals"), header, rows, numeric, total=True, note=note)


def by_provider(work: Work, on: date, people: Collection[str], threshold: int) -> Table | None:
    """Return the same referrals by who was asked (I25), for the team: a service has a name."""
    work.may("report")
    names = dict(work.session.execute(sa.select(_P.id, _P.title).order_by(_P.title)).all())
    found = _ripe(work, on, people, key="provider")
    counts = {one: (len(_done(days)), len(days)) for one, days in found.items()}
    title, heading = _("Referrals, by who was asked"), _("To whom")
    return indicators.split(title, heading, counts, names, threshold)


def _ripe(
    work: Work, on: date, people: Collection[str], key: str = "service"
) -> dict[str, list[int | None]]:
    """Return the days to the service of every referral old enough, None where it is not done."""
    work.may("report")
    ripe = on - timedelta(days=RIPE_DAYS)
    query = sa.select(_R[key], _R.participant, _R.status, _R.made_on, _R.done_on).where(
        _R.deleted_at.is_(None), _R.sent_on <= ripe, _R.sent_on > ripe - timedelta(days=365)
    )
    found: dict[str, list[int | None]] = defaultdict(list)
    for one, person, status, made, done in work.session.execute(query):
        if person in people:
            ended = status == "completed" and done is not None and done <= on
            found[one or ""].append((done - made).days if ended else None)
    return found


def _given(title: str, times: int, people: int | None) -> list[str]:
    return [title, i18n.format_number(times), disclosure.written(people)]


def _done(days: Sequence[int | None]) -> list[int]:
    return [one for one in days if one is not None]


def _row(title: str, days: Sequence[int | None]) -> list[str]:
    done = _done(days)
    return [
        title,
        i18n.format_number(len(days)),
        i18n.format_number(len(done)),
        disclosure.percent(len(done), len(days)),
        i18n.format_number(round(median(done))) if done else disclosure.HIDDEN,
    ]
