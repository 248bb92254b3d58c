# SPDX-License-Identifier: GPL-3.0-or-later
"""Files bent in every way: they open, or they are refused by name."""

import io
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.imports import detect, preview, sheet, suggest
from desktop.imports.errors import FileProblem
from desktop.incidents.context_intake import TARGET
from tests import twins

cells = st.text(st.characters(exclude_categories=["Cs"]), max_size=8) | st.sampled_from(
    ["=1+1", "@x", "-1", '"', "1/2/2025", "", "\0", "008", "1,5"]
)
tables = st.lists(st.lists(cells, max_size=5), max_size=8)


@contextmanager
def file_of(content: bytes, name: str = "f.csv") -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(content)
        yield path


def opened(path: Path) -> None:
    """Read a file to its end, map it and check every row; only errors with a name may come."""
    with suppress(FileProblem):
        reading = detect.sniff(path)
        chosen = suggest.suggest(reading, TARGET.fields, path.stem)
        found = preview.Preview()
        for _row in preview.check(sheet.rows(path, reading), chosen, TARGET, reading, found):
            pass
        assert found.read == found.good + found.refused_rows
        list(sheet.rows(path, reading).rows)


@given(st.binary(max_size=600))
def test_any_bytes(content: bytes) -> None:
    with file_of(content) as path:
        opened(path)


@given(tables, st.sampled_from([",", ";", "\t", "|"]), st.sampled_from(["utf-8", "utf-16", "cp850"]), st.sampled_from(["\n", "\r\n", "\r\r\n", "\r"]))  # fmt: skip
def test_any_table_joined_carelessly(
    table: list[list[str]], delimiter: str, encoding: str, end: str
) -> None:
    text = end.join(delimiter.join(row) for row in table)
    with file_of(text.encode(encoding, errors="replace")) as path:
        opened(path)


@cache
def honest(kind: str) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "f"
        if kind == "xls":
            rows: list[list[str | float]] = [["Fecha", "n"]]
            rows += [[f"2026-01-{day:02}", float(day)] for day in range(1, 20)]
            return twins.old_workbook(path, rows).read_bytes()
        makers = {"xlsx": twins.own_incidents, "csv": twins.schools}
        return makers[kind](path).read_bytes()


spots = st.lists(st.tuples(st.integers(0, 1 << 16), st.integers(0, 255)), min_size=1, max_size=12)


@given(st.sampled_from(["csv", "xlsx", "xls"]), spots, st.integers(0, 3))
@settings(max_examples=150)
def test_bytes_changed_in_honest_files(kind: str, changes: list[tuple[int, int]], cut: int) -> None:
    content = bytearray(honest(kind))
    for place, byte in changes:
        content[place % len(content)] = byte
    kept = content[: len(content) - cut * len(content) // 5]
    with file_of(bytes(kept)) as path:
        opened(path)


PARTS = ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/styles.xml", "[Content_Types].xml", "xl/_rels/workbook.xml.rels"]  # fmt: skip


@given(st.sampled_from(PARTS), spots, st.integers(0, 4))
@settings(max_examples=150)
def test_bytes_changed_inside_a_workbook(
    part: str, changes: list[tuple[int, int]], cut: int
) -> None:
    with zipfile.ZipFile(io.BytesIO(honest("xlsx"))) as archive:
        parts = {name: bytearray(archive.read(name)) for name in archive.namelist()}
    inside = parts[part]
    for place, byte in changes:
        inside[place % len(inside)] = byte
    parts[part] = inside[: len(inside) - cut * len(inside) // 5]
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, bytes(content))
    with file_of(packed.getvalue()) as path:
        opened(path)


values = st.sampled_from(
    ["1", "-1", "1e400", "45678.5", "99999999999999", "x", "", "TRUE", "2026-01-01T10:00:00"]
)
kinds = st.sampled_from(["n", "s", "str", "inlineStr", "b", "e", "d", "zz"])


@given(st.lists(st.tuples(kinds, values, st.sampled_from(["A1", "B2", "XFD1", "A1048576", "??", ""])), max_size=6), st.integers(0, 60))  # fmt: skip
@settings(max_examples=80)
def test_cells_of_impossible_kinds(made: list[tuple[str, str, str]], style: int) -> None:
    rows = "".join(
        f'<row><c r="{at}" t="{kind}" s="{style}"><v>{value}</v></c></row>'
        for kind, value, at in made
    )
    xml = f'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{rows}</sheetData></worksheet>'
    packed = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(honest("xlsx"))) as old,
        zipfile.ZipFile(packed, "w") as archive,
    ):
        for name in old.namelist():
            archive.writestr(name, xml if name == "xl/worksheets/sheet1.xml" else old.read(name))
    with file_of(packed.getvalue()) as path:
        opened(path)


def test_an_old_workbook_whose_sheet_begins_wrongly_is_damaged() -> None:
    """Sheets are parsed when they are asked for, long after the workbook was opened."""
    content = bytearray(honest("xls"))
    begins = content.find(b"\x09\x08\x10\x00", content.find(b"\x09\x08\x10\x00") + 4)
    assert begins > 0
    content[begins + 2 : begins + 4] = b"\x10\x43"
    with file_of(bytes(content), "f.xls") as path, pytest.raises(FileProblem):
        detect.sniff(path)
