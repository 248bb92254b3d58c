# SPDX-License-Identifier: GPL-3.0-or-later
"""What the monthly report says of livelihoods: placements and, where used, what came with them."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from desktop.core import codes
from desktop.core.document import Block
from desktop.core.i18n import _
from desktop.livelihoods import report as seed_report
from desktop.livelihoods import service as seed
from desktop.participants import report as participants
from desktop.participants.report import Person
from desktop.placements import employer_service, permanence_service, report
from desktop.placements.permanence_service import Checked
from desktop.reports import living, outcomes
from desktop.reports.facts import Facts
from desktop.stipends import report as stipends

MOST_COHORTS = 8
"""Quarters of two years stand on paper."""


def placements(facts: Facts) -> Iterator[Block]:
    """Yield what was started, who stayed, how formal it is and why it ended (I12-I22)."""
    work, first, last, on = facts.work, facts.period.first, facts.period.last, facts.on
    work.may("report")
    held = facts.placements
    started = report.started_between(held, first, last)
    running = [one for one in held if one.running_on(on)]
    columns = ((_("Started"), started), (_("Running at the end"), running))
    yield report.by_type(_("Placements by type"), columns)
    trades = employer_service.kinds_and_trades(work)
    yield from report.by_trade(_("Placements by line of business"), columns, trades)
    yield from _placed_people(facts, started)
    yield from outcomes.blocks(facts)
    success = facts.asked.counted
    yield from _followed(facts, success, trades)
    yield from _stipends(facts, success)
    alive = seed.survival(work, on, set(success))
    if table := seed_report.survival_table(_("Own businesses still open"), alive):
        yield table
    over = [one for one in held if one.ended_on and first <= one.ended_on <= last]
    ended = [one for one in over if one.participant in success]
    table = report.exits(_("Placements ended, by reason"), ended, facts.threshold)
    if table:
        yield table


def _placed_people(facts: Facts, started: Sequence[report.Placed]) -> Iterator[Block]:
    """Yield the people behind the placements that began, one split at a time."""
    everybody = {person.id: person for person in facts.people}
    placed = [everybody[i] for i in {one.participant for one in started} if i in everybody]
    if placed:
        columns = ((_("Placed"), placed),)
        yield participants.by_sex(_("Participants placed, by sex"), columns)
        yield participants.by_age(_("Participants placed, by age"), columns, facts.on)
        yield from living.heads(facts.work, placed, facts.threshold)


def _stipends(facts: Facts, success: Mapping[str, Person]) -> Iterator[Block]:
    """Yield the months of stipend by what was paid, and those paid in full by sex (I21)."""
    due = stipends.shares(
        facts.work, facts.period.first, facts.period.last, set(success), facts.pays_line
    )
    if table := stipends.compliance_table(_("Stipends of the period"), stipends.counted(due)):
        yield table


def _followed(
    facts: Facts, counted: Mapping[str, Person], trades: Mapping[str, tuple[str, str]]
) -> Iterator[Block]:
    """Yield the two figures, the curves, and the splits at 90 days, one at a time (I14)."""
    work, on, only = facts.work, facts.on, facts.only
    figures = facts.permanence
    yield report.permanence_table(_("Permanence"), figures)
    if chart := report.permanence_chart(_("Permanence curve"), figures):
        yield chart
    if not facts.grant:
        held = permanence_service.cohorts(work, on, counted, read=facts.checked)
        cohorts = held[-MOST_COHORTS:]
        large = [one for one in cohorts if one.began >= facts.threshold]
        if large:
            yield report.cohort_table(_("By the quarter in which they began"), large)
    spells = permanence_service.spells(work, on, counted, only=only)
    if curve := report.survival_chart(_("How long placements last"), spells):
        yield curve
    splits: tuple[tuple[str, str, str, Callable[[Checked], str]], ...] = (
        (_("Permanence at 90 days, by type"), _("Type"), "placement_type", lambda one: one.type),
        (
            _("Permanence at 90 days, by line of business"),
            _("Line of business"),
            "employer_sector",
            lambda one: trades.get(one.employer or "", ("", "not_asked"))[1],
        ),
    )
    for title, heading, name, key in splits:
        split = [
            (codes.label(name, answer), figure)
            for answer, figure in permanence_service.by(facts.checked, "d90", key)
        ]
        if table := report.permanence_split(title, heading, split, facts.threshold):
            yield table
