# SPDX-License-Identifier: GPL-3.0-or-later
"""The request to erase somebody in a part that is closed: who asked is proved inside that part.

The in-box takes from everybody, and the stone in the main store can be laid by whoever holds the
data key. So a request carries a seal that only one person of the team can have made: its key
comes of the asker's private key and the in-box's, and the signed directory says whose it is and
whether that person may erase at all.
"""

import hmac
import json
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

from desktop.core import deposited, inbox
from desktop.core.crypto import sealing
from desktop.core.crypto.header import Header
from desktop.core.tables import is_id
from desktop.core.work import allowed
from desktop.participants import service as participants

if TYPE_CHECKING:
    from desktop.core.store import Workspace

REQUEST = "erase"
"""The field of a deposit that asks to erase instead of bringing a record."""
_BY, _SEAL = "by", "seal"
_FORM = "vereda/2/erase"


@dataclass(frozen=True, slots=True)
class Asked:
    """A request that lies in an in-box: whom it names and whether who asked is proved."""

    person: str
    proved: bool


def ask(workspace: "Workspace", store: str, person: str) -> None:
    """Ask the members of a closed store to erase somebody, under the seal of who is signed in."""
    with workspace.work() as work:
        work.may("erase")
    holder = workspace.key_holder
    seal = _seal(
        sealing.shared(holder.private, workspace.header.inboxes[store], _FORM),
        _said(workspace.header, store, person, holder.slot.id),
    )
    content = {REQUEST: [participants.REGISTER, person], _BY: holder.slot.id, _SEAL: seal}
    workspace.deposit(store, json.dumps(content).encode())


def read(workspace: "Workspace", store: str, content: bytes) -> Asked | None:
    """Return what a deposit asks; None for one of another kind, or one that names nobody."""
    with workspace.work(store) as work:
        work.may("erase")
    told = deposited.told(content)
    match told.get(REQUEST):
        case [participants.REGISTER, person] if is_id(person):
            by, seal = str(told.get(_BY)), str(told.get(_SEAL))
            return Asked(person, _is_proved(workspace, store, person, by, seal))
    return None


def _is_proved(workspace: "Workspace", store: str, person: str, by: str, seal: str) -> bool:
    header = workspace.header
    entry = header.directory.entry(by) if header.directory else None
    if entry is None or not allowed(entry.role, "erase"):
        return False
    with workspace.work(store) as work:
        boxes = inbox.privates_of(work, workspace.key_holder.store_key(store))
    said = _said(header, store, person, by)
    made = [_seal(sealing.shared(one, entry.public, _FORM), said) for one in boxes]
    return any(hmac.compare_digest(one.encode(), seal.encode()) for one in made)


def _said(header: Header, store: str, person: str, by: str) -> bytes:
    return sealing.canonical([_FORM, header.workspace, store, person, by])


def _seal(key: bytes, said: bytes) -> str:
    return hmac.digest(key, said, sha256).hex()
