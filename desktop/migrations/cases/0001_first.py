# SPDX-License-Identifier: GPL-3.0-or-later
"""First."""

import sqlalchemy as sa
from alembic import op

SEARCH = {
    "activity": ["code", "title"],
    "employer": ["code", "title"],
    "incident": ["code", "note"],
    "participant": ["code", "given_names", "family_names", "known_as", "note"],
    "programme": ["code", "title"],
}


def upgrade() -> None:
    """Bring the store one step further."""
    op.create_table(
        "activity",
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
        sa.Column("type", sa.String(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("sector", sa.String(length=36), nullable=True),
        sa.Column("women_under_18", sa.Integer(), nullable=False),
        sa.Column("men_under_18", sa.Integer(), nullable=False),
        sa.Column("women_18_28", sa.Integer(), nullable=False),
        sa.Column("men_18_28", sa.Integer(), nullable=False),
        sa.Column("women_29", sa.Integer(), nullable=False),
        sa.Column("men_29", sa.Integer(), nullable=False),
        sa.Column("hours", sa.Float(), nullable=True),
        sa.Column("note", sa.String(length=2000), nullable=True),
        sa.PrimaryKeyConstraint("row", name=op.f("pk_activity")),
        sa.UniqueConstraint("code", name=op.f("uq_activity_code")),
        sa.UniqueConstraint("id", name=op.f("uq_activity_id")),
    )
    with op.batch_alter_table("activity", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_activity_held_on"), ["held_on"], unique=False)
        batch_op.create_index(batch_op.f("ix_activity_import_id"), ["import_id"], unique=False)

    op.create_table(
        "change",
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("register", sa.String(length=40), nullable=False),
        sa.Column("record", sa.String(length=36), nullable=False),
        sa.Column("field", sa.String(length=60), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("heads", sa.Text(), nullable=False),
        sa.Column("moment", sa.String(length=23), nullable=False),
        sa.Column("user", sa.String(length=40), nullable=False),
        sa.Column("device", sa.String(length=12), nullable=False),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_change")),
        sa.UniqueConstraint("id", name=op.f("uq_change_id")),
    )
    with op.batch_alter_table("change", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_change_record"), ["record"], unique=False)

    op.create_table(
        "checkpoint",
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
        sa.Column("placement", sa.String(length=36), nullable=False),
        sa.Column("point", sa.String(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("result", sa.String(), nullable=True),
        sa.Column("evidence", sa.String(), nullable=True),
        sa.Column("wage_band", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("row", name=op.f("pk_checkpoint")),
        sa.UniqueConstraint("code", name=op.f("uq_checkpoint_code")),
        sa.UniqueConstraint("id", name=op.f("uq_checkpoint_id")),
    )
    with op.batch_alter_table("checkpoint", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_checkpoint_due_on"), ["due_on"], unique=False)
        batch_op.create_index(batch_op.f("ix_checkpoint_import_id"), ["import_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_checkpoint_placement"), ["placement"], unique=False)

    op.create_table(
        "consent",
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
        sa.Column("purpose", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("form", sa.String(), nullable=True),
        sa.Column("given_on", sa.Date(), nullable=True),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("witness", sa.String(length=20), nullable=True),
        sa.PrimaryKeyConstraint("row", name=op.f("pk_consent")),
        sa.UniqueConstraint("code", name=op.f("uq_consent_code")),
        sa.UniqueConstraint("id", name=op.f("uq_consent_id")),
    )
    with op.batch_alter_table("consent", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_consent_import_id"), ["import_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_consent_participant"), ["participant"], unique=False)

    op.create_table(
        "contact",
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
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("note", sa.String(length=2000), nullable=True),
        sa.Column("next_on", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("row", name=op.f("pk_contact")),
        sa.UniqueConstraint("code", name=op.f("uq_contact_code")),
        sa.UniqueConstraint("id", name=op.f("uq_contact_id")),
    )
    with op.batch_alter_table("contact", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_contact_happened_on"), ["happened_on"], unique=False)
        batch_op.create_index(batch_op.f("ix_contact_import_id"), ["import_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_contact_participant"), ["participant"], unique=False)

    op.create_table(
        "employer",
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
        sa.Column("trade", sa.String(), nullable=True),
        sa.Column("sector", sa.String(length=36), nullable=True),
        sa.Column("vetted_on", sa.Date(), nullable=True),
        sa.Column("places", sa.Integer(), nullable=True),
        sa.Column("note", sa.String(length=1000), nullable=True),
        sa.PrimaryKeyConstraint("row", name=op.f("pk_employer")),
        sa.UniqueConstraint("code", name=op.f("uq_employer_code")),
        sa.UniqueConstraint("id", name=op.f("uq_employer_id")),
    )
    with op.batch_alter_table("employer", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_employer_import_id"), ["import_id"], unique=False)

    op.create_table(
        "incident",
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
        sa.Column("type", sa.String(), nullable=False),
        sa.Column("occurred_on", sa.String(length=11), nullable=False),
        sa.Column("sector", sa.String(length=36), nullable=True),
        sa.Column("how_known", sa.String(), nullable=False),
        sa.Column("certainty", sa.String(), nullable=False),
        sa.Column("victims", sa.Integer(), nullable=True),
        sa.Column("victim_profiles", sa.JSON(), nullable=False),
        sa.Column("women", sa.Integer(), nullable=True),
        sa.Column("under_18", sa.Integer(), nullable=True),
        sa.Column("killed", sa.Integer(), nullable=True),
        sa.Column("time_of_day", sa.String(), nullable=True),
        sa.Column("place_type", sa.String(), nullable=True),
        sa.Column("border", sa.String(length=36), nullable=True),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("consequences", sa.JSON(), nullable=False),
        sa.Column("author", sa.String(), nullable=True),
        sa.Column("weapon", sa.String(), nullable=True),
        sa.Column("reported", sa.Boolean(), nullable=True),
        sa.Column("note", sa.String(length=2000), nullable=True),
        sa.PrimaryKeyConstraint("row", name=op.f("pk_incident")),
        sa.UniqueConstraint("code", name=op.f("uq_incident_code")),
        sa.UniqueConstraint("id", name=op.f("uq_incident_id")),
    )
    with op.batch_alter_table("incident", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_incident_border"), ["border"], unique=False)
        batch_op.create_index(batch_op.f("ix_incident_import_id"), ["import_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_incident_occurred_on"), ["occurred_on"], unique=False)
        batch_op.create_index(batch_op.f("ix_incident_sector"), ["sector"], unique=False)
        batch_op.create_index(batch_op.f("ix_incident_type"), ["type"], unique=False)

    op.create_table(
        "journal",
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("moment", sa.String(length=23), nullable=False),
        sa.Column("user", sa.String(length=40), nullable=False),
        sa.Column("device", sa.String(length=12), nullable=False),
        sa.Column("action", sa.String(length=40), nullable=False),
        sa.Column("object", sa.String(length=80), nullable=False),
        sa.Column("tag", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_journal")),
    )
    op.create_table(
        "need",
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
        sa.Column("need", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("since", sa.Date(), nullable=True),
        sa.Column("met_on", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("row", name=op.f("pk_need")),
        sa.UniqueConstraint("code", name=op.f("uq_need_code")),
        sa.UniqueConstraint("id", name=op.f("uq_need_id")),
    )
    with op.batch_alter_table("need", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_need_import_id"), ["import_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_need_participant"), ["participant"], unique=False)

    op.create_table(
        "participant",
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
        sa.Column("born", sa.String(length=11), nullable=False),
        sa.Column("sex", sa.String(), nullable=False),
        sa.Column("sector", sa.String(length=36), nullable=True),
        sa.Column("safe_contact", sa.String(), nullable=False),
        sa.Column("safe_contact_number", sa.String(length=40), nullable=True),
        sa.Column("safe_contact_time", sa.String(), nullable=True),
        sa.Column("safe_contact_rule", sa.String(length=300), nullable=True),
        sa.Column("registered_on", sa.Date(), nullable=True),
        sa.Column("given_names", sa.String(length=80), nullable=True),
        sa.Column("family_names", sa.String(length=80), nullable=True),
        sa.Column("known_as", sa.String(length=60), nullable=True),
        sa.Column("document_type", sa.String(), nullable=True),
        sa.Column("document_number", sa.String(length=40), nullable=True),
        sa.Column("gender_identity", sa.String(), nullable=True),
        sa.Column("referral_source", sa.String(), nullable=True),
        sa.Column("living", sa.String(), nullable=True),
        sa.Column("education", sa.String(), nullable=True),
        sa.Column("school", sa.String(), nullable=True),
        sa.Column("work_status", sa.String(), nullable=True),
        sa.Column("dependants", sa.Integer(), nullable=True),
        sa.Column("note", sa.String(length=2000), nullable=True),
        sa.Column("groups", sa.JSON(), nullable=False),
        sa.Column("legal_status", sa.String(), nullable=True),
        sa.Column("danger", sa.String(), nullable=True),
        sa.Column("risk_factors", sa.JSON(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("closure_reason", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("row", name=op.f("pk_participant")),
        sa.UniqueConstraint("code", name=op.f("uq_participant_code")),
        sa.UniqueConstraint("id", name=op.f("uq_participant_id")),
    )
    with op.batch_alter_table("participant", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_participant_import_id"), ["import_id"], unique=False)

    op.create_table(
        "placement",
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
        sa.Column("type", sa.String(), nullable=False),
        sa.Column("employer", sa.String(length=36), nullable=True),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("formality", sa.String(), nullable=True),
        sa.Column("wage_band", sa.String(), nullable=True),
        sa.Column("hours", sa.Integer(), nullable=True),
        sa.Column("planned_end", sa.Date(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("exit_reason", sa.String(), nullable=True),
        sa.Column("note", sa.String(length=2000), nullable=True),
        sa.PrimaryKeyConstraint("row", name=op.f("pk_placement")),
        sa.UniqueConstraint("code", name=op.f("uq_placement_code")),
        sa.UniqueConstraint("id", name=op.f("uq_placement_id")),
    )
    with op.batch_alter_table("placement", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_placement_employer"), ["employer"], unique=False)
        batch_op.create_index(batch_op.f("ix_placement_import_id"), ["import_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_placement_participant"), ["participant"], unique=False)
        batch_op.create_index(batch_op.f("ix_placement_starts_on"), ["starts_on"], unique=False)

    op.create_table(
        "programme",
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
        sa.Column("sign", sa.String(length=12), nullable=False),
        sa.Column("title", sa.String(length=80), nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=True),
        sa.Column("ended", sa.Boolean(), nullable=True),
        sa.PrimaryKeyConstraint("row", name=op.f("pk_programme")),
        sa.UniqueConstraint("code", name=op.f("uq_programme_code")),
        sa.UniqueConstraint("id", name=op.f("uq_programme_id")),
    )
    with op.batch_alter_table("programme", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_programme_import_id"), ["import_id"], unique=False)

    op.create_table(
        "release",
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
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("recipient", sa.String(length=40), nullable=False),
        sa.Column("period", sa.String(length=40), nullable=True),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("reason", sa.String(length=300), nullable=True),
        sa.Column("scheme", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("row", name=op.f("pk_release")),
        sa.UniqueConstraint("code", name=op.f("uq_release_code")),
        sa.UniqueConstraint("id", name=op.f("uq_release_id")),
    )
    with op.batch_alter_table("release", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_release_import_id"), ["import_id"], unique=False)

    op.create_table(
        "setting",
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_setting")),
    )
