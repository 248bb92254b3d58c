# SPDX-License-Identifier: GPL-3.0-or-later
"""Indicators on paper: each with its numerator, its denominator and what could not be counted."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from desktop.core import disclosure, i18n
from desktop.core.document import Table
from desktop.core.i18n import _, ngettext

Counts = Mapping[str, tuple[int, int]]
"""(numerator, denominator) by code."""


@dataclass(frozen=True, slots=True)
class Part:
    """A numerator, its denominator, and how many could not be counted.

    A ``sensitive`` one is hidden where it, or what is left of its denominator, is small.
    """

    title: str
    of: int
    whole: int
    missing: int = 0
    sensitive: bool = False


def tally(held: Iterable[tuple[str, int, int]]) -> dict[str, tuple[int, int]]:
    """Add (code, numerator, denominator) up by code."""
    found: dict[str, tuple[int, int]] = {}
    for code, part, whole in held:
        before = found.get(code, (0, 0))
        found[code] = (before[0] + part, before[1] + whole)
    return found


def tells(part: int, whole: int, threshold: int) -> bool:
    """Whether a line, or what is left of it, stands for so few that it points at somebody."""
    return any(0 < n < threshold for n in (part, whole - part, whole))


def table(title: str, parts: Sequence[Part], threshold: int, note: str = "") -> Table | None:
    """Return a line for each indicator; None where there is none."""
    if not parts:
        return None
    return Table(
        title,
        [_("Indicator"), _("Count"), _("Of"), _("Share"), _("Without data")],
        [_row(one, threshold) for one in parts],
        (False, True, True, True, True),
        note=note,
        widths=(4, 1, 1, 1.2, 1.2),
    )


def split(
    title: str,
    heading: str,
    counts: Counts,
    names: Mapping[str, str],
    threshold: int,
    *,
    sensitive: bool = True,
) -> Table | None:
    """Return one indicator split once, in the order of ``names``.

    Of a sensitive one the lines that are too small stand together in one, with as many others as
    it takes that the total gives nothing away; None where nothing would be left to read.
    """
    order = [code for code in names if counts.get(code, (0, 0))[1]]
    if not order:
        return None
    held = {code: counts[code] for code in order}
    small = together(held, threshold) if sensitive else []
    if small is None or len(small) == len(order):
        return None
    rows = [_counted(names[code], *held[code]) for code in order if code not in small]
    if small:
        rows.append(_counted(others(small), *_sum(held, small)))
    rows.append(_counted(_("Total"), *_sum(held, order)))
    header = [heading, _("Count"), _("Of"), _("Share")]
    return Table(title, header, rows, (False, True, True, True), total=True)


def together(held: Counts, threshold: int) -> list[str] | None:
    """Return the lines that must stand together, None where even together they would tell."""
    found = [code for code in held if tells(*held[code], threshold)]
    rest = sorted((code for code in held if code not in found), key=lambda code: held[code][1])
    while found and (len(found) < 2 or tells(*_sum(held, found), threshold)):
        if not rest:
            return None
        found.append(rest.pop(0))
    return found


def others(small: Sequence[str]) -> str:
    """Return the words of the line in which the small ones stand together."""
    words = ngettext("{n} other", "{n} others together", len(small))
    return words.format(n=i18n.format_number(len(small)))


def _sum(held: Counts, chosen: Sequence[str]) -> tuple[int, int]:
    return sum(held[code][0] for code in chosen), sum(held[code][1] for code in chosen)


def _counted(title: str, part: int, whole: int) -> list[str]:
    numbers = i18n.format_number(part), i18n.format_number(whole)
    return [title, *numbers, disclosure.percent(part, whole)]


def _row(one: Part, threshold: int) -> list[str]:
    missing = i18n.format_number(one.missing)
    if one.sensitive and tells(one.of, one.whole, threshold):
        few = 0 < one.whole < threshold
        whole = disclosure.HIDDEN if few else i18n.format_number(one.whole)
        return [one.title, disclosure.HIDDEN, whole, disclosure.HIDDEN, missing]
    return [*_counted(one.title, one.of, one.whole), missing]
