# SPDX-License-Identifier: GPL-3.0-or-later
"""Names as they sound, safe contact whole, two files of one person."""

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
}


def upgrade() -> None:
    """Bring the store one step further."""
    op.create_table(
        "merge",
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
        sa.Column("gone", sa.String(length=36), nullable=False),
        sa.Column("undone_on", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("row", name=op.f("pk_merge")),
        sa.UniqueConstraint("code", name=op.f("uq_merge_code")),
        sa.UniqueConstraint("id", name=op.f("uq_merge_id")),
    )
    with op.batch_alter_table("merge", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_merge_gone"), ["gone"], unique=False)
        batch_op.create_index(batch_op.f("ix_merge_import_id"), ["import_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_merge_participant"), ["participant"], unique=False)

    op.create_table(
        "moved",
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("merge", sa.String(length=36), nullable=False),
        sa.Column("register", sa.String(length=40), nullable=False),
        sa.Column("record", sa.String(length=36), nullable=False),
        sa.Column("field", sa.String(length=60), nullable=False),
        sa.Column("before", sa.Text(), nullable=False),
        sa.Column("after", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("row", name=op.f("pk_moved")),
    )
    with op.batch_alter_table("moved", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_moved_merge"), ["merge"], unique=False)
        batch_op.create_index(batch_op.f("ix_moved_record"), ["record"], unique=False)

    op.create_table(
        "sameness",
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
        sa.Column("other", sa.String(length=36), nullable=False),
        sa.Column("verdict", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("row", name=op.f("pk_sameness")),
        sa.UniqueConstraint("code", name=op.f("uq_sameness_code")),
        sa.UniqueConstraint("id", name=op.f("uq_sameness_id")),
    )
    with op.batch_alter_table("sameness", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sameness_import_id"), ["import_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_sameness_other"), ["other"], unique=False)
        batch_op.create_index(batch_op.f("ix_sameness_participant"), ["participant"], unique=False)

    with op.batch_alter_table("participant", schema=None) as batch_op:
        batch_op.add_column(sa.Column("safe_contact_who", sa.String(length=80), nullable=True))
        batch_op.add_column(sa.Column("safe_contact_word", sa.String(length=60), nullable=True))
        batch_op.add_column(sa.Column("never_call", sa.Boolean(), nullable=True))
        batch_op.add_column(sa.Column("found_by", sa.String(), nullable=True))
