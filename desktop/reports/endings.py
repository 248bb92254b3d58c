# SPDX-License-Identifier: GPL-3.0-or-later
"""How files ended, what was talked over by several, and who came out of prison for the first time.

Each is a figure about everybody: nothing here is split, and what few people have is not printed.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from desktop.closures import service as closures
from desktop.consents import withhold_service
from desktop.core import disclosure, i18n, indicators
from desktop.core.document import Block, Text
from desktop.core.i18n import _
from desktop.core.indicators import Part
from desktop.participants.service import NOT_SUCCESS
from desktop.reentry import service as reentry
from desktop.reports.facts import Facts
from desktop.supervision import conference_service

_YEAR = timedelta(days=365)


def conferences(facts: Facts) -> Iterator[Block]:
    """Yield the case conferences of a period: meetings of the team, an output."""
    found = conference_service.held(facts.work, facts.period.first, facts.on)
    mine = [(who, there) for who, there in found if who in facts.ids]
    if not mine:
        return
    people = len({who for who, _there in mine})
    words = _("Case conferences held: {n}. Different people they were about: {people}.")
    yield Text(words.format(n=i18n.format_number(len(mine)), people=i18n.format_number(people)))
    known = [there for _who, there in mine if there in ("yes", "no")]
    lacking = len(mine) - len(known)
    part = Part(
        _("The person was there or was asked before"), known.count("yes"), len(known), lacking
    )
    if known and (table := indicators.table(_("Case conferences"), [part], facts.threshold)):
        yield table


def endings(facts: Facts) -> Iterator[Block]:
    """Yield what was reached and which marks of a good end held at the closings of a period."""
    people = {one.id for one in facts.people if one.closure_reason not in NOT_SUCCESS}
    found = [
        one
        for one in closures.ended(facts.work, facts.period.first, facts.on)
        if one.participant in people
    ]
    if not found:
        return
    threshold = facts.threshold
    asked = [one for one in found if one.criteria]
    parts = [
        Part(
            words,
            sum(code in one.criteria for one in asked),
            len(asked),
            len(found) - len(asked),
            sensitive=True,
        )
        for code, words in disclosure.labels("graduation_criterion").items()
        if any(code in one.criteria for one in asked)
    ]
    known = [one.safe for one in found if one.safe in ("yes", "no")]
    lacking = len(found) - len(known)
    safe = Part(_("Felt safe at the end"), known.count("yes"), len(known), lacking, sensitive=True)
    reached = [one.outcome for one in found if one.outcome in ("reached", "partly", "not_reached")]
    out = Part(
        _("What was agreed was reached"),
        reached.count("reached"),
        len(reached),
        len(found) - len(reached),
        sensitive=True,
    )
    said = [one for one in (out, *parts, safe) if one.whole >= threshold]
    note = _("Of the files closed in the period; one file may have several marks of a good end.")
    if said and (table := indicators.table(_("How files ended"), said, threshold, note)):
        yield table


def prison(facts: Facts) -> Iterator[Block]:
    """Yield how many came out of prison in twelve months, and for how many it was the first time.

    Twelve months, because of fewer people it would tell who they are.
    """
    first = max(facts.on - _YEAR + timedelta(days=1), date.min)
    found = reentry.released(facts.work, first, facts.on)
    mine = {who: told for who, told in found.items() if who in facts.success}
    known = [told for told in mine.values() if told is not None]
    part = Part(
        _("First time in prison, of those who came out in twelve months"),
        sum(known),
        len(known),
        len(mine) - len(known),
        sensitive=True,
    )
    table = indicators.table(_("Back from prison"), [part], facts.threshold)
    if table and part.whole >= facts.threshold:
        yield table


def kept(facts: Facts) -> Iterator[Block]:
    """Tell how many want something kept from somebody: the number alone, where it is not small."""
    wanting = withhold_service.asked_for(facts.work, facts.on)
    mine = [one for one in facts.people if one.id in wanting and one.open_on(facts.on)]
    if len(mine) >= facts.threshold:
        words = _("{n} people asked that something about them is kept from somebody.")
        yield Text(words.format(n=i18n.format_number(len(mine))))
