# SPDX-License-Identifier: GPL-3.0-or-later
"""What the monthly report says of livelihoods: placements and, where used, what came with them."""

from collections.abc import Iterator, Sequence
from datetime import date

from desktop.core import clock, codes, disclosure
from desktop.core.document import Block, Text
from desktop.core.i18n import _
from desktop.core.work import Work
from desktop.livelihoods import certificate_service as certificates
from desktop.livelihoods import report as seed_report
from desktop.livelihoods import service as seed
from desktop.participants import report as participants
from desktop.placements import employer_service, permanence_service, report
from desktop.reports import living
from desktop.stipends import report as stipends


def placements(
    work: Work,
    first: date,
    last: date,
    held: Sequence[report.Placed],
    people: Sequence[participants.Person],
    threshold: int,
) -> Iterator[Block]:
    """Yield what was started, who stayed, how formal it is and why it ended (I12-I15, I20, I22)."""
    work.may("report")
    on = min(last, clock.today())
    started = report.started_between(held, first, last)
    running = [one for one in held if one.running_on(on)]
    columns = ((_("Started"), started), (_("Running at the end"), running))
    yield report.by_type(_("Placements by type"), columns)
    yield from _placed_people(work, people, started, on, threshold)
    formal, jobs = report.formal_share(held, on)
    yield Text(
        _("Jobs with contract and social security: {n} of {all} running ({share}).").format(
            n=formal, all=jobs, share=disclosure.percent(formal, jobs)
        )
    )
    counted = {person.id for person in people if person.counts_as_success}
    yield from _followed(work, on, counted, threshold)
    title = _("Stipends of the period")
    paid = stipends.compliance(work, first, last, counted)
    if table := stipends.compliance_table(title, paid):
        yield table
    alive = seed.survival(work, on, counted)
    if table := seed_report.survival_table(_("Own businesses still open"), alive):
        yield table
    completed = certificates.completion(work, first, last, counted)
    if words := seed_report.completion_sentence(*completed):
        yield Text(words)
    over = [p for p in held if p.ended_on and first <= p.ended_on <= last]
    ended = [p for p in over if p.participant in counted]
    table = report.exits(_("Placements ended, by reason"), ended, threshold)
    if table:
        yield table


def _placed_people(
    work: Work,
    people: Sequence[participants.Person],
    started: Sequence[report.Placed],
    on: date,
    threshold: int,
) -> Iterator[Block]:
    """Yield the people behind the placements that began, one split at a time."""
    everybody = {person.id: person for person in people}
    placed = [everybody[i] for i in {one.participant for one in started} if i in everybody]
    if placed:
        columns = ((_("Placed"), placed),)
        yield participants.by_sex(_("Participants placed, by sex"), columns)
        yield participants.by_age(_("Participants placed, by age"), columns, on)
        yield from living.heads(work, placed, threshold)


def _followed(work: Work, on: date, counted: set[str], threshold: int) -> Iterator[Block]:
    """Yield the two figures, the curves, the split by type and the places employers promised."""
    figures = permanence_service.permanence(work, on, counted)
    yield report.permanence_table(_("Permanence"), figures)
    if chart := report.permanence_chart(_("Permanence curve"), figures):
        yield chart
    spells = permanence_service.spells(work, on, counted)
    if curve := report.survival_chart(_("How long placements last"), spells):
        yield curve
    found = permanence_service.checked(work, on, counted)
    split = [
        (codes.label("placement_type", type), figure)
        for type, figure in permanence_service.by_type(found, "d90")
    ]
    title = _("Permanence at 90 days, by type")
    if table := report.permanence_split(title, _("Type"), split, threshold):
        yield table
    if words := report.promises_sentence(employer_service.promised(work, on), on):
        yield Text(words)
