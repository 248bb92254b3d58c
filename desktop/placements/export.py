# SPDX-License-Identifier: GPL-3.0-or-later
"""How a placement leaves in a dataset: the fate of every field, and the plain rows."""

from collections.abc import Collection
from typing import Any

from desktop.core.fields import Export
from desktop.core.listing import leaving_of
from desktop.core.work import Work
from desktop.placements.model import Placement

MODEL = Placement
EXPORTED: dict[str, Export] = {
    "participant": Export.PSEUDONYM,
    "type": Export.CODE,
    "starts_on": Export.PERIOD,
    "hours": Export.NUMBER_BAND,
    "status": Export.CODE,
    "formality": Export.CODE,
    "wage_band": Export.CODE,
    "exit_reason": Export.CODE,
}
WITHHELD = frozenset(
    {
        "employer",
        "income_before",
        "conditions",
        "crossing",
        "crossing_reason",
        "cost",
        "currency",
        "grant",
    }
    | {"planned_end", "ended_on", "note"}
)


def rows(work: Work, people: Collection[str]) -> list[dict[str, Any]]:
    """Return the exported fields of the placements of the people named, with their ``id``."""
    return leaving_of(work, Placement, EXPORTED, people)
