# SPDX-License-Identifier: GPL-3.0-or-later
"""How an incident leaves in a dataset: the fate of every field, and the plain rows."""

from typing import Any

import sqlalchemy as sa

from desktop.core.fields import Export
from desktop.core.tables import table_of
from desktop.core.work import Work
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
        "victim_profiles",
        "women",
        "under_18",
        "killed",
        "place_type",
        "border",
        "reason",
        "consequences",
        "author",
        "weapon",
        "reported",
        "note",
    }
)

_C = table_of(Incident).c


def rows(work: Work) -> list[dict[str, Any]]:
    """Return the exported fields of the incidents of the main store, with their ``id``.

    What lies in the protected store is never read here.
    """
    work.may("export")
    query = (
        sa.select(_C.id, *(_C[name] for name in EXPORTED))
        .where(_C.deleted_at.is_(None))
        .order_by(_C.id)
    )
    return [dict(row) for row in work.session.execute(query).mappings()]
