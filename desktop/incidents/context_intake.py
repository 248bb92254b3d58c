# SPDX-License-Identifier: GPL-3.0-or-later
"""What a file of official figures may fill, and how its rows become context."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import sqlalchemy as sa

from desktop.core import records, removal
from desktop.core.errors import UserError
from desktop.core.fields import About, FieldSpec, Kind, specs
from desktop.core.i18n import N_
from desktop.core.intake import Finisher, Target, Values
from desktop.core.tables import table_of
from desktop.core.work import Work
from desktop.incidents.context_model import ContextIncident, ContextIncidentDraft
from desktop.places import service as places

_C = table_of(ContextIncident).c
_WHERE = ("region", "municipality_code", "municipality", "place")
BESIDE = "incidents"
"""The register these figures stand beside."""

_FROM_THE_QUESTION = frozenset({"source", "as_of", "sector"})
_YEAR = FieldSpec("year", N_("Year"), Kind.NUMBER, About())
_MONTH = FieldSpec("month", N_("Month"), Kind.NUMBER, About())


def finisher(work: Work) -> Finisher:
    """Make the date of year and month where it came apart, and find our sector by its name."""
    work.may("import")
    sectors: dict[str, str | None] = {}

    def finish(values: Values) -> Mapping[str, object]:
        made = {name: value for name, value in values.items() if name not in {"year", "month"}}
        if not made.get("occurred_on"):
            made["occurred_on"] = _period(values.get("year"), values.get("month"))
        if place := str(made.get("place") or ""):
            if place not in sectors:
                sectors[place] = places.sector_by_name(work, place)
            made["sector"] = sectors[place]
        return made

    return finish


def write(work: Work, rows: Iterable[Mapping[str, Any]], import_id: str) -> int:
    """Write what a source says now, in place of what it said before of the same.

    The same is: the same types in the same places within the same time. A figure typed by hand
    stays.
    """
    told = _Told()
    written = records.create_many(work, ContextIncident, told.noting(rows), import_id=import_id)
    query = sa.select(_C.id, _C.source, _C.type, *(_C[name] for name in _WHERE)).where(
        _C.deleted_at.is_(None),
        _C.import_id.is_not(None),
        _C.import_id != import_id,
        _C.occurred_on >= told.first,
        sa.func.rtrim(_C.occurred_on, "~") <= told.last,
    )
    gone = [one[0] for one in work.session.execute(query) if tuple(one[1:]) in told.keys]
    removal.remove_many(work, ContextIncident, gone)
    return written


class _Told:
    """Remembers what rows tell of while they pass by."""

    def __init__(self) -> None:
        self.first, self.last = "9999", ""
        self.keys: set[tuple[object, ...]] = set()

    def noting(self, rows: Iterable[Mapping[str, Any]]) -> Iterator[Mapping[str, Any]]:
        """Yield the rows as they are."""
        for row in rows:
            on = str(row["occurred_on"]).rstrip("~")
            self.first, self.last = min(self.first, on), max(self.last, on)
            self.keys.add((row["source"], row["type"], *(row[name] for name in _WHERE)))
            yield row


def _period(year: object, month: object) -> str:
    if not isinstance(year, int) or not (month is None or isinstance(month, int)):
        raise UserError(N_("This row has no date and no year."))
    return f"{year:04d}-{month:02d}" if month is not None else f"{year:04d}"


def _fields() -> tuple[FieldSpec, ...]:
    kept = [spec for spec in specs(ContextIncidentDraft) if spec.name not in _FROM_THE_QUESTION]
    return (
        *(_optional(spec) if spec.name == "occurred_on" else spec for spec in kept),
        _YEAR,
        _MONTH,
    )


def _optional(spec: FieldSpec) -> FieldSpec:
    """A date may also come as year and month."""
    return FieldSpec(spec.name, spec.title, spec.kind, spec.about, max_length=spec.max_length)


TARGET = Target(
    register=BESIDE,
    title=N_("Official series"),
    model=ContextIncident,
    draft=ContextIncidentDraft,
    fields=_fields(),
    finisher=finisher,
    write=write,
)
