# SPDX-License-Identifier: GPL-3.0-or-later
"""Referrals, closings and what lies on a phone."""

import sqlalchemy as sa
from alembic import op

SEARCH: dict[str, list[str]] = {
    "activity": ["code", "title"],
    "employer": ["code", "title"],
    "incident": ["code", "note"],
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
        "after_care",
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
        sa.Column("point", sa.String(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("result", sa.String(), nullable=True),
        sa.Column("note", sa.String(length=500), nullable=True),
        sa.PrimaryKeyConstraint("row", name=op.f("pk_after_care")),
        sa.UniqueConstraint("code", name=op.f("uq_after_care_code")),
        sa.UniqueConstraint("id", name=op.f("uq_after_care_id")),
    )
    with op.batch_alter_table("after_care", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_after_care_due_on"), ["due_on"], unique=False)
        batch_op.create_index(batch_op.f("ix_after_care_import_id"), ["import_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_after_care_participant"), ["participant"], unique=False
        )

    op.create_table(
        "closure",
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
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=True),
        sa.Column("safe", sa.String(), nullable=True),
        sa.Column("danger", sa.String(), nullable=True),
        sa.Column("scores", sa.String(length=600), nullable=True),
        sa.Column("wishes", sa.String(length=600), nullable=True),
        sa.Column("way_back", sa.String(length=300), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=False),
        sa.Column("tasks_ended", sa.Integer(), nullable=False),
        sa.Column("reopened_on", sa.Date(), nullable=True),
        sa.Column("reopen_reason", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("row", name=op.f("pk_closure")),
        sa.UniqueConstraint("code", name=op.f("uq_closure_code")),
        sa.UniqueConstraint("id", name=op.f("uq_closure_id")),
    )
    with op.batch_alter_table("closure", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_closure_import_id"), ["import_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_closure_participant"), ["participant"], unique=False)

    op.create_table(
        "phone_copy",
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
        sa.Column("brought_on", sa.Date(), nullable=False),
        sa.Column("gone_on", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("row", name=op.f("pk_phone_copy")),
        sa.UniqueConstraint("code", name=op.f("uq_phone_copy_code")),
        sa.UniqueConstraint("id", name=op.f("uq_phone_copy_id")),
    )
    with op.batch_alter_table("phone_copy", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_phone_copy_import_id"), ["import_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_phone_copy_participant"), ["participant"], unique=False
        )

    op.create_table(
        "provider",
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
        sa.Column("kind", sa.String(), nullable=True),
        sa.Column("offers", sa.JSON(), nullable=False),
        sa.Column("sector", sa.String(length=36), nullable=True),
        sa.Column("reached_from", sa.JSON(), nullable=False),
        sa.Column("whom", sa.String(length=500), nullable=True),
        sa.Column("reach", sa.String(length=300), nullable=True),
        sa.Column("waiting_days", sa.Integer(), nullable=True),
        sa.Column("reliability", sa.String(), nullable=True),
        sa.Column("checked_on", sa.Date(), nullable=True),
        sa.Column("until", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("row", name=op.f("pk_provider")),
        sa.UniqueConstraint("code", name=op.f("uq_provider_code")),
        sa.UniqueConstraint("id", name=op.f("uq_provider_id")),
    )
    with op.batch_alter_table("provider", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_provider_import_id"), ["import_id"], unique=False)

    op.create_table(
        "referral",
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
        sa.Column("service", sa.String(), nullable=False),
        sa.Column("provider", sa.String(length=36), nullable=True),
        sa.Column("urgency", sa.String(), nullable=True),
        sa.Column("share", sa.String(length=500), nullable=True),
        sa.Column("appointment_on", sa.Date(), nullable=True),
        sa.Column("follow_on", sa.Date(), nullable=True),
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("sent_on", sa.Date(), nullable=True),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("crossing", sa.String(), nullable=True),
        sa.Column("feedback", sa.String(), nullable=True),
        sa.Column("result", sa.String(length=500), nullable=True),
        sa.PrimaryKeyConstraint("row", name=op.f("pk_referral")),
        sa.UniqueConstraint("code", name=op.f("uq_referral_code")),
        sa.UniqueConstraint("id", name=op.f("uq_referral_id")),
    )
    with op.batch_alter_table("referral", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_referral_import_id"), ["import_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_referral_participant"), ["participant"], unique=False)
        batch_op.create_index(batch_op.f("ix_referral_provider"), ["provider"], unique=False)

    op.create_table(
        "service_given",
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
        sa.Column("service", sa.String(), nullable=False),
        sa.Column("given_on", sa.Date(), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("provider", sa.String(length=36), nullable=True),
        sa.Column("referral", sa.String(length=36), nullable=True),
        sa.Column("note", sa.String(length=500), nullable=True),
        sa.PrimaryKeyConstraint("row", name=op.f("pk_service_given")),
        sa.UniqueConstraint("code", name=op.f("uq_service_given_code")),
        sa.UniqueConstraint("id", name=op.f("uq_service_given_id")),
    )
    with op.batch_alter_table("service_given", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_service_given_given_on"), ["given_on"], unique=False)
        batch_op.create_index(batch_op.f("ix_service_given_import_id"), ["import_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_service_given_participant"), ["participant"], unique=False
        )
