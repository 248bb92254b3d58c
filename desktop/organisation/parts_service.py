# SPDX-License-Identifier: GPL-3.0-or-later
"""The parts of a configuration: what of each record goes into the file, and how it comes back.

An id says nothing in another office, so a programme is named by its letter. What comes in adds and
rewords; it ends nothing, and takes no word from a list that this office uses.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from desktop.core import codes, paths
from desktop.core.code_usage import FIXED
from desktop.core.errors import UserError
from desktop.core.fields import specs
from desktop.core.i18n import N_
from desktop.core.tables import Record
from desktop.core.work import Work
from desktop.organisation import own_service, service
from desktop.organisation.grant_model import Target
from desktop.organisation.model import Programme
from desktop.organisation.office_model import Office
from desktop.organisation.own_model import CustomField, OwnCode

Values = dict[str, Any]
PROGRAMME = "programme"
_NOT_CARRIED = frozenset({"grants", "grant", "note", "closed_on"})
_ENDS = frozenset({"ended", "retired"})


class NotConfiguration(UserError):
    """The file is something else, or was damaged on its way."""

    def __init__(self) -> None:
        super().__init__(
            N_("This file is no configuration of Vereda, or it is damaged. Nothing was changed.")
        )


def _as_it_is(_work: Work, values: Values) -> Values:
    return values


def _as_it_came(_work: Work, _held: Record | None, given: Values) -> Values:
    return given


@dataclass(frozen=True, slots=True)
class Part:
    """One kind of record of the file, and the answers by which the same one is known again.

    ``goes`` tells which are carried; ``out`` puts what only means something here into words, and
    ``fit`` turns it back, or refuses what cannot be.
    """

    model: type[Record]
    known_by: tuple[str, ...]
    goes: Callable[[Any], bool] = lambda _one: True
    out: Callable[[Work, Values], Values] = _as_it_is
    fit: Callable[[Work, Record | None, Values], Values] = _as_it_came


def names(part: Part) -> set[str]:
    """Return the fields of a part that are carried."""
    return {spec.name for spec in specs(part.model.draft)} - _NOT_CARRIED


def plain(work: Work, part: Part, record: Record) -> Values:
    """Return a record as it stands in the file."""
    work.may("settings")
    held = {name: getattr(record, name) for name in sorted(names(part))}
    days = {name: one.isoformat() for name, one in held.items() if isinstance(one, date)}
    told = part.out(work, {name: one for name, one in {**held, **days}.items() if one is not None})
    order = [spec.name for spec in specs(part.model.draft)]
    return {name: told[name] for name in order if name in told}


def signed(work: Work, values: Values) -> Values:
    """Name the programme of a record by its letter."""
    work.may("settings")
    known = service.signs(work)
    return {n: known.get(one, one) if n == PROGRAMME else one for n, one in values.items()}


def found(work: Work, _held: Record | None, given: Values) -> Values:
    """Find the programme of a letter again."""
    work.may("settings")
    if not given.get(PROGRAMME):
        return given
    return {**given, PROGRAMME: programme_of(work, str(given[PROGRAMME]))}


def programme_of(work: Work, sign: str) -> str:
    """Return the id of the programme of a letter, one that runs before one that ended."""
    work.may("settings")
    by_sign = {name.split(" · ")[0]: one for one, name in reversed(service.offered(work))}
    by_sign = {one: identity for identity, one in service.signs(work).items()} | by_sign
    if sign not in by_sign:
        raise NotConfiguration
    return by_sign[sign]


def _standing(_work: Work, held: Record | None, given: Values) -> Values:
    """End nothing that goes on here."""
    return given if held is None else {n: v for n, v in given.items() if n not in _ENDS}


def _question(work: Work, held: Record | None, given: Values) -> Values:
    """An answer this office offers is not lost because the other one never had it."""
    if isinstance(held, CustomField):
        after = own_service.nothing_lost(held.answers, str(given.get("answers") or ""), gone=False)
        given = {**given, "answers": after or None}
    return _standing(work, held, given)


def _word(work: Work, held: Record | None, given: Values) -> Values:
    """A word belongs to a shipped list, and those the program acts on neither gain nor lose one."""
    name, entry = str(given.get("code_list") or ""), str(given.get("entry") or "")
    if not _is_shipped(name):
        raise NotConfiguration
    own = entry.startswith(own_service.OWN) and name not in FIXED
    if not own and entry not in codes.shipped(name):
        raise NotConfiguration
    if name in FIXED:
        given = {n: v for n, v in given.items() if n not in _ENDS}
    return _standing(work, held, given)


def _is_shipped(name: str) -> bool:
    return name in {path.stem for path in paths.resource("codes").glob("*.csv")}


PARTS: Mapping[str, Part] = {
    "programmes": Part(Programme, ("sign",), fit=_standing),
    "offices": Part(Office, ("title",)),
    "questions": Part(
        CustomField, ("asked_of", "kind", "title_es", "title_pt", "title_en"), fit=_question
    ),
    "codes": Part(
        OwnCode, ("code_list", "entry"), goes=lambda one: _is_shipped(one.code_list), fit=_word
    ),
    "targets": Part(
        Target,
        ("indicator", PROGRAMME, "starts_on", "ends_on"),
        goes=lambda one: one.grant is None,
        out=signed,
        fit=found,
    ),
}
"""Those of this room; the rooms above add theirs. Programmes come first: others name them."""
