# SPDX-License-Identifier: GPL-3.0-or-later
"""What a file may say of what happened around us: a calendar of elections, holidays, operations."""

from collections.abc import Mapping

from desktop.core.errors import UserError
from desktop.core.fields import FieldSpec, specs
from desktop.core.i18n import N_
from desktop.core.intake import Finder, Finisher, Target, Values
from desktop.core.work import Work
from desktop.incidents import event_service
from desktop.incidents.event_model import ContextEvent, ContextEventDraft
from desktop.places import service as places


def finder(work: Work) -> Finder:
    """Return what finds the place a word of the file means, of whatever level."""
    work.may("import")
    named: dict[str, str | None] = {}
    for spot in places.places(work):
        word = places.folded(spot.label)
        named[word] = None if word in named else spot.id  # two of one name are nobody's

    def find(spec: FieldSpec, text: str) -> str | None:
        return named.get(places.folded(text)) if spec.about.link == "place" else None

    return find


def choices(work: Work, spec: FieldSpec) -> Mapping[str, str]:
    """Return the places a word of the file may be given to, by their code."""
    work.may("import")
    if spec.about.link != "place":
        return {}
    return {spot.code: spot.label for spot in places.places(work)}


def finisher(work: Work) -> Finisher:
    """Refuse what is written down already: a calendar is imported every year anew."""
    here = event_service.written(work)

    def finish(values: Values) -> Mapping[str, object]:
        key = tuple(str(values.get(name) or "") for name in event_service.KEY)
        if key in here:
            raise UserError(N_("This stands here already. It was not written twice."))
        here.add(key)
        return values

    return finish


TARGET = Target(
    register="context_events",
    title=N_("What happened around us"),
    model=ContextEvent,
    draft=ContextEventDraft,
    fields=specs(ContextEventDraft),
    defaults={"again": "once"},
    finder=finder,
    choices=choices,
    finisher=finisher,
)
