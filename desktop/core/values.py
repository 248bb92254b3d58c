# SPDX-License-Identifier: GPL-3.0-or-later
"""What a person typed becomes values a record can hold, or a sentence for each field."""

import math
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import Any, TypeVar

from pydantic import ValidationError

from desktop.core import clock, codes, dates
from desktop.core.errors import InvalidRecord, UserError
from desktop.core.fields import FieldSpec, Kind, specs
from desktop.core.i18n import N_
from desktop.core.tables import Draft

D = TypeVar("D", bound=Draft)

LONGEST_TEXT = 10_000
_EARLIEST, _AHEAD = 1900, 30
"""The first year anything here can have happened in, and how many years anybody plans ahead."""
_STRANGE_YEAR = N_("Check the year of this date.")
_LARGEST = 2**53  # beyond this a number is a typing error, and some readers round it
_UNKEEPABLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufffe\uffff]"
)
"""What no database or printer keeps, and the signs that turn the letters after them round."""


def validated(draft: type[D], values: Mapping[str, object]) -> D:
    """Return the draft made from plain values, or InvalidRecord with a sentence for each field."""
    fields = {spec.name: spec for spec in specs(draft)}
    cleaned = {name: clean(values.get(name)) for name in fields if name in values}
    given = {name: value for name, value in cleaned.items() if value is not None}
    problems = {
        name: problem
        for name, value in given.items()
        if (problem := bad_value(fields[name], value)) is not None
    }
    made: D | None = None
    try:
        made = draft.model_validate(given)
    except ValidationError as error:
        for fault in error.errors(include_url=False, include_input=False):
            name = str(fault["loc"][0]) if fault["loc"] else ""
            problems.setdefault(name, sentence(fault["type"], fault.get("ctx", {})))
    if made is not None and not problems:  # rules across fields may trust each field by itself
        problems = _absurd(made, fields) or {**_out_of_time(made, fields), **made.problems()}
    if made is None or problems:
        raise InvalidRecord(problems)
    for name, value in draft.derived(made.__dict__).items():
        setattr(made, name, value)
    return made


def keepable(text: str) -> str:
    """Take out the signs no eye sees: with them a line could show what is not written in it."""
    return _UNKEEPABLE.sub("", text)


def clean(value: object) -> object:
    """Strip spaces and what no database or printer can keep; an empty answer is None.

    Accents become one character each: the same name typed on two keyboards is then the same name.
    """
    if isinstance(value, str):
        kept = keepable(value).replace("\r\n", "\n")
        return unicodedata.normalize("NFC", kept).strip() or None
    if isinstance(value, list):
        return [item for item in map(clean, value) if item is not None]
    return value


def line(text: str, longest: int = LONGEST_TEXT) -> str:
    """Return what of a text outside a record is kept; one that is too long is refused whole."""
    kept = str(clean(text) or "")
    if len(kept) > longest:
        raise too_long(longest)
    return kept


def too_long(longest: int) -> UserError:
    """Return the sentence under a text that is too long."""
    return UserError(N_("This is too long: at most {n} characters fit."), n=longest)


def bad_value(spec: FieldSpec, value: object) -> UserError | None:
    """Return what a single answer breaks; a date that is none, an answer no list knows."""
    if isinstance(value, str) and len(value) > (spec.max_length or LONGEST_TEXT):
        return too_long(spec.max_length or LONGEST_TEXT)
    if spec.kind is Kind.PARTIAL_DATE and isinstance(value, str):
        try:
            when = dates.parse(value)
        except UserError as error:
            return error
        if not _believable(when.first.year):
            return UserError(_STRANGE_YEAR)
    if spec.about.codes and not _known(spec.about.codes, _several(value)):
        return UserError(N_("Choose an answer from the list."))
    return None


def _absurd(made: Draft, fields: Mapping[str, FieldSpec]) -> dict[str, UserError]:
    """Return what every field refuses although its type allows it: year 20, endless numbers."""
    found: dict[str, UserError] = {}
    for name in fields:
        if problem := absurd_value(getattr(made, name)):
            found[name] = problem
    return found


def _out_of_time(made: Draft, fields: Mapping[str, FieldSpec]) -> dict[str, UserError]:
    """Return the days that have not come yet, and those before the day they follow."""
    found: dict[str, UserError] = {}
    for name, spec in fields.items():
        day = getattr(made, name)
        if not isinstance(day, date):
            continue
        first = getattr(made, spec.about.after) if spec.about.after else None
        if spec.about.past and day > clock.today():
            found[name] = UserError(N_("This date is in the future."))
        elif first and day < first:
            found[name] = UserError(N_("The end lies before the beginning."))
    return found


def absurd_value(value: object) -> UserError | None:
    """Return what every field refuses although its type allows it."""
    if isinstance(value, date | datetime) and not _believable(value.year):
        return UserError(_STRANGE_YEAR)
    if isinstance(value, float | int) and not (math.isfinite(value) and abs(value) < _LARGEST):
        return UserError(N_("This number is too large. Check it."))
    return None


def _believable(year: int) -> bool:
    return _EARLIEST <= year <= clock.today().year + _AHEAD


def _several(value: object) -> Iterator[str]:
    yield from (str(item) for item in (value if isinstance(value, list) else [value]))


def _known(name: str, given: Iterable[str]) -> bool:
    entries = codes.read(name)
    return all(code in entries or code.startswith("own:") for code in given)


def sentence(kind: str, facts: Mapping[str, Any]) -> UserError:
    """Turn a validator's finding into a sentence a caseworker understands."""
    if kind == "missing":
        return UserError(N_("This answer is needed."))
    if kind in ("greater_than_equal", "greater_than"):
        return UserError(N_("This must be {n} or more."), n=facts.get("ge", facts.get("gt")))
    if kind in ("less_than_equal", "less_than"):
        return UserError(N_("This must be {n} or less."), n=facts.get("le", facts.get("lt")))
    if kind == "string_too_long":
        return too_long(facts["max_length"])
    if kind.startswith(("int_", "float_", "decimal_", "finite_")):
        return UserError(N_("Write a number here."))
    if kind.startswith(("date_", "datetime_")):
        return UserError(N_("Write the date as day, month and year, or only month and year."))
    return UserError(N_("This answer cannot be kept as it is. Check it."))
