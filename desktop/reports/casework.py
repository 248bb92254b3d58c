# SPDX-License-Identifier: GPL-3.0-or-later
"""The report's section on the case: assessed and planned in time, danger, needs, reviews."""

from collections.abc import Iterator
from datetime import date
from statistics import median

from desktop.core import i18n, indicators
from desktop.core.document import Block, Text
from desktop.core.i18n import _, ngettext
from desktop.core.work import Work
from desktop.measures import cases, workers
from desktop.plans import report as plans
from desktop.reports import endings
from desktop.reports.facts import Facts
from desktop.supervision import service as supervision


def blocks(facts: Facts) -> Iterator[Block]:
    """Return the section on the case (I03, I06 to I08, I10, I11, I45)."""
    work, asked = facts.work, facts.asked
    work.may("report")
    yield from _caseload(facts)
    parts = [one.part() for one in cases.course(asked)]
    note = _("People who were killed, died, disappeared or are detained stand in none of these.")
    if table := indicators.table(_("Assessment and plan"), parts, facts.threshold, note):
        yield table
    if needs := plans.needs(work, facts.period.first, facts.on, facts.success, facts.threshold):
        yield needs
    yield from endings.conferences(facts)
    yield from endings.endings(facts)
    yield from endings.prison(facts)
    yield from _reviews(work, facts.period.first, facts.on, facts.ids)


def _caseload(facts: Facts) -> Iterator[Block]:
    """Tell how many active people a worker accompanies (I03), for the team worker by worker."""
    found = workers.by_worker(facts.asked)
    if not found or facts.grant:
        return
    loads = [one.active for one in found if one.active]
    if len(loads) > 1:
        words = _("Active participants for each worker: {mean}; median {middle}, of {n} workers.")
        mean, middle = sum(loads) / len(loads), round(median(loads))
        yield Text(
            words.format(
                mean=i18n.format_number(mean, 1),
                middle=i18n.format_number(middle),
                n=i18n.format_number(len(loads)),
            )
        )
    if facts.edition == "team":
        yield workers.table(found)


def _reviews(work: Work, first: date, last: date, people: set[str]) -> Iterator[Block]:
    found = supervision.figures(work, first, last, people)
    done = found.reviewed + found.alone + found.returned
    words = ngettext(
        "Reviews by a second person: {done} in the period; {n} waits at its end.",
        "Reviews by a second person: {done} in the period; {n} wait at its end.",
        found.waiting,
    ).format(done=i18n.format_number(done - found.alone), n=i18n.format_number(found.waiting))
    if found.median_days is not None:
        waits = ngettext(
            "Half of them have waited {n} day or more.",
            "Half of them have waited {n} days or more.",
            found.median_days,
        )
        words = f"{words} {waits.format(n=i18n.format_number(found.median_days))}"
    if found.alone:
        alone = ngettext(
            "{n} was confirmed by one person after a day, because the team is small.",
            "{n} were confirmed by one person after a day, because the team is small.",
            found.alone,
        )
        words = f"{words} {alone.format(n=i18n.format_number(found.alone))}"
    yield Text(words)
