# SPDX-License-Identifier: GPL-3.0-or-later
"""What the models declare is what the newest schema of each store holds, search included."""

import ast
from contextlib import closing
from importlib import import_module
from pathlib import Path

import pytest

from desktop import dev_migration
from desktop.core import db, migrate, search, tables
from desktop.core.crypto import header

PACKAGE = Path(migrate.__file__).parents[1]


@pytest.fixture(scope="module", autouse=True)
def all_models():
    """Import every model, as the window does; the schema is compared with all of them."""
    for path in sorted(PACKAGE.glob("*/*model.py")):
        if path.stem.rsplit("_", 1)[-1] == "model":
            import_module(f"desktop.{path.parent.name}.{path.stem}")


@pytest.mark.parametrize("store", header.STORES)
def test_the_newest_schema_is_what_the_models_say(store):
    operations = dev_migration.difference(store).upgrade_ops
    assert operations.is_empty(), [operation.to_diff_tuple() for operation in operations.ops]


@pytest.mark.parametrize("store", header.STORES)
def test_the_newest_schema_searches_what_the_models_mark(store):
    newest = {
        index.table: list(index.columns) for index in migrate.searched(migrate.steps(store)[-1])
    }
    assert newest == dev_migration.search_of(store)


@pytest.mark.parametrize("store", header.STORES)
def test_the_numbers_of_the_steps_are_each_their_own(store):
    numbers = [int(path.name[:4]) for path in migrate.steps(store)]
    assert numbers == sorted(set(numbers))
    assert numbers[0] == 1
    assert migrate.head(store) == numbers[-1]


@pytest.mark.parametrize(
    "path", [step for store in header.STORES for step in migrate.steps(store)], ids=str
)
def test_a_migration_imports_nothing_of_ours(path):
    """History must not change when the code does."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            assert {name.name.split(".")[0] for name in node.names} <= {"sqlalchemy"}
        elif isinstance(node, ast.ImportFrom):
            assert (node.module or "").split(".")[0] == "alembic"


@pytest.mark.parametrize("store", header.STORES)
def test_a_new_store_is_sound_and_complete(store, tmp_path):
    place = db.Place(tmp_path / "new.db", bytes(32), "new")
    db.connect(place, create=True).close()
    assert migrate.bring_up(place, store)
    assert not migrate.bring_up(place, store)
    with closing(db.connect(place)) as connection:
        assert db.damage(connection) == []
        names = {row[0] for row in connection.execute("SELECT name FROM sqlite_schema")}
    assert {table.name for table in tables.tables_of(store)} <= names
    made = db.engine(place)
    with db.writer(made).begin() as connection:
        assert search.whole(connection, migrate.searched(migrate.steps(store)[-1]))
    made.dispose()


@pytest.mark.parametrize("store", header.STORES)
def test_every_register_has_the_columns_of_a_record(store):
    for model in tables.models_of(store):
        table = tables.table_of(model)
        assert set(table.columns.keys()) >= tables.BASE_COLUMNS
        assert table.c.row.primary_key
        assert table.c.row.type.python_type is int
        assert not table.foreign_keys, "links are ids: nothing cascades"


@pytest.mark.parametrize("store", header.STORES)
def test_a_letter_of_a_code_belongs_to_one_register_of_a_store(store):
    models = tables.models_of(store)
    assert len({model.letter for model in models}) == len(models)
