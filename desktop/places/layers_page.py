# SPDX-License-Identifier: GPL-3.0-or-later
"""The panel beside the map: its legend, what is known of the sector pointed at, the layers."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QScrollArea, QVBoxLayout, QWidget

from desktop.core.document import Shape, Table
from desktop.core.i18n import _
from desktop.widgets import look
from desktop.widgets.map_legend import MapLegend
from desktop.widgets.parts import button, label, named, wrapped

SPANS = (30, 90, 180, 365)


@dataclass(frozen=True, slots=True)
class Marks:
    """What other rooms put on the map: marks, their legend, and the same as tables."""

    shapes: Sequence[Shape] = ()
    legend: Sequence[tuple[str, str]] = ()
    tables: Sequence[Table] = ()


class LayerPanel(QScrollArea):
    """``turned`` says that a layer was put on or off, ``counted`` that other days are counted."""

    turned = Signal()
    counted = Signal()
    opened = Signal()

    def __init__(self, *grounds: QWidget) -> None:
        super().__init__()
        named(self, "layer_panel")
        self._grounds = grounds
        inside = look.mark(QWidget(), "page")
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(*(look.RING + 2,) * 4)
        self._column.setSpacing(look.space(2))
        self.legend = MapLegend()
        self._without = wrapped("", "meta", "without_outline")
        self._about = wrapped("", "", "about_sector")
        self._open = button(_("Open sector"), "open_sector", self.opened.emit)
        self._boxes: dict[str, QCheckBox] = {}
        self._build()
        self.setWidget(inside)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFixedWidth(look.width(26))

    @property
    def days(self) -> int:
        """How many days back incidents are counted."""
        return int(self._span.currentData())

    def shows(self, layer: str) -> bool:
        """Tell whether a layer is on."""
        return self._boxes[layer].isChecked() and not self._boxes[layer].isHidden()

    def offer(self, layer: str, *, there: bool) -> None:
        """Offer a layer only where there is something to show on it."""
        self._boxes[layer].setVisible(there)

    def turn(self, layer: str, *, on: bool) -> None:
        """Put a layer on or off."""
        self._boxes[layer].setChecked(on)

    def tell(self, lines: list[str]) -> None:
        """Say what is known of the sector pointed at; nothing where none is."""
        self._open.setVisible(bool(lines))
        self._about.setText("\n".join(lines) or _("Point at a sector to read about it."))

    def say_credit(self, words: str) -> None:
        """Say who made the background."""
        self._credit.setText(words)
        self._credit.setVisible(bool(words))

    def say_missing(self, words: str) -> None:
        """Say what is not on the map."""
        self._without.setText(words)
        self._without.setVisible(bool(words))

    def _build(self) -> None:
        column = self._column
        column.addWidget(label(_("Legend"), "section"))
        column.addWidget(self.legend)
        column.addWidget(self._without)
        column.addSpacing(look.space(2))
        column.addWidget(self._about)
        column.addWidget(self._open)
        column.addSpacing(look.space(2))
        column.addWidget(label(_("Layers"), "section"))
        layers = (
            ("names", _("Names"), True),
            ("numbers", _("Numbers of incidents"), True),
            ("patterns", _("Patterns"), True),
            ("safe", _("Safe places and ways"), False),
            ("points", _("Points of incidents"), False),
        )
        for name, words, on in layers:
            box = named(QCheckBox(words), f"layer_{name}")
            box.setChecked(on)
            box.toggled.connect(lambda _on: self.turned.emit())
            self._boxes[name] = box
            column.addWidget(box)
            box.setHidden(not on)
        self._span = named(QComboBox(), "span", _("Incidents counted"))
        for days in SPANS:
            self._span.addItem(_("Incidents of {n} days").format(n=days), days)
        self._span.setCurrentIndex(1)
        self._span.currentIndexChanged.connect(lambda _index: self.counted.emit())
        column.addWidget(self._span)
        for part in self._grounds:
            column.addWidget(part)
        self._credit = wrapped("", "meta", "ground_credit")
        column.addWidget(self._credit)
        self.say_credit("")
        column.addStretch()
