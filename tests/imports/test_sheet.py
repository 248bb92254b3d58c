# SPDX-License-Identifier: GPL-3.0-or-later
"""Rows as text, and files made to hurt."""

import random
import zipfile
from datetime import date, datetime, time
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.styles import Protection

from desktop.imports import csv_file, detect, errors, reading, sheet, workbook
from tests import twins


def rows_of(path: Path) -> list[list[str]]:
    found = detect.sniff(path)
    return [cells for _number, cells in sheet.rows(path, found).rows]


def test_cells_of_every_kind_become_plain_text(tmp_path: Path) -> None:
    book = Workbook()
    made = book.active
    assert made is not None
    made.append(["when", "day", "hour", "n", "x", "yes", "zeros", "empty", "wrong", "last"])
    made.append(
        [
            datetime.fromisoformat("2026-10-03T14:30"),
            date(2026, 10, 3),
            time(14, 30),
            7,
            2.5,
            True,
            8758,
            None,
            "#N/A",
            3.0,
        ]
    )
    made.cell(2, 7).number_format = "00000"
    made.cell(2, 9).data_type = "e"
    made.cell(2, 1).protection = Protection(locked=True)
    book.save(tmp_path / "f.xlsx")
    assert rows_of(tmp_path / "f.xlsx") == [
        ["2026-10-03 14:30", "2026-10-03", "14:30", "7", "2.5", "1", "08758", "", "", "3"]
    ]


def test_a_formula_is_never_run_and_its_text_never_comes_in(tmp_path: Path) -> None:
    path = twins.own_incidents(tmp_path / "own.xlsx")
    rows = rows_of(path)
    assert len(rows) == 40
    assert {row[6] for row in rows} == {""}  # no result was saved with the formula
    assert [row[5] for row in rows if "1+1" in row[5]] == ["=1+1"]  # text that looks like one


def test_headers_are_usable_names(tmp_path: Path) -> None:
    assert sheet.names([" Fecha \n hecho", "", "n", "n", "n"]) == (
        "Fecha hecho", "#2", "n", "n (2)", "n (3)",
    )  # fmt: skip


def test_short_rows_are_filled_and_long_rows_kept(tmp_path: Path) -> None:
    path = tmp_path / "f.csv"
    path.write_text(
        "fecha,n,barrio\n2026-01-01,1,a\n2026-01-02\n2026-01-03,1,a,,\n2026-01-04,1,a,b\n"
    )
    assert rows_of(path) == [
        ["2026-01-01", "1", "a"],
        ["2026-01-02", "", ""],
        ["2026-01-03", "1", "a"],
        ["2026-01-04", "1", "a", "b"],
    ]


def test_nul_characters_are_dropped(tmp_path: Path) -> None:
    path = tmp_path / "f.csv"
    path.write_bytes(b"fecha,n\n2026-01-01,1\0\n2026-01-02,\0\0002\n")
    assert rows_of(path) == [["2026-01-01", "1"], ["2026-01-02", "2"]]


def test_a_wrong_encoding_is_named_when_a_letter_fails(tmp_path: Path) -> None:
    path = tmp_path / "f.csv"
    path.write_bytes("fecha;barrio\n2026-01-01;Peñón\n".encode("cp1252"))
    with pytest.raises(errors.WrongEncoding):
        detect.sniff(path, {"encoding": "utf-8"})


def bomb(path: Path, name: str, content: bytes) -> Path:
    """Take an honest workbook and swell one of its parts."""
    Workbook().save(path)
    with zipfile.ZipFile(path) as archive:
        parts = {part: archive.read(part) for part in archive.namelist()}
    parts[name] = content
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, inside in parts.items():
            archive.writestr(part, inside)
    return path


def test_a_zip_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    path = bomb(tmp_path / "f.xlsx", "xl/worksheets/sheet1.xml", b" " * 20_000_000)
    assert path.stat().st_size < 100_000
    with pytest.raises(errors.TooLarge):
        detect.sniff(path)


@pytest.mark.parametrize("part", ["xl/styles.xml", "xl/theme/theme1.xml", "docProps/app.xml"])
def test_a_part_that_is_held_in_memory_must_be_small(tmp_path: Path, part: str) -> None:
    """970 kB of styles took 1.4 GB and 12 seconds to read."""
    noise = random.Random(7)
    cells = "".join(f'<xf numFmtId="0" k="{noise.randrange(10**6)}"/>' for _ in range(300_000))
    content = f"<styleSheet><cellXfs>{cells}</cellXfs></styleSheet>".encode()
    path = bomb(tmp_path / "f.xlsx", part, content)
    assert path.stat().st_size < workbook.LARGEST_PART < len(content)
    with pytest.raises(errors.TooLarge):
        detect.sniff(path)


def test_shared_words_under_the_name_of_a_sheet_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "f.xlsx"
    Workbook().save(path)
    with zipfile.ZipFile(path) as archive:
        types = archive.read("[Content_Types].xml")
    moved = b'<Override PartName="/xl/worksheets/sheet9.xml" ContentType="x.sharedStrings+xml"/>'
    bomb(path, "[Content_Types].xml", types.replace(b"</Types>", moved + b"</Types>"))
    with pytest.raises(errors.DamagedFile):
        detect.sniff(path)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_that_grow_are_refused(tmp_path: Path, encoding: str) -> None:
    evil = (
        '<?xml version="1.0"?>'
        + " " * 5_000
        + '<!DOCTYPE s [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><worksheet>&b;</worksheet>'
    )
    path = bomb(tmp_path / "f.xlsx", "xl/worksheets/sheet1.xml", evil.encode(encoding))
    with pytest.raises(errors.DamagedFile):
        detect.sniff(path)


def test_a_zip_that_is_no_workbook_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "f.xlsx", "w") as archive:
        archive.writestr("word/document.xml", "<x/>")
    with pytest.raises(errors.NotASpreadsheet):
        detect.sniff(tmp_path / "f.xlsx")


def test_an_encrypted_workbook_is_named_as_such(tmp_path: Path) -> None:
    path = tmp_path / "f.xlsx"
    path.write_bytes(
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le")
    )
    with pytest.raises(errors.LockedFile):
        detect.sniff(path)


def test_limits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "f.csv"
    path.write_text("a,b\n" + "1,2\n" * 50)
    found = detect.sniff(path)
    monkeypatch.setattr(sheet, "MOST_ROWS", 20)
    with pytest.raises(errors.TooLarge):
        list(sheet.rows(path, found).rows)
    monkeypatch.setattr(sheet, "LARGEST_FILE", 100)
    with pytest.raises(errors.TooLarge):
        detect.sniff(path)
    monkeypatch.undo()
    monkeypatch.setattr(csv_file, "LONGEST_LINE", 10)
    path.write_text("a,b\n" + "1" * 50 + ",2\n")
    with pytest.raises(errors.TooLarge):
        detect.sniff(path)


def test_a_cell_longer_than_any_cell_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "f.csv"
    path.write_text("a,b\n1," + "x" * 200_000 + "\n")
    with pytest.raises(errors.TooLarge):
        detect.sniff(path)


def test_a_workbook_with_too_many_cells_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = twins.own_incidents(tmp_path / "own.xlsx")
    monkeypatch.setattr(workbook, "MOST_CELLS", 20)
    with pytest.raises(errors.TooLarge):
        detect.sniff(path)


def test_settings_of_a_reading_come_back(tmp_path: Path) -> None:
    found = detect.sniff(twins.district_months(tmp_path / "m.csv"))
    again = reading.Reading("csv").changed(found.settings())
    assert again.settings() == found.settings()


def test_an_old_workbook_with_one_cell_far_away_reads_like_any_other(tmp_path: Path) -> None:
    blank: list[str | float] = []
    rows: list[list[str | float]] = [["a", "b"], ["1", "2"], *[blank] * 40_000]
    rows.append([*[""] * 200, "z"])
    path = twins.old_workbook(tmp_path / "far.xls", rows)
    found = list(workbook.xls_rows(path, "Hoja1"))
    assert found[:3] == [["a", "b"], ["1", "2"], []]
    assert found[-1][-1] == "z"
    assert sum(map(len, found)) < 300
