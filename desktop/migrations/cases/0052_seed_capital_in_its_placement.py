# SPDX-License-Identifier: GPL-3.0-or-later
"""Seed capital stands in its placement, on the line of a grant."""

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
    with op.batch_alter_table("seed_plan", schema=None) as batch_op:
        batch_op.add_column(sa.Column("grant_line", sa.String(length=36), nullable=True))
        batch_op.add_column(sa.Column("crossing", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("placement", sa.String(length=36), nullable=True))
