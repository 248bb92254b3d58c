# SPDX-License-Identifier: GPL-3.0-or-later
"""The map of the territory: borders only when asked for, a legend always, the same as a table."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.core import i18n
from desktop.core.i18n import _, ngettext
from desktop.places import report, start_service
from desktop.places.drawing_page import DrawingBar
from desktop.places.grounds_page import Grounds, PinBar
from desktop.places.layers_page import LayerPanel, Marks
from desktop.places.projection_service import mercator
from desktop.places.sector_page import Counts
from desktop.places.start_page import StartBar
from desktop.places.tables_page import FactTables
from desktop.places.time_page import TimeBar
from desktop.widgets import icons, look
from desktop.widgets.editors_flow import FlowLayout
from desktop.widgets.map_canvas import STEP, MapCanvas
from desktop.widgets.map_legend import ScaleBar
from desktop.widgets.menus import Entry, menu_button
from desktop.widgets.parts import button

if TYPE_CHECKING:
    from desktop.core.store import Workspace
    from desktop.core.tiles import Box
    from desktop.widgets.jobs import Jobs
    from desktop.widgets.toasts import Toasts


class MapPage(QWidget):
    """A map that fills the page, layers and legend at its right, the time below."""

    opened = Signal(str)
    left = Signal()

    def __init__(
        self,
        workspace: "Workspace",
        counts: Counts,
        official: Counts | None = None,
        toasts: "Toasts | None" = None,
        jobs: "Jobs | None" = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("map_page")
        look.mark(self, "page")
        self._workspace, self._counts, self._official = workspace, counts, official
        self._toasts = toasts
        self._papers: Callable[[], Sequence[Entry]] = list
        self._more: Callable[[], Sequence[Entry]] = list
        self._marks: Callable[[date], Marks] | None = None
        self._reader = report.Outlines()
        self._outlines: report.Drawn = {}
        self._facts: report.Territory | None = None
        self.canvas = MapCanvas()
        self.grounds = Grounds(workspace, jobs, self)
        backgrounds = menu_button(_("Backgrounds"), "ground_menu", self.grounds.entries)
        self.panel = LayerPanel(self.grounds, backgrounds)
        self.legend = self.panel.legend
        self.tables = FactTables()
        self.drawing = DrawingBar(workspace, self.canvas)
        self.start = StartBar(workspace)
        self.pinning = PinBar(workspace, self.grounds, self.canvas)
        with workspace.work() as work:
            self._may_draw = work.could("create") and work.could("amend")
        self.scale = ScaleBar(self.canvas)
        self.time = TimeBar(workspace, self.scale, self)
        self._build()
        self._connect()

    def reload(self, *, outlines: bool = True) -> None:
        """Read the store and draw anew; the view and the selection stay."""
        on = self.time.day
        first = on - timedelta(days=self.panel.days)
        counts = self._counts(first, on)
        official = self._official(first, on) if self._official else None
        with self._workspace.work() as work:
            self._facts = report.territory(work, on, counts, official)
            if outlines:
                self._outlines = self._reader.read(work)
            start = None if self._outlines else start_service.box(work)
        self._draw()
        self._begin(start)

    def _begin(self, start: "Box | None") -> None:
        """Show an empty map where the city lies, or ask where that is."""
        known = bool(self._outlines or start or self.grounds.ground())
        self.start.setVisible(not known and self._may_draw)
        if start:
            (west, south), (east, north) = mercator(*start[:2]), mercator(*start[2:])
            self.canvas.start_at(QRectF(west, south, east - west, north - south))

    def offer_papers(self, entries: Callable[[], Sequence[Entry]]) -> None:
        """Offer what can be printed; paper is above this room, so the desk brings it."""
        self._papers = entries
        self.printing.show()

    def offer_marks(
        self, marks: Callable[[date], Marks], verbs: Callable[[], Sequence[Entry]]
    ) -> None:
        """Show marks of other rooms, and offer what can be done with them beside drawing."""
        self._marks, self._more = marks, verbs
        for layer in ("safe", "points"):
            self.panel.offer(layer, there=True)

    @property
    def day(self) -> date:
        """The day shown."""
        return self.time.day

    @property
    def shows_borders(self) -> bool:
        """Whether border lines are on the screen."""
        return self.borders.isChecked()

    def cover(self) -> None:
        """Take the borders off the screen."""
        self.borders.setChecked(False)
        self.panel.turn("points", on=False)

    def close_down(self) -> None:
        """Draw nothing more."""
        self.drawing.leave()
        self.pinning.leave()
        self.time.close_down()

    def _draw(self) -> None:
        if self._facts is None:
            return
        self.time.tell(self._facts.on)
        picture = report.make_map(
            self._facts,
            self._outlines,
            borders=self.borders.isChecked(),
            patterns=self.panel.shows("patterns"),
        )
        marks = self._marks(self._facts.on) if self._marks else Marks()
        picture = replace(picture, shapes=[*picture.shapes, *marks.shapes])
        self.canvas.show_words(names=self.panel.shows("names"), counts=self.panel.shows("numbers"))
        self.canvas.show_map(picture, keep_view=True)
        entries = [*picture.legend, *marks.legend]
        if self.borders.isChecked() and any(not border.status for border in self._facts.borders):
            entries.append(("edge", _("No status recorded")))
        self.legend.show_legend(entries)
        tables = report.tables_of(self._facts, borders=self.borders.isChecked())
        self.tables.show_tables([*tables, *marks.tables])
        self._tell(self.canvas.selection)
        self.scale.measure()
        self.panel.say_missing("\n".join(self._missing(self._facts)))

    def _missing(self, facts: report.Territory) -> Iterator[str]:
        """Yield what is known and not on the map."""
        bare = len(facts.sectors) - len(self._outlines)
        if bare > 0:
            words = ngettext(
                "{n} sector has no outline and is not on the map.",
                "{n} sectors have no outline and are not on the map.",
                bare,
            )
            yield words.format(n=bare)
        gone = sum(border.status == "dissolved" for border in facts.borders)
        if gone and self.borders.isChecked():
            words = ngettext(
                "{n} border is dissolved and is not drawn.",
                "{n} borders are dissolved and are not drawn.",
                gone,
            )
            yield words.format(n=gone)

    def _tell(self, key: str) -> None:
        """Say what is known of the selected sector."""
        if not key or self._facts is None:
            self.panel.tell([])
            return
        count = self._facts.counts.get(key, 0)
        said = [
            self._facts.name(key),
            self._facts.districts.get(key, ""),
            report.pattern_words(self._facts.patterns.get(key, "")),
            ngettext("{n} incident", "{n} incidents", count).format(n=i18n.format_number(count)),
        ]
        self.panel.tell([line for line in said if line])

    def _turn(self, *, table: bool) -> None:
        self._stack.setCurrentWidget(self.tables if table else self.canvas)
        (self.tables if table else self.canvas).setFocus()

    def _kept(self, words: str) -> None:
        """Show what was drawn, and say so."""
        self.reload()
        self._say(words)

    def _say(self, words: str) -> None:
        if self._toasts is not None:
            self._toasts.show(words)

    def _lay(self) -> None:
        """Draw the chosen background under the map, or none."""
        self.canvas.lay(self.grounds.ground())
        self.start.setVisible(self.start.isVisible() and self.grounds.ground() is None)
        self.panel.say_credit(self.grounds.credit)

    def _pin(self, identity: str) -> None:
        self.drawing.leave()
        self.table.setChecked(False)
        self.pinning.pin(identity)

    def _connect(self) -> None:
        self.borders.toggled.connect(lambda _on: self._draw())
        self.table.toggled.connect(lambda on: self._turn(table=on))
        self.panel.turned.connect(self._draw)
        self.panel.counted.connect(lambda: self.reload(outlines=False))
        self.panel.opened.connect(lambda: self.opened.emit(self.canvas.selection))
        self.time.settled.connect(lambda: self.reload(outlines=False))
        self.canvas.selected.connect(self._tell)
        self.canvas.activated.connect(self.opened)
        self.drawing.kept.connect(self._kept)
        self.start.begun.connect(self.reload)
        self.grounds.laid.connect(self._lay)
        self.grounds.told.connect(self._say)
        self.grounds.to_pin.connect(self._pin)

    def _build(self) -> None:
        self.borders = button(_("Show borders"), "borders", lambda: None)
        self.table = button(_("As a table"), "table", lambda: None)
        for toggle, keys in ((self.borders, "Alt+B"), (self.table, "Alt+T")):
            toggle.setCheckable(True)
            toggle.setShortcut(keys)
            toggle.setToolTip(keys)
        icons.dress(self.borders, "border")
        icons.dress(self.table, "list")
        whole = QVBoxLayout(self)
        whole.setContentsMargins(*(look.space(4),) * 4)
        whole.setSpacing(look.space(2))
        whole.addLayout(self._head())
        whole.addWidget(self.drawing)
        whole.addWidget(self.pinning)
        whole.addWidget(self.start)
        middle = QHBoxLayout()
        middle.setSpacing(look.space(4))
        self._stack = QStackedWidget()
        self._stack.addWidget(self.canvas)
        self._stack.addWidget(self.tables)
        middle.addWidget(self.pinning.photo, 1)
        middle.addWidget(self._stack, 1)
        middle.addWidget(self.panel)
        whole.addLayout(middle, 1)
        whole.addWidget(self.time)

    def _head(self) -> FlowLayout:
        row = FlowLayout(gap=2)
        back = button(_("List"), "to_list", self.left.emit)
        back.setShortcut("Alt+M")
        back.setToolTip("Alt+M")
        icons.dress(back, "chevron-left")
        for part in (back, self.borders, self.table):
            row.addWidget(part)
        if self._may_draw:
            draw = menu_button(_("Draw"), "draw_menu", self._drawings)
            icons.dress(draw, "edit")
            row.addWidget(draw)
        self.printing = menu_button(_("Print"), "print_menu", self._printings)
        icons.dress(self.printing, "print")
        self.printing.hide()
        row.addWidget(self.printing)
        for name, icon, words, run in (
            ("zoom_out", "minus", _("Smaller"), lambda: self.canvas.zoom(1 / STEP)),
            ("zoom_in", "plus", _("Larger"), lambda: self.canvas.zoom(STEP)),
            ("fit", "home", _("The whole map"), self.canvas.fit),
        ):
            made = button("", name, run)
            icons.dress(made, icon, word=words)
            row.addWidget(made)
        return row

    def _drawings(self) -> Sequence[Entry]:
        """Return what can be drawn now."""
        chosen = self.canvas.selection
        offered: list[Entry] = [
            (_("New sector"), "draw_sector", lambda: self._start(self.drawing.draw_sector))
        ]
        if chosen and self._facts is not None:
            words = _("Outline of {sector}").format(sector=self._facts.name(chosen))
            offered.append(
                (
                    words,
                    "change_outline",
                    lambda: self._start(lambda: self.drawing.change_outline(chosen)),
                )
            )
        if len(self._outlines) > 1:
            offered.append(
                (
                    _("Border line between two sectors"),
                    "draw_border",
                    lambda: self._start(lambda: self.drawing.draw_border(chosen)),
                )
            )
        return [*offered, *self._more()]

    def _printings(self) -> Sequence[Entry]:
        return self._papers()

    def _start(self, draw: Callable[[], None]) -> None:
        self.pinning.leave()
        self.table.setChecked(False)
        draw()
