# SPDX-License-Identifier: GPL-3.0-or-later
"""Tombstones."""

import sqlalchemy as sa
from alembic import op

SEARCH: dict[str, list[str]] = {"incident": ["code", "note"]}


def upgrade() -> None:
    """Bring the store one step further."""
    op.create_table(
        "tombstone",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("register", sa.String(length=40), nullable=False),
        sa.Column("moment", sa.String(length=23), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tombstone")),
    )
