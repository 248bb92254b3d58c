# SPDX-License-Identifier: GPL-3.0-or-later
"""What a restored workspace has to say of itself until a coordinator has set it right.

A copy knows nothing of what came after it. Whom newer copies and the living workspace know to be
erased is erased again; where the living one could not be asked, nobody can tell who else was.
"""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from desktop.core import i18n, journal, settings
from desktop.core.i18n import _

if TYPE_CHECKING:
    from desktop.core.store import Workspace
    from desktop.core.work import Work

_MARK = "brought_back"


@dataclass(frozen=True, slots=True)
class Age:
    """How old what was brought back is: when it was copied, until when erasures are known.

    ``other_keys`` says that the keys were made anew since, ``sure`` that nothing is unknown.
    """

    made_at: str
    until: str
    other_keys: bool = False
    sure: bool = False


def note(work: "Work", age: Age) -> None:
    """Keep the task in what was restored, unless nothing is left to do."""
    if not age.sure or age.other_keys:
        settings.write(work, _MARK, asdict(age))


def waiting(workspace: "Workspace") -> Age | None:
    """Return how old what was brought back is, until a coordinator said that it is set right."""
    with workspace.work() as work:
        found = settings.read(work, _MARK)
    return Age(**found) if found else None


def settled(workspace: "Workspace") -> None:
    """Let a coordinator say that everything that came after the copy was entered again."""
    with workspace.work(write=True) as work:
        work.may("members")
        settings.write(work, _MARK, None)
        journal.write(work, "brought_back_settled")


def told(age: Age) -> list[str]:
    """Return what has to be known of such a copy, a sentence each."""
    lines = []
    if not age.sure:
        words = _(
            "This is a copy of {made}. Whoever was erased after {until} is here again, and people, "
            "keys and passphrases are as they were then. Enter the erasures again, and take the "
            "keys again from those who left."
        )
        lines.append(words.format(made=_day(age.made_at), until=_day(age.until)))
    if age.other_keys:
        lines.append(
            _(
                "The keys were changed after this copy was made: whoever was dismissed then can "
                "open it again, with the earlier passphrase or recovery key. Dismiss them again, "
                "which changes all keys."
            )
        )
    return lines


def _day(moment: str) -> str:
    return i18n.format_moment(datetime.fromisoformat(moment))
