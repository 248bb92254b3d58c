# SPDX-License-Identifier: GPL-3.0-or-later
"""Guided erasure of one participant: what it will do, the deed in every store, the certificate.

The row, what hangs on it, its history, search entries, drafts, papers and the copies a migration
left go; coded rows stay for the counts of past periods. A store that is not open gets a sealed
request, which whoever opens it carries out. Backups made before keep the person until they are
thinned out; the stones see to it that a restored one loses the person again.
"""

import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import sqlalchemy as sa

from desktop import slices
from desktop.core import clock, erasure, records, tombstones
from desktop.core.backups import copies
from desktop.core.crypto.header import STORES
from desktop.core.errors import UserError
from desktop.core.i18n import N_
from desktop.core.leftovers import copies_until, sweep
from desktop.core.papers import attachments
from desktop.core.tables import change, table_of
from desktop.core.team import approvals
from desktop.core.work import Work
from desktop.participants import service as participants
from desktop.participants.model import Participant
from desktop.releases.model import Release
from desktop.rights import asking, holds, requests

if TYPE_CHECKING:
    from desktop.core.store import Workspace


class OnHold(UserError):
    """A legal hold forbids the erasure."""

    def __init__(self) -> None:
        super().__init__(
            N_(
                "A legal hold stands on this participant, so nothing was erased. "
                "Lift the hold first, with its reason."
            )
        )


@dataclass(frozen=True, slots=True)
class Preview:
    """What an erasure would do, in counts; no name."""

    code: str
    registers: Mapping[str, int]
    history: int
    drafts: int
    releases: int
    held: bool
    sealed: tuple[str, ...]
    """Stores that are closed: they are asked by a sealed request."""
    copies_until: date
    copies: int
    """How many copies lie in the folder of copies and may hold the person."""


@dataclass(frozen=True, slots=True)
class Done:
    """What was erased, for the certificate; ``number`` is random and ties nothing to the person."""

    number: str
    moment: datetime
    registers: Mapping[str, int]
    history: int
    drafts: int
    sealed: tuple[str, ...]
    copies_until: date
    approved: approvals.Approval | None = None
    tidy: bool = True
    """Whether the write-ahead logs could be emptied at once; else at the next close."""
    papers: int = field(default=0)


def preview(workspace: "Workspace", person: str) -> Preview:
    """Count what an erasure would take away, without touching anything."""
    registers: dict[str, int] = {}
    entries = 0
    for store in workspace.open_stores:
        with workspace.work(store) as work:
            found = erasure.belonging(work, participants.REGISTER, person)
            for name, ids in found.items():
                registers[name] = registers.get(name, 0) + len(ids)
            entries += _entries(work, found)
    with workspace.work() as work:
        record = records.get(work, Participant, person, deleted=True)
        named = len(_naming(work, person))
        held = holds.on(work, person)
    drafts = sum(
        workspace.drafts(store).naming([person, record.code]) for store in workspace.open_stores
    )
    return Preview(
        code=record.code,
        registers=registers,
        history=entries,
        drafts=drafts,
        releases=named,
        held=held,
        sealed=_closed(workspace),
        copies_until=copies_until(clock.today()),
        copies=len(copies.kept(workspace, copies.folder_of(workspace))),
    )


def erase(workspace: "Workspace", person: str, approval: str) -> Done:
    """Erase a participant everywhere this user can reach; one transaction per store.

    ``approval`` is the id of what a second person, or a day's wait in a small team, has given
    for this person; it is spent with the main store, so that a cut before can be gone on with.
    """
    with workspace.work() as work:
        work.may("erase")
        given = approvals.held(work, approval, approvals.ERASE, person)
        record = records.get(work, Participant, person, deleted=True)
        if holds.on(work, person):
            raise OnHold
        words = [person, record.code]
    closed = _closed(workspace)
    for store in closed:  # asked first: what cannot be asked must not look done
        asking.ask(workspace, store, person)
    registers: dict[str, int] = {}
    entries = drafts = papers = 0
    for store in reversed(workspace.open_stores):  # the main store last: it holds who it was
        with workspace.work(store, write=True) as work:
            if store == "cases":
                approvals.use(work, approval, approvals.ERASE, person)
            gone = erase_here(work, person)
        entries += gone.history
        papers += gone.papers
        for name, ids in gone.records.items():
            registers[name] = registers.get(name, 0) + len(ids)
            words += ids
    for store in workspace.open_stores:
        drafts += workspace.drafts(store).forget(words)
    return Done(
        number=secrets.token_hex(4).upper(),
        moment=clock.now(),
        registers=registers,
        history=entries,
        drafts=drafts,
        sealed=closed,
        copies_until=copies_until(clock.today()),
        approved=given,
        papers=papers,
        tidy=sweep(workspace),
    )


@dataclass(frozen=True, slots=True)
class Gone:
    """What went in one store: records by register, entries of history, papers."""

    records: erasure.Found
    history: int
    papers: int


def erase_here(work: Work, person: str) -> Gone:
    """Erase a participant in the store of this work."""
    work.may("erase")
    if work.store == "cases":
        if holds.on(work, person):
            raise OnHold
        requests.cut_loose(work, person)
        approvals.forget_reasons(work, person)
        _leave_releases(work, person)
    found = erasure.belonging(work, participants.REGISTER, person)
    entries = _entries(work, found)
    papers = sum(attachments.erase(work, one) for ids in found.values() for one in ids)
    erased = slices.erase(work, person)
    return Gone(erased, entries, papers)


def take_requests(workspace: "Workspace", store: str, *, trusted: bool = False) -> int:
    """Carry out the sealed requests to erase that lie in the in-box of an open store.

    Anybody who can write into the folder can seal a request, and a colleague can lay a stone: only
    one sealed by somebody who may erase, for a person whom the main store lost, is carried out. The
    others stay there until a member, who was asked, says that they are ``trusted`` all the same.
    """
    with workspace.work(store) as work:
        if not work.could("erase"):
            return 0  # they lie there until somebody comes who may
    taken = 0
    for path, one in _asked(workspace, store):
        if not one.proved and not trusted:
            continue
        with workspace.work(store, write=True) as work:
            gone = erase_here(work, one.person)
        words = [one.person, *(each for ids in gone.records.values() for each in ids)]
        workspace.drafts(store).forget(words)
        path.unlink()
        taken += 1
    if taken:
        sweep(workspace)
    return taken


def unproved(workspace: "Workspace", store: str) -> tuple[int, int]:
    """Return how many requests nobody who may erase has sealed, and what they would take here.

    Whoever asked may have left the team since, or never have been in it: a member decides.
    """
    with workspace.work(store) as work:
        if not work.could("erase"):
            return 0, 0
    people = {one.person for _path, one in _asked(workspace, store) if not one.proved}
    with workspace.work(store) as work:
        found = [erasure.belonging(work, participants.REGISTER, person) for person in people]
    return len(people), sum(len(ids) for some in found for ids in some.values())


def _asked(workspace: "Workspace", store: str) -> list[tuple[Path, asking.Asked]]:
    """Return the requests for people whom the main store lost."""
    read = (
        (path, asking.read(workspace, store, content))
        for path, content in workspace.deposits(store)
    )
    return [(path, one) for path, one in read if one and _was_erased(workspace, one.person)]


def _was_erased(workspace: "Workspace", person: str) -> bool:
    with workspace.work() as work:
        return tombstones.lies(work, person)


def _closed(workspace: "Workspace") -> tuple[str, ...]:
    return tuple(store for store in STORES if store not in workspace.open_stores)


def _entries(work: Work, found: erasure.Found) -> int:
    ids = [one for some in found.values() for one in some]
    query = sa.select(sa.func.count()).select_from(change).where(change.c.record.in_(ids))
    return int(work.session.execute(query).scalar_one())


def _naming(work: Work, person: str) -> list[Release]:
    """Return the releases whose ledger entry lists this person among those who left."""
    scheme = sa.cast(table_of(Release).c.scheme, sa.Text)
    query = sa.select(Release).where(sa.func.instr(scheme, person) > 0)
    return list(work.session.execute(query).scalars())


def _leave_releases(work: Work, person: str) -> None:
    """Put a random word where the ledger named the person: later datasets are still compared."""
    for release in _naming(work, person):
        text = json.dumps(release.scheme).replace(person, secrets.token_hex(16))
        release.scheme = json.loads(text)
        work.session.add(release)
    work.session.flush()
