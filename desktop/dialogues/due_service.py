# SPDX-License-Identifier: GPL-3.0-or-later
"""What falls due in the processes: checks, quarterly reviews, agreements to look at, meetings."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

import sqlalchemy as sa

from desktop.core.i18n import N_, _
from desktop.core.tables import table_of
from desktop.core.work import Work
from desktop.dialogues import agreement_service, service
from desktop.dialogues.agreement_model import Agreement
from desktop.dialogues.meeting_model import Meeting
from desktop.dialogues.model import OVER, Process

CHECK, REVIEW, AGREEMENT, MEETING, PILOT = "check", "review", "agreement", "meeting", "pilot"
AHEAD_DAYS = 30
_WORDS = {
    CHECK: N_("Check clause {code}"),
    REVIEW: N_("Review whether {code} does harm"),
    AGREEMENT: N_("Review agreement {code}"),
    MEETING: N_("Next meeting of {code}"),
    PILOT: N_("Decide on the pilot of {code}"),
}
_P, _A, _M = table_of(Process).c, table_of(Agreement).c, table_of(Meeting).c


@dataclass(frozen=True, slots=True)
class Due:
    """Something that falls due; ``code`` is that of the record it is about."""

    what: str
    process: str
    code: str
    on: date

    @property
    def words(self) -> str:
        """What is to be done, by code only."""
        return _(_WORDS[self.what]).format(code=self.code)


def waiting(work: Work, day: date, ahead: int = 0) -> list[Due]:
    """Return everything that is due by a day and so many days after, what waits longest first."""
    work.may("read")
    until = day + timedelta(days=ahead)
    query = sa.select(Process).where(_P.deleted_at.is_(None), _P.stage.not_in(OVER))
    live = list(work.session.execute(query).scalars())
    found = [
        Due(CHECK, process, code, on)
        for process, code, on in agreement_service.due(work, until)
        if any(one.id == process for one in live)
    ]
    for process in live:
        found += _of_process(work, process)
    return sorted((one for one in found if one.on <= until), key=lambda one: (one.on, one.code))


def _of_process(work: Work, process: Process) -> Iterator[Due]:
    review = service.next_review(work, process)
    if review:
        yield Due(REVIEW, process.id, process.code, review)
    if process.stage == "pilot" and process.pilot_until and not process.pilot_decision:
        yield Due(PILOT, process.id, process.code, process.pilot_until)
    query = sa.select(_A.code, _A.review_on).where(
        _A.process == process.id,
        _A.deleted_at.is_(None),
        _A.until.is_(None),
        _A.review_on.is_not(None),
    )
    for code, on in work.session.execute(query):
        yield Due(AGREEMENT, process.id, code, on)
    latest = (
        sa.select(_M.held_on, _M.next_on)
        .where(_M.process == process.id, _M.deleted_at.is_(None))
        .order_by(_M.held_on.desc(), _M.row.desc())
        .limit(1)
    )
    for _held, following in work.session.execute(latest):
        if following:
            yield Due(MEETING, process.id, process.code, following)
