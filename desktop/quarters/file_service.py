# SPDX-License-Identifier: GPL-3.0-or-later
"""The file of a quarter's figures: what it may say, and how it is read with suspicion.

It holds counts by code and how many processes stand behind each; a cell of fewer than three is
never written and, should somebody write one, never read.
"""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from desktop.core import codes, dates
from desktop.core.crypto import sealing
from desktop.core.errors import UserError
from desktop.core.i18n import N_

FORM = "vereda/2/quarterly figures"
ENDING = ".figures"
LARGEST = 60_000
LEAST = 3
"""No cell of fewer processes leaves or prints."""
OTHERS, WHOLE, LASTING = "others", "", ("d90", "d180", "d365")
STAGES, KEPT, WATCHED, BREACHES, ANSWER = "I29", "I30", "I31", "I32", "I32h"
DURABLE, CALM, POSTS = "I33", "I34", "I35"
_LINES: Mapping[str, str] = {
    STAGES: "dialogue_stage",
    KEPT: "commitment_type",
    BREACHES: "breach_severity",
    POSTS: "party_type",
}
"""The code list that splits a figure, where one does."""
_ALONE = frozenset({WATCHED, ANSWER, CALM})
_MOST = 10_000_000
_QUARTER = re.compile(r"(\d{4})-Q([1-4])", re.ASCII)


class NoFigures(UserError):
    """A file that is none of ours, or says what no such file says."""

    def __init__(self) -> None:
        super().__init__(
            N_("This is no file of quarterly figures, or it was damaged. Nothing was taken in.")
        )


class OtherWorkspace(UserError):
    """The file was made in another workspace."""

    def __init__(self) -> None:
        super().__init__(
            N_("This file was made in another workspace, so it was not taken in. Choose yours.")
        )


class NotOver(UserError):
    """The quarter runs still, or lies ahead."""

    def __init__(self) -> None:
        super().__init__(
            N_("This quarter is not over. Its figures are made once it is, and leave once.")
        )


@dataclass(frozen=True, slots=True)
class Cell:
    """One number: ``of`` out of ``whole`` (0 where it is a plain count), and who stands behind."""

    figure: str
    line: str
    of: int
    whole: int
    processes: int


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of one quarter."""

    quarter: str
    made: date
    cells: tuple[Cell, ...]

    @property
    def days(self) -> tuple[date, date]:
        """The first and the last day."""
        return span(self.quarter)

    def cell(self, figure: str, line: str = WHOLE) -> Cell | None:
        """Return one number, None where it may not print."""
        found = (one for one in self.cells if (one.figure, one.line) == (figure, line))
        return next(found, None)

    def split(self, figure: str) -> list[Cell]:
        """Return the lines of a figure, those that stand together last."""
        found = [one for one in self.cells if one.figure == figure and one.line != WHOLE]
        return sorted(found, key=lambda one: one.line == OTHERS)


def span(quarter: str) -> tuple[date, date]:
    """Return the days of a quarter such as 2026-Q3; NoFigures for anything else."""
    found = _QUARTER.fullmatch(quarter)
    if not found or found[1] < "1900":
        raise NoFigures
    last = int(found[2]) * 3
    return date(int(found[1]), last - 2, 1), dates.month_end(date(int(found[1]), last, 1))


def quarter_of(day: date) -> str:
    """Return the quarter a day lies in."""
    return f"{day.year}-Q{(day.month + 2) // 3}"


def latest(today: date, count: int) -> list[str]:
    """Return the quarters that are over, the last first."""
    found = []
    day = span(quarter_of(today))[0] - timedelta(days=1)
    for _n in range(count):
        found.append(quarter_of(day))
        day = span(found[-1])[0] - timedelta(days=1)
    return found


def written(workspace: str, figures: Figures) -> str:
    """Return the words that are signed."""
    said = {
        "form": FORM,
        "workspace": workspace,
        "quarter": figures.quarter,
        "made": figures.made.isoformat(),
        "cells": [asdict(one) for one in allowed(figures.cells)],
    }
    return sealing.canonical(said).decode()


def allowed(cells: Iterable[Cell]) -> tuple[Cell, ...]:
    """Return the cells behind which enough processes stand."""
    return tuple(one for one in cells if one.processes >= LEAST)


def packed(content: str, word: Mapping[str, Any]) -> bytes:
    """Return the file: the words, and the word of who signed them."""
    return sealing.canonical({"content": content, **word})


def from_path(path: Path) -> bytes:
    """Return what stands in a file; NoFigures where it cannot be read or is far too large."""
    try:
        with path.open("rb") as file:
            return file.read(LARGEST + 1)
    except OSError:
        raise NoFigures from None


def opened(raw: bytes) -> dict[str, Any]:
    """Take a file apart; NoFigures for what is none, or not written as it was."""
    if len(raw) > LARGEST:
        raise NoFigures
    try:
        told = json.loads(raw)
        whole = sealing.canonical(told) == raw
    except (ValueError, RecursionError):
        raise NoFigures from None
    fields = {"content": str, "key": str, "signature": str, "seals": list}
    if not whole or not isinstance(told, dict) or set(told) != set(fields):
        raise NoFigures
    if not all(isinstance(told[name], kind) for name, kind in fields.items()):
        raise NoFigures
    if not all(isinstance(one, str) for one in told["seals"]):
        raise NoFigures
    return told


def read(content: str, workspace: str, today: date) -> Figures:
    """Read the words of a file; a sentence for whatever no such file says."""
    try:
        said = json.loads(content)
        if said["form"] != FORM:
            raise NoFigures
        if said["workspace"] != workspace:
            raise OtherWorkspace
        cells = tuple(_cell(one) for one in said["cells"])
        figures = Figures(str(said["quarter"]), date.fromisoformat(said["made"]), cells)
    except (ValueError, KeyError, TypeError, RecursionError):
        raise NoFigures from None
    if len({(one.figure, one.line) for one in cells}) != len(cells):
        raise NoFigures
    if figures.days[1] >= min(today, figures.made):
        raise NotOver
    return figures


def _cell(one: Any) -> Cell:
    made = Cell(**one)
    counts = (made.of, made.whole, made.processes)
    if not all(type(n) is int and 0 <= n <= _MOST for n in counts) or made.processes < LEAST:
        raise NoFigures
    if made.figure in _ALONE:
        lines: set[str] = {WHOLE}
    elif made.figure == DURABLE:
        lines = set(LASTING)
    else:
        lines = {WHOLE, OTHERS, *codes.read(_LINES[made.figure])}
    if made.line not in lines:
        raise NoFigures
    return made
