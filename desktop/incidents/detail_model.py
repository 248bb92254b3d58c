# SPDX-License-Identifier: GPL-3.0-or-later
"""What may be known of an incident besides its five first answers."""

from datetime import date
from typing import Annotated

import sqlalchemy as sa
from sqlmodel import Field

from desktop.core.fields import About, Privacy
from desktop.core.i18n import N_
from desktop.core.tables import Draft

MOST = 100_000


class PlaceAndHour(Draft):
    """How exactly the place is known, at what hour, and across which border."""

    precision: Annotated[
        str | None, About(codes="location_precision", privacy=Privacy.INSENSITIVE)
    ] = Field(default=None, title=N_("How exactly the place is known"))
    hour: Annotated[
        int | None,
        About(help=N_("0 to 23, where it is known."), privacy=Privacy.QUASI),
    ] = Field(default=None, title=N_("Hour"), ge=0, le=23)
    crossed_to: Annotated[str | None, About(link="sector", privacy=Privacy.SENSITIVE)] = Field(
        default=None, title=N_("On the way into the sector"), max_length=36
    )


class Consequences(Draft):
    """What followed, in numbers: for services, never a list of anybody's belongings."""

    school_days: Annotated[int | None, About(privacy=Privacy.SENSITIVE)] = Field(
        default=None, title=N_("School days lost"), ge=0, le=MOST
    )
    schools_closed: Annotated[int | None, About(privacy=Privacy.SENSITIVE)] = Field(
        default=None, title=N_("Schools closed"), ge=0, le=MOST
    )
    displaced_people: Annotated[int | None, About(privacy=Privacy.SENSITIVE)] = Field(
        default=None, title=N_("People who had to leave"), ge=0, le=MOST
    )
    displaced_households: Annotated[int | None, About(privacy=Privacy.SENSITIVE)] = Field(
        default=None, title=N_("Households that had to leave"), ge=0, le=MOST
    )
    displacement_scale: Annotated[
        str | None, About(codes="displacement_scale", privacy=Privacy.SENSITIVE)
    ] = Field(default=None, title=N_("How far they had to go"))
    confined_people: Annotated[int | None, About(privacy=Privacy.SENSITIVE)] = Field(
        default=None, title=N_("People who could not go out"), ge=0, le=MOST
    )
    services_lost: Annotated[int | None, About(privacy=Privacy.SENSITIVE)] = Field(
        default=None, title=N_("Services that stopped"), ge=0, le=MOST
    )
    service_days: Annotated[int | None, About(privacy=Privacy.SENSITIVE)] = Field(
        default=None, title=N_("Days without service"), ge=0, le=MOST
    )
    businesses_closed: Annotated[int | None, About(privacy=Privacy.SENSITIVE)] = Field(
        default=None, title=N_("Businesses closed"), ge=0, le=MOST
    )
    homes_damaged: Annotated[int | None, About(privacy=Privacy.SENSITIVE)] = Field(
        default=None, title=N_("Homes damaged or taken"), ge=0, le=MOST
    )


class Extortion(Draft):
    """How money was demanded: the manner, never an amount, an account or who collects."""

    extortion_modality: Annotated[
        str | None, About(codes="extortion_modality", privacy=Privacy.SENSITIVE)
    ] = Field(default=None, title=N_("How it is demanded"))
    extortion_channel: Annotated[
        str | None, About(codes="extortion_channel", privacy=Privacy.SENSITIVE)
    ] = Field(default=None, title=N_("By what way"))
    from_prison: Annotated[str | None, About(codes="yes_no", privacy=Privacy.SENSITIVE)] = Field(
        default=None, title=N_("From a prison")
    )
    groups_paid: Annotated[str | None, About(codes="groups_paid", privacy=Privacy.SENSITIVE)] = (
        Field(default=None, title=N_("How many groups ask for money"))
    )
    paid: Annotated[str | None, About(codes="yes_no", privacy=Privacy.SENSITIVE)] = Field(
        default=None, title=N_("It was paid")
    )
    refusal_result: Annotated[
        str | None, About(codes="refusal_result", privacy=Privacy.SENSITIVE)
    ] = Field(default=None, title=N_("What followed a refusal"))


class Marks(Draft):
    """What makes an incident more than its type, and what is asked apart."""

    modifiers: Annotated[list[str], About(codes="incident_modifier", privacy=Privacy.SENSITIVE)] = (
        Field(default_factory=list, title=N_("What marks it"), sa_type=sa.JSON)
    )
    recruitment_mode: Annotated[
        str | None, About(codes="recruitment_mode", privacy=Privacy.SENSITIVE)
    ] = Field(default=None, title=N_("How they were recruited"))
    gender_based: Annotated[
        bool | None,
        About(
            help=N_(
                "Done to a woman because she is one, or for somebody's gender or sexuality. "
                "Such a record is kept apart, in the protected store."
            ),
            privacy=Privacy.SENSITIVE,
        ),
    ] = Field(default=None, title=N_("Violence for reasons of gender"))
    gbv_type: Annotated[str | None, About(codes="gbv_type", privacy=Privacy.SENSITIVE)] = Field(
        default=None, title=N_("Kind of violence for reasons of gender")
    )
    agreed: Annotated[
        bool | None,
        About(
            help=N_("Without agreement nothing is written down; help does not depend on it."),
            privacy=Privacy.SENSITIVE,
        ),
    ] = Field(default=None, title=N_("Who was hurt agreed to this record"))


class Knowledge(Draft):
    """How what is known came to be sure, whether an authority knows, and what came before."""

    no_report_reason: Annotated[
        str | None, About(codes="non_report_reason", privacy=Privacy.SENSITIVE)
    ] = Field(default=None, title=N_("Why it was not reported"))
    verified_on: Annotated[date | None, About(privacy=Privacy.INSENSITIVE, past=True)] = Field(
        default=None, title=N_("Checked on")
    )
    verified_how: Annotated[str | None, About(codes="how_we_know", privacy=Privacy.INSENSITIVE)] = (
        Field(default=None, title=N_("How it was checked"))
    )
    source_grade: Annotated[
        str | None,
        About(codes="source_reliability", privacy=Privacy.SENSITIVE, printed=False),
    ] = Field(default=None, title=N_("How reliable the source is"))
    info_grade: Annotated[
        str | None, About(codes="info_credibility", privacy=Privacy.SENSITIVE, printed=False)
    ] = Field(default=None, title=N_("How credible the word is"))
    follows: Annotated[str | None, About(link="incident", privacy=Privacy.SENSITIVE)] = Field(
        default=None, title=N_("After the incident"), max_length=36, index=True
    )
    follows_how: Annotated[str | None, About(codes="chain_kind", privacy=Privacy.SENSITIVE)] = (
        Field(default=None, title=N_("How they belong together"))
    )


class Details(PlaceAndHour, Consequences, Extortion, Marks, Knowledge):
    """Everything that can come later."""
