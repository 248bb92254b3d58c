# SPDX-License-Identifier: GPL-3.0-or-later
"""An import from the command line: a file, a register, a mapping made before or guessed."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.core import clock
from desktop.core.errors import UserError
from desktop.core.i18n import N_, _
from desktop.core.intake import Target
from desktop.imports import mapping, service

if TYPE_CHECKING:
    from desktop.core.store import Workspace
    from desktop.core.work import Work

MOST_LINES = 50


class NoSuchRegister(UserError):
    """Tables cannot be brought into a register of this name."""

    def __init__(self, names: str) -> None:
        super().__init__(
            N_("Choose one of these registers: {names}. Nothing was written."), names=names
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
    if register not in by_name:
        raise NoSuchRegister(", ".join(by_name))
    target = by_name[register]
    beside = service.Context(path.stem, clock.today()) if context else None
    with workspace.work(write=not dry_run) as work:
        chosen = _mapping(work, target, path, map_file, sheet, beside)
        outcome = service.run(work, target, path, chosen, context=beside, dry_run=dry_run)
    found = outcome.preview
    lines = [
        _("Row {n}, {field}: {reason}").format(n=one.row, field=one.field, reason=one.reason)
        for one in found.refused[:MOST_LINES]
    ]
    return Done(lines, found.good, found.refused_rows)


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
        return service.look(work, into, path, settings).mapping
    loaded = mapping.load(map_file)
    return mapping.Mapping(loaded.columns, loaded.values, {**loaded.read, **settings})
