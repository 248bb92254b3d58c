# SPDX-License-Identifier: GPL-3.0-or-later
"""Papers of a record."""

import sqlalchemy as sa
from alembic import op

SEARCH: dict[str, list[str]] = {"incident": ["code", "note"]}


def upgrade() -> None:
    """Bring the store one step further."""
    op.create_table(
        "attachment",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("record", sa.String(length=36), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("key", sa.LargeBinary(), nullable=False),
        sa.Column("file", sa.String(length=60), nullable=False),
        sa.Column("added_at", sa.String(length=23), nullable=False),
        sa.Column("added_by", sa.String(length=40), nullable=False),
        sa.Column("added_on", sa.String(length=12), nullable=False),
        sa.Column("deleted_at", sa.String(length=23), nullable=True),
        sa.Column("deleted_by", sa.String(length=40), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attachment")),
        sa.UniqueConstraint("file", name=op.f("uq_attachment_file")),
    )
    with op.batch_alter_table("attachment", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_attachment_record"), ["record"], unique=False)
