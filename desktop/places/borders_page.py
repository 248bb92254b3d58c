# SPDX-License-Identifier: GPL-3.0-or-later
"""Borders found from the outlines of sectors: exact ones, and more within a tolerance, as asked."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox, QComboBox, QWidget

from desktop.core.document import Map, Shape
from desktop.core.i18n import _, ngettext
from desktop.places import border_service, projection_service, service
from desktop.places.step_page import StepPage
from desktop.widgets.map_legend import MapLegend
from desktop.widgets.parts import named

if TYPE_CHECKING:
    from desktop.core.store import Workspace
    from desktop.places.boundary_service import Shared
    from desktop.widgets.jobs import Jobs

_MUCH = 1.2
_GAPS = (5, 10, 25, 50, 100)  # metres
_EXACT, _NEAR = "demilitarised", "tense"  # looks of lines, borrowed from two statuses


class BordersPage(StepPage):
    """Shows what each tolerance finds before anything is kept."""

    def __init__(self, workspace: "Workspace", jobs: "Jobs", parent: QWidget | None = None) -> None:
        super().__init__(workspace, jobs, _("Find borders"), parent)
        self.setObjectName("borders_page")
        self._outlines: dict[str, str] = {}
        self._exact: Sequence[Shared] = ()
        self._near: Sequence[Shared] = ()
        self._said: Sequence[str] = ()
        self._tolerance = border_service.OFFERED_TOLERANCE

    def look_around(self, said: Sequence[str] = ()) -> None:
        """Look for borders between the sectors that are here; ``said`` stands above."""
        self.start()
        self._said = said
        for words in said:
            self.say(words)
        with self.workspace.work() as work:
            self._outlines = service.outlines(work)
        outlines, tolerance = self._outlines, self._tolerance

        def search(_progress: object) -> "tuple[Sequence[Shared], Sequence[Shared]]":
            return border_service.find(outlines), border_service.find(outlines, tolerance)

        self.jobs.run(search, self._show, self.failed, _("Looking for borders"))

    def _show(self, found: "tuple[Sequence[Shared], Sequence[Shared]]") -> None:
        self._exact, self._near = found
        exact, more = len(self._exact), len(self._near) - len(self._exact)
        longer = _longer(self._exact, self._near)
        self.say(
            ngettext(
                "{n} pair of sectors has an edge exactly in common.",
                "{n} pairs of sectors have an edge exactly in common.",
                exact,
            ).format(n=exact)
        )
        self._within = named(QCheckBox(_("Allow a gap between sectors")), "within")
        self._within.setToolTip(_("Outlines drawn one by one overlap and gape."))
        self._within.setChecked(more + longer > 0)
        self.column.addWidget(self._within)
        self.column.addWidget(self._ask_gap())
        self.say(
            ngettext("This finds {n} pair more.", "This finds {n} pairs more.", more).format(n=more)
        )
        if longer:
            self.say(
                ngettext("{n} line becomes longer.", "{n} lines become longer.", longer).format(
                    n=longer
                )
            )
        self.legend = MapLegend()
        self.column.addWidget(self.legend)
        self.say(
            _(
                "These lines only say which sectors touch. Which of them is an invisible border, "
                "you record with its status."
            )
        )
        self._within.toggled.connect(lambda _on: self._draw(keep_view=True))
        self._draw(keep_view=False)
        self._within.setFocus()
        self.offer(_("Keep these borders"), self._keep)

    def _ask_gap(self) -> QComboBox:
        """Let another gap be tried: files of one office fit closely, drawings by hand do not."""
        box = named(QComboBox(), "tolerance", _("Widest gap between two sectors"))
        for metres in _GAPS:
            box.addItem(_("Gap of up to {n} m").format(n=metres), float(metres))
        box.setCurrentIndex(box.findData(self._tolerance))
        box.currentIndexChanged.connect(self._try_gap)
        return box

    def _try_gap(self) -> None:
        box = self.findChild(QComboBox, "tolerance")
        if box is not None:
            self._tolerance = float(box.currentData())
            self.look_around(self._said)

    def _chosen(self) -> "Sequence[Shared]":
        return self._near if self._within.isChecked() else self._exact

    def _draw(self, *, keep_view: bool) -> None:
        pairs = {(shared.a, shared.b) for shared in self._exact}
        self.canvas.show_map(
            _borders_map(self._outlines, self._chosen(), pairs), keep_view=keep_view
        )
        entries = [(_EXACT, _("Edge exactly in common"))]
        if self._within.isChecked():
            entries.append((_NEAR, _("Found within the gap")))
        self.legend.show_legend(entries)

    def _keep(self) -> None:
        tolerance = self._tolerance if self._within.isChecked() else 0.0
        with self.workspace.work(write=True) as work:
            border_service.keep(work, self._chosen(), tolerance)
        self.finish()


def _longer(exact: "Sequence[Shared]", near: "Sequence[Shared]") -> int:
    """Count the borders of which a good part meets only within the gap."""
    metres = {(shared.a, shared.b): shared.metres for shared in exact}
    return sum(
        shared.metres > _MUCH * metres[shared.a, shared.b]
        for shared in near
        if (shared.a, shared.b) in metres
    )


def _borders_map(
    outlines: Mapping[str, str], found: "Sequence[Shared]", exact: set[tuple[str, str]]
) -> Map:
    from desktop.places import areas_intake  # loaded by now: it found these lines

    areas = [
        Shape(rings=projection_service.rings(text), fill="area", key=key)
        for key, text in outlines.items()
    ]
    lines = [
        Shape(
            rings=projection_service.rings(areas_intake.text(shared.line)),
            kind="line",
            line=_EXACT if (shared.a, shared.b) in exact else _NEAR,
        )
        for shared in found
    ]
    return Map(_("Borders found"), [*areas, *lines])
