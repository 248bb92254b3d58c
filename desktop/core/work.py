# SPDX-License-Identifier: GPL-3.0-or-later
"""Who acts: every service function takes a Work first and does nothing outside it."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Literal

from desktop.core.errors import NotAllowed

if TYPE_CHECKING:
    from sqlmodel import Session

Role = Literal["caseworker", "coordinator", "dialogue", "data_officer", "auditor", "technician"]

_RECORDS = frozenset({"read", "create", "amend", "remove", "restore", "backup", "rights"})
_OUTPUTS = frozenset({"import", "report", "export", "show_name"})
_ALLOWED: dict[str, frozenset[str]] = {
    "caseworker": _RECORDS,
    "dialogue": _RECORDS,
    "data_officer": _RECORDS | _OUTPUTS | {"erase", "demands", "journal"},
    "coordinator": _RECORDS
    | _OUTPUTS
    | {"settings", "members", "erase", "demands", "journal", "glass"},
    "auditor": frozenset(),
    "technician": frozenset(),
}


@dataclass(frozen=True, slots=True)
class User:
    """A signed-in user: a chosen login word, never a legal name."""

    name: str
    role: str = "coordinator"


@dataclass(slots=True)
class Work:
    """One unit of work on one store: a transaction, who acts, on which device and when.

    ``touched`` collects the tables written, for the one notice after the commit.
    """

    session: "Session"
    store: str
    user: User
    device: str
    moment: datetime
    scope: Literal["own", "team", "all"] = "all"
    touched: set[str] = field(default_factory=set)

    def may(self, action: str, record: object = None) -> None:
        """Let the action pass or raise NotAllowed; ``record`` narrows it to the scope."""
        if action not in _ALLOWED.get(self.user.role, frozenset()):
            raise NotAllowed
        worker = getattr(record, "worker", None)
        if self.scope == "own" and worker not in (None, self.user.name):
            raise NotAllowed

    def could(self, action: str) -> bool:
        """Tell whether the role allows an action, for pages that would else offer a dead end."""
        return action in _ALLOWED.get(self.user.role, frozenset())
