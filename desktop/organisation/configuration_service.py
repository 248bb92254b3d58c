# SPDX-License-Identifier: GPL-3.0-or-later
"""The configuration of an office in a file: what another office may begin with, about nobody.

Programmes, questions, codes, offices and what is switched on. No person, no word anybody signs in
with, no money: the file may be carried openly. Loading adds and rewords, and takes nothing away.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from desktop.core import files, journal, records
from desktop.core.errors import InvalidRecord, UserError
from desktop.core.fields import specs
from desktop.core.i18n import N_
from desktop.core.tables import Record, table_of
from desktop.core.work import Work
from desktop.organisation import carried_service, own_service, service
from desktop.organisation.model import Programme
from desktop.organisation.office_model import Office
from desktop.organisation.own_model import CustomField, OwnCode

if TYPE_CHECKING:
    from desktop.core.store import Workspace

FORM = "vereda-configuration/1"
LARGEST = 4_000_000
PARTS: Mapping[str, tuple[type[Record], tuple[str, ...]]] = {
    "programmes": (Programme, ("sign",)),
    "offices": (Office, ("title",)),
    "questions": (CustomField, ("asked_of", "kind", "title_es", "title_pt", "title_en")),
    "codes": (OwnCode, ("code_list", "entry")),
}
"""Each part with the answers by which the same thing is known again."""
_NOT_CARRIED = frozenset({"grants", "note", "closed_on"})


class NotConfiguration(UserError):
    """The file is something else, or was damaged on its way."""

    def __init__(self) -> None:
        super().__init__(
            N_("This file is no configuration of Vereda, or it is damaged. Nothing was changed.")
        )


def save(workspace: "Workspace", target: Path) -> int:
    """Write the configuration into a file; returns how many things it holds."""
    with workspace.work(write=True) as work:
        content = written(work)
        journal.write(work, "save_configuration", "configuration")
    files.replace(target, json.dumps(content, ensure_ascii=False, indent=1).encode())
    return sum(len(content["parts"][name]) for name in PARTS)


def load(workspace: "Workspace", source: Path) -> tuple[int, int]:
    """Take a configuration over, whole or not at all; returns how much is new and changed."""
    with workspace.work() as work:
        work.may("settings")
    try:
        if source.stat().st_size > LARGEST:
            raise NotConfiguration
        content = json.loads(source.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        raise NotConfiguration from None
    with workspace.work(write=True) as work:
        return taken(work, content)


def written(work: Work) -> dict[str, Any]:
    """Return the configuration as plain data."""
    work.may("settings")
    about = service.about(work)
    parts = {
        name: [_plain(one) for one in _held(work, model)] for name, (model, _k) in PARTS.items()
    }
    return {
        "form": FORM,
        "country": about.country,
        "language": about.language,
        "smallest_cell": about.smallest_cell,
        "settings": carried_service.written(work),
        "parts": parts,
    }


def taken(work: Work, content: Any) -> tuple[int, int]:
    """Write a configuration into a workspace; NotConfiguration, and nothing written, otherwise."""
    work.may("settings")
    if not isinstance(content, dict) or content.get("form") != FORM:
        raise NotConfiguration
    parts, given = content.get("parts"), content.get("settings", {})
    if not isinstance(parts, dict) or not isinstance(given, dict):
        raise NotConfiguration
    new = changed = 0
    for name, (model, known_by) in PARTS.items():
        for values in _rows(parts.get(name, [])):
            made, amended = _take(work, model, known_by, values)
            new, changed = new + made, changed + amended
    changed += carried_service.taken(work, given)
    own_service.use(work)
    journal.write(work, "settings", "configuration")
    return new, changed


def _rows(part: Any) -> list[dict[str, Any]]:
    if not isinstance(part, list) or not all(isinstance(one, dict) for one in part):
        raise NotConfiguration
    return part


def _held(work: Work, model: type[Record]) -> list[Record]:
    table = table_of(model)
    query = sa.select(model).where(table.c.deleted_at.is_(None)).order_by(table.c.row)
    return list(work.session.execute(query).scalars())


def _plain(record: Record) -> dict[str, Any]:
    names = [spec.name for spec in specs(record.draft) if spec.name not in _NOT_CARRIED]
    return {name: getattr(record, name) for name in names if getattr(record, name) is not None}


def _take(
    work: Work, model: type[Record], known_by: tuple[str, ...], values: Mapping[str, Any]
) -> tuple[int, int]:
    """Return (1, 0) for something new, (0, 1) for something changed, (0, 0) for the same."""
    names = {spec.name for spec in specs(model.draft)} - _NOT_CARRIED
    given = {name: value for name, value in values.items() if name in names}
    for record in _held(work, model):
        if all(getattr(record, name) == given.get(name) for name in known_by):
            before = record.rev
            _checked(lambda record=record: records.amend(work, record, given))
            return 0, int(record.rev != before)
    _checked(lambda: records.create(work, model, given))
    return 1, 0


def _checked(act: Any) -> None:
    try:
        act()
    except InvalidRecord:
        raise NotConfiguration from None
