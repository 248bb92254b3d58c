# SPDX-License-Identifier: GPL-3.0-or-later
"""A first mapping, guessed from column names, from the values and from the file's name."""

from collections.abc import Iterable, Sequence
from collections.abc import Mapping as Pairs
from difflib import get_close_matches
from functools import lru_cache

from desktop.core import i18n
from desktop.core.fields import FieldSpec, Kind
from desktop.imports import words
from desktop.imports.mapping import Mapping
from desktop.imports.reading import Column, Reading

Choices = Pairs[str, Pairs[str, str]]

_ENOUGH = 60
_DATES = frozenset({Kind.DATE, Kind.PARTIAL_DATE, Kind.MOMENT})
_NUMBERS = frozenset({Kind.NUMBER, Kind.DECIMAL})
_CODED = frozenset({Kind.CODE, Kind.CODES})
_LANGUAGES = ("en", "es", "pt_BR")
_SIMILAR = 0.86


def suggest(
    reading: Reading,
    specs: Sequence[FieldSpec],
    file_name: str = "",
    choices: Choices | None = None,
) -> Mapping:
    """Return the columns and codes that fit best; each column serves one field.

    ``choices`` are linked records by field, code and word; words much like theirs find them.
    """
    columns = _matched(reading.columns, specs)
    values: dict[str, dict[str, str]] = {}
    for spec in specs:
        if spec.about.link and spec.name in columns:
            column = reading.column(columns[spec.name])
            known = (choices or {}).get(spec.name, {})
            values[spec.name] = links_for(known, column.values if column else ())
        if spec.kind not in _CODED or not spec.about.codes:
            continue
        if spec.name in columns:
            column = reading.column(columns[spec.name])
            values[spec.name] = codes_for(spec, column.values if column else ())
        elif spec.required and (code := named_in(spec.about.codes, file_name)):
            values[spec.name] = {"": code}
    return Mapping(columns, {name: found for name, found in values.items() if found})


def completed(
    saved: Mapping, reading: Reading, specs: Sequence[FieldSpec], choices: Choices | None = None
) -> Mapping:
    """Return a saved mapping with answers for words the file it came from did not have."""
    values = {name: dict(pairs) for name, pairs in saved.values.items()}
    for spec in specs:
        column = reading.column(saved.columns.get(spec.name, ""))
        if column is None:
            continue
        known = (choices or {}).get(spec.name, {})
        coded = bool(spec.about.codes)
        fresh = codes_for(spec, column.values) if coded else links_for(known, column.values)
        values[spec.name] = {**fresh, **values.get(spec.name, {})}
    kept = {name: pairs for name, pairs in values.items() if pairs}
    return Mapping(saved.columns, kept, saved.read)


def codes_for(spec: FieldSpec, values: Iterable[str]) -> dict[str, str]:
    """Return a code for each value that is not itself a code or a label, where one is likely."""
    known, likely = words.certain(spec.about.codes), words.likely(spec.about.codes)
    found = {}
    for value in values:
        folded = words.fold(value)
        if folded and folded not in known and (code := _likely(likely, folded)):
            found[value] = code
    return found


def links_for(known: Pairs[str, str], values: Iterable[str]) -> dict[str, str]:
    """Return the code of a linked record for each word that is nearly, but not quite, its name."""
    by_word = {words.fold(word): code for code, word in known.items()}
    all_words = tuple(by_word)
    found = {}
    for value in values:
        folded = words.fold(value)
        if folded not in by_word and (close := _closest(folded, all_words)):
            found[value] = by_word[close]
    return found


def named_in(codes: str, text: str) -> str:
    """Return the code whose word stands in a text such as a file's name; '' if none or several."""
    folded = f" {words.fold(text)} "
    found = {code for word, code in words.likely(codes).items() if f" {word} " in folded}
    return found.pop() if len(found) == 1 else ""


def _matched(columns: Sequence[Column], specs: Sequence[FieldSpec]) -> dict[str, str]:
    """Pair fields and columns, the surest pairs first."""
    known = {spec.name: _names(spec) for spec in specs}
    scores = [
        (score, -place, -order, spec.name, column.name)
        for order, spec in enumerate(specs)
        for place, column in enumerate(columns)
        if (score := _score(spec, column, known[spec.name])) >= _ENOUGH
    ]
    chosen: dict[str, str] = {}
    for _points, _place, _order, name, column_name in sorted(scores, reverse=True):
        if name not in chosen and column_name not in chosen.values():
            chosen[name] = column_name
    return {spec.name: chosen[spec.name] for spec in specs if spec.name in chosen}


def _names(spec: FieldSpec) -> tuple[str, ...]:
    """Return every folded name a column for this field may have."""
    titles = []
    for language in _LANGUAGES:
        with i18n.speaking(language):
            titles.append(words.fold(i18n._(spec.title)))
    return tuple(dict.fromkeys([words.fold(spec.name), *titles, *words.column_words(spec.name)]))


def _score(spec: FieldSpec, column: Column, names: Sequence[str]) -> int:
    """Return how well a column serves a field, from 0 to about 120."""
    if column.looks == "empty" or not _fits(spec, column):
        return 0
    header = words.fold(column.name)
    score = 0
    if header in names:
        score = 100 - min(names.index(header), 20)
    elif any(_within(name, header) for name in names):
        score = 62
    if spec.kind in _CODED and spec.about.codes and column.values:
        score += _share_known(spec.about.codes, column.values)
    elif spec.kind in _DATES and score:
        score += 15
    return score


def _fits(spec: FieldSpec, column: Column) -> bool:
    if spec.kind in _DATES:
        return column.looks in {"date", "number", "text", "code"}
    if spec.kind in _NUMBERS:
        return column.looks in {"number", "code"}
    if spec.kind in _CODED:
        return column.looks != "date"
    return True


def _within(name: str, header: str) -> bool:
    """Tell whether a name of several letters stands as whole words in a header, or the reverse."""
    short, long = sorted((name, header), key=len)
    return len(short) > 3 and f" {short} " in f" {long} "


def _share_known(codes: str, values: Sequence[str]) -> int:
    """Return up to 60 points for values of a list; one value alone proves little."""
    likely = words.likely(codes)
    known = sum(bool(_likely(likely, words.fold(value))) for value in values)
    if known < min(2, len(values)) or all(value.isdigit() for value in values):
        return 0
    return round((60 if len(values) > 1 else 30) * known / len(values))


def _likely(known: Pairs[str, str], folded: str) -> str:
    if folded in known:
        return known[folded]
    inside = [word for word in known if len(word) > 3 and f" {word} " in f" {folded} "]
    if inside:
        return known[max(inside, key=len)]
    close = _closest(folded, tuple(known))
    return known[close] if close else ""


@lru_cache(maxsize=4_096)
def _closest(folded: str, known: tuple[str, ...]) -> str:
    """Return the known word nearly written so, or ''; a short word is near to too many others.

    Two words of very different length cannot be near, and columns repeat the same few words for
    several fields: neither is compared letter by letter.
    """
    long = len(folded)
    if long <= 4:
        return ""
    near = [word for word in known if 2 * min(len(word), long) >= _SIMILAR * (len(word) + long)]
    close = get_close_matches(folded, near, n=1, cutoff=_SIMILAR)
    return close[0] if close else ""
