# SPDX-License-Identifier: GPL-3.0-or-later
"""Tables of a document on screen."""

from array import array
from collections.abc import Sequence

from desktop.core.document import Table
from desktop.widgets.source import Column
from desktop.widgets.table import RegisterTable


def table_view(table: Table) -> RegisterTable:
    """Return a table of a document as a list that can be walked through with the keys."""
    rows: Sequence[tuple[str, ...]] = [tuple(row) for row in table.rows]
    numeric = list(table.numeric) or [False] * len(table.header)
    columns = [
        Column(str(at), title, 0 if numeric[at] else 1, numeric=numeric[at], sortable=False)
        for at, title in enumerate(table.header)
    ]
    made = RegisterTable(columns, lambda keys: [rows[key] for key in keys], table.title)
    made.setObjectName("figures")
    made.whole = True
    made.show_keys(array("q", range(len(rows))))
    return made
