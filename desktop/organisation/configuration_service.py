# SPDX-License-Identifier: GPL-3.0-or-later
"""The configuration of an office in a file: what another office may begin with, about nobody.

Programmes, questions, codes, offices, targets, what is switched on, and the parts of the rooms
above. No person, no word anybody signs in with, no money: the file may be carried openly. Loading
adds and rewords, and takes nothing away.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from desktop.core import files, journal, records
from desktop.core.errors import InvalidRecord
from desktop.core.tables import Record, table_of
from desktop.core.work import Work
from desktop.organisation import carried_service, own_service, parts_service, service
from desktop.organisation.parts_service import NotConfiguration, Part, Values

if TYPE_CHECKING:
    from desktop.core.store import Workspace

FORM = "vereda-configuration/1"
LARGEST = 4_000_000
Parts = Mapping[str, Part]


def save(workspace: "Workspace", target: Path, more: Parts | None = None) -> int:
    """Write the configuration into a file; returns how many things it holds."""
    with workspace.work(write=True) as work:
        content = written(work, more)
        journal.write(work, "save_configuration", "configuration")
    files.replace(target, json.dumps(content, ensure_ascii=False, indent=1).encode())
    return sum(len(one) for one in content["parts"].values())


def load(workspace: "Workspace", source: Path, more: Parts | None = None) -> tuple[int, int]:
    """Take a configuration over, whole or not at all; returns how much is new and changed."""
    with workspace.work() as work:
        work.may("settings")
    try:
        if source.stat().st_size > LARGEST:
            raise NotConfiguration
        content = json.loads(source.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        raise NotConfiguration from None
    with workspace.work(write=True) as work:
        return taken(work, content, more)


def written(work: Work, more: Parts | None = None) -> dict[str, Any]:
    """Return the configuration as plain data; ``more`` are the parts of the rooms above."""
    work.may("settings")
    about = service.about(work)
    parts = {
        name: [parts_service.plain(work, part, one) for one in _held(work, part)]
        for name, part in _all(more).items()
    }
    return {
        "form": FORM,
        "country": about.country,
        "language": about.language,
        "smallest_cell": about.smallest_cell,
        "settings": carried_service.written(work),
        "parts": parts,
    }


def taken(work: Work, content: Any, more: Parts | None = None) -> tuple[int, int]:
    """Write a configuration into a workspace; NotConfiguration, and nothing written, otherwise."""
    work.may("settings")
    if not isinstance(content, dict) or content.get("form") != FORM:
        raise NotConfiguration
    parts, given = content.get("parts"), content.get("settings", {})
    if not isinstance(parts, dict) or not isinstance(given, dict):
        raise NotConfiguration
    new = changed = 0
    for name, part in _all(more).items():
        for values in _rows(parts.get(name, [])):
            made, amended = _take(work, part, values)
            new, changed = new + made, changed + amended
    changed += carried_service.taken(work, given)
    own_service.use(work)
    journal.write(work, "settings", "configuration")
    return new, changed


def _all(more: Parts | None) -> Parts:
    return {**parts_service.PARTS, **(more or {})}


def _rows(part: Any) -> list[dict[str, Any]]:
    if not isinstance(part, list) or not all(isinstance(one, dict) for one in part):
        raise NotConfiguration
    return part


def _held(work: Work, part: Part) -> list[Record]:
    table = table_of(part.model)
    query = sa.select(part.model).where(table.c.deleted_at.is_(None)).order_by(table.c.row)
    return [one for one in work.session.execute(query).scalars() if part.goes(one)]


def _take(work: Work, part: Part, values: Mapping[str, Any]) -> tuple[int, int]:
    """Return (1, 0) for something new, (0, 1) for something changed, (0, 0) for the same."""
    known = parts_service.names(part)
    given: Values = {name: value for name, value in values.items() if name in known}
    held = next((one for one in _held(work, part) if _is_same(work, part, one, given)), None)
    try:
        fitted = part.fit(work, held, given)
        if held is None:
            records.create(work, part.model, fitted)
            return 1, 0
        before = held.rev
        records.amend(work, held, fitted)
    except InvalidRecord:
        raise NotConfiguration from None
    return 0, int(held.rev != before)


def _is_same(work: Work, part: Part, record: Record, given: Values) -> bool:
    here = parts_service.plain(work, part, record)
    return all(here.get(name) == given.get(name) for name in part.known_by)
