# SPDX-License-Identifier: GPL-3.0-or-later
"""The report's section on the case: assessed and planned in time, danger, needs, reviews."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from desktop.assessments import report as assessments
from desktop.assessments.model import FIRST_DAYS
from desktop.core import disclosure, i18n, indicators
from desktop.core.document import Block, Text
from desktop.core.i18n import _, ngettext
from desktop.core.indicators import Part
from desktop.core.work import Work
from desktop.participants import report as participants
from desktop.participants.report import Person
from desktop.plans import report as plans
from desktop.supervision import service as supervision

PLAN_DAYS = 30
"""Within how many days of the assessment a plan is agreed (I08)."""
LATER_DAYS = 180
"""When the level of danger is compared with the one at entry (I10)."""
_HIGH = frozenset({"high", "immediate"})


def blocks(
    work: Work,
    days: tuple[date, date, date, date],
    people: Sequence[Person],
    active: Sequence[Person],
    threshold: int,
) -> Iterator[Block]:
    """Return the section; ``days`` are the period's and those of the period before it."""
    work.may("report")
    first, last, _earlier, _before = days
    parts = list(_parts(work, days, people, active))
    note = _("People who were killed, died, disappeared or are detained stand in none of these.")
    if table := indicators.table(_("Assessment and plan"), parts, threshold, note):
        yield table
    yield from _by_sex(work, last, active, threshold)
    names = {one.id for one in people if one.counts_as_success}
    if needs := plans.needs(work, first, last, names, threshold):
        yield needs
    yield from _reviews(work, first, last, {one.id for one in people})


def _parts(
    work: Work,
    days: tuple[date, date, date, date],
    people: Sequence[Person],
    active: Sequence[Person],
) -> Iterator[Part]:
    first, last, earlier_first, earlier_last = days
    counted = [one for one in people if one.counts_as_success]
    names = {one.id for one in counted}
    decided = assessments.levels(work, last)
    levels = assessments.latest_levels(decided)
    sought = [one.id for one in active if one.counts_as_success]
    known = [levels[one] for one in sought if one in levels]
    high = sum(level in _HIGH for level in known)
    yield Part(
        _("In high or immediate danger"), high, len(known), len(sought) - len(known), sensitive=True
    )
    begun = assessments.first_days(work)
    yield _assessed(begun, participants.new_between(counted, first, last), last)
    yield _planned(begun, plans.agreed(work), names, earlier_first, earlier_last)
    lower, compared, lacking = assessments.fell(decided, names, LATER_DAYS, last)
    yield Part(_("Danger fell after six months"), lower, compared, lacking, sensitive=True)
    poor, asked = assessments.poor_wellbeing(work, first, last, names)
    if asked:
        yield Part(_("Well-being at 50 or less at follow-up"), poor, asked, 0, sensitive=True)


def _by_sex(work: Work, last: date, active: Sequence[Person], threshold: int) -> Iterator[Block]:
    """Split those in high or immediate danger by sex, where enough of them are counted (I06)."""
    levels = assessments.latest_levels(assessments.levels(work, last))
    high = Counter(
        one.sex for one in active if one.counts_as_success and levels.get(one.id) in _HIGH
    )
    header = (_("Sex"), _("Participants"))
    names = disclosure.labels("sex_registered")
    title = _("In high or immediate danger, by sex")
    if sum(high.values()) >= threshold:
        table = disclosure.sensitive_table(title, header, high, names, threshold)
        if table is not None:
            yield table


def _assessed(begun: dict[str, date], new: Sequence[Person], last: date) -> Part:
    """Count those who entered and were assessed within 14 days; missing: the days still run."""
    limit = timedelta(days=FIRST_DAYS)
    on_time = waiting = 0
    for one in new:
        since = one.registered_on or last
        if one.id in begun and begun[one.id] <= since + limit:
            on_time += 1
        elif since + limit > last:
            waiting += 1
    words = _("Assessed within {n} days of entering").format(n=FIRST_DAYS)
    return Part(words, on_time, len(new) - waiting, waiting)


def _planned(
    begun: dict[str, date], agreed: dict[str, list[date]], names: set[str], first: date, last: date
) -> Part:
    """Count plans agreed within 30 days, of those first assessed in the period before (I08)."""
    assessed = {one: on for one, on in begun.items() if one in names and first <= on <= last}
    limit = timedelta(days=PLAN_DAYS)
    done = sum(
        any(on <= day <= on + limit for day in agreed.get(one, ())) for one, on in assessed.items()
    )
    words = _("Plan agreed within {n} days of the assessment").format(n=PLAN_DAYS)
    return Part(words, done, len(assessed), 0)


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
