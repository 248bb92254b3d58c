# SPDX-License-Identifier: GPL-3.0-or-later
"""What must be known of a file of areas before it is imported: one column of questions."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QVBoxLayout, QWidget

from desktop.core import codes
from desktop.core.errors import UserError
from desktop.core.i18n import _
from desktop.places import spot_service
from desktop.places.import_service import Census
from desktop.places.model import ORDER, Level
from desktop.places.system_page import SystemQuestion
from desktop.widgets import look
from desktop.widgets.editors import clean, too_long
from desktop.widgets.parts import named, number, wrapped

if TYPE_CHECKING:
    from desktop.places.areas_intake import Choice, Reading
    from desktop.places.spot_service import Spot
    from desktop.places.words_intake import Property

_NOT_SAID, _LONGEST_SOURCE = 1899, 120
CONTAINED = "contained"
"""The answer that lets outlines tell which place an area lies in."""


@dataclass(frozen=True, slots=True)
class Answers:
    """Everything answered: how to read the file, and as what to keep its areas."""

    choice: "Choice"
    level: str
    under: str
    census: Census


class AreaQuestions(QWidget):
    """``changed`` asks for another preview; what changes no outline does not."""

    changed = Signal()

    def __init__(
        self,
        reading: "Reading",
        suggested: "Choice",
        spots: Sequence["Spot"],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._suggested, self._spots = suggested, spots
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(look.space(2))
        self.system = SystemQuestion(reading)
        self._column.addWidget(self.system)
        self._swap = named(QCheckBox(_("Exchange the two coordinates")), "swap")
        self._swap.setChecked(suggested.swap)
        self._column.addWidget(self._swap)
        self._build_places()
        self._build_properties(reading.properties)
        self.system.changed.connect(self.changed)
        self._swap.toggled.connect(lambda _on: self.changed.emit())

    def answers(self) -> Answers:
        """Return what is answered now."""
        year = self._year.value()
        return Answers(
            replace(
                self._suggested,
                name=str(self._name.currentData()),
                code=str(self._code.currentData()),
                parent=str(self._larger.currentData()),
                population=str(self._people.currentData()),
                system=self.system.code(),
                swap=self._swap.isChecked(),
            ),
            str(self._level.currentData()),
            str(self._under.currentData()),
            Census(year if year > _NOT_SAID else None, clean(self._source.text()) or None),
        )

    def problem(self) -> UserError | None:
        """Return why what is typed cannot be kept, or None."""
        return too_long(clean(self._source.text()), _LONGEST_SOURCE)

    def above(self) -> str:
        """Return the level a word of the file names for what an area lies in."""
        level = str(self._level.currentData())
        if level == Level.SECTOR:
            return Level.DISTRICT.value
        return ORDER[max(spot_service.rank(level) - 1, 0)]

    def _build_places(self) -> None:
        levels = [(code, words) for code, words in codes.choices("place_level") if code in ORDER]
        self._level = self._ask("level", _("These areas are"), levels)
        self._level.setCurrentIndex(self._level.findData(Level.SECTOR.value))
        self._under = self._ask("under", _("They lie in"), [])
        self._level.currentIndexChanged.connect(self._leveled)

    def _build_properties(self, found: Sequence["Property"]) -> None:
        words = [("", _("None")), *((one.name, _example(one)) for one in found)]
        self._name = self._ask("name_property", _("Name"), words)
        self._code = self._ask("code_property", _("Official code"), words)
        self._larger = self._ask("parent_property", "", words)
        self._people = self._ask("population_property", _("Population"), words)
        self._year = number("population_year", _("Population, year"))
        self._year.setRange(_NOT_SAID, 2100)
        self._year.setSpecialValueText(_("Population, year"))
        self._source = named(QLineEdit(), "population_source", _("Population, source"))
        self._source.setPlaceholderText(_("Population, source"))
        self._column.addWidget(self._year)
        self._column.addWidget(self._source)
        for box, answer in (
            (self._name, self._suggested.name),
            (self._code, self._suggested.code),
            (self._people, self._suggested.population),
        ):
            box.setCurrentIndex(max(box.findData(answer), 0))
        self._counted()
        self._leveled()
        self._people.currentIndexChanged.connect(self._counted)
        for box in (self._name, self._code, self._larger, self._people):
            box.currentIndexChanged.connect(lambda _index: self.changed.emit())

    def _counted(self) -> None:
        """Ask whose count it is only where there is one."""
        asked: tuple[QWidget, ...] = (self._year, self._source)
        for line in asked:
            line.setVisible(bool(self._people.currentData()))

    def _leveled(self) -> None:
        """Offer the places of larger levels, and name the level the file may name."""
        rank = spot_service.rank(str(self._level.currentData()))
        above = [spot for spot in self._spots if spot_service.rank(spot.level) < rank]
        self._under.clear()
        self._under.addItem(_("What holds them, by the outlines"), CONTAINED)
        self._under.addItem(_("Nothing, for now"), "")
        for spot in above:
            level = codes.label("place_level", spot.level)
            self._under.addItem(
                _("{place} ({level})").format(place=spot.label, level=level), spot.id
            )
        title = _("{level}, as the file names it").format(
            level=codes.label("place_level", self.above())
        )
        self._titles["parent_property"].setText(title)
        self._larger.setAccessibleName(title)
        self.changed.emit()

    def _ask(self, name: str, title: str, answers: Sequence[tuple[str, str]]) -> QComboBox:
        heading = wrapped(title, "field")
        self._titles = {**getattr(self, "_titles", {}), name: heading}
        self._column.addWidget(heading)
        box = named(QComboBox(), name, title)
        box.setMinimumContentsLength(12)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        for code, words in answers:
            box.addItem(words, code)
        self._column.addWidget(box)
        return box


def _example(found: "Property") -> str:
    examples = ", ".join(found.examples)[:40]
    return _("{property}: {examples}").format(property=found.name, examples=examples)
