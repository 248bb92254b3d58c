# SPDX-License-Identifier: GPL-3.0-or-later
"""The map of the territory: borders only when asked for, a legend always, the same as a table."""

from datetime import date, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QSlider,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.core import clock, i18n
from desktop.core.i18n import _, ngettext
from desktop.places import report
from desktop.places.sector_page import Counts
from desktop.places.tables_page import FactTables
from desktop.widgets import icons, look
from desktop.widgets.map_canvas import STEP, MapCanvas
from desktop.widgets.map_legend import MapLegend, ScaleBar
from desktop.widgets.parts import button, label, named

if TYPE_CHECKING:
    from desktop.core.store import Workspace

_SPANS = (30, 90, 180, 365)
_MONTHS = 24  # how far back the slider goes
_SETTLE = 120


class MapPage(QWidget):
    """A map that fills the page, layers and legend at its right, the time below."""

    opened = Signal(str)
    left = Signal()

    def __init__(
        self,
        workspace: "Workspace",
        counts: Counts,
        official: Counts | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("map_page")
        look.mark(self, "page")
        self._workspace, self._counts, self._official = workspace, counts, official
        self._reader = report.Outlines()
        self._outlines: report.Drawn = {}
        self._facts: report.Territory | None = None
        self.canvas = MapCanvas()
        self.legend = MapLegend()
        self.tables = FactTables()
        self._build()
        self._settle = QTimer(self, singleShot=True, interval=_SETTLE)
        self._settle.timeout.connect(lambda: self.reload(outlines=False))
        self._connect()

    def reload(self, *, outlines: bool = True) -> None:
        """Read the store and draw anew; the view and the selection stay."""
        on = self._day()
        first = on - timedelta(days=int(self._span.currentData()))
        counts = self._counts(first, on)
        official = self._official(first, on) if self._official else None
        with self._workspace.work() as work:
            self._facts = report.territory(work, on, counts, official)
            if outlines:
                self._outlines = self._reader.read(work)
        self._draw()

    @property
    def shows_borders(self) -> bool:
        """Whether border lines are on the screen."""
        return self.borders.isChecked()

    def cover(self) -> None:
        """Take the borders off the screen."""
        self.borders.setChecked(False)

    def close_down(self) -> None:
        """Draw nothing more."""
        self._settle.stop()

    def _day(self) -> date:
        today = clock.today()
        back = _MONTHS - self._time.value()
        if not back:
            return today
        months = today.year * 12 + today.month - 1 - back + 1
        return date(months // 12, months % 12 + 1, 1) - timedelta(days=1)

    def _draw(self) -> None:
        if self._facts is None:
            return
        on = self._facts.on
        self._when.setText(
            _("Today")
            if on == clock.today()
            else _("End of {month}").format(month=i18n.format_month(on))
        )
        picture = report.make_map(
            self._facts,
            self._outlines,
            borders=self.borders.isChecked(),
            patterns=self._patterns.isChecked(),
        )
        self.canvas.show_words(names=self._names.isChecked(), counts=self._numbers.isChecked())
        self.canvas.show_map(picture, keep_view=True)
        entries = list(picture.legend)
        if self.borders.isChecked() and any(not border.status for border in self._facts.borders):
            entries.append(("edge", _("No status recorded")))
        self.legend.show_legend(entries)
        self.tables.show_tables(report.tables_of(self._facts, borders=self.borders.isChecked()))
        self._tell(self.canvas.selection)
        self.scale.measure()
        missing = len(self._facts.sectors) - len(self._outlines)
        self._without.setVisible(missing > 0)
        self._without.setText(
            ngettext(
                "{n} sector has no outline and is not on the map.",
                "{n} sectors have no outline and are not on the map.",
                missing,
            ).format(n=missing)
        )

    def _tell(self, key: str) -> None:
        """Say what is known of the selected sector."""
        self._open.setVisible(bool(key))
        if not key or self._facts is None:
            self._about.setText(_("Point at a sector to read about it."))
            return
        count = self._facts.counts.get(key, 0)
        said = [
            self._facts.name(key),
            self._facts.districts.get(key, ""),
            report.pattern_words(self._facts.patterns.get(key, "")),
            ngettext("{n} incident", "{n} incidents", count).format(n=i18n.format_number(count)),
        ]
        self._about.setText("\n".join(line for line in said if line))

    def _turn(self, *, table: bool) -> None:
        self._stack.setCurrentWidget(self.tables if table else self.canvas)
        (self.tables if table else self.canvas).setFocus()

    def _connect(self) -> None:
        self.borders.toggled.connect(lambda _on: self._draw())
        self.table.toggled.connect(lambda on: self._turn(table=on))
        for box in (self._names, self._numbers, self._patterns):
            box.toggled.connect(lambda _on: self._draw())
        self._span.currentIndexChanged.connect(lambda _index: self.reload(outlines=False))
        self._time.valueChanged.connect(lambda _value: self._settle.start())
        self.canvas.selected.connect(self._tell)
        self.canvas.activated.connect(self.opened)

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
        middle = QHBoxLayout()
        middle.setSpacing(look.space(4))
        self._stack = QStackedWidget()
        self._stack.addWidget(self.canvas)
        self._stack.addWidget(self.tables)
        middle.addWidget(self._stack, 1)
        middle.addWidget(self._side())
        whole.addLayout(middle, 1)
        whole.addLayout(self._foot())

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(look.space(2))
        back = button(_("List"), "to_list", self.left.emit)
        back.setShortcut("Alt+M")
        back.setToolTip("Alt+M")
        icons.dress(back, "chevron-left")
        row.addWidget(back)
        row.addWidget(self.borders)
        row.addWidget(self.table)
        row.addStretch()
        for name, icon, words, run in (
            ("zoom_out", "minus", _("Smaller"), lambda: self.canvas.zoom(1 / STEP)),
            ("zoom_in", "plus", _("Larger"), lambda: self.canvas.zoom(STEP)),
            ("fit", "home", _("The whole map"), self.canvas.fit),
        ):
            made = button("", name, run)
            icons.dress(made, icon, word=words)
            row.addWidget(made)
        return row

    def _side(self) -> QWidget:
        inside = look.mark(QWidget(), "page")
        column = QVBoxLayout(inside)
        column.setContentsMargins(*(look.RING + 2,) * 4)
        column.setSpacing(look.space(2))
        column.addWidget(label(_("Legend"), "section"))
        column.addWidget(self.legend)
        self._without = label("", "meta", "without_outline")
        self._without.setWordWrap(True)
        column.addWidget(self._without)
        column.addSpacing(look.space(2))
        self._about = label("", "", "about_sector")
        self._about.setWordWrap(True)
        self._open = button(
            _("Open sector"), "open_sector", lambda: self.opened.emit(self.canvas.selection)
        )
        column.addWidget(self._about)
        column.addWidget(self._open)
        column.addSpacing(look.space(2))
        self._layers(column)
        column.addStretch()
        area = named(QScrollArea(), "layer_panel")
        area.setWidget(inside)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFixedWidth(look.width(26))
        return area

    def _layers(self, column: QVBoxLayout) -> None:
        column.addWidget(label(_("Layers"), "section"))
        self._names = named(QCheckBox(_("Names")), "layer_names")
        self._numbers = named(QCheckBox(_("Numbers of incidents")), "layer_numbers")
        self._patterns = named(QCheckBox(_("Patterns")), "layer_patterns")
        for box in (self._names, self._numbers, self._patterns):
            box.setChecked(True)
            column.addWidget(box)
        self._span = named(QComboBox(), "span", _("Incidents counted"))
        for days in _SPANS:
            self._span.addItem(_("Incidents of {n} days").format(n=days), days)
        self._span.setCurrentIndex(1)
        column.addWidget(self._span)

    def _foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(look.space(4))
        self.scale = ScaleBar(self.canvas)
        self._time = named(QSlider(Qt.Orientation.Horizontal), "time", _("Day shown, by month"))
        self._time.setRange(0, _MONTHS)
        self._time.setValue(_MONTHS)
        self._time.setPageStep(6)
        self._when: QLabel = label(_("Today"), "soft", "when")
        self._when.setMinimumWidth(look.width(18))
        row.addWidget(self.scale)
        row.addWidget(label(_("As it was"), "soft"))
        row.addWidget(self._time, 1)
        row.addWidget(self._when)
        return row
