# SPDX-License-Identifier: GPL-3.0-or-later
"""What lies in a larger place, and how many people were counted in any place over the years."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.core import codes, i18n
from desktop.core.document import Table
from desktop.core.i18n import _
from desktop.places import place_service, population_service
from desktop.places.tables_page import FactTables
from desktop.widgets import look
from desktop.widgets.parts import wrapped

if TYPE_CHECKING:
    from desktop.core.store import Workspace
    from desktop.places.spot_service import Spot


class InsidePanel(QWidget):
    """Reads anew whenever the store changed."""

    def __init__(self, workspace: "Workspace", place: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("inside_panel")
        look.mark(self, "page")
        self._workspace, self._place = workspace, place
        column = QVBoxLayout(self)
        column.setContentsMargins(*(look.space(4),) * 4)
        column.setSpacing(look.space(2))
        self._path = wrapped("", "soft", "path")
        self._none = wrapped(_("Nothing lies in this place yet."), "soft")
        self._table = FactTables()
        for part in (self._path, self._none, self._table):
            column.addWidget(part)
        column.addStretch()
        self.reload()

    def reload(self) -> None:
        """Read what lies in the place."""
        with self._workspace.work() as work:
            path = place_service.path(work, self._place)
            found = place_service.inside(work, self._place)
        self._path.setText(path_words(path))
        self._path.setVisible(bool(path))
        self._none.setVisible(not found)
        self._table.setVisible(bool(found))
        self._table.show_tables([_table(found)] if found else [])


class PopulationPanel(QWidget):
    """The counts of a place's people, year by year, each with its source."""

    def __init__(self, workspace: "Workspace", place: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("population_panel")
        look.mark(self, "page")
        self._workspace, self._place = workspace, place
        column = QVBoxLayout(self)
        column.setContentsMargins(*(look.space(4),) * 4)
        column.setSpacing(look.space(2))
        note = _(
            "Change the population to write a newer count: the one before stays here with its year."
        )
        column.addWidget(wrapped(note, "soft"))
        self._table = FactTables()
        column.addWidget(self._table)
        column.addStretch()
        self.reload()

    def reload(self) -> None:
        """Read the counts."""
        with self._workspace.work() as work:
            known = population_service.counts(work, self._place)
        rows = [
            (str(count.year or ""), i18n.format_number(count.people), count.source)
            for count in known
        ]
        header = (_("Year"), _("Population"), _("Source"))
        self._table.setVisible(bool(rows))
        self._table.show_tables(
            [Table(_("Population"), header, rows, numeric=(True, True, False))] if rows else []
        )


def path_words(path: "Sequence[Spot]") -> str:
    """Return what a place lies in, the largest first, in one line."""
    return _("Lies in: {places}").format(places=" › ".join(spot.label for spot in path))


def _table(found: "Sequence[Spot]") -> Table:
    rows = [
        (
            spot.label,
            codes.label("place_level", spot.level),
            "" if spot.population is None else i18n.format_number(spot.population),
            str(spot.population_year or ""),
        )
        for spot in found
    ]
    return Table(
        _("What lies in it"),
        (_("Name"), _("Level"), _("Population"), _("Year")),
        rows,
        numeric=(False, False, True, True),
    )
