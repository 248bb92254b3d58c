# SPDX-License-Identifier: GPL-3.0-or-later
"""What an auditor is shown: receipt and attendance of a few codes he drew, and no name.

The auditor draws, the coordinator shows, nothing leaves the screen. Thirty codes a day are enough
to find a false list and too few to make a true one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256

import sqlalchemy as sa

from desktop.consents import service as consents
from desktop.contacts import service as contacts
from desktop.contacts.model import NOT_FOUND
from desktop.core import journal, records
from desktop.core.errors import RecordGone, UserError
from desktop.core.i18n import N_
from desktop.core.tables import change
from desktop.core.tables import journal as entries
from desktop.core.work import Work
from desktop.participants import service as participants
from desktop.participants.model import Participant
from desktop.placements import service as placements

MOST = 30
ACT = "audit"
_DAY = timedelta(days=1)


class TooManyCodes(UserError):
    """More codes than may be shown in a day."""

    def __init__(self, left: int) -> None:
        super().__init__(
            N_(
                "An audit shows at most {most} codes in a day, so that it never becomes a list. "
                "Nothing was shown. {left} more can be shown today."
            ),
            most=MOST,
            left=left,
        )


@dataclass(frozen=True, slots=True)
class Seen:
    """One drawn code: what was received and when, or that there is no such file."""

    code: str
    known: bool = False
    enrolled: date | None = None
    consent: bool = False
    contacts: int = 0
    received: tuple[tuple[date, str], ...] = ()


def draw(work: Work, seed: str, count: int) -> list[str]:
    """Draw codes by an auditor's word: whoever knows the word can draw the same ones again."""
    work.may("journal")
    held = participants.codes_of(work).values()
    lots = sorted(held, key=lambda code: sha256(f"{seed.strip()}/{code}".encode()).digest())
    return lots[: min(count, MOST)]


def look(work: Work, typed: Sequence[str]) -> list[Seen]:
    """Return what was received under the given codes; every look is noted with its count."""
    work.may("journal")
    wanted = list(dict.fromkeys(code.strip().upper() for code in typed if code.strip()))
    left = left_today(work)
    if len(wanted) > left:
        raise TooManyCodes(left)
    seen = [_seen(work, code) for code in wanted]
    journal.write(work, ACT, str(len(wanted)))
    return seen


def left_today(work: Work) -> int:
    """Return how many codes can still be shown: what was shown in the last day is taken off."""
    query = sa.select(entries.c.object).where(
        entries.c.action == ACT, entries.c.moment > work.moment - _DAY
    )
    return max(0, MOST - sum(int(count) for count in work.session.execute(query).scalars()))


def codes_behind(work: Work, identities: Sequence[str]) -> dict[str, str]:
    """Return the code behind each id the journal names, of those that lie in sight."""
    wanted = sorted(set(identities))
    born = sa.select(change.c.record, change.c.register).where(
        change.c.record.in_(wanted), change.c.field == ""
    )
    by_register: dict[str, list[str]] = {}
    for record, register in work.session.execute(born):
        by_register.setdefault(register, []).append(record)
    found: dict[str, str] = {}
    for register, ids in by_register.items():
        table = sa.table(register, sa.column("id"), sa.column("code"))
        rows = sa.select(table.c.id, table.c.code).where(table.c.id.in_(ids))
        found |= {row.id: row.code for row in work.session.execute(rows)}
    return found


def _seen(work: Work, code: str) -> Seen:
    try:
        person = records.by_code(work, Participant, code)
    except RecordGone:
        return Seen(code)
    met = [facts for _day, _kind, facts in contacts.timeline(work, person.id)]
    return Seen(
        code,
        known=True,
        enrolled=person.registered_on,
        consent=consents.given(work, person.id, "participation"),
        contacts=sum(facts["kind"] != NOT_FOUND for facts in met),
        received=tuple(
            sorted(
                (day, str(facts["type"]))
                for day, kind, facts in placements.timeline(work, person.id)
                if kind == "placement"
            )
        ),
    )
