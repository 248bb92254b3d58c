# SPDX-License-Identifier: GPL-3.0-or-later
"""What the list of participants is asked from above: ids of its rows, and rows of given ids."""

import json
from array import array
from collections.abc import Collection, Mapping, Sequence

import sqlalchemy as sa

from desktop.core import listing
from desktop.core.tables import table_of
from desktop.core.work import Work
from desktop.participants import service
from desktop.participants.model import Participant

_TABLE = table_of(Participant)
_C = _TABLE.c


def ids(work: Work, wanted: Sequence[int]) -> list[str]:
    """Return the id of each row of a list; empty for one that is gone."""
    return [row[0] or "" for row in listing.page(work, _TABLE, _C.row, (_C.id,), wanted)]


def keys_among(
    work: Work, text: str, filters: Mapping[str, str], order: str, people: Collection[str]
) -> "array[int]":
    """Return the list's keys, of these people only, however many they are."""
    found = service.keys(work, text, filters, order)
    each = sa.func.json_each(json.dumps(list(people))).table_valued("value")
    query = sa.select(_C.row).where(_C.id.in_(sa.select(each.c.value)), *work.visible(_TABLE))
    among = set(work.session.execute(query).scalars())
    return array("q", (key for key in found if key in among))
