# SPDX-License-Identifier: GPL-3.0-or-later
"""Seed capital and certificates."""

import sqlalchemy as sa
from alembic import op

SEARCH: dict[str, list[str]] = {
    "activity": ["code", "title"],
    "employer": ["code", "title"],
    "grant": ["code", "reference", "donor"],
    "incident": ["code", "note"],
    "office": ["code", "title"],
    "participant": ["code", "given_names", "family_names", "known_as", "note", "found_by"],
    "place": ["code", "name", "official_code"],
    "programme": ["code", "title"],
    "provider": ["code", "title"],
    "school": ["code", "title"],
    "series": ["code", "title"],
}


def upgrade() -> None:
    """Bring the store one step further."""
    op.create_table(
        "certificate",
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
        sa.Column("participant", sa.String(length=36), nullable=False),
        sa.Column("series", sa.String(length=36), nullable=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("issued_on", sa.Date(), nullable=False),
        sa.Column("hours", sa.Integer(), nullable=True),
        sa.Column("handed_on", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("row", name=op.f("pk_certificate")),
        sa.UniqueConstraint("code", name=op.f("uq_certificate_code")),
        sa.UniqueConstraint("id", name=op.f("uq_certificate_id")),
    )
    with op.batch_alter_table("certificate", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_certificate_import_id"), ["import_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_certificate_issued_on"), ["issued_on"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_certificate_participant"), ["participant"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_certificate_series"), ["series"], unique=False)

    op.create_table(
        "seed_plan",
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
        sa.Column("participant", sa.String(length=36), nullable=False),
        sa.Column("idea", sa.String(length=120), nullable=False),
        sa.Column("trade", sa.String(), nullable=True),
        sa.Column("sector", sa.String(length=36), nullable=True),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=True),
        sa.Column("extortion_risk", sa.String(), nullable=True),
        sa.Column("safeguards", sa.String(length=600), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("written_by", sa.String(length=40), nullable=True),
        sa.Column("approved_by", sa.String(length=40), nullable=True),
        sa.Column("approved_on", sa.Date(), nullable=True),
        sa.Column("opened_on", sa.Date(), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("note", sa.String(length=1000), nullable=True),
        sa.PrimaryKeyConstraint("row", name=op.f("pk_seed_plan")),
        sa.UniqueConstraint("code", name=op.f("uq_seed_plan_code")),
        sa.UniqueConstraint("id", name=op.f("uq_seed_plan_id")),
    )
    with op.batch_alter_table("seed_plan", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_seed_plan_import_id"), ["import_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_seed_plan_opened_on"), ["opened_on"], unique=False)
        batch_op.create_index(batch_op.f("ix_seed_plan_participant"), ["participant"], unique=False)

    op.create_table(
        "seed_tranche",
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
        sa.Column("seed_plan", sa.String(length=36), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("given_on", sa.Date(), nullable=True),
        sa.Column("proof", sa.String(), nullable=True),
        sa.Column("proof_on", sa.Date(), nullable=True),
        sa.Column("spent", sa.BigInteger(), nullable=True),
        sa.Column("note", sa.String(length=600), nullable=True),
        sa.PrimaryKeyConstraint("row", name=op.f("pk_seed_tranche")),
        sa.UniqueConstraint("code", name=op.f("uq_seed_tranche_code")),
        sa.UniqueConstraint("id", name=op.f("uq_seed_tranche_id")),
    )
    with op.batch_alter_table("seed_tranche", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_seed_tranche_due_on"), ["due_on"], unique=False)
        batch_op.create_index(batch_op.f("ix_seed_tranche_import_id"), ["import_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_seed_tranche_seed_plan"), ["seed_plan"], unique=False)

    op.create_table(
        "seed_visit",
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
        sa.Column("seed_plan", sa.String(length=36), nullable=False),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("found", sa.String(), nullable=False),
        sa.Column("sales_band", sa.String(), nullable=True),
        sa.Column("pressure", sa.String(), nullable=True),
        sa.Column("next_on", sa.Date(), nullable=True),
        sa.Column("note", sa.String(length=600), nullable=True),
        sa.PrimaryKeyConstraint("row", name=op.f("pk_seed_visit")),
        sa.UniqueConstraint("code", name=op.f("uq_seed_visit_code")),
        sa.UniqueConstraint("id", name=op.f("uq_seed_visit_id")),
    )
    with op.batch_alter_table("seed_visit", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_seed_visit_happened_on"), ["happened_on"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_seed_visit_import_id"), ["import_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_seed_visit_next_on"), ["next_on"], unique=False)
        batch_op.create_index(batch_op.f("ix_seed_visit_seed_plan"), ["seed_plan"], unique=False)
