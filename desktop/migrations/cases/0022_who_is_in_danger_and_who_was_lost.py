# SPDX-License-Identifier: GPL-3.0-or-later
"""Alerts, pauses, safety plans, the field board and people lost."""

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
        "alert",
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
        sa.Column("line", sa.String(length=200), nullable=True),
        sa.Column("threat", sa.String(), nullable=True),
        sa.Column("tonight", sa.JSON(), nullable=False),
        sa.Column("agreed_with", sa.String(length=40), nullable=True),
        sa.Column("by_phone", sa.Boolean(), nullable=True),
        sa.Column("signed_by", sa.String(length=40), nullable=True),
        sa.Column("signed_at", sa.String(length=23), nullable=True),
        sa.Column("check_24h", sa.String(), nullable=True),
        sa.Column("check_72h", sa.String(), nullable=True),
        sa.Column("check_7d", sa.String(), nullable=True),
        sa.Column("checked_at", sa.String(length=23), nullable=True),
        sa.Column("lifted_at", sa.String(length=23), nullable=True),
        sa.Column("lifted_by", sa.String(length=40), nullable=True),
        sa.Column("lifted_why", sa.String(length=200), nullable=True),
        sa.Column("ended_at", sa.String(length=23), nullable=True),
        sa.Column("participant", sa.String(length=36), nullable=False),
        sa.PrimaryKeyConstraint("row", name=op.f("pk_alert")),
        sa.UniqueConstraint("code", name=op.f("uq_alert_code")),
        sa.UniqueConstraint("id", name=op.f("uq_alert_id")),
    )
    with op.batch_alter_table("alert", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_alert_import_id"), ["import_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_alert_participant"), ["participant"], unique=False)

    op.create_table(
        "loss",
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
        sa.Column("happened_on", sa.String(length=11), nullable=False),
        sa.Column("support_by", sa.Date(), nullable=True),
        sa.Column("support_on", sa.Date(), nullable=True),
        sa.Column("debrief_by", sa.Date(), nullable=True),
        sa.Column("debrief_on", sa.Date(), nullable=True),
        sa.Column("ended", sa.String(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("row", name=op.f("pk_loss")),
        sa.UniqueConstraint("code", name=op.f("uq_loss_code")),
        sa.UniqueConstraint("id", name=op.f("uq_loss_id")),
    )
    with op.batch_alter_table("loss", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_loss_import_id"), ["import_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_loss_participant"), ["participant"], unique=False)

    op.create_table(
        "outing",
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
        sa.Column("staff", sa.String(length=40), nullable=False),
        sa.Column("sector", sa.String(length=36), nullable=True),
        sa.Column("left_at", sa.String(length=23), nullable=False),
        sa.Column("back_by", sa.String(length=23), nullable=False),
        sa.Column("back_at", sa.String(length=23), nullable=True),
        sa.PrimaryKeyConstraint("row", name=op.f("pk_outing")),
        sa.UniqueConstraint("code", name=op.f("uq_outing_code")),
        sa.UniqueConstraint("id", name=op.f("uq_outing_id")),
    )
    with op.batch_alter_table("outing", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_outing_import_id"), ["import_id"], unique=False)

    op.create_table(
        "pause",
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
        sa.Column("source", sa.String(length=36), nullable=False),
        sa.Column("own", sa.Boolean(), nullable=False),
        sa.Column("since", sa.String(length=23), nullable=False),
        sa.Column("lifted_at", sa.String(length=23), nullable=True),
        sa.PrimaryKeyConstraint("row", name=op.f("pk_pause")),
        sa.UniqueConstraint("code", name=op.f("uq_pause_code")),
        sa.UniqueConstraint("id", name=op.f("uq_pause_id")),
    )
    with op.batch_alter_table("pause", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_pause_import_id"), ["import_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_pause_participant"), ["participant"], unique=False)
        batch_op.create_index(batch_op.f("ix_pause_source"), ["source"], unique=False)

    op.create_table(
        "relief",
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
        sa.Column("alert", sa.String(length=36), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("amount", sa.Float(), nullable=True),
        sa.Column("people", sa.Integer(), nullable=True),
        sa.Column("given_on", sa.Date(), nullable=False),
        sa.Column("answer", sa.String(), nullable=True),
        sa.Column("answered_by", sa.String(length=40), nullable=True),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("row", name=op.f("pk_relief")),
        sa.UniqueConstraint("code", name=op.f("uq_relief_code")),
        sa.UniqueConstraint("id", name=op.f("uq_relief_id")),
    )
    with op.batch_alter_table("relief", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_relief_alert"), ["alert"], unique=False)
        batch_op.create_index(batch_op.f("ix_relief_import_id"), ["import_id"], unique=False)

    op.create_table(
        "safety_plan",
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
        sa.Column("people", sa.String(length=1000), nullable=True),
        sa.Column("places", sa.String(length=1000), nullable=True),
        sa.Column("signals", sa.String(length=600), nullable=True),
        sa.Column("routes", sa.String(length=1000), nullable=True),
        sa.Column("borders", sa.JSON(), nullable=False),
        sa.Column("taken_along", sa.String(length=600), nullable=True),
        sa.Column("reviewed_on", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("row", name=op.f("pk_safety_plan")),
        sa.UniqueConstraint("code", name=op.f("uq_safety_plan_code")),
        sa.UniqueConstraint("id", name=op.f("uq_safety_plan_id")),
    )
    with op.batch_alter_table("safety_plan", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_safety_plan_import_id"), ["import_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_safety_plan_participant"), ["participant"], unique=False
        )

    op.create_table(
        "staff_alert",
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
        sa.Column("line", sa.String(length=200), nullable=True),
        sa.Column("threat", sa.String(), nullable=True),
        sa.Column("tonight", sa.JSON(), nullable=False),
        sa.Column("agreed_with", sa.String(length=40), nullable=True),
        sa.Column("by_phone", sa.Boolean(), nullable=True),
        sa.Column("signed_by", sa.String(length=40), nullable=True),
        sa.Column("signed_at", sa.String(length=23), nullable=True),
        sa.Column("check_24h", sa.String(), nullable=True),
        sa.Column("check_72h", sa.String(), nullable=True),
        sa.Column("check_7d", sa.String(), nullable=True),
        sa.Column("checked_at", sa.String(length=23), nullable=True),
        sa.Column("lifted_at", sa.String(length=23), nullable=True),
        sa.Column("lifted_by", sa.String(length=40), nullable=True),
        sa.Column("lifted_why", sa.String(length=200), nullable=True),
        sa.Column("ended_at", sa.String(length=23), nullable=True),
        sa.Column("staff", sa.String(length=40), nullable=False),
        sa.PrimaryKeyConstraint("row", name=op.f("pk_staff_alert")),
        sa.UniqueConstraint("code", name=op.f("uq_staff_alert_code")),
        sa.UniqueConstraint("id", name=op.f("uq_staff_alert_id")),
    )
    with op.batch_alter_table("staff_alert", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_staff_alert_import_id"), ["import_id"], unique=False)

    with op.batch_alter_table("incident", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("participants", sa.JSON(), nullable=False, server_default="[]")
        )

    with op.batch_alter_table("participant", schema=None) as batch_op:
        batch_op.add_column(sa.Column("restricted", sa.Boolean(), nullable=True))
        batch_op.create_index(batch_op.f("ix_participant_restricted"), ["restricted"], unique=False)
