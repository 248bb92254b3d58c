# SPDX-License-Identifier: GPL-3.0-or-later
"""Places."""

import sqlalchemy as sa
from alembic import op

SEARCH = {
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
        "border",
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
        sa.Column("a", sa.String(length=36), nullable=False),
        sa.Column("b", sa.String(length=36), nullable=False),
        sa.Column("line", sa.Text(), nullable=True),
        sa.Column("metres", sa.Float(), nullable=True),
        sa.Column("origin", sa.String(length=10), nullable=False),
        sa.Column("tolerance", sa.Float(), nullable=True),
        sa.PrimaryKeyConstraint("row", name=op.f("pk_border")),
        sa.UniqueConstraint("code", name=op.f("uq_border_code")),
        sa.UniqueConstraint("id", name=op.f("uq_border_id")),
    )
    with op.batch_alter_table("border", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_border_a"), ["a"], unique=False)
        batch_op.create_index(batch_op.f("ix_border_b"), ["b"], unique=False)
        batch_op.create_index(batch_op.f("ix_border_import_id"), ["import_id"], unique=False)

    op.create_table(
        "border_status",
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
        sa.Column("border", sa.String(length=36), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("valid_from", sa.String(length=11), nullable=False),
        sa.Column("certainty", sa.String(), nullable=False),
        sa.Column("last_confirmed", sa.String(length=11), nullable=True),
        sa.Column("note", sa.String(length=1000), nullable=True),
        sa.PrimaryKeyConstraint("row", name=op.f("pk_border_status")),
        sa.UniqueConstraint("code", name=op.f("uq_border_status_code")),
        sa.UniqueConstraint("id", name=op.f("uq_border_status_id")),
    )
    with op.batch_alter_table("border_status", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_border_status_border"), ["border"], unique=False)
        batch_op.create_index(batch_op.f("ix_border_status_import_id"), ["import_id"], unique=False)

    op.create_table(
        "pattern_period",
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
        sa.Column("sector", sa.String(length=36), nullable=False),
        sa.Column("pattern", sa.String(), nullable=False),
        sa.Column("valid_from", sa.String(length=11), nullable=False),
        sa.Column("valid_to", sa.String(length=11), nullable=True),
        sa.Column("note", sa.String(length=1000), nullable=True),
        sa.PrimaryKeyConstraint("row", name=op.f("pk_pattern_period")),
        sa.UniqueConstraint("code", name=op.f("uq_pattern_period_code")),
        sa.UniqueConstraint("id", name=op.f("uq_pattern_period_id")),
    )
    with op.batch_alter_table("pattern_period", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_pattern_period_import_id"), ["import_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_pattern_period_sector"), ["sector"], unique=False)

    op.create_table(
        "place",
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
        sa.Column("level", sa.String(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=True),
        sa.Column("parent", sa.String(length=36), nullable=True),
        sa.Column("official_code", sa.String(length=40), nullable=True),
        sa.Column("population", sa.Integer(), nullable=True),
        sa.Column("population_year", sa.Integer(), nullable=True),
        sa.Column("population_source", sa.String(length=120), nullable=True),
        sa.Column("geometry", sa.Text(), nullable=True),
        sa.Column("lon", sa.Float(), nullable=True),
        sa.Column("lat", sa.Float(), nullable=True),
        sa.PrimaryKeyConstraint("row", name=op.f("pk_place")),
        sa.UniqueConstraint("code", name=op.f("uq_place_code")),
        sa.UniqueConstraint("id", name=op.f("uq_place_id")),
    )
    with op.batch_alter_table("place", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_place_import_id"), ["import_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_place_level"), ["level"], unique=False)
        batch_op.create_index(batch_op.f("ix_place_parent"), ["parent"], unique=False)
