# SPDX-License-Identifier: GPL-3.0-or-later
"""The field board: leaving, being back, and who should be back by now."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from desktop.core import clock, records
from desktop.core.errors import UserError
from desktop.core.i18n import N_
from desktop.core.tables import table_of
from desktop.core.work import Work
from desktop.places import service as places
from desktop.safety import service
from desktop.safety.outing_model import Outing

_TABLE = table_of(Outing)
_C = _TABLE.c


class AlreadyOut(UserError):
    """Somebody can be out only once."""

    def __init__(self) -> None:
        super().__init__(
            N_("This person is on the board already. Note that they are back first, then again.")
        )


class InDanger(UserError):
    """Whoever is in danger is not sent out without somebody deciding that."""

    def __init__(self) -> None:
        super().__init__(
            N_("An alert about this colleague goes on. Nobody sends them out until it is lifted.")
        )


@dataclass(frozen=True, slots=True)
class Out:
    """One line of the board."""

    id: str
    staff: str
    sector: str
    left_at: datetime
    back_by: datetime

    @property
    def late(self) -> bool:
        """Whether the hour to be back has gone by."""
        return self.back_by < clock.now()


def leave(
    work: Work,
    back_by: datetime,
    sector: str | None = None,
    staff: str = "",
    *,
    decided: bool = False,
) -> Outing:
    """Note that somebody goes out, oneself where nobody is named; in danger only if decided."""
    work.may("create")
    who = staff.strip() or work.user.name
    if not decided and service.stays_in(work, who):
        raise InDanger
    if any(one.staff.casefold() == who.casefold() for one in board(work)):
        raise AlreadyOut
    values = {"staff": who, "sector": sector, "back_by": back_by, "left_at": clock.now()}
    return records.create(work, Outing, values)


def back(work: Work, identity: str) -> None:
    """Note that somebody is back."""
    work.may("amend")
    outing = records.get(work, Outing, identity)
    if outing.back_at is None:
        records.amend(work, outing, {"back_at": clock.now()})


def longer(work: Work, identity: str, back_by: datetime) -> None:
    """Give somebody who called in another hour to be back."""
    work.may("amend")
    records.amend(work, records.get(work, Outing, identity), {"back_by": back_by})


def board(work: Work) -> list[Out]:
    """Return who is out now, who should be back first on top."""
    work.may("read")
    names = places.names(work)
    query = (
        sa.select(_C.id, _C.staff, _C.sector, _C.left_at, _C.back_by)
        .where(_C.back_at.is_(None), _C.deleted_at.is_(None))
        .order_by(_C.back_by)
    )
    return [
        Out(identity, staff, names.get(sector or "", ""), left_at, back_by)
        for identity, staff, sector, left_at, back_by in work.session.execute(query)
    ]


def mine(work: Work) -> Out | None:
    """Return the line of who is signed in, if it is on the board."""
    return next((one for one in board(work) if one.staff == work.user.name), None)
