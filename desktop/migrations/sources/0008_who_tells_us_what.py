# SPDX-License-Identifier: GPL-3.0-or-later
"""Who tells us what, and notes left."""

import sqlalchemy as sa
from alembic import op

SEARCH: dict[str, list[str]] = {}


def upgrade() -> None:
    """Bring the store one step further."""
    op.create_table(
        "deposit",
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("code", sa.String(length=12), nullable=False),
        sa.Column("rev", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.String(length=23), nullable=False),
        sa.Column("created_by", sa.String(), nullable=False),
        sa.Column("created_on", sa.String(), nullable=False),
        sa.Column("changed_at", sa.String(length=23), nullable=False),
        sa.Column("changed_by", sa.String(), nullable=False),
        sa.Column("changed_on", sa.String(), nullable=False),
        sa.Column("deleted_at", sa.String(length=23), nullable=True),
        sa.Column("programme", sa.String(length=36), nullable=True),
        sa.Column("worker", sa.String(length=40), nullable=True),
        sa.Column("import_id", sa.String(length=36), nullable=True),
        sa.Column("extra", sa.JSON(), nullable=False),
        sa.Column("month", sa.String(length=7), nullable=False),
        sa.Column("sector", sa.String(length=36), nullable=True),
        sa.Column("words", sa.String(length=2000), nullable=False),
        sa.PrimaryKeyConstraint("row", name=op.f("pk_deposit")),
        sa.UniqueConstraint("code", name=op.f("uq_deposit_code")),
        sa.UniqueConstraint("id", name=op.f("uq_deposit_id")),
    )
    with op.batch_alter_table("deposit", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_deposit_import_id"), ["import_id"], unique=False)

    op.create_table(
        "source",
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("code", sa.String(length=12), nullable=False),
        sa.Column("rev", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.String(length=23), nullable=False),
        sa.Column("created_by", sa.String(), nullable=False),
        sa.Column("created_on", sa.String(), nullable=False),
        sa.Column("changed_at", sa.String(length=23), nullable=False),
        sa.Column("changed_by", sa.String(), nullable=False),
        sa.Column("changed_on", sa.String(), nullable=False),
        sa.Column("deleted_at", sa.String(length=23), nullable=True),
        sa.Column("programme", sa.String(length=36), nullable=True),
        sa.Column("worker", sa.String(length=40), nullable=True),
        sa.Column("import_id", sa.String(length=36), nullable=True),
        sa.Column("extra", sa.JSON(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("reliability", sa.String(), nullable=False),
        sa.Column("sector", sa.String(length=36), nullable=True),
        sa.Column("contact", sa.String(length=500), nullable=True),
        sa.Column("note", sa.String(length=1000), nullable=True),
        sa.PrimaryKeyConstraint("row", name=op.f("pk_source")),
        sa.UniqueConstraint("code", name=op.f("uq_source_code")),
        sa.UniqueConstraint("id", name=op.f("uq_source_id")),
    )
    with op.batch_alter_table("source", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_source_import_id"), ["import_id"], unique=False)

    op.create_table(
        "statement",
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("code", sa.String(length=12), nullable=False),
        sa.Column("rev", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.String(length=23), nullable=False),
        sa.Column("created_by", sa.String(), nullable=False),
        sa.Column("created_on", sa.String(), nullable=False),
        sa.Column("changed_at", sa.String(length=23), nullable=False),
        sa.Column("changed_by", sa.String(), nullable=False),
        sa.Column("changed_on", sa.String(), nullable=False),
        sa.Column("deleted_at", sa.String(length=23), nullable=True),
        sa.Column("programme", sa.String(length=36), nullable=True),
        sa.Column("worker", sa.String(length=40), nullable=True),
        sa.Column("import_id", sa.String(length=36), nullable=True),
        sa.Column("extra", sa.JSON(), nullable=False),
        sa.Column("source", sa.String(length=36), nullable=True),
        sa.Column("heard_on", sa.Date(), nullable=False),
        sa.Column("reliability", sa.String(), nullable=False),
        sa.Column("credibility", sa.String(), nullable=False),
        sa.Column("sector", sa.String(length=36), nullable=True),
        sa.Column("words", sa.String(length=2000), nullable=False),
        sa.PrimaryKeyConstraint("row", name=op.f("pk_statement")),
        sa.UniqueConstraint("code", name=op.f("uq_statement_code")),
        sa.UniqueConstraint("id", name=op.f("uq_statement_id")),
    )
    with op.batch_alter_table("statement", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_statement_heard_on"), ["heard_on"], unique=False)
        batch_op.create_index(batch_op.f("ix_statement_import_id"), ["import_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_statement_source"), ["source"], unique=False)
