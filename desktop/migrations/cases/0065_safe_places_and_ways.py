# SPDX-License-Identifier: GPL-3.0-or-later
"""Safe places, ways, and what was decided about a border on them."""

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
        "crossing_answer",
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
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("sector", sa.String(length=36), nullable=False),
        sa.Column("answer", sa.String(), nullable=False),
        sa.Column("reason", sa.String(length=300), nullable=True),
        sa.Column("borders", sa.JSON(), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("row", name=op.f("pk_crossing_answer")),
        sa.UniqueConstraint("code", name=op.f("uq_crossing_answer_code")),
        sa.UniqueConstraint("id", name=op.f("uq_crossing_answer_id")),
    )
    with op.batch_alter_table("crossing_answer", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_crossing_answer_import_id"), ["import_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_crossing_answer_participant"), ["participant"], unique=False
        )

    op.create_table(
        "safe_place",
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
        sa.Column("title", sa.String(length=100), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("sector", sa.String(length=36), nullable=False),
        sa.Column("hours", sa.String(length=80), nullable=True),
        sa.Column("note", sa.String(length=300), nullable=True),
        sa.Column("checked_on", sa.Date(), nullable=True),
        sa.Column("until", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("row", name=op.f("pk_safe_place")),
        sa.UniqueConstraint("code", name=op.f("uq_safe_place_code")),
        sa.UniqueConstraint("id", name=op.f("uq_safe_place_id")),
    )
    with op.batch_alter_table("safe_place", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_safe_place_import_id"), ["import_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_safe_place_sector"), ["sector"], unique=False)

    op.create_table(
        "safe_route",
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
        sa.Column("through", sa.JSON(), nullable=False),
        sa.Column("line", sa.Text(), nullable=True),
        sa.Column("who_may", sa.String(), nullable=False),
        sa.Column("drawn_on", sa.Date(), nullable=False),
        sa.Column("title", sa.String(length=100), nullable=False),
        sa.Column("starts_in", sa.String(length=36), nullable=False),
        sa.Column("ends_in", sa.String(length=36), nullable=False),
        sa.Column("how", sa.String(), nullable=True),
        sa.Column("hours", sa.String(length=80), nullable=True),
        sa.Column("note", sa.String(length=300), nullable=True),
        sa.Column("until", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("row", name=op.f("pk_safe_route")),
        sa.UniqueConstraint("code", name=op.f("uq_safe_route_code")),
        sa.UniqueConstraint("id", name=op.f("uq_safe_route_id")),
    )
    with op.batch_alter_table("safe_route", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_safe_route_ends_in"), ["ends_in"], unique=False)
        batch_op.create_index(batch_op.f("ix_safe_route_import_id"), ["import_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_safe_route_starts_in"), ["starts_in"], unique=False)

    op.create_table(
        "way",
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
        sa.Column("through", sa.JSON(), nullable=False),
        sa.Column("line", sa.Text(), nullable=True),
        sa.Column("who_may", sa.String(), nullable=False),
        sa.Column("drawn_on", sa.Date(), nullable=False),
        sa.Column("participant", sa.String(length=36), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("ends_in", sa.String(length=36), nullable=False),
        sa.Column("note", sa.String(length=300), nullable=True),
        sa.Column("until", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("row", name=op.f("pk_way")),
        sa.UniqueConstraint("code", name=op.f("uq_way_code")),
        sa.UniqueConstraint("id", name=op.f("uq_way_id")),
    )
    with op.batch_alter_table("way", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_way_import_id"), ["import_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_way_participant"), ["participant"], unique=False)

    with op.batch_alter_table("placement", schema=None) as batch_op:
        batch_op.add_column(sa.Column("crossing_reason", sa.String(length=300), nullable=True))

    with op.batch_alter_table("seed_plan", schema=None) as batch_op:
        batch_op.add_column(sa.Column("crossing_reason", sa.String(length=300), nullable=True))
