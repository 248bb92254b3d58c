# SPDX-License-Identifier: GPL-3.0-or-later
"""What absurd people type, and how a test sees what became of it."""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

import sqlalchemy as sa

from desktop.core import clock, i18n
from desktop.core.fields import FieldSpec, Kind
from desktop.core.tables import change, setting
from desktop.core.values import LONGEST_TEXT
from desktop.widgets.editors_codes import answers
from tests.desks.all_forms import Place

ENDLESS = "x" * 10_001
HOSTILE = "a\x00b 😀 שלום \u202egnp.exe\u202c \u2067z"
"""NUL, a sign beyond the first plane, letters from the right, and signs that turn a line round."""
UNSEEN = re.compile("[\x00\u202a-\u202e\u2066-\u2069]")
_WORDS = ("שלום 😀", ENDLESS)
_DAYS = ("01/01/2099", "31/02/2026", "12/05/1492", *_WORDS)
_NUMBERS = ("-1", "9" * 40, "1e400", "٣٤", *_WORDS)
ABSURD: dict[Kind, tuple[str, ...]] = {
    Kind.TEXT: (ENDLESS,),
    Kind.NOTE: (ENDLESS,),
    Kind.DATE: _DAYS,
    Kind.PARTIAL_DATE: _DAYS,
    Kind.MOMENT: _DAYS,
    Kind.NUMBER: _NUMBERS,
    Kind.DECIMAL: _NUMBERS,
    Kind.MONEY: _NUMBERS,
    Kind.CODE: _WORDS,
    Kind.LINK: _WORDS,
}


def plain(
    spec: FieldSpec, links: Mapping[str, Callable[[], list[tuple[str, str]]]] | None = None
) -> object:
    """Return an answer nobody would wonder about."""
    if spec.about.codes:
        first = answers(spec)[0][0]
        return [first] if spec.kind is Kind.CODES else first
    if spec.about.link and links is not None:
        first = links[spec.about.link]()[0][0]
        return [first] if spec.kind is Kind.LINKS else first
    return {
        Kind.TEXT: "Prueba"[: spec.max_length],
        Kind.NOTE: "Prueba",
        Kind.DATE: clock.today(),
        Kind.PARTIAL_DATE: "2004-05",
        Kind.MOMENT: clock.now(),
        Kind.YES_NO: False,
    }.get(spec.kind, int(max(1, spec.minimum or 1)))


@dataclass(frozen=True)
class Kept:
    """How much a store ever wrote, and its settings."""

    changes: int
    settings: frozenset[str]


def written(place: Place, *stores: str) -> dict[str, Kept]:
    """Return what was ever written, in every store that is open or in some."""
    found = {}
    for store in stores or place.desk.workspace.open_stores:
        with place.desk.workspace.work(store) as work:
            last = work.session.execute(sa.select(sa.func.max(change.c.seq))).scalar()
            held = work.session.execute(sa.select(setting.c.value)).scalars()
            found[store] = Kept(last or 0, frozenset(held))
    return found


def unclean(place: Place, before: Mapping[str, Kept]) -> Iterator[str]:
    """Return what was written since then that is too long, or holds what no eye sees."""
    for store, kept in before.items():
        with place.desk.workspace.work(store) as work:
            later = sa.select(change.c.field, change.c.value).where(change.c.seq > kept.changes)
            new = [(field, json.loads(value)) for field, value in work.session.execute(later)]
            held = work.session.execute(sa.select(setting.c.value)).scalars()
            new += [("setting", one) for one in set(held) - kept.settings]
        for field, value in new:
            for text in _strings(value):
                endless = field != "setting" and len(text) > LONGEST_TEXT
                if endless or UNSEEN.search(text):
                    yield f"kept in {field!r}: {text[:20]!r}, {len(text)} characters"


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for one in value.values() if isinstance(value, dict) else value:
            yield from _strings(one)


@cache
def spanish(text: str) -> bool:
    """Tell whether every line of a text is a sentence of the Spanish catalogue."""
    return all(_known(line) for line in text.split("\n"))


def _known(line: str) -> bool:
    whole, holes = _sentences()
    return line in whole or any(one.fullmatch(line) for one in holes)


@cache
def _sentences() -> tuple[frozenset[str], tuple[re.Pattern[str], ...]]:
    made = list(i18n._messages("es").values())
    holes = [re.sub(r"\\\{\w*\\\}", ".+", re.escape(one)) for one in made if "{" in one]
    return frozenset(made), tuple(re.compile(one) for one in holes)
