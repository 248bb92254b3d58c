# SPDX-License-Identifier: GPL-3.0-or-later
"""Everything in the store that names somebody: the list the written files are searched by."""

import sqlalchemy as sa

from desktop.core.fields import Privacy, specs
from desktop.core.tables import models_of, table_of
from desktop.core.work import Work
from desktop.exports.check import SHORTEST_IN_TEXT, Known
from desktop.exports.tables import Source
from desktop.organisation import service as organisation

NAMES = ("given_names", "family_names")


def gather(work: Work, source: Source) -> Known:
    """Return the identifiers of every register of the store, deleted records included.

    Codes and ids of all records, every field declared an identifier, and full names. A single
    name that is also a word (Luz, Rosa) would be found in any sentence; cells are guarded by the
    words they may hold, so only names of two words and more are searched in text.
    """
    work.may("export")
    found: set[str] = set()
    for model in models_of(work.store):
        table = table_of(model)
        fields = [
            spec.name
            for spec in specs(model.draft)
            if spec.about.privacy is Privacy.IDENTIFIER and not spec.about.link
        ]
        columns = [table.c.id, table.c.code, *(table.c[name] for name in fields)]
        for row in work.session.execute(sa.select(*columns)).mappings():
            told = [str(value) for value in row.values() if value]
            if all(name in row for name in NAMES):
                told.append(" ".join(str(row[name] or "") for name in NAMES).strip())
            found.update(text.casefold() for text in told)
    return Known(
        identifiers=frozenset(one for one in found if _telling(one)),
        places=frozenset(source.words),
        signs=frozenset(organisation.signs(work).values()),
    )


def _telling(text: str) -> bool:
    """Tell whether finding this in a text means that somebody is named there."""
    digits = sum(mark.isdigit() for mark in text)
    return " " in text.strip() or (len(text) >= SHORTEST_IN_TEXT and digits > 0)
