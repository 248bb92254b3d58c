# SPDX-License-Identifier: GPL-3.0-or-later
"""The trial run: every row converted and checked, the bad ones refused with a reason each.

The import itself goes through the same generator, so that a trial run promises what will happen.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from desktop.core import custom
from desktop.core.errors import InvalidRecord, UserError
from desktop.core.fields import FieldSpec, Kind, Privacy
from desktop.core.i18n import N_, _
from desktop.core.intake import Finder, Finisher, Target
from desktop.core.records import validated
from desktop.imports.convert import Converter, converter
from desktop.imports.errors import MissingFields, NoSuchColumn, NoSuchField, UnclearDates
from desktop.imports.mapping import Mapping as Map
from desktop.imports.reading import UNCLEAR, Reading
from desktop.imports.sheet import Sheet

_DATES = frozenset({Kind.DATE, Kind.PARTIAL_DATE, Kind.MOMENT})
_SHOWN = frozenset({Kind.CODE, Kind.CODES, Kind.NUMBER, Kind.DECIMAL, Kind.YES_NO}) | _DATES
_REMEMBERED = 20_000
_LONGEST_SHOWN = 40
_SAMPLE = 20
_STEP = 1_000

Progress = Callable[[int], None]
Known = Callable[[Mapping[str, object]], bool]


@dataclass(frozen=True, slots=True)
class Refusal:
    """A row that cannot come in. ``value`` is given only where it can be no name or story."""

    row: int
    field: str
    reason: UserError
    value: str = ""


@dataclass(slots=True)
class Preview:
    """What a run through the rows found; it grows while the rows are taken."""

    read: int = 0
    good: int = 0
    repeated: int = 0
    refused: list[Refusal] = field(default_factory=list)
    refused_rows: int = 0
    sample: list[Mapping[str, object]] = field(default_factory=list)
    known: Known | None = None
    """Tells whether a row is of a record that is here already."""
    updated: int = 0
    """Good rows of records that are here already."""
    apart: list[Mapping[str, object]] = field(default_factory=list)
    """Good rows that belong in another store; they are written there, and nowhere noted here."""


@dataclass(frozen=True, slots=True)
class _Cell:
    """How one field is taken from a row; ``place`` is -1 for a fixed value."""

    spec: FieldSpec
    place: int
    convert: Converter
    known: dict[str, object]

    def value(self, cells: list[str]) -> object:
        text = cells[self.place] if self.place >= 0 else ""
        if text in self.known:
            return self.known[text]
        value = self.convert(text)
        if len(self.known) < _REMEMBERED:
            self.known[text] = value
        return value


def check(
    sheet: Sheet,
    mapping: Map,
    target: Target,
    reading: Reading,
    preview: Preview,
    *,
    find: Finder | None = None,
    finish: Finisher | None = None,
    progress: Progress | None = None,
) -> Iterator[Mapping[str, object]]:
    """Yield the good rows as values ready to be written; note the others in ``preview``."""
    taken = _cells(sheet, mapping, target, reading, find or _nothing_found)
    seen: set[int] = set()
    for number, cells in sheet.rows:
        preview.read += 1
        print_ = hash(tuple(cells))
        preview.repeated += print_ in seen
        seen.add(print_)
        refusals = _too_long(number, cells, sheet)
        values = None if refusals else _made(number, cells, taken, target, finish, refusals)
        if refusals or values is None:
            preview.refused_rows += 1
            preview.refused.extend(refusals)
        else:
            preview.good += 1
            if _stays(values, target, preview):
                yield values
        if progress and preview.read % _STEP == 0:
            progress(preview.read)


def _stays(values: Mapping[str, object], target: Target, preview: Preview) -> bool:
    """Note a good row; tells whether it is written here, and not in another store."""
    if target.apart and target.apart(values):
        preview.apart.append(values)
        return False
    if preview.known and preview.known(values):
        preview.updated += 1
    if len(preview.sample) < _SAMPLE:
        preview.sample.append(values)
    return True


def missing(mapping: Map, target: Target) -> list[FieldSpec]:
    """Return the fields every record needs for which the file gives nothing."""
    given = mapping.fields() | set(target.defaults)
    return [spec for spec in target.fields if spec.required and spec.name not in given]


def _cells(
    sheet: Sheet, mapping: Map, target: Target, reading: Reading, find: Finder
) -> list[_Cell]:
    places = {name: place for place, name in enumerate(sheet.header)}
    for name in [*mapping.columns, *mapping.values]:
        if target.field(name) is None:
            raise NoSuchField(name)
    for header in mapping.columns.values():
        if header not in places:
            raise NoSuchColumn(header)
    if lacking := missing(mapping, target):
        raise MissingFields(", ".join(_(spec.title) for spec in lacking))
    filled = [spec for spec in target.fields if spec.name in mapping.fields()]
    if reading.date_order == UNCLEAR and any(
        spec.kind in _DATES and _unclear(reading, mapping.columns.get(spec.name, ""))
        for spec in filled
    ):
        raise UnclearDates
    return [
        _Cell(
            spec,
            places.get(mapping.columns.get(spec.name, ""), -1),
            converter(spec, reading, _values(mapping, spec), find),
            {},
        )
        for spec in filled
    ]


def _values(mapping: Map, spec: FieldSpec) -> dict[str, str]:
    """Return the chosen codes by value, spaces around both forgiven."""
    pairs = mapping.values.get(spec.name, {})
    return {theirs.strip(): ours.strip() for theirs, ours in pairs.items()}


def _unclear(reading: Reading, header: str) -> bool:
    column = reading.column(header)
    return column is not None and column.looks == "date"


def _too_long(number: int, cells: list[str], sheet: Sheet) -> list[Refusal]:
    if len(cells) <= len(sheet.header):
        return []
    reason = UserError(
        N_("This row has more cells than the header. A delimiter may stand inside a text.")
    )
    return [Refusal(number, "", reason)]


def _made(
    number: int,
    cells: list[str],
    taken: list[_Cell],
    target: Target,
    finish: Finisher | None,
    refusals: list[Refusal],
) -> Mapping[str, object] | None:
    """Convert, finish and validate one row; what is wrong is added to ``refusals``."""
    values: dict[str, object] = dict(target.defaults)
    for cell in taken:
        try:
            value = cell.value(cells)
        except UserError as error:
            refusals.append(_refusal(number, cell, cells, error))
        else:
            if value is not None:
                values[cell.spec.name] = value
    if refusals:
        return None
    try:
        return _validated(target, finish(values) if finish else values)
    except InvalidRecord as error:
        refusals.extend(_by_field(number, error, taken, cells))
    except UserError as error:
        refusals.append(Refusal(number, "", error))
    return None


def _validated(target: Target, values: Mapping[str, object]) -> Mapping[str, object]:
    """Validate the draft's own fields; base columns that ``finish`` set pass by."""
    own = custom.given(str(target.model.__tablename__), values)
    made = validated(target.draft, values).model_dump()
    made.update((n, value) for n, value in values.items() if n not in made and n not in own)
    if own:
        made["extra"] = {name: value for name, value in own.items() if value is not None}
    return made


def _by_field(
    number: int, error: InvalidRecord, taken: list[_Cell], cells: list[str]
) -> Iterator[Refusal]:
    by_name = {cell.spec.name: cell for cell in taken}
    for name, problem in error.problems.items():
        if cell := by_name.get(name):
            yield _refusal(number, cell, cells, problem)
        else:
            yield Refusal(number, name, problem)


def _refusal(number: int, cell: _Cell, cells: list[str], error: UserError) -> Refusal:
    about = cell.spec.about
    tells_nobody = cell.spec.kind in _SHOWN or (
        cell.spec.kind is Kind.LINK and about.privacy is not Privacy.IDENTIFIER
    )
    shown = cell.place >= 0 and tells_nobody
    value = " ".join(cells[cell.place].split())[:_LONGEST_SHOWN] if shown else ""
    return Refusal(number, cell.spec.title, error, value)


def _nothing_found(_spec: FieldSpec, _text: str) -> None:
    return None
