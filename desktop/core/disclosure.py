# SPDX-License-Identifier: GPL-3.0-or-later
"""Small numbers in print: what may be shown exactly, what is hidden, and what hides it.

Output figures (people reached, sessions, placements) are printed as they are. Sensitive ones are
hidden below the threshold, and with them as many neighbours as it takes that nobody can compute
the hidden from the total: at least two cells hidden, together holding at least the threshold.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from desktop.core import codes, i18n
from desktop.core.document import Table
from desktop.core.i18n import _, ngettext

LEAST_FOR_PERCENT = 10
"""No percentage of fewer people than this (domain.md section 4)."""
HIDDEN = "–"


@dataclass(frozen=True, slots=True)
class Shown:
    """Counts as they may be printed; None is hidden. ``total`` None means not even the total."""

    cells: tuple[int | None, ...]
    total: int | None

    @property
    def hides(self) -> bool:
        """Whether anything is hidden."""
        return self.total is None or None in self.cells


def protect(counts: Sequence[int], threshold: int) -> Shown:
    """Hide small counts of one split so that the total gives none of them away.

    A total below the threshold is hidden with all its cells; a zero may be shown, it is nobody.
    Where so much must go that nothing would be left to read, only the total stays.
    """
    total = sum(counts)
    if 0 < total < threshold:
        return Shown(tuple(None for _count in counts), None)
    hidden = {at for at, count in enumerate(counts) if 0 < count < threshold}
    others = sorted(
        (at for at, count in enumerate(counts) if count >= threshold), key=lambda at: counts[at]
    )
    while hidden and (len(hidden) < 2 or sum(counts[at] for at in hidden) < threshold):
        if not others:
            break
        hidden.add(others.pop(0))
    alone = len(hidden) == 1
    return Shown(
        tuple(None if alone or at in hidden else count for at, count in enumerate(counts)),
        total,
    )


def share(part: int, whole: int) -> float | None:
    """Return a share that may be printed, or None below ten people."""
    return part / whole if whole >= LEAST_FOR_PERCENT else None


def percent(part: int, whole: int) -> str:
    """Write a share, or a dash where too few people stand behind it."""
    value = share(part, whole)
    return HIDDEN if value is None else i18n.format_percent(value)


def fraction(part: int, whole: int) -> str:
    """Write "9/31 29 %", without the share where too few stand behind it; nothing of nothing."""
    if not whole:
        return ""
    words = f"{i18n.format_number(part)}/{i18n.format_number(whole)}"
    value = share(part, whole)
    return words if value is None else f"{words} {i18n.format_percent(value)}"


def in_two_shares(part: int, due: int, reached: int) -> list[str]:
    """Write how many were due, how many of them held, and the share of all and of those reached."""
    counts = [i18n.format_number(due), i18n.format_number(part)]
    return [*counts, percent(part, due), percent(part, reached)]


def written(count: int | None) -> str:
    """Write a count, or the dash of one that is hidden."""
    return HIDDEN if count is None else i18n.format_number(count)


def sensitive_table(
    title: str,
    header: tuple[str, str],
    counts: Mapping[str, int],
    names: Mapping[str, str],
    threshold: int,
) -> Table | None:
    """Return one split with small cells hidden, in the order of ``names``; None if empty."""
    order = [code for code in names if counts.get(code)]
    if not order:
        return None
    shown = protect([counts[code] for code in order], threshold)
    rows = [
        [names[code], written(count)]
        for code, count in zip(order, shown.cells, strict=True)
        if count is not None
    ]
    if small := [counts[c] for c, n in zip(order, shown.cells, strict=True) if n is None]:
        # a field of dashes tells nothing, and the sum of the hidden follows from the total
        words = ngettext("{n} other", "{n} others together", len(small))
        together = sum(small) if shown.total is not None else None
        rows.append([words.format(n=len(small)), written(together)])
    rows.append([_("Total"), written(shown.total)])
    note = _("A dash stands for a number too small to print.") if shown.total is None else ""
    return Table(title, header, rows, (False, True), total=True, note=note, folded=bool(small))


def labels(name: str) -> dict[str, str]:
    """Return the labels of a code list in its order, for ``sensitive_table``."""
    return {code: entry.label for code, entry in codes.read(name).items()}
