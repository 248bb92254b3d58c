# SPDX-License-Identifier: GPL-3.0-or-later
"""Migrations of a throw-away store, written into the test's own folder."""

from pathlib import Path
from textwrap import dedent

FIRST = """
    import sqlalchemy as sa
    from alembic import op

    SEARCH = {"parent": ["code", "name"]}

    def upgrade():
        op.create_table("setting", sa.Column("name", sa.Text, primary_key=True), sa.Column("value", sa.Text))
        op.create_table(
            "parent",
            sa.Column("row", sa.Integer, primary_key=True),
            sa.Column("id", sa.Text, nullable=False, unique=True),
            sa.Column("code", sa.Text),
            sa.Column("name", sa.Text),
        )
        op.create_table(
            "child",
            sa.Column("row", sa.Integer, primary_key=True),
            sa.Column("parent", sa.Text, sa.ForeignKey("parent.id", ondelete="CASCADE")),
        )
        op.create_index("ix_child_parent", "child", ["parent"])
"""
REBUILD = """
    import sqlalchemy as sa
    from alembic import op

    SEARCH = {"parent": ["code", "name"]}

    def upgrade():
        with op.batch_alter_table("parent", recreate="always") as batch:
            batch.add_column(sa.Column("born", sa.Text))
"""
EMPTIES = """
    from alembic import op

    SEARCH = {"parent": ["code", "name"]}

    def upgrade():
        op.execute("DELETE FROM child")
"""
UNLINKS = """
    from alembic import op

    SEARCH = {"parent": ["code", "name"]}

    def upgrade():
        op.execute("UPDATE child SET parent = 'nobody'")
"""
FORGETS = """
    from alembic import op

    SEARCH = {"parent": ["code", "name"]}

    def upgrade():
        op.drop_index("ix_child_parent", "child")
"""


def written(folder: Path, steps: dict[str, str]) -> list[Path]:
    """Write migrations into the test's own folder and return all that stand there."""
    where = folder / "migrations"
    where.mkdir(exist_ok=True)
    for name, text in steps.items():
        (where / f"{name}.py").write_text(dedent(text), encoding="utf-8")
    return sorted(where.glob("*.py"))
