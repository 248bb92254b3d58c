# SPDX-License-Identifier: GPL-3.0-or-later
"""What the monthly report says of services, referrals, promised contacts and consent."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from desktop.consents import report as consents
from desktop.core import disclosure, indicators
from desktop.core.document import Block, Section
from desktop.core.i18n import _
from desktop.core.indicators import Part
from desktop.participants import report as participants
from desktop.referrals import report as referrals
from desktop.reports import endings
from desktop.reports.facts import Facts


def section(facts: Facts) -> Section:
    """Return services, referrals, contacts kept and consent (I24-I26, I09, I46)."""
    facts.work.may("report")
    return Section(_("Services and consent"), list(_services(facts)))


def _services(facts: Facts) -> Iterator[Block]:
    work, first, on = facts.work, facts.period.first, facts.on
    held = referrals.services(work, first, on, facts.pays_service)
    if table := referrals.given(held, facts.threshold):
        yield table
        yield from _women(facts, held)
        got = {one.participant for one in held}
        columns = ((_("People"), [one for one in facts.people if one.id in got]),)
        yield participants.by_sex(_("People who got a service, by sex"), columns)
        yield participants.by_age(_("People who got a service, by age"), columns, on)
    sent = [referrals.referred(work, on, facts.success, facts.threshold)]
    if facts.edition == "team":
        sent.append(referrals.by_provider(work, on, facts.success, facts.threshold))
    open_files = [one.id for one in facts.people if one.open_on(on)]
    sent.append(consents.coverage(work, open_files, on))
    yield from (one for one in sent if one)
    yield from endings.kept(facts)
    promised = facts.asked.promised
    words, done = _("Promised contacts that took place"), sum(done for _who, done in promised)
    kept = [Part(words, done, len(promised))] if promised else []
    if table := indicators.table(_("Contacts that were promised"), kept, facts.threshold):
        yield table


def _women(facts: Facts, held: Sequence[referrals.Given]) -> Iterator[Block]:
    """Yield the share of women by service (I05); which service somebody got can tell of danger."""
    sex = {one.id: one.sex for one in facts.people}
    got = {(one.service, one.participant) for one in held if one.participant in sex}
    counts = indicators.tally((service, sex[who] == "female", 1) for service, who in got)
    title, names = _("Women among those who got a service"), disclosure.labels("service")
    if table := indicators.split(title, _("Service"), counts, names, facts.threshold):
        yield replace(table, rows=[*table.rows[:-1]], total=False)
