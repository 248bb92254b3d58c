# SPDX-License-Identifier: GPL-3.0-or-later
"""Sectors from a file: what was read, which property is what, a preview, and then import."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QVBoxLayout, QWidget

from desktop.core.document import Map, Shape
from desktop.core.errors import UserError
from desktop.core.i18n import N_, _, ngettext
from desktop.places import projection_service, service
from desktop.places.step_page import StepPage, sentence
from desktop.widgets import dialogs
from desktop.widgets.parts import button, empty, label, named, tint

if TYPE_CHECKING:
    from desktop.core.store import Workspace
    from desktop.places.areas_intake import Area, Choice, Prepared, Reading
    from desktop.places.source_intake import Source
    from desktop.places.words_intake import Property
    from desktop.widgets.jobs import Jobs

_FILES = (N_("Files of areas"), "*.geojson *.json *.topojson *.zip *.shp")


@dataclass(frozen=True, slots=True)
class _Read:
    source: "Source"
    reading: "Reading"
    choice: "Choice"


class ImportPage(StepPage):
    """``imported`` carries sentences about what was done, for the page that comes next."""

    imported = Signal(list)

    def __init__(self, workspace: "Workspace", jobs: "Jobs", parent: QWidget | None = None) -> None:
        super().__init__(workspace, jobs, _("Sectors from a file"), parent)
        self.setObjectName("import_page")
        self.head.addWidget(button(_("Choose another file"), "choose", self.choose))
        self._read: _Read | None = None
        self._prepared: Prepared | None = None

    def choose(self) -> None:
        """Let the user choose a file, then read it."""
        kinds = [(_(_FILES[0]), _FILES[1])]
        if file := dialogs.choose_file_to_open(self, _("Sectors from a file"), kinds):
            self.read(file)

    def read(self, file: Path) -> None:
        """Read a file in the worker and show what it holds."""
        self.start()

        def work(_progress: object) -> _Read:
            from desktop.places import intake  # shapely and pyproj load on first use only

            source = intake.read(file)
            reading = intake.examine(source)
            return _Read(source, reading, intake.suggest(reading))

        self.jobs.run(work, self._show_reading, self.failed, _("Reading the file"))

    def _show_reading(self, read: _Read) -> None:
        self._read, self._prepared = read, None
        n = read.reading.count
        self.say(ngettext("The file holds {n} area.", "The file holds {n} areas.", n).format(n=n))
        words = [("", _("None")), *((one.name, _example(one)) for one in read.reading.properties)]
        self._name = self._question("name_property", _("Name of the sector"), words)
        self._code = self._question("code_property", _("Official code"), words)
        self._parent = self._question("parent_property", _("District"), words)
        self._people = self._question("population_property", _("Population"), words)
        self._system = self._ask_system(read.reading)
        self._swap = named(QCheckBox(_("Exchange the two coordinates")), "swap")
        self._swap.setChecked(read.choice.swap)
        self.column.addWidget(self._swap)
        likely = ((self._name, "name"), (self._code, "code"), (self._people, "population"))
        for box, answer in likely:
            box.setCurrentIndex(max(box.findData(getattr(read.choice, answer)), 0))
        self._told = QVBoxLayout()
        self.column.addLayout(self._told)
        self._swap.toggled.connect(lambda _on: self._preview())
        for chooser in (self._name, self._code, self._parent, self._people, self._system):
            if chooser is not None:
                chooser.currentIndexChanged.connect(lambda _index: self._preview())
        self._name.setFocus()
        self._preview()

    def _ask_system(self, reading: "Reading") -> QComboBox | None:
        """Ask for the coordinate system where neither the file nor its numbers tell it."""
        if reading.system.code:
            return None
        self.column.addWidget(
            tint(
                "warning",
                _(
                    "The file does not say in which coordinate system it is drawn. Choose one "
                    "and look at the preview: the areas must lie where they belong."
                ),
            )
        )
        systems = [("", _("None")), *((found.code, found.name) for found in reading.candidates)]
        return self._question("system", _("Coordinate system"), systems)

    def _preview(self) -> None:
        """Prepare the areas with the answers given now, in the worker, and show them."""
        if self._read is None:
            return
        source, choice = self._read.source, self._choice(self._read)
        self.hold()

        def work(_progress: object) -> "tuple[Choice, Prepared, list[str], Map]":
            from desktop.places import intake

            prepared = intake.prepare(source, choice)
            return choice, prepared, intake.notes(prepared), _map_of(prepared.areas)

        self.jobs.run(work, self._show_prepared, self._refused, _("Preparing the areas"))

    def _show_prepared(self, answer: "tuple[Choice, Prepared, list[str], Map]") -> None:
        choice, prepared, notes, picture = answer
        if self._read is None or choice != self._choice(self._read):
            return  # another answer was given meanwhile
        self._prepared = prepared
        empty(self._told)
        for note in notes:
            self._told.addWidget(sentence(note))
        self.canvas.show_map(picture)
        self.offer(_("Import these sectors"), self._import)

    def _refused(self, error: Exception) -> None:
        if not isinstance(error, UserError):
            raise error
        empty(self._told)
        self._told.addWidget(tint("danger", str(error)))

    def _import(self) -> None:
        if self._prepared is None:
            return
        areas = self._prepared.areas
        with self.workspace.work(write=True) as work:
            parents = service.parents_for(work, [area.parent for area in areas])
            done = service.import_areas(work, areas, parents)
        told = [
            ngettext("{n} sector is new.", "{n} sectors are new.", done.created).format(
                n=done.created
            )
        ]
        if done.updated:
            told.append(
                ngettext(
                    "{n} sector was known and has its new outline.",
                    "{n} sectors were known and have their new outlines.",
                    done.updated,
                ).format(n=done.updated)
            )
        self._read = self._prepared = None
        self.start()
        self.imported.emit(told)

    def _choice(self, read: _Read) -> "Choice":
        system = self._system.currentData() if self._system else read.reading.system.code
        return replace(
            read.choice,
            name=str(self._name.currentData()),
            code=str(self._code.currentData()),
            parent=str(self._parent.currentData()),
            population=str(self._people.currentData()),
            system=str(system or ""),
            swap=self._swap.isChecked(),
        )

    def _question(self, name: str, title: str, answers: Sequence[tuple[str, str]]) -> QComboBox:
        self.column.addWidget(label(title, "field"))
        box = named(QComboBox(), name, title)
        box.setMinimumContentsLength(12)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        for code, words in answers:
            box.addItem(words, code)
        self.column.addWidget(box)
        return box


def _example(found: "Property") -> str:
    examples = ", ".join(found.examples)[:40]
    return _("{property}: {examples}").format(property=found.name, examples=examples)


def _map_of(areas: "Sequence[Area]") -> Map:
    from desktop.places import areas_intake

    return Map(
        _("Areas of the file"),
        [
            Shape(
                rings=projection_service.rings(areas_intake.text(area.geometry)),
                fill="tint2",
                label=area.name or area.official_code,
                key=area.key,
                tip=area.name or area.official_code,
            )
            for area in areas
        ],
    )
