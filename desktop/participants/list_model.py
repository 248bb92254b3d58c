# SPDX-License-Identifier: GPL-3.0-or-later
"""A working list: a filter of the participants list under a name; never what was searched for."""

from typing import Annotated, ClassVar

import sqlalchemy as sa
from sqlmodel import Field

from desktop.core.fields import About, Privacy
from desktop.core.i18n import N_
from desktop.core.tables import Draft, Record


class WorkingListDraft(Draft):
    """The name of a list, and the filters it stands for: ``filter=code``."""

    title: Annotated[str, About(help=N_("Without names of people."), privacy=Privacy.FREE_TEXT)] = (
        Field(title=N_("Name of the list"), max_length=60)
    )
    filters: Annotated[
        list[str], About(link="list_filter", privacy=Privacy.INSENSITIVE, hidden=True)
    ] = Field(default_factory=list, title=N_("Filters"), sa_type=sa.JSON)
    order: Annotated[str, About(hidden=True, privacy=Privacy.INSENSITIVE)] = Field(
        default="", title=N_("Order"), max_length=40
    )
    shared: Annotated[bool | None, About(privacy=Privacy.INSENSITIVE)] = Field(
        default=None, title=N_("For the whole team")
    )


class WorkingList(WorkingListDraft, Record, table=True):
    """One working list."""

    __tablename__ = "working_list"
    letter: ClassVar[str] = "WL"
    draft: ClassVar[type[Draft]] = WorkingListDraft
