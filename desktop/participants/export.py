# SPDX-License-Identifier: GPL-3.0-or-later
"""How a participant leaves in a dataset: the fate of every field, and the plain rows."""

from collections.abc import Collection
from typing import Any

import sqlalchemy as sa

from desktop.core.fields import Export
from desktop.core.tables import table_of
from desktop.core.work import Work
from desktop.participants.model import Participant

MODEL = Participant
EXPORTED: dict[str, Export] = {
    "born": Export.AGE_BAND,
    "sex": Export.CODE,
    "sector": Export.PLACE,
    "work_status": Export.CODE,
    "education": Export.CODE,
    "registered_on": Export.PERIOD,
    "programme": Export.CODE,
    "living": Export.CODE,
    "dependants": Export.NUMBER_BAND,
    "school": Export.CODE,
    "referral_source": Export.CODE,
}
"""In the order of their use to a reader: what cannot be kept is left out from the end."""
WITHHELD = frozenset(
    {
        "safe_contact",
        "safe_contact_number",
        "safe_contact_time",
        "safe_contact_rule",
        "given_names",
        "family_names",
        "known_as",
        "document_type",
        "document_number",
        "gender_identity",
        "note",
        "groups",
        "legal_status",
        "danger",
        "risk_factors",
        "status",
        "closed_on",
        "closure_reason",
    }
)

_C = table_of(Participant).c


def rows(work: Work, people: Collection[str]) -> list[dict[str, Any]]:
    """Return the exported fields of the participants named, with their ``id``; none deleted."""
    work.may("export")
    wanted = frozenset(people)
    query = (
        sa.select(_C.id, *(_C[name] for name in EXPORTED))
        .where(_C.deleted_at.is_(None))
        .order_by(_C.id)
    )
    return [dict(row) for row in work.session.execute(query).mappings() if row["id"] in wanted]
