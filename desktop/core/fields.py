# SPDX-License-Identifier: GPL-3.0-or-later
"""A field is declared once; forms, lists, import, search, report and export read its FieldSpec.

A model writes ``name: Annotated[type, About(...)] = Field(title=N_("..."))``; ``specs`` turns a
model class into FieldSpecs. Custom fields and instruments, which are rows, make the same
FieldSpecs, so nothing downstream ever needs the class.
"""

import types
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from functools import cache
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from sqlmodel import SQLModel

Disclosure = Literal["output", "sensitive", "sealed"]


class Privacy(StrEnum):
    """What a field can do to a person if it leaves; the role it takes in a dataset follows."""

    IDENTIFIER = "identifier"
    QUASI = "quasi"
    SENSITIVE = "sensitive"
    FREE_TEXT = "free_text"
    INSENSITIVE = "insensitive"


class Export(StrEnum):
    """How a field leaves in a dataset: not at all, unless the model says otherwise."""

    WITHHELD = "withheld"
    PSEUDONYM = "pseudonym"  # keyed hash, another key for every release
    CODE = "code"  # the code of a list, generalised by folding into "*"
    AGE_BAND = "age_band"  # from a birth year and the date of the release
    PERIOD = "period"  # a date as month > quarter > year
    PLACE = "place"  # a sector rolled up district > municipality > region
    YES_NO = "yes_no"
    NUMBER_BAND = "number_band"


class Kind(StrEnum):
    """Which editor, column and validator a field gets."""

    TEXT = "text"
    NOTE = "note"
    CODE = "code"
    CODES = "codes"
    DATE = "date"
    PARTIAL_DATE = "partial_date"
    MOMENT = "moment"
    NUMBER = "number"
    DECIMAL = "decimal"
    MONEY = "money"
    YES_NO = "yes_no"
    LINK = "link"
    LINKS = "links"


@dataclass(frozen=True, slots=True)
class About:
    """What a field's type alone does not say.

    ``codes`` names the code list; ``link`` names the register or list of rows the id points to;
    ``partial`` marks a text column holding a date of any precision (see ``core.dates``);
    ``money`` marks a whole number of minor units of the office's currency;
    ``past`` marks a day of what has happened, ``after`` names the day it cannot come before;
    ``restricted`` fields stand on a tab of their own and never in lists, headers, search or print.
    """

    help: str = ""
    unit: str = ""
    codes: str = ""
    link: str = ""
    privacy: Privacy = Privacy.FREE_TEXT
    disclosure: Disclosure = "sensitive"
    export: Export = Export.WITHHELD
    note: bool = False
    partial: bool = False
    past: bool = False
    after: str = ""
    restricted: bool = False
    searchable: bool = False
    hidden: bool = False
    money: bool = False
    derived: bool = False
    """Made by the program from other answers (``Draft.derived``): nobody is shown it."""
    printed: bool = True


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """One field as every reader of declarations sees it.

    ``maker`` makes the default where it is not always the same: today is another day tomorrow.
    """

    name: str
    title: str
    kind: Kind
    about: About = field(default_factory=About)
    required: bool = False
    default: object = None
    maker: Callable[[], object] | None = None
    minimum: float | None = None
    maximum: float | None = None
    max_length: int | None = None

    @property
    def initial(self) -> object:
        """What stands in the field before anybody answers, as of now."""
        return self.maker() if self.maker else self.default


@cache
def specs(model: type[SQLModel]) -> tuple[FieldSpec, ...]:
    """Return the FieldSpecs of every declared field of a model, in the order of declaration."""
    return tuple(
        _spec(name, info) for name, info in model.model_fields.items() if _about(info) is not None
    )


def spec_of(model: type[SQLModel], name: str) -> FieldSpec:
    """Return one FieldSpec; KeyError when the model has no such declared field."""
    return chosen(specs(model), [name])[0]


def chosen(fields: Iterable[FieldSpec], names: Iterable[str]) -> tuple[FieldSpec, ...]:
    """Return the named FieldSpecs in the order of ``names``."""
    by_name = {spec.name: spec for spec in fields}
    return tuple(by_name[name] for name in names)


def _about(info: Any) -> About | None:
    return next((mark for mark in info.metadata if isinstance(mark, About)), None)


def _spec(name: str, info: Any) -> FieldSpec:
    about = _about(info) or About()
    bounds = {type(mark).__name__: mark for mark in info.metadata}
    required = info.is_required()
    maker = info.default_factory
    return FieldSpec(
        name=name,
        title=info.title or name,
        kind=_kind(info.annotation, about),
        about=about,
        required=required,
        default=None if required or maker else info.default,
        maker=maker,
        minimum=getattr(bounds.get("Ge"), "ge", None),
        maximum=getattr(bounds.get("Le"), "le", None),
        max_length=getattr(bounds.get("MaxLen"), "max_length", None),
    )


def _kind(annotation: Any, about: About) -> Kind:
    plain = _plain(annotation)
    if get_origin(plain) is list:
        return Kind.LINKS if about.link else Kind.CODES
    if about.codes:
        return Kind.CODE
    if about.link:
        return Kind.LINK
    if about.partial:
        return Kind.PARTIAL_DATE
    if about.money:
        return Kind.MONEY
    if plain is str:
        return Kind.NOTE if about.note else Kind.TEXT
    simple = {
        bool: Kind.YES_NO,
        int: Kind.NUMBER,
        float: Kind.DECIMAL,
        date: Kind.DATE,
        datetime: Kind.MOMENT,
    }
    return simple[plain]


def _plain(annotation: Any) -> Any:
    """Strip Annotated and ``| None`` from an annotation."""
    if get_origin(annotation) is Annotated:
        return _plain(get_args(annotation)[0])
    if get_origin(annotation) in (Union, types.UnionType):
        inner = [part for part in get_args(annotation) if part is not type(None)]
        return _plain(inner[0])
    return annotation
