# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether a rumour endangers somebody."""

import sqlalchemy as sa
from alembic import op

SEARCH: dict[str, list[str]] = {
    "activity": ["code", "title"],
    "employer": ["code", "title"],
    "incident": ["code", "note"],
    "participant": ["code", "given_names", "family_names", "known_as", "note"],
    "place": ["code", "name", "official_code"],
    "programme": ["code", "title"],
}


def upgrade() -> None:
    """Bring the store one step further."""
    op.create_table(
        "left_apart",
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=12), nullable=False),
        sa.Column("month", sa.String(length=7), nullable=False),
        sa.PrimaryKeyConstraint("row", name=op.f("pk_left_apart")),
        sa.UniqueConstraint("code", name=op.f("uq_left_apart_code")),
    )
    with op.batch_alter_table("incident", schema=None) as batch_op:
        batch_op.add_column(sa.Column("rumour", sa.Boolean(), nullable=True))
