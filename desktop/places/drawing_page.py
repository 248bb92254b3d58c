# SPDX-License-Identifier: GPL-3.0-or-later
"""Drawing on the map by hand: a new sector, another outline, a border line between two sectors."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFrame, QVBoxLayout

from desktop.core.errors import UserError
from desktop.core.fields import chosen, specs
from desktop.core.i18n import N_, _, ngettext
from desktop.places import outline_service, projection_service, service
from desktop.places.model import PlaceDraft
from desktop.places.outline_service import Drawn
from desktop.places.projection_service import Point, degrees, mercator
from desktop.places.sector_form import ShortForm
from desktop.widgets import look
from desktop.widgets.editors_flow import FlowLayout
from desktop.widgets.form import FormSection
from desktop.widgets.map_pen import MapPen
from desktop.widgets.parts import button, is_low, named, wrapped

if TYPE_CHECKING:
    from desktop.core.store import Workspace
    from desktop.widgets.map_canvas import MapCanvas

DRAFT = "map_outline/new"
_HOW_NEW = N_(
    "Click the corners one after another. Near a neighbour they land on its corners and edges. "
    "With the keyboard: arrows move the cross, Space sets a corner, Enter closes."
)
_HOW_OLD = N_(
    "Pull a corner to move it, pull a side to put a corner in. A corner that a neighbour shares "
    "moves there too. With the keyboard: Page Down goes from corner to corner, Space takes one up "
    "and puts it down, Delete removes it, Enter keeps the outline."
)
_HOW_LINE = N_(
    "Say between which two sectors, then click the line from end to end. With the keyboard: arrows "
    "move the cross, Space sets a point, Enter keeps the line."
)


class DrawingBar(QFrame):
    """One thing is drawn at a time; ``kept`` says what was done, ``ended`` that the pen is away."""

    kept = Signal(str)
    ended = Signal()

    def __init__(self, workspace: "Workspace", canvas: "MapCanvas") -> None:
        super().__init__()
        named(self, "drawing_bar")
        look.mark(self, "card")
        self._workspace, self._canvas = workspace, canvas
        self._drafts = workspace.drafts()
        self._pen: MapPen | None = None
        self._keep: Callable[[], object] = lambda: None
        self._sector = ""
        self._how = wrapped("", "", "drawing_how")
        self._state = wrapped("", "soft", "drawing_state")
        self._problem = wrapped("", "error", "drawing_problem")
        self._one = named(QComboBox(), "border_one", _("One side"))
        self._other = named(QComboBox(), "border_other", _("Other side"))
        self._lay_out()
        self.hide()

    @property
    def drawing(self) -> bool:
        """Whether something is being drawn."""
        return self._pen is not None

    def draw_sector(self) -> None:
        """Begin a new sector, or go on with the one that was left."""
        pen = self._begin(_HOW_NEW, area=True)
        self._keep = self._name_sector
        if kept := self._drafts.find(DRAFT):
            corners = [mercator(*point) for point in kept.values["corners"]]
            pen.go_on(corners, closed=bool(kept.values["closed"]))
        pen.changed.connect(self._keep_draft)
        self._tell()

    def change_outline(self, sector: str) -> None:
        """Change the outline of a sector; of several parts the largest."""
        with self._workspace.work() as work:
            text = service.outlines(work).get(sector, "")
        rings = projection_service.rings(text)
        if not rings:
            self.draw_sector()
            return
        self._sector = sector
        pen = self._begin(_HOW_OLD, area=True)
        self._keep = self._keep_outline
        pen.go_on(max(rings, key=_extent), closed=True)
        self._tell()

    def draw_border(self, sector: str = "") -> None:
        """Draw a border line where the outlines do not meet."""
        with self._workspace.work() as work:
            spots = service.sectors(work)
        for box in (self._one, self._other):
            box.clear()
            box.addItem("", "")
            for spot in spots:
                box.addItem(spot.label, spot.id)
        self._one.setCurrentIndex(max(0, self._one.findData(sector)))
        self._begin(_HOW_LINE, area=False)
        self._keep = self._keep_line
        self._tell()
        (self._other if sector else self._one).setFocus()

    def leave(self) -> None:
        """Put the pen away; an outline that was begun waits for the next time."""
        if self._pen is None:
            return
        pen, self._pen, self._sector = self._pen, None, ""
        pen.give_up()
        pen.deleteLater()
        self.hide()
        self._canvas.setFocus()
        self.ended.emit()

    def _begin(self, how: str, *, area: bool) -> MapPen:
        self.leave_quietly()
        with self._workspace.work() as work:
            texts = service.outlines(work)
        rings = [
            ring
            for sector, text in texts.items()
            if sector != self._sector
            for ring in projection_service.rings(text)
        ]
        pen = self._pen = MapPen(self._canvas, rings, area=area)
        pen.changed.connect(self._tell)
        pen.done.connect(self._hand_over)
        pen.left.connect(self.leave)
        self._how.setText(_(how))
        self._how.setVisible(not is_low(self))  # where every line counts it is a tip
        self._canvas.setToolTip(_(how))
        self._state.setToolTip(_(how))
        self._problem.hide()
        for box in (self._one, self._other):
            box.setVisible(not area)
        self.show()
        self._canvas.setFocus()
        return pen

    def leave_quietly(self) -> None:
        """Put away what was being drawn before something else is begun."""
        sector = self._sector
        self.leave()
        self._sector = sector

    def _hand_over(self) -> None:
        self._keep()

    def _tell(self) -> None:
        """Say how far the drawing is, and where the cross stands."""
        if self._pen is None:
            return
        sketch = self._pen.sketch
        n = len(sketch.corners)
        said = [ngettext("{n} corner", "{n} corners", n).format(n=n)]
        _point, landed = self._pen.reading
        if landed:
            said.append(_("on a corner") if landed == "corner" else _("on an edge"))
        self._state.setText(" · ".join(said))
        self._state.setAccessibleName(self._state.text())
        self._back.setEnabled(n > 0)
        self._close.setEnabled(sketch.whole)
        self._close.setText(_("Keep") if sketch.closed or not sketch.area else _("Close"))
        self._remove.setVisible(sketch.closed)

    def _corners(self) -> list[Point]:
        assert self._pen is not None  # noqa: S101 - asked only while something is drawn
        return [degrees(*corner) for corner in self._pen.sketch.corners]

    def _keep_draft(self) -> None:
        if self._pen is None:
            return
        if not self._pen.sketch.corners:
            self._drafts.drop(DRAFT)
            return
        held = {"corners": self._corners(), "closed": self._pen.sketch.closed}
        self._drafts.keep(DRAFT, held)

    def _name_sector(self) -> None:
        corners = self._corners()
        fields = chosen(specs(PlaceDraft), ("name", "official_code"))
        reason = N_("What people call it. Everything else can be written on its page later.")
        made: list[Drawn] = []

        def save(values: Mapping[str, Any]) -> None:
            with self._workspace.work(write=True) as work:
                made.append(outline_service.draw(work, values, corners))

        form = ShortForm(
            self,
            self._workspace,
            "place/drawn",
            _("New sector"),
            FormSection(N_("Sector"), reason, fields),
            save,
        )
        form.exec()
        form.deleteLater()
        if made:
            self._drafts.drop(DRAFT)
            self._finish(made[0])

    def _keep_outline(self) -> None:
        assert self._pen is not None  # noqa: S101 - asked only while something is drawn
        moved = {degrees(*a): degrees(*b) for a, b in self._pen.sketch.moved.items()}

        def keep() -> None:
            with self._workspace.work(write=True) as work:
                drawn = outline_service.redraw(work, self._sector, self._corners(), moved)
            self._finish(drawn)

        self._try(keep)

    def _keep_line(self) -> None:
        def keep() -> None:
            with self._workspace.work(write=True) as work:
                one, other = self._one.currentData(), self._other.currentData()
                outline_service.draw_line(work, one or "", other or "", self._corners())
            self.leave()
            self.kept.emit(_("The border line was kept. Record its status on either sector."))

        self._try(keep)

    def _try(self, keep: Callable[[], None]) -> None:
        self._problem.hide()
        try:
            keep()
        except UserError as error:
            self._problem.setText(str(error))
            self._problem.show()

    def _finish(self, drawn: Drawn) -> None:
        self.leave()
        self.kept.emit(" ".join(_said(drawn)))
        with suppress(KeyError):  # a sector the map does not show yet is chosen after its reading
            self._canvas.select(drawn.id)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(*(look.space(3),) * 4)
        column.setSpacing(look.space(2))
        for line in (self._how, self._problem):
            column.addWidget(line)
        row = FlowLayout(gap=2)
        self._back = button(_("Take back"), "take_back", self._take_back)
        self._remove = button(_("Remove corner"), "remove_corner", self._remove_corner)
        self._close = button(_("Close"), "close_outline", self._press_close, "primary")
        for part in (self._one, self._other, self._back, self._remove, self._close):
            row.addWidget(part)
        row.addWidget(button(_("Leave drawing"), "leave_drawing", self.leave))
        row.addWidget(self._state)
        column.addLayout(row)

    def _take_back(self) -> None:
        if self._pen is not None:
            self._pen.take_back()

    def _remove_corner(self) -> None:
        if self._pen is not None:
            self._pen.remove_corner()

    def _press_close(self) -> None:
        if self._pen is None:
            return
        if self._pen.sketch.area:
            self._pen.close()
        else:
            self._keep()


def _said(drawn: Drawn) -> Sequence[str]:
    """Return what keeping an outline did, in sentences."""
    said = [_("The outline was kept.")]
    if drawn.mended:
        said.append(_("Sides that crossed were mended."))
    if drawn.borders:
        words = ngettext("{n} border was found.", "{n} borders were found.", drawn.borders)
        said.append(words.format(n=drawn.borders))
    if drawn.over:
        words = _("It lies over {sectors}: move its corners if that is not meant.")
        said.append(words.format(sectors=", ".join(drawn.over)))
    return said


def _extent(ring: Sequence[Point]) -> float:
    from desktop.core.figures.drawing import bounds

    west, south, east, north = bounds(ring)
    return (east - west) * (north - south)
