# SPDX-License-Identifier: GPL-3.0-or-later
"""Stipends."""

import sqlalchemy as sa
from alembic import op

SEARCH: dict[str, list[str]] = {
    "activity": ["code", "title"],
    "employer": ["code", "title"],
    "incident": ["code", "note"],
    "participant": ["code", "given_names", "family_names", "known_as", "note", "found_by"],
    "place": ["code", "name", "official_code"],
    "programme": ["code", "title"],
    "school": ["code", "title"],
    "series": ["code", "title"],
}


def upgrade() -> None:
    """Bring the store one step further."""
    op.create_table(
        "stipend_line",
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
        sa.Column("month", sa.String(length=36), nullable=False),
        sa.Column("participant", sa.String(length=36), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("sessions_due", sa.Integer(), nullable=True),
        sa.Column("sessions_met", sa.Integer(), nullable=True),
        sa.Column("course_due", sa.Integer(), nullable=True),
        sa.Column("course_met", sa.Integer(), nullable=True),
        sa.Column("meetings_due", sa.Integer(), nullable=True),
        sa.Column("meetings_met", sa.Integer(), nullable=True),
        sa.Column("actions_due", sa.Integer(), nullable=True),
        sa.Column("actions_met", sa.Integer(), nullable=True),
        sa.Column("community_due", sa.Integer(), nullable=True),
        sa.Column("community_met", sa.Integer(), nullable=True),
        sa.Column("excuse", sa.String(), nullable=True),
        sa.Column("share", sa.Integer(), nullable=True),
        sa.Column("pays", sa.Integer(), nullable=True),
        sa.Column("carried", sa.BigInteger(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("mark", sa.String(), nullable=True),
        sa.Column("appeal_on", sa.Date(), nullable=True),
        sa.Column("appeal", sa.String(length=600), nullable=True),
        sa.Column("appeal_answer", sa.String(), nullable=True),
        sa.Column("appeal_by", sa.String(length=40), nullable=True),
        sa.Column("owed", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("row", name=op.f("pk_stipend_line")),
        sa.UniqueConstraint("code", name=op.f("uq_stipend_line_code")),
        sa.UniqueConstraint("id", name=op.f("uq_stipend_line_id")),
    )
    with op.batch_alter_table("stipend_line", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_stipend_line_import_id"), ["import_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_stipend_line_month"), ["month"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_stipend_line_participant"), ["participant"], unique=False
        )

    op.create_table(
        "stipend_month",
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
        sa.Column("rule", sa.String(length=36), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("terms", sa.String(length=1000), nullable=False),
        sa.Column("prepared_by", sa.String(length=40), nullable=True),
        sa.Column("prepared_on", sa.Date(), nullable=True),
        sa.Column("approved_by", sa.String(length=40), nullable=True),
        sa.Column("approved_on", sa.Date(), nullable=True),
        sa.Column("paid_by", sa.String(length=40), nullable=True),
        sa.Column("paid_on", sa.Date(), nullable=True),
        sa.Column("cash_taken", sa.BigInteger(), nullable=True),
        sa.Column("cash_returned", sa.BigInteger(), nullable=True),
        sa.Column("counted_by", sa.String(length=40), nullable=True),
        sa.Column("counted_on", sa.Date(), nullable=True),
        sa.Column("difference", sa.String(length=400), nullable=True),
        sa.PrimaryKeyConstraint("row", name=op.f("pk_stipend_month")),
        sa.UniqueConstraint("code", name=op.f("uq_stipend_month_code")),
        sa.UniqueConstraint("id", name=op.f("uq_stipend_month_id")),
    )
    with op.batch_alter_table("stipend_month", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_stipend_month_import_id"), ["import_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_stipend_month_month"), ["month"], unique=False)
        batch_op.create_index(batch_op.f("ix_stipend_month_rule"), ["rule"], unique=False)

    op.create_table(
        "stipend_rule",
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
        sa.Column("title", sa.String(length=80), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=True),
        sa.Column("sessions", sa.Integer(), nullable=True),
        sa.Column("course", sa.Integer(), nullable=True),
        sa.Column("meetings", sa.Integer(), nullable=True),
        sa.Column("actions", sa.Integer(), nullable=True),
        sa.Column("community", sa.Integer(), nullable=True),
        sa.Column("from_1", sa.Integer(), nullable=True),
        sa.Column("pays_1", sa.Integer(), nullable=True),
        sa.Column("from_2", sa.Integer(), nullable=True),
        sa.Column("pays_2", sa.Integer(), nullable=True),
        sa.Column("from_3", sa.Integer(), nullable=True),
        sa.Column("pays_3", sa.Integer(), nullable=True),
        sa.Column("from_4", sa.Integer(), nullable=True),
        sa.Column("pays_4", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("row", name=op.f("pk_stipend_rule")),
        sa.UniqueConstraint("code", name=op.f("uq_stipend_rule_code")),
        sa.UniqueConstraint("id", name=op.f("uq_stipend_rule_id")),
    )
    with op.batch_alter_table("stipend_rule", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_stipend_rule_import_id"), ["import_id"], unique=False)
