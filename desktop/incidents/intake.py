# SPDX-License-Identifier: GPL-3.0-or-later
"""What a file may fill of an incident, and where its rows belong."""

from collections.abc import Callable, Mapping

from desktop.core.errors import UserError
from desktop.core.fields import FieldSpec, specs
from desktop.core.i18n import N_
from desktop.core.intake import Finder, Finisher, Target, Values
from desktop.core.work import Work
from desktop.incidents import again_intake, service
from desktop.incidents.model import Incident, IncidentDraft, belongs_apart
from desktop.places import service as places

_NOT_FROM_FILES = frozenset({"border", "participants", "follows", "follows_how"})


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
    """Let nothing else into the protected store; a number that comes twice is no number."""
    work.may("import")
    seen: set[str] = set()

    def finish(values: Values) -> Mapping[str, object]:
        if work.store == service.PROTECTED and not belongs_apart(values):
            raise UserError(N_("This incident does not belong in the protected store."))
        if reference := str(values.get("reference") or ""):
            if reference in seen:
                raise UserError(N_("This number stands in the file more than once."))
            seen.add(reference)
        return values

    return finish


def known(work: Work) -> Callable[[Mapping[str, object]], bool]:
    """Return what tells whether a row is of an incident that is here already."""
    held = again_intake.known(work)
    return lambda values: str(values.get("reference") or "") in held


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
    write=again_intake.write,
    known=known,
    apart=belongs_apart,
    lay_apart=again_intake.lay_apart,
)
