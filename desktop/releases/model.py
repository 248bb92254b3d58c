# SPDX-License-Identifier: GPL-3.0-or-later
"""The ledger: what was printed or released, to whom, with the hash of its bytes."""

from typing import Annotated, Any, ClassVar

import sqlalchemy as sa
from sqlmodel import Field

from desktop.core.fields import About, Privacy
from desktop.core.i18n import N_
from desktop.core.tables import NOBODY, Draft, Record


class ReleaseDraft(Draft):
    """One thing that left."""

    kind: Annotated[str, About(privacy=Privacy.INSENSITIVE)] = Field(
        title=N_("Kind"), max_length=20
    )
    recipient: Annotated[str, About(privacy=Privacy.INSENSITIVE)] = Field(
        title=N_("For whom"), max_length=40
    )
    period: Annotated[str | None, About(privacy=Privacy.INSENSITIVE)] = Field(
        default=None, title=N_("Period"), max_length=40
    )
    sha256: Annotated[str, About(privacy=Privacy.INSENSITIVE)] = Field(
        title=N_("Checksum"), max_length=64
    )
    reason: Annotated[str | None, About()] = Field(default=None, title=N_("Reason"), max_length=300)


class Release(ReleaseDraft, Record, table=True):
    """One entry of the ledger; ``scheme`` holds levels, cells and counts for later comparison.

    What left has left: no entry is changed or taken away again, or the next dataset would no
    longer be compared with it.
    """

    right: ClassVar[str] = "report"
    kept_by: ClassVar[str] = NOBODY
    letter: ClassVar[str] = "R"
    draft: ClassVar[type[Draft]] = ReleaseDraft
    scheme: dict[str, Any] = Field(default_factory=dict, sa_type=sa.JSON)
