# SPDX-License-Identifier: GPL-3.0-or-later
"""What a file is, whatever its name says."""

import csv
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook

from desktop.imports import detect, errors, sheet
from tests import twins


def written(path: Path, text: str, encoding: str = "utf-8") -> Path:
    path.write_bytes(text.encode(encoding))
    return path


def test_month_first_dates_and_leading_zeros_are_seen(tmp_path: Path) -> None:
    reading = detect.sniff(twins.extortions(tmp_path / "police.csv"))
    assert (reading.kind, reading.encoding, reading.delimiter) == ("csv", "utf-8", ",")
    assert (reading.header_row, reading.date_order, reading.decimal) == (1, "mdy", ".")
    looks = {column.name: column.looks for column in reading.columns}
    assert looks["FECHA_HECHO"] == "date"
    assert looks["COD_MUNI"] == looks["COD_DEPTO"] == "code"
    assert looks["CANTIDAD"] == "number"


def test_latin_1_with_semicolons_opens_with_the_right_letters(tmp_path: Path) -> None:
    path = twins.district_months(tmp_path / "months.csv")
    reading = detect.sniff(path)
    assert (reading.encoding, reading.delimiter, reading.decimal) == ("cp1252", ";", ",")
    table = sheet.rows(path, reading)
    rows = [cells for _number, cells in table.rows]
    assert len(table.header) == 60
    assert {row[6] for row in rows} >= {"Vila São João", "Conceição da Serra", "Três Irmãos"}
    assert all(len(row) == 60 for row in rows)
    assert any("" in row for row in rows)


def test_two_digit_years_day_first(tmp_path: Path) -> None:
    reading = detect.sniff(twins.installations(tmp_path / "units.csv"))
    assert reading.date_order == "dmy"
    assert reading.columns[0].looks == "date"


def test_an_xlsx_called_xls_opens_and_its_header_is_found_under_the_title(tmp_path: Path) -> None:
    path = twins.dictionary(tmp_path / "dictionary.xls")
    reading = detect.sniff(path)
    assert (reading.kind, reading.sheet, reading.header_row) == ("xlsx", "dicionario", 4)
    table = sheet.rows(path, reading)
    assert table.header[1] == "Descrição da variável"
    assert next(table.rows) == (
        5,
        ["var_1", "Descrição número 1", "vítima", "", "CRIMES VIOLENTOS"],
    )


def test_a_true_xls_opens_under_any_name(tmp_path: Path) -> None:
    path = twins.old_workbook(
        tmp_path / "list.csv", [["Fecha", "Edad", "Ñandú"], ["2026-01-02", 3.0, "á"], ["2026-01-03", 4.5, "b"]]
    )  # fmt: skip
    reading = detect.sniff(path)
    assert (reading.kind, reading.sheets, reading.header_row) == ("xls", ("Hoja1",), 1)
    assert list(sheet.rows(path, reading).rows) == [
        (2, ["2026-01-02", "3", "á"]),
        (3, ["2026-01-03", "4.5", "b"]),
    ]


def test_doubled_line_ends_leave_no_blank_rows(tmp_path: Path) -> None:
    path = twins.schools(tmp_path / "schools.csv", rows=60)
    reading = detect.sniff(path)
    assert reading.line_end == "\r\r\n"
    rows = list(sheet.rows(path, reading).rows)
    assert len(rows) == 60
    assert rows[0][1][1:3] == ["(4700001.5, 2200001.25)", "Institución Señor 1"]


@pytest.mark.parametrize(
    ("encoding", "expected"),
    [("utf-8", "utf-8"), ("utf-8-sig", "utf-8-sig"), ("utf-16", "utf-16"), ("cp1252", "cp1252"),
     ("cp850", "cp850"), ("mac_roman", "mac_roman"), ("utf-32", "utf-32")],
)  # fmt: skip
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_encodings_and_delimiters(
    tmp_path: Path, encoding: str, expected: str, delimiter: str
) -> None:
    lines = [["Fecha", "Barrio", "Observación"]]
    lines += [[f"{day}/01/2026", "Peñón", "Niñez y educación"] for day in range(1, 29)]
    text = "\n".join(delimiter.join(line) for line in lines)
    reading = detect.sniff(written(tmp_path / "f", text, encoding))
    assert (reading.encoding, reading.delimiter) == (expected, delimiter)
    assert reading.columns[1].values == ("Peñón",)


def test_a_line_that_names_the_delimiter_is_not_a_row(tmp_path: Path) -> None:
    path = written(tmp_path / "f.csv", "sep=;\nfecha;n\n13/01/2026;1,5\n14/01/2026;2,5\n")
    reading = detect.sniff(path)
    table = sheet.rows(path, reading)
    assert (reading.delimiter, reading.header_row, table.header) == (";", 2, ("fecha", "n"))
    assert [number for number, _cells in table.rows] == [3, 4]


@pytest.mark.parametrize(
    ("dates", "order"),
    [
        (["1/2/2025", "1/13/2025"], "mdy"),
        (["1/2/2025", "13/1/2025"], "dmy"),
        (["2025-01-02", "2025-02-03"], "ymd"),
        (["1/2/2025", "3/4/2025"], ""),
        (["13/1/2025", "1/13/2025"], ""),
        (["02.01.2025 14:30", "31.01.2025 08:00"], "dmy"),
    ],
)
def test_the_order_of_dates_is_known_or_asked(tmp_path: Path, dates: list[str], order: str) -> None:
    path = written(tmp_path / "f.csv", "\n".join(["fecha,n", *(f"{day},1" for day in dates)]))
    reading = detect.sniff(path)
    assert reading.date_order == order
    assert reading.dates_are_unclear() == (order == "")


@pytest.mark.parametrize(("numbers", "decimal"), [(["1,5", "2,25"], ","), (["1.5", "10"], "."), (["1.234,5", "2"], ",")])  # fmt: skip
def test_decimal_marks(tmp_path: Path, numbers: list[str], decimal: str) -> None:
    path = tmp_path / "f.csv"
    with path.open("w", newline="") as file:
        csv.writer(file).writerows([["n", "m"], *([number, "x"] for number in numbers)])
    assert detect.sniff(path).decimal == decimal


def test_a_table_without_header_keeps_its_first_row(tmp_path: Path) -> None:
    path = written(
        tmp_path / "f.csv", "2026-01-01,5,Centro\n2026-01-02,6,Norte\n2026-01-03,7,Sur\n"
    )
    reading = detect.sniff(path)
    table = sheet.rows(path, reading)
    assert (reading.header_row, table.header) == (0, ("#1", "#2", "#3"))
    assert len(list(table.rows)) == 3


def test_the_first_sheet_with_rows_is_taken_and_another_can_be_named(tmp_path: Path) -> None:
    book = Workbook()
    first = book.active
    assert first is not None
    first.title = "Portada"
    for name in ("Oculta", "Datos", "Más"):
        made = book.create_sheet(name)
        made.append(["fecha", "n"])
        made.append(["2026-01-01", 1])
    book["Oculta"].sheet_state = "hidden"
    book.save(tmp_path / "f.bin")
    reading = detect.sniff(tmp_path / "f.bin")
    assert (reading.sheet, reading.sheets) == ("Datos", ("Portada", "Datos", "Más", "Oculta"))
    assert detect.sniff(tmp_path / "f.bin", {"sheet": "Más"}).sheet == "Más"
    with pytest.raises(errors.NoSuchSheet):
        detect.sniff(tmp_path / "f.bin", {"sheet": "Otra"})


def test_settings_made_by_hand_win(tmp_path: Path) -> None:
    path = written(tmp_path / "f.csv", "título\nfecha;n\n1/2/2025;1\n3/4/2025;2\n", "cp1252")
    chosen = {"encoding": "ISO-8859-1", "delimiter": "semicolon", "header_row": 2, "date_order": "mdy", "decimal": "."}  # fmt: skip
    reading = detect.sniff(path, chosen)
    assert (reading.encoding, reading.delimiter, reading.header_row) == ("latin-1", ";", 2)
    assert (reading.date_order, reading.decimal) == ("mdy", ".")
    assert detect.sniff(path, reading.settings()) == reading


@pytest.mark.parametrize(
    "setting",
    [{"delimiter": "x"}, {"encoding": "rot13"}, {"header_row": -1}, {"header_row": True}, {"date_order": "dym"},
     {"decimal": "'"}, {"colour": "red"}, {"header_row": "2"}, {"sheet": "x"}],
)  # fmt: skip
def test_impossible_settings_are_named(tmp_path: Path, setting: dict[str, object]) -> None:
    path = written(tmp_path / "f.csv", "fecha;n\n1/2/2025;1\n")
    with pytest.raises(errors.BadReading):
        detect.sniff(path, setting)


def test_each_kind_of_wrong_file_has_a_name(tmp_path: Path) -> None:
    cases: list[tuple[bytes, type[errors.FileProblem]]] = [
        (b"", errors.EmptyFile),
        (b"\n\n \n", errors.EmptyFile),
        (b"%PDF-1.7\nabc", errors.NotASpreadsheet),
        (b"\x89PNG\r\n\x1a\n\0\0\0\r", errors.NotASpreadsheet),
        (b"<!DOCTYPE html><table><tr><td>1", errors.NotASpreadsheet),
        (b'{"type": "FeatureCollection"}', errors.MapFile),
        (b'\xef\xbb\xbf[\n {"a": 1}]', errors.MapFile),
        (b"PK\x03\x04 and nothing more", errors.DamagedFile),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 broken", errors.DamagedFile),
        (bytes(range(1, 32)) * 40, errors.NotASpreadsheet),
        (b'a,b\n"1,2\n3,4\n', errors.BrokenQuotes),
    ]
    for content, error in cases:
        path = tmp_path / "f"
        path.write_bytes(content)
        with pytest.raises(error):
            detect.sniff(path)
    with pytest.raises(errors.UnreadableFile):
        detect.sniff(tmp_path / "missing.csv")
    with pytest.raises(errors.UnreadableFile):
        detect.sniff(tmp_path)


REAL: list[tuple[tuple[str, ...], dict[str, object], int]] = [
    (("incidents", "co_policia_extorsiones_2025.csv"), {"date_order": "mdy", "encoding": "utf-8"}, 8_805),
    (("incidents", "br_rj_isp_BaseDPEvolucaoMensalCisp.csv"), {"encoding": "cp1252", "delimiter": ";"}, 23_323),
    (("incidents", "br_rj_isp_UppDatasDeInstalacao.csv"), {"date_order": "dmy", "encoding": "cp1252"}, 42),
    (("incidents", "br_rj_isp_DicionarioVariaveisDOMensal.xls"), {"kind": "xlsx", "header_row": 4}, 56),
    (("geo", "co_medellin_sedes_educativas.csv"), {"encoding": "cp1252", "line_end": "\r\r\n"}, 779),
    (("codes", "mx_inegi_municipios.csv"), {"encoding": "utf-8"}, 2_475),
]  # fmt: skip


@pytest.mark.real_data
@pytest.mark.parametrize(("parts", "expected", "rows"), REAL)
def test_the_real_files_open_too(
    parts: tuple[str, ...], expected: dict[str, object], rows: int
) -> None:
    path = twins.real(*parts)
    if path is None:
        pytest.skip("VEREDA_REAL_DATA does not name a folder with this file")
    reading = detect.sniff(path)
    assert {name: getattr(reading, name) for name in expected} == expected
    assert sum(1 for _row in sheet.rows(path, reading).rows) == rows


Maker = Callable[[Path], Path]


@pytest.mark.parametrize("maker", [twins.extortions, twins.district_months, twins.installations, twins.schools])  # fmt: skip
def test_names_do_not_matter(tmp_path: Path, maker: Maker) -> None:
    right = detect.sniff(maker(tmp_path / "right.csv"))
    wrong = detect.sniff(maker(tmp_path / "wrong.xlsx"))
    assert right == wrong
