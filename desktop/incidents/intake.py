# SPDX-License-Identifier: GPL-3.0-or-later
"""What a file may fill of an incident, and which rows may not come in this way."""

from collections.abc import Mapping

from desktop.core.errors import UserError
from desktop.core.fields import FieldSpec, specs
from desktop.core.i18n import N_
from desktop.core.intake import Finder, Finisher, Target, Values
from desktop.core.work import Work
from desktop.incidents.model import Incident, IncidentDraft, belongs_apart
from desktop.places import service as places

_NOT_FROM_FILES = frozenset({"border", "participants"})


def finder(work: Work) -> Finder:
    """Return what finds the sector a word of the file means."""
    work.may("import")

    def find(spec: FieldSpec, text: str) -> str | None:
        return places.sector_by_name(work, text) if spec.about.link == "sector" else None

    return find


def choices(work: Work, spec: FieldSpec) -> Mapping[str, str]:
    """Return the sectors a word of the file may be given to, by their code."""
    work.may("import")
    if spec.about.link != "sector":
        return {}
    return {spot.code: spot.label for spot in places.sectors(work)}


def finisher(work: Work) -> Finisher:
    """Let protected incidents into the protected store only, and nothing else into it."""
    work.may("import")

    def finish(values: Values) -> Mapping[str, object]:
        apart = belongs_apart(values)
        if apart and work.store != "protected":
            raise UserError(
                N_("This incident belongs in the protected store. Enter it there, not by import.")
            )
        if not apart and work.store == "protected":
            raise UserError(N_("This incident does not belong in the protected store."))
        return values

    return finish


TARGET = Target(
    register="incidents",
    title=N_("Incidents"),
    model=Incident,
    draft=IncidentDraft,
    fields=tuple(spec for spec in specs(IncidentDraft) if spec.name not in _NOT_FROM_FILES),
    defaults={"how_known": "unknown"},
    finder=finder,
    choices=choices,
    finisher=finisher,
)
