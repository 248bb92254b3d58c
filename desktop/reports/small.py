# SPDX-License-Identifier: GPL-3.0-or-later
"""Tables of which nothing may be printed say so together, in one line at the end of a section."""

from collections.abc import Iterable, Iterator

from desktop.core.disclosure import HIDDEN
from desktop.core.document import Block, Table, Text
from desktop.core.i18n import _


def gathered(blocks: Iterable[Block]) -> Iterator[Block]:
    """Yield what says something, and then the titles of what is too small to print or to split."""
    hidden, whole = [], []
    for block in blocks:
        if isinstance(block, Table) and _says_nothing(block):
            hidden.append(block.title)
        elif isinstance(block, Table) and _is_not_split(block):
            whole.append(f"{block.title} ({block.rows[-1][1]})")
        else:
            yield block
    if whole:
        yield Text(_("Too few to split: {titles}.").format(titles="; ".join(whole)), "note")
    if hidden:
        yield Text(_("Too few to print: {titles}.").format(titles="; ".join(hidden)), "note")


def _says_nothing(table: Table) -> bool:
    """Whether a split shows no number at all, not even its total."""
    cells = [cell for row in table.rows for cell in row[1:] if cell]
    return table.total and bool(cells) and all(cell == HIDDEN for cell in cells)


def _is_not_split(table: Table) -> bool:
    """Whether all lines of a split had to stand together, so that only the total is left."""
    return table.folded and len(table.rows) == 2 and len(table.header) == 2
