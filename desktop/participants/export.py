# SPDX-License-Identifier: GPL-3.0-or-later
"""How a participant leaves in a dataset: the fate of every field, and the plain rows."""

from collections.abc import Collection
from typing import Any

from desktop.core.fields import Export
from desktop.core.listing import leaving_of
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
        "safe_contact_who",
        "safe_contact_word",
        "never_call",
        "found_by",
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
        "ethnicity",
        "restricted",
        "status",
        "closed_on",
        "closure_reason",
    }
)


def rows(work: Work, people: Collection[str]) -> list[dict[str, Any]]:
    """Return the exported fields of the participants named, with their ``id``; none deleted."""
    return leaving_of(work, Participant, EXPORTED, people, "id")
