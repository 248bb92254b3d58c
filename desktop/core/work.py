# SPDX-License-Identifier: GPL-3.0-or-later
"""Who acts: every service function takes a Work first and does nothing outside it.

A role says what somebody may do; a scope, whose files. Both are promises by the program: whoever
holds the data key can read the main store without it. What must be kept even from a colleague
lies in a store of its own, behind a key (security.md section 3).
"""

from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any, Literal

from desktop.core.errors import NotAllowed, NotYours

if TYPE_CHECKING:
    import sqlalchemy as sa
    from sqlmodel import Session

    from desktop.core.scope import Clauses, Sight

Role = Literal["caseworker", "coordinator", "dialogue", "data_officer", "auditor", "technician"]
Scope = Literal["own", "team", "all"]

_RECORDS = frozenset({"read", "create", "amend", "remove", "restore", "backup", "rights"})
_OUTPUTS = frozenset({"import", "report", "export", "show_name", "restricted"})
_ALLOWED: dict[str, frozenset[str]] = {
    "caseworker": _RECORDS,
    "dialogue": _RECORDS,
    "data_officer": _RECORDS | _OUTPUTS | {"erase", "demands", "complaints", "journal", "stipends"},
    "coordinator": _RECORDS
    | _OUTPUTS
    | {
        "settings",
        "members",
        "erase",
        "demands",
        "complaints",
        "journal",
        "glass",
        "lift_hold",
        "review",
        "stipends",
    },
    "auditor": frozenset(),
    "technician": frozenset(),
}
_CHANGES = frozenset({"amend", "remove", "restore"})
_COUNTS_EVERYBODY = frozenset({"report", "export"})


@dataclass(frozen=True, slots=True)
class User:
    """A signed-in user: a chosen login word, never a legal name.

    ``team_words`` are the login words of everybody in the same team.
    """

    name: str
    role: str = "coordinator"
    scope: str = "all"
    team: str = ""
    team_words: frozenset[str] = frozenset()


@dataclass(slots=True)
class Work:
    """One unit of work on one store: a transaction, who acts, on which device and when.

    ``holders`` is how many people hold the data key: in a small team one may confirm alone.
    ``touched`` collects the tables written, for the one notice after the commit; ``refused`` the
    actions that were not allowed, which the workspace notes in the journal whatever happens here.
    """

    session: "Session"
    store: str
    user: User
    device: str
    moment: datetime
    holders: int = 0
    touched: set[str] = field(default_factory=set)
    refused: list[str] = field(default_factory=list)

    @property
    def scope(self) -> str:
        """Whose files are in sight: own, team or all; who counts everybody sees everybody."""
        if _ALLOWED.get(self.user.role, frozenset()) >= _COUNTS_EVERYBODY:
            return "all"
        return self.user.scope if self.user.scope in ("own", "team") else "all"

    @property
    def words(self) -> frozenset[str]:
        """The login words whose files are in sight."""
        mine = frozenset({self.user.name})
        return mine | self.user.team_words if self.scope == "team" else mine

    @property
    def sight(self) -> "Sight":
        """What decides how a question is narrowed, without who asks."""
        from desktop.core import scope

        return scope.Sight(
            _ALLOWED.get(self.user.role, frozenset()), self.scope == "all", len(self.words)
        )

    def may(self, action: str, record: object = None) -> None:
        """Let the action pass or raise NotAllowed; ``record`` narrows it to the scope."""
        if not self.could(action):
            self.refuse(action)
        right = getattr(record, "right", "")
        if right and not self.could(right):
            self.refuse(right)
        if not self.sees(record):
            self.refuse(action, NotYours())
        kept_by = getattr(record, "kept_by", "")
        if kept_by and action in _CHANGES and not self.could(kept_by):
            self.refuse(kept_by)

    def could(self, action: str) -> bool:
        """Tell whether the role allows an action, for pages that would else offer a dead end."""
        return allowed(self.user.role, action)

    def sees(self, record: object) -> bool:
        """Tell whether a record lies in the scope; a register that is common ground always does."""
        if not getattr(record, "scoped_by", ""):
            return True
        if self.scope == "all" and self.could("restricted"):
            return True
        from desktop.core import scope  # the database comes with it

        return scope.holds(self, record)  # type: ignore[arg-type]

    def visible(self, table: "sa.FromClause") -> "Clauses":
        """Return what every query of a table must ask besides, so that only the scope is seen."""
        from desktop.core import scope

        return scope.clauses(self, table)

    def refuse(self, action: str, error: NotAllowed | None = None) -> Any:
        """Raise what keeps an action from passing, and have it noted."""
        self.refused.append(action)
        raise error or NotAllowed


def allowed(role: str, action: str) -> bool:
    """Tell whether a role may do something at all, whoever acts now."""
    return action in _ALLOWED.get(role, frozenset())
