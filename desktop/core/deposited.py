# SPDX-License-Identifier: GPL-3.0-or-later
"""What was left in an in-box, judged before it comes into a store.

Sealing needs only the public key in the header, so that anybody who can write into the folder may
leave anything: who takes it in trusts no word of it, the id least of all.
"""

import hmac
import json
import secrets
import uuid
from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from desktop.core import journal, settings, tombstones
from desktop.core.errors import InvalidRecord, UserError
from desktop.core.i18n import N_
from desktop.core.tables import is_id

if TYPE_CHECKING:
    from desktop.core.work import Work

REFUSED = (UserError, ValueError, TypeError, OverflowError)
"""How a deposit that is not what it says fails to become a record; the others go on."""
_MARK = "inbox_mark"
_BY, _AT = "left_by", "left_at"
_LONGEST = 40


class NotTaken(UserError):
    """Something in the in-box is of no use; it stays there."""

    def __init__(self) -> None:
        super().__init__(
            N_(
                "Something left for this part could not be taken in. It stays sealed where it "
                "is, and everything else was taken in."
            )
        )


def told(content: bytes) -> dict[str, Any]:
    """Return what a deposit says; nothing where it is none of ours or cannot be written down."""
    try:
        found = json.loads(content, parse_constant=_refuse)
        json.dumps(found, ensure_ascii=False, allow_nan=False).encode()  # no half characters
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def own_id(work: "Work", named: str) -> str:
    """Return the id a record gets in here, always the same for what its sender called it.

    It follows from a secret of this store: whoever sends something cannot choose the id, so that
    its later erasure touches nobody else's history, and can only be known again by it.
    """
    mark = settings.read(work, _MARK)
    if mark is None:
        mark = secrets.token_hex(32)
        settings.write(work, _MARK, mark)
    drawn = hmac.digest(bytes.fromhex(mark), named.encode(), sha256)
    return str(uuid.UUID(bytes=drawn[:16], version=4))


def left_by(work: "Work") -> dict[str, str]:
    """Return who leaves something and when, to be sealed with it.

    The main journal, which the whole team can read, gets no line: it would tell who wrote for a
    closed part, and at which minute.
    """
    return {_BY: work.user.name, _AT: work.moment.isoformat(timespec="minutes")}


def noted(work: "Work", identity: str, values: Mapping[str, Any]) -> dict[str, str]:
    """Note in the journal of the part that something came in; returns what its sender says.

    It is kept beside the record as what it is: the word of whoever sealed it.
    """
    journal.write(work, "deposit", identity)
    return {name: str(values[name])[:_LONGEST] for name in (_BY, _AT) if name in values}


def is_known(work: "Work", table: sa.Table, identities: Sequence[str]) -> bool:
    """Tell whether a record of one of these ids is in a register, or was and is erased."""
    here = sa.select(table.c.row).where(table.c.id.in_(identities))
    return work.session.execute(here).first() is not None or any(
        tombstones.lies(work, one) for one in identities
    )


def name_of(values: dict[str, Any], field: str) -> str | None:
    """Take out of a deposit what its sender called it; None where that is no whole id."""
    found = values.pop(field, None)
    return found if is_id(found) else None


def told_as(error: Exception) -> UserError:
    """Return what a member is told of a deposit that was refused: of its answers, nothing."""
    if isinstance(error, UserError) and not isinstance(error, InvalidRecord):
        return error
    return NotTaken()


def _refuse(constant: str) -> Any:
    raise ValueError(constant)
