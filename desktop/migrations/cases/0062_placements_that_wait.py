# SPDX-License-Identifier: GPL-3.0-or-later
"""An index of the placements that were to begin and still wait."""

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
    op.create_index(
        "ix_placement_waiting",
        "placement",
        ["starts_on", "participant"],
        sqlite_where=sa.text("status IN ('agreed', 'proposed') AND deleted_at IS NULL"),
    )
