# SPDX-License-Identifier: GPL-3.0-or-later
"""What one person may not do alone: a second one proves a passphrase, or a day goes by.

Two people are truly required only to open the dialogues (where the team chose it), to release
public data below the default k, and to erase. A team with fewer than three people who hold the
data key may confirm alone, a day after asking, with a reason; that is printed as such.

An approval is a row that is used once; the service that does the deed asks for it (``use``), so
that going round the window does not help. One that ran out is marked so and never comes back,
whatever the clock says later; how the day is measured, says ``waits``.
"""

import hmac
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from desktop.core import journal
from desktop.core.crypto import header, keys
from desktop.core.errors import UserError
from desktop.core.i18n import N_, _
from desktop.core.tables import approval as _table
from desktop.core.tables import new_id
from desktop.core.team import seconds, waits
from desktop.core.work import User, Work

if TYPE_CHECKING:
    from desktop.core.store import Workspace

ERASE, RELEASE, OPEN, REVIEW = "erase", "release", "open_dialogues", "review"
STIPEND, SEED = "stipend", "seed"
WAIT = timedelta(hours=24)
VALID = timedelta(hours=24)
"""How long a given approval may be used."""
_NEEDS = {ERASE: "erase", RELEASE: "export", OPEN: "read", REVIEW: "amend"} | dict.fromkeys(
    (STIPEND, SEED), "stipends"
)
"""The right the first person needs for each."""
_APPROVERS = frozenset({"coordinator", "data_officer"})
_ASKED, _APPROVED, _ALONE = "approval_asked", "approved", "approved_alone"
_USED, _EXPIRED = "approval_used", "approval_expired"
_C = _table.c


@dataclass(frozen=True, slots=True)
class Approval:
    """How a deed was approved: ``how`` is ``second`` or ``alone``; this is what prints."""

    id: str
    how: str
    users: tuple[str, ...]
    reason: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Request:
    """What somebody asked for and may confirm alone from ``ready`` on."""

    id: str
    action: str
    object: str
    reason: str
    asked: datetime
    ready: datetime


class SamePerson(UserError):
    """The second person is the one who is signed in."""

    def __init__(self) -> None:
        super().__init__(N_("This has to be somebody other than you. Nothing was changed."))


class CannotApprove(UserError):
    """The second person's role does not allow to approve this."""

    def __init__(self) -> None:
        super().__init__(
            N_(
                "This person cannot approve it. A coordinator or data officer can; for a part "
                "kept apart, one of its members. Nothing was changed."
            )
        )


class TooEarly(UserError):
    """A day has not gone by since it was asked for."""

    def __init__(self, hours: int) -> None:
        super().__init__(
            N_("A day has to go by before you confirm this alone: {n} h are left."),
            n=hours,
        )


class TwoAreNeeded(UserError):
    """Nobody approved, or the approval was for something else, used, or too old."""

    def __init__(self) -> None:
        super().__init__(N_("A second person has to approve this first. Nothing was changed."))


class TeamIsLarge(UserError):
    """Confirming alone is only for teams with fewer than three people."""

    def __init__(self) -> None:
        super().__init__(
            N_(
                "Your team has three people or more with a key, so a second one has to approve. "
                "Nothing was changed."
            )
        )


class ReasonMissing(UserError):
    """Confirming alone needs a reason."""

    def __init__(self) -> None:
        super().__init__(N_("Write the reason. It is kept in the journal."))


def second(
    workspace: "Workspace",
    user: str,
    passphrase: str,
    action: str,
    thing: str = "",
    reason: str = "",
) -> Approval:
    """Let a second person approve with the passphrase; takes half a second on purpose."""
    unlocked = prove(workspace, user, passphrase, action)
    return noted(workspace, unlocked, action, thing, reason)


def prove(workspace: "Workspace", user: str, passphrase: str, action: str) -> keys.Unlocked:
    """Return the secrets of a second person who may approve; call it in a worker."""
    with workspace.work() as work:
        work.may(_NEEDS[action])
    unlocked = keys.unlock(_own_header(workspace), user, passphrase)
    mine = workspace.key_holder
    if not unlocked.data_key:
        raise CannotApprove
    if not hmac.compare_digest(unlocked.data_key, mine.data_key):
        raise header.HeaderDamaged
    if unlocked.slot.id == mine.slot.id:
        raise SamePerson
    if not _fit(unlocked, action):
        raise CannotApprove
    if action not in (OPEN, REVIEW):  # there the keys themselves need two; here nothing leaves
        with workspace.work() as work:
            seconds.check(work, workspace.header, unlocked.slot.id, mine.slot.id)
    return unlocked


def _own_header(workspace: "Workspace") -> header.Header:
    """Return the header of the file, checked against what the first person has pinned.

    One laid into the folder must not bring a second person of its own.
    """
    try:
        workspace.refresh()
    except keys.WrongPassphrase:
        raise header.HeaderDamaged from None  # the first person does not stand in it
    return workspace.header


def noted(
    workspace: "Workspace", unlocked: keys.Unlocked, action: str, thing: str = "", reason: str = ""
) -> Approval:
    """Write that two people approved; both stand in the journal."""
    other = unlocked.slot.user
    with workspace.work(write=True) as work:
        work.may(_NEEDS[action])
        values = _values(work, action, thing, reason)
        values |= {"second": other, "confirmed_at": work.moment}
        work.session.execute(_table.insert().values(**values))
        journal.write(work, _APPROVED, _entry(action, values["id"]))
        as_other = replace(work, user=User(other, unlocked.role))
        journal.write(as_other, _APPROVED, _entry(action, values["id"]))
        work.touched.add(_table.name)
        return Approval(values["id"], "second", (work.user.name, other), reason, work.moment)


def ask(work: Work, action: str, thing: str, reason: str) -> str:
    """Write down what a small team's only person wants to confirm alone tomorrow."""
    work.may(_NEEDS[action])
    if not seconds.is_small(work):
        raise TeamIsLarge
    if not reason.strip():
        raise ReasonMissing
    values = _values(work, action, thing, reason.strip())
    work.session.execute(_table.insert().values(**values))
    journal.write(work, _ASKED, _entry(action, values["id"]))
    waits.begin(work, values["id"])
    work.touched.add(_table.name)
    return str(values["id"])


def waiting(work: Work, action: str, thing: str) -> Request | None:
    """Return what this user asked for and has not confirmed yet."""
    work.may(_NEEDS[action])
    query = (
        _table.select()
        .where(_C.action == action, _C.object == thing, _C.user == work.user.name)
        .where(_C.confirmed_at.is_(None), _C.used_at.is_(None))
        .order_by(_C.row.desc())
        .limit(1)
    )
    found = work.session.execute(query).first()
    if found is None or waits.moved_back(work, _entered(work, _ASKED, found)):
        return None
    return _request(work, found)


def confirm_alone(work: Work, identity: str) -> Approval:
    """Confirm one's own request, a day or more after it was made."""
    query = _table.select().where(_C.id == identity, _C.confirmed_at.is_(None))
    found = work.session.execute(query).first()
    if found is None:
        raise TwoAreNeeded
    work.may(_NEEDS[found.action])
    if found.user != work.user.name:
        work.refuse("approve")
    if not seconds.is_small(work):
        raise TeamIsLarge
    if waits.moved_back(work, _entered(work, _ASKED, found)):
        raise waits.ClockMoved
    ready = _request(work, found).ready
    if work.moment < ready:
        raise TooEarly(-((work.moment - ready) // timedelta(hours=1)))  # a begun hour counts
    work.session.execute(_table.update().where(_C.id == identity).values(confirmed_at=work.moment))
    journal.write(work, _ALONE, _entry(found.action, identity))
    waits.over(work, identity)
    work.touched.add(_table.name)
    return Approval(identity, "alone", (found.user,), found.reason, work.moment)


def use(work: Work, identity: str, action: str, thing: str = "") -> Approval:
    """Spend an approval on the deed it was given for, by who asked for it; TwoAreNeeded else."""
    found = held(work, identity, action, thing)
    work.session.execute(_table.update().where(_C.id == identity).values(used_at=work.moment))
    journal.write(work, _USED, _entry(action, identity))
    return found


def held(work: Work, identity: str, action: str, thing: str = "") -> Approval:
    """Return an approval that was given and not used yet; TwoAreNeeded otherwise."""
    work.may(_NEEDS[action])
    query = _table.select().where(
        _C.id == identity,
        _C.action == action,
        _C.object == thing,
        _C.user == work.user.name,
        _C.used_at.is_(None),
        _C.confirmed_at.is_not(None),
    )
    found = work.session.execute(query).first()
    if found is None or _ran_out(work, found):
        raise TwoAreNeeded
    users = (found.user, found.second) if found.second else (found.user,)
    how = "second" if found.second else "alone"
    return Approval(identity, how, users, found.reason, found.confirmed_at)


def settle(workspace: "Workspace") -> int:
    """Mark the approvals that ran out as spent, for good; returns how many."""
    query = _table.select().where(_C.confirmed_at.is_not(None), _C.used_at.is_(None))
    with workspace.work() as work:
        over = [one for one in work.session.execute(query) if _ran_out(work, one)]
    if not over:
        return 0
    with workspace.work(write=True) as work:
        for one in over:
            mine = _table.update().where(_C.id == one.id)
            work.session.execute(mine.values(used_at=work.moment))
            journal.write(work, _EXPIRED, _entry(one.action, one.id))
    return len(over)


def forget_reasons(work: Work, thing: str) -> None:
    """Drop the words of what was asked about a thing that is erased; how it was approved stays."""
    work.session.execute(_table.update().where(_C.object == thing).values(reason=""))


def words(approval: Approval) -> str:
    """Return the sentence that prints; it names nobody."""
    if approval.how == "second":
        return _("Approved by two people of the team, each with their own passphrase.")
    return _(
        "Confirmed by one person after 24 hours, with a reason, because the team has fewer than "
        "three users."
    )


def _values(work: Work, action: str, thing: str, reason: str) -> dict[str, Any]:
    return {
        "id": new_id(),
        "action": action,
        "object": thing,
        "reason": reason[:400],
        "user": work.user.name,
        "second": "",
        "asked_at": work.moment,
    }


def _request(work: Work, found: Any) -> Request:
    """Return a request with the moment from which it may be confirmed; see ``waits``."""
    asked = _entered(work, _ASKED, found)
    known = waits.written_by(work, asked)
    start = max(found.asked_at, known) if known else found.asked_at
    left = waits.left(work, found.id, asked, start, WAIT)
    ready = work.moment + left if left else min(start + WAIT, work.moment)
    return Request(found.id, found.action, found.object, found.reason, start, ready)


def _ran_out(work: Work, found: Any) -> bool:
    """Tell whether an approval is too old by the latest moment the journal knows of."""
    given = _entered(work, _APPROVED if found.second else _ALONE, found)
    return bool(found.confirmed_at <= waits.latest(work, given) - VALID)


def _entered(work: Work, action: str, found: Any) -> int:
    """Return the number of the journal's entry in which something was done with an approval."""
    return waits.entry(work, _entry(found.action, found.id), action)


def _entry(action: str, identity: str) -> str:
    return f"{action}:{identity}"


def _fit(unlocked: keys.Unlocked, action: str) -> bool:
    if action != OPEN:
        return unlocked.role in _APPROVERS
    return unlocked.slot.id in unlocked.header.sealed.get("dialogues", {})
