# SPDX-License-Identifier: GPL-3.0-or-later
"""Who said never to be called, or never to be looked for: asked before any of it is done."""

from typing import Literal

import sqlalchemy as sa

from desktop.core.tables import table_of
from desktop.core.work import Work
from desktop.participants.model import Participant

Bar = Literal["", "never_call", "never_first"]
"""Nothing against it, never by telephone, or never from our side."""

BY_TELEPHONE = frozenset({"phone", "message"})
FROM_US = BY_TELEPHONE | {"visit_home", "third_party"}
"""Kinds of contact in which we go towards the person."""
_P = table_of(Participant).c


def bar(work: Work, person: str, kind: str) -> Bar:
    """Return what a person said against a kind of contact."""
    work.may("read")
    query = sa.select(_P.never_call, _P.safe_contact).where(_P.id == person)
    row = work.session.execute(query).first()
    if row is None:
        return ""
    if row.safe_contact == "do_not_contact" and kind in FROM_US:
        return "never_first"
    return "never_call" if row.never_call and kind in BY_TELEPHONE else ""
