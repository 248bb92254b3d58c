# SPDX-License-Identifier: GPL-3.0-or-later
"""Take the figures of a quarter in, replace them, put them away; each stands in the journal."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import sqlalchemy as sa

from desktop.core import clock, endorsing, journal, records
from desktop.core.crypto.header import Header
from desktop.core.errors import UserError
from desktop.core.i18n import N_
from desktop.core.tables import table_of
from desktop.core.work import Work
from desktop.quarters import file_service
from desktop.quarters.file_service import Figures
from desktop.quarters.model import Quarter

if TYPE_CHECKING:
    from desktop.core.store import Workspace

STORE = "dialogues"
"""The part whose members sign; it is never opened for this."""
_C = table_of(Quarter).c
_TAKEN, _REPLACED, _GONE = "figures_taken", "figures_replaced", "figures_removed"


class AlreadyHere(UserError):
    """Figures of these days are here."""

    def __init__(self, quarter: str) -> None:
        super().__init__(
            N_(
                "Figures of {quarter} are here already, and a quarter is told once. Nothing was "
                "taken in. Replace them only if they were wrong; it stays in the journal."
            ),
            quarter=quarter,
        )


@dataclass(frozen=True, slots=True)
class Held:
    """A quarter that was taken in; ``figures`` None where its signature no longer holds."""

    id: str
    quarter: str
    figures: Figures | None


def take_in(workspace: "Workspace", raw: bytes, *, replace: bool = False) -> Figures:
    """Take a file in that a member signed; a sentence and nothing else where it is not that."""
    with workspace.work() as work:
        work.may("report")
    told = file_service.opened(raw)
    content, header = str(told["content"]), workspace.header
    figures = file_service.read(content, header.workspace, clock.today())
    endorsing.proved(workspace, STORE, content, told)
    with workspace.work(write=True) as work:
        here = [one for one in _rows(work) if one.quarter == figures.quarter]
        if here and not replace:
            raise AlreadyHere(figures.quarter)
        for one in here:
            records.remove(work, one)
        endorsing.remember(work, STORE, header.inboxes[STORE], str(told["key"]))
        records.create(work, Quarter, {"quarter": figures.quarter, "content": raw.decode("utf-8")})
        journal.write(work, _REPLACED if here else _TAKEN, figures.quarter)
    return figures


def remove(work: Work, identity: str) -> None:
    """Put the figures of a quarter away: no report prints them any more."""
    work.may("report")
    found = records.get(work, Quarter, identity)
    records.remove(work, found)
    journal.write(work, _GONE, found.quarter)


def held(work: Work, header: Header) -> list[Held]:
    """Return the quarters that were taken in, the last first, each checked again."""
    work.may("report")
    return [Held(one.id, one.quarter, _figures(work, header, one)) for one in _rows(work)]


def between(work: Work, header: Header, first: date, last: date) -> list[Held]:
    """Return the quarters that lie within a period, in order."""
    return [
        one
        for one in reversed(held(work, header))
        if first <= file_service.span(one.quarter)[1] <= last
    ]


def _rows(work: Work) -> list[Quarter]:
    query = sa.select(Quarter).where(_C.deleted_at.is_(None)).order_by(_C.quarter.desc())
    return list(work.session.execute(query).scalars())


def _figures(work: Work, header: Header, row: Quarter) -> Figures | None:
    try:
        told = file_service.opened(row.content.encode())
        content = str(told["content"])
        figures = file_service.read(content, header.workspace, clock.today())
    except UserError:
        return None
    held_good = endorsing.still_signed(work, header.workspace, STORE, content, told)
    return figures if held_good and figures.quarter == row.quarter else None
