# SPDX-License-Identifier: GPL-3.0-or-later
"""What the report says of services and referrals (domain.md I24, I25, I26)."""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median

import sqlalchemy as sa

from desktop.consents import report as consents
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


@dataclass(frozen=True, slots=True)
class Sent:
    """One referral, and the days to its service from the referral and from consent if known."""

    participant: str
    service: str
    provider: str
    completed: bool
    days: int | None
    consented: int | None


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

    The last two columns are medians of days to the service: from the referral, and from the first
    yes to keeping data (I25, I26). ``people`` are those who stand in a denominator of success.
    """
    found = _by(sent(work, on, people), lambda one: one.service)
    if not found:
        return None
    order = [service for service in codes.read("service") if service in found]
    held = {one: (len(_done(found[one])), len(found[one])) for one in order}
    small = indicators.together(held, threshold)
    folded = order if small is None else small
    rows = [_row(codes.label("service", one), found[one]) for one in order if one not in folded]
    if folded and rows:
        rows.append(_row(indicators.others(folded), [n for one in folded for n in found[one]]))
    everything = [sent_ for mine in found.values() for sent_ in mine]
    whole = _row(_("Total"), everything)
    if small is None:  # of so few, not even all together
        whole[2:] = [disclosure.HIDDEN] * (len(whole) - 2)
    rows.append(whole)
    header = [_("Service"), _("Sent"), _("Completed"), _("Share")]
    header += [_("Median days from the referral"), _("Median days from consent")]
    numeric = (False, True, True, True, True, True)
    return Table(
        _("Referrals"), header, rows, numeric, total=True, note=_note(everything, threshold)
    )


def by_provider(work: Work, on: date, people: Collection[str], threshold: int) -> Table | None:
    """Return the same referrals by who was asked (I25), for the team: a service has a name."""
    work.may("report")
    names = dict(work.session.execute(sa.select(_P.id, _P.title).order_by(_P.title)).all())
    found = _by(sent(work, on, people), lambda one: one.provider)
    counts = {one: (len(_done(held)), len(held)) for one, held in found.items()}
    title, heading = _("Referrals, by who was asked"), _("To whom")
    return indicators.split(title, heading, counts, names, threshold)


def sent(work: Work, on: date, people: Collection[str]) -> list[Sent]:
    """Return the referrals of some people that are old enough by a day to count (I25)."""
    work.may("report")
    ripe = on - timedelta(days=RIPE_DAYS)
    query = sa.select(
        _R.participant, _R.service, _R.provider, _R.status, _R.made_on, _R.done_on
    ).where(_R.deleted_at.is_(None), _R.sent_on <= ripe, _R.sent_on > ripe - timedelta(days=365))
    agreed = consents.first_days(work)
    found = []
    for person, service, provider, status, made, done in work.session.execute(query):
        if person in people:
            ended = done if status == "completed" and done is not None and done <= on else None
            found.append(
                Sent(
                    person,
                    service or "",
                    provider or "",
                    ended is not None,
                    _days(made, ended),
                    _days(agreed.get(person), ended),
                )
            )
    return found


def _by(held: Sequence[Sent], key: Callable[[Sent], str]) -> dict[str, list[Sent]]:
    found: dict[str, list[Sent]] = defaultdict(list)
    for one in held:
        found[key(one)].append(one)
    return found


def _days(start: date | None, end: date | None) -> int | None:
    """Return the days between two; None where one is not known or they stand the other way."""
    return None if start is None or end is None or end < start else (end - start).days


def _note(held: Sequence[Sent], threshold: int) -> str:
    words = _(
        "Sent in the twelve months up to thirty days before the end of the period. Days from "
        "the first yes to keeping data, and from the referral, to the service."
    )
    lacking = sum(one.consented is None for one in _done(held))
    if lacking < threshold:
        return words
    more = _("Of {n} completed ones no day of consent before the service is known.")
    return f"{words} {more.format(n=i18n.format_number(lacking))}"


def _given(title: str, times: int, people: int | None) -> list[str]:
    return [title, i18n.format_number(times), disclosure.written(people)]


def _done(held: Sequence[Sent]) -> list[Sent]:
    return [one for one in held if one.completed]


def _row(title: str, held: Sequence[Sent]) -> list[str]:
    done = _done(held)
    return [
        title,
        i18n.format_number(len(held)),
        i18n.format_number(len(done)),
        disclosure.percent(len(done), len(held)),
        _median([one.days for one in done]),
        _median([one.consented for one in done]),
    ]


def _median(days: Sequence[int | None]) -> str:
    known = [one for one in days if one is not None]
    return i18n.format_number(round(median(known))) if known else disclosure.HIDDEN
