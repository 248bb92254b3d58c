# SPDX-License-Identifier: GPL-3.0-or-later
"""From a declared field to a column of a dataset: its role, its values, how they grow coarser."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from desktop.anonymity import hierarchy, scales
from desktop.anonymity.hierarchy import Hierarchy
from desktop.anonymity.table import STAR
from desktop.core import dates
from desktop.core.fields import Export, FieldSpec, Privacy, specs
from desktop.core.i18n import N_
from desktop.core.tables import Record
from desktop.participants import service as participants

OTHER = "other"
OWN = "own:"
AGE_EDGES = ((0, 12, 14, 18, 29, 60), (0, 18, 29), (0, 18))
"""The bands of the reports (the code list age_band), then wider ones."""
AGE_LEVELS = (
    N_("age in years"),
    N_("age band"),
    N_("wide age band"),
    N_("under 18 or not"),
)
NUMBER_EDGES = {"hours": ((1, 20, 40), (1, 40)), "victims": ((0, 1, 2, 5), (0, 1))}
COMMON_EDGES = ((0, 1, 2, 4), (0, 1))
PERIOD_LEVELS = {"month": 1, "quarter": 2, "year": 3}

_TITLES = {Export.AGE_BAND: N_("Age"), Export.PLACE: N_("Place")}
ANSWER = N_("as answered")
FOLDED = N_("rare answers under other")


@dataclass(frozen=True, slots=True)
class Trait:
    """One column: a value per row at the finest level this recipient may have.

    A quasi-identifier has a hierarchy; whatever else is exported counts as sensitive, so that a
    column nobody thought of can never tell more about one person than about the others.
    """

    name: str
    title: str
    transform: Export
    codes: str
    quasi: bool
    values: tuple[str, ...]
    hierarchy: Hierarchy

    @property
    def constant(self) -> bool:
        """Whether all rows say the same, so that it tells nothing about anybody."""
        return len(set(self.values)) <= 1


@dataclass(frozen=True, slots=True)
class Ways:
    """What the transforms need to know besides the value: the day, places, programme letters."""

    day: date
    k: int
    period: str
    unit: Mapping[str, str]
    parents: Mapping[str, str]
    level_of: Mapping[str, str]
    signs: Mapping[str, str]


def trait(
    model: type[Record],
    name: str,
    transform: Export,
    raw: Sequence[Any],
    ways: Ways,
    persons: Sequence[str],
) -> Trait:
    """Return the column of one exported field; ``persons`` says who stands behind each row."""
    spec = next(spec for spec in specs(model.draft) if spec.name == name)
    values, tree = _TRANSFORMS[transform](spec, raw, ways, persons)
    return Trait(
        name=name,
        title=_TITLES.get(transform, spec.title),
        transform=transform,
        codes=spec.about.codes,
        quasi=spec.about.privacy is Privacy.QUASI,
        values=tuple(values),
        hierarchy=tree,
    )


def kept(one: Trait, rows: Iterable[int]) -> Trait:
    """Return the column with the rows named, in that order."""
    return replace(one, values=tuple(one.values[row] for row in rows))


def relabelled(one: Trait, values: Sequence[str], level: int) -> Trait:
    """Return the column as it was released at a level: coarser from there on, never finer."""
    return replace(
        one, values=tuple(values), hierarchy=hierarchy.raised(one.name, one.hierarchy, level)
    )


def rare(values: Sequence[str], persons: Sequence[str], least: int) -> set[str]:
    """Return the values fewer than ``least`` people stand behind."""
    counts = Counter(value for value, _person in set(zip(values, persons, strict=True)))
    return {value for value, count in counts.items() if count < least}


_Made = tuple[list[str], Hierarchy]


def _code(spec: FieldSpec, raw: Sequence[Any], ways: Ways, persons: Sequence[str]) -> _Made:
    if spec.about.link == "programme":
        values = [ways.signs.get(value or "", "") for value in raw]
    else:
        values = [_common(value) for value in raw]
    if spec.about.privacy is not Privacy.QUASI:  # no search will fold these: it is done here
        scarce = rare(values, persons, ways.k)
        values = [OTHER if value in scarce else value for value in values]
    rows = [(value, STAR) for value in sorted(set(values))]
    tree = hierarchy.from_rows(spec.name, rows, (ANSWER, N_("everything")))
    if groups := _folded(values, persons, ways.k):
        tree = hierarchy.from_rows(
            spec.name,
            [(value, groups.get(value, value), STAR) for value in sorted(set(values))],
            (ANSWER, FOLDED, N_("everything")),
        )
    return values, tree


def _common(value: Any) -> str:
    """Return a stored code; one of the organisation's own is an other to anybody else."""
    text = str(value or "")
    return OTHER if text.startswith(OWN) else text


def _folded(values: Sequence[str], persons: Sequence[str], k: int) -> dict[str, str]:
    """Say which answers go under ``other``: those fewer than k people gave, where there are two."""
    found = rare(values, persons, k) | {OTHER}
    return dict.fromkeys(found, OTHER) if len(found & set(values)) > 1 else {}


def _age(spec: FieldSpec, raw: Sequence[Any], ways: Ways, _persons: Sequence[str]) -> _Made:
    ages = [participants.age(value, ways.day) for value in raw]
    texts = ["" if age is None else str(max(age, 0)) for age in ages]
    tree = scales.bands(spec.name, sorted(set(texts)), AGE_EDGES, AGE_LEVELS)
    return _floored(spec.name, texts, tree, 1)


def _period(spec: FieldSpec, raw: Sequence[Any], ways: Ways, _persons: Sequence[str]) -> _Made:
    level = PERIOD_LEVELS[ways.period]
    ladders = [_steps(value)[level - 1 :] for value in raw]
    names = (N_("month"), N_("quarter"), N_("year"), N_("everything"))[level - 1 :]
    ways_up = {ladder[0]: ladder for ladder in ladders}
    return [ladder[0] for ladder in ladders], hierarchy.from_rows(
        spec.name, [ways_up[key] for key in sorted(ways_up)], names
    )


def _steps(value: Any) -> tuple[str, str, str, str]:
    """Return month, quarter, year and star of a day, or of a date known less precisely."""
    if not value:
        return "", "", "", STAR
    when = dates.parse(value.isoformat() if isinstance(value, date) else str(value))
    year = str(when.first.year)
    if when.precision == "year":
        return year, year, year, STAR
    quarter = f"{year}-Q{(when.first.month + 2) // 3}"
    return f"{year}-{when.first.month:02}", quarter, year, STAR


def _place(spec: FieldSpec, raw: Sequence[Any], ways: Ways, _persons: Sequence[str]) -> _Made:
    values = [ways.unit.get(value or "", "") for value in raw]
    tree = scales.places(spec.name, sorted(set(values)), ways.parents)
    names = [
        " / ".join(sorted({ways.level_of[label] for label in labels if label in ways.level_of}))
        for labels in tree.levels[:-1]
    ]
    return values, hierarchy.from_rows(spec.name, tree.rows(), (*names, N_("everything")))


def _number(spec: FieldSpec, raw: Sequence[Any], _ways: Ways, _persons: Sequence[str]) -> _Made:
    texts = ["" if value is None else str(int(value)) for value in raw]
    edges = NUMBER_EDGES.get(spec.name, COMMON_EDGES)
    names = (N_("number"), N_("band"), N_("band"))
    tree = scales.bands(spec.name, sorted(set(texts)), edges, names)
    rows = [tuple(map(_single, row)) for row in tree.rows()]
    return _floored(spec.name, texts, hierarchy.from_rows(spec.name, rows, tree.names), 1)


def _single(label: str) -> str:
    """Write a band of one number as that number."""
    low, _dash, high = label.partition("-")
    return low if low == high else label


def _yes_no(spec: FieldSpec, raw: Sequence[Any], _ways: Ways, _persons: Sequence[str]) -> _Made:
    words = {True: "yes", False: "no", None: ""}
    values = [words[value if value is None else bool(value)] for value in raw]
    return values, scales.codes(spec.name, sorted(set(values)))


def _floored(name: str, texts: list[str], tree: Hierarchy, level: int) -> _Made:
    """Begin at a level: what lies below it never enters the search, so it cannot come out."""
    return hierarchy.generalise(texts, tree, level), hierarchy.raised(name, tree, level)


_TRANSFORMS: dict[Export, Callable[[FieldSpec, Sequence[Any], Ways, Sequence[str]], _Made]] = {
    Export.CODE: _code,
    Export.AGE_BAND: _age,
    Export.PERIOD: _period,
    Export.PLACE: _place,
    Export.NUMBER_BAND: _number,
    Export.YES_NO: _yes_no,
}
