# SPDX-License-Identifier: GPL-3.0-or-later
"""A note left by somebody who cannot read the part it is for; born inside it."""

import re
from typing import Annotated, ClassVar

from sqlmodel import Field

from desktop.core import clock
from desktop.core.errors import UserError
from desktop.core.fields import About, Privacy
from desktop.core.i18n import N_
from desktop.core.tables import Draft, Record

STORES = ("dialogues", "sources")
"""The parts a note can be left for; incidents kept apart have a form of their own."""
_MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])")


class DepositDraft(Draft):
    """Three answers; who left it stands nowhere but in the journal, by login word."""

    month: Annotated[
        str,
        About(
            help=N_("The month is enough; a day is not kept."),
            privacy=Privacy.SENSITIVE,
            disclosure="sealed",
            partial=True,
        ),
    ] = Field(title=N_("Month"), max_length=11)
    sector: Annotated[
        str | None, About(link="sector", privacy=Privacy.SENSITIVE, disclosure="sealed")
    ] = Field(default=None, title=N_("Sector"), max_length=36)
    words: Annotated[
        str,
        About(
            help=N_("What the members must know. Never names, routes, weapons or money."),
            note=True,
            privacy=Privacy.SENSITIVE,
            disclosure="sealed",
        ),
    ] = Field(title=N_("Note"), min_length=1, max_length=2_000)

    def problems(self) -> dict[str, UserError]:
        """A month that has begun."""
        if not _MONTH.fullmatch(self.month):
            return {"month": UserError(N_("Say in which month. A year alone is too little."))}
        if self.month > clock.today().isoformat()[:7]:
            return {"month": UserError(N_("This date is in the future."))}
        return {}


class Deposit(DepositDraft, Record, table=True):
    """One note left for the members."""

    stores: ClassVar[tuple[str, ...]] = STORES
    letter: ClassVar[str] = "DN"
    draft: ClassVar[type[Draft]] = DepositDraft
