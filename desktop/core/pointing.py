# SPDX-License-Identifier: GPL-3.0-or-later
"""Records others name: a programme, a grant or a workplace is given an end, never pulled away."""

import sqlalchemy as sa

from desktop.core import i18n
from desktop.core.errors import UserError
from desktop.core.fields import Kind, specs
from desktop.core.i18n import N_
from desktop.core.tables import Record, models_of, table_of
from desktop.core.work import Work


class StillNamed(UserError):
    """Other records hang on this one, and would point at nothing."""

    def __init__(self, n: int) -> None:
        super().__init__(
            N_(
                "Other records name this one ({n}), so it is not deleted. Nothing was changed. "
                "Correct it, or give it an end: then it is offered no more."
            ),
            n=i18n.format_number(n),
        )


def require_unnamed(work: Work, record: Record) -> None:
    """Refuse to take away what is named by records that are still there."""
    if record.pointed_to and (n := named_by(work, record)):
        raise StillNamed(n)


def named_by(work: Work, record: Record) -> int:
    """Return how many records of the store name a record, by what their fields link to."""
    work.may("read")
    register, found = str(type(record).__tablename__), 0
    for model in models_of(work.store):
        table = table_of(model)
        naming = [
            sa.type_coerce(table.c[spec.name], sa.String).contains(record.id)
            if spec.kind is Kind.LINKS
            else table.c[spec.name] == record.id
            for spec in specs(model.draft)
            if spec.about.link == register
        ]
        if naming:
            query = sa.select(sa.func.count()).select_from(table)
            query = query.where(table.c.deleted_at.is_(None), sa.or_(*naming))
            found += int(work.session.execute(query).scalar_one())
    return found
