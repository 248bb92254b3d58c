# SPDX-License-Identifier: GPL-3.0-or-later
"""The figures of the report split the standard ways, a page of each instead of a table of each."""

from collections.abc import Iterator

from desktop.core.document import Block, Text
from desktop.core.i18n import _
from desktop.measures import tables
from desktop.measures.ways import ways
from desktop.reports.facts import Facts


def blocks(facts: Facts) -> Iterator[Block]:
    """Return a table for each way to split people; nothing where nobody was counted."""
    facts.work.may("report")
    measures = tables.everything(facts.asked, facts.lived)
    told = list(tables.by_groups(measures, ways(facts.asked), facts.threshold))
    if told:
        yield Text(
            _(
                "How many of how many, group by group; a dash stands where a group is too small. "
                "What each figure means is said in its own section."
            )
        )
    yield from told
