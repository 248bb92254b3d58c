# SPDX-License-Identifier: GPL-3.0-or-later
"""How a service given leaves in a dataset: the fate of every field, and the plain rows."""

from collections.abc import Collection
from typing import Any

from desktop.core.fields import Export
from desktop.core.listing import leaving_of
from desktop.core.work import Work
from desktop.referrals.model import ServiceGiven

MODEL = ServiceGiven
EXPORTED: dict[str, Export] = {
    "participant": Export.PSEUDONYM,
    "service": Export.CODE,
    "given_on": Export.PERIOD,
}
"""It leaves as counts only, one split at a time: who had what row by row would tell a life."""
WITHHELD = frozenset({"quantity", "provider", "grant", "referral", "note"})


def rows(work: Work, people: Collection[str]) -> list[dict[str, Any]]:
    """Return the exported fields of what the people named have, with their ``id``."""
    return leaving_of(work, ServiceGiven, EXPORTED, people)
