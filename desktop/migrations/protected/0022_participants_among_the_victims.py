# SPDX-License-Identifier: GPL-3.0-or-later
"""Participants among the victims."""

import sqlalchemy as sa
from alembic import op

SEARCH: dict[str, list[str]] = {"incident": ["code", "note"]}


def upgrade() -> None:
    """Bring the store one step further."""
    with op.batch_alter_table("incident", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("participants", sa.JSON(), nullable=False, server_default="[]")
        )
