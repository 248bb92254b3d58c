# SPDX-License-Identifier: GPL-3.0-or-later
"""The word of a part kept apart for something that leaves it, checked by who cannot open the part.

The words are signed with a key that follows from the key of the part, so that whoever was never
given it, and whoever it was taken from, cannot sign. That this signing key is the part's is sealed
for each person of the team: the seal needs the private half of the part's in-box, which lies inside
it, or that person's own; the in-box stands in the signed directory. A key that was proved once is
remembered beside the box it was proved with, for colleagues who came later.
"""

import hmac
from collections.abc import Mapping
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from desktop.core import inbox, settings
from desktop.core.crypto import sealing
from desktop.core.errors import UserError
from desktop.core.i18n import N_

if TYPE_CHECKING:
    from desktop.core.store import Workspace
    from desktop.core.work import Work

_FORM = "vereda/2/endorsed"
_KNOWN = "endorsed_by"


class WrongSignature(UserError):
    """The words are not those that were signed."""

    def __init__(self) -> None:
        super().__init__(
            N_(
                "This file was changed after it was signed, or it was damaged on its way. Nothing "
                "was taken in. Ask for it again."
            )
        )


class NotProved(UserError):
    """Nothing shows that whoever signed holds the key of the part."""

    def __init__(self) -> None:
        super().__init__(
            N_(
                "Nothing shows that this file was made by a member who holds the key today. "
                "Nothing was taken in. Ask a member to make it again."
            )
        )


def endorse(workspace: "Workspace", store: str, content: str) -> dict[str, Any]:
    """Return key, seals and signature of an open part over a text."""
    header, holder = workspace.header, workspace.key_holder
    with workspace.work(store) as work:
        privates = inbox.privates_of(work, holder.store_key(store))
    box = next(one for one in privates if sealing.public_of(one) == header.inboxes[store])
    seed = sealing.derive(holder.store_key(store), _FORM)
    key = sealing.verify_key(seed)
    people = header.directory.entries if header.directory else ()
    seals = sorted(_seal(box, one.public, header.workspace, store, key) for one in people)
    message = _message(header.workspace, store, content, seals)
    return {"key": key, "seals": seals, "signature": sealing.sign(seed, message)}


def proved(workspace: "Workspace", store: str, content: str, told: Mapping[str, Any]) -> None:
    """Let a text pass that a member signed; WrongSignature or NotProved otherwise."""
    header = workspace.header
    key, seals, signature = str(told["key"]), [str(one) for one in told["seals"]], told["signature"]
    message = _message(header.workspace, store, content, seals)
    if not sealing.signed_by(key, str(signature), message):
        raise WrongSignature
    box = header.inboxes[store]
    mine = _seal(workspace.key_holder.private, box, header.workspace, store, key)
    if any(hmac.compare_digest(mine, one) for one in seals if one.isascii()):
        return
    with workspace.work() as work:
        if [box, key] not in known(work, store):
            raise NotProved


def remember(work: "Work", store: str, box: str, key: str) -> None:
    """Keep in the main store that a key was proved with a box of the directory."""
    held = known(work, store)
    if [box, key] not in held:
        every = settings.read(work, _KNOWN, {})
        settings.write(work, _KNOWN, {**every, store: [*held, [box, key]]})


def known(work: "Work", store: str) -> list[list[str]]:
    """Return the pairs of box and key that were proved."""
    return list(settings.read(work, _KNOWN, {}).get(store, []))


def still_signed(
    work: "Work", workspace: str, store: str, content: str, told: Mapping[str, Any]
) -> bool:
    """Tell whether a text that was taken in is what a key proved then had signed."""
    message = _message(workspace, store, content, list(told["seals"]))
    keys = {key for _box, key in known(work, store)}
    key = str(told["key"])
    return key in keys and sealing.signed_by(key, str(told["signature"]), message)


def _seal(private: bytes, public: str, workspace: str, store: str, key: str) -> str:
    said = sealing.canonical([_FORM, workspace, store, key])
    return hmac.digest(sealing.shared(private, public, _FORM), said, sha256).hex()


def _message(workspace: str, store: str, content: str, seals: list[str]) -> bytes:
    return sealing.canonical([_FORM, workspace, store, content, seals])
