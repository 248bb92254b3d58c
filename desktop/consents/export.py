# SPDX-License-Identifier: GPL-3.0-or-later
"""Consents never leave; they decide who may be counted in what does."""

from datetime import date

import sqlalchemy as sa

from desktop.consents import pair_service
from desktop.consents.model import WITHOUT_ASKING, Consent
from desktop.core.fields import Export
from desktop.core.tables import table_of
from desktop.core.work import Work

MODEL = Consent
EXPORTED: dict[str, Export] = {}
WITHHELD = frozenset(
    {"participant", "purpose", "state", "form", "given_on", "until", "witness"}
    | {"guardian", "basis", "basis_reason"}
)

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
        sa.select(*pair_service.columns())
        .where(_C.deleted_at.is_(None), _C.purpose.in_((FIGURES, STORAGE)))
        .order_by(_C.given_on, _C.row)
    )
    agreed: dict[str, pair_service.Answer] = {}
    gone: dict[str, bool] = {}
    for row in work.session.execute(query):
        one = pair_service.Answer(*row)
        if one.purpose == FIGURES:
            agreed[one.participant] = one
        else:
            gone[one.participant] = one.state in _NO and one.basis not in WITHOUT_ASKING
    holding = pair_service.holding(work, agreed.values(), on)
    return {one.participant for one in holding if not gone.get(one.participant)}
