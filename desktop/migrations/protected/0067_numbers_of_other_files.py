# SPDX-License-Identifier: GPL-3.0-or-later
"""The number an incident had in the file it came from."""

import sqlalchemy as sa
from alembic import op

SEARCH: dict[str, list[str]] = {"incident": ["code", "note"]}


def upgrade() -> None:
    """Bring the store one step further."""
    with op.batch_alter_table("incident", schema=None) as batch_op:
        batch_op.add_column(sa.Column("reference", sa.String(length=80), nullable=True))
        batch_op.create_index(batch_op.f("ix_incident_reference"), ["reference"], unique=False)
        batch_op.create_index(
            "ix_incident_counted",
            [
                *("occurred_on", "certainty", "deleted_at", "how_known"),
                *("type", "sector", "time_of_day", "hour"),
            ],
            unique=False,
        )
