# SPDX-License-Identifier: GPL-3.0-or-later
"""What every store remembers of the key header, and what it says when the header does not fit.

A list of people nobody signed is refused (core.inbox). A header that is genuine but older than one
the store has seen, or a list signed by somebody who could sign once, can be honest: a key file
restored by hand, a copy brought back. It opens, and says so until a coordinator has looked.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager, suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

from desktop.core import clock, inbox, journal, settings
from desktop.core.crypto import boxes, generation, keys, trust
from desktop.core.crypto.header import SEALED_STORES, Header, HeaderNotSaved
from desktop.core.errors import UserError
from desktop.core.i18n import N_, _

if TYPE_CHECKING:
    from desktop.core.work import Work


class Opened(Protocol):
    """What is asked here of an open workspace, which itself asks here while it opens."""

    @property
    def header(self) -> Header: ...

    @property
    def key_holder(self) -> keys.Unlocked: ...

    @property
    def open_stores(self) -> tuple[str, ...]: ...

    def work(
        self, store: str = "cases", *, write: bool = False
    ) -> AbstractContextManager["Work"]: ...

    def change_header(self, change: Callable[[Header], Header]) -> None: ...


_SEEN = "header_generation"
OLDER, FORKED = "header_older", "list_forked"
"""The settings, and the acts in the journal, that say what was found."""

SENTENCES = {
    OLDER: N_(
        "An older key file was put back: keys that were taken, passphrases that were changed and "
        "people who left since then count again. If nobody of the team restored it by hand, "
        "somebody tried to get in. Take the keys and change the passphrases again."
    ),
    FORKED: N_(
        "Somebody who was a coordinator once signed a list of people of their own, and it was "
        "believed here for a while. Look at who can sign in and who holds which key, and dismiss "
        "whoever signed it."
    ),
}


def hold(workspace: Opened, store: str) -> None:
    """Hold the header against what lies inside an open store, and note there what it is now."""
    header, holder = workspace.header, workspace.key_holder
    with workspace.work(store) as work:
        known = inbox.agrees(work, holder)
        found = _strange(work, header)
        seen = int(settings.read(work, _SEEN, 0))
    if not known or found or seen < generation.of(header):
        with workspace.work(store, write=True) as work:
            settings.write(work, trust.PIN, trust.pin_of(header))
            settings.write(work, _SEEN, max(seen, generation.of(header)))
            inbox.signed(work, holder.store_key(store), header.inboxes[store])
            for what in found:
                settings.write(work, what, clock.now().isoformat())
                journal.write(work, what, str(generation.of(header)))
    with suppress(HeaderNotSaved):
        _finish(workspace, store)


def believed_a_fork(workspace: Opened) -> None:
    """Note that the signed-in user once took a list for true that was no coordinator's."""
    with workspace.work(write=True) as work:
        settings.write(work, FORKED, clock.now().isoformat())
        journal.write(work, FORKED, workspace.key_holder.slot.id)


def told(workspace: Opened) -> dict[str, tuple[str, ...]]:
    """Return what the open stores say of the header: what was found > in which stores."""
    found: dict[str, tuple[str, ...]] = {}
    for store in workspace.open_stores:
        with suppress(UserError), workspace.work(store) as work:  # it may be closed meanwhile
            for what in (OLDER, FORKED):
                if settings.read(work, what):
                    found[what] = (*found.get(what, ()), store)
    return found


def lines(work: "Work") -> list[str]:
    """Return what a check says of one open store, a sentence each."""
    return ["{store}: " + _(SENTENCES[what]) for what in SENTENCES if settings.read(work, what)]


def seen(workspace: Opened) -> None:
    """Let a coordinator say that they looked: the header counts as the newest from now on."""
    found = told(workspace)
    stores = {store for some in found.values() for store in some}
    least = generation.of(workspace.header) + 1
    for store in stores:
        with workspace.work(store) as work:
            work.may("members")
            least = max(least, int(settings.read(work, _SEEN, 0)) + 1)
    for store in stores:
        with workspace.work(store, write=True) as work:
            for what in (OLDER, FORKED):
                settings.write(work, what, None)
            journal.write(work, "header_seen", str(least))
    if stores:
        workspace.change_header(lambda header: generation.moved(header, header, least))


def unheard(header: Header) -> tuple[str, ...]:
    """Return the stores that have not heard that a coordinator is none any more."""
    found = header.more.get(generation.UNHEARD, [])
    return tuple(store for store in SEALED_STORES if store in found)


def _strange(work: "Work", header: Header) -> list[str]:
    """Return what is strange about a header that is genuine, and was not told yet."""
    found = []
    if generation.of(header) < int(settings.read(work, _SEEN, 0)):
        found.append(OLDER)
    if trust.forked(header, settings.read(work, trust.PIN)):
        found.append(FORKED)
    return [what for what in found if not settings.read(work, what)]


def _finish(workspace: Opened, store: str) -> None:
    """Sign the in-box a member left waiting, where a coordinator can, and say the store heard."""
    if store in unheard(workspace.header):
        workspace.change_header(lambda header: _heard(header, store))
    if store in boxes.waiting(workspace.header):
        with suppress(keys.NotAMember):
            sign_box(workspace, store)


def sign_box(workspace: Opened, store: str) -> None:
    """Sign the in-box that waits for it; NotAMember for who is no coordinator.

    Whoever holds the store's key was asked by ``inbox.agrees`` whether it is the store's own; who
    does not must have compared its words with a member (core.team.rotation).
    """
    seed = workspace.key_holder.signing_seed()

    def changed(header: Header) -> Header:
        public = boxes.waiting(header).get(store)
        return header if public is None else trust.with_box(header, seed, store, public)

    workspace.change_header(changed)


def _heard(header: Header, store: str) -> Header:
    left = [one for one in unheard(header) if one != store]
    return replace(header, more={**header.more, generation.UNHEARD: left})
