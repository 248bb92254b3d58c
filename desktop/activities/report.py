# SPDX-License-Identifier: GPL-3.0-or-later
"""What the report says of activities: how many and how many people came; output figures."""

from collections import Counter
from collections.abc import Mapping
from datetime import date

from desktop.activities import counts_service, service
from desktop.core import codes, disclosure, i18n, indicators
from desktop.core.document import Block, Table, Text
from desktop.core.i18n import _, ngettext
from desktop.core.indicators import Part
from desktop.core.work import Work
from desktop.organisation.grant_service import Covered


def by_type(work: Work, first: date, last: date, paid: Covered | None = None) -> Table | None:
    """Return activities and attendances of a period by type (I44)."""
    work.may("report")
    rows = service.between(work, first, last, paid)
    if not rows:
        return None
    lines = [
        [codes.label("activity_type", kind), i18n.format_number(n), i18n.format_number(people)]
        for kind, n, people in rows
    ]
    totals = [sum(n for _k, n, _p in rows), sum(people for _k, _n, people in rows)]
    lines.append([_("Total"), *(i18n.format_number(n) for n in totals)])
    return Table(
        _("Community activities"),
        [_("Type"), _("Activities"), _("Attendances")],
        lines,
        (False, True, True),
        total=True,
        note=_("One person who came twice is two attendances."),
    )


def by_place(
    work: Work,
    first: date,
    last: date,
    paid: Covered | None,
    above: Mapping[str, str],
    names: Mapping[str, str],
) -> Table | None:
    """Return activities and attendances by the places their sectors lie in (I44).

    None where all were in one place, which the report says on its first page.
    """
    work.may("report")
    by_sector = service.by_sector(work, first, last, paid)
    counts = indicators.tally((above.get(sector, ""), n, came) for sector, n, came in by_sector)
    if len(counts) < 2:
        return None
    order = sorted(counts, key=lambda place: (not place, names.get(place, "")))
    lines = [
        [names.get(place, _("Place not known")), *map(i18n.format_number, counts[place])]
        for place in order
    ]
    totals = [sum(pair[at] for pair in counts.values()) for at in (0, 1)]
    lines.append([_("Total"), *map(i18n.format_number, totals)])
    header = [_("Municipality"), _("Activities"), _("Attendances")]
    title = _("Community activities, by municipality")
    return Table(title, header, lines, (False, True, True), total=True)


def people(work: Work, first: date, last: date, paid: Covered | None = None) -> Text | None:
    """Return how many different participants came, where it was noted who (I44)."""
    n = counts_service.people_between(work, first, last, paid)
    if not n:
        return None
    words = ngettext(
        "{n} participant came to activities where attendance is noted by code.",
        "{n} different participants came to activities where attendance is noted by code.",
        n,
    )
    return Text(words.format(n=i18n.format_number(n)))


def mediations(
    work: Work, first: date, last: date, threshold: int, paid: Covered | None = None
) -> list[Block]:
    """Return the disputes mediated by result and by what they were about (I36)."""
    held = service.mediations(work, first, last, paid)
    if not held:
        return []
    results = Counter(result for _dispute, _lethal, result in held)
    lines = [
        [words, i18n.format_number(results[code])]
        for code, words in disclosure.labels("mediation_result").items()
        if results[code]
    ]
    unsaid = results["not_asked"]
    if unsaid:
        lines.append([_("No result noted"), i18n.format_number(unsaid)])
    lines.append([_("Total"), i18n.format_number(len(held))])
    table = Table(
        _("Mediations, by result"),
        [_("Result"), _("Mediations")],
        lines,
        (False, True),
        total=True,
    )
    about = disclosure.sensitive_table(
        _("Mediations, by what they were about"),
        (_("Dispute"), _("Mediations")),
        Counter(dispute for dispute, _lethal, _result in held),
        disclosure.labels("dispute_type"),
        threshold,
    )
    known = [lethal for _dispute, lethal, _result in held if lethal in ("yes", "no")]
    lethal = Part(
        _("With danger to life"),
        known.count("yes"),
        len(known),
        len(held) - len(known),
        sensitive=True,
    )
    danger = indicators.table(_("Mediations, by danger to life"), [lethal], threshold)
    return [table, *(one for one in (about, danger) if one)]
