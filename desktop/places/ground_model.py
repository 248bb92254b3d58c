# SPDX-License-Identifier: GPL-3.0-or-later
"""What lies under the map: a piece of a tile file, or a picture of a map drawn by hand.

Both are copied into the workspace, sealed like papers. A file that lay beside the program under a
name of its own would tell whoever finds the laptop which streets the team works in, and would be
missing on the day it is needed; the copy travels with backups and goes with the keys.
"""

from enum import StrEnum
from typing import Annotated, Any, ClassVar

import sqlalchemy as sa
from sqlmodel import Field

from desktop.core.fields import About, Privacy
from desktop.core.i18n import N_
from desktop.core.tables import Draft, Record


class GroundKind(StrEnum):
    """What a ground is made of."""

    TILES = "tiles"
    PHOTO = "photo"


class MapGroundDraft(Draft):
    """One ground, with the box it covers in longitude and latitude."""

    kind: Annotated[str, About(privacy=Privacy.INSENSITIVE, hidden=True)] = Field(
        title=N_("Kind"), max_length=10
    )
    title: Annotated[str, About(privacy=Privacy.QUASI)] = Field(
        title=N_("Name of the background"), max_length=80
    )
    credit: Annotated[
        str | None,
        About(help=N_("Who made it, as it must be said."), privacy=Privacy.INSENSITIVE),
    ] = Field(default=None, title=N_("Source"), max_length=200)
    west: Annotated[float, About(privacy=Privacy.QUASI, hidden=True)] = Field(
        title=N_("West"), ge=-180, le=180
    )
    south: Annotated[float, About(privacy=Privacy.QUASI, hidden=True)] = Field(
        title=N_("South"), ge=-90, le=90
    )
    east: Annotated[float, About(privacy=Privacy.QUASI, hidden=True)] = Field(
        title=N_("East"), ge=-180, le=180
    )
    north: Annotated[float, About(privacy=Privacy.QUASI, hidden=True)] = Field(
        title=N_("North"), ge=-90, le=90
    )
    pins: Annotated[list[Any], About(privacy=Privacy.QUASI, hidden=True)] = Field(
        default_factory=list, title=N_("Pins"), sa_type=sa.JSON
    )
    shown: Annotated[bool, About(privacy=Privacy.INSENSITIVE, hidden=True)] = Field(
        default=True, title=N_("Shown on the map")
    )


class MapGround(MapGroundDraft, Record, table=True):
    """One ground of the map."""

    __tablename__ = "map_ground"
    letter: ClassVar[str] = "MB"
    draft: ClassVar[type[Draft]] = MapGroundDraft
