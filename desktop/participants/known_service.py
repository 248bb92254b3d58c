# SPDX-License-Identifier: GPL-3.0-or-later
"""Names and words a note should not hold, with the code that may stand in their place.

Only the names somebody may see anyway: else a note would tell who is registered here.
"""

from collections.abc import Iterable

import sqlalchemy as sa

from desktop.core import journal, settings, values
from desktop.core.errors import UserError
from desktop.core.i18n import N_
from desktop.core.tables import table_of
from desktop.core.work import Work
from desktop.participants.model import Participant

_TABLE = table_of(Participant)
_C = _TABLE.c
LOCAL = "local_words"
NEUTRAL = "[…]"
"""What stands in the place of a word of the local list: no code would tell less."""
MOST_WORDS, LONGEST_WORD = 500, 80
TABLES = frozenset({"participant", "setting"})
"""Where what is known stands: a change of one of them may change it."""


class TooManyWords(UserError):
    """A list nobody reads any more underlines everything."""

    def __init__(self) -> None:
        super().__init__(
            N_("At most {n} words fit. Nothing was saved; take out those nobody says."),
            n=MOST_WORDS,
        )


def known(work: Work) -> list[tuple[str, str]]:
    """Return (code, words): names as they are written, aliases and local words written small."""
    work.may("read")
    names = sa.func.coalesce(_C.given_names, "") + " " + sa.func.coalesce(_C.family_names, "")
    query = sa.select(_C.code, names, _C.known_as).where(
        _C.deleted_at.is_(None),
        sa.or_(_C.given_names.is_not(None), _C.family_names.is_not(None), _C.known_as.is_not(None)),
        *work.visible(_TABLE),
    )
    if not work.could("show_name"):
        query = query.where(_C.worker == work.user.name)
    found: list[tuple[str, str]] = []
    for code, written, alias in work.session.execute(query):
        found.append((code, written))
        if alias:
            found.append((code, alias.lower()))
    return found + [(NEUTRAL, word) for word in local_words(work)]


def of_everybody(work: Work) -> list[tuple[str, str]]:
    """Return the same of everybody, to black names out of a paper; never to show them."""
    work.may("read")
    names = sa.func.coalesce(_C.given_names, "") + " " + sa.func.coalesce(_C.family_names, "")
    query = sa.select(_C.code, names, sa.func.lower(sa.func.coalesce(_C.known_as, "")))
    return [
        (code, words)
        for code, *both in work.session.execute(query.where(_C.deleted_at.is_(None)))
        for words in both
        if words.strip()
    ]


def local_words(work: Work) -> list[str]:
    """Return the words of the local list: names of groups, of places, words of the street."""
    work.may("read")
    return [str(word) for word in settings.read(work, LOCAL, [])]


def keep_local_words(work: Work, words: Iterable[str]) -> list[str]:
    """Keep the local list, each word once and small."""
    work.may("settings")
    clean = [" ".join(values.line(word, LONGEST_WORD).split()).lower() for word in words]
    kept = sorted({word for word in clean if word})
    if len(kept) > MOST_WORDS:
        raise TooManyWords
    settings.write(work, LOCAL, kept)
    journal.write(work, "settings", LOCAL)
    return kept
