# SPDX-License-Identifier: GPL-3.0-or-later
"""Incidents: what happened, about when, in which sector, and how we know. Never who did it.

The author is a category. Sexual violence, incidents with a victim under 18 and rumours of
informing are born in the protected store (design.md, first promise); the question is asked before
the first draft is kept.
"""

from collections.abc import Mapping
from typing import Annotated, ClassVar

import sqlalchemy as sa
from sqlmodel import Field

from desktop.core import clock, dates
from desktop.core.errors import UserError
from desktop.core.fields import About, Export, Privacy
from desktop.core.i18n import N_
from desktop.core.tables import Draft, Record, metadata
from desktop.incidents.detail_model import Details

PROTECTED_TYPES = frozenset(
    {
        "femicide",
        "sexual_violence",
        "sexual_exploitation",
        "trafficking",
        "domestic_violence",
        "recruitment_minor",
        "recruitment_attempt_minor",
    }
)
PROTECTED_PROFILES = frozenset({"child", "adolescent"})
"""Profiles of victims that say that one was under 18."""
DECIDING = (
    "type",
    "rumour",
    "under_18",
    "victim_profiles",
    "gender_based",
    "gbv_type",
    "refusal_result",
)
"""The answers that decide where an incident is kept."""
_NOTHING_SAID = (None, "", "not_asked")
_SEXUAL = "sexual_violence"
DISCARDED = "discarded"
"""Was checked and did not happen: it stays on its list and counts nowhere."""
HOMICIDES = frozenset({"homicide", "femicide", "multiple_homicide", "police_operation_deaths"})
BORDER_TYPES = frozenset({"border_crossing_attack", "border_denial"})


GENDER_TYPES = frozenset(
    {"femicide", "sexual_violence", "sexual_exploitation", "domestic_violence"}
)
"""Types that are violence for reasons of gender, without anybody saying so."""


class IncidentDraft(Details):
    """The minimum is five answers; everything else can come later."""

    type: Annotated[
        str, About(codes="incident_type", privacy=Privacy.QUASI, export=Export.CODE)
    ] = Field(title=N_("What happened"), index=True)
    rumour: Annotated[
        bool | None,
        About(
            help=N_(
                "Somebody is said to inform, to talk or to have changed sides. Such a record is "
                "kept apart, in the protected store."
            ),
            privacy=Privacy.SENSITIVE,
        ),
    ] = Field(default=None, title=N_("Danger from a rumour about somebody"))
    occurred_on: Annotated[
        str,
        About(
            help=N_("The month or the year is enough when the day is not known."),
            privacy=Privacy.QUASI,
            export=Export.PERIOD,
            partial=True,
        ),
    ] = Field(title=N_("When"), max_length=11, index=True)
    sector: Annotated[
        str | None, About(link="sector", privacy=Privacy.QUASI, export=Export.PLACE)
    ] = Field(default=None, title=N_("Sector"), max_length=36, index=True)
    how_known: Annotated[
        str, About(codes="how_we_know", privacy=Privacy.INSENSITIVE, export=Export.CODE)
    ] = Field(title=N_("How we know"))
    certainty: Annotated[
        str, About(codes="incident_certainty", privacy=Privacy.INSENSITIVE, export=Export.CODE)
    ] = Field(default="not_confirmed", title=N_("Confirmed"))
    victims: Annotated[int | None, About(privacy=Privacy.SENSITIVE, export=Export.NUMBER_BAND)] = (
        Field(default=None, title=N_("How many victims"), ge=0, le=10_000)
    )
    victim_profiles: Annotated[
        list[str],
        About(codes="victim_profile", privacy=Privacy.SENSITIVE),
    ] = Field(default_factory=list, title=N_("Who was hurt, by profile"), sa_type=sa.JSON)
    women: Annotated[int | None, About(privacy=Privacy.SENSITIVE)] = Field(
        default=None, title=N_("Of these, women and girls"), ge=0, le=10_000
    )
    under_18: Annotated[
        int | None,
        About(
            help=N_("If there is one, this record is kept apart, in the protected store."),
            privacy=Privacy.SENSITIVE,
        ),
    ] = Field(default=None, title=N_("Of these, under 18"), ge=0, le=10_000)
    killed: Annotated[int | None, About(privacy=Privacy.SENSITIVE)] = Field(
        default=None, title=N_("Of these, killed"), ge=0, le=10_000
    )
    participants: Annotated[
        list[str],
        About(
            help=N_("Who of the victims takes part here. They count once, in this incident."),
            link="participant",
            privacy=Privacy.IDENTIFIER,
            hidden=True,
        ),
    ] = Field(default_factory=list, title=N_("Participants hurt"), sa_type=sa.JSON)
    time_of_day: Annotated[
        str | None, About(codes="time_of_day", privacy=Privacy.QUASI, export=Export.CODE)
    ] = Field(default=None, title=N_("Time of day"))
    place_type: Annotated[str | None, About(codes="place_type", privacy=Privacy.QUASI)] = Field(
        default=None, title=N_("Kind of place")
    )
    border: Annotated[str | None, About(link="border", privacy=Privacy.SENSITIVE)] = Field(
        default=None, title=N_("Border crossed"), max_length=36, index=True
    )
    reason: Annotated[str | None, About(codes="border_reason", privacy=Privacy.SENSITIVE)] = Field(
        default=None, title=N_("Reason for crossing")
    )
    consequences: Annotated[
        list[str],
        About(codes="consequence", privacy=Privacy.SENSITIVE),
    ] = Field(default_factory=list, title=N_("What followed"), sa_type=sa.JSON)
    author: Annotated[
        str | None,
        About(
            codes="alleged_author",
            help=N_("A category only. Never a name, never a group."),
            privacy=Privacy.SENSITIVE,
        ),
    ] = Field(default=None, title=N_("Presumed author"))
    weapon: Annotated[str | None, About(codes="weapon_class", privacy=Privacy.SENSITIVE)] = Field(
        default=None, title=N_("Weapon")
    )
    reported: Annotated[bool | None, About(privacy=Privacy.SENSITIVE)] = Field(
        default=None, title=N_("Reported to an authority")
    )
    note: Annotated[str | None, About(note=True, searchable=True)] = Field(
        default=None, title=N_("Note"), max_length=2_000
    )
    reference: Annotated[
        str | None,
        About(
            help=N_("What tells the same incident again when the file is imported once more."),
            privacy=Privacy.IDENTIFIER,
            hidden=True,
            printed=False,
        ),
    ] = Field(default=None, title=N_("Number in the file it came from"), max_length=80, index=True)

    def problems(self) -> dict[str, UserError]:
        """An incident has happened; its parts are not more than its whole."""
        found: dict[str, UserError] = {}
        if dates.parse(self.occurred_on).first > clock.today():
            found["occurred_on"] = UserError(N_("This date is in the future."))
        for name in ("women", "under_18", "killed"):
            if (getattr(self, name) or 0) > (self.victims or 0):
                found[name] = UserError(N_("This is more than the number of victims."))
        if self.agreed is False and self.of_gender():
            found["agreed"] = UserError(
                N_("Without agreement this is not written down. Help does not depend on it.")
            )
        return found

    def of_gender(self) -> bool:
        """Tell whether this is violence for reasons of gender."""
        return (
            self.type in GENDER_TYPES
            or self.gender_based is True
            or self.gbv_type not in _NOTHING_SAID
            or self.refusal_result == _SEXUAL
        )

    def needs_protection(self) -> bool:
        """Tell whether this must be kept in the protected store (domain.md section 5)."""
        return belongs_apart({name: getattr(self, name) for name in DECIDING})


def belongs_apart(answers: Mapping[str, object]) -> bool:
    """Tell from answers still being typed whether they may not be kept in the main store."""
    profiles = answers.get("victim_profiles")
    return (
        answers.get("type") in PROTECTED_TYPES
        or answers.get("rumour") is True
        or answers.get("gender_based") is True
        or answers.get("gbv_type") not in _NOTHING_SAID
        or answers.get("refusal_result") == _SEXUAL
        or answers.get("under_18") not in (None, "", 0)
        or (isinstance(profiles, list) and not PROTECTED_PROFILES.isdisjoint(profiles))
    )


left_apart = sa.Table(  # what the office wants to know of incidents kept apart: at most this
    "left_apart",
    metadata,
    sa.Column("row", sa.Integer, primary_key=True),
    sa.Column("code", sa.String(12), nullable=False, unique=True),
    sa.Column("month", sa.String(7), nullable=False),
    info={"stores": ("cases",)},
)


class Incident(IncidentDraft, Record, table=True):
    """One incident."""

    __table_args__ = (
        sa.Index(  # everything that is counted over time lies in it: no row has to be opened
            "ix_incident_counted",
            "occurred_on", "certainty", "deleted_at", "how_known", "type", "sector",
            "time_of_day", "hour",
        ),
    )  # fmt: skip

    stores: ClassVar[tuple[str, ...]] = ("cases", "protected")
    letter: ClassVar[str] = "I"
    draft: ClassVar[type[Draft]] = IncidentDraft
