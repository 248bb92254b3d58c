# SPDX-License-Identifier: GPL-3.0-or-later
"""An import from the command line: a file, a register, a mapping made before or guessed."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.core import clock
from desktop.core.errors import UserError
from desktop.core.i18n import N_, _
from desktop.core.intake import Target
from desktop.imports import mapping, service
from desktop.imports.bring import bring
from desktop.imports.preview import Refusal

if TYPE_CHECKING:
    from desktop.core.store import Workspace
    from desktop.core.work import Work

MOST_LINES = 50
SECTORS = "sectors"
"""Areas of a map file; places read them by an intake of their own."""


class NoSuchRegister(UserError):
    """Tables cannot be brought into a register of this name."""

    def __init__(self, names: str) -> None:
        super().__init__(
            N_("Choose one of these registers: {names}. Nothing was written."), names=names
        )


class UnknownSystem(UserError):
    """The coordinates of a map file could be of several systems: somebody has to look."""

    def __init__(self) -> None:
        super().__init__(
            N_(
                "The coordinates of this file are of no system we can be sure of."
                " Nothing was imported. Import it in the window, where you can choose."
            )
        )


@dataclass(frozen=True, slots=True)
class Done:
    """What happened: the refused rows in words, and how many were good and refused."""

    lines: Sequence[str]
    good: int
    refused: int


def run(
    workspace: "Workspace",
    path: Path,
    register: str,
    targets: Sequence[Target],
    *,
    map_file: Path | None = None,
    sheet: str | None = None,
    context: bool = False,
    dry_run: bool = False,
) -> Done:
    """Import a file in one transaction, or only try it."""
    by_name = {target.register: target for target in targets}
    if register == SECTORS:
        return _sectors(workspace, path, map_file, dry_run=dry_run)
    if register not in by_name:
        raise NoSuchRegister(", ".join([*by_name, SECTORS]))
    target = by_name[register]
    beside = service.Context(path.stem, clock.today()) if context else None
    with workspace.work() as work:
        chosen = _mapping(work, target, path, map_file, sheet, beside)
    outcome = bring(workspace, target, path, chosen, context=beside, dry_run=dry_run)
    found = outcome.preview
    lines = [_line(one) for one in found.refused[:MOST_LINES]]
    return Done(lines, found.good, found.refused_rows)


def _line(refusal: Refusal) -> str:
    if not refusal.field:
        return _("Row {n}: {reason}").format(n=refusal.row, reason=refusal.reason)
    field = _(refusal.field)
    return _("Row {n}, {field}: {reason}").format(n=refusal.row, field=field, reason=refusal.reason)


def _sectors(workspace: "Workspace", path: Path, map_file: Path | None, *, dry_run: bool) -> Done:
    """Bring the areas of a GeoJSON file in as sectors; a mapping names its properties."""
    from desktop.places import intake  # shapely and pyproj load on first use only
    from desktop.places import service as places

    source = intake.read(path)
    reading = intake.examine(source)
    choice = intake.suggest(reading)
    if not choice.system:
        raise UnknownSystem
    named = mapping.load(map_file).columns if map_file else {}
    choice = replace(
        choice,
        name=named.get("name", choice.name),
        code=named.get("code", choice.code),
        parent=named.get("parent", choice.parent),
    )
    prepared = intake.prepare(source, choice)
    if not dry_run:
        with workspace.work(write=True) as work:
            parents = places.parents_for(work, [area.parent for area in prepared.areas])
            places.import_areas(work, prepared.areas, parents)
    return Done(intake.notes(prepared), len(prepared.areas), prepared.left_out)


def _mapping(
    work: "Work",
    target: Target,
    path: Path,
    map_file: Path | None,
    sheet: str | None,
    beside: service.Context | None,
) -> mapping.Mapping:
    """Return the mapping of a file, its sheet overridden; else the best guess."""
    settings: dict[str, str | int] = {"sheet": sheet} if sheet else {}
    if map_file is None:
        into = service.for_context(target, beside, needs_source=False)
        return replace(service.look(work, into, path, settings).mapping, read=settings)
    loaded = mapping.load(map_file)
    return mapping.Mapping(loaded.columns, loaded.values, {**loaded.read, **settings})
