# SPDX-License-Identifier: GPL-3.0-or-later
"""What a file may fill of a participant; a person who is already here is refused."""

from collections.abc import Mapping

import sqlalchemy as sa

from desktop.core.errors import UserError
from desktop.core.fields import FieldSpec, specs
from desktop.core.i18n import N_
from desktop.core.intake import Finder, Finisher, Target, Values
from desktop.core.tables import table_of
from desktop.core.work import Work
from desktop.organisation import service as organisation
from desktop.participants.model import Participant, ParticipantDraft
from desktop.places import service as places

_C = table_of(Participant).c


def finder(work: Work) -> Finder:
    """Return what finds the sector or the programme a word of the file means."""
    work.may("import")
    programmes = {sign.casefold(): identity for identity, sign in organisation.signs(work).items()}
    for identity, title in organisation.offered(work):
        programmes[title.partition(" · ")[2].casefold()] = identity

    def find(spec: FieldSpec, text: str) -> str | None:
        if spec.about.link == "programme":
            return programmes.get(text.strip().casefold())
        return places.sector_by_name(work, text) if spec.about.link == "sector" else None

    return find


def choices(work: Work, spec: FieldSpec) -> Mapping[str, str]:
    """Return the sectors or programmes a word of the file may be given to."""
    work.may("import")
    if spec.about.link == "sector":
        return {spot.code: spot.label for spot in places.sectors(work)}
    if spec.about.link == "programme":
        signs = organisation.signs(work)
        return {signs[identity]: title for identity, title in organisation.offered(work)}
    return {}


def finisher(work: Work) -> Finisher:
    """Refuse a document number that is here already, or twice in the file."""
    work.may("import")
    held = work.session.execute(
        sa.select(_C.document_number).where(
            _C.deleted_at.is_(None), _C.document_number.is_not(None)
        )
    ).scalars()
    known = {_plain(number) for number in held}

    def finish(values: Values) -> Mapping[str, object]:
        number = _plain(values.get("document_number"))
        if number and number in known:
            raise UserError(
                N_("A participant with this document number is here already, or twice in the file.")
            )
        known.add(number)
        return values

    return finish


def _plain(number: object) -> str:
    return "".join(mark for mark in str(number or "") if mark.isalnum()).casefold()


TARGET = Target(
    register="participants",
    title=N_("Participants"),
    model=Participant,
    draft=ParticipantDraft,
    fields=tuple(spec for spec in specs(ParticipantDraft) if not spec.about.hidden),
    defaults={"safe_contact": "not_asked"},
    finder=finder,
    choices=choices,
    finisher=finisher,
)
