# SPDX-License-Identifier: GPL-3.0-or-later
"""What lies under the map, kept sealed in the workspace; see ground_model for why it is a copy."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlmodel import col, select

from desktop.core import erasure, records
from desktop.core.errors import RecordGone
from desktop.core.figures import pinning
from desktop.core.figures.pinning import Pin
from desktop.core.papers import attachments
from desktop.core.tables import new_id, table_of
from desktop.core.work import Work
from desktop.places import projection_service, service
from desktop.places.ground_model import GroundKind, MapGround

if TYPE_CHECKING:
    from desktop.core.store import Workspace
    from desktop.core.tiles import Box, Cut

_TABLE = table_of(MapGround)
_STORE = "cases"


@dataclass(frozen=True, slots=True)
class Laid:
    """A ground as the map offers it; a picture is laid once it has pins."""

    id: str
    kind: str
    title: str
    credit: str
    box: "Box"
    pins: tuple[Pin, ...]

    @property
    def is_placed(self) -> bool:
        """Whether it is known where it lies."""
        return self.kind == GroundKind.TILES or len(self.pins) > 1


def grounds(work: Work) -> list[Laid]:
    """Return every ground, the first one first."""
    work.may("read")
    query = (
        select(MapGround).where(col(MapGround.deleted_at).is_(None)).order_by(col(MapGround.row))
    )
    return [_laid(one) for one in work.session.exec(query)]


def area(work: Work) -> "Box | None":
    """Return the box around all sectors in degrees, for which tiles are wanted."""
    rings = [
        ring for text in service.outlines(work).values() for ring in projection_service.rings(text)
    ]
    return _box(rings) if rings else None


def add_tiles(workspace: "Workspace", cut: "Cut") -> str:
    """Keep tiles that were cut out of a file; whole or not at all."""
    with workspace.work() as work:
        work.may("create")
    west, south, east, north = cut.box
    values = {
        "kind": GroundKind.TILES.value, "title": cut.title, "credit": cut.credit or None,
        "west": west, "south": south, "east": east, "north": north,
    }  # fmt: skip
    identity = _create(workspace, values)
    told = {"id": new_id(), "name": "tiles", "kind": "tiles"}
    try:
        attachments.keep(workspace, _STORE, identity, cut.content, told)
    except BaseException:
        with workspace.work(write=True) as work:
            remove(work, identity)
        raise
    return identity


def add_photo(workspace: "Workspace", title: str, content: bytes) -> str:
    """Keep a picture of a map, cleaned of what hides in photographs; it waits for its pins."""
    values = {
        "kind": GroundKind.PHOTO.value, "title": title[:80],
        "west": 0.0, "south": 0.0, "east": 0.0, "north": 0.0,
    }  # fmt: skip
    identity = _create(workspace, values)
    try:
        attachments.attach(workspace, _STORE, identity, "map", content)
    except BaseException:
        with workspace.work(write=True) as work:
            remove(work, identity)
        raise
    return identity


def content(workspace: "Workspace", identity: str) -> bytes:
    """Return the packed tiles or the picture of a ground."""
    with workspace.work(_STORE) as work:
        work.may("read")
        papers = attachments.listed(work, identity)
    if not papers:
        raise RecordGone
    return attachments.read(workspace, _STORE, papers[0].id)


def pin(work: Work, identity: str, pins: Sequence[Pin]) -> float:
    """Lay a picture by its pins; returns by how many metres the worst of them misses."""
    work.may("amend")
    matrix = pinning.fit(pins)
    corners = [projection_service.degrees(*world) for _pixel, world in pins]
    west, south, east, north = _around(corners)
    record = records.get(work, MapGround, identity)
    told = {"pins": [[list(pixel), list(world)] for pixel, world in pins],
            "west": west, "south": south, "east": east, "north": north}  # fmt: skip
    records.amend(work, record, told)
    return pinning.misses(matrix, pins)


def remove(work: Work, identity: str) -> None:
    """Take a ground away for good: its row, its history and what was sealed."""
    work.may("remove")
    records.get(work, MapGround, identity)
    attachments.drop(work, identity)
    erasure.purge(work, _TABLE.name, [identity])
    erasure.lay_many(work, _TABLE.name, [identity])
    work.touched.add(_TABLE.name)


def _create(workspace: "Workspace", values: Mapping[str, object]) -> str:
    with workspace.work(write=True) as work:
        return records.create(work, MapGround, values).id


def _laid(one: MapGround) -> Laid:
    pins = tuple(((float(a), float(b)), (float(x), float(y))) for (a, b), (x, y) in one.pins)
    box = (one.west, one.south, one.east, one.north)
    return Laid(one.id, one.kind, one.title, one.credit or "", box, pins)


def _box(rings: Sequence[Sequence[tuple[float, float]]]) -> "Box":
    return _around([projection_service.degrees(*point) for ring in rings for point in ring])


def _around(points: Sequence[tuple[float, float]]) -> "Box":
    across, up = zip(*points, strict=True)
    return min(across), min(up), max(across), max(up)
