# SPDX-License-Identifier: GPL-3.0-or-later
"""What other rooms put on the map: safe places and ways, and points there is a reason for."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from desktop.core import codes, dates, records
from desktop.core.document import Shape, Table
from desktop.core.fields import About, FieldSpec, Kind, chosen, specs
from desktop.core.i18n import N_, _
from desktop.crossings import safe_service
from desktop.desks.frame.desk import Desk
from desktop.desks.frame.form_dialog import FormDialog, Questions
from desktop.incidents import point_service
from desktop.incidents.point_model import IncidentPointDraft
from desktop.places import projection_service
from desktop.places import service as places
from desktop.places.layers_page import Marks
from desktop.places.map_page import MapPage
from desktop.places.projection_service import degrees, mercator
from desktop.widgets.form import FormSection
from desktop.widgets.map_pen import MapPen
from desktop.widgets.menus import Entry

_INCIDENT = FieldSpec("incident", N_("Incident"), Kind.LINK, About(link="incident"), required=True)
_BESIDE = 0.0006  # degrees between two places of one sector, so that none hides another


def marks(desk: Desk, page: MapPage, on: date) -> Marks:
    """Return what the layers that are on show of a day."""
    shapes: list[Shape] = []
    legend: list[tuple[str, str]] = []
    tables: list[Table] = []
    if page.panel.shows("safe"):
        _safe(desk, on, shapes, tables)
        legend += [("safe", _("Safe place")), ("way", _("Safe way"))] if shapes else []
    if page.panel.shows("points"):
        held = _points(desk, page, on)
        shapes += [
            Shape(
                [[mercator(one.lon, one.lat)]], kind="point", fill="incident", key="",
                tip="\n".join(_told(one)),
            )
            for one in held
        ]  # fmt: skip
        legend += [("incident", _("Incident with a point"))] if held else []
        header = [_("Incident"), _("When"), _("What happened"), _("How exactly it is kept")]
        if held:
            tables.append(Table(_("Points of incidents"), header, [_told(one) for one in held]))
    return Marks(shapes, legend, tables)


def verbs(desk: Desk, page: MapPage) -> Sequence[Entry]:
    """Return what can be done on the map beside drawing sectors."""
    with desk.workspace.work() as work:
        may = work.could("amend") and work.could("create")
    if not may:
        return []
    return [(_("Point of an incident"), "mark_incident", lambda: mark_incident(desk, page))]


def mark_incident(desk: Desk, page: MapPage) -> None:
    """Ask which incident, why and how exactly; then one click, or Enter at the cross, is kept."""

    def reasoned(values: Mapping[str, Any]) -> None:
        """Say now what is wrong, not when the place has been shown."""
        point_service.coarse((0.0, 0.0), str(values["precision"]))
        records.validated(IncidentPointDraft, {**values, "lon": 0.0, "lat": 0.0})
        _wait_for_point(desk, page, values)

    fields = chosen(specs(IncidentPointDraft), ("precision", "reason"))
    asked = Questions(
        "mark_incident_dialog",
        _("Point of an incident"),
        [FormSection("", "", (_INCIDENT, *fields))],
        _("Show the place"),
        _(
            "The map counts incidents by sector. A point is kept only for a reason, made so "
            "coarse before it is kept, and it is never printed."
        ),
        values={"precision": "block"},
        links={"incident": lambda: _offered(desk, page)},
    )
    dialog = FormDialog(desk.workspace, asked, reasoned, page)
    dialog.exec()
    dialog.deleteLater()


def _offered(desk: Desk, page: MapPage) -> list[tuple[str, str]]:
    chosen_sector = page.canvas.selection
    with desk.workspace.work() as work:
        found = point_service.markable(work, [chosen_sector] if chosen_sector else [])
    return [
        (one, f"{code} · {codes.label('incident_type', kind)} · {dates.show(day)}")
        for one, code, kind, day in found
    ]


def _wait_for_point(desk: Desk, page: MapPage, values: Mapping[str, Any]) -> None:
    page.drawing.leave()
    page.pinning.leave()
    page.table.setChecked(False)
    pen = MapPen(page.canvas, [], one=True)

    def done() -> None:
        point = degrees(*pen.sketch.corners[0])
        pen.give_up()
        with desk.workspace.work(write=True) as work:
            point_service.mark(
                work, values["incident"], point, values["precision"], values["reason"]
            )
        page.panel.turn("points", on=True)
        page.reload()
        desk.toasts.show(_("The point was kept, as coarse as you chose."))

    pen.done.connect(done)
    pen.left.connect(pen.give_up)
    page.canvas.setFocus()
    desk.toasts.show(
        _("Click the place, or move the cross with the arrows and press Enter. Escape leaves.")
    )


def _points(desk: Desk, page: MapPage, on: date) -> list[point_service.Spot]:
    with desk.workspace.work() as work:
        return point_service.points(work, on - timedelta(days=page.panel.days), on)


def _told(one: point_service.Spot) -> list[str]:
    return [
        one.code,
        dates.show(one.occurred_on),
        codes.label("incident_type", one.type),
        codes.label("location_precision", one.precision),
    ]


def _safe(desk: Desk, on: date, shapes: list[Shape], tables: list[Table]) -> None:
    with desk.workspace.work() as work:
        held = safe_service.safe_places(work, on)
        ways = safe_service.safe_routes(work, on)
        spots = {spot.id: spot for spot in places.sectors(work)}
    shapes += [
        Shape(rings, kind="line", fill="way", tip=way.title)
        for way in ways
        if (rings := _line(way, spots))
    ]
    beside: dict[str, int] = {}
    for one in held:
        spot = spots.get(one.sector)
        if spot is None or spot.lon is None or spot.lat is None:
            continue
        n = beside[one.sector] = beside.get(one.sector, -1) + 1
        tip = "\n".join(part for part in (one.title, one.hours, one.note) if part)
        at = mercator(spot.lon + n * _BESIDE, spot.lat)
        shapes.append(Shape([[at]], kind="point", fill="safe", tip=tip))
    header = [_("Safe place"), _("Sector"), _("Hours")]
    rows = [[one.title, one.sector_name, one.hours] for one in held]
    if rows:
        tables.append(Table(_("Safe places"), header, rows))


def _line(
    way: safe_service.RouteLine, spots: Mapping[str, places.Spot]
) -> list[list[tuple[float, float]]]:
    """Return the line that was drawn, else the straight one between the two sectors."""
    if way.line:
        return projection_service.rings(way.line)
    ends = [spots.get(one) for one in (way.starts_in, way.ends_in)]
    points = [
        mercator(one.lon, one.lat)
        for one in ends
        if one and one.lon is not None and one.lat is not None
    ]
    return [points] if len(points) == 2 else []
