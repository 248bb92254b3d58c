# SPDX-License-Identifier: GPL-3.0-or-later
"""Who is in some programmes: by the line of the file, or by any of the enrolments beside it."""

from collections.abc import Collection

import sqlalchemy as sa

from desktop.core.tables import table_of
from desktop.core.work import Work
from desktop.enrolments.model import Enrolment, State
from desktop.participants import service as participants
from desktop.participants.model import CaseStatus, Participant

_C, _P = table_of(Enrolment).c, table_of(Participant).c


def of_programmes(work: Work, lines: Collection[str], *, is_open: bool = False) -> set[str]:
    """Return who was ever in some programmes, or who is in them now with an open file."""
    work.may("read")
    query = sa.select(_C.participant).where(
        _C.line.in_(lines), _C.deleted_at.is_(None), _C.entered_on.is_not(None)
    )
    if is_open:
        query = query.join(Participant, _P.id == _C.participant).where(
            _C.state == State.ACTIVE.value,
            _P.deleted_at.is_(None),
            _P.status != CaseStatus.CLOSED.value,
        )
    found = set(work.session.execute(query).scalars())
    return found | participants.of_programmes(work, lines, is_open=is_open)


def lines_of(work: Work, person: str) -> set[str]:
    """Return the programmes a participant is in, the line of the file among them."""
    record = participants.get(work, person)
    query = sa.select(_C.line).where(
        _C.participant == person, _C.state == State.ACTIVE.value, _C.deleted_at.is_(None)
    )
    return {*work.session.execute(query).scalars(), *filter(None, [record.programme])}
