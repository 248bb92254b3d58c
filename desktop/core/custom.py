# SPDX-License-Identifier: GPL-3.0-or-later
"""Questions of an organisation's own: rows that make the same FieldSpecs as the declared fields.

The answers stand in the ``extra`` column under the question's name, with history like any other.
They are laid over the program as the words of a country are, when the workspace is opened, so that
every store knows them. They are in no dataset: what is not declared in the model is withheld.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from pydantic import TypeAdapter, ValidationError

from desktop.core import i18n
from desktop.core.errors import InvalidRecord, UserError
from desktop.core.fields import About, FieldSpec, Kind, Privacy
from desktop.core.values import LONGEST_TEXT, absurd_value, bad_value, clean, sentence

PREFIX = "x_"
_LONGEST_LINE = 300
_TYPES: Mapping[Kind, Any] = {
    Kind.TEXT: str,
    Kind.NOTE: str,
    Kind.CODE: str,
    Kind.CODES: list[str],
    Kind.YES_NO: bool,
    Kind.NUMBER: int,
    Kind.DECIMAL: float,
    Kind.DATE: date,
    Kind.PARTIAL_DATE: str,
}
_FEW_ANSWERS = frozenset({Kind.CODE, Kind.CODES, Kind.YES_NO})
_IN_LISTS = frozenset({Privacy.INSENSITIVE, Privacy.QUASI})
YES, NO = "yes", "no"
"""What a filter says of an answer that is yes or no."""


@dataclass(frozen=True, slots=True)
class Question:
    """One question on one register; ``codes`` names its list of answers."""

    name: str
    register: str
    titles: Mapping[str, str]
    kind: str
    privacy: str
    reason: str = ""
    codes: str = ""
    retired: bool = False

    @property
    def title(self) -> str:
        """The question in the language in force, or in the one it was worded in."""
        return self.titles.get(i18n.language()) or next(iter(self.titles.values()), self.name)

    @property
    def spec(self) -> FieldSpec:
        """The field it makes."""
        kind = Kind(self.kind)
        about = About(
            help=self.reason,
            codes=self.codes,
            privacy=Privacy(self.privacy),
            note=kind is Kind.NOTE,
            partial=kind is Kind.PARTIAL_DATE,
        )
        longest = {Kind.TEXT: _LONGEST_LINE, Kind.NOTE: LONGEST_TEXT}.get(kind)
        default: object = [] if kind is Kind.CODES else None
        return FieldSpec(self.name, self.title, kind, about, default=default, max_length=longest)


_laid: dict[str, dict[str, Question]] = {}


def lay(questions: Iterable[Question]) -> None:
    """Ask these questions from now on, instead of those before."""
    _laid.clear()
    for question in questions:
        _laid.setdefault(question.register, {})[question.name] = question


def known(register: str) -> tuple[FieldSpec, ...]:
    """Return the questions of a register, those asked no more among them: answers stay readable."""
    return tuple(question.spec for question in _laid.get(register, {}).values())


def asked(register: str) -> tuple[FieldSpec, ...]:
    """Return the questions a form of a register asks now."""
    held = _laid.get(register, {}).values()
    return tuple(question.spec for question in held if not question.retired)


def narrowing(register: str) -> tuple[FieldSpec, ...]:
    """Return the questions a list may be narrowed by: their answers are few and name nobody."""
    return tuple(
        spec
        for spec in asked(register)
        if spec.kind in _FEW_ANSWERS and spec.about.privacy in _IN_LISTS
    )


def given(register: str, values: Mapping[str, object]) -> dict[str, Any]:
    """Return the answers to a register's own questions as they are kept; InvalidRecord otherwise.

    Only what stands in ``values``: an answer that was emptied is None.
    """
    found: dict[str, Any] = {}
    problems: dict[str, UserError] = {}
    for spec in known(register):
        if spec.name in values:
            try:
                found[spec.name] = _kept(spec, values[spec.name])
            except UserError as problem:
                problems[spec.name] = problem
    if problems:
        raise InvalidRecord(problems)
    return found


def answers(register: str, extra: Mapping[str, Any] | None) -> dict[str, object]:
    """Return what a form shows of a record's own answers."""
    held = extra or {}
    return {spec.name: held.get(spec.name, spec.initial) for spec in known(register)}


def _kept(spec: FieldSpec, value: object) -> Any:
    value = clean(value)
    if value in (None, [], ""):
        return None
    try:
        made = TypeAdapter(_TYPES[spec.kind]).validate_python(value)
    except ValidationError as error:
        fault = error.errors(include_url=False, include_input=False)[0]
        raise sentence(fault["type"], fault.get("ctx", {})) from None
    if problem := bad_value(spec, made) or absurd_value(made):
        raise problem
    return made.isoformat() if isinstance(made, date) else made
