# SPDX-License-Identifier: GPL-3.0-or-later
"""What happened around us, and the number an incident had in the file it came from."""

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
        "context_event",
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
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("starts_on", sa.String(length=11), nullable=False),
        sa.Column("ends_on", sa.String(length=11), nullable=True),
        sa.Column("again", sa.String(), nullable=False),
        sa.Column("place", sa.String(length=36), nullable=True),
        sa.Column("source", sa.String(length=160), nullable=True),
        sa.PrimaryKeyConstraint("row", name=op.f("pk_context_event")),
        sa.UniqueConstraint("code", name=op.f("uq_context_event_code")),
        sa.UniqueConstraint("id", name=op.f("uq_context_event_id")),
    )
    with op.batch_alter_table("context_event", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_context_event_import_id"), ["import_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_context_event_place"), ["place"], unique=False)

    with op.batch_alter_table("incident", schema=None) as batch_op:
        batch_op.add_column(sa.Column("reference", sa.String(length=80), nullable=True))
        batch_op.create_index(batch_op.f("ix_incident_reference"), ["reference"], unique=False)
        batch_op.create_index(
            "ix_incident_counted",
            [
                *("occurred_on", "certainty", "deleted_at", "how_known"),
                *("type", "sector", "time_of_day", "hour"),
            ],
            unique=False,
        )
