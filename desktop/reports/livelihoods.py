# SPDX-License-Identifier: GPL-3.0-or-later
"""What the monthly report says of livelihoods: placements and, where used, what came with them."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import date

from desktop.core import clock, codes
from desktop.core.document import Block
from desktop.core.i18n import _
from desktop.core.work import Work
from desktop.livelihoods import report as seed_report
from desktop.livelihoods import service as seed
from desktop.participants import report as participants
from desktop.participants.report import Person
from desktop.placements import employer_service, permanence_service, report
from desktop.placements.permanence_service import Checked
from desktop.reports import living, outcomes
from desktop.stipends import report as stipends


def placements(
    work: Work,
    first: date,
    last: date,
    held: Sequence[report.Placed],
    people: Sequence[Person],
    threshold: int,
    only: Collection[str] | None = None,
) -> Iterator[Block]:
    """Yield what was started, who stayed, how formal it is and why it ended (I12-I22)."""
    work.may("report")
    on = min(last, clock.today())
    started = report.started_between(held, first, last)
    running = [one for one in held if one.running_on(on)]
    columns = ((_("Started"), started), (_("Running at the end"), running))
    yield report.by_type(_("Placements by type"), columns)
    yield from _placed_people(work, people, started, on, threshold)
    yield from outcomes.blocks(outcomes.read(work, first, on, people, held, threshold))
    counted = {person.id for person in people if person.counts_as_success}
    success = {person.id: person for person in people if person.counts_as_success}
    yield from _followed(work, on, success, only, threshold)
    title = _("Stipends of the period")
    paid = stipends.compliance(work, first, last, counted)
    if table := stipends.compliance_table(title, paid):
        yield table
    alive = seed.survival(work, on, counted)
    if table := seed_report.survival_table(_("Own businesses still open"), alive):
        yield table
    over = [p for p in held if p.ended_on and first <= p.ended_on <= last]
    ended = [p for p in over if p.participant in counted]
    table = report.exits(_("Placements ended, by reason"), ended, threshold)
    if table:
        yield table


def _placed_people(
    work: Work,
    people: Sequence[Person],
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


def _followed(
    work: Work,
    on: date,
    counted: Mapping[str, Person],
    only: Collection[str] | None,
    threshold: int,
) -> Iterator[Block]:
    """Yield the two figures, the curves, and the splits at 90 days, one at a time (I14)."""
    figures = permanence_service.permanence(work, on, set(counted), only=only)
    yield report.permanence_table(_("Permanence"), figures)
    if chart := report.permanence_chart(_("Permanence curve"), figures):
        yield chart
    spells = permanence_service.spells(work, on, set(counted), only=only)
    if curve := report.survival_chart(_("How long placements last"), spells):
        yield curve
    found = [
        one
        for one in permanence_service.checked(work, on, set(counted))
        if only is None or one.placement in only
    ]
    trades = employer_service.kinds_and_trades(work)
    splits: tuple[tuple[str, str, str, Callable[[Checked], str]], ...] = (
        (_("Permanence at 90 days, by type"), _("Type"), "placement_type", lambda one: one.type),
        (
            _("Permanence at 90 days, by sex"),
            _("Sex"),
            "sex_registered",
            lambda one: counted[one.participant].sex,
        ),
        (
            _("Permanence at 90 days, by age"),
            _("Age"),
            "age_band",
            lambda one: participants.band_of(counted[one.participant], on),
        ),
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
            for answer, figure in permanence_service.by(found, "d90", key)
        ]
        if table := report.permanence_split(title, heading, split, threshold):
            yield table
