# SPDX-License-Identifier: GPL-3.0-or-later
"""Meetings, posts, good signs, and what is asked before and after a contact."""

import sqlalchemy as sa
from alembic import op

SEARCH: dict[str, list[str]] = {
    "agreement": ["code", "title"],
    "armed_group": ["code", "sign"],
    "facilitator": ["code", "sign"],
    "process": ["code", "title"],
}


def upgrade() -> None:
    """Bring the store one step further."""
    op.create_table(
        "facilitator",
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
        sa.Column("sign", sa.String(length=8), nullable=False),
        sa.Column("kind", sa.String(), nullable=True),
        sa.Column("roles", sa.JSON(), nullable=False),
        sa.Column("independent", sa.Boolean(), nullable=True),
        sa.Column("danger", sa.String(), nullable=True),
        sa.Column("active", sa.Boolean(), nullable=True),
        sa.Column("note", sa.String(length=400), nullable=True),
        sa.PrimaryKeyConstraint("row", name=op.f("pk_facilitator")),
        sa.UniqueConstraint("code", name=op.f("uq_facilitator_code")),
        sa.UniqueConstraint("id", name=op.f("uq_facilitator_id")),
    )
    with op.batch_alter_table("facilitator", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_facilitator_import_id"), ["import_id"], unique=False)

    op.create_table(
        "gesture",
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
        sa.Column("process", sa.String(length=36), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("promised_on", sa.Date(), nullable=True),
        sa.Column("seen_on", sa.Date(), nullable=True),
        sa.Column("monitor", sa.String(length=36), nullable=True),
        sa.Column("note", sa.String(length=400), nullable=True),
        sa.PrimaryKeyConstraint("row", name=op.f("pk_gesture")),
        sa.UniqueConstraint("code", name=op.f("uq_gesture_code")),
        sa.UniqueConstraint("id", name=op.f("uq_gesture_id")),
    )
    with op.batch_alter_table("gesture", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_gesture_import_id"), ["import_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_gesture_process"), ["process"], unique=False)

    op.create_table(
        "good_sign",
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
        sa.Column("process", sa.String(length=36), nullable=False),
        sa.Column("seen_on", sa.Date(), nullable=False),
        sa.Column("signs", sa.JSON(), nullable=False),
        sa.Column("sector", sa.String(length=36), nullable=True),
        sa.Column("note", sa.String(length=400), nullable=True),
        sa.PrimaryKeyConstraint("row", name=op.f("pk_good_sign")),
        sa.UniqueConstraint("code", name=op.f("uq_good_sign_code")),
        sa.UniqueConstraint("id", name=op.f("uq_good_sign_id")),
    )
    with op.batch_alter_table("good_sign", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_good_sign_import_id"), ["import_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_good_sign_process"), ["process"], unique=False)

    op.create_table(
        "meeting",
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
        sa.Column("process", sa.String(length=36), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("headcount", sa.String(), nullable=True),
        sa.Column("facilitators", sa.JSON(), nullable=False),
        sa.Column("area", sa.String(length=36), nullable=True),
        sa.Column("groundwork", sa.JSON(), nullable=False),
        sa.Column("result", sa.String(length=600), nullable=True),
        sa.Column("next_on", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("row", name=op.f("pk_meeting")),
        sa.UniqueConstraint("code", name=op.f("uq_meeting_code")),
        sa.UniqueConstraint("id", name=op.f("uq_meeting_id")),
    )
    with op.batch_alter_table("meeting", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_meeting_import_id"), ["import_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_meeting_process"), ["process"], unique=False)

    op.create_table(
        "protected_zone",
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
        sa.Column("process", sa.String(length=36), nullable=False),
        sa.Column("agreement", sa.String(length=36), nullable=True),
        sa.Column("category", sa.String(), nullable=False),
        sa.Column("sector", sa.String(length=36), nullable=True),
        sa.Column("parties", sa.JSON(), nullable=False),
        sa.Column("since", sa.Date(), nullable=True),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("note", sa.String(length=400), nullable=True),
        sa.PrimaryKeyConstraint("row", name=op.f("pk_protected_zone")),
        sa.UniqueConstraint("code", name=op.f("uq_protected_zone_code")),
        sa.UniqueConstraint("id", name=op.f("uq_protected_zone_id")),
    )
    with op.batch_alter_table("protected_zone", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_protected_zone_import_id"), ["import_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_protected_zone_process"), ["process"], unique=False)

    op.create_table(
        "watch_log",
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
        sa.Column("post", sa.String(length=36), nullable=False),
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("last", sa.Date(), nullable=True),
        sa.Column("hours", sa.Integer(), nullable=False),
        sa.Column("monitor", sa.String(length=36), nullable=True),
        sa.PrimaryKeyConstraint("row", name=op.f("pk_watch_log")),
        sa.UniqueConstraint("code", name=op.f("uq_watch_log_code")),
        sa.UniqueConstraint("id", name=op.f("uq_watch_log_id")),
    )
    with op.batch_alter_table("watch_log", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_watch_log_import_id"), ["import_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_watch_log_post"), ["post"], unique=False)

    op.create_table(
        "watch_post",
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
        sa.Column("process", sa.String(length=36), nullable=False),
        sa.Column("agreement", sa.String(length=36), nullable=True),
        sa.Column("operator", sa.String(), nullable=False),
        sa.Column("sector", sa.String(length=36), nullable=True),
        sa.Column("border", sa.String(length=36), nullable=True),
        sa.Column("hours", sa.Integer(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("row", name=op.f("pk_watch_post")),
        sa.UniqueConstraint("code", name=op.f("uq_watch_post_code")),
        sa.UniqueConstraint("id", name=op.f("uq_watch_post_id")),
    )
    with op.batch_alter_table("watch_post", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_watch_post_import_id"), ["import_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_watch_post_process"), ["process"], unique=False)

    with op.batch_alter_table("agreement", schema=None) as batch_op:
        batch_op.add_column(sa.Column("end_reason", sa.String(), nullable=True))

    with op.batch_alter_table("armed_group", schema=None) as batch_op:
        batch_op.add_column(sa.Column("listed", sa.Boolean(), nullable=True))
        batch_op.add_column(sa.Column("came_from", sa.String(length=36), nullable=True))
        batch_op.add_column(sa.Column("came_on", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("became_how", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("became_on", sa.Date(), nullable=True))

    with op.batch_alter_table("breach", schema=None) as batch_op:
        batch_op.add_column(sa.Column("alleged_on", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("verified_on", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("investigation", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("investigated_on", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("finding", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("answer_hours", sa.Integer(), nullable=True))

    with op.batch_alter_table("clause", schema=None) as batch_op:
        batch_op.add_column(sa.Column("protects", sa.JSON(), nullable=False, server_default="[]"))
        batch_op.add_column(sa.Column("sectors", sa.JSON(), nullable=False, server_default="[]"))
        batch_op.add_column(sa.Column("borders", sa.JSON(), nullable=False, server_default="[]"))
        batch_op.add_column(sa.Column("answers", sa.JSON(), nullable=False, server_default="[]"))
        batch_op.add_column(sa.Column("red_line_on", sa.Date(), nullable=True))
        batch_op.add_column(
            sa.Column("red_lines_touched", sa.JSON(), nullable=False, server_default="[]")
        )
    op.execute("UPDATE clause SET sectors = json_array(sector) WHERE sector IS NOT NULL")
    op.execute("UPDATE clause SET borders = json_array(border) WHERE border IS NOT NULL")
    with op.batch_alter_table("clause", schema=None) as batch_op:
        batch_op.drop_column("border")
        batch_op.drop_column("sector")
    op.execute("UPDATE armed_group SET became_how = 'renamed' WHERE became IS NOT NULL")

    with op.batch_alter_table("clause_check", schema=None) as batch_op:
        batch_op.add_column(sa.Column("monitor", sa.String(length=36), nullable=True))
        batch_op.add_column(sa.Column("method", sa.JSON(), nullable=False, server_default="[]"))

    with op.batch_alter_table("holding", schema=None) as batch_op:
        batch_op.add_column(sa.Column("leader_on", sa.Date(), nullable=True))

    with op.batch_alter_table("process", schema=None) as batch_op:
        batch_op.add_column(sa.Column("kind", sa.String(), nullable=False, server_default="armed"))
        batch_op.add_column(sa.Column("cohesion", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("spoilers", sa.Integer(), nullable=True))
        batch_op.add_column(
            sa.Column("spoiler_kinds", sa.JSON(), nullable=False, server_default="[]")
        )
        batch_op.add_column(sa.Column("dominance_risk", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("least_people", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("assurance", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("assurance_level", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("assurance_on", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("exit_kind", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("exit_trigger", sa.String(length=400), nullable=True))
        batch_op.add_column(sa.Column("exit_rehearsed_on", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("pilot_criteria", sa.String(length=400), nullable=True))
        batch_op.add_column(sa.Column("pilot_until", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("pilot_decision", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("left_with_help", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("evaluation", sa.String(length=1000), nullable=True))
