# SPDX-License-Identifier: GPL-3.0-or-later
"""Anonymise a CSV file by a file of roles and a folder of hierarchies; the command's own work."""

import csv
import json
import tomllib
from collections.abc import Mapping
from io import StringIO
from pathlib import Path

from desktop.anonymity.engine import Mode, Result, anonymise, check_request
from desktop.anonymity.hierarchy import Hierarchy, read_hierarchy
from desktop.anonymity.models import Models
from desktop.anonymity.table import Role, Table
from desktop.core.errors import UserError
from desktop.core.i18n import N_

DELIMITERS = ";,\t|"
ENCODINGS = ("utf-8-sig", "cp1252")
DATA = "data.csv"
REPORT = "report.json"


def anonymise_files(  # noqa: PLR0913 - the words of the command line
    table: Path,
    roles: Path,
    hierarchies: Path,
    out: Path,
    *,
    k: int,
    l: int | None = None,  # noqa: E741 - the name the literature gives it
    t: float | None = None,
    suppression: float = 0.0,
    mode: str = Mode.GLOBAL,
    force: bool = False,
) -> Result:
    """Write `data.csv` and `report.json` into the folder `out`; nothing if anything is wrong."""
    check_request(Models(k, l, t), suppression, mode)
    if not force and _occupied(out):
        raise UserError(
            N_("{folder} exists and is not empty. Nothing was written."), folder=out.name
        )
    said = read_roles(roles)
    read, delimiter = read_table(table)
    trees = read_hierarchies(hierarchies, [name for name in said if said[name] == Role.QUASI])
    result = anonymise(read, said, trees, k=k, l=l, t=t, suppression=suppression, mode=mode)
    _write(out, result, delimiter)
    return result


def read_table(path: Path) -> tuple[Table, str]:
    """Read a CSV file with a header; gives the table and the delimiter its header line uses."""
    text = _text(path)
    delimiter = max(DELIMITERS, key=text.partition("\n")[0].count)
    rows = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        header = next(rows, [])
        if not header:
            raise UserError(N_("{file} is empty."), file=path.name)
        # A blank line is no row, but in a table of one column it is an empty cell.
        blank = [""] if len(header) == 1 else []
        return Table.of_rows(header, (row or blank for row in rows if row or blank)), delimiter
    except csv.Error as error:
        raise UserError(N_("{file} is not a table of text."), file=path.name) from error


def read_roles(path: Path) -> dict[str, str]:
    """Read ROLES.toml: one table `[columns]`, name = "quasi", "sensitive" and so on."""
    try:
        columns = tomllib.loads(_text(path)).get("columns")
    except tomllib.TOMLDecodeError as error:
        raise UserError(N_("{file} is not written in TOML."), file=path.name) from error
    if not isinstance(columns, dict):
        raise UserError(N_("{file} has no table [columns]."), file=path.name)
    return {name: str(role) for name, role in columns.items()}


def read_hierarchies(folder: Path, names: list[str]) -> dict[str, Hierarchy]:
    """Read `<name>.csv` of each column, or else the one file that ends in `_<name>.csv`."""
    if not folder.is_dir():
        raise UserError(N_("There is no folder {folder}."), folder=folder.name)
    files = {path.name: path for path in sorted(folder.iterdir()) if path.is_file()}
    return {name: read_hierarchy(_find(files, name), name) for name in names}


def report(result: Result) -> dict[str, object]:
    """Say what was asked, what came out and what it cost, in the form of `report.json`."""
    return {
        "mode": str(result.mode),
        "k": result.models.k,
        "l": result.models.l,
        "t": result.models.t,
        "gcp": result.gcp,
        "suppressed": int(result.suppressed.sum()),
        "classes": result.classes,
        "levels": dict(result.levels),
        "seconds": round(result.seconds, 3),
        "rows": result.table.rows,
        "optimal": result.optimal,
        "losses": dict(result.losses),
        "withheld": list(result.withheld),
    }


def _write(out: Path, result: Result, delimiter: str) -> None:
    """Write both files aside and move them into place, so that no half file ever stands there."""
    out.mkdir(parents=True, exist_ok=True)
    data, summary = out / f"{DATA}.part", out / f"{REPORT}.part"
    with data.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=delimiter, lineterminator="\n")
        writer.writerow(result.table.names)
        writer.writerows(result.rows())
    summary.write_text(json.dumps(report(result), indent=2, ensure_ascii=False) + "\n", "utf-8")
    data.replace(out / DATA)
    summary.replace(out / REPORT)


def _find(files: Mapping[str, Path], name: str) -> Path:
    if f"{name}.csv" in files:
        return files[f"{name}.csv"]
    found = [path for file, path in files.items() if file.endswith(f"_{name}.csv")]
    if not found:
        raise UserError(N_("There is no hierarchy for {column}."), column=name)
    if len(found) > 1:
        raise UserError(N_("More than one file could be the hierarchy of {column}."), column=name)
    return found[0]


def _text(path: Path) -> str:
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise UserError(N_("{file} cannot be opened."), file=path.name) from error
    for encoding in ENCODINGS:
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UserError(N_("{file} is not a table of text."), file=path.name)


def _occupied(out: Path) -> bool:
    return out.exists() and (not out.is_dir() or any(out.iterdir()))
