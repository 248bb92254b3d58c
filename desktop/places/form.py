# SPDX-License-Identifier: GPL-3.0-or-later
"""What forms of other registers offer of the territory: sectors, and borders between two."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from desktop.core import clock
from desktop.places import border_service, service

if TYPE_CHECKING:
    from desktop.core.store import Workspace
    from desktop.core.work import Work


def sector_choices(workspace: "Workspace") -> Callable[[], list[tuple[str, str]]]:
    """Return what a sector editor offers: every sector by name."""

    def offered() -> list[tuple[str, str]]:
        with workspace.work() as work:
            return [(spot.id, spot.label) for spot in service.sectors(work)]

    return offered


def border_choices(workspace: "Workspace") -> Callable[[], list[tuple[str, str]]]:
    """Return what a border editor offers: the two sectors of each border."""

    def offered() -> list[tuple[str, str]]:
        with workspace.work() as work:
            return sorted(border_names(work).items(), key=lambda pair: pair[1])

    return offered


def border_names(work: "Work") -> dict[str, str]:
    """Return the two sectors of every border by its id."""
    names = service.names(work)
    return {
        border.id: f"{names.get(border.a, '?')} | {names.get(border.b, '?')}"
        for border in border_service.borders(work, clock.today())
    }
