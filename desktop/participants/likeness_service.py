# SPDX-License-Identifier: GPL-3.0-or-later
"""Who may already be here: asked before anybody is registered, and while the form is typed.

Candidates come from the search index, by sounds, short names, figures and the year of birth; each
is then compared letter by letter and said with its reasons. A missing value is never similar.
"""

import heapq
from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from desktop.core import dates, listing, names, scope, settings
from desktop.core.errors import UserError
from desktop.core.i18n import _
from desktop.core.tables import CODED, table_of
from desktop.core.work import Work
from desktop.participants.model import NAMED_BY, Participant, ParticipantDraft, year_token
from desktop.participants.service import FOUND_BY

if TYPE_CHECKING:
    from desktop.core.store import Workspace

_TABLE = table_of(Participant)
_C = _TABLE.c
_NO_ANSWER = frozenset({"unknown", "declined", "not_asked"})
TELEPHONE_ENDS = 7
"""Last figures of a telephone that make it the same, whatever stands before them."""
_MOST_WORDS, _MOST_COMPARED = 6, 400
_ABOUT_YEARS = 2
_WRITTEN = "found_by"
VERSION = 1
"""Raised whenever ``names.key`` or what people are found by changes."""
_EXACT, _SOUNDS, _SHORT = 1.0, 0.8, 0.7
_A_HAIR = 1e-9
"""More than adding in another order may take away."""


@dataclass(frozen=True, slots=True)
class Similar:
    """Somebody who may already be here, and why we think so."""

    id: str
    code: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Asked:
    """What was typed, made ready to be compared."""

    words: tuple[str, ...]
    born: dates.PartialDate | None
    sex: str
    sector: str
    telephone: str
    document: str


def similar(
    work: Work, values: Mapping[str, Any], limit: int = 5, *, besides: Sequence[str] = ()
) -> list[Similar]:
    """Return people already here who may be the one described, the likeliest first.

    Two words of the name, or one and the year of birth, or the same number: less is no reason.
    ``besides`` are the ids of those who are not asked about.
    """
    work.may("read")
    asked = _asked(values)
    found = dict.fromkeys(row for words in _questions(asked) for row in _rows(work, words))
    return _best(work, asked, list(found)[:_MOST_COMPARED], limit, besides)


def look_up(work: Work, text: str, limit: int = 8) -> list[Similar]:
    """Return people a searched text may mean, the likeliest first, closed files among them."""
    work.may("read")
    if not text.strip():
        return []
    found = listing.snapshot(work, Participant, text=text, sounds=FOUND_BY, limit=_MOST_COMPARED)
    number = names.number_in(text)
    asked = _Asked(tuple(names.words("" if number else text)), None, "", "", number, number)
    scored = []
    for row in _compared(work, found):
        points, reasons = _names(asked, row)
        scored.append((points, Similar(row.id, row.code, tuple(reasons or _numbers(asked, row)))))
    scored.sort(key=lambda pair: (-pair[0], pair[1].code))
    return [one for _points, one in scored[:limit]]


def catch_up(workspace: "Workspace") -> None:
    """Write anew what people are found by, where an earlier program wrote it or did not."""
    with workspace.work() as work:
        work.may("read")
        if settings.read(work, _WRITTEN) == VERSION or not work.could("amend"):
            return
    with workspace.work(write=True) as work:
        columns = (_C.row, _C.born, _C.safe_contact_number, _C.document_number, _C.found_by)
        people = work.session.execute(sa.select(*columns, *(_C[name] for name in NAMED_BY)))
        fresh = [
            {"key": person["row"], **made}
            for person in people.mappings()
            if (made := ParticipantDraft.derived(dict(person)))["found_by"] != person["found_by"]
        ]
        if fresh:
            values: dict[str, Any] = {"found_by": sa.bindparam("found_by")}
            change = _TABLE.update().where(_C.row == sa.bindparam("key")).values(**values)
            work.session.execute(change, fresh)
        settings.write(work, _WRITTEN, VERSION)


def questions(values: Mapping[str, Any]) -> list[str]:
    """Return what the search index is asked about somebody described, the surest first."""
    return _questions(_asked(values))


def carried(text: str) -> dict[str, str]:
    """Return the answers of a new file that a searched text already gives."""
    if number := names.number_in(text):
        only_figures = number.isdigit()
        return {"safe_contact_number" if only_figures else "document_number": text.strip()}
    parts = text.split()
    if not parts:
        return {}
    if len(parts) == 1:
        return {"given_names": text.strip()}
    given = len(parts) - (2 if len(parts) > 3 else 1)
    return {"given_names": " ".join(parts[:given]), "family_names": " ".join(parts[given:])}


def _asked(values: Mapping[str, Any]) -> _Asked:
    whole = " ".join(str(values.get(name) or "") for name in NAMED_BY)
    telephone = names.telephone_token(values.get("safe_contact_number"))[1:][::-1]
    words = dict.fromkeys(word for word in names.words(whole) if len(word) > 1)
    sex = str(values.get("sex") or "")
    return _Asked(
        words=tuple(words)[:_MOST_WORDS],
        born=_born(values.get("born")),
        sex="" if sex in _NO_ANSWER else sex,
        sector=str(values.get("sector") or ""),
        telephone=telephone[-TELEPHONE_ENDS:] if len(telephone) >= TELEPHONE_ENDS else "",
        document=names.document_token(values.get("document_number"))[1:],
    )


def _questions(asked: _Asked) -> list[str]:
    """Return what the index is asked, the surest first."""
    told = []
    if asked.document:
        told.append(f'"d{asked.document}"')
    if asked.telephone:
        told.append(f'"{names.telephone_token(asked.telephone)}"*')
    said = [_any_of([names.key(word), *sorted(names.others(word))]) for word in asked.words]
    years = _any_of(_years(asked.born)) if asked.born else ""
    pairs = [f"({one} AND {other})" for one, other in combinations(said, 2)]
    if pairs and years:
        told.append(f"({' OR '.join(pairs)}) AND {years}")
    if pairs:
        told.append(" OR ".join(pairs))
    if said and years:
        told.append(f"({' OR '.join(said)}) AND {years}")
    return told


def _any_of(tokens: Sequence[str]) -> str:
    return "(" + " OR ".join(f'"{token}"' for token in tokens) + ")"


def _years(born: dates.PartialDate) -> list[str]:
    spread = _ABOUT_YEARS if born.approximate else 1
    return [year_token(born.first.year + step) for step in range(-spread, spread + 1)]


def _rows(work: Work, words: str) -> "array[int]":
    """Ask the index over the column of sounds; keys only."""
    scope.enter(work, "read", _TABLE.name)
    match = sa.text(
        f"SELECT rowid FROM search_{_TABLE.name} "  # noqa: S608 - a table of ours
        f"WHERE search_{_TABLE.name} MATCH :words LIMIT {_MOST_COMPARED}"
    )
    found = work.session.execute(match, {"words": f"{FOUND_BY} : ({words})"}).scalars()
    return array("q", found)


def _compared(work: Work, rows: Sequence[int]) -> Sequence[Any]:
    columns = (_C.id, _C.code, _C.born, _C.sex, _C.sector, _C.safe_contact_number, _C.found_by)
    query = sa.select(*columns, _C.document_number, *(_C[name] for name in NAMED_BY)).where(
        _C.row.in_(listing.among(rows)),
        _C.deleted_at.is_(None),
        _C.created_by != CODED,
        *work.visible(_TABLE),
    )
    return work.session.execute(query).all()


def _best(
    work: Work, asked: _Asked, rows: Sequence[int], limit: int, besides: Sequence[str]
) -> list[Similar]:
    scored: list[tuple[float, Similar]] = []
    best: list[float] = []  # the points of those who would be shown, the fewest first
    people = [(_at_most(asked, row), row) for row in _compared(work, rows)] if rows else []
    for most, row in sorted(people, key=lambda pair: -pair[0]):
        if len(best) == limit and most < best[0]:
            break  # nobody who is left can come before them
        points, reasons = _likeness(asked, row)
        if reasons and row.id not in besides:
            scored.append((points, Similar(row.id, row.code, tuple(reasons))))
            (heapq.heappush if len(best) < limit else heapq.heappushpop)(best, points)
    scored.sort(key=lambda pair: (-pair[0], pair[1].code))
    return [one for _points, one in scored[:limit]]


def _at_most(asked: _Asked, row: Any) -> float:
    """Return the points somebody can have at most, by what one is found by and no letters."""
    held = frozenset((row.found_by or "").split())
    points = _A_HAIR + sum(_word_at_most(word, held) for word in asked.words)
    if asked.telephone or asked.document:
        points += 5 * len(_numbers(asked, row))
    if asked.sex and row.sex not in _NO_ANSWER:
        points += 1.5 if row.sex == asked.sex else -1.5
    if asked.sector and row.sector == asked.sector:
        points += 1.7
    return points + len(_same_year(asked, row))


def _word_at_most(word: str, held: frozenset[str]) -> float:
    sound = names.key(word)
    if not sound or sound in held:
        return _EXACT
    return 0.0 if held.isdisjoint(names.others(word)) else _SHORT


def _likeness(asked: _Asked, row: Any) -> tuple[float, list[str]]:
    """Return how alike, and why; nothing where it is not enough."""
    points, reasons = _names(asked, row)
    several, strong = points >= 2 * _SHORT, _numbers(asked, row)
    years = _same_year(asked, row)
    if not (strong or several or (reasons and years)):
        return 0.0, []
    if asked.sex and row.sex not in _NO_ANSWER:
        points += 0.5 if row.sex == asked.sex else -1.5
        years += [_("same sex")] if row.sex == asked.sex else []
    if asked.sector and row.sector == asked.sector:
        points += 0.7
        years.append(_("same sector"))
    return points + 5 * len(strong) + len(years), [*reasons, *years, *strong]


def _names(asked: _Asked, row: Any) -> tuple[float, list[str]]:
    """Compare word by word: the same letters, the same sound, or a name and its short form."""
    held = names.words(" ".join(getattr(row, name) or "" for name in NAMED_BY))
    best = [max((_alike(word, other) for other in held), default=0.0) for word in asked.words]
    points = sum(best)
    if not points:
        return 0.0, []
    if _SHORT in best:
        return points, [_("a short form of the same name")]
    return points, [_("name that sounds the same") if _SOUNDS in best else _("same name")]


def _alike(one: str, other: str) -> float:
    if one == other:
        return _EXACT
    if len(one) >= names.SHORTEST and names.key(one) == names.key(other):
        return _SOUNDS
    return _SHORT if names.akin(one, other) else 0.0


def _same_year(asked: _Asked, row: Any) -> list[str]:
    held = _born(row.born)
    if not (asked.born and held):
        return []
    apart = abs(asked.born.first.year - held.first.year)
    if apart == 0:
        return [_("same year of birth")]
    rough = asked.born.approximate or held.approximate
    return [_("about the same age")] if rough and apart <= _ABOUT_YEARS else []


def _numbers(asked: _Asked, row: Any) -> list[str]:
    reasons = []
    ends = names.telephone_token(asked.telephone)
    if ends and names.telephone_token(row.safe_contact_number).startswith(ends):
        reasons.append(_("same telephone"))
    held = names.document_token(row.document_number)
    if asked.document and held and held == names.document_token(asked.document):
        reasons.append(_("same document number"))
    return reasons


def _born(text: object) -> dates.PartialDate | None:
    try:
        return dates.parse(str(text)) if text else None
    except UserError:
        return None
