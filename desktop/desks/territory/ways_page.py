# SPDX-License-Identifier: GPL-3.0-or-later
"""Ways: who cannot get where, the borders with their age, safe places and safe ways."""

from typing import TYPE_CHECKING

from desktop.core.i18n import _
from desktop.crossings.page import SafePlaceSource, SafeRouteSource
from desktop.desks.frame.desk import Desk
from desktop.desks.frame.lazy_tabs import LazyTabs, Tab
from desktop.desks.frame.open_register import register
from desktop.desks.territory.cut_off_page import CutOffPage
from desktop.places.border_list_page import BorderSource

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desktop.widgets.record_source import RecordSource


class WaysPage(LazyTabs):
    """The registers around a way, each on its tab."""

    def __init__(self, desk: Desk) -> None:
        workspace = desk.workspace
        super().__init__(
            desk,
            "ways_tabs",
            _("Ways"),
            (
                Tab("cut_off", _("Who cannot get there"), "read", CutOffPage),
                Tab(
                    "borders",
                    _("Borders"),
                    "read",
                    lambda d: _page(d, BorderSource(workspace, d.toasts), paper=False),
                ),
                Tab(
                    "safe_places",
                    _("Safe places"),
                    "read",
                    lambda d: _page(d, SafePlaceSource(workspace)),
                ),
                Tab(
                    "safe_routes",
                    _("Safe ways"),
                    "read",
                    lambda d: _page(d, SafeRouteSource(workspace)),
                ),
            ),
        )


def _page(desk: Desk, source: "RecordSource", *, paper: bool = True) -> "QWidget":
    """Return the page of a register; a border is never printed but on the map of the team."""
    page = register(desk, source)
    if not paper:
        source.printer = None
    page.stand_within()
    return page
