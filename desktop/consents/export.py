# SPDX-License-Identifier: GPL-3.0-or-later
"""Consents never leave; they decide who may be counted in what does."""

from datetime import date

import sqlalchemy as sa

from desktop.consents.model import Consent
from desktop.core.fields import Export
from desktop.core.tables import table_of
from desktop.core.work import Work

MODEL = Consent
EXPORTED: dict[str, Export] = {}
WITHHELD = frozenset({"participant", "purpose", "state", "form", "given_on", "until", "witness"})

FIGURES = "anonymous_stats"
STORAGE = "data_storage"
_NO = frozenset({"refused", "withdrawn"})
_C = table_of(Consent).c


def countable(work: Work, on: date) -> set[str]:
    """Return the participants who agreed to anonymous figures, by their last answer, on a day.

    Who no longer wants data to be kept is out, even if the answer about figures still stands.
    """
    work.may("export")
    query = (
        sa.select(_C.participant, _C.purpose, _C.state, _C.until)
        .where(_C.deleted_at.is_(None), _C.purpose.in_((FIGURES, STORAGE)))
        .order_by(_C.given_on, _C.row)
    )
    agreed: dict[str, bool] = {}
    gone: dict[str, bool] = {}
    for person, purpose, state, until in work.session.execute(query):
        if purpose == FIGURES:
            agreed[person] = state == "given" and (until is None or until >= on)
        else:
            gone[person] = state in _NO
    return {person for person, yes in agreed.items() if yes and not gone.get(person)}
