# SPDX-License-Identifier: GPL-3.0-or-later
"""One import from end to end: the main store first, then what belongs apart into its own."""

from pathlib import Path
from typing import TYPE_CHECKING

from desktop.core.intake import Target
from desktop.imports.mapping import Mapping as Map
from desktop.imports.preview import Progress
from desktop.imports.service import Context, Outcome, run

if TYPE_CHECKING:
    from desktop.core.store import Workspace


def bring(
    workspace: "Workspace",
    target: Target,
    path: Path,
    chosen: Map,
    *,
    context: Context | None = None,
    dry_run: bool = False,
    progress: Progress | None = None,
) -> Outcome:
    """Import a file into the main store, and what belongs apart into its own, or only try."""
    with workspace.work(write=not dry_run) as work:
        done = run(work, target, path, chosen, context=context, dry_run=dry_run, progress=progress)
    if done.preview.apart and not dry_run and context is None and target.lay_apart:
        target.lay_apart(workspace, done.preview.apart)
    return done
