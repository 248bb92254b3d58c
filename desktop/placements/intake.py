# SPDX-License-Identifier: GPL-3.0-or-later
"""What a file may fill of a placement; its checkpoints are laid as when it is entered by hand."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta

from desktop.core import clock, money, records, removal
from desktop.core.fields import FieldSpec, specs
from desktop.core.i18n import N_
from desktop.core.intake import Finder, Target
from desktop.core.tables import new_id
from desktop.core.work import Work
from desktop.participants import service as participants
from desktop.placements import employer_service as employers
from desktop.placements.model import CHECKPOINT_DAYS, Checkpoint, Placement, PlacementDraft


def finder(work: Work) -> Finder:
    """Return what finds a participant by code and an employer by code or name."""
    work.may("import")
    people = {code.casefold(): one for one, code in participants.codes_of(work).items()}
    hosts = {title.casefold(): one for one, title in employers.names(work).items()}

    def find(spec: FieldSpec, text: str) -> str | None:
        known = {"participant": people, "employer": hosts}.get(spec.about.link, {})
        return known.get(text.strip().casefold())

    return find


def choices(work: Work, spec: FieldSpec) -> Mapping[str, str]:
    """Return the employers a word of the file may be given to; people are named by code only."""
    work.may("import")
    if spec.about.link != "employer":
        return {}
    return {title: title for title in sorted(employers.names(work).values())}


def write(work: Work, rows: Iterable[Mapping[str, object]], import_id: str) -> int:
    """Write placements and, after them, the checkpoints of each."""
    work.may("import")
    laid: list[tuple[str, date]] = []

    def named() -> Iterator[Mapping[str, object]]:
        for row in rows:
            identity, first = new_id(), row.get("starts_on")
            laid.append((identity, first if isinstance(first, date) else clock.today()))
            costs = {} if row.get("cost") is None else {"currency": money.current().code}
            yield {**row, **costs, "id": identity}

    written = records.create_many(work, Placement, named(), import_id=import_id)
    checks = (
        {"placement": identity, "point": point, "due_on": first + timedelta(days)}
        for identity, first in laid
        for point, days in CHECKPOINT_DAYS.items()
    )
    records.create_many(work, Checkpoint, checks, import_id=import_id)
    return written


def undo(work: Work, import_id: str) -> int:
    """Take back the checkpoints with their placements."""
    removal.remove_import(work, Checkpoint, import_id)
    return removal.remove_import(work, Placement, import_id)


TARGET = Target(
    register="placements",
    title=N_("Placements"),
    model=Placement,
    draft=PlacementDraft,
    fields=tuple(spec for spec in specs(PlacementDraft) if not spec.about.hidden),
    finder=finder,
    choices=choices,
    write=write,
    undo=undo,
)
