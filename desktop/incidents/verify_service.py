# SPDX-License-Identifier: GPL-3.0-or-later
"""Late verification: who recorded an incident does not alone make it sure afterwards.

Within a day it is a correction. Later somebody else says so, or who reviews the work of others;
the day is kept, the history keeps who, and what did not happen stays on its list uncounted.
"""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from desktop.core import clock, records
from desktop.core.errors import NotAllowed
from desktop.core.i18n import N_
from desktop.core.work import Work
from desktop.incidents.model import DISCARDED, Incident

CONFIRMED = "confirmed"
_SETTLED = frozenset({CONFIRMED, DISCARDED})
_CORRECTED = timedelta(days=1)


class SomebodyElseChecks(NotAllowed):
    """Who recorded an incident was about to make it sure alone, later."""

    def __init__(self) -> None:
        super().__init__(
            N_(
                "You recorded this incident yourself. Somebody else checks it, or a coordinator. "
                "Nothing was changed."
            )
        )


def may_check(work: Work, incident: Incident) -> bool:
    """Tell whether who acts may say that an incident happened or did not."""
    late = work.moment - incident.created_at > _CORRECTED
    own = incident.created_by == work.user.name
    return work.could("amend") and (not (late and own) or work.could("review") or work.holders < 2)


def checked(work: Work, incident: Incident, values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the answers with the day of the check where they make an incident sure or not."""
    work.may("amend")
    wanted = values.get("certainty", incident.certainty)
    if wanted == incident.certainty or wanted not in _SETTLED | {"not_confirmed"}:
        return dict(values)
    if not may_check(work, incident):
        work.refuse("amend", SomebodyElseChecks())
    day = values.get("verified_on")
    if wanted in _SETTLED and day in (None, incident.verified_on):
        return {**values, "verified_on": clock.today()}
    return dict(values)


def verify(work: Work, identity: str, certainty: str) -> None:
    """Say that an incident happened, or that it did not."""
    held = records.get(work, Incident, identity)
    work.may("amend", held)
    records.amend(work, held, checked(work, held, {"certainty": certainty}))
