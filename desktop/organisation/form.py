# SPDX-License-Identifier: GPL-3.0-or-later
"""What forms of other registers offer of the organisation."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from desktop.organisation import grant_service, office_service, service

if TYPE_CHECKING:
    from desktop.core.store import Workspace


def programme_choices(workspace: "Workspace") -> Callable[[], list[tuple[str, str]]]:
    """Return what a programme editor offers: the programmes that run."""

    def offered() -> list[tuple[str, str]]:
        with workspace.work() as work:
            return service.offered(work)

    return offered


def grant_choices(workspace: "Workspace") -> Callable[[], list[tuple[str, str]]]:
    """Return what a grant editor offers: the grants that still run."""

    def offered() -> list[tuple[str, str]]:
        with workspace.work() as work:
            return grant_service.offered(work)

    return offered


def office_choices(workspace: "Workspace") -> Callable[[], list[tuple[str, str]]]:
    """Return what an office editor offers: the offices that are open."""

    def offered() -> list[tuple[str, str]]:
        with workspace.work() as work:
            return office_service.offered(work)

    return offered


def line_choices(workspace: "Workspace") -> Callable[[], list[tuple[str, str]]]:
    """Return what an editor of grant lines offers: the lines of the grants that still run."""

    def offered() -> list[tuple[str, str]]:
        with workspace.work() as work:
            names = grant_service.line_names(work)
            return [
                (line.id, names[line.id])
                for grant, _words in grant_service.offered(work)
                for line in grant_service.money(work, grant)
            ]

    return offered
