# SPDX-License-Identifier: GPL-3.0-or-later
"""How an incident leaves in a dataset: the fate of every field, and the plain rows."""

from typing import Any

from desktop.core.fields import Export
from desktop.core.listing import leaving
from desktop.core.work import Work
from desktop.incidents.detail_model import Details
from desktop.incidents.model import Incident

MODEL = Incident
EXPORTED: dict[str, Export] = {
    "type": Export.CODE,
    "occurred_on": Export.PERIOD,
    "sector": Export.PLACE,
    "time_of_day": Export.CODE,
    "how_known": Export.CODE,
    "certainty": Export.CODE,
    "victims": Export.NUMBER_BAND,
}
WITHHELD = frozenset(
    {
        "rumour",
        "victim_profiles",
        "women",
        "under_18",
        "killed",
        "participants",
        "place_type",
        "border",
        "reason",
        "consequences",
        "author",
        "weapon",
        "reported",
        "note",
        "reference",
        *Details.model_fields,
    }
)


def rows(work: Work) -> list[dict[str, Any]]:
    """Return the exported fields of the incidents of the main store, with their ``id``.

    What lies in the protected store is never read here.
    """
    return list(leaving(work, Incident, EXPORTED))
