# SPDX-License-Identifier: GPL-3.0-or-later
"""Employers and what they promise."""

import sqlalchemy as sa
from alembic import op

SEARCH: dict[str, list[str]] = {
    "activity": ["code", "title"],
    "employer": ["code", "title"],
    "incident": ["code", "note"],
    "participant": ["code", "given_names", "family_names", "known_as", "note"],
    "place": ["code", "name", "official_code"],
    "programme": ["code", "title"],
    "school": ["code", "title"],
}


def upgrade() -> None:
    """Bring the store one step further."""
    op.create_table(
        "employer_outreach",
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
        sa.Column("employer", sa.String(length=36), nullable=False),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("result", sa.String(), nullable=False),
        sa.Column("next_on", sa.Date(), nullable=True),
        sa.Column("note", sa.String(length=600), nullable=True),
        sa.PrimaryKeyConstraint("row", name=op.f("pk_employer_outreach")),
        sa.UniqueConstraint("code", name=op.f("uq_employer_outreach_code")),
        sa.UniqueConstraint("id", name=op.f("uq_employer_outreach_id")),
    )
    with op.batch_alter_table("employer_outreach", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_employer_outreach_employer"), ["employer"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_employer_outreach_import_id"), ["import_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_employer_outreach_next_on"), ["next_on"], unique=False)

    op.create_table(
        "employer_promise",
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
        sa.Column("employer", sa.String(length=36), nullable=False),
        sa.Column("promised_on", sa.Date(), nullable=False),
        sa.Column("places", sa.Integer(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("local", sa.Integer(), nullable=True),
        sa.Column("note", sa.String(length=600), nullable=True),
        sa.PrimaryKeyConstraint("row", name=op.f("pk_employer_promise")),
        sa.UniqueConstraint("code", name=op.f("uq_employer_promise_code")),
        sa.UniqueConstraint("id", name=op.f("uq_employer_promise_id")),
    )
    with op.batch_alter_table("employer_promise", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_employer_promise_due_on"), ["due_on"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_employer_promise_employer"), ["employer"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_employer_promise_import_id"), ["import_id"], unique=False
        )

    with op.batch_alter_table("employer", schema=None) as batch_op:
        batch_op.add_column(sa.Column("kind", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("vetting", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("extortion", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("coerced_sale", sa.String(), nullable=True))
        batch_op.add_column(
            sa.Column("workplace_risks", sa.JSON(), nullable=False, server_default="[]")
        )
        batch_op.add_column(sa.Column("risk_note", sa.String(length=600), nullable=True))

    with op.batch_alter_table("placement", schema=None) as batch_op:
        batch_op.add_column(sa.Column("income_before", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("conditions", sa.String(length=600), nullable=True))
        batch_op.add_column(sa.Column("crossing", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("cost", sa.BigInteger(), nullable=True))
        batch_op.add_column(sa.Column("currency", sa.String(length=3), nullable=True))
