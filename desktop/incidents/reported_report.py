# SPDX-License-Identifier: GPL-3.0-or-later
"""How much is told to an authority: a share with its band, never one true count (T48, I39)."""

from collections.abc import Iterator

from desktop.core import chance, codes, disclosure, i18n
from desktop.core.document import Block, Table, Text
from desktop.core.i18n import _
from desktop.core.work import Work
from desktop.incidents import analysis_service as analysis
from desktop.incidents import context_service
from desktop.incidents.analysis_report import FEW, Asked
from desktop.incidents.analysis_service import Chosen


def reporting(work: Work, asked: Asked) -> Iterator[Block]:
    """Yield the share reported to an authority, with its band; never one true count (T48, I39)."""
    work.may("read")
    held = analysis.reporting(work, asked.chosen)
    yes, no, unknown = (sum(one[at] for one in held.values()) for at in range(3))
    known = yes + no
    words = _(
        "Reported to an authority: {yes} of {known} incidents with a known answer; of {unknown} "
        "it is not known."
    )
    numbers = {"yes": yes, "known": known, "unknown": unknown}
    yield Text(words.format(**{name: i18n.format_number(n) for name, n in numbers.items()}))
    if known < FEW:
        yield Text(_("Too few answers for a share: ask whether it was reported."), "note")
        return
    yield Text(band_words(yes, known), "strong")
    yield from _estimated(work, asked.chosen, yes, known)
    order = sorted(held, key=lambda kind: (-sum(held[kind][:2]), kind))
    rows = [
        [
            codes.label("incident_type", kind),
            i18n.format_number(held[kind][0]),
            i18n.format_number(sum(held[kind][:2])),
            disclosure.percent(held[kind][0], sum(held[kind][:2])),
            _band(held[kind][0], sum(held[kind][:2])),
            i18n.format_number(held[kind][2]),
        ]
        for kind in order
    ]
    header = [
        _("Type"), _("Reported"), _("Known"), _("Share"), _("Between"), _("Not known"),
    ]  # fmt: skip
    yield Table(_("Reporting share by type"), header, rows, (False, *(True for _n in header[1:])))


def band_words(yes: int, known: int) -> str:
    """Say a share with the band it lies in nineteen times out of twenty."""
    words = _("{share} were reported; with this many answers the share lies between {band}.")
    return words.format(share=i18n.format_percent(yes / known), band=_band(yes, known))


def _estimated(work: Work, chosen: Chosen, yes: int, known: int) -> Iterator[Block]:
    """Say between which numbers the truth behind an official count may lie."""
    low, high = chance.band(yes, known)
    figures = context_service.total(work, chosen.first, chosen.last, chosen.types)
    by_source: dict[str, int] = {}
    for one in figures:
        by_source[one.source] = by_source.get(one.source, 0) + one.count
    for source, count in sorted(by_source.items()):
        if low > 0 and count:
            words = _(
                "{source} counts {n}. If as few are reported there as here, between {low} and "
                "{high} happened: a band, not a count."
            )
            numbers = {"n": count, "low": round(count / high), "high": round(count / low)}
            told = {name: i18n.format_number(n) for name, n in numbers.items()}
            yield Text(words.format(source=source, **told))


def _band(part: int, whole: int) -> str:
    if whole < FEW:
        return disclosure.HIDDEN
    low, high = chance.band(part, whole)
    return f"{i18n.format_percent(low)} – {i18n.format_percent(high)}"
