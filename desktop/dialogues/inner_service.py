# SPDX-License-Identifier: GPL-3.0-or-later
"""What belongs to one process or one post: lists, people by code, and what a meeting lacks."""

from array import array
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa

from desktop.core import codes, listing, records
from desktop.core.errors import InvalidRecord, UserError
from desktop.core.i18n import N_, _
from desktop.core.tables import Record, table_of
from desktop.core.work import Work
from desktop.dialogues.agreement_model import Agreement, Clause
from desktop.dialogues.ground_model import Presence
from desktop.dialogues.meeting_model import CONTACT, Facilitator
from desktop.dialogues.model import Group, Process

_FACILITATORS = table_of(Facilitator)
_F = _FACILITATORS.c
_L = table_of(Presence).c


def keys(
    work: Work, model: type[Record], field: str, owner: str, order: Sequence[str] = ()
) -> "array[int]":
    """Return the rows of a register that belong to one record; ``-name`` sorts downwards."""
    work.may("read")
    columns = table_of(model).c
    by = [columns[name[1:]].desc() if name[0] == "-" else columns[name] for name in order]
    return listing.snapshot(
        work, model, where=[columns[field] == owner], order=[*by, columns.row.desc()]
    )


def rows(
    work: Work, model: type[Record], wanted: Sequence[int], names: Sequence[str]
) -> list[tuple[Any, ...]]:
    """Return the named columns of rows."""
    work.may("read")
    table = table_of(model)
    return listing.page(work, table, table.c.row, tuple(table.c[name] for name in names), wanted)


def know(work: Work, values: Mapping[str, Any], known: Facilitator | None = None) -> Facilitator:
    """Write somebody by a code that nobody else has."""
    work.may("create")
    sign = str(values.get("sign") or "").strip().upper()
    given = {**values, "sign": sign} if sign else dict(values)
    query = sa.select(_F.id).where(
        _F.sign == sign, _F.deleted_at.is_(None), _F.id != (known.id if known else "")
    )
    if sign and work.session.execute(query).first():
        raise InvalidRecord({"sign": UserError(N_("Somebody else already has this code."))})
    return records.amend(work, known, given) if known else records.create(work, Facilitator, given)


def people_keys(work: Work, text: str, order: str) -> "array[int]":
    """Return people by code."""
    work.may("read")
    sign = _F.sign.desc() if order == "-sign" else _F.sign
    return listing.snapshot(work, Facilitator, order=[sign, _F.row], text=text)


def people(work: Work, *, offered: bool = False) -> dict[str, str]:
    """Return the code of everybody by id; only who still takes part where they are offered."""
    work.may("read")
    query = sa.select(_F.id, _F.sign).order_by(_F.sign)
    if offered:
        query = query.where(_F.deleted_at.is_(None), _F.active.is_not(False))
    return dict(work.session.execute(query).all())


def clause_words(work: Work, process: str = "") -> dict[str, str]:
    """Return what each clause promises, by id, with its code."""
    work.may("read")
    clause, agreement = table_of(Clause).c, table_of(Agreement).c
    query = sa.select(clause.id, clause.code, clause.commitment).join(
        table_of(Agreement), agreement.id == clause.agreement
    )
    query = query.where(clause.deleted_at.is_(None), agreement.deleted_at.is_(None))
    if process:
        query = query.where(agreement.process == process)
    return {
        identity: f"{codes.label('commitment_type', kind)} · {code}"
        for identity, code, kind in work.session.execute(query)
    }


def agreement_words(work: Work, process: str = "") -> dict[str, str]:
    """Return the name of each agreement, by id, with its code."""
    work.may("read")
    columns = table_of(Agreement).c
    query = sa.select(columns.id, columns.code, columns.title).where(columns.deleted_at.is_(None))
    if process:
        query = query.where(columns.process == process)
    return {one: f"{title} · {code}" for one, code, title in work.session.execute(query)}


def cautions(work: Work, process: str, values: Mapping[str, Any]) -> dict[str, str]:
    """Return what a contact with an armed actor lacks, by field; it is said, never in the way."""
    work.may("read")
    found: dict[str, str] = {}
    if values.get("kind") != CONTACT:
        return found
    owner = records.get(work, Process, process)
    bands = list(codes.read("headcount_band"))
    planned, least = values.get("headcount"), owner.least_people
    if planned in bands and least in bands and bands.index(planned) < bands.index(least):
        words = _("Fewer than this process asks for: {least}. A small group is in more danger.")
        found["headcount"] = words.format(least=codes.label("headcount_band", least))
    missing = [
        one for one in codes.read("contact_check") if one not in values.get("groundwork", ())
    ]
    if missing:
        words = _("Still missing: {what}.")
        found["groundwork"] = words.format(what=codes.labels("contact_check", missing))
    return found


def staffed(work: Work, values: Mapping[str, Any], known: Presence | None = None) -> Presence:
    """Write a line of the log of a post; a day stands in it once."""
    work.may("amend" if known else "create", known)
    made = records.validated(Presence.draft, values).model_dump()
    first, last = made["first"], made["last"] or made["first"]
    end = sa.func.coalesce(_L.last, _L.first)
    query = sa.select(_L.row).where(
        _L.post == made["post"],
        _L.deleted_at.is_(None),
        _L.id != (known.id if known else ""),
        _L.first <= last,
        end >= first,
    )
    if work.session.execute(query).first():
        problem = UserError(N_("One of these days stands in the log already. Change that line."))
        raise InvalidRecord({"first": problem})
    return records.amend(work, known, values) if known else records.create(work, Presence, values)


def presence(work: Work, posts: Sequence[str], today: date) -> dict[str, tuple[int, date | None]]:
    """Return for each post the hours staffed in the last 30 days, and the last day noted."""
    work.may("read")
    since = today - timedelta(days=29)
    found: dict[str, tuple[int, date | None]] = dict.fromkeys(posts, (0, None))
    query = sa.select(_L.post, _L.first, _L.last, _L.hours).where(
        _L.post.in_(list(posts)), _L.deleted_at.is_(None)
    )
    for post, first, last, hours in work.session.execute(query):
        end = last or first
        days = (min(end, today) - max(first, since)).days + 1
        held, latest = found[post]
        found[post] = (held + hours * max(days, 0), max(end, latest) if latest else end)
    return found


def chain(work: Work, group: str) -> list[tuple[date | None, str, str, str]]:
    """Return (day, what, from, into) of everything that became of a group's code, oldest first.

    Codes are followed both ways, so that who was there before and what came of it is one story;
    ``what`` is merged, renamed or split.
    """
    work.may("read")
    query = sa.select(Group).where(table_of(Group).c.deleted_at.is_(None))
    every = {one.id: one for one in work.session.execute(query).scalars()}
    steps: dict[tuple[str, str, str], date | None] = {}
    todo, seen = [group], {group}
    while todo:
        here = todo.pop()
        for one in every.values():
            for step in _steps(one, every):
                if here in step[1:]:
                    steps[step] = one.came_on if step[0] == SPLIT else one.became_on
                    fresh = set(step[1:]) - seen
                    seen |= fresh
                    todo += fresh
    lines = [(day, what, a, b) for (what, a, b), day in steps.items()]
    return sorted(lines, key=lambda line: (line[0] or date.max, line[1:]))


SPLIT = "split"


def _steps(one: Group, every: Mapping[str, Group]) -> list[tuple[str, str, str]]:
    found = []
    if one.became in every:
        found.append((one.became_how or "renamed", one.id, str(one.became)))
    if one.came_from in every:
        found.append((SPLIT, str(one.came_from), one.id))
    return found
