# SPDX-License-Identifier: GPL-3.0-or-later
"""Backgrounds of the map: brought in from a file, chosen, pinned, taken away."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Signal
from PySide6.QtWidgets import QComboBox, QFrame, QVBoxLayout, QWidget

from desktop.core import i18n
from desktop.core.errors import UserError
from desktop.core.figures import pinning
from desktop.core.figures.pinning import Pin
from desktop.core.i18n import _, ngettext
from desktop.core.papers import cleaning
from desktop.core.tiles import Pack
from desktop.places import ground_service
from desktop.places.ground_model import GroundKind
from desktop.places.ground_service import Laid
from desktop.places.projection_service import mercator
from desktop.widgets import dialogs, look
from desktop.widgets.editors_flow import FlowLayout
from desktop.widgets.map_canvas import MapCanvas
from desktop.widgets.map_ground import PICTURE, Ground, PhotoGround, TileGround, read
from desktop.widgets.map_pen import MapPen
from desktop.widgets.menus import Entry
from desktop.widgets.papers import PICTURES, FileUnreadable
from desktop.widgets.parts import button, named, wrapped

if TYPE_CHECKING:
    from desktop.core.store import Workspace
    from desktop.widgets.jobs import Jobs


_LETTERS = 8


class Grounds(QComboBox):
    """The choice of what lies under the map; ``laid`` says that it is another."""

    laid = Signal()
    to_pin = Signal(str)
    told = Signal(str)

    def __init__(self, workspace: "Workspace", jobs: "Jobs | None", page: QWidget) -> None:
        super().__init__()
        named(self, "ground", _("Background"))
        self.setSizeAdjustPolicy(self.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(_LETTERS)  # a long title must not widen the panel
        self._workspace, self._jobs, self._page = workspace, jobs, page
        self._held: dict[str, Laid] = {}
        self._ready: tuple[str, Ground] | None = None
        with workspace.work() as work:
            self._may_add, self._may_remove = work.could("create"), work.could("remove")
        self.reload()
        self.currentIndexChanged.connect(lambda _index: self.laid.emit())

    def reload(self) -> None:
        """Read which backgrounds there are; the one that was chosen stays."""
        chosen = self.currentData()
        with self._workspace.work() as work:
            self._held = {one.id: one for one in ground_service.grounds(work)}
        self.blockSignals(True)
        self.clear()
        self.addItem(_("No background"), "")
        for one in self._held.values():
            self.addItem(one.title if one.is_placed else _("{title} (to be pinned)").format(
                title=one.title), one.id)  # fmt: skip
        self.setCurrentIndex(max(0, self.findData(chosen)))
        self.blockSignals(False)
        self.setVisible(bool(self._held))

    def ground(self) -> Ground | None:
        """Return what is to be drawn under the map, read once and kept while it is chosen."""
        one = self._held.get(self.currentData() or "")
        if one is None or not one.is_placed:
            return None
        if self._ready is None or self._ready[0] != one.id:
            content = ground_service.content(self._workspace, one.id)
            made = _made(one, content)
            if made is None:
                return None
            self._ready = one.id, made
        return self._ready[1]

    @property
    def credit(self) -> str:
        """Who made the background, as it must be said."""
        one = self._held.get(self.currentData() or "")
        return one.credit if one else ""

    def entries(self) -> Sequence[Entry]:
        """Return what can be done with backgrounds now."""
        found: list[Entry] = []
        if self._may_add:
            found.append((_("Add a tile file (MBTiles)"), "add_tiles", self.choose_tiles))
            found.append((_("Add a picture of a map"), "add_photo", self.choose_photo))
        one = self._held.get(self.currentData() or "")
        if one is not None and self._may_add and one.kind == GroundKind.PHOTO:
            found.append((_("Pin the picture"), "pin_photo", lambda: self.to_pin.emit(one.id)))
        if one is not None and self._may_remove:
            words = _("Take {title} away").format(title=one.title)
            found.append((words, "remove_ground", lambda: self._remove(one)))
        return found

    def choose_tiles(self) -> None:
        """Ask for a tile file and keep the part of it around the sectors."""
        kinds = [(_("Tile files"), "*.mbtiles")]
        if path := dialogs.choose_file_to_open(self._page, _("Add a tile file (MBTiles)"), kinds):
            self.add_tiles(path)

    def add_tiles(self, path: Path) -> None:
        """Cut a tile file in the worker, then keep the piece."""
        from desktop.core import tiles

        with self._workspace.work() as work:
            area = ground_service.area(work)

        def work_(_progress: object) -> "tiles.Cut":
            return tiles.cut(path, area)

        if self._jobs is None:
            self._keep_tiles(work_(None))
        else:
            self._jobs.run(work_, self._keep_tiles, title=_("Reading the tile file"))

    def choose_photo(self) -> None:
        """Ask for a picture and begin to pin it."""
        kinds = [(_("Pictures"), "*.jpg *.jpeg *.png")]
        if path := dialogs.choose_file_to_open(self._page, _("Add a picture of a map"), kinds):
            self.add_photo(path)

    def add_photo(self, path: Path) -> None:
        """Keep a picture; where it lies is said by its pins."""
        try:
            content = path.read_bytes()
        except OSError:
            raise FileUnreadable from None
        kind, clean = cleaning.clean(content)
        if kind not in PICTURES or read(clean, PICTURE, shrink=True) is None:
            raise FileUnreadable
        title = _("Drawn map {n}").format(n=len(self._held) + 1)
        identity = ground_service.add_photo(self._workspace, title, content)
        self._choose(identity)
        self.to_pin.emit(identity)

    def pinned(self, identity: str) -> None:
        """Show a picture where its new pins lay it."""
        self._ready = None
        self._choose(identity)

    def picture(self, identity: str) -> Ground | None:
        """Return a picture in pixels of its own, to be pinned."""
        image = read(ground_service.content(self._workspace, identity), PICTURE, shrink=True)
        return None if image is None else PhotoGround(image, (1, 0, 0, 0, -1, 0))

    def pins(self, identity: str) -> list[Pin]:
        """Return the pins a picture has."""
        return list(self._held[identity].pins)

    def _keep_tiles(self, cut: "object") -> None:
        from desktop.core.tiles import Cut

        assert isinstance(cut, Cut)  # noqa: S101 - the answer of the job
        self._choose(ground_service.add_tiles(self._workspace, cut))
        words = ngettext("{n} picture was kept.", "{n} pictures were kept.", cut.tiles)
        said = [words.format(n=i18n.format_number(cut.tiles))]
        if cut.left_out:
            said.append(_("The finest ones were left out: they would take too much room."))
        said.append(_("The copy is sealed in the workspace; the file outside is not needed."))
        self.told.emit(" ".join(said))

    def _choose(self, identity: str) -> None:
        self.reload()
        self.setCurrentIndex(max(0, self.findData(identity)))
        self.laid.emit()

    def _remove(self, one: Laid) -> None:
        answer = dialogs.ask(
            self._page,
            _("Take the background away"),
            _("Its copy in this workspace is erased. Sectors and borders stay as they are."),
            _("Take it away"),
            danger=True,
        )
        if answer.agreed:
            with self._workspace.work(write=True) as work:
                ground_service.remove(work, one.id)
            self._ready = None
            self.reload()
            self.laid.emit()


class PinBar(QFrame):
    """A picture beside the map: the same place is shown on both, at least two times."""

    ended = Signal(str)

    def __init__(self, workspace: "Workspace", grounds: Grounds, canvas: MapCanvas) -> None:
        super().__init__()
        named(self, "pin_bar")
        look.mark(self, "card")
        self._workspace, self._grounds, self._canvas = workspace, grounds, canvas
        self.photo = MapCanvas()
        named(self.photo, "photo", _("Picture to be pinned"))
        self.photo.hide()
        self._identity = ""
        self._pins: list[Pin] = []
        self._pens: list[MapPen] = []
        self._state = wrapped("", "", "pin_state")
        self._problem = wrapped("", "error", "pin_problem")
        self._lay_out()
        self.hide()

    def pin(self, identity: str) -> None:
        """Begin with the pins the picture has."""
        picture = self._grounds.picture(identity)
        if picture is None:
            return
        self._identity, self._pins = identity, self._grounds.pins(identity)
        self.photo.lay(picture)
        self.photo.show()
        self.show()
        self._problem.hide()
        self._next()
        self.photo.setFocus()

    def leave(self) -> None:
        """Put the picture away; pins that were not kept are forgotten."""
        self._drop_pens()
        self.photo.hide()
        self.hide()
        if self._identity:
            identity, self._identity = self._identity, ""
            self.ended.emit(identity)

    def _next(self) -> None:
        """Wait for the next pair of places."""
        self._drop_pens()
        for view in (self.photo, self._canvas):
            pen = MapPen(view, [], one=True)
            pen.done.connect(self._paired)
            pen.left.connect(self.leave)
            self._pens.append(pen)
        self._tell()

    def _paired(self) -> None:
        places = [pen.sketch.corners for pen in self._pens]
        if not all(places):
            (self._canvas if places[0] else self.photo).setFocus()
            self._tell()
            return
        (px, py), world = places[0][0], places[1][0]
        self._pins.append(((px, -py), world))
        self._next()
        self.photo.setFocus()

    def _tell(self) -> None:
        n = len(self._pins)
        half = any(pen.sketch.corners for pen in self._pens)
        said = [
            _("Now show the same place on the other one.")
            if half
            else _("Show a place on the picture, then the same place on the map: a crossing, a "
                   "bridge, a corner of a sector."),
            ngettext("{n} pin set, at least two are needed.", "{n} pins set, at least two are "
                     "needed.", n).format(n=n),
        ]  # fmt: skip
        if n > 2:
            try:
                missed = pinning.misses(pinning.fit(self._pins), self._pins)
                said.append(_("The worst one misses by {n} m.").format(
                    n=i18n.format_number(round(missed))))  # fmt: skip
            except UserError as error:
                said.append(str(error))
        self._state.setText(" ".join(said))
        self._keep.setEnabled(n > 1)
        self._back.setEnabled(n > 0)

    def _take_back(self) -> None:
        if self._pins:
            self._pins.pop()
            self._next()

    def _save(self) -> None:
        try:
            with self._workspace.work(write=True) as work:
                ground_service.pin(work, self._identity, self._pins)
        except UserError as error:
            self._problem.setText(str(error))
            self._problem.show()
            return
        identity = self._identity
        self.leave()
        self._grounds.pinned(identity)

    def _drop_pens(self) -> None:
        for pen in self._pens:
            pen.give_up()
            pen.deleteLater()
        self._pens = []

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(*(look.space(3),) * 4)
        column.setSpacing(look.space(2))
        column.addWidget(self._state)
        column.addWidget(self._problem)
        row = FlowLayout(gap=2)
        self._back = button(_("Take the last pin back"), "take_pin", self._take_back)
        self._keep = button(_("Keep"), "keep_pins", self._save, "primary")
        for part in (self._back, self._keep, button(_("Leave"), "leave_pins", self.leave)):
            row.addWidget(part)
        column.addLayout(row)


def _made(one: Laid, content: bytes) -> Ground | None:
    if one.kind == GroundKind.TILES:
        west, south, east, north = one.box
        (x0, y0), (x1, y1) = mercator(west, south), mercator(east, north)
        return TileGround(Pack(content), QRectF(x0, y0, x1 - x0, y1 - y0))
    image = read(content, PICTURE, shrink=True)
    return None if image is None else PhotoGround(image, pinning.fit(one.pins))
