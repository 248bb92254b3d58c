# SPDX-License-Identifier: GPL-3.0-or-later
"""What every page is given: the open workspace, the worker, the toasts and a way to other pages."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desktop.core.store import Workspace
    from desktop.widgets.jobs import Jobs
    from desktop.widgets.toasts import Toasts


@dataclass(slots=True)
class Desk:
    """Passed to every page instead of the window, which no page knows.

    ``go`` shows another page, ``go("participants", identity)`` a record there; ``say`` writes the
    bottom line; ``show_paper`` shows a finished file; ``remake`` has every other page made anew.
    """

    workspace: "Workspace"
    jobs: "Jobs"
    toasts: "Toasts"
    go: Callable[[str, str], None]
    say: Callable[[str], None]
    show_paper: Callable[[Path], None] = field(default=lambda _path: None)
    remake: Callable[[], None] = field(default=lambda: None)


class Page(Protocol):
    """What the window asks of a page.

    One that shows what must not outlast a cover of the screen, such as borders, answers ``cover``.
    """

    def reload(self) -> None:
        """Show what changed in the store."""
        ...

    def keep_draft(self) -> None:
        """Keep what is being typed now, as before a lock."""
        ...

    def close_down(self) -> None:
        """Let go of everything before the window goes."""
        ...


@dataclass(frozen=True, slots=True)
class Place:
    """One entry of the rail; ``store`` names the store that must be open for it to be there."""

    name: str
    title: str
    icon: str
    build: "Callable[[Desk], QWidget]"
    tables: frozenset[str] = frozenset()
    store: str = "cases"
    action: str = "read"
    apart: bool = False
