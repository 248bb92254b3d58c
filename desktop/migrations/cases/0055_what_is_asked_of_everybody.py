# SPDX-License-Identifier: GPL-3.0-or-later
"""Indexes for what every page asks of all people at once."""

import sqlalchemy as sa
from alembic import op

DROPPED = ("ix_contact_participant",)  # the longer index beside it begins as it did

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
    op.create_index(
        "ix_checkpoint_open",
        "checkpoint",
        ["due_on", "placement", "point"],
        sqlite_where=sa.text("result IS NULL AND deleted_at IS NULL"),
    )
    op.drop_index("ix_contact_participant", "contact")
    op.create_index(
        "ix_contact_last", "contact", ["participant", "happened_on", "next_on", "deleted_at"]
    )
    op.create_index(
        "ix_contact_not_found",
        "contact",
        ["happened_on", "participant"],
        sqlite_where=sa.text("kind = 'not_found' AND deleted_at IS NULL"),
    )
    op.create_index(
        "ix_participant_listed",
        "participant",
        [
            *("registered_on", "row", "deleted_at", "created_by", "status", "worker"),
            *("restricted", "code", "sex", "born", "sector", "programme"),
        ],
    )
    op.create_index("ix_participant_worker", "participant", ["worker", "created_by"])
    op.create_index(
        "ix_participant_incomplete",
        "participant",
        ["registered_on", "id", "code", "status", "closure_reason"],
        sqlite_where=sa.text(
            "deleted_at IS NULL AND (education IS NULL OR work_status IS NULL "
            "OR living IS NULL OR referral_source IS NULL)"
        ),
    )
