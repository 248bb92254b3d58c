# SPDX-License-Identifier: GPL-3.0-or-later
"""A participant: code first, names only where someone must know them, groups on a tab apart."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Annotated, Any, ClassVar

import sqlalchemy as sa
from sqlmodel import Field

from desktop.core import clock, dates, names
from desktop.core.errors import UserError
from desktop.core.fields import About, Export, Privacy
from desktop.core.i18n import N_
from desktop.core.tables import Draft, Record

OLDEST = 110
NAMED_BY = ("given_names", "family_names", "known_as")


class CaseStatus(StrEnum):
    """The states of V23a that the program branches on."""

    OPEN = "open"
    CLOSED = "closed"


class ParticipantDraft(Draft):
    """Six answers register a person; the rest is completed within 14 days."""

    programme: Annotated[
        str | None, About(link="programme", privacy=Privacy.QUASI, export=Export.CODE)
    ] = Field(default=None, title=N_("Programme line"), max_length=36)
    born: Annotated[
        str,
        About(
            help=N_("The year is enough, or the age: 17 years. Tick about when it is estimated."),
            privacy=Privacy.QUASI,
            export=Export.AGE_BAND,
            partial=True,
        ),
    ] = Field(title=N_("Born"), max_length=11)
    sex: Annotated[
        str, About(codes="sex_registered", privacy=Privacy.QUASI, export=Export.CODE)
    ] = Field(title=N_("Sex"))
    sector: Annotated[
        str | None,
        About(
            help=N_("Where the person lives now. Never written: who controls it."),
            link="sector",
            privacy=Privacy.QUASI,
            export=Export.PLACE,
        ),
    ] = Field(default=None, title=N_("Sector of residence"), max_length=36)
    safe_contact: Annotated[
        str,
        About(codes="contact_channel", privacy=Privacy.INSENSITIVE, printed=False),
    ] = Field(title=N_("Safest way to make contact"))
    safe_contact_number: Annotated[str | None, About(privacy=Privacy.IDENTIFIER)] = Field(
        default=None, title=N_("Telephone"), max_length=40
    )
    safe_contact_who: Annotated[
        str | None,
        About(help=N_("By code or kinship: my sister. No name is needed."), printed=False),
    ] = Field(default=None, title=N_("Who may answer"), max_length=80)
    safe_contact_word: Annotated[
        str | None,
        About(
            help=N_("Said first, so that both know who is speaking."),
            privacy=Privacy.IDENTIFIER,
            printed=False,
        ),
    ] = Field(default=None, title=N_("Code word"), max_length=60)
    never_call: Annotated[
        bool | None,
        About(
            help=N_("Then only the person comes to us, or we meet as agreed."),
            privacy=Privacy.INSENSITIVE,
            printed=False,
        ),
    ] = Field(default=None, title=N_("Never call"))
    safe_contact_time: Annotated[
        str | None, About(codes="contact_time", privacy=Privacy.INSENSITIVE, printed=False)
    ] = Field(default=None, title=N_("When"))
    safe_contact_rule: Annotated[
        str | None,
        About(
            help=N_("What else must never be done, such as: never at home."),
            note=True,
            printed=False,
        ),
    ] = Field(default=None, title=N_("Rule for contact"), max_length=300)
    registered_on: Annotated[date | None, About(privacy=Privacy.QUASI, export=Export.PERIOD)] = (
        Field(default_factory=clock.today, title=N_("Registered on"))
    )
    given_names: Annotated[
        str | None,
        About(
            help=N_("Only if someone must know it. Lists and prints show the code."),
            privacy=Privacy.IDENTIFIER,
            searchable=True,
        ),
    ] = Field(default=None, title=N_("Given names"), max_length=80)
    family_names: Annotated[str | None, About(privacy=Privacy.IDENTIFIER, searchable=True)] = Field(
        default=None, title=N_("Family names"), max_length=80
    )
    known_as: Annotated[
        str | None,
        About(
            help=N_("Dangerous if it leaks. It is never printed or exported."),
            privacy=Privacy.IDENTIFIER,
            searchable=True,
        ),
    ] = Field(default=None, title=N_("Known as"), max_length=60)
    document_type: Annotated[
        str | None, About(codes="document_type", privacy=Privacy.SENSITIVE)
    ] = Field(default=None, title=N_("Identity document"))
    document_number: Annotated[str | None, About(privacy=Privacy.IDENTIFIER)] = Field(
        default=None, title=N_("Document number"), max_length=40
    )
    gender_identity: Annotated[
        str | None, About(codes="gender_identity", privacy=Privacy.SENSITIVE)
    ] = Field(default=None, title=N_("Gender identity"))
    referral_source: Annotated[
        str | None,
        About(codes="referral_source", privacy=Privacy.INSENSITIVE, export=Export.CODE),
    ] = Field(default=None, title=N_("How the person came to us"))
    living: Annotated[
        str | None, About(codes="living_status", privacy=Privacy.QUASI, export=Export.CODE)
    ] = Field(default=None, title=N_("Lives"))
    education: Annotated[
        str | None, About(codes="education_level", privacy=Privacy.QUASI, export=Export.CODE)
    ] = Field(default=None, title=N_("Highest schooling"))
    school: Annotated[
        str | None,
        About(codes="school_attendance", privacy=Privacy.SENSITIVE, export=Export.CODE),
    ] = Field(default=None, title=N_("School at present"))
    work_status: Annotated[
        str | None, About(codes="work_status", privacy=Privacy.QUASI, export=Export.CODE)
    ] = Field(default=None, title=N_("Work at present"))
    dependants: Annotated[int | None, About(privacy=Privacy.QUASI, export=Export.NUMBER_BAND)] = (
        Field(default=None, title=N_("People who depend on this person"), ge=0, le=30)
    )
    note: Annotated[str | None, About(note=True, searchable=True)] = Field(
        default=None, title=N_("Note"), max_length=2_000
    )
    groups: Annotated[
        list[str],
        About(codes="participant_group", privacy=Privacy.SENSITIVE, restricted=True),
    ] = Field(default_factory=list, title=N_("Situation"), sa_type=sa.JSON)
    legal_status: Annotated[
        str | None,
        About(codes="legal_status", privacy=Privacy.SENSITIVE, restricted=True),
    ] = Field(default=None, title=N_("Legal status"))
    danger: Annotated[
        str | None,
        About(codes="danger_level", privacy=Privacy.SENSITIVE, restricted=True),
    ] = Field(default=None, title=N_("Danger the person is in"))
    risk_factors: Annotated[
        list[str],
        About(codes="risk_factor", privacy=Privacy.SENSITIVE, restricted=True),
    ] = Field(default_factory=list, title=N_("What weighs on the person"), sa_type=sa.JSON)
    ethnicity: Annotated[
        str | None,
        About(
            codes="ethnicity",
            help=N_("As the person says it, in the words of the census. Never guessed."),
            privacy=Privacy.SENSITIVE,
            restricted=True,
        ),
    ] = Field(default=None, title=N_("Ethnic belonging"))
    found_by: Annotated[
        str | None,
        About(privacy=Privacy.IDENTIFIER, searchable=True, hidden=True, derived=True),
    ] = Field(default=None, title=N_("Found by"))
    restricted: Annotated[bool | None, About(privacy=Privacy.SENSITIVE, hidden=True)] = Field(
        default=None, title=N_("Hidden from the rest of the team"), index=True
    )
    status: Annotated[str, About(codes="case_status", privacy=Privacy.INSENSITIVE, hidden=True)] = (
        Field(default=CaseStatus.OPEN.value, title=N_("Status"))
    )
    closed_on: Annotated[date | None, About(privacy=Privacy.QUASI, hidden=True)] = Field(
        default=None, title=N_("Closed on")
    )
    closure_reason: Annotated[
        str | None, About(codes="case_closure_reason", privacy=Privacy.SENSITIVE, hidden=True)
    ] = Field(default=None, title=N_("Reason for closing"))

    @classmethod
    def derived(cls, values: Mapping[str, Any]) -> dict[str, Any]:
        """Return what a person is found by: the sounds of the names, numbers, the year of birth."""
        parts = names.keys(" ".join(str(values.get(name) or "") for name in NAMED_BY))
        parts.append(names.telephone_token(values.get("safe_contact_number")))
        parts.append(names.document_token(values.get("document_number")))
        told = [part for part in parts if part]
        if told:
            told.append(year_token(values.get("born")))
        return {"found_by": " ".join(told) or None}

    def problems(self) -> dict[str, UserError]:
        """A birth lies in the past, within a long life; a closing follows the registration."""
        found: dict[str, UserError] = {}
        today = clock.today()
        born = dates.parse(self.born)
        if born.first > today or today.year - born.first.year > OLDEST:
            found["born"] = UserError(N_("Check the year of birth."))
        if self.registered_on and self.registered_on > today:
            found["registered_on"] = UserError(N_("This date is in the future."))
        if self.closed_on and self.registered_on and self.closed_on < self.registered_on:
            found["closed_on"] = UserError(N_("The end lies before the beginning."))
        return found


def year_token(born: object) -> str:
    """Return the word people of one year of birth are found by."""
    return f"y{str(born or '')[:4]}"


class Participant(ParticipantDraft, Record, table=True):
    """A person who takes part in a programme."""

    __table_args__ = (  # what every page asks of all people, without a look at the whole files
        sa.Index(
            "ix_participant_listed",
            *("registered_on", "row", "deleted_at", "created_by", "status", "worker"),
            *("restricted", "code", "sex", "born", "sector", "programme"),
        ),
        sa.Index("ix_participant_worker", "worker", "created_by"),
        sa.Index(
            "ix_participant_incomplete",
            *("registered_on", "id", "code", "status", "closure_reason"),
            sqlite_where=sa.text(
                "deleted_at IS NULL AND (education IS NULL OR work_status IS NULL "
                "OR living IS NULL OR referral_source IS NULL)"
            ),
        ),
    )

    letter: ClassVar[str] = "P"
    draft: ClassVar[type[Draft]] = ParticipantDraft
    scoped_by: ClassVar[str] = "worker"
    hidden_by: ClassVar[str] = "restricted"
