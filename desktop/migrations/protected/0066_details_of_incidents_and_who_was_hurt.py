# SPDX-License-Identifier: GPL-3.0-or-later
"""Details of incidents, who was hurt, and what is done to protect somebody."""

import sqlalchemy as sa
from alembic import op

SEARCH: dict[str, list[str]] = {"incident": ["code", "note"]}


def upgrade() -> None:
    """Bring the store one step further."""
    op.create_table(
        "incident_victim",
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
        sa.Column("incident", sa.String(length=36), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("participant", sa.String(length=36), nullable=True),
        sa.Column("profile", sa.String(), nullable=True),
        sa.Column("sex", sa.String(), nullable=True),
        sa.Column("age_band", sa.String(), nullable=True),
        sa.Column("harm", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("row", name=op.f("pk_incident_victim")),
        sa.UniqueConstraint("code", name=op.f("uq_incident_victim_code")),
        sa.UniqueConstraint("id", name=op.f("uq_incident_victim_id")),
    )
    with op.batch_alter_table("incident_victim", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_incident_victim_import_id"), ["import_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_incident_victim_incident"), ["incident"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_incident_victim_participant"), ["participant"], unique=False
        )

    op.create_table(
        "protection_action",
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
        sa.Column("incident", sa.String(length=36), nullable=False),
        sa.Column("act", sa.String(), nullable=False),
        sa.Column("staff", sa.String(length=40), nullable=True),
        sa.Column("due", sa.String(length=23), nullable=False),
        sa.Column("begun", sa.String(length=23), nullable=True),
        sa.Column("result", sa.String(), nullable=True),
        sa.Column("note", sa.String(length=1000), nullable=True),
        sa.PrimaryKeyConstraint("row", name=op.f("pk_protection_action")),
        sa.UniqueConstraint("code", name=op.f("uq_protection_action_code")),
        sa.UniqueConstraint("id", name=op.f("uq_protection_action_id")),
    )
    with op.batch_alter_table("protection_action", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_protection_action_due"), ["due"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_protection_action_import_id"), ["import_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_protection_action_incident"), ["incident"], unique=False
        )

    with op.batch_alter_table("incident", schema=None) as batch_op:
        batch_op.add_column(sa.Column("no_report_reason", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("verified_on", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("verified_how", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("source_grade", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("info_grade", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("follows", sa.String(length=36), nullable=True))
        batch_op.add_column(sa.Column("follows_how", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("modifiers", sa.JSON(), nullable=False, server_default="[]"))
        batch_op.add_column(sa.Column("recruitment_mode", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("gender_based", sa.Boolean(), nullable=True))
        batch_op.add_column(sa.Column("gbv_type", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("agreed", sa.Boolean(), nullable=True))
        batch_op.add_column(sa.Column("extortion_modality", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("extortion_channel", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("from_prison", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("groups_paid", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("paid", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("refusal_result", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("school_days", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("schools_closed", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("displaced_people", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("displaced_households", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("displacement_scale", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("confined_people", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("services_lost", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("service_days", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("businesses_closed", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("homes_damaged", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("precision", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("hour", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("crossed_to", sa.String(length=36), nullable=True))
        batch_op.create_index(batch_op.f("ix_incident_follows"), ["follows"], unique=False)
