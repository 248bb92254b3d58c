# SPDX-License-Identifier: GPL-3.0-or-later
"""Areas from a file: what was read, where they would lie, what was repaired, and then import."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from desktop.core import codes, i18n
from desktop.core.document import Map, Shape, Table
from desktop.core.errors import UserError
from desktop.core.i18n import N_, _, ngettext
from desktop.places import import_service, projection_service, service
from desktop.places.import_service import Imported
from desktop.places.model import Level
from desktop.places.questions_page import CONTAINED, Answers, AreaQuestions
from desktop.places.step_page import StepPage
from desktop.places.tables_page import FactTables
from desktop.widgets import dialogs
from desktop.widgets.parts import button, empty, named, tint, wrapped

if TYPE_CHECKING:
    from desktop.core.store import Workspace
    from desktop.core.work import Work
    from desktop.places.areas_intake import Area, Choice, Prepared, Reading
    from desktop.places.notes_intake import Remark
    from desktop.places.source_intake import Source
    from desktop.places.where_intake import Where
    from desktop.widgets.jobs import Jobs

_FILES = (N_("Files of areas"), "*.geojson *.json *.topojson *.zip *.shp *.dbf")


@dataclass(frozen=True, slots=True)
class _Read:
    source: "Source"
    reading: "Reading"
    choice: "Choice"


@dataclass(frozen=True, slots=True)
class _Ready:
    """A preview: the areas, what is said of them, where they would lie, the picture."""

    choice: "Choice"
    prepared: "Prepared"
    notes: Sequence[str]
    remarks: "Sequence[Remark]"
    where: "Where"
    where_words: Sequence[str]
    picture: Map


class ImportPage(StepPage):
    """``imported`` carries what was done, for the page that comes next."""

    imported = Signal(object, str)
    """The ``Imported`` and the level."""
    taken_back = Signal(str)

    def __init__(self, workspace: "Workspace", jobs: "Jobs", parent: QWidget | None = None) -> None:
        self._read: _Read | None = None
        self._ready: _Ready | None = None
        self._points: list[tuple[float, float]] = []
        super().__init__(workspace, jobs, _("Areas from a file"), parent)
        self.setObjectName("import_page")
        self.head.addWidget(button(_("Choose a file"), "choose", self.choose))
        self._table = FactTables()
        self.beside.addWidget(self._table)

    def choose(self) -> None:
        """Let the user choose a file, then read it."""
        kinds = [(_(_FILES[0]), _FILES[1])]
        if file := dialogs.choose_file_to_open(self, _("Areas from a file"), kinds):
            self.read(file)

    def welcome(self) -> None:
        """Say what can be read, and offer to take an earlier import back."""
        self.start()
        self.say(
            _(
                "GeoJSON, TopoJSON and Shapefiles are read, zipped too. Nothing is written before "
                "you have seen where the areas would lie."
            )
        )
        with self.workspace.work() as work:
            batches = import_service.batches(work)
        for number, batch in enumerate(batches):
            words = ngettext(
                "{moment}: {n} place, {level}", "{moment}: {n} places, {level}", batch.count
            ).format(
                moment=i18n.format_moment(batch.at),
                n=i18n.format_number(batch.count),
                level=codes.label("place_level", batch.level),
            )
            self.column.addWidget(wrapped(words))
            back = button(
                _("Take this import back"), f"undo_{number}", partial(self.undo, batch.id)
            )
            back.setAccessibleDescription(words)
            self.column.addWidget(back)

    def undo(self, batch: str, touched: Mapping[str, int] | None = None) -> None:
        """Take an import back, or say why not."""
        try:
            with self.workspace.work(write=True) as work:
                n = import_service.undo(work, batch, touched)
        except UserError as error:
            dialogs.show_error(self, error)
            return
        self.taken_back.emit(
            ngettext(
                "The import was taken back: {n} place left.",
                "The import was taken back: {n} places left.",
                n,
            ).format(n=n)
        )

    def read(self, file: Path) -> None:
        """Read a file in the worker and show what it holds."""
        self.start()
        with self.workspace.work() as work:
            self._points = [
                (spot.lon, spot.lat)
                for spot in service.places(work)
                if spot.lon is not None and spot.lat is not None
            ]
        points = self._points

        def work_(_progress: object) -> _Read:
            from desktop.places import intake, where_intake  # shapely and pyproj, on first use

            source = intake.read(file)
            reading = intake.examine(source, where_intake.home(points))
            return _Read(source, reading, intake.suggest(reading))

        self.jobs.run(work_, self._show_reading, self.failed, _("Reading the file"))

    def _show_reading(self, read: _Read) -> None:
        self._read, self._ready = read, None
        with self.workspace.work() as work:
            spots = service.places(work)
        self.questions = AreaQuestions(read.reading, read.choice, spots)
        self._told = QVBoxLayout()
        self.column.addLayout(self._told)
        self.column.addWidget(self.questions)
        self.questions.changed.connect(self._preview)
        self.questions.setFocus()
        self._preview()

    def _preview(self) -> None:
        """Prepare the areas with the answers given now, in the worker, and show them."""
        if self._read is None:
            return
        answers = self.questions.answers()
        self._ready = None
        if not answers.choice.system:  # the question itself stands there, in a tint
            empty(self._told)
            self.canvas.show_map(Map("", []))
            self.hold()
            return
        source, points = self._read.source, self._points
        with self.workspace.work() as work:
            known = service.outlines(work, answers.level)
        self.hold()

        def work_(_progress: object) -> _Ready:
            from desktop.places import intake, where_intake

            prepared = intake.prepare(source, answers.choice)
            place = where_intake.where([area.geometry for area in prepared.areas], points)
            return _Ready(
                answers.choice,
                prepared,
                intake.notes(prepared),
                intake.remarks(prepared),
                place,
                where_intake.words(place),
                _map_of(prepared.areas, known),
            )

        self.jobs.run(work_, self._show_ready, self._refused, _("Preparing the areas"))

    def _show_ready(self, ready: _Ready) -> None:
        if self._read is None or ready.choice != self.questions.answers().choice:
            return  # another answer was given meanwhile
        self._ready = ready
        empty(self._told)
        for words in ready.notes:
            self._told.addWidget(wrapped(words))
        if ready.remarks:
            self._told.addWidget(self._switch(ready.remarks))
        self.canvas.show_map(ready.picture)
        self.offer(_("Import these areas"), self._import)
        if not ready.where.doubtful:
            self._told.addWidget(wrapped(" ".join(ready.where_words), name="where"))
            return
        sure = named(QCheckBox(_("Yes, they lie there")), "sure")
        self._told.addWidget(tint("danger", " ".join(ready.where_words), sure))
        self._go.setEnabled(False)
        sure.toggled.connect(self._go.setEnabled)

    def _switch(self, remarks: "Sequence[Remark]") -> QWidget:
        """Return the button that shows, in place of the map, what was done area by area."""
        header = (_("Entry"), _("Area"), _("What was done"))
        rows = [(i18n.format_number(one.number), one.name, one.words) for one in remarks]
        self._table.show_tables([Table(_("What was done, area by area"), header, rows)])
        switch = button(_("Table of what was done"), "remarks", lambda: None)
        switch.setCheckable(True)
        switch.toggled.connect(
            lambda on: self.beside.setCurrentWidget(self._table if on else self.canvas)
        )
        return switch

    def _refused(self, error: Exception) -> None:
        if not isinstance(error, UserError):
            raise error
        empty(self._told)
        self._told.addWidget(tint("danger", str(error)))

    def _import(self) -> None:
        if self._ready is None:
            return
        if problem := self.questions.problem():
            self._refused(problem)
            return
        answers, areas = self.questions.answers(), self._ready.prepared.areas
        with self.workspace.work(write=True) as work:
            done = _kept(work, areas, answers, self.questions.above())
        self._read = self._ready = None
        self.start()
        self.imported.emit(done, answers.level)


def told(done: Imported) -> list[str]:
    """Say what an import did."""
    said = [ngettext("{n} area is new.", "{n} areas are new.", done.created).format(n=done.created)]
    if done.updated:
        said.append(
            ngettext(
                "{n} area was known and has its new outline.",
                "{n} areas were known and have their new outlines.",
                done.updated,
            ).format(n=done.updated)
        )
    if done.adopted:
        said.append(
            ngettext(
                "{n} smaller place lies in one of them now.",
                "{n} smaller places lie in one of them now.",
                done.adopted,
            ).format(n=done.adopted)
        )
    return said


def _kept(work: "Work", areas: "Sequence[Area]", answers: Answers, above: str) -> Imported:
    under = answers.under if answers.under != CONTAINED else None
    parents = service.parents_for(work, [area.parent for area in areas], level=above, under=under)
    return service.import_areas(
        work,
        areas,
        parents,
        under=under or None,
        level=answers.level or Level.SECTOR,
        census=answers.census,
        contained=answers.under == CONTAINED,
    )


def _map_of(areas: "Sequence[Area]", known: Mapping[str, str]) -> Map:
    """Draw the areas of the file over what is here already."""
    from desktop.places import areas_intake

    here = [
        Shape(rings=projection_service.rings(text), fill="area", key=key)
        for key, text in known.items()
    ]
    new = [
        Shape(
            rings=projection_service.rings(areas_intake.text(area.geometry)),
            fill="tint2",
            label=area.name or area.official_code,
            key=area.key,
            tip=area.name or area.official_code,
        )
        for area in areas
    ]
    return Map(_("Areas of the file"), [*here, *new])
