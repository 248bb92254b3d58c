# SPDX-License-Identifier: GPL-3.0-or-later
"""Files opened with a reason, and what one person asked for."""

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
        "approval",
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("action", sa.String(length=40), nullable=False),
        sa.Column("object", sa.String(length=80), nullable=False),
        sa.Column("reason", sa.String(length=400), nullable=False),
        sa.Column("user", sa.String(length=40), nullable=False),
        sa.Column("second", sa.String(length=40), server_default="", nullable=False),
        sa.Column("asked_at", sa.String(length=23), nullable=False),
        sa.Column("confirmed_at", sa.String(length=23), nullable=True),
        sa.Column("used_at", sa.String(length=23), nullable=True),
        sa.PrimaryKeyConstraint("row", name=op.f("pk_approval")),
        sa.UniqueConstraint("id", name=op.f("uq_approval_id")),
    )
    op.create_table(
        "glass",
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("record", sa.String(length=36), nullable=False),
        sa.Column("user", sa.String(length=40), nullable=False),
        sa.Column("moment", sa.String(length=23), nullable=False),
        sa.Column("until", sa.String(length=23), nullable=False),
        sa.Column("reason", sa.String(length=400), nullable=False),
        sa.Column("seen_by", sa.String(length=40), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("row", name=op.f("pk_glass")),
        sa.UniqueConstraint("id", name=op.f("uq_glass_id")),
    )
    with op.batch_alter_table("glass", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_glass_record"), ["record"], unique=False)
