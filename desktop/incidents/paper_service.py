# SPDX-License-Identifier: GPL-3.0-or-later
"""Incidents typed from a paper sheet: a line is read as people write it, and all are saved once."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from desktop.core import clock, codes, records
from desktop.core.errors import InvalidRecord, UserError
from desktop.core.i18n import N_
from desktop.incidents import service
from desktop.incidents.model import Incident, IncidentDraft
from desktop.places.service import folded

if TYPE_CHECKING:
    from desktop.core.store import Workspace

COLUMNS = (
    "occurred_on",
    "type",
    "sector",
    "how_known",
    "certainty",
    "victims",
    "under_18",
    "gender_based",
    "rumour",
)
_LISTS = {"type": "incident_type", "how_known": "how_we_know", "certainty": "incident_certainty"}
_NUMBERS = ("victims", "under_18")
_YES = frozenset({"s", "si", "sim", "y", "yes", "x", "1"})
_NO = frozenset({"n", "no", "nao", "0", "-"})
_DAY_MONTH = re.compile(r"(\d{1,2})[/. -](\d{1,2})", re.ASCII)
_ALONE = re.compile(r"\d{1,4}", re.ASCII)
_CODED = frozenset({"sector"})


@dataclass(frozen=True, slots=True)
class Read:
    """One line as it was understood, and what is wrong with it by column."""

    values: Mapping[str, Any]
    problems: Mapping[str, UserError]


@dataclass(frozen=True, slots=True)
class Saved:
    """What one save did: the ids that can be taken back, and how many were kept apart."""

    ids: tuple[str, ...]
    apart: int


def read(
    cells: Mapping[str, str],
    sectors: Iterable[tuple[str, str]],
    read_day: Callable[[str], str],
) -> Read:
    """Read one line: the numbers of the sheet or words, a day without its year, yes or no."""
    found: dict[str, Any] = {}
    problems: dict[str, UserError] = {}
    for name in COLUMNS:
        text = cells.get(name, "").strip()
        if not text:
            continue
        try:
            found[name] = _answer(name, text, sectors, read_day)
        except UserError as error:
            problems[name] = error
    found.setdefault("certainty", "not_confirmed")
    try:
        made = records.validated(IncidentDraft, found)
    except InvalidRecord as refused:
        problems = {**refused.problems, **problems}
        return Read(found, problems)
    whole = made.model_dump()
    return Read({name: whole[name] for name in COLUMNS}, problems)


def save(workspace: "Workspace", rows: Sequence[Mapping[str, Any]]) -> Saved:
    """Write all lines: those of the main store in one transaction, then each that is kept apart."""
    with workspace.work() as work:
        work.may("create")
    apart = [one for one in rows if records.validated(IncidentDraft, one).needs_protection()]
    with workspace.work(write=True) as work:
        ids = [service.record(work, one).id for one in rows if one not in apart]
    for one in apart:
        service.record_protected(workspace, one)
    return Saved(tuple(ids), len(apart))


def take_back(workspace: "Workspace", ids: Sequence[str]) -> None:
    """Delete softly what one save wrote into the main store."""
    with workspace.work(write=True) as work:
        work.may("remove")
        for one in ids:
            records.remove(work, records.get(work, Incident, one))


def _answer(
    name: str,
    text: str,
    sectors: Iterable[tuple[str, str]],
    read_day: Callable[[str], str],
) -> object:
    if name in _LISTS:
        offered = [(one.code, one.label) for one in codes.offered(_LISTS[name])]
        return _one_of(text, offered, numbered=True)
    if name in _CODED:
        return _one_of(text, sectors, numbered=False)
    if name in _NUMBERS:
        if not _ALONE.fullmatch(text):
            raise UserError(N_("Write a whole number."))
        return int(text)
    if name == "occurred_on":
        return _day(text, read_day)
    said = folded(text)
    if said not in _YES | _NO:
        raise UserError(N_("Write yes or no."))
    return said in _YES


def _one_of(text: str, offered: Iterable[tuple[str, str]], *, numbered: bool) -> str:
    """Return the entry of a number, or of words of which only one entry is left."""
    entries = list(offered)
    if numbered and _ALONE.fullmatch(text):
        at = int(text) - 1
        if 0 <= at < len(entries):
            return entries[at][0]
        raise UserError(N_("This number is not on the sheet."))
    said = folded(text)
    exact = [key for key, words in entries if folded(words) == said]
    begin = [key for key, words in entries if folded(words).startswith(said)]
    hold = [key for key, words in entries if said in folded(words)]
    for found in (exact, begin, hold):
        if len(found) == 1:
            return found[0]
        if found:
            raise UserError(N_("Several entries fit. Write more of it."))
    raise UserError(N_("This is not in the list. Write it as the list says."))


def _day(text: str, read_day: Callable[[str], str]) -> str:
    """Read a day; without a year it is the last such day that has been."""
    if not (found := _DAY_MONTH.fullmatch(text)):
        return read_day(text)
    day, month = int(found[1]), int(found[2])
    today = clock.today()
    for year in range(today.year, today.year - 5, -1):  # 29 February comes every four years
        try:
            meant = date(year, month, day)
        except ValueError:
            continue
        if meant <= today:
            return meant.isoformat()
    raise UserError(N_("This date does not exist. Check the day and the month."))
