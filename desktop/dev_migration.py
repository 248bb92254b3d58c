# SPDX-License-Identifier: GPL-3.0-or-later
"""Write the next migration of a store by comparing its models with its newest schema."""

import tempfile
from importlib import import_module
from pathlib import Path
from typing import Any

from alembic.autogenerate import produce_migrations, render_python_code
from alembic.migration import MigrationContext
from sqlalchemy.schema import SchemaItem

from desktop.core import db, migrate
from desktop.core.fields import specs
from desktop.core.tables import metadata, models_of, tables_of

_HEAD = '''# SPDX-License-Identifier: GPL-3.0-or-later
"""{title}"""

import sqlalchemy as sa
from alembic import op

SEARCH: dict[str, list[str]] = {search!r}


def upgrade() -> None:
    """Bring the store one step further."""
'''


def load_models() -> None:
    """Import every model there is: a table nobody has imported would look as if it were to go."""
    package = Path(__file__).resolve().parent
    for path in sorted([*package.glob("*/model.py"), *package.glob("*/*_model.py")]):
        import_module(f"desktop.{path.parent.name}.{path.stem}")


def search_of(store: str) -> dict[str, list[str]]:
    """Return the searched columns of every table of a store: the code and what the model marks."""
    return {
        str(model.__tablename__): ["code", *names]
        for model in models_of(store)
        if (names := [spec.name for spec in specs(model.draft) if spec.about.searchable])
    }


def difference(store: str) -> Any:
    """Return Alembic's operations that would bring the newest schema to the models."""
    load_models()
    with tempfile.TemporaryDirectory() as folder:
        place = db.Place(Path(folder) / "new.db", bytes(32), "new")
        db.connect(place, create=True).close()
        if migrate.steps(store):
            migrate.bring_up(place, store)
        made = db.engine(place)
        wanted = set(tables_of(store))

        def ours(thing: SchemaItem, name: str | None, kind: str, reflected: bool, _: Any) -> bool:
            if kind != "table":
                return True
            known = str(name) == "vault" or str(name).startswith("search_")
            return not known if reflected else thing in wanted

        try:
            with made.connect() as connection:
                context = MigrationContext.configure(
                    connection,
                    opts={
                        "target_metadata": metadata,
                        "include_object": ours,
                        "render_as_batch": True,
                        "compare_type": False,
                        "user_module_prefix": "sa.",
                    },
                )
                return produce_migrations(context, metadata)
        finally:
            made.dispose()


def write(store: str, title: str) -> Path:
    """Write the next numbered file and return its path; it is read and corrected by a person."""
    script = difference(store)
    body = render_python_code(
        script.upgrade_ops, render_as_batch=True, sqlalchemy_module_prefix="sa."
    )
    number = migrate.head(store) + 1
    slug = "_".join(title.lower().split())[:40]
    folder = Path(migrate.__file__).parents[1] / "migrations" / store
    path = folder / f"{number:04}_{slug}.py"
    head = _HEAD.format(title=title[:1].upper() + title[1:] + ".", search=search_of(store))
    path.write_text(head + "    " + _plain(body) + "\n", encoding="utf-8")
    return path


def _plain(body: str) -> str:
    """Take everything of ours out of the generated text: history must not change with the code."""
    body = body.replace("desktop.core.tables.Moment(", "sa.String(")
    body = body.replace("sqlmodel.sql.sqltypes.AutoString(", "sa.String(")
    kept = [line for line in body.splitlines() if "info={" not in line and "###" not in line]
    return "\n".join(kept).strip()
