# SPDX-License-Identifier: GPL-3.0-or-later
"""Which registers hold anything, or anything of one person, in one statement.

Of some twenty registers that may tell of a person most hold nothing of most people: asking each
for its rows costs more than all that is found. What is found here is asked for there, and only
there the scope and what was deleted are looked at.
"""

from collections.abc import Iterable
from functools import cache

import sqlalchemy as sa

from desktop.core.tables import metadata
from desktop.core.work import Work

LINK = "participant"
"""The column by which a row hangs on a person."""


def registers(work: Work, person: str, among: Iterable[str]) -> set[str]:
    """Return those of some registers that have any row of a person, deleted ones too."""
    work.may("read")
    asked = work.session.execute(_question(tuple(sorted(among))), {"person": person})
    return set(asked.scalars())


def used(work: Work, among: Iterable[str]) -> set[str]:
    """Return those of some registers that have any row at all, deleted ones too."""
    work.may("read")
    return set(work.session.execute(_any_row(tuple(sorted(among)))).scalars())


@cache
def _any_row(among: tuple[str, ...]) -> sa.TextClause:
    names = (metadata.tables[name].name for name in among)
    parts = (f"SELECT '{one}' WHERE EXISTS (SELECT 1 FROM \"{one}\")" for one in names)  # noqa: S608
    return sa.text(" UNION ALL ".join(parts))


@cache
def _question(among: tuple[str, ...]) -> sa.TextClause:
    """Ask through the index of each link; the names are those of tables of ours."""
    parts = (
        f"SELECT '{table.name}' WHERE EXISTS "  # noqa: S608
        f'(SELECT 1 FROM "{table.name}" WHERE "{table.c[LINK].name}" = :person)'
        for table in (metadata.tables[name] for name in among)
    )
    return sa.text(" UNION ALL ".join(parts))
