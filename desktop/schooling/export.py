# SPDX-License-Identifier: GPL-3.0-or-later
"""How schooling leaves in a dataset: the fate of every field, and the plain rows."""

from collections.abc import Collection
from typing import Any

from desktop.core.fields import Export
from desktop.core.listing import leaving_of
from desktop.core.work import Work
from desktop.schooling.model import Schooling

MODEL = Schooling
EXPORTED: dict[str, Export] = {
    "participant": Export.PSEUDONYM,
    "mode": Export.CODE,
    "out_at_entry": Export.YES_NO,
    "attends_after": Export.CODE,
}
"""It leaves as counts only, one split at a time: who had what row by row would tell a life."""
WITHHELD = frozenset(
    {
        "school",
        "grade",
        "since",
        "until",
        "avoids",
        "out_reason",
        "return_on",
        "returned_on",
        "spoken_on",
        "note",
    }
)


def rows(work: Work, people: Collection[str]) -> list[dict[str, Any]]:
    """Return the exported fields of what the people named have, with their ``id``."""
    return leaving_of(work, Schooling, EXPORTED, people)
