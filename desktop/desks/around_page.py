# SPDX-License-Identifier: GPL-3.0-or-later
"""The tab of a sector that counts what stands and happens in it."""

from collections.abc import Sequence
from datetime import timedelta
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.core import clock, i18n
from desktop.core.document import Table
from desktop.core.i18n import N_, _
from desktop.places.sector_page import RECENT
from desktop.places.tables_page import FactTables
from desktop.reports import sector_work
from desktop.widgets import look
from desktop.widgets.parts import wrapped
from desktop.widgets.source import Tab

if TYPE_CHECKING:
    from desktop.core.store import Workspace


class HerePanel(QWidget):
    """Reads anew whenever the store changed."""

    def __init__(self, workspace: "Workspace", sector: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("here_panel")
        look.mark(self, "page")
        self._workspace, self._sector = workspace, sector
        column = QVBoxLayout(self)
        column.setContentsMargins(*(look.space(4),) * 4)
        column.setSpacing(look.space(2))
        note = _("Counts of the last {n} days, and of what you may see.").format(n=RECENT)
        column.addWidget(wrapped(note, "soft"))
        self._none = wrapped(_("Nothing of the programme stands in this sector yet."), "soft")
        self._tables = FactTables()
        column.addWidget(self._none)
        column.addWidget(self._tables)
        column.addStretch()
        self.reload()

    def reload(self) -> None:
        """Count again."""
        today = clock.today()
        with self._workspace.work() as work:
            found = sector_work.here(work, self._sector, today - timedelta(days=RECENT), today)
        tables = [
            _table(title, rows)
            for title, rows in ((_("Work here"), found.work), (_("Incidents"), found.incidents))
            if rows
        ]
        self._none.setVisible(not tables)
        self._tables.setVisible(bool(tables))
        self._tables.show_tables(tables)


def tabs(workspace: "Workspace", sector: str) -> list[Tab]:
    """Return what the desk adds to the page of a sector."""
    return [
        Tab(
            "here",
            N_("Work and incidents here"),
            lambda parent: HerePanel(workspace, sector, parent),
        )
    ]


def _table(title: str, rows: Sequence[tuple[str, int]]) -> Table:
    cells = [(words, i18n.format_number(n)) for words, n in rows]
    return Table(title, (title, _("Number")), cells, numeric=(False, True))
