# SPDX-License-Identifier: GPL-3.0-or-later
"""Mappings as TOML: they come back as they went, and bad ones are named."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.imports import errors, mapping
from desktop.imports.mapping import Mapping

EXAMPLE = """
[columns]
occurred_on = "FECHA_HECHO"
type = "Tipo de hecho"

[values.type]
"EXTORSIÓN" = "extortion"
"" = "unknown"

[read]
delimiter = ";"
encoding = "cp1252"
header_row = 2
date_order = "mdy"
decimal = ","
"""

words = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
pairs = st.dictionaries(words, words, max_size=4)
settings = st.fixed_dictionaries(
    {}, optional={"delimiter": st.just(";"), "sheet": words, "header_row": st.integers(0, 99)}
)


def test_the_contract_is_read() -> None:
    found = mapping.from_toml(EXAMPLE)
    assert found.columns == {"occurred_on": "FECHA_HECHO", "type": "Tipo de hecho"}
    assert found.values == {"type": {"EXTORSIÓN": "extortion", "": "unknown"}}
    assert found.read["header_row"] == 2
    assert mapping.from_toml(found.toml()) == found


@given(pairs, st.dictionaries(words, pairs.filter(bool), max_size=3), settings)
def test_what_is_written_is_what_is_read(
    columns: dict[str, str], values: dict[str, dict[str, str]], read: dict[str, str | int]
) -> None:
    made = Mapping(columns, values, read)
    tomllib.loads(made.toml())
    assert mapping.from_toml(made.toml()) == made


@given(st.text() | st.text("[]=\"'.\n{}#columnsvaluesread0123456789 ", max_size=80))
def test_any_text_is_a_mapping_or_a_named_error(text: str) -> None:
    try:
        found = mapping.from_toml(text)
    except errors.BrokenMap:
        return
    assert mapping.from_toml(found.toml()) == Mapping(
        found.columns, {k: v for k, v in found.values.items() if v}, found.read
    )


@pytest.mark.parametrize(
    "text",
    ["columns = 3", "[columns]\na = 3", "[values]\na = 'b'", "[values.type]\na = 1", "[read]\nrows = 3",
     "[read]\nheader_row = 1.5", "[read]\nheader_row = true", "[other]\n", "a = ", "a = " + "[" * 5_000,
     "[read]\nheader_row = " + "9" * 5_000],
)  # fmt: skip
def test_a_wrong_shape_is_refused(text: str) -> None:
    with pytest.raises(errors.BrokenMap):
        mapping.from_toml(text)


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(errors.UnreadableFile):
        mapping.load(tmp_path / "none.toml")
    (tmp_path / "f.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(errors.BrokenMap):
        mapping.load(tmp_path / "f.toml")
    (tmp_path / "f.toml").write_text(EXAMPLE, encoding="utf-8-sig")
    assert mapping.load(tmp_path / "f.toml") == mapping.from_toml(EXAMPLE)


def test_a_fixed_value_needs_a_field_without_column() -> None:
    made = Mapping({"type": "Tipo"}, {"type": {"": "unknown"}, "how_known": {"": "rumour"}})
    assert (made.fixed("type"), made.fixed("how_known")) == ("", "rumour")
    assert made.fields() == {"type", "how_known"}
