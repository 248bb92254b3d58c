# SPDX-License-Identifier: GPL-3.0-or-later
"""Two files of one person: say so, say that they are two, merge them, and take the merge back.

A link costs nothing and is the first step. A merge moves everything that hangs on one file to the
other and puts the empty one away; what the kept file did not know it learns. Undone, both are what
they were: every step is written down.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

import sqlalchemy as sa

from desktop.core import clock, journal, merging, records
from desktop.core.errors import UserError
from desktop.core.fields import Kind, specs
from desktop.core.i18n import N_
from desktop.core.papers import attachments
from desktop.core.tables import table_of
from desktop.core.work import Work
from desktop.participants import likeness_service, service
from desktop.participants.merge_model import Merge, Sameness
from desktop.participants.model import Participant, ParticipantDraft

if TYPE_CHECKING:
    from desktop.core.store import Workspace

_S, _M, _P = table_of(Sameness).c, table_of(Merge).c, table_of(Participant).c
PERHAPS, DIFFERENT = "perhaps", "different"
STAY = frozenset({"sameness", "merge"})
"""Registers that tell of the two files themselves: they name both, whatever happens."""
_OWN = frozenset({"status", "closed_on", "closure_reason", "registered_on", "found_by"})


@dataclass(frozen=True, slots=True)
class Pair:
    """The other file, what was said of it, and what speaks for it."""

    id: str
    code: str
    verdict: str
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Merged:
    """A file that went into another and can come back."""

    id: str
    code: str


def said(work: Work, person: str) -> list[Pair]:
    """Return the files somebody said something of beside this one, in either direction."""
    service.get(work, person)
    query = sa.select(_S.participant, _S.other, _S.verdict).where(
        _S.deleted_at.is_(None), sa.or_(_S.participant == person, _S.other == person)
    )
    verdicts = {
        (row.other if row.participant == person else row.participant): row.verdict
        for row in work.session.execute(query)
    }
    known = service.codes_of(work, list(verdicts))
    here = _here(work, known)
    return [Pair(one, known[one], verdicts[one]) for one in sorted(here, key=known.__getitem__)]


def proposed(work: Work, person: str) -> list[Pair]:
    """Return the five files most like this one of which nobody has said anything yet."""
    values = records.values_of(service.get(work, person))
    besides = [person, *(pair.id for pair in said(work, person))]
    found = likeness_service.similar(work, values, besides=besides)
    return [Pair(one.id, one.code, "", one.reasons) for one in found]


def say(work: Work, person: str, other: str, verdict: str) -> Sameness:
    """Say that two files are perhaps one person, or surely two, instead of what was said before."""
    _two(work, person, other)
    query = sa.select(Sameness).where(
        _S.deleted_at.is_(None),
        sa.or_(
            sa.and_(_S.participant == person, _S.other == other),
            sa.and_(_S.participant == other, _S.other == person),
        ),
    )
    held: Sameness | None = work.session.execute(query).scalars().first()
    if held is not None:
        return records.amend(work, held, {"verdict": verdict})
    values = {"participant": person, "other": other, "verdict": verdict}
    return records.create(work, Sameness, values)


def merge(work: Work, kept: str, gone: str, copies: Iterable[str] = ()) -> Merge:
    """Move everything of one file to another and put the first away; ``undo`` brings it back.

    ``copies`` are the ids of papers copied before: a paper opens in its own place only.
    """
    person, other = _two(work, kept, gone)
    work.may("amend", person)
    work.may("remove", other)
    made = records.create(work, Merge, {"participant": kept, "gone": gone})
    merging.move(work, made.id, service.REGISTER, gone, kept, but=STAY)
    for name, value in _learnt(person, other):
        merging.put(work, made.id, person, name, value)
    if (own := {**other.extra, **person.extra}) != person.extra:
        merging.put(work, made.id, person, "extra", own)
    merging.note_copies(work, made.id, copies)
    records.remove(work, other)
    journal.write(work, "merge", kept)
    return made


def merge_files(workspace: "Workspace", kept: str, gone: str) -> str:
    """Merge two files with their papers; returns the id of the merge."""
    with workspace.work() as work:
        _two(work, kept, gone)
    copies = attachments.copy(workspace, "cases", gone, kept)
    with workspace.work(write=True) as work:
        return merge(work, kept, gone, copies).id


def undo(work: Work, merge: str) -> int:
    """Take a merge back; returns how many things stayed because somebody changed them since."""
    made = records.get(work, Merge, merge)
    if made.undone_on is not None:
        raise UserError(N_("This merge was taken back already."))
    service.get(work, made.participant)  # the file it went into must be there, and one's own
    gone = records.get(work, Participant, made.gone, deleted=True)
    records.restore(work, gone)
    if copies := merging.copies(work, made.id):
        attachments.drop_copies(work, copies)
    left = merging.put_back(work, made.id)
    records.amend(work, made, {"undone_on": clock.today()})
    journal.write(work, "unmerge", made.participant)
    return left


def merged(work: Work, person: str) -> list[Merged]:
    """Return the files that went into this one and can still come back, the latest first."""
    service.get(work, person)
    query = (
        sa.select(_M.id, _P.code)
        .join(table_of(Participant), _P.id == _M.gone)
        .where(_M.participant == person, _M.undone_on.is_(None), _M.deleted_at.is_(None))
        .order_by(_M.row.desc())
    )
    return [Merged(*row) for row in work.session.execute(query)]


def went_into(work: Work, code: str) -> str | None:
    """Return the file into which the one of a code went: an old code may stand in a notebook."""
    work.may("read")
    held = sa.select(_P.id).where(_P.code == code, _P.deleted_at.is_not(None))
    found: str | None = work.session.execute(held).scalar()
    if found is None:
        return None
    query = sa.select(_M.participant).where(_M.undone_on.is_(None), _M.deleted_at.is_(None))
    whole: str | None = None
    while found is not None:
        found = work.session.execute(query.where(_M.gone == found)).scalar()
        whole = found or whole
    return whole


def gone_into(work: Work, person: str) -> list[str]:
    """Return the ids of the files that went into this one: they are the same life."""
    work.may("read")
    query = sa.select(_M.gone).where(_M.participant == person, _M.undone_on.is_(None))
    found = list(work.session.execute(query).scalars())
    return found + [deeper for one in found for deeper in gone_into(work, one)]


def found_between(work: Work, first: date, last: date) -> tuple[int, int]:
    """Return (files merged in a period and still so, pairs perhaps of one person by its end)."""
    work.may("report")
    by = datetime.combine(last + timedelta(days=1), time.min).astimezone()
    since = datetime.combine(first, time.min).astimezone()
    merged = sa.select(sa.func.count()).where(
        _M.deleted_at.is_(None), _M.undone_on.is_(None), _M.created_at >= since, _M.created_at < by
    )
    told = sa.select(sa.func.count()).where(
        _S.deleted_at.is_(None), _S.verdict == PERHAPS, _S.created_at < by
    )
    session = work.session
    return int(session.execute(merged).scalar_one()), int(session.execute(told).scalar_one())


def _two(work: Work, one: str, other: str) -> tuple[Participant, Participant]:
    work.may("amend")
    if one == other:
        raise UserError(N_("These are not two files. Choose the other one."))
    return service.get(work, one), service.get(work, other)


def _here(work: Work, identities: Iterable[str]) -> set[str]:
    query = sa.select(_P.id).where(_P.id.in_(list(identities)), _P.deleted_at.is_(None))
    return set(work.session.execute(query).scalars())


def _learnt(person: Participant, other: Participant) -> list[tuple[str, object]]:
    """Return what the kept file does not know and the other does."""
    return [
        (spec.name, getattr(other, spec.name))
        for spec in specs(ParticipantDraft)
        if spec.name not in _OWN
        and spec.kind not in (Kind.DATE, Kind.MOMENT)
        and getattr(person, spec.name) in (None, "", [])
        and getattr(other, spec.name) not in (None, "", [])
    ]
