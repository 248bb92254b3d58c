# SPDX-License-Identifier: GPL-3.0-or-later
"""What the report says of seed capital and of courses; counts only, never an amount of a person."""

from collections.abc import Sequence

from desktop.core import disclosure
from desktop.core.document import Table
from desktop.core.i18n import _
from desktop.livelihoods.service import Alive


def survival_table(title: str, figures: Sequence[Alive]) -> Table | None:
    """Return how many businesses were still open at 6 and 12 months, in the two figures."""
    if not any(one.due for one in figures):
        return None
    rows = [
        [
            _("{n} months").format(n=one.months),
            *disclosure.in_two_shares(one.alive, one.due, one.seen),
        ]
        for one in figures
    ]
    header = [
        _("After"),
        _("Businesses"),
        _("Open then"),
        _("Share of all due"),
        _("Share of those reached"),
    ]
    return Table(title, header, rows, (False, True, True, True, True))
