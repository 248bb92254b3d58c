# SPDX-License-Identifier: GPL-3.0-or-later
"""Long notes past their term: shortened one by one to their result, their past forgotten."""

from datetime import timedelta

import sqlalchemy as sa

from desktop.core import erasure, journal, records, sure
from desktop.core.errors import UserError
from desktop.core.fields import Kind, specs
from desktop.core.i18n import N_
from desktop.core.tables import CODED, Record, models_of, table_of
from desktop.core.work import Work
from desktop.rights import holds, retention
from desktop.rights.terms import terms

RESULT_LENGTH = 80
"""A note up to this length is taken for a result."""
MOST_NOTES = 200
_NOTED = frozenset({"participant", "contact", "placement", "activity"})


class NotYet(UserError):
    """A note was about to be shortened before its time, or against a hold."""

    def __init__(self) -> None:
        super().__init__(
            N_(
                "This note is not past its term, or a legal hold stands on the participant. "
                "Nothing was changed."
            )
        )


def old_notes(work: Work) -> list[tuple[type[Record], str, str, str]]:
    """Return (model, id, field, code) of long notes in sight past the term; none under a hold."""
    work.may("rights")
    held = holds.held(work)
    until = sure.day(work) - timedelta(days=round(terms(work).note_months * retention.MONTH_DAYS))
    found = []
    for model in models_of(work.store):
        table = table_of(model)
        if table.name not in _NOTED:
            continue
        for spec in specs(model.draft):
            if spec.kind is not Kind.NOTE:
                continue
            query = (
                sa.select(table.c.id, table.c.code)
                .where(table.c.deleted_at.is_(None), table.c.created_by != CODED)
                .where(table.c.changed_at < retention.morning(until))
                .where(sa.func.length(table.c[spec.name]) > RESULT_LENGTH, *work.visible(table))
                .where(_of_whom(table).not_in(held))
                .order_by(table.c.changed_at)
                .limit(MOST_NOTES)
            )
            found += [(model, row.id, spec.name, row.code) for row in work.session.execute(query)]
    return found


def shorten(work: Work, model: type[Record], identity: str, name: str, result: str) -> None:
    """Put a note's result in the place of the note; what it said before leaves the history.

    Only a note past its term, of nobody on whom a hold stands; else NotYet.
    """
    record = records.get(work, model, identity)
    work.may("amend", record)
    if not any(one[:3] == (model, identity, name) for one in old_notes(work)):
        raise NotYet
    records.amend(work, record, {name: result or None})
    erasure.forget_past(work, record)
    journal.write(work, "shorten", identity)


def _of_whom(table: sa.Table) -> "sa.ColumnElement[str]":
    """Return the column that says whose record it is; a common one is nobody's."""
    return table.c.participant if "participant" in table.c else table.c.id
