# SPDX-License-Identifier: GPL-3.0-or-later
"""The figures of one quarter as they came in: the very words that were signed."""

from typing import Annotated, ClassVar

from sqlmodel import Field

from desktop.core.fields import About, Privacy
from desktop.core.i18n import N_
from desktop.core.tables import Draft, Record


class QuarterDraft(Draft):
    """One quarter; ``content`` is the whole file, the signature in it."""

    quarter: Annotated[str, About(privacy=Privacy.INSENSITIVE, disclosure="sealed")] = Field(
        title=N_("Quarter"), max_length=7
    )
    content: Annotated[
        str, About(privacy=Privacy.INSENSITIVE, disclosure="sealed", hidden=True, note=True)
    ] = Field(title=N_("Figures"), max_length=60_000)


class Quarter(QuarterDraft, Record, table=True):
    """The figures of one quarter."""

    __tablename__ = "quarter_figures"
    right: ClassVar[str] = "report"
    letter: ClassVar[str] = "QF"
    draft: ClassVar[type[Draft]] = QuarterDraft
