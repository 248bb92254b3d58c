# SPDX-License-Identifier: GPL-3.0-or-later
"""Twins of files that may not be copied: invented places and numbers, the same quirks."""

import csv
import os
import random
import struct
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

from openpyxl import Workbook

# Invented departments and municipalities; codes begin where the official ones do not reach.
_REGIONS = (
    "VALLE CLARO",
    "SERRANÍA NORTE",
    "COSTA AZUL",
    "LLANOS DEL ESTE",
    "NARANJAL",
    "BRUMAS D.C.",
)
_FIRST = ("SAN", "SANTA", "PUERTO", "VILLA", "EL", "LA", "MONTE", "AGUA", "CERRO", "RÍO")
_SECOND = ("ALMENDRO", "BRISA", "CEIBA", "ESPERANZA", "GUADUA", "JILGUERO", "LAUREL", "MAGÜEY", "NIÑEZ", "OCASO", "PALMA", "ROCÍO")  # fmt: skip
PORT = "PUERTO NIEBLA"
POLICE_HEADER = ("FECHA_HECHO", "COD_DEPTO", "DEPARTAMENTO", "COD_MUNI", "MUNICIPIO", "CANTIDAD")
POLICE_ROWS = 8_805
POLICE_PORT_ROWS = 93


def real(*parts: str) -> Path | None:
    """Return a file that others published, where VEREDA_REAL_DATA names the folder it lies in."""
    folder = os.environ.get("VEREDA_REAL_DATA")
    path = Path(folder, *parts) if folder else None
    return path if path and path.is_file() else None


def extortions(path: Path, rows: int = POLICE_ROWS) -> Path:
    """Police extortion records: every cell quoted, M/D/YYYY, codes with zeros, equal rows, one year."""
    chance = random.Random(76)
    towns = _towns(chance, 716)
    first = date(2025, 1, 1)
    port_rows = set(chance.sample(range(rows), min(POLICE_PORT_ROWS, rows)))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, quoting=csv.QUOTE_ALL, lineterminator="\n")
        writer.writerow(POLICE_HEADER)
        for number in range(rows):
            day = first + timedelta(days=267 * number // rows)
            town = ("06", "COSTA AZUL", "06109", PORT) if number in port_rows else towns[int(chance.paretovariate(1.1)) % len(towns)]  # fmt: skip
            writer.writerow([f"{day.month}/{day.day}/{day.year}", *town, "1"])
    return path


def district_months(path: Path, rows: int = 600) -> Path:
    """Counts by police district and month: Latin-1, semicolons, 60 columns, many empty cells."""
    chance = random.Random(21)
    counted = ["hom_doloso", "lesao_corp_dolosa", "estupro", "roubo_comercio", "roubo_carga", "sequestro", "extorsao", "ameaca", "pessoas_desaparecidas"]  # fmt: skip
    counted += [f"indicador_{number}" for number in range(1, 43)]
    header = [
        "CISP",
        "mes",
        "vano",
        "mes_ano",
        "AISP",
        "RISP",
        "munic",
        "mcirc",
        "Regiao",
        *counted,
    ]
    assert len(header) == 60
    towns = ["Vila São João", "Conceição da Serra", "Três Irmãos", "Açudinho", "Ponta do Céu"]
    with path.open("w", encoding="latin-1", newline="") as file:
        writer = csv.writer(file, delimiter=";", lineterminator="\n")
        writer.writerow(header)
        for number in range(rows):
            year, month = 2003 + number % 14, number % 12 + 1
            town = number % len(towns)
            cells = [
                str(min(int(chance.expovariate(0.2)), 99)) if chance.random() > 0.1 else ""
                for _name in counted
            ]
            if year < 2010:
                cells[20:] = [""] * len(cells[20:])
            writer.writerow(
                [
                    1 + number % 40,
                    month,
                    year,
                    f"{year}m{month}",
                    5,
                    1,
                    towns[town],
                    f"33{town:05}",
                    "Capital",
                    *cells,
                ]
            )
    return path


def installations(path: Path) -> Path:
    """A short list with dates of two-digit years, day first, Latin-1, semicolons."""
    places = ["Morro do Sabiá", "Conjunto Manhã", "Parque Coração", "Baixa da Maçã", "Vila Limão"]
    with path.open("w", encoding="latin-1", newline="") as file:
        writer = csv.writer(file, delimiter=";", lineterminator="\n")
        writer.writerow(["Data", "Unidade", "Favela", "Localidade", "Zona"])
        for number in range(42):
            day = date(2008, 12, 19) + timedelta(days=57 * number)
            place = places[number % len(places)]
            writer.writerow(
                [day.strftime("%d/%m/%y"), f"{number + 1}ª UPP", place, f"{place} / Leste", "Norte"]
            )
    return path


def dictionary(path: Path) -> Path:
    """A workbook with title lines above its header, saved under the wrong extension .xls."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "dicionario"
    sheet.append(["Instituto de Estatística Inventado"])
    sheet.append([])
    sheet.append(["Dicionário de variáveis"])
    sheet.append(["Variável", "Descrição da variável", "Contagem", "Observação", "Grupo"])
    for number in range(1, 57):
        sheet.append([f"var_{number}", f"Descrição número {number}", "vítima" if number % 2 else "caso", None, "CRIMES VIOLENTOS"])  # fmt: skip
    book.save(path.with_suffix(".xlsx"))
    return path.with_suffix(".xlsx").rename(path.with_suffix(".xls"))


def schools(path: Path, rows: int = 60) -> Path:
    """Latin-1 with lines ending \\r\\r\\n: a blank row after every record."""
    lines = [
        "OBJECTID,Shape,nombre_establecimiento,sector,codigo_comuna,nombre_barrio,longitud,latitud"
    ]
    for number in range(1, rows + 1):
        lines.append(f'{number},"(47{number:05}.5, 22{number:05}.25)",Institución Señor {number},Oficial,{number % 16:02},Barrio Peñón,-75.6{number},6.2{number}')  # fmt: skip
    path.write_bytes("\r\r\n".join([*lines, ""]).encode("latin-1"))
    return path


def own_incidents(path: Path, rows: int = 40) -> Path:
    """A field team's own workbook: real dates, numbers shown with zeros, a formula, words of theirs."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Registro"
    sheet.append(
        [
            "Fecha del hecho",
            "Tipo de incidente",
            "Barrio",
            "Víctimas",
            "Cód. municipio",
            "Observaciones",
            "Doble",
        ]
    )
    kinds = ["EXTORSIÓN", "Amenazas", "hurto a personas", "Balacera", "Paso negado"]
    for number in range(rows):
        row = number + 2
        sheet.append([date(2026, 1, 1) + timedelta(days=number), kinds[number % 5], f"Sector {number % 4 + 1}", number % 3, 8_758 + number % 2, "=1+1" if number == 3 else "Sin novedad", f"=D{row}*2"])  # fmt: skip
        sheet.cell(row, 5).number_format = "00000"
        sheet.cell(row, 6).data_type = "s"
    book.save(path)
    return path


def old_workbook(path: Path, rows: Sequence[Sequence[str | float]], sheet: str = "Hoja1") -> Path:
    """A true .xls: BIFF8 records in an OLE container, written by hand because nothing else does."""
    path.write_bytes(_container(_biff(rows, sheet)))
    return path


def _towns(chance: random.Random, n: int) -> list[tuple[str, str, str, str]]:
    towns = []
    for number in range(n):
        region = number % len(_REGIONS)
        name = f"{chance.choice(_FIRST)} {chance.choice(_SECOND)} {number}"
        towns.append((f"{region + 4:02}", _REGIONS[region], f"{region + 4:02}{number:03}", name))
    return towns


def _record(kind: int, body: bytes) -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def _unicode(text: str, size: str) -> bytes:
    return struct.pack(f"<{size}B", len(text), 1) + text.encode("utf-16-le")


def _biff(rows: Sequence[Sequence[str | float]], name: str) -> bytes:
    begin = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0005, 0x0DBB, 0x07CC, 0, 6))
    end = _record(0x000A, b"")
    bound = _unicode(name, "B")
    start = len(begin) + 4 + 6 + len(bound) + len(end)
    book = begin + _record(0x0085, struct.pack("<IBB", start, 0, 0) + bound) + end
    sheet = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0x0DBB, 0x07CC, 0, 6))
    for y, cells in enumerate(rows):
        for x, cell in enumerate(cells):
            place = struct.pack("<HHH", y, x, 0)
            if isinstance(cell, str):
                sheet += _record(0x0204, place + _unicode(cell, "H"))
            else:
                sheet += _record(0x0203, place + struct.pack("<d", cell))
    return book + sheet + end


def _container(stream: bytes) -> bytes:
    """Wrap a stream as the only file, "Workbook", of an OLE compound document."""
    stream = stream.ljust(max(4096, -(-len(stream) // 512) * 512), b"\0")
    sectors = len(stream) // 512
    assert sectors + 2 <= 128, "one FAT sector is enough for a test"
    chain = [0xFFFFFFFD, 0xFFFFFFFE, *range(3, sectors + 2), 0xFFFFFFFE]
    fat = struct.pack("<128I", *chain, *[0xFFFFFFFF] * (128 - len(chain)))
    header = struct.pack(
        "<8s16sHHHHH6sIIIIIIIII109I", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"", 0x3E, 3, 0xFFFE, 9, 6, b"", 0, 1, 1, 0,
        4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0, 0, *[0xFFFFFFFF] * 108,
    )  # fmt: skip
    none = 0xFFFFFFFF
    directory = _entry("Root Entry", 5, none, none, 1, 0xFFFFFFFE, 0)
    directory += _entry("Workbook", 2, none, none, none, 2, len(stream))
    directory += bytes(128) * 2
    return header + fat + directory + stream


def _entry(name: str, kind: int, left: int, right: int, child: int, start: int, size: int) -> bytes:
    text = name.encode("utf-16-le") + b"\0\0"
    return struct.pack(
        "<64sHBBIII16sIQQIQ",
        text,
        len(text),
        kind,
        1,
        left,
        right,
        child,
        b"",
        0,
        0,
        0,
        start,
        size,
    )
