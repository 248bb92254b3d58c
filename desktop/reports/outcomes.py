# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether lives changed: placed, formal, steady, in work or study, certified (I13, I15-I21).

Nobody who was killed, died, disappeared or is detained stands in a denominator here.
"""

from collections.abc import Iterator, Sequence
from statistics import median_low

from desktop.activities import series_service as series
from desktop.core import codes, disclosure, i18n, indicators
from desktop.core.document import Block, Text
from desktop.core.i18n import _, ngettext
from desktop.core.indicators import Part
from desktop.measures import livelihoods
from desktop.placements import employer_service, income_service
from desktop.placements import report as placements
from desktop.reports.facts import Facts


def blocks(facts: Facts) -> Iterator[Block]:
    """Yield the indicators in one table, then what they are split by that no person has."""
    threshold = facts.threshold
    told = facts.lived
    parts = [
        one.part()
        for one in (told.placed, told.formal, told.steady, told.idle, told.certified)
        if one.whole or one.missing
    ]
    kept = _promises(facts)
    if kept:
        words = _("Places filled, of those employers promised and that are due")
        filled, places = (sum(pair[at] for pair in kept.values()) for at in (0, 1))
        parts.append(Part(words, filled, places))
    note = _("People who were killed, died, disappeared or are detained stand in none of these.")
    if table := indicators.table(_("Work, study and income"), parts, threshold, note):
        yield table
    yield from _formal_by_trade(facts)
    yield from _income(facts)
    yield from _courses(facts)
    title, names = _("Places filled, by kind of employer"), disclosure.labels("employer_kind")
    table = indicators.split(title, _("Kind of employer"), kept, names, threshold, sensitive=False)
    if table:
        yield table


def _promises(facts: Facts) -> dict[str, tuple[int, int]]:
    """Return places filled and promised by kind of employer (I20); they are of no grant."""
    if facts.grant:
        return {}
    kinds = employer_service.kinds_and_trades(facts.work)
    due = (o for o in employer_service.promised(facts.work, facts.on) if o.due_on <= facts.on)
    return indicators.tally((kinds[one.employer][0], one.filled, one.places) for one in due)


def _formal_by_trade(facts: Facts) -> Iterator[Block]:
    """Split formal jobs by line of business (I15)."""
    trades = employer_service.kinds_and_trades(facts.work)
    secured, jobs = placements.formal(facts.asked.mine, facts.on)
    formal = {one.id for one in secured}
    counts = indicators.tally(
        (trades.get(one.employer or "", ("", "not_asked"))[1], one.id in formal, 1)
        for one in jobs
        if (one.formality or "") not in livelihoods.UNKNOWN
    )
    title, names = _("Formal jobs, by line of business"), disclosure.labels("employer_sector")
    heading = _("Line of business")
    table = indicators.split(title, heading, counts, names, facts.threshold, sensitive=False)
    if table:
        yield table


def _income(facts: Facts) -> Iterator[Block]:
    """Tell how bands of income changed since before the placement (I16); never an amount."""
    threshold = facts.threshold
    found, lacking = facts.asked.incomes
    if len(found) < threshold:
        return
    steps = {"higher": 0, "same": 0, "lower": 0}
    for one in found:
        steps["higher" if one.steps > 0 else "lower" if one.steps < 0 else "same"] += 1
    names = {
        "higher": _("A higher band than before"),
        "same": _("The same band"),
        "lower": _("A lower band than before"),
    }
    title = _("Income since before the placement, in bands")
    header = (_("How it changed"), _("Participants"))
    table = disclosure.sensitive_table(title, header, steps, names, threshold)
    if table:
        yield table
    yield Text(_middle(found, lacking))
    by_type = indicators.tally((one.type, one.steps > 0, 1) for one in found)
    names = disclosure.labels("placement_type")
    title = _("In a higher band than before, by type of placement")
    if split := indicators.split(title, _("Type"), by_type, names, threshold):
        yield split


def _middle(found: Sequence[income_service.Change], lacking: int) -> str:
    """Return the median before, at the check and of the change, and who lacks one of the two."""
    order = income_service.BANDS
    before, after = (
        codes.label("wage_band", order[median_low(order.index(band) for band in bands)])
        for bands in ([one.before for one in found], [one.after for one in found])
    )
    change = median_low(one.steps for one in found)
    words = ngettext(
        "Median before: {before}; at the latest check: {after}; median change: {n} band.",
        "Median before: {before}; at the latest check: {after}; median change: {n} bands.",
        abs(change),
    ).format(before=before.lower(), after=after.lower(), n=f"{change:+d}" if change else "0")
    rest = ngettext(
        "{n} person was reached and lacks one of the two.",
        "{n} people were reached and lack one of the two.",
        lacking,
    )
    return f"{words} {rest.format(n=i18n.format_number(lacking))}" if lacking else words


def _courses(facts: Facts) -> Iterator[Block]:
    """Split certificates by course (I19): its name is the organisation's own."""
    counts = livelihoods.by_course(facts.asked)
    names = {
        identity: title
        for identity, title in sorted(series.titles(facts.work).items(), key=lambda one: one[1])
        if identity in counts
    }
    title, heading = _("Certificates of courses that ended, by course"), _("Course")
    table = indicators.split(title, heading, counts, names, facts.threshold, sensitive=False)
    if table:
        yield table
