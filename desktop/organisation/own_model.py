# SPDX-License-Identifier: GPL-3.0-or-later
"""What an organisation adds of its own: questions on a register, and words on a code list."""

from typing import Annotated, ClassVar

from sqlmodel import Field

from desktop.core.errors import UserError
from desktop.core.fields import About, Privacy
from desktop.core.i18n import N_
from desktop.core.tables import Draft, Record

LISTED = frozenset({"code", "codes"})


class CustomFieldDraft(Draft):
    """A question of the organisation's own, asked on the form of a register."""

    asked_of: Annotated[str, About(codes="custom_register", privacy=Privacy.INSENSITIVE)] = Field(
        title=N_("Asked in the form of"), max_length=40
    )
    title_es: Annotated[str | None, About(privacy=Privacy.INSENSITIVE)] = Field(
        default=None, title=N_("The question in Spanish"), max_length=120
    )
    title_pt: Annotated[str | None, About(privacy=Privacy.INSENSITIVE)] = Field(
        default=None, title=N_("The question in Portuguese"), max_length=120
    )
    title_en: Annotated[str | None, About(privacy=Privacy.INSENSITIVE)] = Field(
        default=None, title=N_("The question in English"), max_length=120
    )
    reason: Annotated[
        str | None,
        About(help=N_("It stands under the question."), privacy=Privacy.INSENSITIVE),
    ] = Field(default=None, title=N_("Why it is asked"), max_length=200)
    kind: Annotated[str, About(codes="custom_kind", privacy=Privacy.INSENSITIVE)] = Field(
        title=N_("Kind of answer")
    )
    answers: Annotated[
        str | None,
        About(
            help=N_("One answer a line. For other languages: Spanish | Portuguese | English."),
            privacy=Privacy.INSENSITIVE,
            note=True,
        ),
    ] = Field(default=None, title=N_("Answers"), max_length=4_000)
    privacy: Annotated[
        str,
        About(
            codes="custom_privacy",
            help=N_("Whatever is chosen here, the answer leaves in no dataset."),
            privacy=Privacy.INSENSITIVE,
        ),
    ] = Field(title=N_("What it could tell"))
    retired: Annotated[bool | None, About(privacy=Privacy.INSENSITIVE)] = Field(
        default=None, title=N_("Asked no more")
    )

    def problems(self) -> dict[str, UserError]:
        """A question is worded in one language at least, and a list has answers."""
        found: dict[str, UserError] = {}
        if not (self.title_es or self.title_pt or self.title_en):
            found["title_es"] = UserError(N_("Word the question in one language at least."))
        if self.kind in LISTED and not self.answers:
            found["answers"] = UserError(N_("Write the answers, one a line."))
        return found


class CustomField(CustomFieldDraft, Record, table=True):
    """One question of the organisation's own."""

    __tablename__ = "custom_field"
    kept_by: ClassVar[str] = "settings"
    letter: ClassVar[str] = "CF"
    draft: ClassVar[type[Draft]] = CustomFieldDraft


class OwnCodeDraft(Draft):
    """A word of a code list: one of the organisation's own, or another label for a shipped one."""

    code_list: Annotated[str, About(privacy=Privacy.INSENSITIVE)] = Field(
        title=N_("List"), max_length=60, index=True
    )
    entry: Annotated[str, About(privacy=Privacy.INSENSITIVE)] = Field(
        title=N_("Code"), max_length=60
    )
    label_es: Annotated[str | None, About(privacy=Privacy.INSENSITIVE)] = Field(
        default=None, title=N_("In Spanish"), max_length=120
    )
    label_pt: Annotated[str | None, About(privacy=Privacy.INSENSITIVE)] = Field(
        default=None, title=N_("In Portuguese"), max_length=120
    )
    label_en: Annotated[str | None, About(privacy=Privacy.INSENSITIVE)] = Field(
        default=None, title=N_("In English"), max_length=120
    )
    retired: Annotated[bool | None, About(privacy=Privacy.INSENSITIVE)] = Field(
        default=None, title=N_("Offered no more")
    )


class OwnCode(OwnCodeDraft, Record, table=True):
    """One word of one list, as the organisation wants it."""

    __tablename__ = "own_code"
    kept_by: ClassVar[str] = "settings"
    letter: ClassVar[str] = "OC"
    draft: ClassVar[type[Draft]] = OwnCodeDraft
