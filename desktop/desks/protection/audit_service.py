# SPDX-License-Identifier: GPL-3.0-or-later
"""What an auditor is shown: receipt and attendance of a few codes he drew, and no name.

The auditor draws, the coordinator shows, nothing leaves the screen. Thirty codes a day are enough
to find a false list and too few to make a true one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256

from desktop.consents import service as consents
from desktop.contacts import service as contacts
from desktop.contacts.model import NOT_FOUND
from desktop.core import journal, records
from desktop.core.errors import RecordGone, UserError
from desktop.core.i18n import N_
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
    shown = journal.found(work, action=ACT, first=work.moment - _DAY)
    return max(0, MOST - sum(int(one.object) for one in shown))


def _seen(work: Work, code: str) -> Seen:
    person = _person(work, code)
    if person is None:
        return Seen(code)
    code = person.code
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


def _person(work: Work, named: str) -> Participant | None:
    """Find a person by code, or by the id that stands in the journal an auditor read."""
    try:
        return records.by_code(work, Participant, named)
    except RecordGone:
        codes = participants.codes_of(work, [named.lower()])
        return records.by_code(work, Participant, codes[named.lower()]) if codes else None
