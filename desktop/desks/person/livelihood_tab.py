# SPDX-License-Identifier: GPL-3.0-or-later
"""The livelihood of one participant: placements, and under one tab with them what is used."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from desktop.core.i18n import N_
from desktop.desks.frame.desk import Desk
from desktop.desks.livelihood.certificates_page import Certificates
from desktop.desks.livelihood.seed_page import Seeds
from desktop.desks.livelihood.stipend_lines import Lines
from desktop.organisation import uses_service
from desktop.placements.page import PlacementSource
from desktop.widgets.register import RegisterPage
from desktop.widgets.source import Source, Tab

GROUP = N_("Livelihood")


def livelihood(desk: Desk, person: str) -> tuple[Tab, ...]:
    """Return the tabs of a person's livelihood; the placements alone where nothing else is used."""
    workspace, toasts = desk.workspace, desk.toasts
    with workspace.work() as work:
        on = uses_service.used(work)

    def tab(name: str, title: str, source: Callable[[], Source], group: str = GROUP) -> Tab:
        def build(_parent: QWidget) -> QWidget:
            return RegisterPage(source(), toasts)

        return Tab(name, title, build, group=group)

    more = (
        tab(uses_service.STIPENDS, N_("Stipends"), lambda: Lines(desk, person=person)),
        tab(uses_service.SEED, N_("Seed capital"), lambda: Seeds(desk, person)),
        tab(uses_service.COURSES, N_("Certificates"), lambda: Certificates(desk, person)),
    )
    chosen = tuple(one for one in more if one.name in on)
    group = GROUP if chosen else ""
    first = tab(
        "placements", N_("Placements"), lambda: PlacementSource(workspace, toasts, person), group
    )
    return (first, *chosen)
