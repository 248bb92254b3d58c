# SPDX-License-Identifier: GPL-3.0-or-later
"""The people hurt in an incident, line by line, and what the lines make of its numbers.

The numbers of the incident are what everything counts with. They follow the lines: they grow
where a line says more, and shrink again with a line that is taken away only where they were the
sum of the lines before, so that a number somebody typed stays.
"""

from array import array
from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from desktop.core import listing, records
from desktop.core.tables import table_of
from desktop.core.work import Work
from desktop.incidents.model import PROTECTED_PROFILES, IncidentDraft
from desktop.incidents.victim_model import UNDER_18, Victim, VictimDraft

_V = table_of(Victim).c
MOST_LINES = 200
Line = Mapping[str, Any]


def of_incident(work: Work, incident: str) -> list[Victim]:
    """Return the lines of an incident in the order they were written."""
    work.may("read")
    query = sa.select(Victim).where(_V.incident == incident, _V.deleted_at.is_(None))
    return list(work.session.execute(query.order_by(_V.row)).scalars())


def lines_of(work: Work, incident: str) -> list[dict[str, Any]]:
    """Return the lines as plain answers, to be written somewhere else."""
    return [plain(records.values_of(one)) for one in of_incident(work, incident)]


def plain(answers: Line) -> dict[str, Any]:
    """Return a line without the incident it stands in."""
    made = records.validated(VictimDraft, {**answers, "incident": answers.get("incident") or "-"})
    return {name: value for name, value in made.model_dump().items() if name != "incident"}


def write(work: Work, incident: str, lines: Sequence[Line]) -> None:
    """Write the lines of an incident of this store."""
    work.may("create")
    if len(lines) > MOST_LINES:
        raise ValueError(len(lines))
    for line in lines:
        records.create(work, Victim, {**line, "incident": incident})


def sums(lines: Sequence[Line]) -> dict[str, Any]:
    """Return what the lines together say of the incident."""
    counted = {"victims": 0, "women": 0, "under_18": 0, "killed": 0}
    for line in lines:
        n = int(line.get("number") or 1)
        counted["victims"] += n
        counted["women"] += n * (line.get("sex") == "female")
        counted["under_18"] += n * is_young(line)
        counted["killed"] += n * (line.get("harm") == "killed")
    return {
        **counted,
        "victim_profiles": _each(lines, "profile"),
        "participants": _each(lines, "participant"),
    }


def is_young(line: Line) -> bool:
    """Tell whether a line is about people under 18."""
    return line.get("age_band") in UNDER_18 or line.get("profile") in PROTECTED_PROFILES


def followed(held: Mapping[str, Any], before: Sequence[Line], after: Sequence[Line]) -> Line:
    """Return what changes in the numbers of an incident when its lines change."""
    was, now = sums(before), sums(after)
    changed: dict[str, Any] = {}
    for name in ("victims", "women", "under_18", "killed"):
        typed = held.get(name)
        known = now[name] if typed in (None, was[name]) else max(int(typed), now[name])
        changed[name] = None if typed is None and not known else known
    for name in ("victim_profiles", "participants"):
        gone = set(was[name]) - set(now[name])
        kept = [one for one in held.get(name) or [] if one not in gone]
        changed[name] = list(dict.fromkeys([*kept, *now[name]]))
    return {name: value for name, value in changed.items() if value != held.get(name)}


def _each(lines: Sequence[Line], name: str) -> list[str]:
    return list(dict.fromkeys(str(line[name]) for line in lines if line.get(name)))


def joined(values: Mapping[str, Any], lines: Sequence[Line]) -> dict[str, Any]:
    """Return the answers of a new incident with what its lines add."""
    whole = {name: values.get(name) for name in IncidentDraft.model_fields if name in values}
    return {**whole, **followed(whole, (), [plain(line) for line in lines])}


def keys(work: Work, incident: str) -> "array[int]":
    """Return the rows of the lines of an incident."""
    return array("q", (one.row or 0 for one in of_incident(work, incident)))


def rows(work: Work, wanted: Sequence[int]) -> list[tuple[Any, ...]]:
    """Return unit, number, participant, profile, sex, age and harm of lines."""
    work.may("read")
    table = table_of(Victim)
    columns = (_V.unit, _V.number, _V.participant, _V.profile, _V.sex, _V.age_band, _V.harm)
    return listing.page(work, table, _V.row, columns, wanted)
