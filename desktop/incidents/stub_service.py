# SPDX-License-Identifier: GPL-3.0-or-later
"""What stays in the main store of an incident that is kept apart: code and month at most."""

from datetime import date
from typing import TYPE_CHECKING

import sqlalchemy as sa

from desktop.core.work import Work
from desktop.incidents.model import left_apart
from desktop.organisation import service as organisation

if TYPE_CHECKING:
    from desktop.core.store import Workspace

_PROTECTED = "protected"


def stubs(work: Work) -> list[tuple[str, str]]:
    """Return (code, month) of incidents kept apart, where the office wants so much to be kept.

    No page shows them: ``elsewhere`` is what a screen may say.
    """
    work.may("read")
    query = sa.select(left_apart.c.code, left_apart.c.month).order_by(
        left_apart.c.month.desc(), left_apart.c.code
    )
    return [(code, month) for code, month in work.session.execute(query)]


def elsewhere(workspace: "Workspace", month: date) -> int:
    """Return how many incidents of a month were recorded elsewhere, to who holds that key only.

    Whoever sees a count of one beside what everybody in the sector knows has learnt that this
    attack was reported, and can be made to say so (security.md section 3). So nobody without that
    key is told anything; who holds it gets a right count. Never a code, a store or a way there.
    """
    holder = workspace.key_holder.slot.id
    if holder not in workspace.header.sealed.get(_PROTECTED, {}):
        return 0
    with workspace.work() as work:
        return sum(of == f"{month:%Y-%m}" for _code, of in stubs(work))


def leave(workspace: "Workspace", code: str, occurred_on: str) -> None:
    """Keep code and month of what left, if the office wants it; no more is ever kept here."""
    with workspace.work(write=True) as work:
        work.may("create")
        known = sa.select(left_apart.c.row).where(left_apart.c.code == code)
        if organisation.about(work).stubs and work.session.execute(known).first() is None:
            month = occurred_on.rstrip("~")[:7]
            work.session.execute(left_apart.insert().values(code=code, month=month))
            work.touched.add(left_apart.name)
