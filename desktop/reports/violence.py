# SPDX-License-Identifier: GPL-3.0-or-later
"""The section on incidents: what was recorded, how much of it is told, and what it means (I36-I44).

Everything in it is sensitive: no border and nothing below the municipality, whoever reads it.
"""

from collections.abc import Iterator

from desktop.core import i18n
from desktop.core.document import Block, Table, Text
from desktop.core.i18n import N_, _, ngettext
from desktop.incidents import figures_report as figures
from desktop.incidents import report as incidents
from desktop.places import service as places
from desktop.reports.facts import Facts

DEFINITIONS = (
    (
        N_("Conflicts mediated"),
        N_("mediations settled, if only for now"),
        N_("mediations of the period"),
    ),
    (
        N_("Incidents recorded"),
        N_("incidents of the period that did not turn out untrue; by type only confirmed ones"),
        N_("a bare count"),
    ),
    (N_("Incidents at a border"), N_("incidents linked to a border"), N_("incidents recorded")),
    (
        N_("Reporting share"),
        N_("incidents reported to an authority"),
        N_("incidents of which it is known whether they were"),
    ),
    (
        N_("Burden of extortion"),
        N_("cards that say two groups or more are paid"),
        N_("cards that answer the question"),
    ),
    (
        N_("People who had to leave"),
        N_("people and households our incidents name"),
        N_("a bare count"),
    ),
    (
        N_("Attempts to recruit somebody under 18"),
        N_("attempts known, kept apart"),
        N_("a bare count"),
    ),
    (
        N_("Feel safe at night"),
        N_("cards that say very or fairly safe"),
        N_("cards that answer the question"),
    ),
    (
        N_("Community activities"),
        N_("activities held, and everybody who came, each time anew"),
        N_("a bare count"),
    ),
)
"""What each figure counts, and of what."""


def blocks(facts: Facts) -> Iterator[Block]:
    """Yield the figures of incidents, then what they mean."""
    work, threshold = facts.work, facts.threshold
    first, last = facts.period.first, facts.period.last
    n, sure = incidents.unconfirmed(work, first, last)
    yield Text(_("Only confirmed incidents stand in the table by type."))
    if n - sure >= threshold:
        words = ngettext("{n} more is not confirmed.", "{n} more are not confirmed.", n - sure)
        yield Text(words.format(n=i18n.format_number(n - sure)))
    if table := incidents.by_type(work, first, last, threshold):
        yield table
    spots = places.places(work, "municipality")
    above = places.municipality_of(work)
    by_place = incidents.by_place(
        work,
        first,
        last,
        threshold,
        title=_("All incidents by municipality"),
        heading=_("Municipality"),
        above=above,
        names={spot.id: spot.label for spot in spots},
    )
    if by_place:
        yield by_place
    yield from figures.kinds(work, first, last, threshold)
    people = {
        spot.id: (spot.label, spot.population, str(spot.population_year))
        for spot in spots
        if spot.population and spot.population_year
    }
    yield from figures.homicides(work, first, facts.on, threshold, above, people)
    yield from figures.shares(work, first, last, threshold)
    yield from figures.displaced(work, first, last, threshold)
    yield from figures.kept_apart(facts.apart, threshold)
    yield incidents.by_month(work, last, threshold)
    yield from incidents.official(work, last)
    yield _definitions(facts)


def _definitions(facts: Facts) -> Table:
    """Return what each of these figures counts, of what, and until which day."""
    rows = [[_(title), _(part), _(whole)] for title, part, whole in DEFINITIONS]
    note = _(
        "Counted from {first} to {last}, as it was written down on {day}. What is not known "
        "stands beside each share as without data. Official series are never counted as ours."
    )
    told = {
        "first": i18n.format_day(facts.period.first),
        "last": i18n.format_day(facts.on),
        "day": i18n.format_day(facts.cut_off),
    }
    header = [_("Figure"), _("Counted"), _("Of")]
    return Table(
        _("What these figures mean"), header, rows, note=note.format(**told), widths=(2, 3, 3)
    )
