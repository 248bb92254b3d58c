# SPDX-License-Identifier: GPL-3.0-or-later
"""The territory: it opens on the list of sectors; the map fills the page when asked for."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop.core.i18n import _
from desktop.places import import_page
from desktop.places.borders_page import BordersPage
from desktop.places.import_page import ImportPage
from desktop.places.import_service import Imported
from desktop.places.map_page import MapPage
from desktop.places.model import Level
from desktop.places.sector_page import Counts, SectorSource
from desktop.widgets import icons, look
from desktop.widgets.parts import button
from desktop.widgets.register import RegisterPage

if TYPE_CHECKING:
    from desktop.core.store import Workspace
    from desktop.widgets.jobs import Jobs
    from desktop.widgets.toasts import Toasts


class TerritoryPage(QWidget):
    """List, map and import of sectors; ``counts`` gives incidents by sector id between two days."""

    status = Signal(str)

    def __init__(
        self,
        workspace: "Workspace",
        jobs: "Jobs",
        counts: Counts,
        toasts: "Toasts",
        official: Counts | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("territory")
        look.mark(self, "page")
        self.source = SectorSource(workspace, counts, self.reload)
        self.register = RegisterPage(self.source, toasts)
        self.map = MapPage(workspace, counts, official, toasts, jobs)
        self.importer = ImportPage(workspace, jobs)
        self.finder = BordersPage(workspace, jobs)
        self._toasts = toasts
        self._list = QWidget()
        self._stack = QStackedWidget()
        for page in (self._list, self.map, self.importer, self.finder):
            self._stack.addWidget(page)
        self._lay_out(may_import=_may_import(workspace))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._stack)
        self.setFocusProxy(self.register)
        self.register.status.connect(self.status)
        self.map.left.connect(self.show_list)
        self.map.opened.connect(self.open)
        self.importer.left.connect(self.show_list)
        self.importer.imported.connect(self._imported)
        self.importer.taken_back.connect(self._taken_back)
        self.finder.left.connect(self.show_list)

    @property
    def help_page(self) -> str:
        """The page of help that tells of what is on show."""
        return "map" if self._stack.currentWidget() is self.map else "territory"

    def open(self, record: str) -> None:
        """Open a sector by its id."""
        self.show_list()
        self.register.open(record)

    def show_list(self) -> None:
        """Go back to the list, which is read anew; no border stays drawn."""
        self.map.cover()
        self._stack.setCurrentWidget(self._list)
        self.register.reload()

    def show_map(self) -> None:
        """Let the map fill the page."""
        self.map.reload()
        self._stack.setCurrentWidget(self.map)
        self.map.canvas.setFocus()

    def import_sectors(self) -> None:
        """Ask for a file of areas and read it."""
        self._stack.setCurrentWidget(self.importer)
        self.importer.welcome()
        self.importer.choose()

    def find_borders(self) -> None:
        """Look for borders between the sectors that are here already."""
        self._look_for_borders([])

    def cover(self) -> None:
        """Take what could hurt off the screen: border lines."""
        self.map.cover()

    def reload(self) -> None:
        """Show what changed in the store."""
        if self._stack.currentWidget() is self.map:
            self.map.reload()
        self.register.reload()

    def keep_draft(self) -> None:
        """Keep what is being typed now, as before a lock."""
        self.register.keep_draft()

    def close_down(self) -> None:
        """Let go of everything before the window goes."""
        self.register.close_down()
        self.map.close_down()

    def _imported(self, done: Imported, level: str) -> None:
        """Say what came in, and how to take it back; sectors are looked at for borders next."""
        said = import_page.told(done)
        if level == Level.SECTOR:
            self._look_for_borders(said)
        else:
            self.show_list()
        self._toasts.show(
            " ".join(said), lambda: self.importer.undo(done.batch, done.touched), _("Take it back")
        )

    def _taken_back(self, said: str) -> None:
        self.finder.start()
        self.show_list()
        self._toasts.show(said)

    def _look_for_borders(self, said: list[str]) -> None:
        self._stack.setCurrentWidget(self.finder)
        self.finder.look_around(said)

    def _lay_out(self, *, may_import: bool) -> None:
        column = QVBoxLayout(self._list)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        row = QHBoxLayout()
        row.setContentsMargins(look.space(6), look.space(4), look.space(6), 0)
        row.setSpacing(look.space(2))
        to_map = button(_("Map"), "to_map", self.show_map)
        to_map.setShortcut("Alt+M")
        to_map.setToolTip("Alt+M")
        icons.dress(to_map, "map")
        row.addWidget(to_map)
        row.addStretch()
        if may_import:
            row.addWidget(
                button(_("Import areas from a file"), "import_sectors", self.import_sectors)
            )
            row.addWidget(button(_("Find borders"), "find_borders", self.find_borders))
        column.addLayout(row)
        column.addWidget(self.register, 1)


def _may_import(workspace: "Workspace") -> bool:
    with workspace.work() as work:
        return work.could("import")
