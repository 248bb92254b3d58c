# SPDX-License-Identifier: GPL-3.0-or-later
"""The command's own work: files in, `data.csv` and `report.json` out, and plain words for faults."""

import csv
import json
from pathlib import Path

import pytest

from desktop.anonymity.files import anonymise_files, read_table
from desktop.anonymity.naive import recount
from desktop.core.errors import UserError
from tests.anonymity.adult import ADULT, DATA, QI8

ROLES = '[columns]\nage = "quasi"\nsex = "quasi"\ncity = "insensitive"\nillness = "sensitive"\n'
PEOPLE = """name,age,sex,city,illness
Ana,23,f,Este,flu
Bea,24,f,Este,"cold, bad"
Caio,37,m,Oeste,flu
Davi,38,m,Este,cough
Eva,71,f,Oeste,flu
"""
AGE = "".join(f"{n};{n // 10 * 10}-{n // 10 * 10 + 9};*\n" for n in range(100))


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A folder with a table, its roles, and hierarchies under both kinds of names."""
    (tmp_path / "people.csv").write_text(PEOPLE, "utf-8")
    (tmp_path / "roles.toml").write_text(ROLES, "utf-8")
    (tmp_path / "trees").mkdir()
    (tmp_path / "trees" / "age.csv").write_text(AGE, "utf-8")
    (tmp_path / "trees" / "some_hierarchy_sex.csv").write_text("f;*\nm;*\n", "utf-8")
    return tmp_path


def run(desk: Path, **asked):
    asked = {"k": 2, "suppression": 0.2, **asked}
    return anonymise_files(
        desk / "people.csv", desk / "roles.toml", desk / "trees", desk / "out", **asked
    )


def test_every_row_leaves_in_its_place_and_form(desk):
    run(desk)
    assert (desk / "out" / "data.csv").read_text("utf-8") == (
        "name,age,sex,city,illness\n"
        "*,20-29,f,Este,flu\n"
        '*,20-29,f,Este,"cold, bad"\n'
        "*,30-39,m,Oeste,flu\n"
        "*,30-39,m,Este,cough\n"
        "*,*,*,Oeste,*\n"
    )
    told = json.loads((desk / "out" / "report.json").read_text("utf-8"))
    assert told["seconds"] >= 0
    assert {name: told[name] for name in ("k", "l", "t", "suppressed", "classes", "levels")} == {
        "k": 2,
        "l": None,
        "t": None,
        "suppressed": 1,
        "classes": 2,
        "levels": {"age": 1, "sex": 0},
    }
    # Four rows of a decade clipped to the data, 23 to 29 and 30 to 39 of 48 years, and one gone.
    assert told["gcp"] == pytest.approx((2 * 6 / 48 + 2 * 9 / 48 + 2) / 10)
    assert told["withheld"] == ["name"]


def test_adult_leaves_by_the_files(tmp_path):
    roles = "".join(f'"{name}" = "quasi"\n' for name in QI8)
    (tmp_path / "roles.toml").write_text(f'[columns]\n{roles}occupation = "sensitive"\n', "utf-8")
    out = tmp_path / "deep" / "out"
    anonymise_files(
        ADULT / "adult_random1000.csv", tmp_path / "roles.toml", ADULT, out, k=5, l=2, mode="local"
    )
    with (out / "data.csv").open(encoding="utf-8", newline="") as file:
        written = list(csv.DictReader(file, delimiter=";"))
    assert len(written) == 1000
    count = recount(written, QI8, ["occupation"])
    assert (count.k >= 5, count.l >= 2, count.suppressed) == (True, True, 0)


def test_a_table_without_a_root_and_an_old_encoding_are_read(desk):
    raw = PEOPLE.replace("Este", "Belém").replace(",", ";").encode("cp1252")
    (desk / "people.csv").write_bytes(raw.replace(b'"cold; bad"', b"cold"))
    (desk / "trees" / "age.csv").write_text(AGE.replace(";*", ""), "utf-8")
    result = run(desk)
    assert result.table.column("city").values == ("Belém", "Oeste")
    assert result.levels == {"age": 1, "sex": 0}


@pytest.mark.parametrize(
    ("file", "text", "asked", "words"),
    [
        ("people.csv", None, {}, "people.csv cannot be opened"),
        ("roles.toml", None, {}, "roles.toml cannot be opened"),
        ("trees/age.csv", None, {}, "no hierarchy for age"),
        ("trees/other_age.csv", AGE, {}, ""),
        ("people.csv", "", {}, "people.csv is empty"),
        ("people.csv", "age,sex\n", {}, "no column named city"),
        ("people.csv", PEOPLE.replace("Caio,", ""), {}, "Row 3 has 4 cells where 5"),
        ("people.csv", PEOPLE.replace("Caio", '"Caio'), {}, "not a table of text"),
        ("people.csv", PEOPLE.replace("sex", "age"), {}, "same name"),
        ("people.csv", PEOPLE.replace("38", "138"), {}, "Row 4 of age holds a value"),
        ("people.csv", PEOPLE.partition("\n")[0] + "\n", {}, "no rows"),
        ("roles.toml", "columns", {}, "not written in TOML"),
        ("roles.toml", "[roles]\nage = 'quasi'\n", {}, "no table [columns]"),
        ("roles.toml", ROLES.replace("insensitive", "open"), {}, "role of city is unknown"),
        ("roles.toml", ROLES.replace("quasi", "insensitive"), {}, "No column has the role quasi"),
        ("roles.toml", ROLES.replace('"sensitive', '"identifier'), {"l": 2}, "need a column"),
        ("trees/age.csv", "1;a;*\n1;b;*\n", {}, "gives one value twice"),
        ("trees/age.csv", "1;a;b;*\n2;a;c;*\n", {}, "under two different groups"),
        ("trees/age.csv", "1;a;*\n2;*\n", {}, "differ in length"),
        ("trees/age.csv", "", {}, "hierarchy of age is empty"),
        ("trees/x_sex.csv", "f;*\nm;*\n", {}, "More than one file could be"),
        ("people.csv", PEOPLE, {"k": 0}, "k must be"),
        ("people.csv", PEOPLE, {"l": 0}, "l must be"),
        ("people.csv", PEOPLE, {"t": 1.5}, "t must lie"),
        ("people.csv", PEOPLE, {"t": float("nan")}, "t must lie"),
        ("people.csv", PEOPLE, {"suppression": 1.1}, "between 0 and 1"),
        ("people.csv", PEOPLE, {"mode": "magic"}, "no mode magic"),
        ("people.csv", PEOPLE, {"k": 6}, "has 5 records and k is 6"),
        ("people.csv", PEOPLE, {"l": 5}, "Even at its coarsest"),
        ("people.csv", PEOPLE, {"l": 5, "mode": "local"}, "Even at its coarsest"),
        ("out/data.csv", "old", {}, "not empty"),
    ],
)
def test_a_foreseen_fault_is_told_and_nothing_written(desk, file, text, asked, words):
    path = desk / file
    if text is None:
        path.unlink()
    else:
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, "utf-8")
    if not words:  # the plain name wins over one that ends like it
        assert run(desk, **asked).gcp > 0
        return
    with pytest.raises(UserError) as told:
        run(desk, **asked)
    assert words in str(told.value)
    for person in ("Ana", "Caio", "138"):
        assert person not in str(told.value)
    assert not (desk / "out" / "report.json").exists()


def test_force_writes_over_what_was_there(desk):
    run(desk)
    first = (desk / "out" / "data.csv").read_bytes()
    with pytest.raises(UserError):
        run(desk, k=3)
    assert (desk / "out" / "data.csv").read_bytes() == first
    run(desk, k=3, force=True)
    assert (desk / "out" / "data.csv").read_bytes() != first
    assert sorted(path.name for path in (desk / "out").iterdir()) == ["data.csv", "report.json"]


def test_all_may_be_suppressed_only_if_that_is_allowed(desk):
    result = run(desk, k=6, suppression=1.0)
    assert result.suppressed.all()
    assert result.gcp == 1.0
    assert {row[4] for row in result.rows()} == {"*"}


def test_the_toy_tables_of_arx_are_read():
    table, delimiter = read_table(DATA / "arx_small" / "test.csv")
    assert (table.names, table.rows, delimiter) == (("age", "gender", "zipcode"), 7, ";")
