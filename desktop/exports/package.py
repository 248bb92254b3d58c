# SPDX-License-Identifier: GPL-3.0-or-later
"""The files of a dataset as bytes: tables, descriptor, codebook, risk figures, terms.

The same secret and the same data give the same bytes: nothing here asks the time or the machine.
"""

import csv
import html
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from hashlib import sha256
from typing import Any

from desktop.anonymity.table import STAR
from desktop.core import i18n
from desktop.core.cells import safe
from desktop.core.i18n import _
from desktop.exports import words
from desktop.exports.sheets import Heading, Sheet

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
MISSING = ["", STAR]
SUMS = "SHA256SUMS"


def files(
    sheets: Sequence[Sheet],
    recipient: str,
    day: date,
    figures: Mapping[str, Any],
    promise: Iterable[str],
) -> dict[str, bytes]:
    """Return every file by its path in the folder, in the language in force."""
    made = {path(sheet): _csv([words.headers(sheet), *sheet.rows]) for sheet in sheets}
    tables = dict(made)
    entries = _entries(sheets)
    made["codebook.csv"] = _csv([_entry_headers(), *entries])
    made["codebook.html"] = _html(entries)
    made["risk.json"] = _json(figures)
    made["README.txt"] = _readme(sheets, recipient, day, promise).encode()
    made["datapackage.json"] = _json(_descriptor(sheets, recipient, day, tables))
    made[SUMS] = "".join(
        f"{sha256(content).hexdigest()}  {name}\n" for name, content in sorted(made.items())
    ).encode("ascii")
    return made


def path(sheet: Sheet) -> str:
    """Return where a table stands in the folder."""
    return f"{'tables' if sheet.counts else 'data'}/{sheet.name}.csv"


def _csv(rows: Iterable[Sequence[str]]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")  # RFC 4180
    writer.writerows([safe(cell) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8")


def _json(value: Any) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=2, sort_keys=True) + "\n").encode()


def _descriptor(
    sheets: Sequence[Sheet], recipient: str, day: date, tables: Mapping[str, bytes]
) -> dict[str, Any]:
    return {
        "$schema": PROFILE,
        "name": f"vereda-{recipient}-{day.isoformat()}",
        "title": _("Anonymised dataset"),
        "description": words.recipient(recipient),
        "version": day.isoformat(),
        "resources": [_resource(sheet, sheets, tables[path(sheet)]) for sheet in sheets],
    }


def _resource(sheet: Sheet, sheets: Sequence[Sheet], content: bytes) -> dict[str, Any]:
    names = words.headers(sheet)
    schema: dict[str, Any] = {
        "fields": [
            _field(one, name, set(sheet.column(one.name)))
            for one, name in zip(sheet.headings, names, strict=True)
        ],
        "missingValues": MISSING,
    }
    keys = [name for one, name in zip(sheet.headings, names, strict=True) if one.role == "key"]
    if keys and not sheet.linked_to:
        schema["primaryKey"] = keys
    elif keys:
        other = next(one for one in sheets if one.name == sheet.linked_to)
        target = [words.heading_title(one) for one in other.headings if one.role == "key"]
        reference = {"resource": sheet.linked_to, "fields": target}
        schema["foreignKeys"] = [{"fields": keys, "reference": reference}]
    return {
        "name": sheet.name,
        "title": words.sheet_title(sheet),
        "type": "table",
        "path": path(sheet),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": f"sha256:{sha256(content).hexdigest()}",
        "schema": schema,
    }


def _field(one: Heading, name: str, values: set[str]) -> dict[str, Any]:
    made: dict[str, Any] = {"name": name, "type": "integer" if one.role == "count" else "string"}
    if level := words.level(one):
        made["description"] = level
    known = sorted(values - set(MISSING))
    labels = [{"value": value, "label": words.label(one, value) or value} for value in known]
    if one.role in ("quasi", "sensitive", "label"):
        made["categories"] = labels
    return made


def _entry_headers() -> list[str]:
    return [_("File"), _("Column"), _("Level"), _("In the file"), _("Meaning")]


def _entries(sheets: Sequence[Sheet]) -> list[tuple[str, ...]]:
    """Return a line for every answer of every column, in the order of the files."""
    found: list[tuple[str, ...]] = []
    for sheet in sheets:
        for one, name in zip(sheet.headings, words.headers(sheet), strict=True):
            start = (path(sheet), name, words.level(one))
            if one.role == "key":
                found.append((*start, "", _("A name made for this release only")))
            elif one.role == "count":
                found.append((*start, "", _("A number")))
                found.append((*start, STAR, words.label(one, STAR)))
            else:
                found += [
                    (*start, value, words.label(one, value))
                    for value in sorted(set(sheet.column(one.name)))
                ]
    return found


def _html(entries: Sequence[Sequence[str]]) -> bytes:
    cells = [
        "<tr>" + "".join(f"<td>{html.escape(cell)}</td>" for cell in row) + "</tr>"
        for row in entries
    ]
    head = "".join(f"<th>{html.escape(cell)}</th>" for cell in _entry_headers())
    title = html.escape(_("Codebook"))
    return (
        f'<!DOCTYPE html>\n<html lang="{i18n.language().replace("_", "-")}">\n<head>'
        f'<meta charset="utf-8"><title>{title}</title></head>\n<body>\n<h1>{title}</h1>\n'
        f"<table>\n<thead><tr>{head}</tr></thead>\n<tbody>\n"
        + "\n".join(cells)
        + "\n</tbody>\n</table>\n</body>\n</html>\n"
    ).encode()


def _readme(sheets: Sequence[Sheet], recipient: str, day: date, promise: Iterable[str]) -> str:
    lines = [
        _("Anonymised dataset"),
        _("For whom: {recipient}").format(recipient=words.recipient(recipient)),
        _("Day: {day}").format(day=i18n.format_day(day)),
        "",
        *promise,
        "",
        _("What is in this folder"),
        *(f"  {path(sheet)}  {words.sheet_title(sheet)}" for sheet in sheets),
        f"  codebook.csv, codebook.html  {_('What every column and every answer means')}",
        f"  datapackage.json  {_('The same for programs (Data Package)')}",
        f"  risk.json  {_('How easily somebody could be found, in figures')}",
        f"  {SUMS}  {_('Checksums')}",
        "",
        _("Terms"),
        _("Do not try to find out who is behind a row, and do not help anybody to do so."),
        _("Do not join these tables with other data about people."),
        _("If you believe that you can recognise somebody, tell us and nobody else."),
        _("A star stands for what was hidden to protect people; do not work it out."),
        *(() if recipient == "public" else (_("Do not pass these files on."),)),
    ]
    return "\n".join(lines) + "\n"
