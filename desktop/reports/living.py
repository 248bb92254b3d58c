# SPDX-License-Identifier: GPL-3.0-or-later
"""The section on school and home of the report; it is left out where nothing was written."""

from collections.abc import Iterator, Sequence
from datetime import date

from desktop.core import disclosure, i18n
from desktop.core.document import Block, Text
from desktop.core.i18n import _
from desktop.core.work import Work
from desktop.households import service as households
from desktop.participants.report import Person
from desktop.schooling import report as schooling


def blocks(
    work: Work, people: Sequence[Person], first: date, last: date, threshold: int
) -> Iterator[Block]:
    """Return what there is to say of homes and school in a period."""
    yield from schooling.blocks(work, people, first, last, threshold)
    home = households.dependants(work, {person.id for person in people})
    if home.homes >= threshold:
        for n, words in (
            (home.with_detained, _("Homes that support a relative in prison: {n} of {all}.")),
            (home.children, _("Children with a parent in prison in {all} homes: {n}.")),
        ):
            if n == 0 or n >= threshold:
                told = i18n.format_number(n)
                yield Text(words.format(n=told, all=i18n.format_number(home.homes)))


def heads(work: Work, placed: Sequence[Person], threshold: int) -> Iterator[Block]:
    """Return how many of the people placed head their home, and how many of them are women."""
    known = households.heads(work)
    mine = [one for one in placed if one.id in known]
    women = [one for one in mine if one.sex == "female"]
    if len(mine) < threshold:
        return
    words = _("Of {all} people placed, {n} head their home; {women} of them are women.")
    few = 0 < len(women) < threshold or 0 < len(mine) - len(women) < threshold
    yield Text(
        words.format(
            n=i18n.format_number(len(mine)),
            all=i18n.format_number(len(placed)),
            women=disclosure.written(None if few else len(women)),
        )
    )
