# SPDX-License-Identifier: GPL-3.0-or-later
"""What absurd people type, and how a test sees what became of it."""

import re
from functools import cache

import sqlalchemy as sa

from desktop.core import i18n
from desktop.core.tables import change
from tests.desks.all_forms import Place

ENDLESS = "x" * 10_001
HOSTILE = "a\x00b 😀 שלום \u202egnp.exe\u202c \u2067z"
"""NUL, a sign beyond the first plane, letters from the right, and signs that turn a line round."""


def written(place: Place, *stores: str) -> int:
    """Count what was ever written, in every store that is open or in some."""
    query = sa.select(sa.func.count()).select_from(change)
    found = 0
    for store in stores or place.desk.workspace.open_stores:
        with place.desk.workspace.work(store) as work:
            found += work.session.execute(query).scalar_one()
    return found


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
