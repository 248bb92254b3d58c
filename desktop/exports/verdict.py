# SPDX-License-Identifier: GPL-3.0-or-later
"""The verdict on a dataset in words: may it leave, why, and what was lost."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from desktop.core.i18n import N_, _


class Mark(StrEnum):
    """The three verdicts."""

    PUBLISH = "publish"
    ONLY = "only"
    STOP = "stop"


SENTENCES = {
    Mark.PUBLISH: N_("May be published"),
    Mark.ONLY: N_("Only for this partner"),
    Mark.STOP: N_("Must not leave"),
}
INSIDE = N_("Only inside the organisation")


def in_words(mark: Mark, *, inside: bool) -> str:
    """Return the verdict in a few words."""
    return _(INSIDE) if inside and mark is Mark.ONLY else _(SENTENCES[mark])


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the page and the command line show, in the language it was asked for in.

    ``why`` and ``lost`` are sentences; ``details`` are (name, figure) for the statistician;
    ``files`` what is, or would be, written; ``tables_only`` says that no row about one person is
    among them. ``tables_offered`` means that tables of counts could leave where rows may not.
    """

    mark: Mark
    sentence: str
    recipient: str
    why: tuple[str, ...]
    lost: tuple[str, ...] = ()
    details: tuple[tuple[str, str], ...] = ()
    files: tuple[str, ...] = ()
    people: int = 0
    released: int = 0
    tables_only: bool = False
    tables_offered: bool = False
    figures: dict[str, Any] | None = None

    @property
    def leaves(self) -> bool:
        """Whether anything may be written."""
        return self.mark is not Mark.STOP

    def sentences(self) -> tuple[str, ...]:
        """Return all of it for a terminal: the verdict, why, and what was lost."""
        return (self.sentence, *self.why, *self.lost)
