# SPDX-License-Identifier: GPL-3.0-or-later
"""How often each field of a register is answered, so that an office can drop what nobody fills.

A field asked for years and never answered costs everybody time on every form; here it is seen
before the next training, with own questions among the declared ones.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

import sqlalchemy as sa

from desktop.core import custom
from desktop.core.fields import FieldSpec, Kind, specs
from desktop.core.tables import CODED, Record, models_of, table_of

if TYPE_CHECKING:
    from desktop.core.scope import Clauses
    from desktop.core.work import Work

_NOTHING = ("", "[]", "null")


@dataclass(frozen=True, slots=True)
class Filled:
    """One field, the records that answer it, and the records there are."""

    title: str
    answered: int
    records: int

    @property
    def share(self) -> float:
        """The share from 0 to 1; nought where there is no record."""
        return self.answered / self.records if self.records else 0.0


def registers(work: "Work") -> list[str]:
    """Return the registers of this store that people fill and that hold something."""
    work.may("settings")
    found = []
    for model in models_of(work.store):
        one = sa.select(sa.literal(1)).where(*_counted(work, model, None)).limit(1)
        if _asked(model) and work.session.execute(one).first() is not None:
            found.append(str(model.__tablename__))
    return found


def fields(work: "Work", register: str, since: datetime | None = None) -> list[Filled]:
    """Return each field of a register, the least answered first, over what was made ``since``.

    Answers that say why there is none (not asked, prefers not to say) are answers.
    """
    work.may("settings")
    model = next(one for one in models_of(work.store) if one.__tablename__ == register)
    asked = _asked(model)
    counts = [sa.func.count(), *(sa.func.sum(_answered(model, spec)) for spec in asked)]
    row = work.session.execute(sa.select(*counts).where(*_counted(work, model, since))).one()
    held = [
        Filled(spec.title, int(n or 0), int(row[0])) for spec, n in zip(asked, row[1:], strict=True)
    ]
    return sorted(held, key=lambda one: one.share)


def _asked(model: type[Record]) -> list[FieldSpec]:
    every = (*specs(model.draft), *custom.known(str(model.__tablename__)))
    return [spec for spec in every if not (spec.about.hidden or spec.about.derived)]


def _answered(model: type[Record], spec: FieldSpec) -> sa.ColumnElement[int]:
    table = table_of(model)
    declared = spec.name in table.c
    held = table.c[spec.name] if declared else sa.func.json_extract(table.c.extra, f"$.{spec.name}")
    if spec.kind in (Kind.TEXT, Kind.NOTE, Kind.CODE, Kind.CODES, Kind.LINK, Kind.LINKS):
        there = sa.func.coalesce(sa.cast(held, sa.String), "").not_in(_NOTHING)
    else:
        there = held.is_not(None)
    return sa.case((there, 1), else_=0)


def _counted(work: "Work", model: type[Record], since: datetime | None) -> "Clauses":
    table = table_of(model)
    where = (table.c.deleted_at.is_(None), table.c.created_by != CODED, *work.visible(table))
    return where if since is None else (*where, table.c.created_at >= since)
